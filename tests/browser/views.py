"""Every page of the demo city, by the person who looks at it, in every state that it has.

The list follows the URLconf: an address that needs no argument is looked at by itself, every other one has to be named here
or in NOT_PAGES, and `test_every_address_is_looked_at` fails until it is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.translation import override
from playwright.sync_api import Page as Tab

from participation.notifications.stopping import stop_token
from proposals.steps import STEPS
from tests.browser import scenes
from tests.browser.keys import LANGUAGES, RESIDENTS, SILENT, TALKATIVE, Keys
from tests.browser.routes import TREE, route_of, routes
from tests.browser.scenes import Stage
from tests.browser.vote import COMING_VOTE, VOTE
from tests.browser.votes import PUBLISHED as PUBLISHED_VOTE
from tests.conftest import ROOT

FILLED, EMPTY, ERROR, DIALOG, SWAPPED, LIVE = STATES = ("filled", "empty", "error", "dialog", "swapped", "live")
LEADS_ON = "leads to another page"
ACTS = "takes what a form sends and leads back"
PART = "a part of a page, looked at where it is shown"
FILE = "a file or an answer for machines"
NOBODY = "refused to everybody, the administrator included"
ALONE = "alone"
ADMIN = "/admin/"
FAILURES = sorted(path.name for path in (ROOT / "templates").glob("[45]*.html"))
NOT_PAGES = {
    "choose_language": LEADS_ON,
    "healthz": FILE,
    "readiness": FILE,
    "robots": FILE,
    "styleguide": "components side by side, so that landmarks and names come several times; each is looked at where it is used",
    "openid_connect_callback": LEADS_ON,
    "openid_connect_login": LEADS_ON,
    "participation.accounts.views.admin_logout": LEADS_ON,
    "participation.accounts.views.admin_password_reset": LEADS_ON,
    "project_act": ACTS,
    "phase_act": ACTS,
    "project_member_remove": ACTS,
    "moderation_open": ACTS,
    "survey_desk:publish": ACTS,
    "survey_desk:index_results": PART,
    "district:index_results": PART,
    "district:history_results": PART,
    "unit:index_results": PART,
    "unit:history_results": PART,
    "districtrole:index_results": PART,
    "districtrole:history_results": PART,
    "wagtailusers_users:index_results": PART,
    "wagtailusers_users:history_results": PART,
    "districtrole:usage": "leads to the admin's front page: what a role hangs on is not kept",
    "wagtailimages_chooser:choose": PART,
    "wagtailimages_chooser:choose_results": PART,
    "wagtailimages_chooser:chosen": PART,
    "wagtailimages_chooser:chosen_multiple": PART,
    "wagtailimages_chooser:create": PART,
    "wagtailimages_chooser:select_format": PART,
    "district:add": NOBODY,
    "district:delete": NOBODY,
    "unit:delete": NOBODY,
    "districtrole:edit": NOBODY,
    "wagtailusers_users:delete": NOBODY,
    "following:usual": ACTS,
    "following:change": ACTS,
    "following:search": ACTS,
    "following:open": LEADS_ON,
    "projects_feed": FILE,
    "project_feed": FILE,
    "districts:feed": FILE,
    "proposals:feed": FILE,
    "proposals:proposal_feed": FILE,
    "search_feed": FILE,
    "proposals:publish": ACTS,
    "proposals:support": ACTS,
    "proposals:image": FILE,
    "merging:act": ACTS,
    "proposals:file": FILE,
    "proposals_reported_file": FILE,
    "proposals:version": FILE,
    "proposals_admin_field_act": ACTS,
    "proposals:points": FILE,
    "proposals:similar": PART,
    "proposals:places": FILE,
    "proposals:titles": FILE,
    "promises:calendar": FILE,
    "voting:kiosk_end": ACTS,
    "voting_annul_act": ACTS,
    "voting_paper_file": FILE,
    "voting_paper_pdf": FILE,
    "project_promises:calendar": FILE,
    "proposals_export_csv": FILE,
    "proposals_export_xlsx": FILE,
    "proposals_import_progress": FILE,
    "proposals_import_report": FILE,
    "exporting:csv": FILE,
    "exporting:xlsx": FILE,
    "exporting:geojson": FILE,
    "exporting:comments": FILE,
    "exporting:supports": FILE,
    "districts:boundaries": FILE,
    "surveys:withdraw": ACTS,
    "surveys:results_csv": FILE,
    "surveys:export": FILE,
    "voting:change": ACTS,
    "voting:leave": ACTS,
    "voting:rules_json": FILE,
    "voting:chain": FILE,
    "voting:receipts_file": FILE,
    "voting:ballots_pb": FILE,
    "voting:ballots_csv": FILE,
    "voting:script": FILE,
    "assessment_file": FILE,
    "voting_round_act": ACTS,
    "voting_change_act": ACTS,
    "voting_batch_revoke": ACTS,
    "project": LEADS_ON,
    "comments:thread_comments": PART,
    "comments:comment": LEADS_ON,
    "comments:answers": "the page of a conversation, with the answers to one comment; looked at as that",
    "comments:votes": PART,
    "comments:react": ACTS,
    "comments:slow": ACTS,
    "comments:freeze": ACTS,
    "accounts:export": FILE,
    "districts:list": LEADS_ON,
    "districts:choose": ACTS,
    "districts:at": LEADS_ON,
    "mfa_download_recovery_codes": FILE,
    "socialaccount_signup": "needs an answer of the city's identification; the same template as account_signup",
}


@dataclass(frozen=True)
class View:
    """A page to look at: who looks, its path, what to do there first, and with which answer it comes.

    path: under the language unless it begins with a slash; `{DistrictPage}` stands for a page of that type in the language,
    `{DistrictPage.pk}` for its number.
    rare: one more example of a page that others show too, or one that is Wagtail's but for our rows; not in the sample.
    who: whose browser it is; ALONE is a new one, for doors that remember who stood at them.
    shows: the name of the address where one is after `act`, where that is another one.
    """

    name: str
    path: str
    act: Callable[[Tab, Stage], None] | None = None
    status: int = 200
    state: str = FILLED
    who: str = ""
    shows: str = ""
    rare: bool = False

    def address(self, city: Keys, language: str) -> str:
        """The path in a language."""
        path = self.path
        for name, twins in city.pages.items():
            written = language if language in twins else LANGUAGES[0]  # its pages stand under the reader's language, too
            where, pk = twins[written]
            where = where.replace(f"/{written}/", f"/{language}/", 1)
            path = path.replace(f"{{{name}}}", where).replace(f"{{{name}.pk}}", str(pk))
        return path if path.startswith("/") else f"/{language}/{path}"

    @property
    def languages(self) -> tuple[str, ...]:
        """Those it can be seen in: the admin speaks what staff write."""
        return LANGUAGES if self.path.startswith(ADMIN) else RESIDENTS

    def route(self, city: Keys, language: str) -> str:
        """The name of the address whose page is seen."""
        with override(language):
            return self.shows or route_of(self.address(city, language))


def all_views(city: Keys) -> list[View]:
    """Everything there is to look at."""
    named = [
        *visitors_views(city),
        *sign_in_views(),
        *residents_views(city),
        *writing_views(city),
        *conversation_views(city),
        *merging_views(city),
        *talkers_views(city),
        *account_views(),
        *newcomers_views(),
        *moderators_views(city),
        *administrators_views(city),
        *assessment_views(city),
        *beginners_views(),
        *page_tree_views(city),
        *following_views(city),
        *promises_views(city),
        *exchange_views(city),
        *ballot_views(city),
        *round_views(city),
        *polling_views(city),
    ]
    with override("en"):
        seen = {view.route(city, "en") for view in named}
        alone = [route.name for route in routes() if not route.takes_arguments and route.name not in {*seen, *NOT_PAGES}]
        return named + [_plain(name, reverse(name)) for name in alone]


def _plain(name: str, path: str) -> View:
    """An address that needs nothing, seen by who may see most of its kind."""
    if path.startswith("/en/"):
        return View(name, path.removeprefix("/en/"), who="anna")
    return View(name, path, who="aino" if path.startswith("/admin/") else "")


def visitors_views(city: Keys) -> list[View]:
    """What everybody sees."""
    base = f"projects/{city.slug}/"
    silent = f"projects/{SILENT}/"
    report = f"report/comment/{city.comment}/"
    found = [
        View("home", ""),
        View("district found while typing", "", scenes.search_district, state=SWAPPED),
        View("no district found", "", scenes.search_district_in_vain, state=SWAPPED),
        View("projects, none found", "projects/?q=zzzzzz", state=EMPTY),
        *_rarer([View(f"project {slug}", f"projects/{slug}/", shows=TREE) for slug in city.projects]),
        View("proposals", f"{base}proposals/"),
        View("proposals of the whole city", f"projects/{city.citywide}/proposals/?sort=support"),
        View("proposals with the map open", f"projects/{city.citywide}/proposals/?sort=support", scenes.open_map),
        View("proposals, none found", f"{base}proposals/?q=zzzzzz", state=EMPTY),
        View("proposals, none yet", f"{silent}proposals/", state=EMPTY),
        View("proposing too early", "projects/ostersundomin-ulkoilureitit/proposals/new/", state=EMPTY),
        View("a proposal", f"{base}proposals/{city.proposal}/", scenes.open_details),
        View("a conversation", f"threads/{city.thread}/"),
        *_rarer([View(f"survey {pk}", f"projects/{slug}/surveys/{pk}/", scenes.open_details) for slug, pk in city.surveys]),
        View("results", f"projects/{city.survey.project.slug}/surveys/{city.survey.pk}/results/", scenes.open_details),
        View("report", report),
        View("report, refused", report, scenes.send_empty_form, 422, ERROR),
        View("accessibility statement", "accessibility/"),
        View("feedback", "feedback/"),
        View("feedback, refused", "feedback/", scenes.send_empty_form, 422, ERROR),
        View("a report's own page", f"report/follow/{city.notice}/"),
        View("district search", "district/search/?q=ka"),
        View("district search, none found", "district/search/?q=zzzz", state=EMPTY),
        View("not found", "not-there/", status=404),
        *(View(f"failure {name}", "", scenes.show_failure(name), state=ERROR, shows="project_list") for name in FAILURES),
        View("the demo's mail", "/demo/mail/"),
        View("a mail", f"/demo/mail/{city.mail}/"),
        View("no mail", "/demo/mail/?to=nobody@example.org", state=EMPTY),
    ]
    for name, proposal, rest in (("history", city.edited, "history/"), ("answered", city.answered, "")):
        if proposal:
            path = f"projects/{proposal.project.slug}/proposals/{proposal.pk}/{rest}"
            found.append(View(f"a proposal: {name}", path, scenes.open_details))
    return found


def sign_in_views() -> list[View]:
    """The doors."""
    login, code, signup, forgotten = "accounts/login/", "accounts/login/code/", "accounts/signup/", "accounts/password/reset/"
    confirm, recover = "account_confirm_login_code", "account_confirm_password_reset_code"
    renew = "account_complete_password_reset"
    found = [
        View("sign in", login),
        View("sign in, refused", login, scenes.send_empty_form, state=ERROR),
        View("second step", login, scenes.meet_second_step, shows="mfa_authenticate"),
        View("second step, refused", login, scenes.fail_second_step, state=ERROR, shows="mfa_authenticate"),
        View("sign up", signup),
        View("sign up, refused", signup, scenes.send_empty_form, state=ERROR),
        View("first code", signup, scenes.sign_up, shows="account_email_verification_sent"),
        View("first code, refused", signup, scenes.sign_up_and_mistype, state=ERROR, shows="account_email_verification_sent"),
        View("ask for a code", code),
        View("ask for a code, refused", code, scenes.send_empty_form, state=ERROR),
        View("code", code, scenes.ask_for_code, shows=confirm),
        View("code, refused", code, scenes.type_wrong_code, state=ERROR, shows=confirm),
        View("sign-in elsewhere failed", "accounts/social/login/error/", status=401),
        View("forgotten password", forgotten),
        View("forgotten password, refused", forgotten, scenes.send_empty_form, state=ERROR),
        View("code for a new password", forgotten, scenes.ask_for_code, shows=recover),
        View("code for a new password, refused", forgotten, scenes.type_wrong_code, state=ERROR, shows=recover),
        View("new password", forgotten, scenes.choose_new_password, shows=renew),
        View("new password, refused", forgotten, scenes.choose_bad_password, state=ERROR, shows=renew),
    ]
    return _by(ALONE, found)


def residents_views(city: Keys) -> list[View]:
    """What Anna sees when she is signed in."""
    answering = [(f"projects/{slug}/surveys/{pk}/", pk) for slug, pk in city.surveys]
    writing = f"projects/{city.slug}/proposals/new/"
    own = f"projects/{city.own.project.slug}/proposals/{city.own.pk}/"
    found = [
        View("home with a district", ""),
        View("menu", "", scenes.open_menu, state=DIALOG),
        View("writing a proposal", writing, scenes.open_details),
        View("writing a proposal, refused", writing, scenes.send_empty_form, 422, ERROR),
        View("one's own proposal", own),
        View("editing", f"{own}edit/"),
        View("editing, refused", f"{own}edit/", scenes.send_empty_form, 422, ERROR),
        View("withdrawing", f"{own}withdraw/"),
        View("profile", "profile/"),
        View("settings, refused", "profile/settings/", scenes.send_empty_form, state=ERROR),
        View("deleting the account, refused", "profile/delete/", scenes.send_empty_form, state=ERROR),
        View("answering a survey, refused", city.demanding, scenes.send_empty_form, 422, ERROR),
        *_rarer([View(f"answering survey {pk}", f"{path}?change=1", scenes.open_details) for path, pk in answering]),
    ]
    if city.draft:
        draft = f"projects/{city.draft.project.slug}/proposals/{city.draft.pk}/"
        found += [View(f"a draft, step {step}", f"{draft}write/{step}/", scenes.open_details) for step in STEPS]
        found.append(View("a draft, refused", f"{draft}write/{STEPS[0]}/", scenes.send_empty_form, 422, ERROR))
    if city.decision:
        found.append(View("a decision", f"report/decision/{city.decision}/"))
    return _by("anna", found)


def writing_views(city: Keys) -> list[View]:
    """Writing together, and what a project asks for."""
    found = []
    if city.invited:
        found.append(View("an invitation", f"projects/{city.invited.project.slug}/proposals/{city.invited.pk}/invitation/"))
    if city.shared:
        authors = f"projects/{city.shared.project.slug}/proposals/{city.shared.pk}/authors/"
        found.append(View("who writes", authors))
        found.append(View("asking somebody, refused", authors, scenes.send_empty_invitation, 422, ERROR))
    fields = f"/admin/proposals/fields/{city.field.project_id}/"
    desk = [
        View("fields of proposals", fields),
        View("a field", f"{fields}{city.field.pk}/"),
        View("a field, refused", f"{fields}{city.field.pk}/", scenes.send_empty_form, 422, ERROR),
        View("a new field, refused", f"{fields}new/", scenes.send_empty_form, 422, ERROR),
    ]
    return _by("anna", found) + _by("aino", desk)


def conversation_views(city: Keys) -> list[View]:
    """Talking, and what happens on an open page meanwhile."""
    talk, thread = f"projects/{TALKATIVE}/proposals/{city.talk.pk}/", f"threads/{city.talk.thread_id}/"
    own = f"threads/comments/{city.own_comment}/"
    return _by(
        "anna",
        [
            View("answering", f"projects/{city.slug}/proposals/{city.proposal}/", scenes.open_reply, state=DIALOG),
            View("answering in a long conversation", f"threads/{city.thread}/", scenes.open_reply, state=DIALOG),
            View("answering, refused", f"threads/{city.thread}/", scenes.send_empty_reply, 422, ERROR),
            View("comment, refused in place", thread, scenes.send_empty_comment, 422, ERROR),
            View("comment, sent", talk, scenes.send_comment, state=SWAPPED),
            View("support, changed", talk, scenes.change_support, state=SWAPPED),
            View("a paused conversation", talk, scenes.pause_conversation, state=LIVE),
            View("something new is said", talk, scenes.hear_something_new, state=LIVE),
            View("something new is shown", thread, scenes.show_something_new, state=LIVE),
            View("something goes", thread, scenes.see_something_go, state=LIVE),
            View("support, counted anew", talk, scenes.see_support_arrive, state=LIVE),
            View("no connection", talk, scenes.lose_connection, state=ERROR),
            View("changing a comment", talk, scenes.change_comment, shows="comments:edit"),
            View("changing a comment, refused", talk, scenes.change_comment_badly, 422, ERROR, shows="comments:edit"),
            View("deleting a comment", f"{own}delete/"),
        ],
    )


def merging_views(city: Keys) -> list[View]:
    """Bringing proposals together: what authors, supporters and everybody see."""
    known = city.merging
    asked, drafted, published = (
        f"projects/{row.project.slug}/proposals/merge/{row.pk}/" for row in (known.asked, known.drafted, known.published)
    )
    base = f"projects/{known.published.project.slug}/proposals/"
    start = f"projects/{known.own.project.slug}/proposals/merge/from/{known.own.pk}/"
    everybody = [
        View("a joint proposal", f"{base}{known.published.proposal_id}/"),
        View("part of a joint proposal", f"{base}{known.source}/"),
        View("choosing by a link", f"{base}merge/choose/{known.token}/"),
        View("choosing by a link, refused", f"{base}merge/choose/{known.token}/", scenes.choose_what_is_not_offered, 422, ERROR),
        View("a link that is not valid", f"{base}merge/choose/none/", status=410, state=EMPTY),
    ]
    anna = [
        View("looking for similar ones", f"{start}?q=sit"),
        View("looking for similar ones, none found", f"{start}?q=zzzzzz", state=EMPTY),
        View("looking for similar ones, refused", f"{start}?q=sit", scenes.choose_nothing, 422, ERROR),
        View("a joint draft", drafted),
        View("a joint text", f"{drafted}write/"),
        View("asked to agree", asked),
        View("changing the joint text, refused", f"{asked}write/", scenes.send_empty_form, 422, ERROR),
        View("what happens to my support", f"{published}choose/"),
        View("my support, refused", f"{published}choose/", scenes.choose_what_is_not_offered, 422, ERROR),
        View("my support on a source", f"{base}{known.source}/"),
    ]
    staff = [
        View("suggesting that proposals belong together", f"/admin/proposals/together/suggest/?{known.chosen}"),
        View("suggesting, refused", f"/admin/proposals/together/suggest/?{known.chosen}", scenes.write_too_much, 422, ERROR),
        View("suggesting without a choice", "/admin/proposals/together/suggest/", state=EMPTY),
    ]
    nothing = View("nothing yet: joint proposals", "/admin/proposals/together/", state=EMPTY)
    return [*everybody, *_by("anna", anna), *_by("aino", staff), *_by("beginner", [nothing])]


def talkers_views(city: Keys) -> list[View]:
    """What a conversation has beside its comments."""
    thread = f"threads/{city.thread}/"
    anna = [
        View("a conversation, newest first", f"{thread}?sort=newest"),
        View("a vote on a comment", f"threads/{city.talked}/", scenes.agree, state=SWAPPED),
        View("answers unfolded", f"threads/{city.talked}/", scenes.unfold_answers, state=SWAPPED),
        View("answering with a quote", f"threads/{city.talked}/", scenes.quote, state=DIALOG),
        View("a comment's history", f"threads/comments/{city.edited_comment}/history/"),
    ]
    box = View("what moderators do with a conversation", f"threads/{city.talked}/", scenes.open_details, who="mira")
    return [*_by("anna", anna), box]


def account_views() -> list[View]:
    """What somebody with an authenticator app sees of the account; Anna has none."""
    anna = _by(
        "anna",
        [
            View("e-mail address, refused", "accounts/email/", scenes.send_empty_form, state=ERROR),
            View("changing the password, refused", "accounts/password/change/", scenes.send_empty_form, state=ERROR),
            View("the password again, refused", "accounts/reauthenticate/", scenes.send_empty_form, state=ERROR),
            View("adding an app, refused", "accounts/2fa/totp/activate/", scenes.send_empty_form, state=ERROR),
        ],
    )
    return anna + _by(
        "cautious",
        [
            View("second step, in use", "accounts/2fa/"),
            View("the app again", "accounts/2fa/reauthenticate/"),
            View("the app again, refused", "accounts/2fa/reauthenticate/", scenes.send_empty_form, state=ERROR),
            View("taking the app away", "accounts/2fa/totp/deactivate/"),
            View("recovery codes", "accounts/2fa/recovery-codes/"),
            View("new recovery codes", "accounts/2fa/recovery-codes/generate/"),
        ],
    )


def newcomers_views() -> list[View]:
    """What somebody sees who has done nothing yet and has no password."""
    silent = f"projects/{SILENT}/"
    return _by(
        "newcomer",
        [
            View("empty profile", "profile/", state=EMPTY),
            View("first password", "accounts/password/set/"),
            View("first password, refused", "accounts/password/set/", scenes.send_empty_form, state=ERROR),
            View("a project with nothing in it", silent, state=EMPTY, shows=TREE),
            View("no way into the admin", "/admin/", status=403, shows="participation.accounts.views.admin_login"),
            View("writing, not verified", f"{silent}proposals/new/"),
        ],
    )


def moderators_views(city: Keys) -> list[View]:
    """What Mira sees in the admin."""
    found = [
        View("moderation queue", "/admin/moderation/"),
        View("decided cases", "/admin/moderation/?state=decided"),
        View("the queue has changed", "/admin/moderation/", scenes.see_queue_change, state=LIVE),
        View("moderator's home", "/admin/"),
        View("a report by a moderator", f"report/comment/{city.reported}/"),
    ]
    found += [View(f"case {pk}", f"/admin/moderation/{pk}/", scenes.open_details) for pk in (city.case, city.decided) if pk]
    if city.case:
        found.append(View("a case, refused", f"/admin/moderation/{city.case}/", scenes.send_empty_form, 422, ERROR))
    return _by("mira", found)


def administrators_views(city: Keys) -> list[View]:
    """What Aino, who may do everything, sees in the admin."""
    desk = f"/admin/participation/{city.phase.project_id}/"
    answer = f"/admin/proposals/{city.proposal}/respond/"
    refuse = scenes.send_empty_form
    found = [
        View("admin home", "/admin/"),
        View("project desk", desk),
        View("project desk, refused", desk, scenes.send_empty_settings, state=ERROR),
        View("new project, refused", "/admin/participation/new/", refuse, state=ERROR),
        View("a new phase", f"{desk}phases/new/"),
        View("a new phase, refused", f"{desk}phases/new/", refuse, state=ERROR),
        View("members of a project", f"{desk}members/"),
        View("members of a project, refused", f"{desk}members/", refuse, 422, ERROR),
        View("a phase", f"{desk}phases/{city.phase.pk}/"),
        View("a phase, refused", f"{desk}phases/{city.phase.pk}/", refuse, state=ERROR),
        View("survey desk", f"/admin/surveys/inspect/{city.survey.pk}/"),
        View("a survey's form", f"/admin/surveys/edit/{city.survey.pk}/"),
        View("a survey's form, refused", f"/admin/surveys/edit/{city.survey.pk}/", refuse, state=ERROR),
        View("a new survey, refused", "/admin/surveys/new/", refuse, state=ERROR),
        View("proposals, none found", "/admin/proposals/?q=zzzzzz", state=EMPTY),
        View("answering", answer),
        View("answering, refused", answer, refuse, 422, ERROR),
        View("feedback that was answered", "/admin/feedback/?state=answered"),
        View("answering feedback", f"/admin/feedback/{city.feedback}/"),
        View("languages", "/admin/languages/?language=en"),
        View("nothing that could not be told", "/admin/untold/", state=EMPTY),
        View("why a language is missing", f"/admin/languages/reason/{city.page}/"),
        View("why a language is missing, refused", f"/admin/languages/reason/{city.page}/", refuse, 422, ERROR),
        View("answering feedback, refused", f"/admin/feedback/{city.feedback}/", refuse, 422, ERROR),
        View("the record, nothing found", "/admin/audit/?actor=zzzzzz", state=EMPTY),
        View("districts, narrowed", "/admin/district/", scenes.narrow_listing, state=SWAPPED),
        View("districts, none found", "/admin/district/", scenes.narrow_listing_in_vain, state=SWAPPED),
        View("a district's form", f"/admin/district/edit/{city.district}/"),
        View("a district's form, refused", f"/admin/district/edit/{city.district}/", refuse, state=ERROR),
        View("a district's history", f"/admin/district/history/{city.district}/"),
        View("a district's use", f"/admin/district/usage/{city.district}/", rare=True),
        View("giving a role, refused", "/admin/districtrole/new/", refuse, state=ERROR),
        View("ending a role", f"/admin/districtrole/delete/{city.role}/"),
        View("a role's history", f"/admin/districtrole/history/{city.role}/", rare=True),
        View("a new unit, refused", "/admin/unit/new/", refuse, state=ERROR),
        View("a unit", f"/admin/unit/edit/{city.unit}/"),
        View("a unit, refused", f"/admin/unit/edit/{city.unit}/", refuse, state=ERROR),
        View("a unit's history", f"/admin/unit/history/{city.unit}/", rare=True),
        View("a unit's use", f"/admin/unit/usage/{city.unit}/", rare=True),
        View("a new person, refused", "/admin/users/new/", refuse, state=ERROR),
        View("a person", f"/admin/users/edit/{city.person}/"),
        View("a person, refused", f"/admin/users/edit/{city.person}/", refuse, state=ERROR),
        View("a person's history", f"/admin/users/history/{city.person}/", rare=True),
        View("a person's use", f"/admin/users/usage/{city.person}/", rare=True),
        View("copying a person", f"/admin/users/copy/{city.person}/"),
        View("people, narrowed", "/admin/users/", scenes.narrow_listing, state=SWAPPED, rare=True),
    ]
    return _by("aino", found)


def assessment_views(city: Keys) -> list[View]:
    """What experts and coordinators see of assessments, and what residents do."""
    board, (project, criterion) = "/admin/assessment/", city.criterion
    one = {state: f"{board}{pk}/" for state, pk in city.assessments.items()}
    criteria, whole = f"{board}criteria/{project}/", f"{board}start/?project={project}"
    refuse = scenes.send_empty_form
    staff = [
        View("the board", board, scenes.open_details),
        View("one column of the board", f"{board}?state=new"),
        View("the board, none found", f"{board}?q=zzzzzz", state=EMPTY),
        View("the board, nothing chosen", board, scenes.tick_nothing, 422, ERROR, shows="assessment_many"),
        View("several at once", board, scenes.act_on_many, shows="assessment_many"),
        *(View(f"an assessment, {state}", path, scenes.open_details) for state, path in one.items()),
        View("an assessment, refused", one["in_progress"], scenes.send_empty_work, 422, ERROR, shows="assessment_act"),
        View("starting an assessment", f"{board}of/{city.unassessed}/"),
        View("starting an assessment, refused", f"{board}of/{city.unassessed}/", scenes.promise_too_late, 422, ERROR),
        View("starting a project's assessments", whole),
        View("starting a project's assessments, refused", whole, refuse, 422, ERROR),
        View("criteria", criteria),
        View("a criterion", f"{criteria}{criterion}/"),
        View("a criterion, refused", f"{criteria}{criterion}/", refuse, 422, ERROR),
        View("a new criterion", f"{criteria}new/"),
        View("a new criterion, refused", f"{criteria}new/", refuse, 422, ERROR),
    ]
    found = _by("aino", staff)
    found += _by("beginner", [View("nothing yet: assessments", board, state=EMPTY)])
    for name, proposal in (("assessed", city.assessed), ("being assessed", city.promised)):
        if proposal:
            found.append(View(f"a proposal: {name}", f"projects/{proposal.project.slug}/proposals/{proposal.pk}/"))
    return found


def beginners_views() -> list[View]:
    """What a new coordinator and moderator sees whose district has nothing yet."""
    addresses = {
        "home": "/admin/",
        "queue": "/admin/moderation/",
        "decided cases": "/admin/moderation/?state=decided",
        "projects": "/admin/participation/",
        "surveys": "/admin/surveys/",
        "proposals": "/admin/proposals/",
    }
    return _by("beginner", [View(f"nothing yet: {name}", path, state=EMPTY) for name, path in addresses.items()])


def page_tree_views(city: Keys) -> list[View]:
    """Every type of page, as readers see it and as editors write it, so that a new type comes by itself."""
    found = []
    for name in city.pages:
        found.append(View(f"page: {name}", f"{{{name}}}"))
        found.append(View(f"writing: {name}", f"/admin/pages/{{{name}.pk}}/edit/", who="aino", rare=name != "StandardPage"))
    edit = "/admin/pages/{ProjectPage.pk}/edit/"
    found.append(View("choosing a picture", edit, scenes.choose_picture, state=DIALOG, who="aino"))
    return found


def following_views(city: Keys) -> list[View]:
    """Following, what one follows, what one is told, and the end of it."""
    proposal = f"profile/following/proposal/{city.proposal}/"
    search = f"projects/{city.slug}/proposals/save-search/?q=penkki&district=kallio"
    stop = f"profile/following/stop/{stop_token(city.person)}/"
    anna = [
        View("what I follow", "profile/following/"),
        View("my news", "profile/news/"),
        View("following a proposal", proposal),
        View("saving a search", search, scenes.open_details),
        View("saving a search, refused", search, scenes.send_empty_form, 422, ERROR),
        View("proposals, narrowed", f"projects/{city.slug}/proposals/?q=penkki"),
    ]
    newcomer = [
        View("what I follow, nothing yet", "profile/following/", state=EMPTY),
        View("my news, none yet", "profile/news/", state=EMPTY),
        View("following, signed out", proposal, who="", shows="account_login"),
    ]
    anybody = [View("stopping the e-mails", stop), View("a broken link", "profile/following/stop/x/", status=404, state=ERROR)]
    return [*_by("anna", anna), *_by("newcomer", newcomer[:2]), newcomer[2], *anybody]


def promises_views(city: Keys) -> list[View]:
    """What the city promised: what everybody reads, the question to those who wanted it, and the staff's desk."""
    promises = city.promises
    row, desk = promises.under_way, f"/admin/promises/{promises.under_way.pk}/"
    link, refuse = f"promises/answer/{promises.link}/", scenes.send_empty_form
    read = f"projects/{row.proposal.project.slug}/proposals/{row.proposal_id}/"
    public = [
        View("promises", "promises/"),
        View("promises, none like that", "promises/?state=late&district=kallio", state=EMPTY),
        View("promises of a project", f"projects/{promises.project}/promises/"),
        View("promises of a project, none yet", f"projects/{SILENT}/promises/", state=EMPTY),
        View("a proposal with a promise", read, scenes.open_details),
        View("is it done, by a mail's link", link),
        View("is it done, too many words", link, scenes.answer_with_too_much, 422, ERROR),
    ]
    asked = [View("is it done, closed", f"promises/{promises.disputed}/done/")]
    staff = [
        View("promises, none found", "/admin/promises/?q=zzzzzz", state=EMPTY),
        View("a promise's desk", desk),
        View("a disputed promise's desk", f"/admin/promises/{promises.disputed}/"),
        View("telling what was done", f"{desk}progress/"),
        View("telling what was done, refused", f"{desk}progress/", refuse, 422, ERROR),
        View("steps of a promise", f"{desk}steps/"),
        View("one more promise", f"/admin/promises/new/{promises.response}/"),
        View("one more promise, refused", f"/admin/promises/new/{promises.response}/", refuse, 422, ERROR),
    ]
    return [*public, *_by("anna", asked), *_by("aino", staff)]


def exchange_views(city: Keys) -> list[View]:
    """What comes in from files and goes out as files; staff bring in, anybody takes away."""
    new = "/admin/proposals/imports/new/"
    states = {"checked": FILLED, "refused": ERROR, "done": FILLED}
    found = [
        View("imports", "/admin/proposals/imports/"),
        View("a new import", new),
        View("a new import, refused", new, scenes.send_empty_form, 422, ERROR),
        *(
            View(f"an import that is {state}", f"/admin/proposals/imports/{pk}/", state=states.get(state, FILLED))
            for state, pk in city.imports.items()
        ),
    ]
    return [
        View("open data", "open-data/"),
        View("files to take away", f"projects/{city.slug}/proposals/?sort=newest", scenes.open_details),
        *_by("aino", found),
        *_by("beginner", [View("nothing yet: imports", "/admin/proposals/imports/", state=EMPTY)]),
    ]


def round_views(city: Keys) -> list[View]:
    """What coordinators prepare of a vote, before its rules are published and after."""
    votes, base = city.votes, "/admin/voting/"
    draft, done = f"{base}{votes.prepared}/", f"{base}{votes.published}/"
    item, published_item = f"{draft}items/{votes.prepared_item}/", f"{done}items/{votes.published_item}/"
    refuse, withdraw = scenes.send_empty_form, scenes.send_empty_reason
    found = [
        View("votes", base),
        View("a vote in preparation", draft, scenes.open_details),
        View("a vote with rules", done, scenes.open_details),
        View("the rules of a vote", f"{draft}rules/"),
        View("the rules of a vote, refused", f"{draft}rules/", refuse, 422, ERROR),
        View("the rules of a vote, published", f"{done}rules/"),
        View("pots", f"{draft}pots/"),
        View("pots, refused", f"{draft}pots/", refuse, 422, ERROR, shows="voting_pots_act"),
        View("pots by hand, refused", f"{draft}pots/", scenes.send_money_below_nothing, 422, ERROR),
        View("items", f"{draft}items/"),
        View("items, none found", f"{draft}items/?q=zzzzzz", state=EMPTY),
        View("items to add, none", f"{draft}items/add/", state=EMPTY),
        View("a new item", f"{draft}items/new/"),
        View("a new item, refused", f"{draft}items/new/", refuse, 422, ERROR),
        View("an item", item),
        View("an item, refused", item, refuse, 422, ERROR),
        View("a published item", published_item),
        View("a published item, not withdrawn", published_item, withdraw, 422, ERROR, shows="voting_item_act"),
        View("rules to publish", f"{draft}publish/"),
        View("published rules", f"{done}publish/"),
        View("changes, none yet", f"{draft}changes/", state=EMPTY),
        View("changes", f"{done}changes/"),
        View("the result of a vote, before the close", f"{done}result/"),
        View("voting codes, none yet", f"{draft}codes/", state=EMPTY),
        View("voting codes", f"{done}codes/", scenes.open_details),
        View("voting codes, refused", f"{draft}codes/", refuse, 422, ERROR, shows="voting_codes_act"),
    ]
    found.append(View("the rules of a vote, as everybody reads them", f"projects/{PUBLISHED_VOTE}/vote/rules/"))
    return [*_by("aino", found), *_by("beginner", [View("nothing yet: votes", base, state=EMPTY)])]


def polling_views(city: Keys) -> list[View]:
    """Voting places, paper and watching, for staff; the voting screen and the turnout, for everybody."""
    key, refuse = city.polling, scenes.send_empty_form
    one = f"/admin/voting/{key.project}/"
    place, bundle = f"{one}places/{key.place}/", f"{one}paper/{key.bundle}/"
    settle = f"{bundle}settle/{key.sheet}/"
    staff = [
        View("voting places", f"{one}places/"),
        View("voting places, all votes", "/admin/voting/places/"),
        View("a new voting place", f"{one}places/new/"),
        View("a new voting place, refused", f"{one}places/new/", refuse, 422, ERROR),
        View("a voting place", place),
        View("a voting place, refused", place, refuse, 422, ERROR),
        View("the desk", f"{place}desk/"),
        View("the desk, refused", f"{place}desk/", refuse, 422, ERROR),
        View("a new bundle", f"{place}bundle/"),
        View("a new bundle, refused", f"{place}bundle/", refuse, 422, ERROR),
        View("paper ballots", f"{one}paper/"),
        View("a paper ballot", f"{one}paper/ballots/{key.pot}/", scenes.open_details),
        View("a bundle", bundle),
        View("a bundle, refused", bundle, refuse, 422, ERROR),
        View("typing in paper", f"{bundle}enter/"),
        View("typing in paper, refused", f"{bundle}enter/", refuse, 422, ERROR),
        View("settling a sheet", settle),
        View("settling a sheet, refused", settle, refuse, 422, ERROR),
        View("turnout for staff", f"{one}turnout/"),
        View("signs of fraud", f"{one}signs/", state=EMPTY),
        View("annulments", f"{one}annulments/", state=EMPTY),
        View("proposing to annul", f"{one}annulments/new/"),
        View("proposing to annul, refused", f"{one}annulments/new/", refuse, 422, ERROR),
        View("the result of a vote, for staff", f"/admin/voting/{key.over}/result/"),
        View("sealing, too early", f"{one}seal/"),
        View("sealing", f"/admin/voting/{key.over}/seal/"),
        View("sealing, refused", f"/admin/voting/{key.over}/seal/", refuse, 422, ERROR),
    ]
    vote = "projects/polling-corner/vote/"
    public = [
        View("the voting screen", f"{vote}kiosk/"),
        View("the voting screen, refused", f"{vote}kiosk/", refuse, 422, ERROR),
        View("the voting screen, closed", "projects/polled-corner/vote/kiosk/", state=EMPTY),
        View("turnout", f"{vote}turnout/"),
        View("what was chosen", "projects/polled-corner/vote/results/", scenes.open_details),
    ]
    return [*_by("aino", staff), *public]


def _rarer(found: list[View]) -> list[View]:
    """The first two are in the sample, the rest are more of the same."""
    return [*found[:2], *(replace(view, rare=True) for view in found[2:])]


def _by(who: str, found: list[View]) -> list[View]:
    return [replace(view, who=who) for view in found]


def ballot_views(city: Keys) -> list[View]:
    """The ballot: what everybody reads, and a resident who chooses, checks and votes."""
    base, refuse = f"projects/{VOTE}/vote/", scenes.send_empty_form
    pot = f"{base}pots/{city.pot}/"
    return [
        View("a vote", base),
        View("a vote, where", f"{base}where/"),
        View("a vote, what", pot),
        View("a vote, nothing found", f"{pot}?q=zzzzzz", state=EMPTY),
        View("a vote, nothing chosen", f"{base}review/", state=EMPTY),
        View("a vote's rules", f"{base}rules/", scenes.open_details),
        View("a vote, by code", f"{base}code/"),
        View("a vote, by code, refused", f"{base}code/", refuse, 422, ERROR),
        View("a receipt looked up", f"{base}receipt/", scenes.look_up_receipt),
        View("a receipt, refused", f"{base}receipt/", refuse, 422, ERROR),
        View("a vote that is not open yet", f"projects/{COMING_VOTE}/vote/", state=EMPTY),
        View("a vote, for who may", base, who="anna"),
        View("a vote, something added", pot, scenes.add_to_ballot, state=SWAPPED, who="anna"),
        View("a vote, checked", pot, scenes.check_ballot, who="anna", shows="voting:review"),
        View("a vote, given", pot, scenes.cast_ballot, who="anna", shows="voting:review"),
    ]
