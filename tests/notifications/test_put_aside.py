"""One row that cannot be told is tried again later, then put aside where staff see it; what stands behind it goes on."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.template import engines
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from participation.accounts.models import User
from participation.audit.models import Entry
from participation.comments.models import Mention
from participation.comments.tasks import tell_mentioned
from participation.common.trying import MOST_ATTEMPTS
from participation.notifications import tasks
from participation.notifications.models import Digest, Follow, News, Notification, OutboxMessage
from participation.notifications.services import digesting, prune
from proposals.commitments.models import Commitment
from proposals.commitments.tasks import daily
from proposals.models import Proposal
from tests.cast import Town
from tests.factories.comments import own_thread, say
from tests.factories.commitments import make_late, promise
from tests.notifications.conftest import follower, happen, many_followers, spread

LIST, HOME = "/admin/untold/", "/admin/"
WAITS = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=25), timedelta(minutes=125))


def forget_templates() -> None:
    """What the engine has read already."""
    for loader in engines["django"].engine.template_loaders:
        loader.reset()


@pytest.fixture
def cannot_be_rendered(tmp_path: Path) -> Iterator[Any]:
    """Let a template of a mail break for some of its readers or things: `break_mail(name, "recipient.pk == 7")`."""
    changed = deepcopy(settings.TEMPLATES)
    changed[0]["DIRS"] = [tmp_path, *changed[0]["DIRS"]]
    (tmp_path / "emails").mkdir()

    def break_mail(name: str, condition: str) -> None:
        mail = (Path(settings.ROOT) / f"templates/emails/{name}.txt").read_text()
        broken = f'{{% block body %}}{{% if {condition} %}}{{% include "there is none" %}}{{% endif %}}'
        (tmp_path / f"emails/{name}.txt").write_text(mail.replace("{% block body %}", broken))
        forget_templates()

    def mend() -> None:
        for mail in (tmp_path / "emails").iterdir():
            mail.unlink()
        forget_templates()

    break_mail.mend = mend  # type: ignore[attr-defined]
    with override_settings(TEMPLATES=changed):
        yield break_mail


@pytest.fixture
def admin(client: Client, aino: User) -> Client:
    """Aino, an administrator, in the admin."""
    client.force_login(aino)
    return client


def later(**time: float) -> time_machine.travel:
    return time_machine.travel(timezone.now() + timedelta(**time), tick=False)


def break_targets(news: News) -> None:
    """A target that names nothing, as a fault of ours or a hand in the database would leave it."""
    News.objects.filter(pk=news.pk).update(targets=["proposal:none"])


def fail_until_put_aside(run: Any, row: Any) -> None:
    """Run it whenever the row is due, after every wait a moment too early as well, until it is put aside."""
    at = timezone.now()
    for number, wait in enumerate((*WAITS, None), start=1):
        with time_machine.travel(at, tick=False):
            run()
            row.refresh_from_db()
            assert row.attempts == number
            run()
            row.refresh_from_db()
            assert row.attempts == number, "not before it is due"
        at += (wait or timedelta(days=300)) + timedelta(seconds=1)
    with time_machine.travel(at, tick=False):
        run()
    row.refresh_from_db()
    assert row.attempts == MOST_ATTEMPTS


def test_news_that_cannot_be_spread_stop_no_others(proposal: Proposal) -> None:
    """Red without `attempt` in `spread_next` (seen: the task breaks on the first one, each time it runs)."""
    person = follower(proposal)
    broken, sound = happen(proposal), happen(proposal)
    break_targets(broken)
    tasks.spread()
    assert [row.news for row in Notification.objects.filter(user=person)] == [sound]
    broken.refresh_from_db()
    assert (broken.attempts, broken.spread_at) == (1, None)
    assert broken.last_error.startswith("ValueError (participation/notifications/followables.py:")
    assert broken.try_at is not None
    assert broken.try_at > timezone.now()


def test_five_tries_each_later_then_never_again_until_somebody_says_so(admin: Client, proposal: Proposal, aino: User) -> None:
    person = follower(proposal)
    broken = happen(proposal)
    sound = broken.targets
    break_targets(broken)
    fail_until_put_aside(tasks.spread, broken)
    page = admin.get(LIST).content.decode()
    assert f'name="pk" value="{broken.pk}"' in page
    assert "ValueError (participation/notifications/followables.py:" in page
    assert 'href="/admin/untold/"' in admin.get(HOME).content.decode()
    News.objects.filter(pk=broken.pk).update(targets=sound)
    assert admin.post(LIST, {"kind": "notifications.news", "pk": broken.pk}).status_code == 302
    tasks.spread()
    assert Notification.objects.filter(user=person, news=broken).exists()
    assert Entry.objects.get(action="untold.retry").actor == aino
    assert f'value="{broken.pk}"' not in admin.get(LIST).content.decode()
    assert "k-untold" not in admin.get(HOME).content.decode()


def test_one_digest_that_cannot_be_rendered_stops_no_others(proposal: Proposal, cannot_be_rendered: Any) -> None:
    """Red without `attempt_all` in `write_digests` (seen: no mail at all, each time it runs)."""
    people = many_followers(proposal, 7)
    unlucky = people[3]
    happen(proposal)
    spread()
    cannot_be_rendered("following_news", f"recipient.pk == {unlucky.pk}")
    with later(days=1):
        tasks.digests()
        tasks.write_digests()
        tasks.write_digests()
    assert set(OutboxMessage.objects.values_list("recipient", flat=True)) == {row.pk for row in people} - {unlucky.pk}
    put_off = Digest.objects.get(user=unlucky)
    assert (put_off.attempts, put_off.made_at) == (1, None)
    assert put_off.last_error.startswith("TemplateDoesNotExist (participation/notifications/services/mailing.py:")
    assert not Notification.objects.get(user=unlucky).mailed_at
    cannot_be_rendered.mend()
    with later(days=1, minutes=2):
        tasks.write_digests()
        tasks.write_digests()
    assert OutboxMessage.objects.get(recipient=unlucky).text
    put_off.refresh_from_db()
    assert (put_off.attempts, put_off.last_error) == (0, "")


def test_the_next_days_digest_tells_what_one_that_was_put_aside_did_not(proposal: Proposal, cannot_be_rendered: Any) -> None:
    """Red where PLAN waits for digests that were put aside (seen: nothing more is planned for this person, ever)."""
    person = follower(proposal)
    happen(proposal)
    spread()
    cannot_be_rendered("following_news", "True")
    with later(days=1):
        tasks.digests()
        fail_until_put_aside(tasks.write_digests, Digest.objects.get())
    cannot_be_rendered.mend()
    with later(days=2):
        tasks.digests()
        tasks.write_digests()
    assert OutboxMessage.objects.get().recipient == person
    with later(days=60):
        prune()
    assert not Digest.objects.filter(made_at__isnull=True).exists()


@pytest.mark.parametrize("data", [{"titles": "no dictionary"}, {"titles": {"en": 7}, "last_minute": 3}, ["no", "dictionary"]])
def test_news_without_words_leave_the_rest_of_the_mail_and_the_page(
    admin: Client, town: Town, proposal: Proposal, aino: User, data: Any
) -> None:
    """Red where `line_of` lets the error through (seen: the page is a 500, and nobody who follows gets any digest)."""
    for person in (aino, follower(proposal)):
        Follow.objects.create(user=person, kind="project", object_id=town.project.pk)
    broken = happen(proposal, kind="phase.opened", subject=("project", town.project.pk))
    News.objects.filter(pk=broken.pk).update(data=data)
    happen(proposal)
    spread()
    assert "The city has answered" in admin.get("/en/profile/news/").content.decode()
    assert admin.get("/en/projects/kallion-ideat/feed/").status_code == 200
    with later(days=1):
        tasks.digests()
        tasks.write_digests()
    assert OutboxMessage.objects.count() == 2
    assert all("The city has answered" in text for text in OutboxMessage.objects.values_list("text", flat=True))
    broken.refresh_from_db()
    if isinstance(data, list) or isinstance(data["titles"], str):
        assert (broken.attempts, broken.last_error[:14]) == (MOST_ATTEMPTS, "AttributeError")
        assert f'name="pk" value="{broken.pk}"' in admin.get(LIST).content.decode()


def test_one_mail_at_once_that_cannot_be_rendered_comes_in_the_digest(proposal: Proposal, cannot_be_rendered: Any) -> None:
    """Red without `in_halves` in `mail_at_once` (seen: no mail at all, each time it runs)."""
    people = many_followers(proposal, 5, rhythm="at_once")
    unlucky = people[0]
    happen(proposal)
    spread()
    cannot_be_rendered("following_news", f"recipient.pk == {unlucky.pk}")
    tasks.mail_at_once()
    tasks.mail_at_once()
    assert set(OutboxMessage.objects.values_list("recipient", flat=True)) == {row.pk for row in people[1:]}
    cannot_be_rendered.mend()
    with later(days=1):
        tasks.digests()
        tasks.write_digests()
    assert OutboxMessage.objects.filter(recipient=unlucky).count() == 1


def test_one_promise_that_cannot_be_told_stops_no_others(
    admin: Client, proposal: Proposal, carla: User, cannot_be_rendered: Any
) -> None:
    """Red without `attempt` in `remind_and_escalate` (seen: the task breaks on the first one, every day)."""
    broken, sound = (make_late(promise(proposal, carla), days) for days in (9, 2))
    cannot_be_rendered("promise_staff_late", f"commitment.pk == {broken.pk}")
    assert daily() == 1
    assert OutboxMessage.objects.get().key.startswith(f"commitment.{sound.pk}.")
    broken.refresh_from_db()
    assert (broken.attempts, broken.late_told_for) == (1, None)
    assert not Entry.objects.filter(action="commitment.late", object_id=broken.pk).exists(), "nothing of it is half done"
    for number in range(1, 7):
        with later(days=number):
            daily()
    broken.refresh_from_db()
    assert broken.attempts == MOST_ATTEMPTS
    assert f'name="pk" value="{broken.pk}"' in admin.get(LIST).content.decode()
    cannot_be_rendered.mend()
    admin.post(LIST, {"kind": "commitments.commitment", "pk": broken.pk})
    with later(days=7):
        daily()
    assert OutboxMessage.objects.filter(key__startswith=f"commitment.{broken.pk}.").exists()
    broken.refresh_from_db()
    assert broken.attempts == 0


def test_what_staff_change_of_a_promise_is_tried_anew(proposal: Proposal, carla: User) -> None:
    from proposals.commitments import services

    row = promise(proposal, carla)
    Commitment.objects.filter(pk=row.pk).update(attempts=MOST_ATTEMPTS, last_error="ValueError")
    services.edit_commitment(commitment_id=row.pk, title={"fi": "Uusi"}, text={}, unit_id=row.unit_id, by=carla)
    row.refresh_from_db()
    assert (row.attempts, row.last_error) == (0, "")


def test_one_mention_that_cannot_be_told_stops_no_others(
    admin: Client, town: Town, anna: User, ben: User, nils: User, cannot_be_rendered: Any
) -> None:
    """Red without `attempt` in `tell_mentioned` (seen: the task breaks on the first one, each time it runs)."""
    thread = own_thread(town.project)
    for person in (ben, nils):
        say(thread, person)
    say(thread, anna, "@Ben?")
    say(thread, anna, "@Nils?")
    cannot_be_rendered("comment_mentioned", f"recipient.pk == {ben.pk}")
    tell_mentioned()
    assert [mail.recipient for mail in OutboxMessage.objects.all()] == [nils]
    waiting = Mention.objects.get(person=ben)
    assert (waiting.attempts, waiting.told_at, waiting.mailed) == (1, None, False)
    Mention.objects.filter(pk=waiting.pk).update(attempts=0, try_at=None)
    fail_until_put_aside(tell_mentioned, waiting)
    assert f'name="pk" value="{waiting.pk}"' in admin.get(LIST).content.decode()
    cannot_be_rendered.mend()
    admin.post(LIST, {"kind": "comments.mention", "pk": waiting.pk})
    assert tell_mentioned() == 1


class Broken(EmailBackend):
    """Breaks on one address in a way that nobody thought of."""

    def send_messages(self, messages: Any) -> int:
        if messages[0].to == ["ben@example.org"]:
            raise TypeError("ben@example.org")
        return super().send_messages(messages)


def test_mails_that_no_server_takes_are_in_the_same_list(admin: Client, ben: User, anna: User) -> None:
    common = {"language": "en", "subject": "Hello", "text": "Text"}
    bad = OutboxMessage.objects.create(recipient=ben, address="ben@example.org", key="test.1", **common)
    stranger = OutboxMessage.objects.create(address="ben@example.org", **common)
    OutboxMessage.objects.create(recipient=anna, address="anna@example.org", **common)
    with override_settings(EMAIL_BACKEND=f"{__name__}.Broken"):
        assert tasks.send_queued() == 1
        for hours in range(3, 16, 3):
            with later(hours=hours):
                tasks.send_queued()
    bad.refresh_from_db()
    assert (bad.state, bad.attempts) == ("failed", MOST_ATTEMPTS)
    page = admin.get(LIST).content.decode()
    assert "TypeError (" in page
    assert "ben@example.org" not in page
    assert f'name="pk" value="{bad.pk}"' in page
    assert f'name="pk" value="{stranger.pk}"' not in page
    assert "test.1" in page
    admin.post(LIST, {"kind": "notifications.outboxmessage", "pk": stranger.pk})
    admin.post(LIST, {"kind": "notifications.outboxmessage", "pk": bad.pk})
    assert tasks.send_queued() == 1


def test_a_digest_that_dies_is_no_attempt(proposal: Proposal, monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker that is killed has failed at nothing: its rows are as they were."""
    follower(proposal)
    happen(proposal)
    spread()

    def die(*_args: Any) -> None:
        raise KeyboardInterrupt

    with later(days=1):
        tasks.digests()
        with monkeypatch.context() as dying:
            dying.setattr(digesting, "_mark_told", die)
            with pytest.raises(KeyboardInterrupt):
                tasks.write_digests()
        assert Digest.objects.get().attempts == 0


@pytest.mark.parametrize("who", ["anna", "carla", "mira"])
def test_only_administrators_see_it(client: Client, request: pytest.FixtureRequest, proposal: Proposal, who: str) -> None:
    from django.contrib.auth.models import Permission

    broken = happen(proposal)
    News.objects.filter(pk=broken.pk).update(attempts=MOST_ATTEMPTS)
    person = request.getfixturevalue(who)
    if who != "anna":
        person.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(person)
    for answer in (client.get(LIST), client.post(LIST, {"kind": "notifications.news", "pk": broken.pk})):
        assert answer.status_code in (302, 403)
    broken.refresh_from_db()
    assert broken.attempts == MOST_ATTEMPTS
    assert LIST not in client.get(HOME).content.decode()


@pytest.mark.parametrize(
    "sent", [{}, {"kind": "x", "pk": "1"}, {"kind": "notifications.news", "pk": "x"}, {"kind": "accounts.user", "pk": "1"}]
)
def test_what_is_not_there_cannot_be_tried(admin: Client, sent: dict[str, str]) -> None:
    assert "not possible any more" in admin.post(LIST, sent, follow=True).content.decode() or admin.get(LIST).status_code == 200
    assert not Entry.objects.filter(action="untold.retry").exists()
    assert admin.get(LIST).status_code == 200


def test_the_list_asks_as_much_for_one_as_for_three(admin: Client, proposal: Proposal) -> None:
    def asked() -> int:
        News.objects.update(attempts=MOST_ATTEMPTS)
        with CaptureQueriesContext(connection) as captured:
            admin.get(LIST)
        return len(captured.captured_queries)

    happen(proposal)
    asked()
    one = asked()
    happen(proposal), happen(proposal)
    assert asked() == one
