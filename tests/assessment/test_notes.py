"""Internal notes: only ever added to, for those who work on the assessment."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from participation.accounts.models import User
from participation.common.refusals import Conflict, Invalid, NotAllowed
from proposals.assessment.models import Assessment, InternalNote
from proposals.assessment.queries.one import notes_of
from proposals.assessment.services import add_note, mend_note
from tests.proposals.races import all_at_once


def test_a_mended_note_takes_the_others_place_and_the_old_words_stay(assigned: Assessment, elli: User, carla: User) -> None:
    first = add_note(assessment_id=assigned.pk, author=elli, text="Routaa on.")
    add_note(assessment_id=assigned.pk, author=carla, text="Kysyin katuinsinööriltä.")
    second = mend_note(assessment_id=assigned.pk, note_id=first.pk, author=elli, text="Routaa ei ole.")
    mend_note(assessment_id=assigned.pk, note_id=second.pk, author=elli, text="Routaa on vähän.")
    shown = notes_of(assigned)
    assert [(note.text, [old.text for old in earlier]) for note, earlier in shown] == [
        ("Routaa on vähän.", ["Routaa ei ole.", "Routaa on."]),
        ("Kysyin katuinsinööriltä.", []),
    ]


def test_the_database_refuses_to_change_or_delete_one(assigned: Assessment, elli: User) -> None:
    note = add_note(assessment_id=assigned.pk, author=elli, text="Routaa on.")
    for act in (partial(InternalNote.objects.filter(pk=note.pk).update, text="Ei."), note.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()
    assert InternalNote.objects.get().text == "Routaa on."


def test_only_who_wrote_it_mends_it(assigned: Assessment, elli: User, carla: User, petri: User, mira: User) -> None:
    note = add_note(assessment_id=assigned.pk, author=elli, text="Routaa on.")
    for person in (carla, petri, mira):
        with pytest.raises(NotAllowed):
            mend_note(assessment_id=assigned.pk, note_id=note.pk, author=person, text="Ei.")
    for person in (petri, mira):
        with pytest.raises(NotAllowed):
            add_note(assessment_id=assigned.pk, author=person, text="Ei.")


@pytest.mark.django_db(transaction=True)
def test_two_windows_mend_it_at_once(assigned: Assessment, elli: User) -> None:
    """Red without its guard: with the one-to-one constraint dropped and the assessment not locked, all four
    took its place.
    """
    note = add_note(assessment_id=assigned.pk, author=elli, text="Routaa on.")
    acts = [
        partial(mend_note, assessment_id=assigned.pk, note_id=note.pk, author=User.objects.get(pk=elli.pk), text=f"Routaa {n}.")
        for n in range(4)
    ]
    results = all_at_once(acts)
    assert sum(isinstance(result, InternalNote) for result in results) == 1
    assert sum(isinstance(result, Conflict) for result in results) == 3
    assert InternalNote.objects.filter(replaces=note).count() == 1


@pytest.mark.parametrize("text", ["", "   ", "\u200b", "a\x00b", "x" * 5001])
def test_what_cannot_be_kept_is_named(enter: Any, assigned: Assessment, elli: User, text: str) -> None:
    with pytest.raises(Invalid):
        add_note(assessment_id=assigned.pk, author=elli, text=text)
    answer = enter(elli).post(f"/admin/assessment/{assigned.pk}/note/", {"text": text})
    assert answer.status_code == 422
    assert answer.context["note"].errors["text"]


def test_the_page_adds_and_mends(enter: Any, assigned: Assessment, elli: User) -> None:
    client, url = enter(elli), f"/admin/assessment/{assigned.pk}/note/"
    client.post(url, {"text": "Routaa <b>on</b> 🪑"})
    note = InternalNote.objects.get()
    client.post(url, {"text": "Routaa ei ole.", "replaces": note.pk})
    page = client.get(f"/admin/assessment/{assigned.pk}/").content.decode()
    assert "Routaa ei ole." in page
    assert "Routaa &lt;b&gt;on&lt;/b&gt; 🪑" in page
    answer = client.post(url, {"text": "Kolmas.", "replaces": note.pk})
    assert answer.status_code == 409
    assert "Kolmas." in answer.content.decode()
