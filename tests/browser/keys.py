"""What the addresses of the demo city's pages need to know, and the corners of it that the demo leaves empty."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.utils import timezone
from wagtail.models import get_page_models

from districts.models import District, DistrictRole, Unit
from districts.services import assign_role
from districts.states import Role
from participation.accounts.models import User
from participation.accounts.services import open_account
from participation.comments.models import Comment
from participation.comments.services import post_comment
from participation.common.served_pages import page_path
from participation.demo.models import DemoMail
from participation.feedback.models import Feedback
from participation.moderation.models import Case, Decision, Notice
from participation.moderation.services import decide, open_case_for
from participation.projects.models import Phase, Project, ProjectPage
from participation.projects.services import create_project, publish_pages
from participation.projects.states import Blueprint
from proposals.assessment.models import Assessment, Criterion
from proposals.commitments.models import Commitment, Round
from proposals.commitments.tokens import token_for
from proposals.merging.models import Merger, Supporter
from proposals.merging.services import start_merger
from proposals.merging.tokens import make_token
from proposals.models import FormField, ImportRun, Proposal
from proposals.services import submit_proposal
from surveys.models import Survey
from tests.browser import polling
from tests.browser.serving import Site
from tests.browser.vote import open_votes, pot_of_vote
from tests.browser.votes import VoteKeys, furnish_votes, vote_keys

LANGUAGES = ("fi", "sv", "en")
RESIDENTS = (*LANGUAGES, "ar")  # an interface without a page tree, and without an admin
PASSWORD = "a-long-one-for-tests"
SILENT, TALKATIVE = "silent-corner", "talkative-corner"


@dataclass(frozen=True)
class PromiseKeys:
    """A promise of each kind: where it is read, and the link by which its question is answered without signing in.

    disputed: one that Anna had asked for. link: of a question that is open, for Ben.
    """

    project: str
    under_way: Commitment
    disputed: int
    link: str
    response: int


@dataclass(frozen=True)
class Keys:
    """What the addresses need to know of the demo city.

    slug: the project with the most discussed proposal; citywide: one whose proposals lie all over the city.
    pages: the paths of one live page of each type, and their numbers, by language.
    talk: where one may talk freely; absent before `furnish`.
    """

    slug: str
    citywide: str
    proposal: int
    edited: Proposal | None
    answered: Proposal | None
    thread: int
    comment: int
    own: Proposal
    survey: Survey
    surveys: tuple[tuple[str, int], ...]
    phase: Phase
    projects: tuple[str, ...]
    page: int
    case: int | None
    decided: int | None
    decision: int | None
    district: int
    district_pages: dict[str, str]
    own_comment: int | None
    edited_comment: int | None
    talked: int
    unit: int
    role: int
    person: int
    mail: int | None
    notice: str | None
    pages: dict[str, dict[str, tuple[str, int]]]
    talk: Proposal | None
    reported: int
    draft: Proposal | None
    invited: Proposal | None
    shared: Proposal | None
    field: FormField
    demanding: str
    feedback: int
    imports: dict[str, int]
    promises: PromiseKeys
    assessments: dict[str, int]
    assessed: Proposal | None
    promised: Proposal | None
    unassessed: int
    criterion: tuple[int, int]
    merging: MergingKeys
    pot: int
    votes: VoteKeys
    polling: polling.PollingKeys


@dataclass(frozen=True)
class MergingKeys:
    """What the pages of bringing proposals together need to know. Each merger is one that Anna or a supporter is asked about.

    own: a proposal of Anna's that could be brought together with others. token: of the link in a supporter's mail.
    chosen: the query string of proposals that staff have ticked.
    """

    asked: Merger
    drafted: Merger
    published: Merger
    source: int
    own: Proposal
    token: str
    chosen: str


def merging_keys(own: Proposal) -> MergingKeys:
    """Look them up in the demo; the draft is there after `furnish`."""
    anna = {"members__proposal__author__email": "anna@example.org"}
    rows = Merger.objects.select_related("project")
    published = rows.filter(state="published").order_by("pk")[0]
    asked = rows.filter(state="asked", **anna).order_by("pk")[0]
    free = Proposal.objects.published().filter(author__email="anna@example.org", project__slug=TALKATIVE)
    supporter = Supporter.objects.select_related("resident").filter(merger=published, resident__email="ben@example.org")[0]
    return MergingKeys(
        asked=asked,
        drafted=rows.filter(state="draft", initiator__email="anna@example.org").order_by("pk").first() or asked,
        published=published,
        source=published.members.order_by("pk")[0].proposal_id,
        own=free.select_related("project").order_by("-pk").first() or own,
        token=make_token(supporter),
        chosen="&".join(f"pk={pk}" for pk in asked.members.values_list("proposal_id", flat=True)),
    )


def keys() -> Keys:
    """Look them up. Call it inside the site's database."""
    public = Proposal.objects.published().defer("search").select_related("project")
    proposal = public.exclude(project__slug=TALKATIVE).order_by("-comment_count", "pk")[0]
    mine = public.filter(author__email="anna@example.org")
    survey = Survey.objects.filter(state="published").select_related("project").order_by("pk")
    comment = Comment.objects.filter(thread=proposal.thread_id, state="visible", parent=None).first() or Comment.objects.first()
    own = mine.first() or proposal
    kallios = Case.objects.filter(district__slug="kallio").order_by("pk").values_list("pk", flat=True)
    pages = _pages()
    return Keys(
        slug=proposal.project.slug,
        citywide=Project.objects.filter(state="published", blueprint="budget").order_by("pk")[0].slug,
        proposal=proposal.pk,
        edited=public.filter(versions__isnull=False).first(),
        answered=public.filter(responses__isnull=False).first(),
        thread=proposal.thread_id,
        comment=comment.pk,
        own=own,
        survey=survey.filter(results_shown="always").first() or survey[0],
        surveys=tuple((row.project.slug, row.pk) for row in survey),
        phase=Phase.objects.filter(project=proposal.project_id).order_by("position")[0],
        projects=tuple(Project.objects.filter(state="published").order_by("pk").values_list("slug", flat=True)),
        page=ProjectPage.objects.filter(translation_key=proposal.project.translation_key, locale__language_code="fi")[0].pk,
        case=kallios.filter(state="open").first(),
        decided=kallios.filter(state="decided").first(),
        decision=Decision.objects.filter(case__author__email="anna@example.org").values_list("pk", flat=True).first(),
        district_pages={code: path for code, (path, _pk) in pages["DistrictPage"].items()},
        district=District.objects.filter(level="peruspiiri").order_by("pk")[0].pk,
        own_comment=Comment.objects.filter(author__email="anna@example.org", state="visible")
        .order_by("-created_at")
        .values_list("pk", flat=True)
        .first(),
        edited_comment=Comment.objects.filter(versions__isnull=False, state="visible").values_list("pk", flat=True).first(),
        talked=Comment.objects.filter(reply_count__gt=8).order_by("pk").values_list("thread", flat=True)[0],
        unit=Unit.objects.order_by("pk").values_list("pk", flat=True)[0],
        role=DistrictRole.objects.filter(user__email="mira@example.org").values_list("pk", flat=True)[0],
        person=User.objects.get(email="ben@example.org").pk,
        mail=DemoMail.objects.order_by("-pk").values_list("pk", flat=True).first(),
        notice=Notice.objects.exclude(token="").order_by("pk").values_list("token", flat=True).first(),
        pages=pages,
        talk=public.filter(project__slug=TALKATIVE).order_by("pk").first(),
        merging=merging_keys(own),
        pot=pot_of_vote(),
        votes=vote_keys(),
        polling=polling.polling_keys(),
        reported=Comment.objects.filter(thread__project__lead_district__slug="kallio", state="visible").order_by("pk")[0].pk,
        demanding=_demanding_survey(),
        feedback=Feedback.objects.open().order_by("pk")[0].pk,
        promises=_promises(),
        imports=dict(ImportRun.objects.order_by("pk").values_list("state", "pk")),
        draft=Proposal.objects.filter(author__email="anna@example.org", state="draft").select_related("project").first(),
        assessments=dict(Assessment.objects.of_public_proposals().order_by("-pk").values_list("state", "pk")),
        assessed=public.filter(assessment__state="concluded").first(),
        promised=public.filter(assessment__due_on__isnull=False).exclude(assessment__state="concluded").first(),
        unassessed=public.filter(assessment=None, status="collecting").values_list("pk", flat=True)[0],
        criterion=Criterion.objects.order_by("pk").values_list("project", "pk")[0],
        invited=Proposal.objects.filter(coauthors__address="anna@example.org").select_related("project").first(),
        shared=mine.filter(coauthors__state="accepted").first(),
        field=FormField.objects.filter(kind="choice")[0],
    )


def _promises() -> PromiseKeys:
    """Of the project that is over."""
    rows = Commitment.objects.listed().select_related("proposal__project").defer("proposal__search")
    under_way = rows.filter(state="under_way", percent__isnull=False, milestones__isnull=False)[0]
    asked = Round.objects.open().filter(commitment__proposal__author__email="ben@example.org")[0]
    return PromiseKeys(
        project=under_way.proposal.project.slug,
        under_way=under_way,
        disputed=rows.filter(state="disputed", proposal__author__email="anna@example.org")[0].pk,
        link=token_for(asked.pk, User.objects.get(email="ben@example.org")),
        response=under_way.response_id,
    )


def _demanding_survey() -> str:
    """The path of a survey that cannot be sent empty, with the form open."""
    found = Survey.objects.filter(state="published", questions__required=True).select_related("project").order_by("pk")[0]
    return f"projects/{found.project.slug}/surveys/{found.pk}/?change=1"


def _pages() -> dict[str, dict[str, tuple[str, int]]]:
    """One live page of each type in each language, the same one in all of them; Kallio's of the districts'."""
    found: dict[str, dict[str, tuple[str, int]]] = {}
    for model in get_page_models():
        if model.__module__.startswith("wagtail."):
            continue
        rows = model.objects.filter(live=True, locale__language_code=LANGUAGES[0]).order_by("path")
        first = next((row for row in rows if row.slug == "kallio"), None) or rows[0]
        twins = first.get_translations(inclusive=True).filter(live=True).select_related("locale")
        found[model.__name__] = {twin.locale.language_code: (page_path(twin), twin.pk) for twin in twins}
    return found


def furnish(site: Site) -> None:
    """Add what the demo lacks: a project where nobody has said anything, one to talk in, and people who start with nothing."""
    with site.inside():
        aino = User.objects.get(email="aino@example.org")
        by_districts = District.objects.filter(level="peruspiiri", projects=None, led_projects=None).order_by("pk")
        nowhere, somewhere = by_districts[0], by_districts[1]
        for slug in (SILENT, TALKATIVE):
            _project(slug, somewhere, aino)
        _account("newcomer", None)
        cautious = _account("cautious", PASSWORD)
        TOTP.activate(cautious, generate_totp_secret())
        RecoveryCodes.activate(cautious)
        beginner = _account("beginner", PASSWORD)
        for role in (Role.COORDINATOR, Role.MODERATOR):
            assign_role(user=beginner, district=nowhere, role=role, given_by=aino)
        talk = submit_proposal(
            project_id=Project.objects.get(slug=TALKATIVE).pk,
            author=User.objects.get(email="ben@example.org"),
            title="Somewhere to sit",
            body="A place to talk about benches.",
            language="en",
            district_id=somewhere.pk,
        )
        _hide_a_comment(talk, User.objects.get(email="anna@example.org"), aino)
        _begin_a_merger(talk)
        open_votes(somewhere, aino)
        furnish_votes(somewhere, aino)
        for slug in (polling.OPEN, polling.OVER):
            _project(slug, somewhere, aino)
        clerks = [_account(name, None) for name in ("first-clerk", "second-clerk")]
        for clerk in clerks:
            assign_role(user=clerk, district=somewhere, role=Role.CLERK, given_by=aino)
        polling.furnish_polling(somewhere, aino, clerks)


def _begin_a_merger(talk: Proposal) -> None:
    """Anna has written a joint text with Ben that she has not shown to anybody, and has another proposal for the next one."""
    anna = User.objects.get(email="anna@example.org")
    own, _free = (
        submit_proposal(
            project_id=talk.project_id, author=anna, title=title, body="More.", language="en", district_id=talk.district_id
        )
        for title in ("A place to sit", "Somewhere to sit in the shade")
    )
    start_merger(project_id=talk.project_id, initiator=anna, source_id=own.pk, other_ids=[talk.pk])


def _hide_a_comment(proposal: Proposal, author: User, by: User) -> None:
    said = post_comment(thread_id=proposal.thread_id, author=author, body="Nobody needs that.", language="en")
    case = open_case_for(kind="comment", object_id=said.pk, by=by)
    decide(case_id=case.pk, action="hide", ground="insult", explanation="Write about the matter.", by=by)


def _project(slug: str, district: District, by: User) -> None:
    now = timezone.now()
    title = slug.replace("-", " ").capitalize()
    project = create_project(
        blueprint=Blueprint.IDEAS,
        slug=slug,
        lead_district=district,
        titles={code: f"{title} {code}" for code in LANGUAGES},
        leads={code: f"Ingressi {code}" for code in LANGUAGES},
        starts_at=now - timedelta(days=1),
        ends_at=now + timedelta(days=99),
        by=by,
    )
    publish_pages(project=project, by=by)


def _account(name: str, password: str | None) -> User:
    return open_account(email=f"{name}@example.org", public_name=name.capitalize(), password=password, confirmed=True)
