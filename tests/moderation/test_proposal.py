"""A proposal under review: the whole way, over its doors."""

from django.test import Client

from participation.accounts.models import User
from participation.audit.models import Entry
from participation.moderation import services
from participation.moderation.models import Case
from participation.notifications.models import OutboxMessage
from tests.cast import Town
from tests.factories.districts import city
from tests.factories.proposals import ProposalFactory

TITLE, BODY = "Myrkyllinen otsikko", "Myrkyllinen teksti"


def test_hidden_and_shown_again(town: Town, anna: User, ben: User, mira: User, client: Client) -> None:
    proposal = ProposalFactory(project=town.project, author=anna, title=TITLE, body=BODY)
    report = services.report(kind="proposal", object_id=proposal.pk, reporter=ben, reason="hate", language="en")
    hidden = services.decide(case_id=report.case_id, action="hide", ground="hate", explanation="Ei näin.", by=mira)
    proposal.refresh_from_db()
    assert (proposal.state, proposal.decision) == ("hidden", hidden)
    assert Entry.objects.filter(action="proposal.hide").count() == 1
    client.force_login(ben)
    doors = [f"/en/report/proposal/{proposal.pk}/", f"/en/report/follow/{report.token}/", "/en/report/thanks/"]
    for door in doors:
        text = client.get(door).content.decode()
        assert TITLE not in text
        assert BODY not in text
    for mail in OutboxMessage.objects.exclude(recipient=anna):
        assert TITLE not in mail.text
    services.restore(case_id=report.case_id, by=mira)
    proposal.refresh_from_db()
    assert proposal.state == "published"


def test_author_cannot_open_a_case_over_what_only_they_still_see(
    town: Town,
    anna: User,
    ben: User,
    mira: User,
    client: Client,
) -> None:
    proposal = ProposalFactory(project=town.project, author=anna, title=TITLE)
    report = services.report(kind="proposal", object_id=proposal.pk, reporter=ben, reason="hate", language="en")
    services.decide(case_id=report.case_id, action="hide", ground="hate", explanation="Ei näin.", by=mira)
    client.force_login(anna)
    response = client.post(f"/en/report/proposal/{proposal.pk}/", {"reason": "spam"})
    assert response.status_code == 422
    assert "You wrote this yourself" in response.content.decode()
    assert report.case.__class__.objects.open().count() == 0


def test_proposal_without_a_place_is_looked_after_by_the_projects_district(town: Town, anna: User, ben: User, mira: User) -> None:
    proposal = ProposalFactory(project=town.project, author=anna, title=TITLE, district=city())
    report = services.report(kind="proposal", object_id=proposal.pk, reporter=ben, reason="spam", language="fi")
    assert report.case.district == town.kallio
    assert Case.objects.moderated_by(mira).filter(pk=report.case_id).exists()
