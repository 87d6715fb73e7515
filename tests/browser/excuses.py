"""What axe finds and we leave, most of it in the admin that Wagtail draws: one rule, one selector, one reason each."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Excuse:
    """Elements in which a rule may be broken. `make axe` fails when one is not needed any more."""

    rule: str
    selector: str
    reason: str


IN_THE_ADMIN: tuple[Excuse, ...] = (
    Excuse("aria-input-field-name", ".public-DraftEditor-content", "Draftail names its text field by nothing but a placeholder."),
    Excuse("aria-allowed-role", "h2[role=alert]", "Wagtail's listing tells the number of results in a heading that is an alert."),
    Excuse("heading-order", "#other-searches-title", "Wagtail's listing skips a level above its other searches."),
    Excuse("target-size", "table.listing .title a", "Wagtail's listing sets names in a table 22.8 px high on narrow screens."),
    Excuse("scrollable-region-focusable", ".w-minimap__list", "Wagtail's minimap of a long form scrolls, its links come later."),
    Excuse("image-redundant-alt", ".image-choice img", "Wagtail's chooser writes a picture's title under its alternative text."),
    Excuse("aria-dialog-name", ".modal", "Wagtail's chooser has a title but does not point to it."),
)

ELSEWHERE: tuple[Excuse, ...] = (
    Excuse("target-size", ".k-mark", "Places lie where they lie, WCAG 2.5.8 excepts maps; the list beside it says the same."),
)
