"""Small facts that hang on a proposal beside its columns, set by whoever reads it for a page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import number_format

from participation.common.languages import Said, said
from proposals.states import FieldKind


@dataclass(frozen=True)
class SupportFacts:
    """How many support a proposal at this moment, and whether this reader does."""

    count: int
    mine: bool


@dataclass(frozen=True)
class Picture:
    """A visible picture's words and measures (pixels); `key` is new whenever the picture is."""

    key: str
    alt: str
    width: int
    height: int
    id: int = 0


@dataclass(frozen=True)
class Document:
    """A visible document's words and size (bytes)."""

    key: str
    title: str
    size: int
    id: int = 0


@dataclass(frozen=True)
class Words:
    """A translated label, as `said` takes it."""

    label: str
    i18n: Mapping[str, str] | None


@dataclass(frozen=True)
class Answered:
    """What a proposal says in one of its project's own fields, ready for readers of every language.

    text: in the proposal's language; number: as the database writes it; key: of a file.
    """

    field: int
    kind: str
    label_words: Words
    text: str = ""
    option_id: int | None = None
    option_words: Words | None = None
    number: str = ""
    key: str = ""
    size: int = 0
    content_type: str = ""
    id: int = 0

    @property
    def label(self) -> Said:
        """What was asked, in the best language for the reader."""
        return said(self.label_words, "label")  # type: ignore[arg-type]

    @property
    def option(self) -> Said | None:
        """What was chosen."""
        return said(self.option_words, "label") if self.option_words else None  # type: ignore[arg-type]

    @property
    def amount(self) -> str:
        """The number as the reader's language writes it, with the euro where it is money."""
        if not self.number:
            return ""
        shown = number_format(plain_number(Decimal(self.number)), use_l10n=True, force_grouping=True)
        return f"{shown}\u00a0€" if self.kind == FieldKind.COST else shown

    @property
    def is_picture(self) -> bool:
        """Of a file: whether it is shown or saved."""
        return self.content_type.startswith("image/")

    @property
    def value(self) -> object:
        """What its field in a form begins with."""
        return {
            FieldKind.TEXT: self.text,
            FieldKind.CHOICE: self.option_id,
            FieldKind.NUMBER: self.number and format(plain_number(Decimal(self.number)), "f"),
            FieldKind.COST: self.number and format(plain_number(Decimal(self.number)), "f"),
        }.get(FieldKind(self.kind), "")


def plain_number(number: Decimal) -> Decimal:
    """Without the cents where there are none."""
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number


@dataclass(frozen=True)
class StatusLabel:
    """A status as a word with its colour and icon."""

    label: str
    kind: str
    icon: str
