"""What bringing together offers to the profile and to data requests."""

from __future__ import annotations

import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from participation.accounts.models import User
from participation.projects.features import Feature, features
from proposals.merging.services import agree, choose
from proposals.models import Proposal
from tests.cast import Town
from tests.factories.proposals import SupportFactory
from tests.merging.acts import JOINT, asked, drafted, proposals_by, published


@pytest.fixture
def feature() -> Feature:
    return next(feature for feature in features() if feature.key == "merging")


def test_the_profile_says_what_waits(two: list[Proposal], anna: User, ben: User, feature: Feature) -> None:
    merger = asked(two)
    assert [(line.title, line.state) for line in feature.contributions(ben)] == [(JOINT["title"], "Waits for your answer")]
    assert [line.state for line in feature.contributions(anna)] == ["Waiting for the authors"]
    agree(merger_id=merger.pk, author=ben, seen=merger.digest)
    assert [line.state for line in feature.contributions(ben)] == ["Published"]


def test_everything_of_a_person_is_in_their_file(two: list[Proposal], ben: User, nils: User, feature: Feature) -> None:
    SupportFactory(proposal=two[0], resident=nils)
    merger = asked(two)
    agree(merger_id=merger.pk, author=ben, seen=merger.digest, note="With pleasure.")
    choose(merger_id=merger.pk, resident=nils, choice="move")
    file = json.loads(json.dumps(feature.export(ben)))
    assert file["joint_proposals"][0]["consent"] == "yes"
    assert "With pleasure." in [act["note"] for act in file["acts"]]
    choice = json.loads(json.dumps(feature.export(nils)))["choices"][0]
    assert (choice["choice"], choice["moved"][0]["proposal"]) == ("move", two[0].pk)
    anna = feature.export(two[0].author)
    assert anna["joint_texts"][0]["text"] == JOINT["body"]


def test_nobodys_file_has_somebody_elses_draft(two: list[Proposal], ben: User, feature: Feature) -> None:
    drafted(two)
    assert feature.export(ben)["joint_proposals"] == []


def test_the_profile_takes_as_many_queries_for_one_as_for_three(client: Client, town: Town, anna: User, ben: User) -> None:
    client.force_login(ben)

    def queries() -> int:
        client.get("/en/profile/")
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/en/profile/").status_code == 200
        return len(captured)

    def one_more() -> None:
        sources = proposals_by(town.project, anna, ben)
        SupportFactory(proposal=sources[0], resident=ben)
        choose(merger_id=published(sources).pk, resident=ben, choice="keep")

    one_more()
    one = queries()
    for _n in range(2):
        one_more()
    assert queries() == one <= 16
