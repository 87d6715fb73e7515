"""Every kind of page of the demo city, by the person who looks at it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page as Tab

from districts.models import District, DistrictPage
from participation.comments.models import Comment
from participation.common.served_pages import page_path
from participation.moderation.models import Case, Decision
from participation.projects.models import Phase, Project, ProjectPage
from proposals.models import Proposal
from surveys.models import Survey

EMPTY_FORM = "#main form[method=post] [type=submit]"


@dataclass(frozen=True)
class View:
    """A page to look at: its path, what to do there first, and with which answer it comes.

    path: under the language unless it begins with a slash; `{district}` stands for Kallio's page in the language.
    """

    name: str
    path: str
    act: Callable[[Tab], None] | None = None
    status: int = 200

    def address(self, city: Keys, language: str) -> str:
        """The path in a language."""
        path = self.path.replace("{district}", city.district_pages[language])
        return path if path.startswith("/") else f"/{language}/{path}"


def send_empty_form(tab: Tab) -> None:
    """See the page again with its messages."""
    with tab.expect_navigation():
        tab.locator(EMPTY_FORM).first.click()


def ask_for_code(tab: Tab) -> None:
    """The page where the code from the mail is entered."""
    tab.locator("#id_email").fill("anna@example.org")
    with tab.expect_navigation():
        tab.locator(EMPTY_FORM).first.click()


def open_menu(tab: Tab) -> None:
    """The person's own menu in the header."""
    tab.locator("[data-menu] summary").click()


def open_reply(tab: Tab) -> None:
    """The form for an answer, under the first comment that has one."""
    tab.locator("[data-reply]").first.click()


def open_details(tab: Tab) -> None:
    """Everything that is folded away."""
    tab.evaluate("() => document.querySelectorAll('#main details').forEach((part) => { part.open = true; })")


@dataclass(frozen=True)
class Keys:
    """What the addresses need to know of the demo city.

    slug: the project with the most discussed proposal; citywide: one whose proposals lie all over the city.
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


def keys() -> Keys:
    """Look them up. Call it inside the site's database."""
    public = Proposal.objects.published().defer("search").select_related("project")
    proposal = public.order_by("-comment_count", "pk")[0]
    mine = public.filter(author__email="anna@example.org")
    survey = Survey.objects.filter(state="published").select_related("project").order_by("pk")
    comment = Comment.objects.filter(thread=proposal.thread_id, state="visible", parent=None).first() or Comment.objects.first()
    own = mine.first() or proposal
    return Keys(
        slug=proposal.project.slug,
        citywide=Project.objects.filter(state="published", blueprint="budget")[0].slug,
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
        case=Case.objects.filter(state="open", district__slug="kallio").values_list("pk", flat=True).first(),
        decided=Case.objects.filter(state="decided", district__slug="kallio").values_list("pk", flat=True).first(),
        decision=Decision.objects.filter(case__author__email="anna@example.org").values_list("pk", flat=True).first(),
        district_pages={
            page.locale.language_code: page_path(page)
            for page in DistrictPage.objects.filter(district__slug="kallio").select_related("locale")
        },
        district=District.objects.filter(level="peruspiiri").order_by("pk")[0].pk,
        own_comment=Comment.objects.filter(author__email="anna@example.org", state="visible")
        .values_list("pk", flat=True)
        .first(),
    )


def visitors_views(city: Keys) -> list[View]:
    """What everybody sees."""
    base = f"projects/{city.slug}/"
    found = [
        View("home", ""),
        View("a page of text", "how-it-works/"),
        View("projects", "projects/"),
        View("projects, none found", "projects/?q=zzzzzz"),
        *(View(f"project {slug}", f"projects/{slug}/") for slug in city.projects),
        View("proposals", f"{base}proposals/"),
        View("proposals, none found", f"{base}proposals/?q=zzzzzz"),
        View("a proposal", f"{base}proposals/{city.proposal}/", open_details),
        View("a conversation", f"threads/{city.thread}/"),
        *(View(f"survey {pk}", f"projects/{slug}/surveys/{pk}/", open_details) for slug, pk in city.surveys),
        View("survey results", f"projects/{city.survey.project.slug}/surveys/{city.survey.pk}/results/", open_details),
        View("report", f"report/comment/{city.comment}/"),
        View("report, refused", f"report/comment/{city.comment}/", send_empty_form, 422),
        View("report, thanks", "report/thanks/"),
        View("all districts", "district/"),
        View("a district", "{district}"),
        View("district search", "district/search/?q=ka"),
        View("sign in", "accounts/login/"),
        View("sign in, refused", "accounts/login/", send_empty_form),
        View("sign up", "accounts/signup/"),
        View("sign up, refused", "accounts/signup/", send_empty_form),
        View("ask for a code", "accounts/login/code/"),
        View("entering a code", "accounts/login/code/", ask_for_code),
        View("forgotten password", "accounts/password/reset/"),
        View("not found", "projects/not-there/", status=404),
    ]
    if city.edited:
        found.append(View("history of a proposal", f"projects/{city.edited.project.slug}/proposals/{city.edited.pk}/history/"))
    if city.answered:
        found.append(
            View(
                "a proposal with an answer", f"projects/{city.answered.project.slug}/proposals/{city.answered.pk}/", open_details
            )
        )
    return found


def residents_views(city: Keys) -> list[View]:
    """What Anna sees when she is signed in."""
    base = f"projects/{city.slug}/proposals/"
    own = f"projects/{city.own.project.slug}/proposals/{city.own.pk}/"
    found = [
        View("home with a district", ""),
        View("menu", "", open_menu),
        View("a proposal with forms", f"{base}{city.proposal}/", open_reply),
        View("writing a proposal", f"{base}new/", open_details),
        View("writing a proposal, refused", f"{base}new/", send_empty_form, 422),
        View("one's own proposal", own),
        View("withdrawing", f"{own}withdraw/"),
        View("profile", "profile/"),
        View("settings", "profile/settings/"),
        View("deleting the account", "profile/delete/"),
        View("e-mail addresses", "accounts/email/"),
        View("changing the password", "accounts/password/change/"),
        View("second step", "accounts/2fa/"),
        *(View(f"answering survey {pk}", f"projects/{slug}/surveys/{pk}/", open_details) for slug, pk in city.surveys),
    ]
    if city.own_comment:
        found.append(View("deleting a comment", f"threads/comments/{city.own_comment}/delete/"))
    if city.decision:
        found.append(View("a decision", f"report/decision/{city.decision}/"))
    return found


def moderators_views(city: Keys) -> list[View]:
    """What Mira sees in the admin."""
    found = [View("moderation queue", "/admin/moderation/"), View("decided cases", "/admin/moderation/?state=decided")]
    found += [View("a case", f"/admin/moderation/{pk}/", open_details) for pk in (city.case, city.decided) if pk]
    return found


def coordinators_views(city: Keys) -> list[View]:
    """What an administrator, who may coordinate everything, sees in the admin."""
    desk = f"/admin/participation/{city.phase.project_id}/"
    return [
        View("admin home", "/admin/"),
        View("project list", "/admin/participation/"),
        View("new project", "/admin/participation/new/"),
        View("project desk", desk),
        View("a phase", f"{desk}phases/{city.phase.pk}/"),
        View("surveys", "/admin/surveys/"),
        View("survey desk", f"/admin/surveys/inspect/{city.survey.pk}/"),
        View("a survey's form", "/admin/surveys/new/"),
        View("proposals to answer", "/admin/proposals/"),
        View("answering", f"/admin/proposals/{city.proposal}/respond/"),
        View("the record", "/admin/audit/"),
        View("districts", "/admin/district/"),
        View("a district", f"/admin/district/edit/{city.district}/"),
        View("roles", "/admin/districtrole/"),
        View("giving a role", "/admin/districtrole/new/"),
        View("a unit", "/admin/unit/new/"),
        View("people", "/admin/users/"),
    ]
