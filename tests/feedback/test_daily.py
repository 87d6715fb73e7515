"""The daily task: reminders, each once, and addresses that have served their purpose."""

from __future__ import annotations

from datetime import timedelta

from celery import current_app
from django.conf import settings
from django.utils import timezone

from participation.accounts.models import User
from participation.feedback.models import Feedback
from participation.feedback.services import answer_feedback, forget_addresses, remind_responsible
from participation.feedback.tasks import daily
from participation.notifications.models import OutboxMessage
from participation.pages.profile.services import erase_account, export_account
from tests.feedback.conftest import told


def mails() -> list[tuple[str, str]]:
    """Who was reminded of what."""
    return sorted((key.split(".")[2], address) for key, address in OutboxMessage.objects.values_list("key", "address"))


def test_everybody_responsible_is_reminded_before_and_on_the_last_day(cecilia: User, aino: User, carla: User) -> None:
    row = told(days_ago=10)
    assert remind_responsible() == 0
    Feedback.objects.filter(pk=row.pk).update(due_on=timezone.localdate() + timedelta(days=3))
    assert remind_responsible() == 2
    assert mails() == [("soon", aino.email), ("soon", cecilia.email)]
    Feedback.objects.filter(pk=row.pk).update(due_on=timezone.localdate())
    assert remind_responsible() == 2
    assert mails()[:2] == [("last-day", aino.email), ("last-day", cecilia.email)]
    assert f"/admin/feedback/{row.pk}/" in OutboxMessage.objects.first().text


def test_nobody_is_reminded_twice(cecilia: User) -> None:
    told(days_ago=12)
    told(days_ago=30)
    assert remind_responsible() == 2
    assert remind_responsible() == 0
    daily()
    assert OutboxMessage.objects.count() == 2


def test_what_is_answered_is_left_alone(cecilia: User) -> None:
    answer_feedback(feedback_id=told(days_ago=13, contact_email="").pk, answer="Korjattu.", by=cecilia)
    assert remind_responsible() == 0


def test_the_mail_is_in_the_language_of_who_reads_it(cecilia: User) -> None:
    told(days_ago=12)
    remind_responsible()
    assert OutboxMessage.objects.get().language == "sv"


def test_the_scheduler_knows_the_task() -> None:
    current_app.loader.import_default_modules()
    planned = settings.CELERY_BEAT_SCHEDULE["feedback"]
    assert planned["task"] in current_app.tasks
    assert planned["schedule"].hour == {5}


def test_addresses_go_some_time_after_the_answer(cecilia: User) -> None:
    now = timezone.now()
    old, fresh, waiting = (told(days_ago=days, message=f"{days}") for days in (200, 30, 200))
    answer_feedback(feedback_id=old.pk, answer="Korjattu.", by=cecilia, at=now - timedelta(days=91))
    answer_feedback(feedback_id=fresh.pk, answer="Korjattu.", by=cecilia, at=now - timedelta(days=20))
    assert forget_addresses() == 1
    assert forget_addresses() == 0
    kept = dict(Feedback.objects.values_list("pk", "contact_email"))
    assert (kept[old.pk], kept[fresh.pk], kept[waiting.pk]) == ("", "lukija@example.org", "lukija@example.org")
    old.refresh_from_db()
    assert old.message == "200"


def test_an_account_takes_its_address_along(nils: User, aino: User, cecilia: User) -> None:
    answered = told(contact_email="Nils@example.org", message="Vastattu sana.")
    answer_feedback(feedback_id=answered.pk, answer="Korjattu.", by=cecilia)
    waiting = told(contact_email=nils.email, message="Odottava sana.")
    others = told()
    exported = export_account(user=nils)["contributions"]["feedback"]["feedback"]
    assert [line["message"] for line in exported] == ["Vastattu sana.", "Odottava sana."]
    erase_account(user=nils, by=nils)
    for row in (answered, waiting, others):
        row.refresh_from_db()
    assert (answered.contact_email, answered.message, answered.answer) == ("", "", "")
    assert (waiting.contact_email, waiting.message) == ("", "Odottava sana.")
    assert others.contact_email == "lukija@example.org"
