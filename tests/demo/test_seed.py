"""`manage.py seed_demo`: the same seed makes the same city, of any size, and only in a demo."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command
from django.db import transaction

from participation.accounts.models import User
from participation.comments.models import Comment
from participation.demo.seed import Made, seed_city
from participation.demo.steps.context import Sizes
from participation.projects.models import Project
from proposals.models import Proposal, Support
from surveys.models import Response

SMALL = {"proposals": 40, "residents": 30, "comments": 120, "supports": 200}


@pytest.fixture(autouse=True)
def _pictures_of_its_own(settings: LazySettings, tmp_path: Path) -> None:
    """Seeds draw pictures; they go with the test."""
    settings.MEDIA_ROOT = tmp_path


class Undone(Exception):
    """Takes a seed back."""


def content() -> list[object]:
    """What a seed made, without keys and without the moments that verbs of today take."""
    proposals = Proposal.objects.published().order_by("pk")
    return [
        list(proposals.values_list("title", "body", "district__code", "author__email", "shuffle")),
        list(Comment.objects.order_by("pk").values_list("body", "author__email", "stance")),
        list(User.objects.order_by("pk").values_list("email", "public_name", "language")),
        list(Support.objects.order_by("proposal_id", "resident_id").values_list("resident__email", "created_at")),
        list(Response.objects.order_by("pk").values_list("created_at", "language")),
    ]


def seeded_and_undone(sizes: Sizes) -> tuple[list[object], Made]:
    """Seed, look, and take it back."""
    result: list = []
    try:
        with transaction.atomic():
            made = seed_city(sizes)
            result = [content(), made]
            raise Undone
    except Undone:
        return result[0], result[1]


def test_the_same_seed_makes_the_same_city_and_another_one_another(db: None) -> None:
    (once, made), (again, made_again) = seeded_and_undone(Sizes(**SMALL)), seeded_and_undone(Sizes(**SMALL))
    for rows, rows_again in zip(once, again, strict=True):
        assert [pair for pair in zip(rows, rows_again, strict=True) if pair[0] != pair[1]][:3] == []
    assert made == made_again
    assert seeded_and_undone(Sizes(**SMALL, seed=2))[0] != once


def test_sizes_are_kept(db: None) -> None:
    _content, made = seeded_and_undone(Sizes(proposals=120, residents=60, comments=300, supports=900))
    assert made.people == 67
    assert abs(made.proposals - 120) <= 2
    assert made.comments == 300
    assert abs(made.supports - 900) <= 60


def test_a_small_city_is_possible(db: None) -> None:
    _content, made = seeded_and_undone(Sizes(proposals=0, residents=20, comments=0, supports=0))
    assert made.projects == 6


def test_production_settings_refuse(db: None, settings: LazySettings) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError, match="for the demo only"):
        call_command("seed_demo")
    assert not Project.objects.exists()


def test_the_last_line_says_what_was_made(db: None) -> None:
    out = StringIO()
    sizes = {"proposals": 40, "residents": 30, "comments": 120, "supports": 100}
    call_command("seed_demo", stage="voting", **sizes, stdout=out, stderr=StringIO())
    assert "6 projects" in out.getvalue().splitlines()[-1]
    assert out.getvalue().splitlines()[-1].endswith("official answers.")


@pytest.mark.parametrize("options", [{"residents": 3}, {"proposals": -1}])
def test_impossible_sizes_refuse(db: None, options: dict[str, int]) -> None:
    with pytest.raises(CommandError, match="residents"):
        call_command("seed_demo", **options)
