"""Parts that the forms of proposals are put together from: kinds of fields, a project's own fields, and files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from participation.common.languages import said
from participation.files.documents import MAX_DOCUMENT_BYTES
from participation.files.pictures import MAX_BYTES
from proposals.services.attaching import ALT_LENGTH, room_message
from proposals.services.attaching import TITLE_LENGTH as DOCUMENT_TITLE_LENGTH
from proposals.states import FieldKind

if TYPE_CHECKING:
    from proposals.facts import Answered, Document, Picture
    from proposals.models import FormField

TOO_LONG = {"max_length": _("This has %(show_value)s characters. Shorten it to %(limit_value)s.")}
PICTURES, PDFS = "image/jpeg,image/png,image/webp", "application/pdf"
LONG_TEXT = 200  # from here on a text gets several lines


class WordsField(forms.CharField):
    """Plain text. A line's end counts once whatever the browser sends, and nothing is cut while typing."""

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        return text.replace("\r\n", "\n").replace("\r", "\n")

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        attrs = super().widget_attrs(widget)
        attrs.pop("maxlength", None)  # a browser would cut a pasted text without a word
        return attrs


class DegreesField(forms.FloatField):
    """Degrees as people write them, with a point or a comma."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def to_python(self, value: Any) -> float | None:
        if isinstance(value, str):
            value = value.strip().replace(",", ".").replace("−", "-")
        return super().to_python(value)


class AmountField(forms.DecimalField):
    """A number as people write it: with spaces, a comma or a point, and perhaps the euro."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_digits=14, decimal_places=2, **kwargs)

    def to_python(self, value: Any) -> Decimal | None:
        if value in self.empty_values:
            return None
        text = re.sub(r"[\s\u00a0\u202f']|€|euroa?|eur", "", str(value), flags=re.IGNORECASE).replace("−", "-")
        text = re.sub(r"[.,](?=\d{3}(\D|$))", "", text).replace(",", ".")  # what stands before three digits parts thousands
        try:
            return super().to_python(text)
        except (ValidationError, InvalidOperation):
            raise ValidationError(_("Write this as a number, such as 12 000."), code="invalid") from None


class ManyFilesInput(forms.ClearableFileInput):
    """Takes several files at once."""

    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Several files, each checked as one; the value is a list."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        files = data if isinstance(data, (list, tuple)) else [data]
        single = super().clean
        return [single(file, initial) for file in files if file]


def file_field(label: Any, accept: str, help_text: Any) -> ManyFilesField:
    """A field for new pictures or documents."""
    return ManyFilesField(label=label, required=False, help_text=help_text, widget=ManyFilesInput(attrs={"accept": accept}))


def tell_limits(field: forms.Field, room: int, limit: int) -> None:
    """What the browser can say before anything is sent (static/js/files.js)."""
    field.widget.attrs |= {
        "data-most": str(max(0, room)),
        "data-megabytes": str(limit // 1024**2),
        "data-many": _("There is room for %(room)d more.") % {"room": max(0, room)},
        "data-large": _("Larger than %(size)d megabytes. Choose a smaller one.") % {"size": limit // 1024**2},
    }


def check_files(form: forms.BaseForm, name: str, there: int, most: int, limit: int) -> None:
    """Too many, or one that is too large, is said at the field before anything is read. Sets an empty list then."""
    files = form.cleaned_data.get(name) or []
    if files and there + len(files) > most:
        form.add_error(name, room_message(there, len(files), most, name))
    for file in files:
        if file.size > limit:
            words = _("%(name)s is larger than %(size)d megabytes. Choose a smaller one.")
            form.add_error(name, words % {"name": str(file.name)[:60], "size": limit // 1024**2})


class FilesPart:
    """The pictures and documents that are there, with their words, and new ones. A mixin of forms.

    Its fields: `image` and `image_alt`, `document` and `document_title`; for what is there `alt_<id>` and
    `remove_image_<id>`, `title_<id>` and `remove_document_<id>`.
    """

    pictures: Sequence[Picture] = ()
    documents: Sequence[Document] = ()

    def add_file_fields(self, pictures: Sequence[Picture], documents: Sequence[Document]) -> None:
        """To be called when the other fields are there."""
        self.pictures, self.documents = pictures, documents
        tell_limits(self.fields["image"], settings.PROPOSAL_PICTURES - len(pictures), MAX_BYTES)
        tell_limits(self.fields["document"], settings.PROPOSAL_DOCUMENTS - len(documents), MAX_DOCUMENT_BYTES)
        for picture in pictures:
            self.fields[f"alt_{picture.id}"] = WordsField(
                label=_("What does the picture show?"), max_length=ALT_LENGTH, required=False, error_messages=TOO_LONG
            )
            self.initial.setdefault(f"alt_{picture.id}", picture.alt)
            self.fields[f"remove_image_{picture.id}"] = forms.BooleanField(label=_("Take the picture away"), required=False)
        for document in documents:
            self.fields[f"title_{document.id}"] = WordsField(
                label=_("Name of the document"), max_length=DOCUMENT_TITLE_LENGTH, required=False, error_messages=TOO_LONG
            )
            self.initial.setdefault(f"title_{document.id}", document.title)
            self.fields[f"remove_document_{document.id}"] = forms.BooleanField(label=_("Take the document away"), required=False)

    def picture_rows(self) -> Iterable[dict[str, Any]]:
        """Each picture with its fields, for the template."""
        for picture in self.pictures:
            yield {"file": picture, "words": self[f"alt_{picture.id}"], "remove": self[f"remove_image_{picture.id}"]}

    def document_rows(self) -> Iterable[dict[str, Any]]:
        """Each document with its fields."""
        for document in self.documents:
            rows = {"words": self[f"title_{document.id}"], "remove": self[f"remove_document_{document.id}"]}
            yield {"file": document, **rows}

    def clean_file_fields(self, *, complete: bool) -> None:
        """Every picture has words when it is to be shown; nothing is too many or too large."""
        data = self.cleaned_data
        gone = [picture for picture in self.pictures if data.get(f"remove_image_{picture.id}")]
        gone_documents = [row for row in self.documents if data.get(f"remove_document_{row.id}")]
        check_files(self, "image", len(self.pictures) - len(gone), settings.PROPOSAL_PICTURES, MAX_BYTES)
        there = len(self.documents) - len(gone_documents)
        check_files(self, "document", there, settings.PROPOSAL_DOCUMENTS, MAX_DOCUMENT_BYTES)
        if not complete:
            return
        for picture in self.pictures:
            name = f"alt_{picture.id}"
            words = data.get(name) if name in self.data else picture.alt  # one that came while this form was open
            if picture not in gone and name not in self.errors and not words:
                self.add_error(name, _("Tell in a few words what the picture shows."))

    def words_of_files(self) -> dict[str, Any]:
        """What `FilesChange` takes of the files that are there; nothing of those that this form never showed."""
        data = self.cleaned_data
        return {
            "alts": {row.id: data[f"alt_{row.id}"] for row in self.pictures if f"alt_{row.id}" in self.data},
            "titles": {row.id: data[f"title_{row.id}"] for row in self.documents if f"title_{row.id}" in self.data},
            "picture_ids_gone": frozenset(row.id for row in self.pictures if data[f"remove_image_{row.id}"]),
            "document_ids_gone": frozenset(row.id for row in self.documents if data[f"remove_document_{row.id}"]),
        }


class GuidedPart:
    """A project's own fields, as `field_<id>`. A mixin of forms."""

    asked: Sequence[FormField] = ()

    def add_guided_fields(self, asked: Sequence[FormField], said: Iterable[Answered], *, complete: bool) -> None:
        """To be called when the other fields are there. said: what the proposal answers already."""
        self.asked = asked
        self.said = {answer.field: answer for answer in said}
        for row in asked:
            there = self.said.get(row.pk)
            self.fields[row.name] = _guided(row, there, complete=complete)
            if row.kind == FieldKind.FILE:
                self.fields[f"remove_{row.name}"] = forms.BooleanField(label=_("Take the file away"), required=False)
            elif there is not None:
                self.initial.setdefault(row.name, there.value)

    def guided_rows(self) -> Iterable[dict[str, Any]]:
        """Each field with what is there of a file, for the template."""
        for row in self.asked:
            there = self.said.get(row.pk)
            remove = self[f"remove_{row.name}"] if row.kind == FieldKind.FILE and there else None
            yield {"field": self[row.name], "row": row, "there": there if remove else None, "remove": remove}

    def clean_guided_fields(self, *, complete: bool) -> None:
        """A file that is needed and taken away is missing."""
        for row in self.asked:
            if not (complete and row.required and row.kind == FieldKind.FILE and row.archived_at is None):
                continue
            data = self.cleaned_data
            kept = row.pk in self.said and not data.get(f"remove_{row.name}")
            if not kept and not data.get(row.name) and row.name not in self.errors:
                self.add_error(row.name, _("This is needed. Choose a file."))

    def answers(self) -> dict[str, Any]:
        """What `AnswersChange.read` takes."""
        data, files = self.cleaned_data, [row for row in self.asked if row.kind == FieldKind.FILE]
        shown = [row for row in self.asked if row.kind != FieldKind.FILE and row.name in self.data]
        return {
            "values": {row.pk: _value(row, data.get(row.name)) for row in shown},
            "uploads": {row.pk: data[row.name] for row in files if data.get(row.name)},
            "gone": [row.pk for row in files if data.get(f"remove_{row.name}")],
        }


def _value(row: FormField, value: Any) -> Any:
    return int(value) if row.kind == FieldKind.CHOICE and value else value


def _guided(row: FormField, there: Answered | None, *, complete: bool) -> forms.Field:
    common = {
        "label": str(row),
        "help_text": _help(row),
        "required": row.required and complete and row.archived_at is None and row.kind != FieldKind.FILE,
    }
    if row.kind == FieldKind.TEXT:
        widget = forms.Textarea(attrs={"rows": 5}) if row.longest > LONG_TEXT else forms.TextInput()
        return WordsField(max_length=row.longest, error_messages=TOO_LONG, widget=widget, **common)
    if row.kind == FieldKind.CHOICE:
        chosen = there.option_id if there else None
        options = [(option.pk, option) for option in row.options.all() if not option.archived_at or option.pk == chosen]
        return forms.ChoiceField(choices=[("", _("Choose")), *options], **common)
    if row.kind == FieldKind.FILE:
        widget = forms.ClearableFileInput(attrs={"accept": f"{PICTURES},{PDFS}"})
        return forms.FileField(widget=widget, **common)
    return AmountField(min_value=_lowest(row), max_value=row.highest, **common)


def _lowest(row: FormField) -> Decimal | None:
    return Decimal(0) if row.lowest is None and row.kind == FieldKind.COST else row.lowest


def _help(row: FormField) -> Any:
    words = said(row, "help_text") if row.help_text or row.i18n else ""
    if row.archived_at is not None:
        return _("This is not asked any more. What you have answered stays until you take it away.")
    if row.kind == FieldKind.FILE:
        return words or _("A picture or a PDF.")
    if row.kind == FieldKind.COST:
        return words or _("In euro, as well as you can tell. A rough guess helps, too.")
    return words
