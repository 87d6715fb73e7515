"""In which languages a page is, or will be at a moment."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from wagtail.models import Page, Revision

from participation.publishing.models import LanguageException


def missing_languages(page: Page, at: datetime | None = None) -> list[str]:
    """The languages that the law asks for in which this page, once it is live, is not; in the order of the settings.

    at: when the page goes live (now unless told). A version counts when it is live, or is scheduled for that moment or before.
    Two queries.
    """
    at = max(at, timezone.now()) if at else timezone.now()
    wanted = [code for code in settings.REQUIRED_CONTENT_LANGUAGES if code != page.locale.language_code]
    twins = dict(
        Page.objects.filter(translation_key=page.translation_key, locale__language_code__in=wanted)
        .exclude(pk=page.pk)
        .values_list("locale__language_code", "pk")
    )
    live = set(Page.objects.filter(pk__in=twins.values(), live=True).values_list("pk", flat=True))
    live |= {int(pk) for pk in _scheduled(twins.values(), at)}
    return [code for code in wanted if twins.get(code) not in live]


def _scheduled(page_ids: Iterable[int], at: datetime) -> list[str]:
    revisions = Revision.page_revisions.filter(object_id__in=[str(pk) for pk in page_ids], approved_go_live_at__lte=at)
    return list(revisions.values_list("object_id", flat=True))


def standing_reason(translation_key: UUID) -> LanguageException | None:
    """The reason that holds now, if one was given."""
    return LanguageException.objects.filter(translation_key=translation_key, ended_at__isnull=True).first()
