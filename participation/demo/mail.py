"""The demo's mail goes into a table instead of out."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from participation.demo.models import DemoMail


class DemoMailBackend(BaseEmailBackend):
    """Keeps every message where /demo/mail/ shows it."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Store the messages; returns how many."""
        rows = [DemoMail(to=", ".join(m.to), subject=m.subject, text=m.body) for m in email_messages]
        DemoMail.objects.bulk_create(rows)
        return len(rows)
