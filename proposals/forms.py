"""The forms residents write proposals in."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from districts.models import Unit
from participation.common.forms import SiteForm
from participation.common.languages import interface_languages
from proposals.services.answering import TEXT_LENGTH
from proposals.services.content import BODY_LENGTH, ON_BEHALF_LENGTH, PLACE_LENGTH, TITLE_LENGTH
from proposals.services.drafting import mark_of
from proposals.states import Status
from proposals.steps import FORM_FIELDS, Step

if TYPE_CHECKING:
    from districts.models import District
    from participation.projects.models import Category, Project
    from proposals.models import Proposal

TOO_LONG = {"max_length": _("This has %(show_value)s characters. Shorten it to %(limit_value)s.")}


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


# Names that differ in the services, and fields that are the form's own.
SERVICE_NAMES = {"category": "category_id", "district": "district_id"}
FORM_ALONE = ("form_key", "step", "remove_image")


class ProposalForm(SiteForm):
    """Everything about a proposal at once: a published one that is changed, or a new one sent in a single form."""

    title = WordsField(
        label=_("What do you propose?"),
        max_length=TITLE_LENGTH,
        error_messages=TOO_LONG,
        help_text=_("Say what would be there, not what is wrong now. At most 120 characters."),
    )
    body = WordsField(
        label=_("Tell more"),
        max_length=BODY_LENGTH,
        error_messages=TOO_LONG,
        widget=forms.Textarea(attrs={"rows": 9}),
        help_text=_("What would it be like, who is it for, and why does it matter? A few sentences are plenty."),
    )
    category = forms.ChoiceField(label=_("Theme"), required=False)
    place = WordsField(
        label=_("The place in words"),
        max_length=PLACE_LENGTH,
        error_messages=TOO_LONG,
        required=False,
        help_text=_("Such as a park, a street corner or a school."),
    )
    district = forms.ChoiceField(label=_("District"), required=False)
    latitude = DegreesField(label=_("Latitude"), required=False, help_text=_("In degrees, such as 60.1841"))
    longitude = DegreesField(label=_("Longitude"), required=False, help_text=_("In degrees, such as 24.9502"))
    image = forms.FileField(
        label=_("Picture"),
        required=False,
        help_text=_("JPEG, PNG or WebP, at most 8 megabytes. We remove where and when it was taken."),
        widget=forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    image_alt = WordsField(
        label=_("What does the picture show?"),
        max_length=200,
        required=False,
        error_messages=TOO_LONG,
        help_text=_("For those who cannot see it."),
    )
    remove_image = forms.BooleanField(label=_("Take the picture away"), required=False)
    on_behalf_of = WordsField(
        label=_("On behalf of"),
        max_length=ON_BEHALF_LENGTH,
        required=False,
        error_messages=TOO_LONG,
        help_text=_("Such as a residents' association or a school class. It is shown beside your public name."),
    )
    language = forms.ChoiceField(label=_("The language you write in"), choices=interface_languages)
    form_key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        districts: Sequence[District],
        categories: Sequence[Category],
        complete: bool = True,
        has_image: bool = False,
        **kwargs: Any,
    ) -> None:
        """complete: whether everything that publishing needs must be there. has_image: whether a picture is kept already."""
        super().__init__(*args, **kwargs)
        self.complete = complete
        self.has_image = has_image
        self._districts = {district.slug: district for district in districts}
        self._categories = {category.slug: category for category in categories}
        self.fields["district"].choices = [
            ("", _("The whole city, or I do not know")),
            *((slug, str(row)) for slug, row in self._districts.items()),
        ]
        self.fields["category"].choices = [
            ("", _("No theme")),
            *((slug, str(row)) for slug, row in self._categories.items()),
        ]
        if not self._categories:
            del self.fields["category"]
        if not has_image:
            del self.fields["remove_image"]
        if not complete:
            self.fields["title"].required = self.fields["body"].required = False
        self._leave_out_fields()

    def _leave_out_fields(self) -> None:
        """Forms that ask for less than everything say so here."""

    def clean_district(self) -> int | None:
        """The district's id."""
        district = self._districts.get(self.cleaned_data["district"])
        return district.pk if district else None

    def clean_category(self) -> int | None:
        """The theme's id."""
        category = self._categories.get(self.cleaned_data["category"])
        return category.pk if category else None

    def clean(self) -> dict[str, Any]:
        """A picture needs words for those who cannot see it; a place needs both its numbers."""
        data = super().clean() or {}
        if self.complete and self._lacks_description(data):
            self.add_error("image_alt", _("Tell in a few words what the picture shows."))
        if "latitude" not in self.errors and "longitude" not in self.errors:
            latitude, longitude = data.get("latitude"), data.get("longitude")
            if (latitude is None) != (longitude is None):
                missing = "latitude" if latitude is None else "longitude"
                self.add_error(missing, ValidationError(_("Give both numbers of the place, or neither.")))
        return data

    def _lacks_description(self, data: dict[str, Any]) -> bool:
        if "image_alt" not in self.fields or "image_alt" in self.errors:
            return False
        keeps_picture = self.has_image and not data.get("remove_image")
        return bool(data.get("image") or keeps_picture) and not data.get("image_alt")

    def for_service(self) -> dict[str, Any]:
        """The cleaned values under the names the services take; nothing of what the form does not ask for."""
        values = {SERVICE_NAMES.get(name, name): self.cleaned_data[name] for name in self.fields if name not in FORM_ALONE}
        if "image" in values:
            values["image"] = values["image"] or None
        return values

    @property
    def has_place_numbers(self) -> bool:
        """Whether the exact place is to be shown open: it was given, or something is wrong with it."""
        if "latitude" not in self.fields:
            return False
        return bool(self["latitude"].value() or self["longitude"].value() or self["latitude"].errors or self["longitude"].errors)


class NewProposalForm(ProposalForm):
    """Sent in one piece by those who need no steps."""

    def _leave_out_fields(self) -> None:
        del self.fields["on_behalf_of"]


class StepForm(ProposalForm):
    """What one step asks for.

    seen: what the step said when it was shown (`mark_of`); step: its name, so that the entry knows a first step.
    """

    step = forms.CharField(widget=forms.HiddenInput, required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, *args: Any, asks: Step, initial: dict[str, Any] | None = None, **kwargs: Any) -> None:
        self.asks = asks
        super().__init__(*args, initial={**(initial or {}), "step": asks.value}, **kwargs)

    def _leave_out_fields(self) -> None:
        wanted = {*FORM_FIELDS[self.asks], "step", "seen", *(["form_key"] if self.asks == Step.IDEA else [])}
        for name in set(self.fields) - wanted:
            del self.fields[name]


def initial_for_new(language: str) -> dict[str, Any]:
    """What an empty form starts with; its key makes sure that sending it twice makes one proposal."""
    return {"language": language, "form_key": uuid.uuid4()}


def initial_for_step(draft: Proposal, step: Step, districts: Sequence[District]) -> dict[str, Any]:
    """What a step's form shows of a draft."""
    return {**initial_for(draft, districts), "seen": mark_of(draft, step)}


def initial_for(proposal: Proposal, districts: Sequence[District]) -> dict[str, Any]:
    """What the form shows of a proposal that `readable_proposal` found."""
    offered = {district.pk: district.slug for district in districts}
    return {
        "title": proposal.title,
        "body": proposal.body,
        "language": proposal.language,
        "place": proposal.place,
        "category": proposal.category.slug if proposal.category else "",
        "district": offered.get(proposal.district_id, ""),
        "latitude": proposal.latitude,
        "longitude": proposal.longitude,
        "image_alt": proposal.picture.alt if proposal.picture else "",
        "on_behalf_of": proposal.on_behalf_of,
    }


class AnswerFilterForm(forms.Form):
    """Narrows the staff's list of proposals."""

    q = forms.CharField(label=_("Search words"), required=False, max_length=100)
    status = forms.ChoiceField(label=_("Status"), required=False)
    project = forms.ChoiceField(label=_("Project"), required=False)

    def __init__(self, *args: Any, projects: Sequence[Project], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["status"].choices = [("", _("Every status")), *Status.choices]
        self.fields["project"].choices = [("", _("Every project")), *((str(row.pk), row.title) for row in projects)]

    def wanted(self) -> dict[str, Any]:
        """The filter as the query takes it; what cannot be meant is left out."""
        self.is_valid()
        data = self.cleaned_data
        return {
            "text": data.get("q", ""),
            "status": data.get("status", ""),
            "project_id": int(data["project"]) if data.get("project") else None,
        }


class ResponseForm(forms.Form):
    """An official response in every content language; the first one is needed, the others fall back to it."""

    unit = forms.ModelChoiceField(label=_("Who answers"), queryset=Unit.objects.all())
    status = forms.ChoiceField(label=_("Where the proposal stands"), choices=Status.choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, name in settings.WAGTAIL_CONTENT_LANGUAGES:
            first = code == settings.LANGUAGE_CODE
            self.fields["text" if first else f"text_{code}"] = WordsField(
                label=format_lazy("{} ({})", _("Answer"), name),
                required=first,
                max_length=TEXT_LENGTH,
                error_messages=TOO_LONG,
                widget=forms.Textarea(attrs={"rows": 8, "lang": code}),
            )

    def for_service(self) -> dict[str, Any]:
        """The cleaned values under the names the service takes."""
        data = self.cleaned_data
        prefix = "text_"
        return {
            "unit_id": data["unit"].pk,
            "status": data["status"],
            "text": data["text"],
            "translations": {key.removeprefix(prefix): words for key, words in data.items() if key.startswith(prefix) and words},
        }
