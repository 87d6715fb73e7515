"""What lacks languages in the page tree, and among districts and units, which lie below the registry of features."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from districts.models import District, DistrictIndexPage, DistrictPage, Unit
from participation.common.translated import untranslated
from participation.pages.models import HomePage, StandardPage
from participation.projects.features import LanguageGap
from participation.projects.models import ProjectIndexPage, ProjectPage
from participation.publishing.models import LanguageException

if TYPE_CHECKING:
    from participation.accounts.models import User

KINDS = {
    ProjectPage: _("Project page"),
    DistrictPage: _("District page"),
    StandardPage: _("Text page"),
    HomePage: _("Home page"),
    ProjectIndexPage: _("Index page"),
    DistrictIndexPage: _("Index page"),
}


def language_gaps(user: User) -> Iterable[LanguageGap]:
    """Pages that this person may edit; for administrators also names of districts and units. A handful of queries."""
    yield from _pages(user)
    if user.is_superuser:
        for district, missing in untranslated(District.objects.valid().defer("boundary"), ("name",)):
            url = reverse("district:edit", args=[district.pk])
            yield LanguageGap(kind=_("District"), title=str(district), url=url, missing=missing)
        for unit, missing in untranslated(Unit.objects.all(), ("name",)):
            yield LanguageGap(kind=_("Unit"), title=str(unit), url=reverse("unit:edit", args=[unit.pk]), missing=missing)


def _pages(user: User) -> Iterable[LanguageGap]:
    """Pages that are live in one language and not in another."""
    mine = page_permission_policy.instances_user_has_permission_for(user, "change").type(*KINDS)
    versions: dict[UUID, dict[str, Page]] = defaultdict(dict)
    for page in mine.select_related("locale", "content_type").order_by("pk"):
        versions[page.translation_key][page.locale.language_code] = page
    standing = LanguageException.objects.filter(ended_at__isnull=True).values_list("translation_key", "reason")
    reasons = dict(standing)
    for key, by_language in versions.items():
        shown = next((page for page in by_language.values() if page.live), None)
        missing = tuple(
            code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES if code not in by_language or not by_language[code].live
        )
        if shown is None or not missing:
            continue
        draft = next((by_language[code] for code in missing if code in by_language), None)
        yield LanguageGap(
            kind=KINDS[shown.content_type.model_class()],
            title=shown.draft_title,
            url=_where_to_translate(shown, draft),
            missing=missing,
            reason=reasons.get(key, ""),
        )


def _where_to_translate(shown: Page, draft: Page | None) -> str:
    """The draft in a missing language; where there is none, the form that makes it."""
    if draft is not None:
        return reverse("wagtailadmin_pages:edit", args=[draft.pk])
    return reverse("simple_translation:submit_page_translation", args=[shown.pk])
