"""Forms of the public project list and of staff."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.core.validators import ProhibitNullCharactersValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from districts.models import District, DistrictRole, Unit
from districts.states import Role
from participation.common.forms import DateInput, DateTimeInput
from participation.common.languages import content_languages
from participation.projects.models import Phase, Project
from participation.projects.states import Blueprint

if TYPE_CHECKING:
    from participation.accounts.models import User


class ProjectFilterForm(forms.Form):
    """What the list can be narrowed to. Bad input is ignored, not refused: a list is always shown."""

    STATES = [("", _("All")), ("open", _("Open now")), ("upcoming", _("Coming")), ("over", _("Over"))]

    q = forms.CharField(label=_("Search"), required=False, max_length=100, validators=[ProhibitNullCharactersValidator()])
    district = forms.CharField(label=_("District"), required=False, max_length=100)
    state = forms.ChoiceField(label=_("State"), choices=STATES, required=False)


def coordinated_districts(user: User) -> Any:
    """Districts in which this person may start projects: those that have pages and lie under one of their roles."""
    with_pages = District.objects.filter(pages__isnull=False).distinct()
    if user.is_superuser:
        return with_pages
    roles = DistrictRole.objects.held_by(user).filter(role=Role.COORDINATOR, project=None).select_related("district")
    mine = District.objects.none()
    for role in roles:
        mine = mine | District.objects.at_or_below(role.district)
    return with_pages.filter(pk__in=mine.values("pk"))


class BlueprintForm(forms.Form):
    """One form makes the project, its phases and a page in every language."""

    blueprint = forms.ChoiceField(label=_("Blueprint"), choices=Blueprint.choices, widget=forms.RadioSelect)
    lead_district = forms.ModelChoiceField(label=_("Lead district"), queryset=District.objects.none())
    unit = forms.ModelChoiceField(label=_("Unit that answers"), queryset=Unit.objects.all(), required=False)
    slug = forms.SlugField(
        label=_("Address part"), max_length=80, help_text=_("The same in every language, such as “kallio-ideas”.")
    )
    starts_on = forms.DateField(label=_("Starts on"), widget=DateInput)
    ends_on = forms.DateField(label=_("Last day"), widget=DateInput)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lead_district"].queryset = coordinated_districts(user)
        today = timezone.localdate()
        self.fields["starts_on"].initial = today
        self.fields["ends_on"].initial = today + timedelta(days=120)
        for code, name in settings.WAGTAIL_CONTENT_LANGUAGES:
            self.fields[f"title_{code}"] = forms.CharField(
                label=_("Title (%(language)s)") % {"language": name},
                max_length=120,
                widget=forms.TextInput(attrs={"lang": code}),
            )
            self.fields[f"lead_{code}"] = forms.CharField(
                label=_("Lead (%(language)s)") % {"language": name},
                max_length=400,
                widget=forms.Textarea(attrs={"rows": 2, "lang": code}),
                help_text=_("Two sentences: what is decided, and what residents can do."),
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        starts, ends = data.get("starts_on"), data.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", _("The last day is before the first."))
        return data

    def service_arguments(self) -> dict[str, Any]:
        """The arguments of `services.create_project`, dates turned into the city's own midnights."""
        data = self.cleaned_data
        codes = [code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES]
        return {
            "blueprint": Blueprint(data["blueprint"]),
            "slug": data["slug"],
            "lead_district": data["lead_district"],
            "unit": data["unit"],
            "titles": {code: data[f"title_{code}"] for code in codes},
            "leads": {code: data[f"lead_{code}"] for code in codes},
            "starts_at": timezone.make_aware(datetime.combine(data["starts_on"], time.min)),
            "ends_at": timezone.make_aware(datetime.combine(data["ends_on"] + timedelta(days=1), time.min)),
        }


class ProjectSettingsForm(forms.ModelForm):
    """What holds in every language."""

    class Meta:
        model = Project
        fields = ("unit", "visibility", "asks_stance", "verified_only", "support_goal", "districts")
        widgets = {"districts": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["districts"].queryset = (
            District.objects.participation_level().valid().exclude(pk=self.instance.lead_district_id)
        )


class PhaseForm(forms.ModelForm):
    """A phase's words, dates and what it offers."""

    class Meta:
        model = Phase
        fields = (
            *(f"title_{code}" for code in content_languages()),
            *(f"summary_{code}" for code in content_languages()),
            "starts_at",
            "ends_at",
            "features",
        )
        widgets = {
            "starts_at": DateTimeInput(),
            "ends_at": DateTimeInput(),
        }


class MembersForm(forms.Form):
    """People who are let into a members' project, by the addresses of their accounts."""

    addresses = forms.CharField(
        label=_("E-mail addresses"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One on each line. People need an account before they can be added."),
    )

    def clean_addresses(self) -> list[str]:
        """One address a line; commas and semicolons part them, too."""
        return self.cleaned_data["addresses"].replace(",", "\n").replace(";", "\n").split("\n")


class ExtendForm(forms.Form):
    """A phase's new end."""

    ends_at = forms.DateTimeField(
        label=_("New end"),
        widget=DateTimeInput(),
    )
