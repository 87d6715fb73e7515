"""The demo's mailbox."""

from django.db import models


class DemoMail(models.Model):
    """A mail that the demo sent to nobody; shown at /demo/mail/."""

    at = models.DateTimeField(auto_now_add=True)
    to = models.CharField(max_length=320)
    subject = models.CharField(max_length=300)
    text = models.TextField()

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.subject
