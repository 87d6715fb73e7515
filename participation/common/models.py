"""Abstract bases for what residents write. This app has no tables of its own."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from participation.common.origin import NEEDS_CLERK, Origin


def max_length(model: type[models.Model], name: str) -> int:
    """How many characters a text field of a model holds. Raises TypeError where it has no limit."""
    limit = getattr(model._meta.get_field(name), "max_length", None)
    if limit is None:
        raise TypeError(f"{model.__name__}.{name} has no limit")
    return int(limit)


class Contribution(models.Model):
    """Who wrote it, for whom, by which way, in which language.

    `author` stays when an account is erased (the row loses its name, not its identity),
    and is null for imported content whose writer we never knew.
    """

    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="%(class)ss",
        verbose_name=_("author"),
    )
    on_behalf_of = models.CharField(_("on behalf of"), max_length=120, blank=True)
    channel = models.CharField(_("channel"), max_length=10, choices=Origin.choices, default=Origin.WEB)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("entered by"),
    )
    language = models.CharField(_("language"), max_length=10)
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_clerk_named",
                condition=~Q(channel__in=NEEDS_CLERK) | Q(entered_by__isnull=False),
            ),
        ]


class Version(models.Model):
    """One earlier or current text of something that can be edited; subclasses add what it belongs to."""

    text = models.TextField()
    language = models.CharField(max_length=10)
    editor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    digest = models.CharField(max_length=64, help_text="SHA-256 of the text, hexadecimal")

    class Meta:
        abstract = True
