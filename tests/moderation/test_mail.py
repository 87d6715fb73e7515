"""Who is told what, once, in which language."""

import pytest

from participation.accounts.models import User
from participation.comments.models import Comment
from participation.common.refusals import Conflict
from participation.moderation import services
from participation.moderation.models import Case
from participation.notifications.models import OutboxMessage
from tests.cast import Town
from tests.factories.moderation import hide, notice, open_case, say


def author_mails(anna: User) -> list[OutboxMessage]:
    return list(OutboxMessage.objects.filter(recipient=anna).order_by("id"))


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_author_is_told_once_in_their_language(
    comment: Comment,
    anna: User,
    ben: User,
    mira: User,
    aino: User,
    language: str,
) -> None:
    User.objects.filter(pk=anna.pk).update(language=language)
    case = open_case(comment, ben)
    decision = hide(case, mira, explanation="Kirjoita asiasta.")
    with pytest.raises(Conflict):
        hide(case, aino)
    [mail] = author_mails(anna)
    assert (mail.language, mail.address, mail.key) == (language, "anna@example.org", f"decision.{decision.pk}.author")
    assert "Kirjoita asiasta." in mail.text
    assert f"/{language}/report/decision/{decision.pk}/" in mail.text
    assert "feedback@example.org" in mail.text
    assert "Mira" not in mail.text
    assert "Ben" not in mail.text


def test_keeping_tells_the_author_nothing(comment: Comment, anna: User, ben: User, mira: User) -> None:
    services.decide(case_id=open_case(comment, ben).pk, action="keep", by=mira)
    assert author_mails(anna) == []


def test_restoring_tells_the_author_where_it_is(comment: Comment, anna: User, ben: User, mira: User) -> None:
    case = hide(open_case(comment, ben), mira).case
    services.restore(case_id=case.pk, explanation="Erehdyimme.", by=mira)
    mail = author_mails(anna)[-1]
    assert "Erehdyimme." in mail.text
    assert f"/en/{case.address}" in mail.text


def test_content_without_known_author_makes_no_mail(town: Town, ben: User, mira: User) -> None:
    case = open_case(say(town.project, None, origin="import"), ben)
    hide(case, mira)
    assert not OutboxMessage.objects.exclude(recipient=ben).exists()


def test_everyone_who_reported_and_can_be_reached_hears_the_outcome(comment: Comment, anna: User, ben: User, mira: User) -> None:
    notice(comment, ben)
    notice(comment, contact_email="lukija@example.org", language="sv")
    notice(comment)
    decision = hide(Case.objects.get(), mira)
    mails = OutboxMessage.objects.filter(key__contains=f"decision.{decision.pk}.notice").order_by("id")
    assert [(mail.address, mail.language) for mail in mails] == [("ben@example.org", "en"), ("lukija@example.org", "sv")]
    for mail in mails:
        assert comment.body not in mail.text + mail.subject
        assert anna.public_name not in mail.text
        assert decision.explanation not in mail.text


@pytest.mark.parametrize(("action", "words"), [("keep", "stays visible"), ("hide", "hid it")])
def test_outcome_says_what_was_decided(comment: Comment, ben: User, mira: User, action: str, words: str) -> None:
    hide(open_case(comment, ben), mira, action=action)
    assert words in OutboxMessage.objects.get(recipient=ben).text
