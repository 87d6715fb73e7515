"""Writing a proposal in steps. Each is a page of its own that saves and leads on; scripts only save in between."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from districts.queries import participation_districts
from participation.common.forms import add_refusal
from participation.common.refusals import Conflict, Refusal
from participation.projects.queries import readable_project
from proposals import unsaved
from proposals.form_values import initial_for_new, initial_for_step
from proposals.forms import StepForm
from proposals.place_search import PlaceSearch, search_for, wants_place, with_place
from proposals.presentation import changed_meanwhile, files_in_words, publishing_hindrance, step_list
from proposals.queries.fields import fields_asked
from proposals.queries.listing import categories_of
from proposals.queries.owned import drafts_in, made_by_form
from proposals.queries.single import readable_proposal
from proposals.rules import is_author
from proposals.services import AnswersChange, FilesChange, mark_of, save_draft, save_step
from proposals.services.drafting import MOVED
from proposals.similar_cards import of_draft
from proposals.states import ProposalState
from proposals.steps import STEPS, Step, after, before, number_of, steps_of
from proposals.views.attaching import brings_files, move_as_asked, take_files, wants_to_move
from proposals.views.placing import place_context
from proposals.views.similar import address_of_another, support_another, wants_another

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from participation.projects.models import Project
    from proposals.models import Proposal

NEXT, BACK, LATER, ADD, AUTOSAVE = "next", "back", "later", "add", "autosave"
SIGNED_OUT = gettext_lazy("You have been signed out. Sign in in another tab, then send this again: it is all still here.")
UNSEEN = "unseen"  # the mark of no draft
CONFLICT = 409


def first_step(request: HttpRequest, project: Project) -> HttpResponse:
    """The empty first step, for everybody who can read the project; saving it makes the draft."""
    place = f"{project.slug}/new"
    if request.method != "POST":
        kept = unsaved.kept(request, place)
        form = _form(project, Step.IDEA, initial=initial_for_new(get_language()) | kept)
        return _page(request, project, Step.IDEA, form, is_unsaved=bool(kept))
    form = _form(project, Step.IDEA, request, complete=_do(request) == NEXT)
    if not request.user.is_authenticated:
        return _to_sign_in(request, project, Step.IDEA, form, place)
    if not form.is_valid():
        return _refused(request, project, Step.IDEA, form)
    form_key = form.cleaned_data["form_key"]
    earlier = made_by_form(request.user, form_key)
    if earlier is not None:
        return _once_more(request, project, own_proposal(request, project, earlier.pk))
    values = form.for_service() | {"language": get_language() or request.user.language}
    values.pop("seen")
    try:
        draft = save_draft(project_id=project.pk, author=request.user, form_key=form_key, **values)
    except Refusal as refusal:
        add_refusal(form, refusal)
        return _refused(request, project, Step.IDEA, form, refusal.status)
    unsaved.forget(request, place)
    return _onwards(request, project, draft, Step.IDEA)


def _once_more(request: HttpRequest, project: Project, draft: Proposal) -> HttpResponse:
    """The first step again, from a page that somebody went back to: the draft may say more by now."""
    if draft.state != ProposalState.DRAFT:
        return _no_draft_any_more(request, project, draft)
    return _save(request, project, draft, Step.IDEA, seen_else=UNSEEN)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, project: str, pk: int, step: str) -> HttpResponse:
    """One step of a draft: `do=next`, `back` and `later` save it and lead away, `add` and the buttons that put files in order
    lead back to it, `autosave` answers in JSON."""
    if step not in STEPS:
        raise Http404
    asked = Step(step)
    found = readable_project(project, request.user)
    place = f"{found.slug}/{pk}/{asked}"
    if not request.user.is_authenticated:
        if request.method != "POST":
            return redirect_to_login(request.get_full_path())
        return _to_sign_in(request, found, asked, _form(found, asked, request, complete=False), place)
    draft = own_proposal(request, found, pk)
    if draft.state != ProposalState.DRAFT:
        return _no_draft_any_more(request, found, draft)
    if asked == Step.DETAILS and not fields_asked(found, draft):
        return redirect(_address(found, draft, Step.MORE))
    if request.method != "POST":
        kept = unsaved.kept(request, place)
        form = _form(found, asked, draft=draft, initial=kept)
        return _page(request, found, asked, form, draft=draft, is_unsaved=bool(kept))
    if asked == Step.PLACE and wants_place(request):
        form = _form(found, asked, draft=draft, initial=with_place(request.POST))
        return _page(request, found, asked, form, draft=draft, search=search_for(request.POST))
    answer = _save(request, found, draft, asked)
    if answer.status_code < 400:
        unsaved.forget(request, place)
    return answer


def own_proposal(request: HttpRequest, project: Project, pk: int) -> Proposal:
    """The reader's own proposal. Raises Http404 for everybody else's."""
    proposal = readable_proposal(project, pk, request.user)
    if not is_author(request.user, proposal):
        raise Http404
    return proposal


def _save(request: HttpRequest, project: Project, draft: Proposal, step: Step, *, seen_else: str = "") -> HttpResponse:
    form = _form(project, step, request, draft=draft, complete=_do(request) == NEXT)
    problems: list[Refusal] = []
    form.is_valid()
    if step == Step.MORE and brings_files(request) and _do(request) != AUTOSAVE:
        try:
            typed, problems = take_files(request, draft, form, form.cleaned_data.get("seen") or seen_else)
        except Refusal as refusal:
            add_refusal(form, refusal)
            return _refused(request, project, step, form, refusal.status, draft=draft)
        refused = {name: form.errors[name] for name in ("image", "document") if name in form.errors}
        draft = own_proposal(request, project, draft.pk)
        form = _form(project, step, request, draft=draft, complete=_do(request) == NEXT, data=typed, files={})
        form.is_valid()
        for name, errors in refused.items():
            form.add_error(name, [str(message) for message in errors])
        for problem in problems:
            add_refusal(form, problem)
    if form.errors:
        return _refused(request, project, step, form, draft=draft)
    try:
        saved = _keep(request, draft, step, form, seen_else)
    except Conflict as conflict:
        return _conflict(request, project, draft, step, form, conflict)
    except Refusal as refusal:
        add_refusal(form, refusal)
        return _refused(request, project, step, form, refusal.status, draft=draft)
    return _onwards(request, project, saved, step)


def _keep(request: HttpRequest, draft: Proposal, step: Step, form: StepForm, seen_else: str) -> Proposal:
    """Save a valid form. Files come and go by the buttons alone, not while somebody types."""
    values = form.for_service()
    seen = values.pop("seen") or seen_else
    if step == Step.MORE:
        words = form.words_of_files()
        if _do(request) == AUTOSAVE:
            words = {name: words[name] for name in ("alts", "titles")}
        values["files"] = FilesChange(**words)
    if step == Step.DETAILS:
        said = form.answers()
        if _do(request) == AUTOSAVE:
            said = {"values": said["values"]}
        values["answers"] = AnswersChange.read(**said)
    saved = save_step(proposal_id=draft.pk, author=request.user, step=step, seen=seen, **values)
    if wants_to_move(request):
        move_as_asked(request, saved)
    return saved


def _conflict(
    request: HttpRequest, project: Project, draft: Proposal, step: Step, form: StepForm, conflict: Conflict
) -> HttpResponse:
    """Another window was faster: nothing is written, and both texts are shown."""
    if _do(request) == AUTOSAVE:
        return JsonResponse({"said": str(conflict.message)}, status=CONFLICT)
    draft = own_proposal(request, project, draft.pk)
    if conflict.code != MOVED:
        return _no_draft_any_more(request, project, draft)
    there = initial_for_step(draft, step, participation_districts())
    data = request.POST.copy()
    data["seen"] = there["seen"]  # whoever sends it again has seen the other one
    form = _form(project, step, request, draft=draft, complete=False, data=data)
    others = changed_meanwhile(form, {**form.initial, **there}) or [(_("Pictures, documents or files"), files_in_words(draft))]
    return _page(request, project, step, form, draft=draft, others=others, status=CONFLICT)


def _no_draft_any_more(request: HttpRequest, project: Project, proposal: Proposal) -> HttpResponse:
    said = _("This proposal has been published already.")
    if proposal.state == ProposalState.WITHDRAWN:
        said = _("This draft has been deleted.")
    if _do(request) == AUTOSAVE:
        return JsonResponse({"said": said}, status=CONFLICT)
    if request.method == "POST":
        messages.warning(request, said)
    return redirect("proposals:detail", project=project.slug, pk=proposal.pk)


def _to_sign_in(request: HttpRequest, project: Project, step: Step, form: StepForm, place: str) -> HttpResponse:
    """Keep what was written, and come back to it after signing in."""
    login = redirect_to_login(request.get_full_path())
    if _do(request) == AUTOSAVE:
        return JsonResponse({"said": _("You are not signed in."), "login": login.url}, status=401)
    if not form.is_valid():
        return _refused(request, project, step, form)
    unsaved.keep(request, place, form)
    if wants_another(request) and (another := address_of_another(request)):
        login = redirect_to_login(another)
    messages.info(request, _("Sign in or create an account to go on. What you wrote is kept meanwhile."))
    return login


def _refused(
    request: HttpRequest,
    project: Project,
    step: Step,
    form: StepForm,
    status: int = Refusal.status,
    draft: Proposal | None = None,
) -> HttpResponse:
    if _do(request) == AUTOSAVE:
        problems = [
            f"{form.fields[name].label}: {said[0]}" if name in form.fields else said[0] for name, said in form.errors.items()
        ]
        return JsonResponse({"said": _("Not saved. %(problem)s") % {"problem": " ".join(problems)}}, status=status)
    return _page(request, project, step, form, draft=draft, status=status)


def _onwards(request: HttpRequest, project: Project, draft: Proposal, step: Step) -> HttpResponse:
    do = _do(request)
    if wants_another(request):
        return support_another(request) or redirect(_address(project, draft, step))
    if do == ADD or wants_to_move(request):
        return redirect(f"{_address(project, draft, step)}#files")
    if do == AUTOSAVE:
        return JsonResponse(
            {
                "said": _("Saved at %(time)s") % {"time": date_format(timezone.localtime(), "TIME_FORMAT")},
                "seen": mark_of(draft, step),
                "address": _address(project, draft, step),
            }
        )
    if do == LATER:
        messages.success(request, _("Saved as a draft. Only you can see it."))
        return redirect("accounts:profile")
    steps = steps_of(asks_more=step == Step.DETAILS or bool(fields_asked(project)))
    return redirect(_address(project, draft, before(step, steps) if do == BACK else after(step, steps)))


def _address(project: Project, draft: Proposal, step: Step) -> str:
    return reverse("proposals:write", kwargs={"project": project.slug, "pk": draft.pk, "step": step.value})


def _do(request: HttpRequest) -> str:
    return LATER if wants_another(request) else request.POST.get("do", NEXT)


def _form(
    project: Project,
    step: Step,
    request: HttpRequest | None = None,
    *,
    draft: Proposal | None = None,
    initial: dict[str, Any] | None = None,
    complete: bool = True,
    data: Any = None,
    files: Any = None,
) -> StepForm:
    districts = participation_districts()
    if draft is not None:
        initial = initial_for_step(draft, step, districts) | (initial or {})
    return StepForm(
        *((request.POST if data is None else data, request.FILES if files is None else files) if request is not None else ()),
        asks=step,
        initial=initial,
        districts=districts,
        categories=categories_of(project),
        complete=complete,
        proposal=draft,
        asked=fields_asked(project, draft) if step == Step.DETAILS else (),
    )


def _page(
    request: HttpRequest,
    project: Project,
    step: Step,
    form: StepForm,
    *,
    draft: Proposal | None = None,
    is_unsaved: bool = False,
    others: list[tuple[str, str]] | None = None,
    search: PlaceSearch | None = None,
    status: int = 200,
) -> HttpResponse:
    user = request.user
    steps = steps_of(asks_more=bool(form.asked) or bool(fields_asked(project, draft)))
    context = {
        "project": project,
        "proposal": draft,
        "form": form,
        "step": step,
        "number": number_of(step, steps),
        "steps": step_list(step, steps),
        "following": after(step, steps).label,
        "is_unsaved": is_unsaved,
        "others": others or [],
        "drafts": drafts_in(project, user) if draft is None and user.is_authenticated and request.method != "POST" else [],
        "hindrance": publishing_hindrance(user, project),
        "similar": of_draft(draft, project, user) if draft is not None else [],
        "section": "projects",
    }
    if step == Step.PLACE:
        context |= place_context(project, search)
    return render(request, f"proposals/write_{step.value}.html", context, status=status)
