"""Votes in the Wagtail admin: the menu item, and the addresses."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import path
from wagtail.admin.menu import MenuItem

from proposals.voting.queries.staff import sees_votes
from proposals.voting.viewsets.change_views import ChangesView, SettleView
from proposals.voting.viewsets.code_views import CodesView, RevokeView
from proposals.voting.viewsets.items_views import AddItemsView, ItemsView, ItemView
from proposals.voting.viewsets.overview_views import OverviewView, PublishView, RoundsView, RulesView
from proposals.voting.viewsets.pots_views import PotsView
from proposals.voting.viewsets.result_views import ResultView


class VotesMenuItem(MenuItem):
    """The way to the votes, for those who prepare or watch them."""

    def is_shown(self, request: HttpRequest) -> bool:
        return sees_votes(request.user)


def urlpatterns() -> list[Any]:
    """Addresses under the admin, each wrapped by it in its own sign-in check."""
    return [
        path("voting/", RoundsView.as_view(), name="voting_rounds"),
        path("voting/<int:project>/", OverviewView.as_view(), name="voting_round"),
        path("voting/<int:project>/do/<slug:act>/", OverviewView.as_view(), name="voting_round_act"),
        path("voting/<int:project>/rules/", RulesView.as_view(), name="voting_rules"),
        path("voting/<int:project>/pots/", PotsView.as_view(), name="voting_pots"),
        path("voting/<int:project>/pots/<slug:act>/", PotsView.as_view(), name="voting_pots_act"),
        path("voting/<int:project>/items/", ItemsView.as_view(), name="voting_items"),
        path("voting/<int:project>/items/add/", AddItemsView.as_view(), name="voting_items_add"),
        path("voting/<int:project>/items/new/", ItemView.as_view(), name="voting_item_new"),
        path("voting/<int:project>/items/<int:pk>/", ItemView.as_view(), name="voting_item"),
        path("voting/<int:project>/items/<int:pk>/<slug:act>/", ItemView.as_view(), name="voting_item_act"),
        path("voting/<int:project>/publish/", PublishView.as_view(), name="voting_publish"),
        path("voting/<int:project>/changes/", ChangesView.as_view(), name="voting_changes"),
        path("voting/<int:project>/changes/<int:pk>/<slug:act>/", SettleView.as_view(), name="voting_change_act"),
        path("voting/<int:project>/result/", ResultView.as_view(), name="voting_result"),
        path("voting/<int:project>/codes/", CodesView.as_view(), name="voting_codes"),
        path("voting/<int:project>/codes/<slug:act>/", CodesView.as_view(), name="voting_codes_act"),
        path("voting/<int:project>/codes/<int:pk>/revoke/", RevokeView.as_view(), name="voting_batch_revoke"),
    ]
