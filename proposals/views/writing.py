"""Writing a proposal: the form for new ones, drafts and changes, and the two buttons that need no form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from districts.queries import participation_districts
from participation.common.forms import add_refusal
from participation.common.refusals import Conflict, Refusal
from participation.projects.queries import readable_project
from participation.projects.states import Action
from proposals.form_values import initial_for_new, initial_for_step
from proposals.forms import EditForm, NewProposalForm, ProposalForm
from proposals.place_search import PlaceSearch, search_for, wants_place, with_place
from proposals.presentation import changed_meanwhile, files_in_words, publishing_hindrance
from proposals.queries.fields import fields_asked
from proposals.queries.listing import categories_of
from proposals.queries.single import readable_proposal
from proposals.rules import is_first_author
from proposals.services import AnswersChange, FilesChange, edit_proposal, publish_draft, save_draft, submit_proposal
from proposals.services import withdraw_proposal as withdraw_it
from proposals.services.attaching import read_documents, read_pictures
from proposals.services.drafting import MOVED
from proposals.states import ProposalState
from proposals.steps import Step, where_to_go_on
from proposals.views.attaching import move_as_asked, wants_to_move
from proposals.views.drafting import CONFLICT, SIGNED_OUT, first_step, own_proposal
from proposals.views.placing import place_context

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from participation.projects.models import Project
    from proposals.models import Proposal

DRAFT, PREVIEW = "draft", "preview"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, project: str) -> HttpResponse:
    """The entry: the first step of writing. A whole proposal sent at once is published, kept (`do=draft`) or previewed."""
    found = readable_project(project, request.user)
    if request.method != "POST" or request.POST.get("step") == Step.IDEA:
        return first_step(request, found)
    form = _form(
        found,
        request,
        initial=initial_for_new(get_language()),
        complete=not _wants_draft(request),
        kind=NewProposalForm,
    )
    if not request.user.is_authenticated:
        form.add_error(None, SIGNED_OUT)
        return _page(request, found, form, status=403)
    if wants_place(request):
        return _placing(request, found)
    if not form.is_valid():
        return _page(request, found, form, status=422)
    make = save_draft if _wants_draft(request) else submit_proposal
    form_key = form.cleaned_data["form_key"]
    try:
        files, answers = _what_hangs_on(form)
        proposal = make(
            project_id=found.pk, author=request.user, form_key=form_key, files=files, answers=answers, **form.for_service()
        )
    except Refusal as refusal:
        return _refused(request, found, form, refusal)
    return _onwards(request, found, proposal)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, project: str, pk: int) -> HttpResponse:
    """Everything about a published proposal of one's own on one page. Drafts are written in steps."""
    if not request.user.is_authenticated and request.method != "POST":
        return redirect_to_login(request.get_full_path())
    found = readable_project(project, request.user)
    if not request.user.is_authenticated:
        form = _form(found, request, kind=EditForm)
        form.add_error(None, SIGNED_OUT)
        return _page(request, found, form, status=403)
    proposal = own_proposal(request, found, pk)
    if request.method == "POST" and wants_place(request):
        return _placing(request, found, proposal)
    if request.method == "POST" and wants_to_move(request):
        return _moving(request, found, proposal)
    if request.method == "POST":
        return _edited(request, found, proposal)
    if proposal.state == ProposalState.DRAFT:
        return redirect("proposals:write", project=project, pk=pk, step=where_to_go_on(proposal).value)
    return _page(request, found, _form(found, proposal=proposal, kind=EditForm), proposal=proposal)


def _edited(request: HttpRequest, found: Project, proposal: Proposal) -> HttpResponse:
    is_draft = proposal.state == ProposalState.DRAFT
    complete = not (is_draft and _wants_draft(request))
    form = _form(found, request, complete=complete, proposal=proposal, kind=EditForm)
    if not form.is_valid():
        return _page(request, found, form, proposal=proposal, status=422)
    try:
        proposal = _change(request, found, proposal, form)
    except Conflict as conflict:
        if conflict.code == MOVED:
            return _changed_by_others(request, found, proposal)
        return _refused(request, found, form, conflict, proposal=proposal)
    except Refusal as refusal:
        return _refused(request, found, form, refusal, proposal=proposal)
    return _onwards(request, found, proposal, changed=not is_draft)


def _changed_by_others(request: HttpRequest, project: Project, proposal: Proposal) -> HttpResponse:
    """A co-author or another window was faster: nothing is written, and both texts are shown."""
    proposal = own_proposal(request, project, proposal.pk)
    there = initial_for_step(proposal, Step.PREVIEW, participation_districts())
    typed = request.POST.copy()
    typed["seen"] = there["seen"]  # whoever sends it again has seen the other one
    form = _form(project, request, proposal=proposal, kind=EditForm, complete=False, data=typed)
    others = changed_meanwhile(form, {**form.initial, **there}) or [(_("Pictures, documents or files"), files_in_words(proposal))]
    return _page(request, project, form, proposal=proposal, status=CONFLICT, others=others)


def _change(request: HttpRequest, project: Project, proposal: Proposal, form: ProposalForm) -> Proposal:
    values = form.for_service()
    seen = values.pop("seen")
    files, answers = _what_hangs_on(form)
    if proposal.state != ProposalState.DRAFT:
        return edit_proposal(proposal_id=proposal.pk, editor=request.user, seen=seen, files=files, answers=answers, **values)
    # The draft is kept even when publishing is refused: nobody's text is lost at a closing.
    draft = save_draft(
        project_id=project.pk, proposal_id=proposal.pk, author=request.user, files=files, answers=answers, **values
    )
    return draft if _wants_draft(request) else publish_draft(proposal_id=draft.pk, author=request.user)


def _what_hangs_on(form: ProposalForm) -> tuple[FilesChange, AnswersChange]:
    """The files and the answers of a valid form. Raises Invalid for the first file that cannot be taken."""
    data = form.cleaned_data
    pictures, refused = read_pictures(data["image"], data["image_alt"])
    documents, also_refused = read_documents(data["document"], data["document_title"])
    for refusal in (*refused, *also_refused):
        raise refusal
    return FilesChange(pictures=pictures, documents=documents, **form.words_of_files()), AnswersChange.read(**form.answers())


@require_POST
@login_required
def publish(request: HttpRequest, project: str, pk: int) -> HttpResponse:
    """Publish a draft as it is, from its preview."""
    found = readable_project(project, request.user)
    proposal = readable_proposal(found, pk, request.user)
    try:
        publish_draft(proposal_id=proposal.pk, author=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal.message))
        name = "edit" if refusal.field else "detail"
        return redirect(f"proposals:{name}", project=project, pk=pk)
    messages.success(request, _("Your proposal is published."))
    return redirect("proposals:detail", project=project, pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def withdraw(request: HttpRequest, project: str, pk: int) -> HttpResponse:
    """Ask once, then take one's own proposal or draft back."""
    found = readable_project(project, request.user)
    proposal = own_proposal(request, found, pk)
    if not is_first_author(request.user, proposal):
        raise Http404
    if request.method != "POST":
        return render(
            request, "proposals/proposal_withdraw.html", {"project": found, "proposal": proposal, "section": "projects"}
        )
    was_draft = proposal.state == ProposalState.DRAFT
    try:
        withdraw_it(proposal_id=proposal.pk, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal.message))
        return redirect("proposals:detail", project=project, pk=pk)
    messages.success(
        request, _("The draft is deleted.") if was_draft else _("Your proposal is withdrawn. Nobody else sees it any more.")
    )
    return redirect("proposals:list", project=project)


def _wants_draft(request: HttpRequest) -> bool:
    return request.POST.get("do") in (DRAFT, PREVIEW)


def _form(
    project: Project,
    request: HttpRequest | None = None,
    *,
    initial: dict[str, Any] | None = None,
    complete: bool = True,
    proposal: Proposal | None = None,
    kind: type[ProposalForm] = ProposalForm,
    data: Any = None,
) -> ProposalForm:
    districts = participation_districts()
    if proposal is not None and initial is None:
        initial = initial_for_step(proposal, Step.PREVIEW, districts)
    return kind(
        *((request.POST if data is None else data, request.FILES) if request is not None else ()),
        initial=initial,
        districts=districts,
        categories=categories_of(project),
        complete=complete,
        proposal=proposal,
        asked=fields_asked(project, proposal),
    )


def _refused(
    request: HttpRequest,
    project: Project,
    form: ProposalForm,
    refusal: Refusal,
    **context: Any,
) -> HttpResponse:
    add_refusal(form, refusal)
    return _page(request, project, form, status=refusal.status, **context)


def _placing(request: HttpRequest, project: Project, proposal: Proposal | None = None) -> HttpResponse:
    """The form with all that was typed, and the places that were looked for; one that was chosen is filled in."""
    kept = _form(project, initial=with_place(request.POST), proposal=proposal, kind=EditForm if proposal else ProposalForm)
    return _page(request, project, kept, proposal=proposal, search=search_for(request.POST))


def _moving(request: HttpRequest, project: Project, proposal: Proposal) -> HttpResponse:
    """The form with all that was typed, and the files in another order, which is public at once."""
    move_as_asked(request, proposal)
    proposal = own_proposal(request, project, proposal.pk)
    return _page(
        request, project, _form(project, initial=request.POST.dict(), proposal=proposal, kind=EditForm), proposal=proposal
    )


def _page(
    request: HttpRequest,
    project: Project,
    form: ProposalForm,
    *,
    proposal: Proposal | None = None,
    status: int = 200,
    search: PlaceSearch | None = None,
    others: list[tuple[str, str]] | None = None,
) -> HttpResponse:
    is_draft = proposal is None or proposal.state == ProposalState.DRAFT
    context = {
        "project": project,
        "form": form,
        "proposal": proposal,
        "is_draft": is_draft,
        "others": others or [],
        "is_open": Action.PROPOSE in project.open_actions,
        "section": "projects",
        "hindrance": publishing_hindrance(request.user, project),
    } | place_context(project, search)
    return render(request, "proposals/proposal_form.html", context, status=status)


def _onwards(request: HttpRequest, project: Project, proposal: Proposal, *, changed: bool = False) -> HttpResponse:
    where = {"project": project.slug, "pk": proposal.pk}
    do = request.POST.get("do")
    if proposal.state == ProposalState.DRAFT:
        if do == DRAFT:
            messages.success(request, _("Saved as a draft. Only you can see it."))
            return redirect("proposals:edit", **where)
        return redirect("proposals:preview", **where)
    if proposal.state == ProposalState.PUBLISHED:
        messages.success(request, _("Your changes are published.") if changed else _("Your proposal is published."))
    return redirect("proposals:detail", **where)
