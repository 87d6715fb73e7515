"""What is left of somebody who has deleted their account: words that were public, and nothing that leads to them."""

from __future__ import annotations

import json

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry
from wagtail.users.models import UserProfile

from participation.accounts.models import User
from participation.comments.models import Comment, CommentVersion
from participation.comments.services import delete_comment, edit_comment
from participation.moderation.models import Notice
from participation.moderation.services import report
from participation.notifications.models import OutboxMessage
from participation.notifications.services import queue_mail
from participation.notifications.tasks import send_queued
from participation.pages.profile.services import erase_account
from participation.projects.models import Membership
from proposals.models import Proposal
from proposals.services import edit_proposal, submit_proposal, withdraw_proposal
from tests.cast import Town
from tests.factories.accounts import UserFactory
from tests.factories.comments import own_thread, say

SECRETS = ("ida.salonen@example.org", "Ida Salonen", "lampaankello", "ruusunmarja")


@pytest.fixture
def ida(town: Town) -> User:
    """Somebody whose name, address and withdrawn words are found nowhere else."""
    return UserFactory(email="ida.salonen@example.org", public_name="Ida Salonen")


def everything_kept() -> str:
    """All rows of all tables of ours as one text."""
    kept = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT row_to_json(t)::text FROM "{table}" t')
            kept += [f"{table}: {row[0]}" for row in cursor.fetchall()]
    return "\n".join(kept)


def left_of(secrets: tuple[str, ...]) -> list[str]:
    text = everything_kept().splitlines()
    return [line for line in text if any(secret.lower() in line.lower() for secret in secrets)]


def test_a_search_through_every_table_finds_nothing(town: Town, ida: User, anna: User, aino: User, mailoutbox: list) -> None:
    """Reports, deleted and withdrawn words, mails, the admin's log and profile all kept something."""
    theirs = say(own_thread(town.project), anna)
    report(kind="comment", object_id=theirs.pk, reporter=ida, reason="insult", explanation="lampaankello", language="fi")
    other = say(own_thread(town.project), anna, "Another one.")
    report(
        kind="comment",
        object_id=other.pk,
        reporter=None,
        contact_email="Ida.Salonen@example.org",
        reason="insult",
        explanation="lampaankello",
        language="fi",
    )
    said = say(own_thread(town.project), ida, "ruusunmarja first")
    edit_comment(comment_id=said.pk, editor=ida, body="ruusunmarja second")
    delete_comment(comment_id=said.pk, by=ida)
    words = {"title": "ruusunmarja", "body": "ruusunmarja", "language": "fi", "place": "ruusunmarja"}
    proposal = submit_proposal(project_id=town.project.pk, author=ida, **words)
    edit_proposal(proposal_id=proposal.pk, editor=ida, **{**words, "body": "ruusunmarja again"})
    withdraw_proposal(proposal_id=proposal.pk, by=ida)
    queue_mail(recipient=ida, template="account_opened", context={})
    profile = UserProfile.get_for_user(ida)
    profile.avatar.save("ida.png", ContentFile(b"x"))
    picture, storage = profile.avatar.name, profile.avatar.storage
    log(instance=ida, action="wagtail.edit", user=aino)
    Membership.objects.create(project=town.project, user=ida, added_by=aino)
    assert left_of(SECRETS)

    erase_account(user=ida, by=ida)
    send_queued()

    assert left_of(SECRETS) == []
    assert [mail.to for mail in mailoutbox] == [["ida.salonen@example.org"]]
    assert not Membership.objects.exists()
    storage.delete(picture)


def test_what_others_hang_on_stays(town: Town, ida: User, anna: User) -> None:
    theirs = say(own_thread(town.project), anna)
    report(kind="comment", object_id=theirs.pk, reporter=ida, reason="insult", explanation="lampaankello", language="fi")
    public = say(own_thread(town.project), ida, "A bench, please.")
    erase_account(user=ida, by=ida)
    notice = Notice.objects.get()
    assert (notice.reason, notice.explanation, notice.case.notice_count) == ("insult", "", 1)
    assert Comment.objects.get(pk=public.pk).body == "A bench, please."
    assert not CommentVersion.objects.exists()
    assert not Proposal.objects.exists()


def test_the_avatar_goes_with_the_commit(town: Town, ida: User, django_capture_on_commit_callbacks) -> None:
    profile = UserProfile.get_for_user(ida)
    profile.avatar.save("ida.png", ContentFile(b"x"))
    name, storage = profile.avatar.name, profile.avatar.storage
    with django_capture_on_commit_callbacks(execute=True):
        erase_account(user=ida, by=ida)
    assert not storage.exists(name)


def test_mail_to_somebody_without_an_account_is_forgotten_once_sent(db: None, mailoutbox: list) -> None:
    queue_mail(address="passer.by@example.org", template="account_opened", context={}, language="en", key="once")
    send_queued()
    assert len(mailoutbox) == 1
    sent = OutboxMessage.objects.get()
    assert (sent.address, sent.text, sent.state) == ("", "", OutboxMessage.State.SENT)
    assert queue_mail(address="passer.by@example.org", template="account_opened", context={}, language="en", key="once") is None


def test_the_log_of_the_admin_keeps_the_act_without_the_name(ida: User, aino: User) -> None:
    log(instance=ida, action="wagtail.edit", user=aino)
    erase_account(user=ida, by=aino)
    entry = ModelLogEntry.objects.get()
    assert (entry.action, entry.label, json.dumps(entry.data)) == ("wagtail.edit", "", "{}")
