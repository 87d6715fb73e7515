"""Districts, units and roles in the Wagtail admin, for administrators."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import ModelPermissionPolicy

from districts.forms import DistrictForm, RoleForm, UnitForm
from districts.models import District, DistrictRole, Unit
from districts.services import assign_role, edit_district, end_role, save_unit
from participation.common.admin import RefusalsAtTheField
from participation.common.refusals import Refusal


class AdministratorPolicy(ModelPermissionPolicy):
    """Administrators only, whatever permissions somebody ticked in a group; some actions not even they."""

    actions: tuple[str, ...] = ("add", "change", "delete", "view")

    def user_has_permission(self, user: Any, action: str) -> bool:
        return bool(user.is_active and user.is_superuser and action in self.actions)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)


class EditOnlyPolicy(AdministratorPolicy):
    """Districts come from the city's file; here they are corrected."""

    actions = ("change", "view")


class KeptPolicy(AdministratorPolicy):
    """Units are named in official responses and stay."""

    actions = ("add", "change", "view")


class DistrictEdit(RefusalsAtTheField, generic.EditView):
    """Correct a district."""

    def save_instance(self) -> District:
        values = {name: self.form.cleaned_data[name] for name in self.form.changed_data}
        stored = District.objects.get(pk=self.object.pk)
        return edit_district(district=stored, by=self.request.user, fields=values)


class DistrictViewSet(ModelViewSet):
    """Names and population; boundaries come with `manage.py import_districts`."""

    model = District
    icon = "site"
    menu_label = _("Districts")
    add_to_reference_index = False
    permission_policy = EditOnlyPolicy(District)
    edit_view_class = DistrictEdit
    copy_view_enabled = False
    list_display = ["name", "name_sv", "name_en", "level", "code", "population"]
    list_filter = ["level"]
    search_fields = ["name", "code"]
    search_backend_name = None
    ordering = ["path"]

    def get_form_class(self, for_update: bool = False) -> type:
        return DistrictForm


class UnitAdd(RefusalsAtTheField, generic.CreateView):
    """Add a unit."""

    def save_instance(self) -> Unit:
        return save_unit(unit=self.form.save(commit=False), by=self.request.user)


class UnitEdit(RefusalsAtTheField, generic.EditView):
    """Change a unit."""

    def save_instance(self) -> Unit:
        return save_unit(unit=self.form.save(commit=False), by=self.request.user)


class UnitViewSet(ModelViewSet):
    """The parts of the administration that answer."""

    model = Unit
    icon = "group"
    menu_label = _("Units")
    add_to_reference_index = False
    permission_policy = KeptPolicy(Unit)
    add_view_class = UnitAdd
    edit_view_class = UnitEdit
    copy_view_enabled = False
    list_display = ["name", "name_sv", "name_en", "email"]
    search_fields = ["name"]
    search_backend_name = None
    ordering = ["name"]

    def get_form_class(self, for_update: bool = False) -> type:
        return UnitForm


def _moment(value: Any) -> str:
    return date_format(localtime(value), "SHORT_DATETIME_FORMAT") if value else "–"


class RoleAdd(RefusalsAtTheField, generic.CreateView):
    """Give a role."""

    page_title = _("Give a role")
    submit_button_label = _("Give the role")
    success_message = _("The role is given: %(object)s.")

    def save_instance(self) -> DistrictRole:
        data = self.form.cleaned_data
        return assign_role(
            user=self.form.person,
            district=data["district"],
            role=data["role"],
            unit=data["unit"],
            ends_at=data["ends_at"],
            given_by=self.request.user,
        )

    def get_success_buttons(self) -> list:
        return []


class RoleEnd(generic.DeleteView):
    """End a role now; the row stays, it is history."""

    page_title = _("End a role")
    success_message = _("The role has ended: %(object)s.")
    confirmation_message = _("The person loses the rights of this role at once. What they did stays. End the role?")

    def get_usage_url(self) -> None:
        return None

    def delete_action(self) -> None:
        try:
            end_role(role=self.object, by=self.request.user)
        except Refusal as refusal:
            messages.error(self.request, str(refusal.message))
            raise PermissionDenied from refusal


class RoleList(generic.IndexView):
    """Who does what where, newest first."""

    def get_base_queryset(self) -> QuerySet:
        rows = super().get_base_queryset().select_related("user", "unit", "given_by", "district")
        return rows.defer("district__boundary")


class RolePolicy(AdministratorPolicy):
    """A role is given and ended, never changed: what somebody was allowed to do stays readable."""

    actions = ("add", "delete", "view")


class RoleViewSet(ModelViewSet):
    """Roles: given and ended."""

    model = DistrictRole
    icon = "key"
    menu_label = _("Roles")
    add_to_reference_index = False
    permission_policy = RolePolicy(DistrictRole)
    index_view_class = RoleList
    add_view_class = RoleAdd
    delete_view_class = RoleEnd
    delete_template_name = "districts/admin/role_end.html"
    copy_view_enabled = False
    list_display = [
        "__str__",
        Column("district", label=_("District")),
        Column("get_role_display", label=_("Role"), sort_key="role"),
        Column("unit", label=_("Unit")),
        Column("starts_at", label=_("from"), accessor=lambda role: _moment(role.starts_at), sort_key="starts_at"),
        Column("ends_at", label=_("to"), accessor=lambda role: _moment(role.ends_at), sort_key="ends_at"),
        Column("given_by", label=_("Given by")),
    ]
    list_filter = ["role"]
    search_fields = ["user__public_name", "user__email"]
    search_backend_name = None
    ordering = ["-starts_at", "-pk"]

    def get_form_class(self, for_update: bool = False) -> type:
        return RoleForm


class CityViewSetGroup(ViewSetGroup):
    """One entry in the menu."""

    menu_label = _("City")
    menu_icon = "site"
    menu_order = 700
    items = (DistrictViewSet, UnitViewSet, RoleViewSet)
