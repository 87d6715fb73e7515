"""Naming somebody in a comment."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from participation.accounts.models import User
from participation.comments.models import Comment, CommentVersion, Mention, Thread
from participation.comments.queries import wants_mention_mail
from participation.comments.services import (
    apply_decision,
    edit_comment,
    forget_mentions,
    tell_mentioned,
    want_mention_mail,
)
from participation.common.refusals import Refusal
from participation.notifications.models import Notification, OutboxMessage
from participation.notifications.services import choose_rhythm, spread_next
from participation.pages.profile.services import erase_account
from participation.projects.models import Project
from participation.projects.states import ProjectState
from tests.cast import Town
from tests.comments.conftest import together
from tests.factories.accounts import UserFactory
from tests.factories.comments import decision_on, own_thread, say
from tests.factories.proposals import ProposalFactory


def mailed() -> list[str]:
    return list(OutboxMessage.objects.order_by("pk").values_list("address", flat=True))


def named(comment: Comment) -> list[str]:
    return [mention.person.public_name for mention in comment.mentions.order_by("pk")]


@pytest.fixture
def talked(thread: Thread, ben: User) -> Thread:
    """Ben has said something."""
    say(thread, ben)
    return thread


@pytest.mark.parametrize(
    ("body", "marked"),
    [
        ("@Ben, what do you think?", "@Ben"),
        ("Thank you (@ben).", "@ben"),
        ("**@Ben**: yes", "@Ben"),
        ("ben@Ben.example @Benny @@Ben", ""),
        ("> @Ben asked\n\nI answer", ""),
        ("@Nobody @ @\u202eBen", ""),
    ],
)
def test_who_takes_part_is_named_and_marked(
    client: Client, talked: Thread, anna: User, ben: User, body: str, marked: str
) -> None:
    comment = say(talked, anna, body)
    assert named(comment) == (["Ben"] if marked else [])
    html = client.get(f"/en/threads/{talked.pk}/").content.decode()
    assert ("k-mention" in html) is bool(marked)
    if marked:
        assert f'<span class="k-mention">{marked}</span>' in html


def test_the_longest_name_and_the_one_who_spoke_last_under_the_same_comment(thread: Thread, anna: User) -> None:
    first, second, other = (UserFactory(public_name="Maija Meri") for _number in range(3))
    short = UserFactory(public_name="Maija")
    root = say(thread, first)
    for person in (second, other, short):
        say(thread, person)
    assert say(thread, anna, "@Maija Meri hei").mentions.get().person == other
    assert say(thread, anna, "@Maija Meri hei", parent_id=root.pk).mentions.get().person == first
    assert say(thread, anna, "@Maija, hei").mentions.get().person == short


def test_outsiders_erased_suspended_and_oneself_are_not_named(thread: Thread, anna: User, ben: User, nils: User) -> None:
    for person in (ben, nils, anna):
        say(thread, person)
    outsider = UserFactory(public_name="Outi")
    User.objects.filter(pk=nils.pk).update(is_active=False)
    User.objects.filter(pk=ben.pk).update(email=None, public_name="", is_active=False, erased_at=timezone.now())
    assert named(say(thread, anna, f"@Ben @Nils @Anna @{outsider.public_name} @Former resident")) == []


def test_the_proposals_author_can_be_named_before_saying_anything(town: Town, anna: User, ben: User) -> None:
    thread = ProposalFactory(project=town.project, author=ben).thread
    assert named(say(thread, anna, "@Ben: why here?")) == ["Ben"]


def test_at_most_five_and_no_query_without_an_at_sign(thread: Thread, anna: User, django_assert_max_num_queries) -> None:
    people = [UserFactory(public_name=f"Aku{number}") for number in range(7)]
    for person in people:
        say(thread, person)
    assert len(named(say(thread, anna, " ".join(f"@{person.public_name}" for person in people)))) == 5


def test_a_mail_once_without_words_or_names(talked: Thread, anna: User, ben: User, django_capture_on_commit_callbacks) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        comment = say(talked, anna, "@Ben secret words")
    mail = OutboxMessage.objects.get()
    assert (mail.recipient, mail.language) == (ben, ben.language)
    assert f"/threads/comments/{comment.pk}/" in mail.text
    assert "/threads/mail/" in mail.text
    assert "secret" not in mail.text + mail.subject
    assert "Anna" not in mail.text + mail.subject
    with django_capture_on_commit_callbacks(execute=True):
        edit_comment(comment_id=comment.pk, editor=anna, body="@Ben other words")
        edit_comment(comment_id=comment.pk, editor=anna, body="no name")
        edit_comment(comment_id=comment.pk, editor=anna, body="@Ben again")
    assert tell_mentioned() == 0
    assert len(mailed()) == 1
    assert Mention.objects.count() == 1


@pytest.mark.parametrize("why", ["wish", "hidden", "unreadable", "suspended", "enough"])
def test_no_mail(town: Town, talked: Thread, anna: User, ben: User, mira: User, settings, why: str) -> None:
    comment = say(talked, anna, "@Ben?")
    if why == "wish":
        want_mention_mail(person=ben, wanted=False)
    elif why == "hidden":
        apply_decision(comment_id=comment.pk, decision=decision_on(comment, by=mira))
    elif why == "unreadable":
        Project.objects.update(state=ProjectState.DRAFT)
    elif why == "suspended":
        User.objects.filter(pk=ben.pk).update(is_active=False)
    else:
        settings.MENTION_MAILS_PER_DAY = 0
    assert tell_mentioned(comment.pk) == 0
    assert mailed() == []
    assert tell_mentioned() == 0  # decided once


def test_what_a_lost_task_left_is_told_by_the_next_round(talked: Thread, anna: User, ben: User) -> None:
    say(talked, anna, "@Ben?")
    assert tell_mentioned() == 1
    assert mailed() == [ben.email]


def test_ten_a_day(talked: Thread, anna: User, ben: User, settings) -> None:
    settings.MENTION_MAILS_PER_DAY = 2
    for number in range(3):
        say(talked, anna, f"@Ben {number}")
    assert tell_mentioned() == 2
    Mention.objects.update(told_at=timezone.now() - timedelta(days=1, minutes=1))
    say(talked, anna, "@Ben tomorrow")
    assert tell_mentioned() == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_write_no_mail_too_many(town: Town, anna: User, ben: User, settings) -> None:
    """Seen red without the person's row as their turn (eight mails), and without passing over what is being decided (six)."""
    thread = own_thread(town.project)
    say(thread, ben)
    settings.MENTION_MAILS_PER_DAY = 0
    for number in range(8):
        say(thread, anna, f"@Ben {number}")
    Mention.objects.update(told_at=None)
    settings.MENTION_MAILS_PER_DAY = 3
    ids = list(Mention.objects.values_list("comment", flat=True))
    results = together(16, lambda number: tell_mentioned(ids[number % 8]))
    assert sum(results) == 3
    assert len(mailed()) == 3


def test_the_choice_has_a_page(client: Client, ben: User) -> None:
    assert client.get("/en/threads/mail/").status_code == 302
    client.force_login(ben)
    assert "Stop these mails" in client.get("/en/threads/mail/").content.decode()
    client.post("/en/threads/mail/", {"mentions": "0"})
    assert not wants_mention_mail(ben)
    assert "Send me these mails" in client.get("/en/threads/mail/").content.decode()
    client.post("/en/threads/mail/", {"mentions": "1"})
    assert wants_mention_mail(ben)


def test_the_choice_is_beside_the_rhythm_of_other_mails(client: Client, ben: User) -> None:
    client.force_login(ben)
    address = "/en/profile/following/"
    assert f'href="{address}#usual-h"' in client.get("/en/profile/settings/").content.decode()
    for mentions, offered in (("0", "Send me these mails"), ("1", "Stop these mails")):
        answer = client.post("/en/threads/mail/", {"mentions": mentions, "next": f"{address}#mentions"})
        assert answer["Location"] == f"{address}#mentions"
        page = client.get(address).content.decode()
        assert offered in page
        assert 'name="next" value="/en/profile/following/#mentions"' in page
    elsewhere = client.post("/en/threads/mail/", {"mentions": "0", "next": "https://elsewhere.example/"})
    assert elsewhere["Location"] == "/en/threads/mail/"
    assert not wants_mention_mail(ben)


def test_nothing_leads_to_an_erased_person_and_others_words_stay(client: Client, town: Town, anna: User) -> None:
    """The mark goes, also in another spelling after an edit; the words, their history and its fingerprints are Anna's."""
    thread = own_thread(town.project)
    ida = UserFactory(public_name="Ida Salonen")
    say(thread, ida)
    words = "@Ida Salonen, and @ida salonen again: idea?"
    comment = say(thread, anna, words)
    edit_comment(comment_id=comment.pk, editor=anna, body="@ida salonen? **Yes.**")
    versions = list(CommentVersion.objects.order_by("pk").values_list("text", "digest"))
    address = f"/en/threads/{thread.pk}/"
    assert '<span class="k-mention">@ida salonen</span>' in client.get(address).content.decode()
    thread.refresh_from_db()
    before = thread.seq
    erase_account(user=ida, by=ida)
    page = client.get(address).content.decode()
    assert "@ida salonen? <strong>Yes.</strong>" in page
    assert "k-mention" not in page
    assert list(CommentVersion.objects.order_by("pk").values_list("text", "digest")) == versions
    assert versions[0][0] == words
    thread.refresh_from_db()
    assert thread.seq == before + 1  # open pages hear of it
    assert not Mention.objects.exists()
    assert forget_mentions(person=ida) == 0


def test_a_sixth_name_was_never_marked_and_stays_as_typed(client: Client, town: Town, anna: User) -> None:
    thread = own_thread(town.project)
    people = [UserFactory(public_name=f"Aku{number}") for number in range(6)]
    for person in people:
        say(thread, person)
    body = " ".join(f"@{person.public_name}" for person in people)
    comment = say(thread, anna, body)
    address = f"/en/threads/{thread.pk}/"
    assert client.get(address).content.decode().count("k-mention") == 5
    for person, marks in ((people[5], 5), (people[0], 4)):
        erase_account(user=person, by=person)
        comment.refresh_from_db()
        assert comment.body == body
        assert client.get(address).content.decode().count("k-mention") == marks


def test_somebody_else_of_the_same_name_stays_marked(client: Client, thread: Thread, anna: User) -> None:
    gone, stays = (UserFactory(public_name="Maija Meri") for _number in range(2))
    say(thread, gone)
    comment = say(thread, anna, "@Maija Meri hei")
    say(thread, stays)
    edit_comment(comment_id=comment.pk, editor=anna, body="@Maija Meri hei vaan")
    assert comment.mentions.count() == 2
    erase_account(user=gone, by=gone)
    assert '<span class="k-mention">@Maija Meri</span>' in client.get(f"/en/threads/{thread.pk}/").content.decode()
    erase_account(user=stays, by=stays)
    assert "k-mention" not in client.get(f"/en/threads/{thread.pk}/").content.decode()


def test_what_i_said_and_think_is_mine_to_take_along(thread: Thread, anna: User, ben: User) -> None:
    from participation.comments.services import react
    from participation.projects.features import features

    comment = say(thread, anna)
    react(comment_id=comment.pk, resident=ben, value=-1)
    say(thread, anna, "@Ben")
    want_mention_mail(person=ben, wanted=False)
    feature = next(one for one in features() if one.key == "comments")
    exported = str(feature.export(ben))
    assert "disagree" in exported
    assert "mail when mentioned" in exported


def test_refusals_name_nobody(talked: Thread, anna: User) -> None:
    with pytest.raises(Refusal):
        say(talked, anna, "@Ben", parent_id=10**9)
    assert not Mention.objects.exists()


def test_who_gets_a_mail_of_its_own_is_not_told_again_in_a_digest(talked: Thread, anna: User, ben: User) -> None:
    """Not even when they choose anew how often they want to be told; on the site it stands among the news."""
    say(talked, anna, "@Ben?")
    tell_mentioned()
    while spread_next() is not None:
        pass
    told = Notification.objects.filter(user=ben, news__kind="comment.mentioned")
    assert told.get().rhythm == "site"
    choose_rhythm(user=ben, rhythm="daily")
    assert told.get().rhythm == "site"
