"""Beginning: an author chooses proposals like their own, or the city suggests that some belong together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from participation.common.models import max_length
from participation.common.refusals import Conflict, Invalid, NotAllowed
from participation.common.text import clean_text
from participation.projects.gate import require_one_open_phase
from participation.projects.models import Project
from proposals.merging.models import Merger, MergerMember
from proposals.merging.rules import LEAST_SOURCES, MERGING_DURING, MOST_SOURCES, why_not_part
from proposals.merging.services import mails
from proposals.merging.services.rows import answer_time, days_from_now, locked, members_of, refuse_taken, tell_of
from proposals.merging.services.texts import fill, first_text
from proposals.merging.states import Act, MergerState
from proposals.models import Proposal
from proposals.rules import is_first_author, may_respond, require_resident

if TYPE_CHECKING:
    from participation.accounts.models import User

SUGGESTION_LENGTH = max_length(Merger, "suggestion")


def start_merger(*, project_id: int, initiator: User, source_id: int, other_ids: Sequence[int]) -> Merger:
    """Begin a joint text that only its writer sees until they ask the others.

    source_id: a proposal of the initiator's own. other_ids: those it is to be brought together with.
    Returns the draft; where the own proposal has one already, that one with the others added: sent twice, it is one.
    Raises PhaseClosed, NotAllowed, Invalid with the field "sources", or Conflict when the own proposal is taken.
    """
    with transaction.atomic():
        own, others = _chosen(project_id, initiator, source_id, other_ids)
        merger = Merger(
            project_id=project_id, initiator=initiator, language=own.language, answer_by=days_from_now(settings.MERGER_DRAFT_DAYS)
        )
        fill(merger, first_text(own, others))
        try:
            with transaction.atomic():
                merger.save()
                MergerMember.objects.create(merger=merger, proposal=own, holds=True)
        except IntegrityError as error:
            return _add_to_draft(own, others, initiator, error)
        _add(merger, others)
        return merger


@transaction.atomic
def suggest_merger(*, project_id: int, by: User, source_ids: Sequence[int], words: Mapping[str, str]) -> Merger:
    """Suggest to the authors of some proposals that they belong together. It is theirs to write a joint text, or not.

    words: why, by content language; the default one is what the others fall back to. May be empty.
    Raises PhaseClosed, NotAllowed for who does not answer for these proposals, Invalid, or Conflict when one is taken.
    """
    require_one_open_phase(project_id=project_id, actions=MERGING_DURING)
    sources = _proposals(project_id, source_ids)
    if not sources or not all(may_respond(by, source) for source in sources):
        raise NotAllowed(_("Only those who answer for all of these proposals can suggest this."))
    _require_fit(sources)
    clean = {code: clean_text(text, field="suggestion", limit=SUGGESTION_LENGTH) for code, text in words.items()}
    merger = Merger(project_id=project_id, suggested_by=by, language=sources[0].language, answer_by=answer_time())
    merger.suggestion = clean.pop(settings.LANGUAGE_CODE, "")
    for code, text in clean.items():
        setattr(merger, f"suggestion_{code}", text)
    merger.save()
    try:
        with transaction.atomic():
            MergerMember.objects.bulk_create([MergerMember(merger=merger, proposal=row, holds=True) for row in sources])
    except IntegrityError as error:
        refuse_taken(error)
    tell_of(merger, Act.SUGGESTED, by, data={"proposals": [row.pk for row in sources]})
    mails.tell_authors(merger, members_of(merger), "suggested")
    return merger


def _chosen(project_id: int, initiator: User, source_id: int, other_ids: Sequence[int]) -> tuple[Proposal, list[Proposal]]:
    require_one_open_phase(project_id=project_id, actions=MERGING_DURING)
    require_resident(initiator, Project.objects.only("verified_only").get(pk=project_id))
    sources = _proposals(project_id, [source_id, *other_ids])
    own = next((row for row in sources if row.pk == source_id), None)
    if own is None or not is_first_author(initiator, own):
        raise NotAllowed(_("Begin with a proposal of your own."))
    _require_fit(sources)
    return own, [row for row in sources if row.pk != source_id]


def _proposals(project_id: int, ids: Sequence[int]) -> list[Proposal]:
    """Those of the project; one of another project is as good as none."""
    rows = Proposal.objects.filter(project=project_id, pk__in=set(ids)).select_related(
        "author", "project__lead_district", "district"
    )
    return list(rows.defer("search", "district__boundary", "project__lead_district__boundary").order_by("pk"))


def _require_fit(sources: Sequence[Proposal]) -> None:
    for source in sources:
        if why := why_not_part(source):
            raise Invalid(f"{source.title}: {why}" if source.state == "published" else why, field="sources")
    if len(sources) < LEAST_SOURCES:
        raise Invalid(_("Choose at least one other proposal of this project."), field="sources")
    if len(sources) > MOST_SOURCES:
        raise Invalid(_("At most %(most)s proposals can be brought together at once.") % {"most": MOST_SOURCES}, field="sources")


def _add(merger: Merger, others: Sequence[Proposal]) -> None:
    known = {member.proposal_id for member in members_of(merger)}
    new = [other for other in others if other.pk not in known]
    if len(known) + len(new) > MOST_SOURCES:
        raise Invalid(_("At most %(most)s proposals can be brought together at once.") % {"most": MOST_SOURCES}, field="sources")
    MergerMember.objects.bulk_create([MergerMember(merger=merger, proposal=other) for other in new])


def _add_to_draft(own: Proposal, others: Sequence[Proposal], initiator: User, error: IntegrityError) -> Merger:
    """The own proposal is taken: by a draft of the same writer, to which the others are added, or for good."""
    taken = MergerMember.objects.filter(proposal=own, holds=True).values_list("merger_id", flat=True).first()
    if taken is None:
        raise error
    merger = locked(taken)
    if merger.state != MergerState.DRAFT or merger.initiator_id != initiator.pk:
        raise Conflict(
            _("Your proposal is being brought together with others already."), field="sources", code="taken"
        ) from error
    _add(merger, others)
    return merger
