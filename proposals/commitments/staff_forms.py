"""The forms in which staff promise, and tell how it goes: every text in every content language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from districts.models import Unit
from participation.common.forms import DateInput
from participation.common.languages import words_of
from participation.common.refusals import Refusal
from participation.files.services import clean_upload
from proposals.commitments.services import NewPicture, Promise, Step, mark_of
from proposals.commitments.services.changing import MOST_STEPS, NOTE_LENGTH, REASON_LENGTH, STEP_LENGTH
from proposals.commitments.services.finishing import REASONS_LENGTH
from proposals.commitments.services.making import TEXT_LENGTH, TITLE_LENGTH
from proposals.commitments.services.pictures import ALT_LENGTH, MOST_PICTURES
from proposals.commitments.states import Standing
from proposals.commitments.words import field_in
from proposals.forms import TOO_LONG, WordsField

if TYPE_CHECKING:
    from participation.projects.models import Project
    from proposals.commitments.models import Commitment

LANGUAGES = sorted(settings.WAGTAIL_CONTENT_LANGUAGES, key=lambda pair: pair[0] != settings.LANGUAGE_CODE)


def add_words(
    form: forms.Form, part: str, label: Any, *, limit: int, lines: int = 1, needed: bool = False, about: Any = ""
) -> None:
    """One field per content language for a text of staff; only the first language's may be needed."""
    for code, name in LANGUAGES:
        first = code == settings.LANGUAGE_CODE
        attrs = {"lang": code}
        widget = forms.Textarea(attrs=attrs | {"rows": lines}) if lines > 1 else forms.TextInput(attrs=attrs)
        form.fields[field_in(part, code)] = WordsField(
            label=format_lazy("{} ({})", label, name),
            max_length=limit,
            widget=widget,
            required=needed and first,
            help_text=about if first else "",
            error_messages=TOO_LONG,
        )


def read_words(cleaned: dict[str, Any], part: str) -> dict[str, str]:
    """A text in every language it was written in."""
    texts = {code: cleaned.get(field_in(part, code)) or "" for code, _name in LANGUAGES}
    return {code: text for code, text in texts.items() if text}


def shown_words(row: Any, part: str) -> dict[str, str]:
    """What a form begins with."""
    return {field_in(part, code): text for code, text in words_of(row, part).items()}


class PromiseForm(forms.Form):
    """Who does what by when."""

    unit = forms.ModelChoiceField(label=_("Who does it"), queryset=Unit.objects.order_by("name"))
    due_on = forms.DateField(label=_("By when"), widget=DateInput)

    def __init__(self, *args: Any, unit: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        about = _("One sentence that can be checked later: what will be there, or what will have happened.")
        add_words(self, "title", _("Promise"), limit=TITLE_LENGTH, needed=True, about=about)
        add_words(self, "text", _("More about it"), limit=TEXT_LENGTH, lines=3)
        self.fields["unit"].initial = unit
        self.order_fields([*(name for name in self.fields if name.startswith("title")), "due_on", "unit"])

    def promise(self) -> Promise:
        """As the service takes it."""
        data = self.cleaned_data
        return Promise(
            title=read_words(data, "title"), text=read_words(data, "text"), unit_id=data["unit"].pk, due_on=data["due_on"]
        )


class ActForm(forms.Form):
    """An act at the desk. `seen` stands for what the desk showed, so that nobody overwrites what they have not read."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, commitment: Commitment, **kwargs: Any) -> None:
        initial = {"seen": mark_of(commitment), **kwargs.pop("initial", {}), **self.begin(commitment)}
        super().__init__(*args, initial=initial, **kwargs)
        self.commitment = commitment
        self.add_texts()

    def begin(self, commitment: Commitment) -> dict[str, Any]:
        """What the form begins with."""
        return {}

    def add_texts(self) -> None:
        """The translated fields."""

    def show_again(self) -> None:
        """Whoever was told of another's change has seen it now."""
        self.data = self.data.copy()
        self.data["seen"] = mark_of(self.commitment)

    def for_service(self) -> dict[str, Any]:
        """The cleaned values under the names the service takes."""
        raise NotImplementedError


class EditForm(ActForm):
    """The words and the unit."""

    unit = forms.ModelChoiceField(label=_("Who does it"), queryset=Unit.objects.order_by("name"))

    def begin(self, commitment: Commitment) -> dict[str, Any]:
        return {"unit": commitment.unit_id, **shown_words(commitment, "title"), **shown_words(commitment, "text")}

    def add_texts(self) -> None:
        add_words(self, "title", _("Promise"), limit=TITLE_LENGTH, needed=True)
        add_words(self, "text", _("More about it"), limit=TEXT_LENGTH, lines=4)

    def for_service(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {"title": read_words(data, "title"), "text": read_words(data, "text"), "unit_id": data["unit"].pk}


class MoveForm(ActForm):
    """Another due date, and why."""

    due_on = forms.DateField(label=_("New due date"), widget=DateInput)

    def add_texts(self) -> None:
        about = _("Everybody reads this beside both dates.")
        add_words(self, "reason", _("Why it is moved"), limit=REASON_LENGTH, lines=3, needed=True, about=about)

    def for_service(self) -> dict[str, Any]:
        return {"due_on": self.cleaned_data["due_on"], "reason": read_words(self.cleaned_data, "reason")}


class WithPictures(ActForm):
    """A text with pictures of what was done, each described in every language."""

    def add_pictures(self) -> None:
        """Fields for pictures, after the others."""
        for number in range(1, MOST_PICTURES + 1):
            self.fields[f"picture_{number}"] = forms.FileField(
                label=format_lazy("{} {}", _("Picture"), number),
                required=False,
                widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
                help_text=_("JPEG, PNG or WebP, at most 8 megabytes. Where it was taken is removed from the file."),
            )
            add_words(self, f"alt_{number}", format_lazy("{} {}", _("What the picture shows"), number), limit=ALT_LENGTH)

    def clean(self) -> dict[str, Any]:
        """Decode the pictures here, before any row is locked."""
        cleaned = super().clean() or self.cleaned_data
        self.pictures: list[NewPicture] = []
        for number in range(1, MOST_PICTURES + 1):
            if upload := cleaned.get(f"picture_{number}"):
                self._take(number, upload, read_words(cleaned, f"alt_{number}"))
        return cleaned

    def _take(self, number: int, upload: Any, alt: dict[str, str]) -> None:
        for code in settings.REQUIRED_CONTENT_LANGUAGES:
            if not alt.get(code):
                field = field_in(f"alt_{number}", code)
                self.add_error(field, ValidationError(_("Say what the picture shows, for those who do not see it.")))
        try:
            self.pictures.append(NewPicture(clean_upload(upload), alt))
        except Refusal as refusal:
            self.add_error(f"picture_{number}", str(refusal.message))


class ProgressForm(WithPictures):
    """What was done."""

    def begin(self, commitment: Commitment) -> dict[str, Any]:
        return {"percent": commitment.percent}

    def add_texts(self) -> None:
        add_words(self, "text", _("What has been done"), limit=NOTE_LENGTH, lines=5, needed=True)
        self.fields["percent"] = forms.IntegerField(
            label=_("How far is it, in percent"),
            required=False,
            min_value=0,
            max_value=100,
            help_text=_("The unit’s own estimate. Leave it empty where a number says little."),
        )
        self.add_pictures()

    def for_service(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {"text": read_words(data, "text"), "percent": data.get("percent"), "pictures": self.pictures}


class DoneForm(WithPictures):
    """That it is done, since when, and what was done."""

    done_on = forms.DateField(label=_("Done on"), widget=DateInput)

    def begin(self, commitment: Commitment) -> dict[str, Any]:
        return {"done_on": timezone.localdate()}

    def add_texts(self) -> None:
        about = _("The author and everybody who supported the proposal read this, and are asked whether it is so.")
        add_words(self, "text", _("What was done"), limit=NOTE_LENGTH, lines=5, needed=True, about=about)
        self.add_pictures()

    def for_service(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {"done_on": data["done_on"], "text": read_words(data, "text"), "pictures": self.pictures}


class GiveUpForm(ActForm):
    """Why it will not be kept."""

    def add_texts(self) -> None:
        about = _("Everybody reads this. A promise that is given up stays on the list.")
        add_words(self, "reasons", _("Why the city gives it up"), limit=REASONS_LENGTH, lines=5, needed=True, about=about)

    def for_service(self) -> dict[str, Any]:
        return {"reasons": read_words(self.cleaned_data, "reasons")}


class ExplainForm(ActForm):
    """The city's answer to those who disagree."""

    def add_texts(self) -> None:
        about = _("Everybody reads this. It stays said that residents disagree.")
        add_words(self, "text", _("Answer to the residents"), limit=NOTE_LENGTH, lines=5, needed=True, about=about)

    def for_service(self) -> dict[str, Any]:
        return {"text": read_words(self.cleaned_data, "text")}


class StepForm(forms.Form):
    """One step on the way."""

    id = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        add_words(self, "title", _("Step"), limit=STEP_LENGTH, needed=True)
        self.fields["due_on"] = forms.DateField(label=_("By when"), required=False, widget=DateInput)
        self.fields["reached_on"] = forms.DateField(label=_("Reached on"), required=False, widget=DateInput)

    def step(self) -> Step:
        """As the service takes it."""
        data = self.cleaned_data
        return Step(
            title=read_words(data, "title"), due_on=data.get("due_on"), reached_on=data.get("reached_on"), id=data.get("id")
        )


StepFormSet = forms.formset_factory(
    StepForm, extra=2, max_num=MOST_STEPS, absolute_max=MOST_STEPS + 4, validate_max=True, can_delete=True, can_order=True
)


def step_initial(commitment: Commitment) -> list[dict[str, Any]]:
    """What the steps' forms begin with."""
    return [
        {"id": row.pk, "due_on": row.due_on, "reached_on": row.reached_on, **shown_words(row, "title")}
        for row in commitment.milestones.all()
    ]


class DeskFilterForm(forms.Form):
    """Narrows the desk's list and the report."""

    q = forms.CharField(label=_("Words"), required=False, max_length=100)
    standing = forms.ChoiceField(label=_("Where it stands"), required=False)
    project = forms.ChoiceField(label=_("Project"), required=False)
    unit = forms.ChoiceField(label=_("Unit"), required=False)

    def __init__(self, *args: Any, projects: list[Project], units: list[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = ("", _("All"))
        self.fields["standing"].choices = [every, *Standing.choices]
        self.fields["project"].choices = [every, *((str(row.pk), row.title) for row in projects)]
        self.fields["unit"].choices = [every, *((str(row.pk), str(row)) for row in units)]

    def wanted(self) -> dict[str, Any]:
        """What the list is narrowed to; a choice that does not exist narrows nothing."""
        self.is_valid()
        data = self.cleaned_data
        return {
            "text": data.get("q", "").replace("\x00", ""),
            "standing": data.get("standing", ""),
            "project_id": int(data["project"]) if data.get("project") else None,
            "unit_id": int(data["unit"]) if data.get("unit") else None,
        }
