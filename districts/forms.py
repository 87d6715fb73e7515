"""Choosing a district, and what administrators fill in about districts, units and roles."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.widgets import AdminDateTimeInput

from districts.models import District, DistrictRole, Unit
from districts.names import by_name
from districts.queries import page_levels
from districts.states import Level, Role
from participation.accounts.queries import person_by_email
from participation.common.forms import SiteForm


class DistrictSearchForm(SiteForm):
    """Looks for a district by its name in any language, or by an address or a place in it."""

    mark_optional = False
    q = forms.CharField(
        label=_("District, address or place"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )


class DistrictForm(WagtailAdminModelForm):
    """What may be changed by hand; everything else comes from the city's file."""

    class Meta:
        model = District
        fields = ["name", "name_sv", "name_en", "population", "population_year"]


class UnitForm(WagtailAdminModelForm):
    """A part of the administration that answers residents."""

    class Meta:
        model = Unit
        fields = ["name", "name_sv", "name_en", "email"]


class RoleForm(WagtailAdminModelForm):
    """Who does what where. The person is named by e-mail: a list of all accounts would be long and nobody's business."""

    email = forms.EmailField(label=_("E-mail of the person's account"))
    district: forms.ModelChoiceField = forms.ModelChoiceField(
        queryset=District.objects.none(),
        label=_("District"),
        help_text=_("The role counts in every district inside it too."),
    )

    class Meta:
        model = DistrictRole
        fields = ["email", "district", "role", "unit", "ends_at"]
        widgets = {"ends_at": AdminDateTimeInput}
        help_texts = {"ends_at": _("Leave empty when the role has no end yet.")}

    field_order = ["email", "district", "role", "unit", "ends_at"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = District.objects.valid().filter(level__in=page_levels())
        self.fields["district"].queryset = rows
        self.fields["district"].choices = [("", "---------"), *_district_choices(list(rows.defer("boundary")))]
        self.fields["role"].choices = [("", "---------"), *Role.choices]

    def clean_email(self) -> str:
        """Find the account."""
        email = self.cleaned_data["email"]
        self.person = person_by_email(email)
        if self.person is None or not self.person.is_active:
            raise forms.ValidationError(_("No active account has this e-mail. The person has to sign up first."))
        return str(email)


def _district_choices(districts: list[District]) -> list[tuple[int, str]]:
    """The whole city first, then by name; the level is said because two levels can share a name."""
    ordered = sorted(by_name(districts), key=lambda district: district.level != Level.CITY)
    return [(row.pk, f"{row} ({Level(row.level).label})" if row.level != Level.CITY else str(row)) for row in ordered]
