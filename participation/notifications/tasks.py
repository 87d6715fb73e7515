"""Sending what waits in the outbox, and telling those who follow."""

import logging

from celery import shared_task
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from participation.common.queueing import enqueue
from participation.notifications import services
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
    if message.unsubscribe_url:  # RFC 8058: one click in the mail program, without a page
        mail.extra_headers["List-Unsubscribe"] = f"<{message.unsubscribe_url}>"
        mail.extra_headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    try:
        mail.send()
    except Exception as error:  # noqa: BLE001 - the server's refusal, a broken address: the other mails do not wait for this one
        logger.warning("Mail %s was not taken: %s", message.pk, type(error).__name__)  # its words hold the address
        mark_failed(message=message, error=error)
        server.close()  # the next one starts on a fresh connection
    else:
        mark_sent(message=message)
    return message


@shared_task(name="notifications.spread")
def spread(_subjects: list[int] | None = None) -> int:
    """Tell the followers of everything that was announced; returns how many were told. Any number of workers may run it."""
    told = 0
    while (number := services.spread_next()) is not None:
        told += number
    enqueue("notifications.mail_at_once")
    return told


@shared_task(name="notifications.mail_at_once")
def mail_at_once() -> int:
    """Write one batch of the mails that are to go at once, then queue itself for the next one; returns how many it handled."""
    handled = services.mail_at_once()
    if handled:
        enqueue("notifications.mail_at_once")
    return handled


@shared_task(name="notifications.digests")
def digests() -> int:
    """Plan the digests that are due, and begin to write them; returns how many are new."""
    planned = services.plan_digests()
    enqueue("notifications.write_digests")
    return planned


@shared_task(name="notifications.write_digests")
def write_digests() -> int:
    """Write one batch of digests, then queue itself for the next one; returns how many it handled."""
    handled = services.write_digests()
    if handled:
        enqueue("notifications.write_digests")
    return handled


@shared_task(name="notifications.prune")
def prune() -> int:
    """Forget old news and what was read long ago; returns how many rows went."""
    return services.prune()
