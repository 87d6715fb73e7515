"""Answering feedback in the admin."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from participation.accounts.models import User
from participation.audit.models import Entry
from participation.common.refusals import Conflict, NotAllowed
from participation.feedback.models import Feedback
from participation.feedback.services import answer_feedback
from participation.notifications.models import OutboxMessage
from tests.feedback.conftest import told

LIST = "/admin/feedback/"
Enter = Callable[[User], Client]


def test_the_list_begins_with_what_is_overdue_and_says_so(enter: Enter, cecilia: User) -> None:
    told(message="Tuore asia.")
    told(message="Myöhässä.", days_ago=20)
    told(message="Viimeinen päivä.", days_ago=14)
    page = enter(cecilia).get(LIST).content.decode()
    assert page.index("Myöhässä.") < page.index("Viimeinen päivä.") < page.index("Tuore asia.")
    assert page.count(">overdue<") == 1
    assert page.count("last day today") == 1
    assert "14 days left" in page
    assert "3 messages wait for an answer" in page


def test_the_answer_goes_out_in_the_readers_language(enter: Enter, cecilia: User) -> None:
    row = told()
    client = enter(cecilia)
    assert 'lang="fi"' in client.get(f"{LIST}{row.pk}/").content.decode()
    response = client.post(f"{LIST}{row.pk}/", {"answer": "Kiitos, korjasimme sen."})
    assert (response.status_code, response["Location"]) == (302, LIST)
    row.refresh_from_db()
    assert (row.state, row.answer, row.answered_by) == ("answered", "Kiitos, korjasimme sen.", cecilia)
    mail = OutboxMessage.objects.get()
    assert (mail.address, mail.language) == ("lukija@example.org", "fi")
    assert "Kiitos, korjasimme sen." in mail.text
    assert "/fi/accessibility/" in mail.text
    entry = Entry.objects.get(action="feedback.answer")
    assert (entry.actor, entry.object_id, entry.data) == (cecilia, row.pk, {"mailed": True})


def test_without_an_address_the_answer_is_kept(enter: Enter, aino: User) -> None:
    row = told(contact_email="")
    enter(aino).post(f"{LIST}{row.pk}/", {"answer": "Korjattu."})
    assert Feedback.objects.get().state == "answered"
    assert not OutboxMessage.objects.exists()
    assert "Korjattu." in enter(aino).get(f"{LIST}{row.pk}/").content.decode()
    assert Entry.objects.get(action="feedback.answer").data == {"mailed": False}


@pytest.mark.parametrize("answer", ["", "  ", "x" * 4001, "a\x00b"])
def test_an_answer_that_is_none_is_told_at_its_field(enter: Enter, aino: User, answer: str) -> None:
    row = told()
    response = enter(aino).post(f"{LIST}{row.pk}/", {"answer": answer})
    assert response.status_code == 422
    assert response.context["form"].errors["answer"]
    assert Feedback.objects.get().state == "open"


def test_the_second_answer_is_refused_and_shown(enter: Enter, aino: User, cecilia: User) -> None:
    row = told()
    answer_feedback(feedback_id=row.pk, answer="Ensin.", by=cecilia)
    response = enter(aino).post(f"{LIST}{row.pk}/", {"answer": "Toiseksi."})
    assert response.status_code == 422
    with pytest.raises(Conflict):
        answer_feedback(feedback_id=row.pk, answer="Toiseksi.", by=aino)
    assert Feedback.objects.get().answer == "Ensin."
    assert OutboxMessage.objects.count() == 1


def test_others_do_not_answer(enter: Enter, carla: User, mira: User, anna: User) -> None:
    row = told()
    for person in (carla, mira):
        client = enter(person)
        assert client.get(LIST).status_code in {302, 403}
        assert client.post(f"{LIST}{row.pk}/", {"answer": "Ei."}).status_code in {302, 403}
        assert "Accessibility feedback" not in client.get("/admin/").content.decode()
    with pytest.raises(NotAllowed):
        answer_feedback(feedback_id=row.pk, answer="Ei.", by=anna)
    assert Feedback.objects.get().state == "open"


def test_the_admins_front_page_says_how_much_waits(enter: Enter, cecilia: User) -> None:
    client = enter(cecilia)
    assert "feedback-waiting" not in client.get("/admin/").content.decode()
    told(days_ago=15)
    page = client.get("/admin/").content.decode()
    assert "feedback-waiting" in page
    assert "1 is overdue." in page


def test_the_lists_ask_the_same_at_one_and_at_three(enter: Enter, cecilia: User, aino: User) -> None:
    client, counts = enter(cecilia), []
    for number in (1, 3):
        while Feedback.objects.open().count() < number:
            told()
        while Feedback.objects.answered().count() < number:
            answer_feedback(feedback_id=told().pk, answer="Korjattu.", by=aino)
        for state in ("open", "answered"):
            client.get(f"{LIST}?state={state}")
            with CaptureQueriesContext(connection) as captured:
                assert client.get(f"{LIST}?state={state}").status_code == 200
            counts.append(len(captured))
    assert counts[:2] == counts[2:]


def test_an_unknown_message_is_not_found(enter: Enter, aino: User) -> None:
    assert enter(aino).get(f"{LIST}{10**25}/").status_code == 404


def test_answered_without_a_time_is_refused_by_the_database(db: None) -> None:
    row = told()
    with pytest.raises(IntegrityError), transaction.atomic():
        Feedback.objects.filter(pk=row.pk).update(state="answered")
    with pytest.raises(IntegrityError), transaction.atomic():
        Feedback.objects.filter(pk=row.pk).update(answered_at=timezone.now() + timedelta(days=1))
