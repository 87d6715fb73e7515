"""The one way to send mail that tells of an act: written with the act, sent by a worker after it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, cast

from django.conf import settings
from django.db.models import Q
from django.template import Context, Template
from django.template.loader import get_template
from django.utils import timezone
from django.utils.translation import get_language, override

from participation.accounts.models import User
from participation.common.models import max_length
from participation.common.queueing import enqueue
from participation.common.trying import MOST_ATTEMPTS, said_of, wait_after
from participation.notifications.models import OutboxMessage

LONGEST_SUBJECT = max_length(OutboxMessage, "subject")


def queue_mail(
    *,
    recipient: User | None = None,
    address: str = "",
    template: str,
    context: dict[str, Any],
    key: str | None = None,
    language: str | None = None,
) -> OutboxMessage | None:
    """Write a mail in its reader's language, inside the caller's transaction: no act without its mail, nor the reverse.

    recipient: who gets it; their own address and language, unless `address` or `language` say otherwise.
    template: name under templates/emails/ without ".txt"; its first line is the subject.
    context: what the template needs; names, plain texts and paths. `url` tags give paths: put `{{ site }}` before them.
    key: what must be told once only, such as "decision.17"; the second mail of that key is not written.
    Returns the row, or None when there is nobody to write to or the key was used already.
    """
    address = address or (recipient.email if recipient is not None else None) or ""
    if not address:
        return None
    language = language or (recipient.language if recipient is not None else get_language()) or settings.LANGUAGE_CODE
    subject, text = render_mail(template=template, context={"recipient": recipient, **context}, language=language)
    fields = {"recipient": recipient, "address": address, "language": language, "subject": subject, "text": text}
    if key is None:
        message, written = OutboxMessage.objects.create(**fields), True
    else:
        message, written = OutboxMessage.objects.get_or_create(key=key, defaults=fields)
    if not written:
        return None
    enqueue("notifications.send_queued")
    return message


def queue_mails(
    *,
    recipients: Iterable[User],
    template: str,
    context: dict[str, Any],
    key: str,
    personal: Callable[[User], dict[str, Any]] | None = None,
) -> int:
    """Write the same mail to many, each in their own language; for workers, in batches of some hundred people.

    recipients: erased people and those without an address are passed over.
    key: what must be told once only, such as "merge.17.asked"; each mail's own key is this and the person's id, so that a
        worker that starts again writes to nobody twice.
    personal: what a mail says to one person alone, such as a link with a token. Without it each language is rendered once.
    Returns how many mails were written. Other arguments as in `queue_mail`.
    """
    rendered: dict[str, tuple[str, str]] = {}
    messages = []
    for person in recipients:
        if not person.email:
            continue
        language = person.language or settings.LANGUAGE_CODE
        if personal is not None:
            words = {"recipient": person, **context, **personal(person)}
            subject, text = render_mail(template=template, context=words, language=language)
        else:
            if language not in rendered:
                rendered[language] = render_mail(template=template, context=context, language=language)
            subject, text = rendered[language]
        messages.append(
            OutboxMessage(
                recipient=person, address=person.email, language=language, subject=subject, text=text, key=f"{key}.{person.pk}"
            )
        )
    before = OutboxMessage.objects.filter(key__in=[message.key for message in messages]).count()
    OutboxMessage.objects.bulk_create(messages, batch_size=500, ignore_conflicts=True)
    enqueue("notifications.send_queued")
    return len(messages) - before


def render_mail(*, template: str, context: dict[str, Any], language: str) -> tuple[str, str]:
    """Return subject and text of a mail template, as plain text (nothing is escaped) in the given language."""
    names = {"service_name": settings.SERVICE_NAME, "city_name": settings.CITY_NAME, "site": settings.PUBLIC_URL.rstrip("/")}
    with override(language):
        written = _plain(f"emails/{template}.txt").render(Context({**names, **context}, autoescape=False))
    subject, _line_end, text = written.strip().partition("\n")
    return " ".join(subject.split())[:LONGEST_SUBJECT], text.strip() + "\n"


def _plain(name: str) -> Template:
    """The engine's own template: only its context can switch escaping off."""
    return cast(Any, get_template(name)).template


def mark_sent(*, message: OutboxMessage) -> None:
    """The mail server has taken it."""
    message.state, message.sent_at, message.attempts = OutboxMessage.State.SENT, timezone.now(), message.attempts + 1
    _forget_stranger(message)
    message.save(update_fields=["state", "sent_at", "attempts", "address", "text"])


def mark_failed(*, message: OutboxMessage, error: Exception) -> None:
    """The mail server refused it: wait longer after every attempt, give up after the last."""
    message.attempts += 1
    message.last_error = said_of(error)
    if message.attempts >= MOST_ATTEMPTS:
        message.state = OutboxMessage.State.FAILED
        _forget_stranger(message)
    message.due_at = timezone.now() + wait_after(message.attempts)
    message.save(update_fields=["state", "attempts", "due_at", "last_error", "address", "text"])


def forget_mail(*, recipient: User) -> None:
    """Delete every mail to a person who is about to be erased, also those that went to their address without an account."""
    theirs = Q(recipient=recipient)
    if recipient.email:
        theirs |= Q(address__iexact=recipient.email)
    OutboxMessage.objects.filter(theirs).delete()


def _forget_stranger(message: OutboxMessage) -> None:
    """Nobody can ask us to erase a mail to an address without an account, so nothing of it outlives its sending."""
    if message.recipient_id is None:
        message.address, message.text = "", ""
