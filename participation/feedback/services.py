"""Sending and answering accessibility feedback, reminding those responsible, and forgetting who sent it.

The Act on the Provision of Digital Services (306/2019) gives everybody the right to an answer within fourteen days.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from participation.audit.services import record
from participation.common.models import max_length
from participation.common.refusals import Conflict, Invalid, NotAllowed
from participation.common.text import clean_name, clean_text
from participation.feedback.models import Feedback
from participation.feedback.queries import responsible
from participation.feedback.rules import may_answer
from participation.feedback.states import FeedbackState
from participation.notifications.services import queue_mail

if TYPE_CHECKING:
    from participation.accounts.models import User

ANSWER_DAYS = 14  # by law
LONGEST_MESSAGE = max_length(Feedback, "message")
LONGEST_ANSWER = max_length(Feedback, "answer")
LONGEST_ADDRESS = max_length(Feedback, "page_address")
LONGEST_EMAIL = max_length(Feedback, "contact_email")


@transaction.atomic
def send_feedback(
    *, message: str, page_address: str = "", contact_email: str = "", language: str, at: datetime | None = None
) -> Feedback:
    """Take feedback from anybody, signed in or not.

    page_address: where the fault is, as the sender wrote it. contact_email: where the answer goes, if they want one.
    language: the language the sender reads, a code such as "fi". at: when it was sent, for history.
    Raises Invalid, with the field, for bad input.
    """
    sent_at = at or timezone.now()
    feedback = Feedback.objects.create(
        message=clean_text(message, field="message", limit=LONGEST_MESSAGE, required=True),
        page_address=clean_name(page_address, field="page_address", limit=LONGEST_ADDRESS),
        contact_email=_clean_email(contact_email),
        language=language,
        created_at=sent_at,
        due_on=timezone.localdate(sent_at) + timedelta(days=ANSWER_DAYS),
    )
    record(action="feedback.send", actor=None, target=feedback)
    return feedback


@transaction.atomic
def answer_feedback(*, feedback_id: int, answer: str, by: User, at: datetime | None = None) -> Feedback:
    """Answer once and for all; who left an e-mail gets the answer there, in the language they read.

    Raises NotAllowed for who is not responsible, Conflict when somebody else has answered, Invalid for an empty answer.
    """
    if not may_answer(by):
        raise NotAllowed(_("Only coordinators of the whole city and administrators answer accessibility feedback."))
    feedback = Feedback.objects.select_for_update().get(pk=feedback_id)
    if feedback.state != FeedbackState.OPEN:
        raise Conflict(_("Somebody else has answered this already. Your answer was not sent."))
    feedback.answer = clean_text(answer, field="answer", limit=LONGEST_ANSWER, required=True)
    feedback.state, feedback.answered_by, feedback.answered_at = FeedbackState.ANSWERED, by, at or timezone.now()
    feedback.save(update_fields=["answer", "state", "answered_by", "answered_at"])
    mailed = queue_mail(
        address=feedback.contact_email,
        template="feedback_answered",
        language=feedback.language,
        context={"feedback": feedback},
        key=f"feedback.{feedback.pk}.answer",
    )
    record(action="feedback.answer", actor=by, target=feedback, data={"mailed": mailed is not None})
    return feedback


def remind_responsible() -> int:
    """Remind everybody responsible some days before an answer is due, and on its last day; returns how many mails were written.

    Each person is told of each moment once, however often this runs. What is found late is told as the later moment only.
    """
    today = timezone.localdate()
    due = Feedback.objects.open().filter(due_on__lte=today + timedelta(days=settings.FEEDBACK_REMIND_DAYS))
    people, written = responsible(), 0
    for feedback in due.order_by("due_on", "pk"):
        moment = "last-day" if feedback.due_on <= today else "soon"
        for person in people:
            mail = queue_mail(
                recipient=person,
                template="feedback_due",
                context={"feedback": feedback, "moment": moment, "days": (feedback.due_on - today).days},
                key=f"feedback.{feedback.pk}.{moment}.{person.pk}",
            )
            written += mail is not None
    return written


@transaction.atomic
def forget_addresses() -> int:
    """Delete the senders' addresses some time after the answer; returns how many. The words stay: they tell of a fault."""
    until = timezone.now() - timedelta(days=settings.FEEDBACK_ADDRESS_DAYS)
    number = Feedback.objects.answered().filter(answered_at__lt=until).exclude(contact_email="").update(contact_email="")
    if number:
        record(action="feedback.forget", actor=None, data={"number": number})
    return number


@transaction.atomic
def forget_sender(*, email: str | None) -> int:
    """Take an erased person's address from what was sent with it, and the words too where they have been answered.

    Words that nobody has answered yet stay: the fault they tell of has to be mended. Returns how many there were.
    """
    theirs = Feedback.objects.sent_from(email)
    theirs.answered().update(message="", answer="")
    return theirs.update(contact_email="")


def _clean_email(address: str) -> str:
    address = address.strip()
    if not address:
        return ""
    try:
        validate_email(address)
    except ValidationError as error:
        raise Invalid(error.messages[0], field="contact_email") from None
    if len(address) > LONGEST_EMAIL:
        raise Invalid(_("This e-mail address is too long."), field="contact_email")
    return address
