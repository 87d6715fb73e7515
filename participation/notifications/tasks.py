"""Sending what waits in the outbox."""

import logging

from celery import shared_task
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from participation.notifications.models import OutboxMessage
from participation.notifications.queries import claim_next
from participation.notifications.services import mark_failed, mark_sent

logger = logging.getLogger(__name__)


@shared_task(name="notifications.send_queued")
def send_queued() -> int:
    """Send every mail that is due; returns how many went out. Any number of workers may run it at once.

    Each mail is claimed, sent and marked in a transaction of its own. A worker that dies gives its claim back, and
    the mail goes out with the next run. While the mail server cannot be reached nothing counts as an attempt.
    """
    server = get_connection()
    try:
        server.open()
    except OSError as error:
        logger.warning("The mail server is away, the outbox waits: %s", error)
        return 0
    sent, last = 0, 0
    try:
        while tried := _send_next(server, after=last):
            sent += tried.state == OutboxMessage.State.SENT
            last = tried.pk
    finally:
        server.close()
    return sent


@transaction.atomic
def _send_next(server: BaseEmailBackend, *, after: int) -> OutboxMessage | None:
    message = claim_next(after=after)
    if message is None:
        return None
    mail = EmailMessage(message.subject, message.text, to=[message.address], connection=server)
    mail.extra_headers["Content-Language"] = message.language
    mail.extra_headers["Auto-Submitted"] = "auto-generated"
    try:
        mail.send()
    except (OSError, ValueError) as error:  # smtplib's errors are OSErrors; a broken address is a ValueError
        logger.warning("Mail %s was not taken: %s", message.pk, type(error).__name__)  # its words hold the address
        mark_failed(message=message)
        server.close()  # the next one starts on a fresh connection
    else:
        mark_sent(message=message)
    return message
