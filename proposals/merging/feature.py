"""What bringing together offers to the rooms below: the profile, and data requests."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from participation.projects.features import ContributionLine, Feature
from participation.projects.queries import with_titles
from proposals.addresses import address
from proposals.merging.models import JointVersion, MergerMember, Supporter
from proposals.merging.queries.owned import choices_of, memberships_of, notes_of, shown_memberships
from proposals.merging.services import forget_person
from proposals.merging.states import ASKING, Choice, Consent, MergerState

if TYPE_CHECKING:
    from participation.accounts.models import User

SHOWN = 50


def contributions(user: User) -> Iterable[ContributionLine]:
    """What waits for an author's answer first, then other joint texts, then what waits for a supporter's choice."""
    memberships: list[MergerMember] = []
    seen: set[int] = set()
    for member in memberships_of(user)[:SHOWN]:
        if member.merger_id not in seen:
            seen.add(member.merger_id)
            memberships.append(member)
    choices = list(choices_of(user)[:SHOWN])
    with_titles([row.merger.project for row in memberships] + [row.merger.project for row in choices])
    for member in sorted(memberships, key=lambda row: not _waits(row)):
        merger = member.merger
        yield ContributionLine(
            kind=gettext_lazy("Joint proposal"),
            title=merger.title or _("Together with others: %(title)s") % {"title": member.proposal.title},
            language=merger.language if merger.title else "",
            url=reverse("merging:merger", kwargs={"project": merger.project.slug, "pk": merger.pk}),
            at=merger.published_at or merger.created_at,
            state=_("Waits for your answer") if _waits(member) else MergerState(merger.state).label,
            project=merger.project.title,
        )
    for supporter in choices:
        merger, joint = supporter.merger, supporter.merger.proposal
        if joint is None:
            continue
        yield ContributionLine(
            kind=gettext_lazy("Support"),
            group=gettext_lazy("What you support became part of a joint proposal"),
            title=joint.title,
            language=joint.language,
            url=reverse("merging:choose", kwargs={"project": merger.project.slug, "pk": merger.pk}),
            at=supporter.chosen_at or merger.published_at,
            state=CHOSEN[Choice(supporter.choice)] if supporter.choice else _("You can choose"),
            project=merger.project.title,
        )


CHOSEN = {
    Choice.KEEP: gettext_lazy("Kept where it was"),
    Choice.MOVE: gettext_lazy("Moved"),
    Choice.WITHDRAW: gettext_lazy("Taken back"),
}


def _waits(member: MergerMember) -> bool:
    """Whether the author is the one whom the others wait for."""
    merger = member.merger
    if member.left_at is not None:
        return False
    return (merger.state in ASKING and member.consent == Consent.PENDING) or merger.state == MergerState.DRAFT


def export(user: User) -> dict[str, Any]:
    """What a person wrote, agreed to and chose, ready for JSON."""
    versions = JointVersion.objects.filter(editor=user).order_by("pk")
    supporters = Supporter.objects.filter(resident=user).select_related("merger__proposal__project").order_by("pk")
    own = shown_memberships(user)
    return {
        "joint_proposals": [_exported(member) for member in own],
        "joint_texts": [
            {"title": row.title, "text": row.text, "at": row.created_at.isoformat(), "digest": row.digest} for row in versions
        ],
        "acts": [{"act": row.act, "note": row.note, "at": row.created_at.isoformat()} for row in notes_of(user)],
        "choices": [
            {
                "joint_proposal": address(row.merger.proposal) if row.merger.proposal else "",
                "choice": row.choice,
                "at": row.chosen_at.isoformat() if row.chosen_at else None,
                "moved": [
                    {"proposal": moved.proposal_id, "channel": moved.channel, "at": moved.created_at.isoformat()}
                    for moved in row.moved.all()
                ],
            }
            for row in supporters.prefetch_related("moved")
        ],
    }


def _exported(member: MergerMember) -> dict[str, Any]:
    merger = member.merger
    began = merger.initiator_id == member.proposal.author_id
    return {
        "proposal": member.proposal_id,
        "state": merger.state,
        "title": merger.title,
        "draft": merger.body if began else "",
        "consent": member.consent,
        "consented_at": member.consented_at.isoformat() if member.consented_at else None,
        "digest": member.digest,
        "left_at": member.left_at.isoformat() if member.left_at else None,
        "separated_at": member.separated_at.isoformat() if member.separated_at else None,
    }


def erase(user: User) -> None:
    """Open mergers are left, notes and choices go. What was published stays under no name."""
    forget_person(user=user)


MERGING = Feature(
    key="merging",
    label=gettext_lazy("Bringing proposals together"),
    order=12,
    contributions=contributions,
    export=export,
    erase=erase,
)
