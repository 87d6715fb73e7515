"""Template tags and filters of the site's components: `{% load ui %}`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms, template
from django.conf import settings
from django.forms import BoundField
from django.utils.html import format_html
from django.utils.safestring import SafeString

from participation.common import forms as site_forms
from participation.common.icons import DIRECTED, PATHS
from participation.common.text import render_plain_text

register = template.Library()

INPUT_CLASSES = {
    "checkbox": "hds-checkbox__input",
    "checkboxes": "hds-checkbox__input",
    "radios": "hds-radio-button__input",
}
TEXT_INPUT_CLASS = "hds-text-input__input"
CHART_WIDTH = 400


@register.simple_tag
def icon(name: str) -> SafeString:
    """An icon by name, hidden from assistive technology: the words beside it say the same."""
    svg = '<svg class="icon{}" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d="{}"/></svg>'
    return format_html(svg, " icon--turns" if name in DIRECTED else "", PATHS[name])


@register.simple_tag
def from_settings(name: str) -> str:
    """The service's name, theme or contact, for pages that are rendered without any context."""
    return {"service": settings.SERVICE_NAME, "theme": settings.SITE_THEME, "contact": settings.CONTACT_EMAIL}[name]


@register.filter
def error_items(form: forms.BaseForm) -> list[site_forms.ErrorItem]:
    """The form's errors in field order, each with the id of its control."""
    return site_forms.error_items(form)


@register.filter
def field_kind(field: BoundField) -> str:
    """Which markup the field needs."""
    return site_forms.field_kind(field)


@register.filter
def shows_optional(field: BoundField) -> bool:
    """Whether the field's label says "optional"."""
    return site_forms.shows_optional(field)


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """The field's input, with the design system's class added to the widget's own."""
    widget_class = field.field.widget.attrs.get("class", "")
    site_class = INPUT_CLASSES.get(site_forms.field_kind(field), TEXT_INPUT_CLASS)
    return field.as_widget(attrs={"class": f"{widget_class} {site_class}".strip()})


@register.filter
def options(field: BoundField) -> list[Any]:
    """The choices of a group, each with its class, ready for `option.tag` and `option.choice_label`."""
    css_class = INPUT_CLASSES.get(site_forms.field_kind(field), "")
    for choice in field:
        attrs = choice.data["attrs"]
        attrs["class"] = f"{attrs.get('class', '')} {css_class}".strip()
        attrs.pop("aria-invalid", None)  # not for a single radio button; the group is described by its error
    return list(field)


@register.filter
def split_words(text: str) -> list[str]:
    """The words of a text, to walk over a few fixed ones."""
    return text.split()


@register.filter
def initials(name: str) -> str:
    """At most two letters for an avatar: "Anna-Maija af Forselles" gives AF."""
    words = [word for word in str(name).split() if word[0].isalnum()]
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


@register.filter
def resident_text(text: str) -> SafeString:
    """A resident's plain text as paragraphs, with links that pass no reputation on and nothing else alive."""
    return render_plain_text(str(text))


@register.filter
def bars(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Rows of a bar chart, each a mapping with `label` and `value`, with their `width` in percent of the longest.

    Every row that ties for the longest gets `top`. A chart of zeros has no width and no top.
    """
    listed = [dict(row) for row in rows]
    longest = max((row["value"] for row in listed), default=0)
    for row in listed:
        row["width"] = round(100 * row["value"] / longest, 1) if longest else 0
        row["top"] = bool(longest) and row["value"] == longest
    return listed


@register.filter
def segments(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Rows of one stacked bar, each with `value`, with `x` and `width` on a bar of 400 units with gaps between."""
    gap = 3
    shown = [dict(row) for row in rows if row["value"]]
    total = sum(row["value"] for row in shown)
    room = CHART_WIDTH - gap * (len(shown) - 1)
    x = 0.0
    for row in shown:
        row["x"] = round(x, 1)
        row["width"] = round(room * row["value"] / total, 1)
        x += row["width"] + gap
    return shown


@register.filter
def message_kind(tags: str) -> str:
    """The colour of a message from Django's level: what worked is green, what did not is red."""
    kinds = {"success": "kept", "warning": "late", "error": "wrong"}
    return next((kind for level, kind in kinds.items() if level in (tags or "").split()), "city")
