"""What pages show of mergers, made ready for the templates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from participation.common.differences import Piece, difference
from participation.projects.hindrances import Hindrance, hindrance
from participation.projects.states import Action
from proposals.merging.models import JointVersion, Merger, MergerMember
from proposals.merging.queries.single import SHOWN_VERSIONS
from proposals.merging.rules import taking_part, why_not_part
from proposals.merging.states import ASKING, Consent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from participation.accounts.models import User
    from participation.projects.models import Project
    from proposals.merging.queries.coauthors import CoAuthors
    from proposals.merging.queries.standing import Standing
    from proposals.models import Proposal

CONSENT_KINDS = {Consent.YES: "kept", Consent.NO: "late", Consent.PENDING: ""}


@dataclass(frozen=True)
class ChoiceCard:
    """A supporter's choice: what stands where, whether they `can` change it, or why not, and until when."""

    standing: Standing
    can: bool
    hindrance: Hindrance | None
    until: datetime | None


def choice_card(project: Project, standing: Standing, person: User) -> ChoiceCard:
    """What somebody can do about their support. project: with `phase_list` and `open_actions`."""
    stopped = hindrance(person, project, Action.SUPPORT, verified_only=project.verified_only)
    offering = [phase for phase in project.phase_list if phase.is_open() and Action.SUPPORT in phase.features]
    until = max((phase.last_minute for phase in offering if phase.last_minute), default=None)
    return ChoiceCard(standing, can=stopped is None, hindrance=stopped, until=until)


@dataclass(frozen=True)
class MemberLine:
    """One proposal with its author's answer. proposal: None where it is not public; why: why it cannot take part."""

    pk: int
    proposal: Proposal | None
    author: str
    consent: str
    kind: str
    at: datetime | None
    why: str
    mine: bool
    left: bool
    separated: bool


def member_lines(members: Sequence[MergerMember], user: User, merger: Merger) -> list[MemberLine]:
    """All proposals of a merger as its authors see them."""
    return [_line(member, user, merger) for member in members]


def _line(member: MergerMember, user: User, merger: Merger) -> MemberLine:
    proposal = member.proposal
    mine = proposal.author_id == user.pk
    is_public = proposal.state == "published"
    consent = Consent(member.consent)
    return MemberLine(
        pk=proposal.pk,
        proposal=proposal if is_public or mine else None,
        author=proposal.signature if is_public or mine else "",
        consent=str(consent.label) if merger.state in ASKING else "",
        kind=CONSENT_KINDS[consent],
        at=member.consented_at,
        why=why_not_part(proposal) if merger.is_open else "",
        mine=mine,
        left=member.left_at is not None,
        separated=member.separated_at is not None,
    )


@dataclass(frozen=True)
class CoAuthorLine:
    """One co-author with what they say to the joint text."""

    name: str
    says: str
    kind: str
    mine: bool


def coauthor_lines(coauthors: CoAuthors, user: User) -> list[CoAuthorLine]:
    """All who can object, as the authors see them."""
    lines = []
    for person in coauthors.people:
        if person in coauthors.objecting:
            says, kind = _("Objects to this text"), "late"
        elif person in coauthors.silent:
            says, kind = _("Has said nothing"), ""
        else:
            says, kind = _("Has no objection"), "kept"
        lines.append(CoAuthorLine(person.display_name, says, kind, person.pk == user.pk))
    return lines


@dataclass(frozen=True)
class VersionLine:
    """A version of the joint text and what it changed. number: from 1."""

    number: int
    version: JointVersion
    title: Sequence[Piece]
    text: Sequence[Piece]


def version_lines(versions: Sequence[JointVersion], total: int) -> list[VersionLine]:
    """The newest versions, each with its difference from the one before."""
    lines = []
    for place, version in enumerate(versions[:SHOWN_VERSIONS]):
        older = versions[place + 1] if place + 1 < len(versions) else version
        lines.append(
            VersionLine(
                total - place,
                version,
                difference(older.title, version.title),
                difference(older.text, version.text),
            )
        )
    return lines


def authors_of(members: Sequence[MergerMember]) -> list[str]:
    """Who would sign the joint proposal, each once."""
    return list(dict.fromkeys(name for member in taking_part(members) if (name := member.proposal.signature)))
