"""Districts in the Wagtail admin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks

from districts.models import DistrictIndexPage, DistrictPage
from districts.viewsets import CityViewSetGroup

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from wagtail.models import Page


@hooks.register("register_admin_viewset")
def city_viewsets() -> CityViewSetGroup:
    """Districts, units and roles."""
    return CityViewSetGroup()


@hooks.register("before_copy_page")
def refuse_copies(request: HttpRequest, page: Page) -> HttpResponse | None:
    """A second page of the same district would get a share of its rights and none of its projects."""
    if isinstance(page.specific, DistrictPage | DistrictIndexPage):
        messages.error(request, _("A district has one page in each language. It cannot be copied."))
        return redirect("wagtailadmin_explore", page.get_parent().pk)
    return None
