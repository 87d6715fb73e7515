"""Writing together: asking somebody, their yes or no, and going again."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from participation.accounts.models import User
from participation.accounts.queries import person_by_email
from participation.common.pace import require_pace
from participation.common.refusals import Conflict, Invalid, NotAllowed
from participation.common.text import clean_name
from participation.notifications.services import queue_mail
from proposals.models import CoAuthor, Proposal
from proposals.queries.authors import addressed_to
from proposals.rules import is_first_author, may_invite, require_resident
from proposals.services.rows import locked, record_change
from proposals.states import COAUTHOR_TRANSITIONS, CoAuthorState, ProposalState

LONGEST_WHOM = 254  # an e-mail address
MAILS_A_DAY = 3  # to one address, whoever asks
TOGETHER = (CoAuthorState.INVITED, CoAuthorState.ACCEPTED)


@transaction.atomic
def invite_coauthor(*, proposal_id: int, by: User, whom: str) -> CoAuthor:
    """Ask somebody to write a proposal together with its author.

    whom: an e-mail address, or a public name. An address is answered alike whether or not it has an account.
    Raises NotAllowed for anyone but who began it, Invalid, Conflict when they were asked already, TooMany.
    """
    proposal = locked(proposal_id)
    if not may_invite(by, proposal):
        raise NotAllowed(_("Only who began a proposal can ask others to join."))
    whom = clean_name(whom, field="whom", limit=LONGEST_WHOM)
    person, address = (None, _checked_address(whom, by)) if "@" in whom else (_named(whom, by), "")
    _require_pace(by)
    _require_place(proposal)
    _require_unasked(proposal, person, address)
    invitation = CoAuthor.objects.create(
        proposal=proposal,
        person=person,
        address=address,
        invited_by=by,
        expires_at=timezone.now() + timedelta(days=settings.COAUTHOR_INVITATION_DAYS),
    )
    _tell_invited(invitation)
    record_change("proposal.invite", proposal, by)
    return invitation


def _checked_address(whom: str, by: User) -> str:
    try:
        validate_email(whom)
    except ValidationError:
        raise Invalid(_("This is not an e-mail address. Check it, or write a public name."), field="whom") from None
    address = whom.lower()
    if address == by.email:
        raise Invalid(_("This is your own address."), field="whom")
    return address


def _named(whom: str, by: User) -> User:
    """The one person of that public name; names are public, so it is told when there is none."""
    found = list(User.objects.filter(public_name__iexact=whom, is_active=True).exclude(pk=by.pk)[:2]) if whom else []
    if not whom:
        raise Invalid(_("Write an e-mail address or a public name."), field="whom")
    if len(found) != 1:
        raise Invalid(_("There is nobody, or more than one, of that name. Write their e-mail address instead."), field="whom")
    return found[0]


def _require_pace(by: User) -> None:
    require_pace(
        rows="proposals_coauthor WHERE invited_by_id = %s",
        person=by.pk,
        moment="invited_at",
        most=settings.COAUTHOR_INVITATIONS_PER_HOUR,
        message=_("You have asked as many people as one can within an hour (%(most)s). Go on at %(time)s."),
    )


def _require_place(proposal: Proposal) -> None:
    if proposal.coauthors.filter(state__in=TOGETHER).count() >= settings.COAUTHORS_PER_PROPOSAL:
        raise Invalid(
            _("A proposal can have %(most)s co-authors and open invitations.") % {"most": settings.COAUTHORS_PER_PROPOSAL},
            field="whom",
        )


def _require_unasked(proposal: Proposal, person: User | None, address: str) -> None:
    """Nobody is asked twice, nor again after a no. For an address only what was sent to that address counts."""
    who = Q(person=person) if person is not None else Q(address=address)
    asked = proposal.coauthors.filter(who)
    if asked.filter(state__in=TOGETHER).exists():
        raise Conflict(_("They have been asked already."), field="whom")
    if asked.filter(state=CoAuthorState.DECLINED).exists():
        raise Conflict(_("They have declined. They are not asked again."), field="whom")


def _tell_invited(invitation: CoAuthor) -> None:
    """A mail in their language where we know them; nothing more once an address has got enough within a day."""
    person = invitation.person or person_by_email(invitation.address)
    if person is not None and not person.is_active:
        return
    address = invitation.address or (person.email if person else "") or ""
    since = timezone.now() - timedelta(days=1)
    lately = CoAuthor.objects.filter(Q(address=address) | Q(person=person, person__isnull=False), invited_at__gte=since)
    if lately.count() > MAILS_A_DAY:
        return
    queue_mail(
        recipient=person,
        address=address,
        template="coauthor_invited",
        key=f"coauthor.{invitation.pk}.invited",
        context={"invitation": invitation, "proposal": invitation.proposal, "author": invitation.invited_by},
    )


@transaction.atomic
def withdraw_invitation(*, invitation_id: int, by: User) -> CoAuthor:
    """Take an invitation back that has not been answered. Raises NotAllowed for anyone but who began the proposal, Conflict."""
    invitation = _locked(invitation_id)
    if not is_first_author(by, invitation.proposal):
        raise NotAllowed(_("Only who began a proposal can do this."))
    _change(invitation, CoAuthorState.WITHDRAWN)
    return invitation


@transaction.atomic
def answer_invitation(*, invitation_id: int, by: User, accept: bool) -> CoAuthor:
    """Say yes or no. Only a yes puts somebody's name beside a proposal.

    Raises NotAllowed for anyone but whom it is addressed to or, with a yes, for who may not take part in the project;
    Conflict when it can no longer be answered.
    """
    invitation = _locked(invitation_id)
    proposal = invitation.proposal
    if not addressed_to(by).filter(pk=invitation_id).exists():
        raise NotAllowed(_("This invitation is not for you."))
    if not invitation.is_open() or proposal.state not in (ProposalState.DRAFT, ProposalState.PUBLISHED):
        raise Conflict(_("This invitation cannot be answered any more."))
    if not accept:
        _change(invitation, CoAuthorState.DECLINED, person=by)
        _tell_author(invitation, by)
        return invitation
    require_resident(by, proposal.project)
    if is_first_author(by, proposal) or proposal.coauthors.filter(person=by, state=CoAuthorState.ACCEPTED).exists():
        raise Conflict(_("You write this proposal already."))
    # Asked by name and by address: one answer is enough.
    others = proposal.coauthors.filter(state=CoAuthorState.INVITED).filter(Q(person=by) | Q(address=by.email or "–"))
    others.exclude(pk=invitation_id).update(state=CoAuthorState.WITHDRAWN, answered_at=timezone.now())
    _change(invitation, CoAuthorState.ACCEPTED, person=by)
    _tell_author(invitation, by)
    record_change("proposal.join", proposal, by)
    return invitation


@transaction.atomic
def end_coauthorship(*, coauthor_id: int, by: User) -> CoAuthor:
    """Go, or be let go by who began the proposal. The name beside it goes at once; what was written stays.

    Raises NotAllowed for anyone else, Conflict when it has ended already.
    """
    coauthor = _locked(coauthor_id)
    if coauthor.person_id == by.pk:
        _change(coauthor, CoAuthorState.LEFT)
        record_change("proposal.leave", coauthor.proposal, by)
        _tell(coauthor, coauthor.proposal.author, "coauthor_left", by)
        return coauthor
    if not is_first_author(by, coauthor.proposal):
        raise NotAllowed(_("Only who began a proposal can do this."))
    _change(coauthor, CoAuthorState.REMOVED)
    record_change("proposal.part", coauthor.proposal, by)
    _tell(coauthor, coauthor.person, "coauthor_ended", by)
    return coauthor


def _locked(coauthor_id: int) -> CoAuthor:
    """The row with its proposal, both held; the proposal first, as everywhere."""
    proposal_id = CoAuthor.objects.values_list("proposal_id", flat=True).get(pk=coauthor_id)
    proposal = locked(proposal_id)
    coauthor = CoAuthor.objects.select_for_update().get(pk=coauthor_id)
    coauthor.proposal = proposal
    return coauthor


def _change(coauthor: CoAuthor, state: CoAuthorState, *, person: User | None = None) -> None:
    """Another state. Who answered is known from then on, and the address is needed no more."""
    if state not in COAUTHOR_TRANSITIONS.get(CoAuthorState(coauthor.state), ()):
        raise Conflict(_("This is not possible any more: it has changed meanwhile."))
    coauthor.state, coauthor.answered_at = state, timezone.now()
    if person is not None:
        coauthor.person = person
    if state == CoAuthorState.ACCEPTED:
        coauthor.address = ""
    coauthor.save(update_fields=["state", "answered_at", "person", "address"])


def _tell_author(invitation: CoAuthor, by: User) -> None:
    accepted = invitation.state == CoAuthorState.ACCEPTED
    _tell(invitation, invitation.proposal.author, "coauthor_accepted" if accepted else "coauthor_declined", by)


def _tell(coauthor: CoAuthor, recipient: User | None, template: str, by: User) -> None:
    """By mail, where the account is not suspended: who cannot act on it is told nothing of what others do."""
    if recipient is None or not recipient.is_active:
        return
    queue_mail(
        recipient=recipient,
        template=template,
        key=f"coauthor.{coauthor.pk}.{coauthor.state}",
        context={"coauthor": coauthor, "proposal": coauthor.proposal, "who": by},
    )


def forget_invitations() -> int:
    """End what nobody has answered in time, and forget the addresses of all that has run out; return how many were ended.

    Runs every day, and can be run at any time and twice.
    """
    now = timezone.now()
    late = CoAuthor.objects.filter(expires_at__lte=now)
    ended = late.filter(state=CoAuthorState.INVITED).update(state=CoAuthorState.EXPIRED, answered_at=now, address="")
    late.exclude(address="").update(address="")
    return ended


def forget_coauthor(*, person: User) -> None:
    """When an account is erased: their name beside others' proposals goes, and every invitation to or from them."""
    to_them = Q(person=person) | (Q(address=person.email) if person.email else Q(pk__in=()))
    CoAuthor.objects.filter(to_them | Q(invited_by=person, state=CoAuthorState.INVITED)).delete()
