"""A vote for people to take part in: a pot of the whole city and one of a district, in the words of three languages."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from districts.models import District
from districts.queries import city_root
from participation.accounts.models import User
from participation.projects.models import Phase
from participation.projects.services import create_project, publish_pages
from participation.projects.states import Action, Blueprint
from proposals.voting.models import BudgetItem, Pot, Round
from proposals.voting.services import create_round, publish_rules

LANGUAGES = ("fi", "sv", "en")
VOTE, COMING_VOTE = "shore-vote", "shore-vote-to-come"
TITLES = {"fi": "Rannan budjetti", "sv": "Strandens budget", "en": "The shore's budget"}
ITEMS = (
    (
        180_000,
        {"fi": "Katos asemalle", "sv": "Tak vid stationen", "en": "A roof at the station"},
        {
            "fi": "Kuivat satulat 240 pyörälle, viherkatto ja valo.",
            "sv": "Torra sadlar för 240 cyklar, grönt tak och ljus.",
            "en": "Dry saddles for 240 bikes, with a green roof and light.",
        },
    ),
    (
        85_000,
        {"fi": "Koirien uimaranta", "sv": "En badstrand för hundar", "en": "A beach for dogs"},
        {
            "fi": "Loiva ranta ja aita.",
            "sv": "En flack strand med staket.",
            "en": "A gently sloping bank downstream, with a fence.",
        },
    ),
    (
        420_000,
        {"fi": "Lämmitetty polku", "sv": "En uppvärmd stig", "en": "A heated path to the health station"},
        {
            "fi": "Ei jäätä jyrkimmällä osuudella.",
            "sv": "Ingen is på den brantaste biten.",
            "en": "No ice on the steepest 120 metres, using return heat from the network.",
        },
    ),
    (
        55_000,
        {"fi": "Omenapuita kaikille", "sv": "Äppelträd åt alla", "en": "Apple trees for everyone"},
        {"fi": "Kuusikymmentä puuta puistoihin.", "sv": "Sextio träd i parkerna.", "en": "Sixty trees. Pick what you eat."},
    ),
)


def open_vote(slug: str, district: District, by: User, **rules: object) -> Round:
    """A round whose rules are published and whose phase is open for three weeks. rules: fields of the round."""
    now = timezone.now()
    project = create_project(
        blueprint=Blueprint.BUDGET,
        slug=slug,
        lead_district=district,
        titles=TITLES,
        leads=TITLES,
        starts_at=now - timedelta(days=90),
        ends_at=now + timedelta(days=200),
        by=by,
    )
    publish_pages(project=project, by=by)
    voting = {"starts_at": now - timedelta(days=3), "ends_at": now + timedelta(days=18)}
    Phase.objects.filter(project=project, features__contains=[Action.VOTE]).update(**voting)
    voting_round = Round.objects.filter(project=project).first() or create_round(project=project, by=by)
    Round.objects.filter(pk=voting_round.pk).update(**{"age_from": 0, **rules})
    for position, place in enumerate((city_root(), district)):
        _pot(voting_round, place, position)
    return publish_rules(round_id=voting_round.pk, by=by)


def _pot(voting_round: Round, district: District, position: int) -> None:
    pot = Pot.objects.create(round=voting_round, district=district, budget=600_000, position=position)
    for number, (cost, title, text) in enumerate(ITEMS, start=1):
        BudgetItem.objects.create(
            round=voting_round,
            pot=pot,
            number=position * len(ITEMS) + number,
            cost=cost,
            title=title["fi"],
            text=text["fi"],
            latitude=60.19 + number / 500,
            longitude=24.95 + number / 300,
            i18n={f"{name}_{code}": words[code] for name, words in (("title", title), ("text", text)) for code in ("sv", "en")},
        )


def open_votes(district: District, by: User) -> None:
    """One that is open to everybody, and one that comes."""
    open_vote(VOTE, district, by, kind="ordinal", sources=["identity", "code"])
    coming = open_vote(COMING_VOTE, district, by)
    soon = timezone.now() + timedelta(days=5)
    Phase.objects.filter(project=coming.project_id, features__contains=[Action.VOTE]).update(starts_at=soon)


def pot_of_vote() -> int:
    """The number of the open vote's pot of a district; 0 before it is there."""
    return Pot.objects.filter(round__project__slug=VOTE).order_by("-position").values_list("pk", flat=True).first() or 0
