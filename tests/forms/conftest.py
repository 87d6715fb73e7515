"""Every form that residents meet, with an input that it would take."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from participation.accounts.models import User
from participation.comments.services import post_comment
from proposals.services import save_draft
from tests.cast import Town
from tests.factories.comments import own_thread
from tests.factories.proposals import ProposalFactory
from tests.factories.surveys import full_answers, posted, published_survey

SAID = "Rannassa ei ole yhtään penkkiä."


@dataclass
class Form:
    """Where it is sent, what it would take, and which of it are words that a person typed."""

    address: str
    good: dict[str, object]
    words: tuple[str, ...] = ()
    signed_in: bool = True
    secret: tuple[str, ...] = field(default=())

    def sent(self, **changes: object) -> dict[str, object]:
        """The good input with something else in it."""
        return {**self.good, **changes}


@pytest.fixture
def forms(town: Town, anna: User, ben: User) -> dict[str, Form]:
    """By a name that tells in a failure which form it was."""
    thread = own_thread(town.project)
    comment = post_comment(thread_id=thread.pk, author=anna, body=SAID, language="fi")
    others = post_comment(thread_id=thread.pk, author=ben, body=SAID, language="fi")
    proposal = ProposalFactory(project=town.project, author=anna)
    draft = save_draft(project_id=town.project.pk, author=anna, title="Penkki", body=SAID, language="fi")
    steps = f"/en/projects/{town.project.slug}/proposals/{draft.pk}/write"
    survey = published_survey(town.project)
    text = survey.questions.order_by("position").last()
    project = f"/en/projects/{town.project.slug}"
    idea = {
        "title": "Penkkejä rantaan",
        "body": SAID,
        "place": "Uimarannan vieressä",
        "district": "kallio",
        "latitude": "60.18",
        "longitude": "24.95",
        "image_alt": "Ranta",
        "language": "fi",
    }
    return {
        "comment": Form(f"/en/threads/{thread.pk}/comments/", {"body": SAID}, ("body",)),
        "answer": Form(f"/en/threads/{thread.pk}/comments/", {"body": SAID, "parent": others.pk}, ("body",)),
        "comment edit": Form(f"/en/threads/comments/{comment.pk}/edit/", {"body": SAID}, ("body",)),
        "proposal": Form(f"{project}/proposals/new/", idea, ("title", "body", "place", "image_alt")),
        "proposal edit": Form(f"{project}/proposals/{proposal.pk}/edit/", idea, ("title", "body", "place", "image_alt")),
        "first step": Form(
            f"{project}/proposals/new/", {"step": "idea", "title": idea["title"], "body": SAID}, ("title", "body")
        ),
        "idea step": Form(f"{steps}/idea/", {"title": idea["title"], "body": SAID}, ("title", "body")),
        "place step": Form(
            f"{steps}/place/", {key: idea[key] for key in ("place", "district", "latitude", "longitude")}, ("place",)
        ),
        "more step": Form(
            f"{steps}/more/",
            {"image_alt": "Ranta", "on_behalf_of": "Rantaseura", "language": "fi"},
            ("image_alt", "on_behalf_of"),
        ),
        "survey": Form(f"{project}/surveys/{survey.pk}/", posted(full_answers(survey)), (f"q{text.pk}",)),
        "report": Form(
            f"/en/report/comment/{others.pk}/", {"reason": "other", "explanation": SAID}, ("explanation",), signed_in=True
        ),
        "report without account": Form(
            f"/en/report/comment/{others.pk}/",
            {"reason": "other", "explanation": SAID, "contact_email": "lukija@example.org"},
            ("explanation", "contact_email"),
            signed_in=False,
        ),
        "feedback": Form(
            "/en/feedback/",
            {"message": SAID, "page_address": "/en/projects/", "contact_email": "lukija@example.org"},
            ("message", "page_address", "contact_email"),
            signed_in=False,
        ),
        "sign-up": Form(
            "/en/accounts/signup/",
            {"email": "uusi@example.org", "public_name": "Uusi Asukas"},
            ("email", "public_name"),
            signed_in=False,
        ),
        "settings": Form(
            "/en/profile/settings/", {"public_name": "Anna", "language": "fi", "home_district": ""}, ("public_name",)
        ),
        "district": Form("/en/district/choose/", {"district": "kallio"}, ()),
        "support": Form(f"{project}/proposals/{proposal.pk}/support/", {}, ()),
        "follow": Form(f"/en/profile/following/proposal/{proposal.pk}/", {"rhythm": "daily", "next": "/en/"}, ()),
        "rhythm": Form("/en/profile/following/usual/", {"rhythm": "weekly"}, ()),
        "saved search": Form(
            f"{project}/proposals/save-search/?q=penkki",
            {"name": "Kotini", "radius": "500", "latitude": "60.18", "longitude": "24.95", "rhythm": ""},
            ("name",),
        ),
    }
