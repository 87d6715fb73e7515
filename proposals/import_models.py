"""A file of proposals that staff bring in: what stands in it, what would be done for each line, and how far it is."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class RunState(models.TextChoices):
    """How far an import is. Nothing is written into the project before it is confirmed."""

    WAITING = "waiting", _("Being checked")
    CHECKED = "checked", _("Waits for you")
    REFUSED = "refused", _("Cannot be imported")
    CONFIRMED = "confirmed", _("Being imported")
    DONE = "done", _("Imported")
    UNDOING = "undoing", _("Being undone")
    UNDONE = "undone", _("Undone")
    DISCARDED = "discarded", _("Discarded")
    FAILED = "failed", _("Failed")


RUN_TRANSITIONS: dict[str, set[str]] = {
    RunState.WAITING: {RunState.CHECKED, RunState.REFUSED, RunState.FAILED},
    RunState.CHECKED: {RunState.CONFIRMED, RunState.DISCARDED},
    RunState.REFUSED: {RunState.DISCARDED},
    RunState.CONFIRMED: {RunState.DONE, RunState.REFUSED, RunState.FAILED},
    RunState.DONE: {RunState.UNDOING},
    RunState.UNDOING: {RunState.UNDONE, RunState.FAILED},
    RunState.UNDONE: set(),
    RunState.DISCARDED: set(),
    RunState.FAILED: {RunState.DISCARDED},
}
# A worker is at it, or will be soon.
WORKED_AT = (RunState.WAITING, RunState.CONFIRMED, RunState.UNDOING)


class Verdict(models.TextChoices):
    """What an import does with one line of a file."""

    NEW = "new", _("New")
    KNOWN = "known", _("Known already")
    CHANGED = "changed", _("Known, changed since")
    REFUSED = "refused", _("Cannot be taken")


def import_path(_run: ImportRun, filename: str) -> str:
    """A path that nobody can guess; files of imports have no public address."""
    ending = filename.rsplit(".", 1)[-1].lower() if "." in filename else "csv"
    return f"imports/{uuid.uuid4().hex}.{''.join(sign for sign in ending if sign.isalnum())[:5] or 'csv'}"


class ImportRun(models.Model):
    """One file for one project.

    facts: what was seen of the file (kind, encoding, delimiter, columns). counts: numbers of lines by verdict and remark.
    fatal: why nothing of it can be read, as `Finding.stored()`; null where everything could.
    attempts: how often a worker has begun the present step.
    """

    project = models.ForeignKey(
        "projects.Project", on_delete=models.PROTECT, related_name="import_runs", verbose_name=_("project")
    )
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    file = models.FileField(upload_to=import_path, max_length=120, blank=True)
    file_name = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField(help_text="bytes")
    format = models.CharField(max_length=20, blank=True, help_text="Empty until the file has been recognised")
    language = models.CharField(max_length=10)
    source = models.CharField(max_length=120, blank=True, help_text="Empty for the format's own")
    state = models.CharField(_("state"), max_length=10, choices=RunState.choices, default=RunState.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    facts = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    fatal = models.JSONField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        constraints = [
            models.CheckConstraint(name="proposals_import_state_known", condition=Q(state__in=RunState.values)),
            models.CheckConstraint(
                name="proposals_import_confirmed_by_somebody",
                condition=~Q(state__in=[RunState.CONFIRMED, RunState.DONE]) | Q(confirmed_by__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["project", "-id"], name="proposals_imports"),
            models.Index(fields=["state"], condition=Q(state__in=WORKED_AT), name="proposals_imports_at_work"),
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_at_work(self) -> bool:
        """Whether a worker is at it, or will be soon."""
        return self.state in WORKED_AT


class ImportLine(models.Model):
    """What one line of the file holds and what is done with it. findings: `Finding.stored()` of what was noticed."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="lines")
    line = models.PositiveIntegerField()
    external_id = models.CharField(max_length=120, blank=True)
    title = models.CharField(max_length=120, blank=True)
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    findings = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "line"], name="proposals_import_line_once"),
            models.CheckConstraint(name="proposals_import_verdict_known", condition=Q(verdict__in=Verdict.values)),
        ]
        indexes = [models.Index(fields=["run", "verdict", "line"], name="proposals_import_verdicts")]

    def __str__(self) -> str:
        return f"{self.run_id}:{self.line}"
