"""The rule that a page is published in every language that the law asks for, or with a reason why not.

Helsinki's residents have the right to both Finnish and Swedish (Language Act 423/2003). Every way of publishing asks
`require_languages`: Wagtail's editor, its workflow, its bulk action, and our own project desk.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from wagtail.models import Page

from participation.audit.services import record
from participation.common.models import max_length
from participation.common.refusals import NotAllowed, Refusal
from participation.common.text import clean_text
from participation.publishing.models import LanguageException
from participation.publishing.queries import missing_languages, standing_reason

if TYPE_CHECKING:
    from participation.accounts.models import User

LONGEST_REASON = max_length(LanguageException, "reason")
REASON_FIELD = "language_reason"  # of the page editor's form
_together: ContextVar[frozenset[str]] = ContextVar("languages published together", default=frozenset())


class LanguagesMissing(Refusal):
    """A required language is missing and nobody has said why. Facts: `page`, `languages`."""

    code = "languages_missing"


def require_languages(*, page: Page, by: User | None, at: datetime | None = None, reason: str = "") -> None:
    """Let a page be published only in every required language, or with a reason.

    at: when it goes live (now unless told). reason: given here and now; a reason that was given before holds on.
    Raises LanguagesMissing; NotAllowed when the person may not publish the page.
    """
    missing = [code for code in missing_languages(page, at) if code not in _together.get()]
    if not missing:
        return
    if reason.strip():
        give_reason(page=page, reason=reason, by=by, languages=missing)
        return
    standing = standing_reason(page.translation_key)
    if standing is None or not set(missing) <= set(standing.languages):
        raise LanguagesMissing(missing_message(missing), field=REASON_FIELD, page=page, languages=missing)


def missing_message(languages: Iterable[str]) -> str:
    """What the person who publishes is told."""
    names = get_text_list([get_language_info(code)["name_translated"] for code in languages], _("and"))
    return _("Not published in every language. Missing: %(languages)s. Publish or schedule it too, or say here why not.") % {
        "languages": names
    }


@contextmanager
def published_together(languages: Iterable[str]) -> Iterator[None]:
    """Inside, these languages count as there: their versions of the page are published in the same transaction."""
    token = _together.set(frozenset(languages))
    try:
        yield
    finally:
        _together.reset(token)


@transaction.atomic
def give_reason(*, page: Page, reason: str, by: User | None, languages: Iterable[str] | None = None) -> LanguageException:
    """Say why a page is published without some languages; replaces an earlier reason.

    by: None only when the scheduler finds that another version, which was to come with it, does not.
    languages: those that are missing, if known. Raises NotAllowed; Invalid for an empty reason.
    """
    if by is not None and not page.permissions_for_user(by).can_publish():
        raise NotAllowed(_("You may not publish this page."))
    reason = clean_text(reason, field=REASON_FIELD, limit=LONGEST_REASON, required=by is not None)
    missing = list(missing_languages(page) if languages is None else languages)
    now = timezone.now()
    LanguageException.objects.filter(translation_key=page.translation_key, ended_at__isnull=True).update(ended_at=now)
    given = LanguageException.objects.create(
        translation_key=page.translation_key, languages=missing, reason=reason, given_by=by, given_at=now
    )
    record(action="page.publish_incomplete", actor=by, target=page, data={"languages": missing, "reason": reason})
    return given


def note_scheduled(*, page: Page) -> None:
    """The scheduler publishes what was agreed; what is missing now, although it was to come too, is written down."""
    missing = missing_languages(page)
    standing = standing_reason(page.translation_key)
    if missing and (standing is None or not set(missing) <= set(standing.languages)):
        give_reason(page=page, reason="", by=None, languages=missing)


def end_reasons(*, translation_key: UUID, languages: Iterable[str]) -> None:
    """A reason ends when the last of the languages it excuses has been published."""
    standing = standing_reason(translation_key)
    if standing is not None and set(standing.languages) <= set(languages):
        standing.ended_at = timezone.now()
        standing.save(update_fields=["ended_at"])
