"""People in the Wagtail admin: listed and found by e-mail and public name, opened, changed, suspended."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.users.views import users

from participation.accounts.models import User
from participation.common.admin import RefusalsAtTheField
from participation.pages.profile.forms import EditPersonForm, NewPersonForm


class PersonIndexView(users.IndexView):
    """The list of people."""

    page_title = _("Accounts")
    add_item_label = _("Add a person")
    default_ordering = "email"

    @cached_property
    def columns(self) -> list[Column]:
        """Name, address, rights, state, last seen."""
        name_column = self._get_title_column_class(users.UserColumn)
        return [
            name_column(
                "name",
                accessor="display_name",
                label=_("Public name"),
                sort_key="public_name",
                get_url=self.get_edit_url,
                classname="name",
            ),
            Column("email", label=_("E-mail"), sort_key="email", width="30%"),
            Column(
                "is_superuser",
                accessor=lambda user: _("Administrator") if user.is_superuser else None,
                label=_("Rights"),
                sort_key="is_superuser",
                width="12%",
            ),
            BooleanColumn("is_active", label=_("Active"), sort_key="is_active", width="10%"),
            DateColumn("last_login", label=_("Last sign-in"), sort_key="last_login", width="15%"),
        ]

    @cached_property
    def search_fields(self) -> set[str]:
        """Both by which staff know somebody."""
        return {"email", "public_name"}

    def get_base_queryset(self) -> Any:
        """Deleted accounts have nothing left to list."""
        return super().get_base_queryset().filter(erased_at__isnull=True)

    def get_delete_url(self, instance: User) -> None:
        """Accounts are suspended, or deleted by their owner."""
        return


class ByServiceMixin(RefusalsAtTheField):
    """Tells the form who is asking, and puts what a service refuses at its field."""

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "for_user": self.request.user}


class PersonCreateView(ByServiceMixin, users.CreateView):
    """Open an account for somebody."""

    page_title = _("Add a person")


class PersonEditView(ByServiceMixin, users.EditView):
    """Change or suspend an account. Only administrators touch an administrator's."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.can_delete = False
        if self.object.is_superuser and not request.user.is_superuser:
            raise PermissionDenied


class PersonDeleteView(users.DeleteView):
    """There is none: what people wrote hangs on their account."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        raise PermissionDenied


class PersonViewSet(users.UserViewSet):
    """Takes the place of Wagtail's users. Accounts are never deleted here: conversations hang on them."""

    model = User
    icon = "user"
    ordering = "email"
    menu_label = _("Accounts")
    index_view_class = PersonIndexView
    add_view_class = PersonCreateView
    edit_view_class = PersonEditView
    delete_view_class = PersonDeleteView
    create_template_name = "accounts/person_create.html"
    edit_template_name = "accounts/person_edit.html"

    def get_form_class(self, for_update: bool = False) -> type[ModelForm]:
        """Ours instead of Wagtail's, which want first and last names."""
        return EditPersonForm if for_update else NewPersonForm
