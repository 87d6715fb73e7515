"""Markup in names and texts stays text: on residents' pages, in the admin (which allows inline scripts), in fragments."""

from __future__ import annotations

import html
import re

import pytest
from django.test import Client

from participation.accounts.models import User
from participation.accounts.services import open_account
from participation.moderation.models import Notice
from participation.moderation.services import decide, report
from participation.pages.profile.services import suspend_account
from proposals.services import edit_proposal, submit_proposal
from tests.cast import Town
from tests.factories.accounts import UserFactory
from tests.factories.comments import own_thread, say
from tests.factories.projects import CategoryFactory

# Ends an attribute, a tag, a script and a template; "zq" is said by no page of ours.
NAME = "\"'><svg onload=zq>{{zq}}"
TEXT = f'{NAME}</script><script>zq</script> javascript:zq http://x.fi/"onmouseover=zq <!--form--> <!--answers-->'
ALIVE = re.compile(r"<svg onload|<script>zq|href=[\"']?javascript:|\sonmouseover=zq[\s>]", re.IGNORECASE)


@pytest.fixture
def mallory(town: Town) -> User:
    """A resident whose name is markup."""
    return UserFactory(email="mallory@example.org", public_name=NAME)


@pytest.fixture
def addresses(town: Town, mallory: User, anna: User, mira: User, aino: User) -> dict[str, str]:
    """Everything that shows what Mallory wrote, by who looks at it."""
    slug = town.project.slug
    theme = CategoryFactory(project=town.project, name=NAME)
    words = {"title": NAME, "body": TEXT, "place": NAME, "language": "en", "category_id": theme.pk}
    proposal = submit_proposal(project_id=town.project.pk, author=mallory, **words)
    edit_proposal(proposal_id=proposal.pk, editor=mallory, **{**words, "body": f"{TEXT} again"})
    comment = say(proposal.thread, mallory, TEXT)
    reply = say(proposal.thread, mallory, TEXT, parent_id=comment.pk)
    own = say(own_thread(town.project), mallory, TEXT)
    for kind, pk in (("comment", comment.pk), ("proposal", proposal.pk), ("comment", own.pk)):
        report(kind=kind, object_id=pk, reporter=anna, reason="other", explanation=TEXT, language="en")
    notices = list(Notice.objects.order_by("pk"))
    hidden = decide(case_id=notices[2].case_id, action="hide", ground="insult", explanation=TEXT, by=mira)
    base = f"/en/projects/{slug}/proposals/"
    return {
        f"{base}": "anna",
        f"{base}?q=%22%3E%3Csvg+onload%3Dzq%3E&seed=%22%3E%3Csvg+onload%3Dzq%3E": "anna",
        f"{base}{proposal.pk}/": "anna",
        f"{base}{proposal.pk}/history/": "anna",
        f"{base}{proposal.pk}/support/?card=1": "anna",
        f"/en/threads/{proposal.thread_id}/": "anna",
        f"/en/threads/{proposal.thread_id}/comments/?after=0": "anna",
        f"/en/threads/{proposal.thread_id}/?reply={comment.pk}": "mallory",
        f"/en/threads/{own.thread_id}/": "mallory",
        f"/en/report/comment/{reply.pk}/": "anna",
        f"/en/report/proposal/{proposal.pk}/": "anna",
        f"/en/report/follow/{notices[0].token}/": "anna",
        f"/en/report/decision/{hidden.pk}/": "mallory",
        f"{base}{proposal.pk}/edit/": "mallory",
        f"{base}{proposal.pk}/withdraw/": "mallory",
        "/en/profile/": "mallory",
        "/en/profile/settings/": "mallory",
        "/en/profile/delete/": "mallory",
        f"/en/projects/?q={'%22%3E%3Csvg+onload%3Dzq%3E'}": "anna",
        f"/en/district/search/?q={'%22%3E%3Csvg+onload%3Dzq%3E'}": "anna",
        f"/en/accounts/login/?next={'%22%3E%3Csvg+onload%3Dzq%3E'}": "",
        "/admin/moderation/": "aino",
        "/admin/moderation/?state=decided": "aino",
        **{f"/admin/moderation/{notice.case_id}/": "aino" for notice in notices},
        "/admin/proposals/": "aino",
        f"/admin/proposals/{proposal.pk}/respond/": "aino",
        "/admin/audit/?action=%22%3E%3Csvg+onload%3Dzq%3E&actor=%22%3E%3Csvg+onload%3Dzq%3E": "aino",
        "/admin/users/?q=svg": "aino",
        f"/admin/users/edit/{mallory.pk}/": "aino",
        "/admin/participation/?q=%22%3E%3Csvg+onload%3Dzq%3E": "aino",
        "/admin/reports/site-history/": "aino",
        "/admin/": "aino",
        "/demo/mail/?to=%22%3E%3Csvg+onload%3Dzq%3E": "",
    }


def test_markup_is_alive_nowhere(addresses: dict[str, str], mallory: User, anna: User, aino: User, town: Town) -> None:
    suspend_account(user=UserFactory(public_name=NAME), by=aino)  # one more name in the record
    open_account(email="second@example.org", public_name="Second")
    readers = {"anna": anna, "mallory": mallory, "aino": aino}
    seen = 0
    for address, who in addresses.items():
        client = Client()
        if who:
            client.force_login(readers[who])
        page = client.get(address)
        assert page.status_code == 200, (address, page.status_code)
        text = page.content.decode()
        assert not ALIVE.search(text), (address, ALIVE.search(text))
        assert "{{zq}}" not in text or "&lt;svg onload=zq&gt;" in text, address
        seen += "svg onload=zq" in html.unescape(text)
    assert seen > 20  # the texts were really there


def test_a_refused_comment_comes_back_as_text(client: Client, town: Town, mallory: User) -> None:
    thread = own_thread(town.project)
    client.force_login(mallory)
    typed = {"body": TEXT + "x" * 5000, "parent": NAME, "stance": NAME}
    for headers in ({}, {"HX-Request": "true"}):
        page = client.post(f"/en/threads/{thread.pk}/comments/", typed, headers=headers)
        assert page.status_code == 422
        assert not ALIVE.search(page.content.decode())


def test_an_expired_form_comes_back_as_text(town: Town, mallory: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(mallory)
    page = client.post(f"/en/threads/{own_thread(town.project).pk}/comments/", {NAME: TEXT, "body": TEXT * 5})
    assert page.status_code == 403
    assert not ALIVE.search(page.content.decode())


def test_a_moderator_who_was_faster_is_named_as_text(client: Client, town: Town, mallory: User, anna: User, aino: User) -> None:
    from tests.factories.districts import DistrictRoleFactory

    DistrictRoleFactory(user=mallory, district=town.kallio, role="moderator")
    comment = say(own_thread(town.project), anna)
    notice = report(kind="comment", object_id=comment.pk, reporter=None, reason="other", explanation=TEXT, language="en")
    decide(case_id=notice.case_id, action="keep", by=mallory)
    client.force_login(aino)
    typed = {"seen": "open", "action": "hide", "ground": "insult", "explanation": TEXT}
    page = client.post(f"/admin/moderation/{notice.case_id}/", typed)
    assert page.status_code == 409
    assert "svg onload=zq" in html.unescape(page.content.decode())
    assert not ALIVE.search(page.content.decode())
