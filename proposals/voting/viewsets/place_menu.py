"""Voting places, paper and watching in the Wagtail admin: the menu item, and the addresses."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import path
from wagtail.admin.menu import MenuItem

from proposals.voting.viewsets import paper_views, places_views, watch_views
from proposals.voting.viewsets.place_base import works_at_votes


class PlacesMenuItem(MenuItem):
    """The way to the desks, for those who serve or watch."""

    def is_shown(self, request: HttpRequest) -> bool:
        return works_at_votes(request.user)


def place_urlpatterns() -> list[Any]:
    """Addresses under the admin, each wrapped by it in its own sign-in check."""
    one, paper = "voting/<int:project>/", "voting/<int:project>/paper/"
    return [
        path("voting/places/", places_views.AllPlacesView.as_view(), name="voting_places_all"),
        path(f"{one}places/", places_views.PlacesView.as_view(), name="voting_places"),
        path(f"{one}places/new/", places_views.PlaceView.as_view(), name="voting_place_new"),
        path(f"{one}places/<int:place>/", places_views.PlaceView.as_view(), name="voting_place"),
        path(f"{one}places/<int:place>/desk/", places_views.DeskView.as_view(), name="voting_desk"),
        path(f"{one}places/<int:place>/bundle/", paper_views.NewBundleView.as_view(), name="voting_bundle_new"),
        path(paper, paper_views.PaperView.as_view(), name="voting_paper"),
        path(f"{paper}reconciliation.csv", paper_views.PaperFileView.as_view(), name="voting_paper_file"),
        path(f"{paper}ballots/<int:pot>/", paper_views.BallotPaperView.as_view(), name="voting_paper_ballot"),
        path(f"{paper}ballots/<int:pot>/ballot.pdf", paper_views.BallotPaperView.as_view(), {"kind": "pdf"}, "voting_paper_pdf"),
        path(f"{paper}<int:bundle>/", paper_views.BundleView.as_view(), name="voting_bundle"),
        path(f"{paper}<int:bundle>/enter/", paper_views.SheetView.as_view(), name="voting_sheet"),
        path(f"{paper}<int:bundle>/settle/<uuid:sheet>/", paper_views.SettleView.as_view(), name="voting_settle"),
        path(f"{one}turnout/", watch_views.TurnoutView.as_view(), name="voting_turnout"),
        path(f"{one}signs/", watch_views.SignsView.as_view(), name="voting_signs"),
        path(f"{one}annulments/", watch_views.AnnulmentsView.as_view(), name="voting_annulments"),
        path(f"{one}annulments/new/", watch_views.AnnulView.as_view(), name="voting_annul"),
        path(f"{one}annulments/<int:annulment>/<slug:act>/", watch_views.AnnulActView.as_view(), name="voting_annul_act"),
        path(f"{one}seal/", watch_views.SealView.as_view(), name="voting_seal"),
    ]
