"""Drafting, publishing, editing and withdrawing proposals."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from typing import IO, TYPE_CHECKING, Unpack
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from participation.comments.services import open_thread
from participation.comments.states import Anchor
from participation.common.origin import NEEDS_CLERK, Origin
from participation.common.pace import require_pace
from participation.common.refusals import Conflict, Invalid, NotAllowed
from participation.files.models import AttachmentState
from participation.notifications.services.following import follow_own
from participation.projects.gate import require_one_open_phase
from participation.projects.models import Project
from participation.projects.rules import works_for
from participation.projects.states import Action
from proposals.following import tell_of
from proposals.models import Proposal
from proposals.queries.owned import made_by_form
from proposals.rules import is_author, is_first_author, require_resident
from proposals.services.attaching import FilesChange, apply_files, with_picture
from proposals.services.content import Content, Words
from proposals.services.drafting import require_seen
from proposals.services.guided import NO_ANSWERS, AnswersChange, apply_answers, require_answers
from proposals.services.history import keep_versions
from proposals.services.rows import locked, record_change, require_own_draft
from proposals.services.transitions import change_state, let_go_of_thread
from proposals.states import ProposalState
from proposals.steps import Step
from proposals.versions import facts_of

if TYPE_CHECKING:
    from participation.accounts.models import User

ONE_PER_FORM = "proposals_form_once"
COLLECTING = (Action.PROPOSE,)


def submit_proposal(
    *,
    project_id: int,
    author: User | None,
    image: IO[bytes] | None = None,
    image_alt: str = "",
    files: FilesChange | None = None,
    answers: AnswersChange = NO_ANSWERS,
    origin: Origin = Origin.WEB,
    at: datetime | None = None,
    entered_by: User | None = None,
    form_key: UUID | None = None,
    during: Sequence[Action] = COLLECTING,
    **words: Unpack[Words],
) -> Proposal:
    """Publish a proposal together with its conversation.

    image, image_alt: one picture beside those of `files`.
    answers: what is said in the project's own fields.
    words: what its author says, as in `Content`.
    at: when it was said, for historical origins only.
    form_key: names one showing of the form; the same key of the same author never makes a second proposal, and a
        draft that was saved from that form is the one that is published.
    during: while any of these can be done in the project; others than residents who propose say what lets them in.
    Returns the published row, or what the same form has made already.
    Raises PhaseClosed, NotAllowed, Invalid with the field, or TooMany when a resident has published enough within the hour.
    """
    if origin in NEEDS_CLERK and entered_by is None:
        raise ValueError("Somebody entered this, and has to be named.")
    content = Content(**words)
    earlier = made_by_form(author, form_key)
    if earlier is not None and earlier.state != ProposalState.DRAFT:
        return earlier
    files = with_picture(files, image, image_alt)
    try:
        with transaction.atomic():
            moment = _enter(project_id, author, origin, at, during)
            proposal = (
                locked(earlier.pk)
                if earlier is not None
                else Proposal(
                    project_id=project_id,
                    author=author,
                    channel=origin,
                    entered_by=entered_by,
                    form_key=form_key,
                    created_at=moment,
                )
            )
            if proposal.state != ProposalState.DRAFT:
                return proposal  # the same form, sent twice at once
            content.clean(project_id, from_web=origin == Origin.WEB).fill(proposal)
            _publish(proposal, moment, actor=entered_by or author)
            apply_files(proposal, files, uploaded_by=entered_by or author)
            apply_answers(proposal, answers, uploaded_by=entered_by or author)
            if origin == Origin.WEB:
                require_answers(proposal)
            return proposal
    except IntegrityError as error:
        return _same_form_or_raise(author, form_key, error)


def save_draft(
    *,
    project_id: int,
    author: User,
    proposal_id: int | None = None,
    image: IO[bytes] | None = None,
    image_alt: str = "",
    files: FilesChange | None = None,
    answers: AnswersChange = NO_ANSWERS,
    form_key: UUID | None = None,
    **words: Unpack[Words],
) -> Proposal:
    """Keep an unfinished proposal that only its authors see. No phase need be open: nobody's text is lost at a closing.

    proposal_id: the draft to change; a new one is made without it.
    Other arguments as in `submit_proposal`. Raises Invalid with the field, NotAllowed for somebody else's draft,
    TooMany for one more than a person can begin within an hour, Conflict when it has been published meanwhile.
    """
    content = Content(**words)
    files = with_picture(files, image, image_alt)
    earlier = made_by_form(author, form_key) if proposal_id is None else None
    known = proposal_id or (earlier.pk if earlier else None)
    try:
        with transaction.atomic():
            proposal = locked(known) if known else Proposal(project_id=project_id, author=author, form_key=form_key)
            require_own_draft(proposal, author)
            content.clean(proposal.project_id, complete=False).fill(proposal)
            if known is None:
                _require_pace_of_drafts(proposal)
            proposal.save()
            apply_files(proposal, files, uploaded_by=author)
            apply_answers(proposal, answers, uploaded_by=author)
            if known is None:  # one entry for a draft: how often its author saves it is nobody's business
                record_change("proposal.draft", proposal, author)
            return proposal
    except IntegrityError as error:
        return _same_form_or_raise(author, form_key, error)


@transaction.atomic
def publish_draft(*, proposal_id: int, author: User, seen: str = "") -> Proposal:
    """Publish a saved draft as it is.

    seen: the `mark_of` its preview, so that nothing is published that its author has not seen; "" for whatever it says.
    Raises PhaseClosed, NotAllowed, Conflict, TooMany, or Invalid with what is still missing.
    """
    draft = locked(proposal_id)
    require_own_draft(draft, author)
    if not is_first_author(author, draft):
        raise NotAllowed(_("Who began a proposal publishes it. Tell them that it is ready."))
    require_seen(draft, Step.PREVIEW, seen)
    _require_described_picture(draft)
    require_answers(draft)
    moment = _enter(draft.project_id, author, Origin.WEB, None)
    Content.of(draft).clean(draft.project_id).fill(draft)
    _publish(draft, moment, actor=author)
    return draft


def edit_proposal(
    *,
    proposal_id: int,
    editor: User,
    seen: str = "",
    image: IO[bytes] | None = None,
    image_alt: str = "",
    files: FilesChange | None = None,
    answers: AnswersChange = NO_ANSWERS,
    **words: Unpack[Words],
) -> Proposal:
    """Change a published proposal; what it said before stays readable in its history.

    editor: one of its authors.
    seen: the `mark_of` the whole proposal when its form was shown, or "" to write over whatever is there.
    Raises PhaseClosed when proposals are no longer collected, NotAllowed for anyone but its authors, Conflict when it is no
    longer public or, with the code "moved", when somebody changed it since it was seen, or Invalid with the field.
    """
    content = Content(**words)
    files = with_picture(files, image, image_alt)
    with transaction.atomic():
        proposal = Proposal.objects.only("project_id").get(pk=proposal_id)
        moment = _enter(proposal.project_id, editor, Origin.WEB, None)
        proposal = locked(proposal_id)
        if not is_author(editor, proposal):
            raise NotAllowed(_("Only its authors can change a proposal."))
        if proposal.state != ProposalState.PUBLISHED:
            raise Conflict(_("This proposal is not public any more, so it cannot be changed."))
        require_seen(proposal, Step.PREVIEW, seen)
        before, facts_before = Content.of(proposal), facts_of(proposal)
        content.clean(proposal.project_id).fill(proposal)
        apply_files(proposal, files, uploaded_by=editor)
        apply_answers(proposal, answers, uploaded_by=editor)
        _require_described_picture(proposal)
        require_answers(proposal)
        number = keep_versions(proposal, before, facts_before, editor, moment)
        if number:
            proposal.edited_at = moment
        proposal.save()
        record_change("proposal.edit", proposal, editor, {"version": number} if number else {})
    return proposal


@transaction.atomic
def withdraw_proposal(*, proposal_id: int, by: User) -> Proposal:
    """Take one's own proposal or draft away from everyone; its supports and conversation are kept but no longer shown.

    Raises NotAllowed for anyone but who began it, Conflict when it is withdrawn or hidden already.
    """
    proposal = locked(proposal_id)
    if not is_first_author(by, proposal):
        raise NotAllowed(_("Only its author can withdraw a proposal."))
    change_state(proposal, ProposalState.WITHDRAWN)
    proposal.save(update_fields=["state"])
    let_go_of_thread(proposal)
    record_change("proposal.withdraw", proposal, by)
    return proposal


def _enter(
    project_id: int, person: User | None, origin: Origin, at: datetime | None, during: Sequence[Action] = COLLECTING
) -> datetime:
    """Pass the gate and the rules of the project; return the moment of writing.

    An import brings in what was collected elsewhere, so our phases do not bind it.
    """
    if origin == Origin.IMPORT:
        return at or timezone.now()
    phase = require_one_open_phase(project_id=project_id, actions=during, origin=origin, at=at)
    require_resident(person, Project.objects.only("verified_only").get(pk=project_id), origin)
    return phase.at


def _require_described_picture(draft: Proposal) -> None:
    undescribed = draft.images.filter(alt_text="", state=AttachmentState.VISIBLE).first()
    if undescribed is not None:
        raise Invalid(_("Tell in a few words what the picture shows."), field=f"alt_{undescribed.pk}")


def _publish(proposal: Proposal, moment: datetime, *, actor: User | None) -> None:
    _require_pace(proposal)
    change_state(proposal, ProposalState.PUBLISHED)
    proposal.published_at = moment
    if proposal.thread_id is None:
        proposal.thread = open_thread(project_id=proposal.project_id, anchor=Anchor.PROPOSAL)
    proposal.save()
    record_change("proposal.publish", proposal, actor)
    _tell(proposal)


def _tell(proposal: Proposal) -> None:
    """Its author follows it from now on; to others an import of old proposals is no news."""
    if proposal.channel in (Origin.IMPORT, Origin.SEED):
        return
    if proposal.author is not None:
        follow_own(user=proposal.author, kind="proposal", object_id=proposal.pk)
    tell_of("proposal.published", proposal, actor=proposal.author)


def _require_pace(proposal: Proposal) -> None:
    """What others see can soon be too much for them; drafts are counted apart, and more generously."""
    author = proposal.author
    if author is None or proposal.channel != Origin.WEB:
        return
    require_pace(
        rows="proposals_proposal WHERE author_id = %s AND channel = 'web'",
        person=author.pk,
        moment="published_at",
        most=settings.PROPOSALS_PER_HOUR,
        message=_(
            "You have published as many proposals as one can within an hour (%(most)s). "
            "Save this one as a draft: you can publish it at %(time)s."
        ),
        exempt=lambda: works_for(author, proposal.project),
    )


def _require_pace_of_drafts(draft: Proposal) -> None:
    """Drafts are nobody's business, but each is a row and can hold files. Changing one is never too much."""
    author = draft.author
    if author is None:
        return
    require_pace(
        rows="proposals_proposal WHERE author_id = %s",
        person=author.pk,
        moment="created_at",
        most=settings.DRAFTS_PER_HOUR,
        message=_(
            "You have begun as many proposals as one can within an hour (%(most)s). "
            "Go on with one of your drafts, or begin a new one at %(time)s."
        ),
        exempt=lambda: works_for(author, draft.project),
    )


def _same_form_or_raise(author: User | None, form_key: UUID | None, error: IntegrityError) -> Proposal:
    """The insert lost against the same form sent at the same moment: what that made is the answer."""
    constraint = None
    with suppress(AttributeError):
        constraint = error.__cause__.diag.constraint_name  # type: ignore[union-attr]
    made = made_by_form(author, form_key) if constraint == ONE_PER_FORM else None
    if made is None:
        raise error
    return made
