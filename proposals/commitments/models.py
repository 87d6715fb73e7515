"""What the city promises in its answers, what it tells of it, and what residents say when it says that it is done."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modeltrans.fields import TranslationField

from participation.common.languages import Said, said
from participation.common.trying import ASIDE, Tried
from proposals.commitments.querysets import CommitmentQuerySet, RoundQuerySet
from proposals.commitments.states import FINISHED, CommitmentState, NoteKind, Outcome


class Commitment(Tried):
    """One promise: who does what by when, made in an official response. None is ever deleted.

    What is tried is to remind those who keep it.
    """

    proposal = models.ForeignKey("proposals.Proposal", on_delete=models.PROTECT, related_name="commitments")
    response = models.ForeignKey("proposals.OfficialResponse", on_delete=models.PROTECT, related_name="commitments")
    unit = models.ForeignKey("districts.Unit", on_delete=models.PROTECT, related_name="commitments")
    title = models.CharField(max_length=160)
    text = models.TextField(max_length=2000, blank=True)
    made_on = models.DateField(default=timezone.localdate)
    due_on = models.DateField()
    state = models.CharField(max_length=10, choices=CommitmentState.choices, default=CommitmentState.PROMISED)
    percent = models.PositiveSmallIntegerField(null=True, blank=True, help_text="The unit's own estimate, where it makes one")
    done_on = models.DateField(null=True, blank=True)
    settled_on = models.DateField(null=True, blank=True, help_text="When residents had had their say")
    given_up_on = models.DateField(null=True, blank=True)
    reasons = models.TextField(max_length=2000, blank=True)
    explained_at = models.DateTimeField(null=True, blank=True, help_text="When the city answered those who say it is not done")
    late_told_for = models.DateField(null=True, blank=True, help_text="The due date whose passing has been told")
    changed_at = models.DateTimeField(default=timezone.now, help_text="When something of it last changed for readers")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    i18n = TranslationField(fields=("title", "text", "reasons"))

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")
        constraints = [
            models.CheckConstraint(name="commitments_state_known", condition=Q(state__in=CommitmentState.values)),
            models.CheckConstraint(name="commitments_has_title", condition=~Q(title="")),
            models.CheckConstraint(name="commitments_due_after_made", condition=Q(due_on__gt=F("made_on"))),
            models.CheckConstraint(
                name="commitments_done_has_day",
                condition=~Q(state__in=FINISHED) | Q(done_on__isnull=False),
            ),
            models.CheckConstraint(
                name="commitments_done_after_made",
                condition=Q(done_on__isnull=True) | Q(done_on__gte=F("made_on")),
            ),
            models.CheckConstraint(
                name="commitments_given_up_has_reasons",
                condition=~Q(state=CommitmentState.GIVEN_UP) | (~Q(reasons="") & Q(given_up_on__isnull=False)),
            ),
            models.CheckConstraint(
                name="commitments_percent",
                condition=Q(percent__isnull=True) | Q(percent__range=(0, 100)),
            ),
        ]
        indexes = [
            models.Index(fields=["due_on", "id"], name="commitments_by_due"),
            models.Index(fields=["-changed_at", "-id"], name="commitments_newest"),
            models.Index(fields=["id"], condition=ASIDE, name="commitments_aside"),
        ]

    def __str__(self) -> str:
        return said(self, "title")


class Milestone(models.Model):
    """A step on the way to a promise."""

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="milestones")
    title = models.CharField(max_length=160)
    due_on = models.DateField(null=True, blank=True)
    reached_on = models.DateField(null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    i18n = TranslationField(fields=("title",))

    class Meta:
        ordering = ("position", "id")
        constraints = [models.CheckConstraint(name="commitments_milestone_has_title", condition=~Q(title=""))]

    def __str__(self) -> str:
        return said(self, "title")


class DueChange(models.Model):
    """A due date that was moved, and why: a promise that was moved says so."""

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="due_changes")
    old_due_on = models.DateField()
    new_due_on = models.DateField()
    reason = models.TextField(max_length=1000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    i18n = TranslationField(fields=("reason",))

    class Meta:
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(name="commitments_moved_has_reason", condition=~Q(reason="")),
            models.CheckConstraint(name="commitments_moved_elsewhere", condition=~Q(old_due_on=F("new_due_on"))),
        ]

    def __str__(self) -> str:
        return f"{self.old_due_on} → {self.new_due_on}"

    @property
    def words(self) -> Said:
        """The reason in the best language there is for the reader."""
        return said(self, "reason")


class ProgressNote(models.Model):
    """What a unit tells about a promise: what was done, that it is done, or an answer to those who disagree."""

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="notes")
    kind = models.CharField(max_length=10, choices=NoteKind.choices, default=NoteKind.PROGRESS)
    unit = models.ForeignKey("districts.Unit", on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(max_length=3000)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    i18n = TranslationField(fields=("text",))

    class Meta:
        ordering = ("-created_at", "-id")
        constraints = [
            models.CheckConstraint(name="commitments_note_says_something", condition=~Q(text="")),
            models.CheckConstraint(name="commitments_note_kind_known", condition=Q(kind__in=NoteKind.values)),
        ]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def words(self) -> Said:
        """The note in the best language there is for the reader."""
        return said(self, "text")


class NotePicture(models.Model):
    """A picture beside a note. The picture is the city's own, with its alternative texts."""

    note = models.ForeignKey(ProgressNote, on_delete=models.CASCADE, related_name="pictures")
    image = models.ForeignKey("files.CityImage", on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("position", "id")
        constraints = [models.UniqueConstraint(fields=["note", "position"], name="commitments_picture_position")]

    def __str__(self) -> str:
        return str(self.image)


class Round(models.Model):
    """One time that residents are asked whether a promise is done; asked anew when it was done anew."""

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    opened_at = models.DateTimeField(default=timezone.now)
    closes_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=12, choices=Outcome.choices, blank=True)
    asked = models.PositiveIntegerField(default=0, help_text="How many people the question is for")
    yes = models.PositiveIntegerField(default=0, help_text="As counted when it closed")
    no = models.PositiveIntegerField(default=0, help_text="As counted when it closed")
    told_up_to = models.BigIntegerField(default=0, help_text="Everybody up to this key has been written to")
    told_at = models.DateTimeField(null=True, blank=True, help_text="When the last mail was written")

    objects = RoundQuerySet.as_manager()

    class Meta:
        ordering = ("number",)
        constraints = [
            models.UniqueConstraint(fields=["commitment", "number"], name="commitments_round_number"),
            models.UniqueConstraint(
                fields=["commitment"], condition=Q(closed_at__isnull=True), name="commitments_one_open_round"
            ),
            models.CheckConstraint(name="commitments_round_closes_later", condition=Q(closes_at__gt=F("opened_at"))),
            models.CheckConstraint(
                name="commitments_closed_has_outcome",
                condition=Q(closed_at__isnull=True, outcome="") | (Q(closed_at__isnull=False) & ~Q(outcome="")),
            ),
        ]
        indexes = [models.Index(fields=["closes_at"], condition=Q(closed_at__isnull=True), name="commitments_open_rounds")]

    def __str__(self) -> str:
        return f"{self.commitment_id}: {self.number}"

    def is_running(self) -> bool:
        """Whether it takes answers at this moment. The service asks the database's clock."""
        return self.closed_at is None and self.closes_at > timezone.now()


class Confirmation(models.Model):
    """What one resident says in one round. Only numbers are public; the words are for the city's staff."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="confirmations")
    resident = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="confirmations")
    is_done = models.BooleanField()
    words = models.TextField(max_length=1000, blank=True)
    language = models.CharField(max_length=10)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "resident"], name="commitments_answer_once")]
        indexes = [models.Index(fields=["resident", "-created_at"], name="commitments_answers_of")]

    def __str__(self) -> str:
        return f"{self.resident_id} → {self.round_id}"
