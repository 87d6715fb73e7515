"""Votes in the Wagtail admin."""

from __future__ import annotations

from typing import Any

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from proposals.voting.viewsets.menu_views import VotesMenuItem, urlpatterns
from proposals.voting.viewsets.place_menu import PlacesMenuItem, place_urlpatterns


@hooks.register("register_admin_urls")
def register_urls() -> list[Any]:
    """Preparing a vote."""
    return urlpatterns()


@hooks.register("register_admin_menu_item")
def register_menu_item() -> MenuItem:
    """The way there."""
    return VotesMenuItem(_("Votes"), reverse_lazy("voting_rounds"), name="voting", icon_name="form", order=246)


@hooks.register("register_admin_urls")
def register_place_urls() -> list[Any]:
    """Voting places, paper, watching, sealing."""
    return place_urlpatterns()


@hooks.register("register_admin_menu_item")
def register_places_menu_item() -> MenuItem:
    """The way to the desks."""
    return PlacesMenuItem(
        _("Voting places"), reverse_lazy("voting_places_all"), name="voting-places", icon_name="site", order=247
    )
