"""Reporting, as a service."""

import pytest

from participation.accounts.models import User
from participation.audit.models import Entry
from participation.comments.models import Comment
from participation.common.refusals import Invalid, NotAllowed
from participation.moderation import services
from participation.moderation.models import Case, Notice
from participation.moderation.states import CaseState, Reason
from participation.notifications.models import OutboxMessage
from tests.cast import Town
from tests.factories.moderation import hide, notice, say
from tests.moderation.conftest import all_at_once


def test_first_report_opens_a_case_with_everything_the_queue_needs(comment: Comment, town: Town, anna: User, ben: User) -> None:
    made = notice(comment, ben, reason=Reason.HATE, explanation="  Lue itse.  ")
    case = Case.objects.get()
    assert (made.case, made.reporter, made.explanation) == (case, ben, "Lue itse.")
    assert (case.state, case.notice_count, case.author) == (CaseState.OPEN, 1, anna)
    assert (case.project, case.district) == (town.project, town.kallio)
    assert case.address
    assert case.label


def test_second_reporter_joins_the_open_case(comment: Comment, ben: User, nils: User) -> None:
    assert notice(comment, ben).case == notice(comment, nils).case
    assert Case.objects.get().notice_count == 2


def test_same_reporter_twice_is_one_notice(comment: Comment, ben: User) -> None:
    first = notice(comment, ben)
    assert notice(comment, ben, reason=Reason.SPAM) == first
    assert (Notice.objects.count(), Case.objects.get().notice_count) == (1, 1)


def test_report_after_a_decision_opens_another_case(comment: Comment, ben: User, mira: User) -> None:
    first = notice(comment, ben).case
    services.decide(case_id=first.pk, action="keep", by=mira)
    second = notice(comment, ben).case
    assert second != first
    assert (second.state, second.notice_count) == (CaseState.OPEN, 1)


def test_report_without_account_keeps_the_contact_and_sends_a_receipt(comment: Comment) -> None:
    made = notice(comment, contact_email=" lukija@example.org ", language="sv")
    assert (made.reporter, made.contact_email) == (None, "lukija@example.org")
    assert len(made.token) >= 32
    mail = OutboxMessage.objects.get(key=f"notice.{made.pk}.received")
    assert (mail.address, mail.language) == ("lukija@example.org", "sv")
    assert f"/sv/report/follow/{made.token}/" in mail.text


def test_two_reports_without_account_are_two_notices(comment: Comment) -> None:
    notice(comment)
    notice(comment)
    assert Case.objects.get().notice_count == 2


def test_contact_of_somebody_signed_in_is_not_kept(comment: Comment, ben: User) -> None:
    assert notice(comment, ben, contact_email="other@example.org").contact_email == ""


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"reason": "boring"}, "reason"),
        ({"reason": ""}, "reason"),
        ({"reason": Reason.OTHER, "explanation": " "}, "explanation"),
        ({"explanation": "x" * 2001}, "explanation"),
        ({"explanation": "a\x00b"}, "explanation"),
        ({"contact_email": "not an address"}, "contact_email"),
    ],
)
def test_bad_input_is_refused_at_its_field(comment: Comment, fields: dict, field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        notice(comment, **fields)
    assert refusal.value.field == field
    assert not Case.objects.exists()


def test_what_one_cannot_see_cannot_be_reported(comment: Comment, ben: User, mira: User) -> None:
    hide(notice(comment, ben).case, mira)
    with pytest.raises(NotAllowed):
        notice(comment)
    assert not Case.objects.open().exists()


def test_ones_own_words_cannot_be_reported(comment: Comment, anna: User) -> None:
    with pytest.raises(Invalid):
        notice(comment, anna)
    assert not Case.objects.exists()


def test_unknown_kind_and_unknown_row_are_refused(comment: Comment) -> None:
    for kind, pk in (("nothing", comment.pk), ("comment", comment.pk + 1000)):
        with pytest.raises(NotAllowed):
            services.report(kind=kind, object_id=pk, reporter=None, reason=Reason.SPAM, language="en")


def test_report_is_recorded_without_texts(comment: Comment, town: Town, ben: User) -> None:
    made = notice(comment, ben, explanation="salaisuus", reason=Reason.HATE)
    entry = Entry.objects.get(action="case.report")
    assert (entry.actor, entry.object_type, entry.object_id) == (ben, "moderation.case", made.case_id)
    assert (entry.project_id, entry.district_id) == (town.project.pk, town.kallio.pk)
    assert entry.data == {"notice": made.pk, "reason": "hate"}


@pytest.mark.django_db(transaction=True)
def test_twenty_reports_at_once_make_one_case_that_counts_twenty(comment: Comment) -> None:
    """Seen red without each guard: a plain insert instead of insert-or-wait gave IntegrityErrors for most of the twenty,
    and a case that was not locked counted less than twenty."""
    results = all_at_once(lambda _number: notice(comment).case_id, 20)
    case = Case.objects.get()
    assert results == [case.pk] * 20
    assert (case.notice_count, Notice.objects.count()) == (20, 20)


@pytest.mark.django_db(transaction=True)
def test_one_reporter_ten_times_at_once_is_one_notice(comment: Comment, ben: User) -> None:
    """Seen red with a plain insert of the case instead of insert-or-wait: most of the ten ended in an IntegrityError."""
    results = all_at_once(lambda _number: notice(comment, ben).pk, 10)
    assert set(results) == {Notice.objects.get().pk}
    assert Case.objects.get().notice_count == 1


@pytest.mark.django_db(transaction=True)
def test_reports_that_meet_a_hiding_leave_no_open_case_over_hidden_content(comment: Comment, ben: User, mira: User) -> None:
    """Seen red without the second look at the content, under the case's lock: an open case over hidden content."""
    case = notice(comment, ben).case

    def act(number: int) -> object:
        return hide(case, mira) if number == 0 else notice(comment)

    results = all_at_once(act, 8)
    assert not isinstance(results[0], Exception)
    assert all(isinstance(result, Notice | NotAllowed) for result in results[1:])
    comment.refresh_from_db()
    assert comment.state == "hidden"
    assert not Case.objects.open().exists()


def test_reports_about_other_content_are_other_cases(comment: Comment, town: Town, ben: User, nils: User) -> None:
    notice(comment, ben)
    notice(say(town.project, nils), ben)
    assert Case.objects.open().count() == 2
