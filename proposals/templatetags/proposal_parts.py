"""Parts of lists that look the same on many pages: rendered once for the same values, in every process.

What is kept is found by everything it shows, so that nothing old, and nothing of another reader, can come out of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from participation.common.languages import Said
from participation.common.templatetags.languages import lang_only
from proposals.facts import StatusLabel

if TYPE_CHECKING:
    from districts.models import District
    from participation.projects.models import Category
    from proposals.models import Proposal

register = template.Library()

KEPT_CARDS = 12_000  # of about two kilobytes: those of a large project, read in an order of one's own each
KEPT_MAPS = 64
CARD_FACTS = ("pk", "language", "title", "short", "support_count", "comment_count")
# Where the number on the map is put in: it is another in every order. Text is escaped, so it cannot hold this.
PIN = "<!--pin-->"


@register.simple_tag
def proposal_card(proposal: Proposal, base: str) -> SafeString:
    """The card of a proposal that `dress_cards` has prepared. base: the address that its own begins with."""
    facts = tuple(getattr(proposal, fact) for fact in CARD_FACTS)
    card = _card(get_language(), base, facts, *_named(proposal.district), proposal.short_signature, proposal.label)
    return SafeString(card.replace(PIN, _pin(proposal.pin), 1))


def _named(row: District | Category) -> tuple[str, str]:
    """A row's name and the language that is in: two parts of what is kept."""
    name = str(row)
    return name, getattr(name, "language", "")


def _pin(number: int) -> str:
    if not number:
        return ""
    return format_html(' <span class="num">({})</span>', _("%(number)s on the map") % {"number": number})


@lru_cache(maxsize=KEPT_CARDS)
def _card(
    _language: str | None,
    base: str,
    facts: tuple[Any, ...],
    district: str,
    district_language: str,
    author: str,
    label: StatusLabel,
) -> SafeString:
    shown = dict(zip(CARD_FACTS, facts, strict=True)) | {"author": author, "label": label}
    shown["district"] = Said(district, district_language)
    return render_to_string("proposals/_proposal_card.html", {"proposal": shown, "base": base})


@register.simple_tag
def map_cells(areas: Iterable[Mapping[str, Any]]) -> SafeString:
    """The districts of a map, as the areas of `districts.maps.map_context`: links that take no place in the tab order."""
    return _cells(tuple((area["url"], area["path"], area["name"], area["count"], area["on"]) for area in areas))


@lru_cache(maxsize=KEPT_MAPS)
def _cells(areas: tuple[tuple[str, str, str, int, bool], ...]) -> SafeString:
    return format_html_join(
        "",
        '<a href="{}" tabindex="-1"><path d="{}"{}><title>{}{}</title></path></a>',
        (
            (url, path, SafeString(' class="on"' if on else ' class="mid"' if count else ""), name, f": {count}" if count else "")
            for url, path, name, count, on in areas
        ),
    )


@register.simple_tag
def select_options(rows: Iterable[Any], chosen: Any) -> SafeString:
    """The options of a select whose rows have a `slug` and a name; the chosen row is selected."""
    slug = chosen.slug if chosen else ""
    return _options(get_language(), tuple((row.slug, *_named(row)) for row in rows), slug)


@lru_cache(maxsize=KEPT_MAPS)
def _options(_language: str | None, rows: tuple[tuple[str, str, str], ...], chosen: str) -> SafeString:
    return format_html_join(
        "",
        '<option value="{}"{}{}>{}</option>',
        (
            (slug, SafeString(" selected" if slug == chosen else ""), lang_only(Said(name, language)), name)
            for slug, name, language in rows
        ),
    )
