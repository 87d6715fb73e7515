"""Reporting, opening a case and deciding: the only ways in which moderation changes anything.

A piece of content has at most one open case, which the database promises. A decided case stays as it was:
showing hidden content again, or a later report, makes a new case, and the history is all cases of the content.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from participation.audit.services import record
from participation.common.models import max_length
from participation.common.pace import require_pace
from participation.common.refusals import Conflict, Invalid, NotAllowed
from participation.common.text import clean_text
from participation.moderation import contents, mails, rules, topics
from participation.moderation.models import Case, Decision, Notice
from participation.moderation.queries import responsible_district_id, standing_restriction
from participation.moderation.states import CaseState, DecisionAction, Reason
from participation.moderation.wording import ready_texts
from participation.projects.rules import works_for

if TYPE_CHECKING:
    from participation.accounts.models import User

LONGEST_EXPLANATION = max_length(Decision, "explanation")


@transaction.atomic
def report(
    *,
    kind: str,
    object_id: int,
    reporter: User | AnonymousUser | None,
    contact_email: str = "",
    reason: str,
    explanation: str = "",
    language: str,
) -> Notice:
    """Report content: opens its case or joins the open one.

    reporter: None or an anonymous user for people without an account; only then is `contact_email` kept.
    language: the language the reporter reads, a code such as "fi".
    Returns the notice; the earlier one when this person has reported the same open case already.
    Raises Invalid (with the field, if one is at fault) for bad input and for one's own words, which one may see while
    nobody else does; NotAllowed when there is nothing here that the reporter can see; TooMany when this person, or
    somebody with this e-mail, has reported enough within the hour.
    """
    content_kind = _kind(kind)
    person = reporter if reporter is not None and reporter.is_authenticated else None
    explanation = clean_text(explanation, field="explanation", limit=LONGEST_EXPLANATION)
    contact_email = "" if person else _clean_email(contact_email)
    if reason not in Reason.values:
        raise Invalid(_("Choose a reason."), field="reason")
    if reason == Reason.OTHER and not explanation:
        raise Invalid(_("Tell in a few words what is wrong."), field="explanation")

    content = _seen(content_kind, object_id, person)
    if person and content_kind.describe(content).author == person:
        raise Invalid(_("You wrote this yourself: you can change it or take it back."))
    case = _open_case(content_kind, content)
    _seen(content_kind, object_id, person)  # again, now that no decision can come between
    if person and (earlier := case.notices.filter(reporter=person).first()):
        return earlier
    _require_pace(case, person, contact_email)
    notice = Notice.objects.create(
        case=case,
        reporter=person,
        contact_email=contact_email,
        reason=reason,
        explanation=explanation,
        language=language,
    )
    case.notice_count += 1  # right because the row is locked
    case.save(update_fields=["notice_count"])
    _record("case.report", case, actor=person, data={"notice": notice.pk, "reason": reason})
    if contact_email:
        mails.tell_received(notice)
    topics.announce(case)
    return notice


@transaction.atomic
def open_case_for(*, kind: str, object_id: int, by: User) -> Case:
    """The open case about content that a moderator wants to act on without a report; opened if there is none.

    Raises NotAllowed when the person does not moderate where the content is, Conflict when it is hidden already.
    """
    content_kind = _kind(kind)
    content = content_kind.load(object_id)
    if content is None:
        raise NotAllowed(_("There is nothing here to decide about."), code="gone")
    described = content_kind.describe(content)
    district_id = responsible_district_id(project_id=described.project_id, district_id=described.district_id)
    if not rules.may_moderate(by, district_id=district_id, project_id=described.project_id):
        raise NotAllowed(_("You do not moderate in this district."))
    open_before = Case.objects.open().about(content_kind.model, object_id).exists()
    case = _open_case(content_kind, content)
    standing = standing_restriction(content_kind.model, object_id)
    if standing and standing.case_id != case.pk:
        raise Conflict(_("This is hidden already."), decision=standing)
    if not open_before:
        _record("case.open", case, actor=by)
        topics.announce(case)
    return case


@transaction.atomic
def decide(*, case_id: int, action: str, ground: str = "", explanation: str = "", by: User) -> Decision:
    """Decide an open case: keep (which also shows what was held), hide, or show again.

    action: a DecisionAction, but not HOLD, which only the system takes.
    ground: a Reason, needed to hide; explanation: what the author is told, in their language, needed to hide.
    Raises NotAllowed when the person does not moderate there or wrote it themselves; Conflict, with the first
    `decision` among its facts, when somebody else has decided already; Invalid (with the field) for bad input;
    whatever Refusal the content itself answers with.
    """
    case = Case.objects.select_for_update(of=("self",)).moderated_by(by).filter(pk=case_id).first()
    if case is None:
        raise NotAllowed(_("You do not moderate in this district."))
    if case.state == CaseState.DECIDED:
        raise _already_decided(case.decisions.select_related("decided_by").first())
    return _decide(case, action=action, ground=ground, explanation=explanation, by=by)


@transaction.atomic
def restore(*, case_id: int, explanation: str = "", by: User) -> Decision:
    """Show again what a decided case has hidden. The restoring is a new case, so the old one stays as it was decided.

    Raises NotAllowed as `decide` does; Conflict when the content is visible again or a newer case has hidden it anew.
    """
    hidden_by = Case.objects.moderated_by(by).filter(pk=case_id).first()
    if hidden_by is None:
        raise NotAllowed(_("You do not moderate in this district."))
    content_kind = contents.kind_by_model(hidden_by.object_type)
    content = content_kind.load(hidden_by.object_id)
    if content is None:
        raise NotAllowed(_("There is nothing here to decide about."), code="gone")
    case = _open_case(content_kind, content)
    standing = standing_restriction(case.object_type, case.object_id)
    if standing is None or standing.case_id != hidden_by.pk:
        newest = Decision.objects.filter(case__object_type=case.object_type, case__object_id=case.object_id)
        raise _already_decided(newest.select_related("decided_by").order_by("-id").first())
    return _decide(case, action=DecisionAction.RESTORE, ground="", explanation=explanation, by=by)


@transaction.atomic
def hold_automatically(*, kind: str, object_id: int, ground: str, explanation: str = "") -> Decision:
    """Take content from readers until a moderator has looked; its case stays open.

    Call it before locking rows of the content, as a moderator's decision locks the case first and the content second.
    explanation: what the author is told; empty for the ready-made words of the ground, in the author's language.
    Returns the decision; the standing one when the content is held or hidden already. Raises Conflict when that
    happened at the same moment.
    """
    content_kind = _kind(kind)
    content = content_kind.load(object_id)
    if content is None:
        raise NotAllowed(_("There is nothing here to decide about."), code="gone")
    if ground not in Reason.values:
        raise Invalid(_("Choose a reason."), field="ground")
    if standing := standing_restriction(content_kind.model, object_id):
        return standing
    case = _open_case(content_kind, content)
    if standing := standing_restriction(content_kind.model, object_id):
        raise _already_decided(standing)  # between the two lines above; the case just opened goes with the transaction
    if not explanation and case.author:
        explanation = ready_texts(case.author.language).get(ground, "")
    return _carry_out(case, action=DecisionAction.HOLD, ground=ground, explanation=explanation, by=None)


@transaction.atomic
def forget_reporter(*, reporter: User) -> int:
    """Take the words and the address from what an erased person reported; that it was reported, and why, stays.

    Reports that were made without signing in, but with this person's address, are theirs too. Returns how many there were.
    """
    theirs = Q(reporter=reporter)
    if reporter.email:
        theirs |= Q(contact_email__iexact=reporter.email)
    return Notice.objects.filter(theirs).update(explanation="", contact_email="")


def _kind(key: str) -> contents.ContentKind:
    kind = contents.kind_by_key(key)
    if kind is None:
        raise NotAllowed(_("There is nothing here to decide about."), code="gone")
    return kind


def _seen(kind: contents.ContentKind, object_id: int, person: User | None) -> Any:
    content = kind.find(object_id, person or AnonymousUser())
    if content is None:
        raise NotAllowed(_("What you want to report is not visible any more."), code="gone")
    return content


def _open_case(kind: contents.ContentKind, content: Any) -> Case:
    """The one open case about this content, locked until the transaction ends.

    The unique constraint decides between two who open it at once: the later insert waits, adds nothing and takes
    the other's row. If that case was decided in the meantime, there is none to take, and the next round opens one.
    """
    described = kind.describe(content)
    open_cases = Case.objects.open().about(kind.model, content.pk)
    for _round in range(3):
        case = open_cases.select_for_update(of=("self",)).select_related("author").first()
        if case is not None:
            return case
        fresh = Case(
            object_type=kind.model,
            object_id=content.pk,
            project_id=described.project_id,
            district_id=responsible_district_id(project_id=described.project_id, district_id=described.district_id),
            author=described.author,
            label=described.label[:200],
            address=described.address[:300],
        )
        Case.objects.bulk_create([fresh], ignore_conflicts=True)
    raise Conflict(_("Somebody else is deciding about this right now. Please try again."))


def _require_pace(case: Case, person: User | None, contact_email: str) -> None:
    """Without account and e-mail nothing here tells one reporter from another; the view counts sessions and networks."""
    told = _("You have sent as many reports as one can within an hour (%(most)s). You can send the next one at %(time)s.")
    if person is not None:
        require_pace(
            rows="moderation_notice WHERE reporter_id = %s",
            person=person.pk,
            moment="created_at",
            most=settings.REPORTS_PER_HOUR,
            message=told,
            exempt=lambda: works_for(person, case.project),
        )
    elif contact_email:
        require_pace(
            rows="moderation_notice WHERE contact_email <> '' AND UPPER(contact_email) = UPPER(%s)",
            person=contact_email.lower(),
            moment="created_at",
            most=settings.REPORTS_PER_HOUR_BY_EMAIL,
            message=told,
        )


def _decide(case: Case, *, action: str, ground: str, explanation: str, by: User) -> Decision:
    """Check what a person wants against what stands, then do it. The case is locked."""
    if rules.is_own(by, case):
        raise NotAllowed(_("Somebody else has to decide about what you wrote yourself."))
    if action not in DecisionAction.values or action == DecisionAction.HOLD:
        raise Invalid(_("Choose what to do."), field="action")
    explanation = clean_text(explanation, field="explanation", limit=LONGEST_EXPLANATION)
    if ground and ground not in Reason.values:
        raise Invalid(_("Choose a reason."), field="ground")
    if action == DecisionAction.HIDE and not ground:
        raise Invalid(_("Choose the rule that the decision rests on."), field="ground")
    if action == DecisionAction.HIDE and not explanation:
        raise Invalid(_("Tell the author why."), field="explanation")
    standing = standing_restriction(case.object_type, case.object_id)
    if standing is None and action == DecisionAction.RESTORE:
        raise Invalid(_("This is visible already."), field="action")
    if standing is not None and standing.action == DecisionAction.HIDE and action != DecisionAction.RESTORE:
        raise Invalid(_("This is hidden already."), field="action")
    return _carry_out(case, action=action, ground=ground, explanation=explanation, by=by)


def _carry_out(case: Case, *, action: str, ground: str, explanation: str, by: User | None) -> Decision:
    """Write the decision, do it to the content, close the case (a hold leaves it open), and tell everyone concerned."""
    now = timezone.now()
    decision = Decision.objects.create(
        case=case,
        action=action,
        ground=ground,
        explanation=explanation,
        automatic=by is None,
        decided_by=by,
        decided_at=now,
    )
    kind = contents.kind_by_model(case.object_type)
    changed = kind.apply(case.object_id, decision)
    if action != DecisionAction.HOLD:
        _close(case, now)
    record(
        action=f"{kind.key}.{action}",
        actor=by,
        target=kind.load(case.object_id),
        project_id=case.project_id,
        district_id=case.district_id,
        data={"case": case.pk, "decision": decision.pk, "ground": ground, "automatic": by is None},
    )
    mails.tell_decided(decision, changed=changed)
    topics.announce(case)
    return decision


def _close(case: Case, at: datetime) -> None:
    case.state, case.decided_at = CaseState.DECIDED, at
    case.save(update_fields=["state", "decided_at"])


def _record(action: str, case: Case, *, actor: User | None, data: dict[str, Any] | None = None) -> None:
    record(action=action, actor=actor, target=case, project_id=case.project_id, district_id=case.district_id, data=data)


def _already_decided(first: Decision | None) -> Conflict:
    if first is None:
        return Conflict(_("This is visible already."))
    messages = {
        DecisionAction.KEEP: _("%(name)s was faster and left it as it is."),
        DecisionAction.HIDE: _("%(name)s was faster and hid it."),
        DecisionAction.RESTORE: _("%(name)s was faster and showed it again."),
        DecisionAction.HOLD: _("It has been held automatically in the meantime."),
    }
    name = first.decided_by.display_name if first.decided_by else ""
    return Conflict(messages[DecisionAction(first.action)] % {"name": name}, decision=first)


def _clean_email(address: str) -> str:
    address = address.strip()
    if address:
        try:
            validate_email(address)
        except ValidationError as error:
            raise Invalid(error.messages[0], field="contact_email") from None
        if len(address) > 254:
            raise Invalid(_("This e-mail address is too long."), field="contact_email")
    return address
