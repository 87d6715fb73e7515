"""What a project asks beside the words of a proposal, and what residents answer."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modeltrans.fields import TranslationField

from participation.common.languages import said
from participation.files.models import AttachmentState
from participation.moderation.models import Moderated
from proposals.states import FieldKind

TEXT_LIMIT = 5_000


class FormField(models.Model):
    """One field of a project. What has been answered is archived, never deleted, and keeps its kind."""

    project = models.ForeignKey("projects.Project", on_delete=models.PROTECT, related_name="proposal_fields")
    kind = models.CharField(_("kind"), max_length=10, choices=FieldKind.choices)
    label = models.CharField(_("label"), max_length=120)
    help_text = models.CharField(_("help"), max_length=300, blank=True)
    required = models.BooleanField(
        _("must be answered"), default=False, help_text=_("Drafts can be saved without it; publishing needs it.")
    )
    longest = models.PositiveIntegerField(_("most characters"), default=500, help_text=_("Of a text; at most 5,000."))
    lowest = models.DecimalField(_("lowest"), max_digits=14, decimal_places=2, null=True, blank=True)
    highest = models.DecimalField(_("highest"), max_digits=14, decimal_places=2, null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    archived_at = models.DateTimeField(null=True, blank=True, editable=False)
    i18n = TranslationField(fields=("label", "help_text"))

    class Meta:
        verbose_name = _("field of a proposal")
        verbose_name_plural = _("fields of a proposal")
        ordering = ("position", "id")
        constraints = [
            models.CheckConstraint(name="proposals_field_kind_known", condition=Q(kind__in=FieldKind.values)),
            models.CheckConstraint(name="proposals_field_has_label", condition=~Q(label="")),
            models.CheckConstraint(name="proposals_field_length", condition=Q(longest__range=(1, TEXT_LIMIT))),
            models.CheckConstraint(
                name="proposals_field_limits",
                condition=Q(lowest__isnull=True) | Q(highest__isnull=True) | Q(lowest__lte=models.F("highest")),
            ),
            models.UniqueConstraint(fields=["id", "kind"], name="proposals_field_of_kind"),  # answers refer to both
        ]
        indexes = [models.Index(fields=["project", "position", "id"], name="proposals_fields_in_order")]

    def __str__(self) -> str:
        return said(self, "label")

    @property
    def name(self) -> str:
        """What it is called in a form."""
        return f"field_{self.pk}"


class FieldOption(models.Model):
    """One thing to choose. One that somebody has chosen is archived, never deleted."""

    field = models.ForeignKey(FormField, on_delete=models.CASCADE, related_name="options")
    label = models.CharField(_("choice"), max_length=160)
    position = models.PositiveSmallIntegerField(default=0)
    archived_at = models.DateTimeField(null=True, blank=True, editable=False)
    i18n = TranslationField(fields=("label",))

    class Meta:
        ordering = ("position", "id")
        constraints = [
            models.CheckConstraint(name="proposals_option_has_label", condition=~Q(label="")),
            models.UniqueConstraint(fields=["id", "field"], name="proposals_option_of_field"),
        ]

    def __str__(self) -> str:
        return said(self, "label")


def _only(*, kind: Q, text: bool = False, option: bool = False, number: bool = False, stored: bool = False) -> Q:
    """Of a kind, with exactly what that kind holds."""
    has_text = ~Q(text="") if text else Q(text="")
    return kind & has_text & Q(option__isnull=not option) & Q(number__isnull=not number) & Q(stored__isnull=not stored)


class FieldAnswer(Moderated):
    """What one proposal says in one field. No answer, no row. Only a file has a state of its own.

    The database holds it to its field: two foreign keys of the migration say that the field is of this kind, and that the
    choice is one of the field's own.
    """

    proposal = models.ForeignKey("proposals.Proposal", on_delete=models.CASCADE, related_name="answers")
    field = models.ForeignKey(FormField, on_delete=models.PROTECT, related_name="answers")
    kind = models.CharField(max_length=10, choices=FieldKind.choices)
    text = models.TextField(blank=True)
    option = models.ForeignKey(FieldOption, null=True, blank=True, on_delete=models.PROTECT, related_name="answers")
    number = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    stored = models.OneToOneField("files.StoredFile", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=AttachmentState.choices, default=AttachmentState.VISIBLE)

    class Meta:
        ordering = ("field__position", "field_id")
        constraints = [
            *Moderated.Meta.constraints,
            models.UniqueConstraint(fields=["proposal", "field"], name="proposals_answer_once"),
            models.CheckConstraint(
                name="proposals_answer_of_its_kind",
                condition=_only(kind=Q(kind=FieldKind.TEXT), text=True)
                | _only(kind=Q(kind=FieldKind.CHOICE), option=True)
                | _only(kind=Q(kind__in=(FieldKind.NUMBER, FieldKind.COST)), number=True)
                | _only(kind=Q(kind=FieldKind.FILE), stored=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id}: {self.field_id}"
