"""The forms residents write proposals in."""

from __future__ import annotations

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
from proposals.part_forms import PDFS, PICTURES, TOO_LONG, DegreesField, FilesPart, GuidedPart, WordsField, file_field
from proposals.services.answering import TEXT_LENGTH
from proposals.services.attaching import ALT_LENGTH
from proposals.services.attaching import TITLE_LENGTH as DOCUMENT_TITLE_LENGTH
from proposals.services.content import BODY_LENGTH, CLASS_LENGTH, ON_BEHALF_LENGTH, PLACE_LENGTH, TITLE_LENGTH
from proposals.states import Authorship, Status
from proposals.steps import FORM_FIELDS, Step

if TYPE_CHECKING:
    from districts.models import District
    from participation.projects.models import Category, Project
    from proposals.models import FormField, Proposal

# Names that differ in the services, and fields that are the form's own.
SERVICE_NAMES = {"category": "category_id", "district": "district_id"}
FORM_ALONE = ("form_key", "step", "image", "image_alt", "document", "document_title")


class ProposalForm(FilesPart, GuidedPart, SiteForm):
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
    image = file_field(
        _("New pictures"),
        PICTURES,
        _("JPEG, PNG or WebP, at most 8 megabytes each and six in all. We remove where and when they were taken."),
    )
    image_alt = WordsField(
        label=_("What does the picture show?"),
        max_length=ALT_LENGTH,
        required=False,
        error_messages=TOO_LONG,
        help_text=_("For those who cannot see it."),
    )
    document = file_field(
        _("New documents"),
        PDFS,
        _("PDF, at most 10 megabytes each and three in all. We remove scripts and who made them; readers save them."),
    )
    document_title = WordsField(
        label=_("What is the document called?"),
        max_length=DOCUMENT_TITLE_LENGTH,
        required=False,
        error_messages=TOO_LONG,
    )
    authorship = forms.ChoiceField(
        label=_("How do you write?"), choices=Authorship.choices, required=False, widget=forms.RadioSelect
    )
    on_behalf_of = WordsField(
        label=_("Name of the group, association or school"),
        max_length=ON_BEHALF_LENGTH,
        required=False,
        error_messages=TOO_LONG,
        help_text=_("It is shown beside your public name."),
    )
    school_class = WordsField(
        label=_("Class"),
        max_length=CLASS_LENGTH,
        required=False,
        error_messages=TOO_LONG,
        help_text=_("Such as 5B. Do not write pupils' names: you are the teacher, and yours is enough."),
    )
    language = forms.ChoiceField(label=_("The language you write in"), choices=interface_languages)
    form_key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        districts: Sequence[District],
        categories: Sequence[Category],
        complete: bool = True,
        proposal: Proposal | None = None,
        asked: Sequence[FormField] = (),
        **kwargs: Any,
    ) -> None:
        """complete: whether everything that publishing needs must be there. proposal: with what it has already.

        asked: the project's own fields, as `fields_asked` gives them.
        """
        super().__init__(*args, **kwargs)
        self.complete = complete
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
        if not complete:
            self.fields["title"].required = self.fields["body"].required = False
        if self.asks_for_files:
            self.add_file_fields(proposal.pictures if proposal else (), proposal.documents if proposal else ())
        self.add_guided_fields(asked, proposal.said_more if proposal else (), complete=complete)
        self._leave_out_fields()

    asks_for_files = True

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
        """A picture needs words for those who cannot see it; a place needs both its numbers; a group needs its name."""
        data = super().clean() or {}
        if "image" in self.fields:
            self.clean_file_fields(complete=self.complete)
            if self.complete and len(data.get("image") or ()) > 1 and "image" not in self.errors:
                self.add_error("image", _("Add pictures one at a time here, each with its words."))
            if self.complete and data.get("image") and not data.get("image_alt") and "image_alt" not in self.errors:
                self.add_error("image_alt", _("Tell in a few words what the picture shows."))
        self.clean_guided_fields(complete=self.complete)
        self._clean_authorship_names(data)
        if "latitude" not in self.errors and "longitude" not in self.errors:
            latitude, longitude = data.get("latitude"), data.get("longitude")
            if (latitude is None) != (longitude is None):
                missing = "latitude" if latitude is None else "longitude"
                self.add_error(missing, ValidationError(_("Give both numbers of the place, or neither.")))
        return data

    def _clean_authorship_names(self, data: dict[str, Any]) -> None:
        chosen = data.get("authorship")
        if not self.complete or not chosen or chosen == Authorship.SELF:
            return
        if not data.get("on_behalf_of") and "on_behalf_of" not in self.errors:
            self.add_error("on_behalf_of", _("Tell for whom you write: the name of the group or the school."))
        if chosen == Authorship.SCHOOL_CLASS and not data.get("school_class") and "school_class" not in self.errors:
            self.add_error("school_class", _("Tell which class it is, such as 5B."))

    def for_service(self) -> dict[str, Any]:
        """The cleaned values under the names the services take; nothing of what the form does not ask for, and no files."""
        names = [name for name in self.base_fields if name in self.fields and name not in FORM_ALONE]
        return {SERVICE_NAMES.get(name, name): self.cleaned_data[name] for name in names}

    def names_kept(self) -> list[str]:
        """The fields whose words can be kept in a session."""
        files = {name for name, field in self.fields.items() if isinstance(field, forms.FileField | forms.BooleanField)}
        return [name for name in self.fields if name not in {*files, "step", "seen"}]

    @property
    def has_place_numbers(self) -> bool:
        """Whether the exact place is to be shown open: it was given, or something is wrong with it."""
        if "latitude" not in self.fields:
            return False
        return bool(self["latitude"].value() or self["longitude"].value() or self["latitude"].errors or self["longitude"].errors)


class NewProposalForm(ProposalForm):
    """Sent in one piece by those who need no steps."""

    def _leave_out_fields(self) -> None:
        for name in ("authorship", "on_behalf_of", "school_class"):
            del self.fields[name]


class EditForm(ProposalForm):
    """A published proposal. `seen`: what it said when it was shown (`mark_of`)."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)


class StepForm(ProposalForm):
    """What one step asks for.

    seen: what the step said when it was shown (`mark_of`); step: its name, so that the entry knows a first step.
    """

    step = forms.CharField(widget=forms.HiddenInput, required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, *args: Any, asks: Step, initial: dict[str, Any] | None = None, **kwargs: Any) -> None:
        self.asks = asks
        self.asks_for_files = asks == Step.MORE
        if asks != Step.DETAILS:
            kwargs["asked"] = ()
        super().__init__(*args, initial={**(initial or {}), "step": asks.value}, **kwargs)

    def _leave_out_fields(self) -> None:
        wanted = {*FORM_FIELDS[self.asks], "step", "seen", *(["form_key"] if self.asks == Step.IDEA else [])}
        for name in set(self.base_fields) & set(self.fields) - wanted:
            del self.fields[name]


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
