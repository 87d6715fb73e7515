"""Proposals that are brought together: the joint text, who agrees to it, and what supporters choose afterwards."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modeltrans.fields import TranslationField

from participation.common.languages import Said, said
from participation.common.models import Version
from participation.common.origin import Origin
from proposals.merging.states import OPEN, Act, Choice, Consent, MergerState


class Merger(models.Model):
    """Two or more proposals of one project on their way to a joint one.

    initiator: the author who writes the joint text and will be the author of the joint proposal; empty while a suggestion of
        the city waits for one. Nothing happens to the proposals themselves.
    """

    project = models.ForeignKey("projects.Project", on_delete=models.PROTECT, related_name="mergers")
    initiator = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="mergers"
    )
    suggested_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    suggestion = models.TextField(_("why they belong together"), max_length=1000, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=MergerState.choices, default=MergerState.DRAFT)
    title = models.CharField(max_length=120, blank=True)
    body = models.TextField(max_length=10_000, blank=True)
    language = models.CharField(max_length=10)
    category = models.ForeignKey("projects.Category", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    district = models.ForeignKey("districts.District", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    place = models.CharField(max_length=200, blank=True)
    latitude = models.FloatField(null=True, blank=True, help_text="degrees, WGS84")
    longitude = models.FloatField(null=True, blank=True, help_text="degrees, WGS84")
    digest = models.CharField(max_length=64, blank=True, help_text="SHA-256 of everything that would be published, hexadecimal")
    form_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False, help_text="Publishing twice makes one proposal")
    proposal = models.OneToOneField("proposals.Proposal", null=True, blank=True, on_delete=models.PROTECT, related_name="merger")
    answer_by = models.DateTimeField(help_text="Until when the authors can answer, or a draft is kept")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    published_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    supporters_told_at = models.DateTimeField(null=True, blank=True)
    held_up_at = models.DateTimeField(
        null=True, blank=True, help_text="Since when all authors agree to the text and something else stands in its way"
    )
    i18n = TranslationField(fields=("suggestion",))

    held_up: str = ""  # set by services.settling, for who has just agreed: what stands in the way, in their language

    class Meta:
        verbose_name = _("joint proposal")
        verbose_name_plural = _("joint proposals")
        constraints = [
            models.CheckConstraint(name="merging_merger_state_known", condition=Q(state__in=MergerState.values)),
            models.CheckConstraint(
                name="merging_merger_published_whole",
                condition=Q(state="published", proposal__isnull=False, published_at__isnull=False, initiator__isnull=False)
                | Q(~Q(state="published"), proposal__isnull=True, published_at__isnull=True),
            ),
            models.CheckConstraint(
                name="merging_merger_ended_has_time",
                condition=Q(state__in=("declined", "abandoned"), ended_at__isnull=False)
                | Q(~Q(state__in=("declined", "abandoned")), ended_at__isnull=True),
            ),
            models.CheckConstraint(
                name="merging_merger_begun_by_somebody",
                condition=Q(initiator__isnull=False) | Q(suggested_by__isnull=False),
            ),
            models.CheckConstraint(
                name="merging_merger_held_up_while_asked",
                condition=Q(held_up_at__isnull=True) | Q(state__in=("asked", "agreed")),
            ),
            models.CheckConstraint(
                name="merging_merger_asks_for_a_text",
                condition=~Q(state__in=("asked", "agreed", "published"))
                | ~Q(digest="") & ~Q(title="") & Q(initiator__isnull=False),
            ),
            models.CheckConstraint(
                name="merging_merger_place_whole",
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
            ),
        ]
        indexes = [
            models.Index(fields=["answer_by"], condition=Q(state__in=OPEN), name="merging_due"),
            models.Index(fields=["id"], condition=Q(state="published", supporters_told_at__isnull=True), name="merging_untold"),
        ]

    def __str__(self) -> str:
        return self.title or str(_("Joint proposal"))

    @property
    def is_open(self) -> bool:
        """Whether it can still become a proposal."""
        return self.state in OPEN

    @property
    def suggestion_words(self) -> Said:
        """The city's words in the best language there is for the reader."""
        return said(self, "suggestion")


class MergerMember(models.Model):
    """One proposal in a merger, with what its author says to the joint text. After publishing it is the line of descent.

    holds: whether the proposal is taken: it can be in one merger at a time, and stays part of what was published. In a draft
        that its writer has not shown to anybody, only the writer's own proposal is.
    digest: of the joint text that the author agreed to.
    """

    merger = models.ForeignKey(Merger, on_delete=models.PROTECT, related_name="members")
    proposal = models.ForeignKey("proposals.Proposal", on_delete=models.PROTECT, related_name="merger_members")
    holds = models.BooleanField(default=False)
    consent = models.CharField(max_length=10, choices=Consent.choices, default=Consent.PENDING)
    consented_at = models.DateTimeField(null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)
    separated_at = models.DateTimeField(null=True, blank=True)
    movers_told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(fields=["merger", "proposal"], name="merging_member_once"),
            models.UniqueConstraint(fields=["proposal"], condition=Q(holds=True), name="merging_one_at_a_time"),
            models.CheckConstraint(name="merging_member_consent_known", condition=Q(consent__in=Consent.values)),
            models.CheckConstraint(
                name="merging_member_yes_to_a_text",
                condition=~Q(consent="yes") | Q(consented_at__isnull=False) & ~Q(digest=""),
            ),
            models.CheckConstraint(
                name="merging_member_gone_holds_nothing",
                condition=Q(holds=False) | Q(left_at__isnull=True, separated_at__isnull=True),
            ),
        ]
        indexes = [
            models.Index(
                fields=["id"], condition=Q(separated_at__isnull=False, movers_told_at__isnull=True), name="merging_movers_untold"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.merger_id} ← {self.proposal_id}"


class CoAuthorAnswer(models.Model):
    """What a co-author of one of the proposals says to the joint text, named by its fingerprint; silence is no objection."""

    merger = models.ForeignKey(Merger, on_delete=models.PROTECT, related_name="coauthor_answers")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    objects_to = models.BooleanField()
    digest = models.CharField(max_length=64)
    answered_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["merger", "person"], name="merging_coauthor_once"),
            models.CheckConstraint(name="merging_coauthor_answers_a_text", condition=~Q(digest="")),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} on {self.merger_id}"


class MergerEntry(models.Model):
    """What happened, with the note that somebody added: the authors' conversation about the joint text."""

    merger = models.ForeignKey(Merger, on_delete=models.PROTECT, related_name="entries")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    act = models.CharField(max_length=10, choices=Act.choices)
    note = models.TextField(max_length=1000, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ("id",)
        constraints = [models.CheckConstraint(name="merging_entry_act_known", condition=Q(act__in=Act.values))]

    def __str__(self) -> str:
        return f"{self.merger_id} {self.act}"


class JointVersion(Version):
    """The joint text as it was when the authors were asked, and after each change since."""

    merger = models.ForeignKey(Merger, on_delete=models.PROTECT, related_name="versions")
    title = models.CharField(max_length=120)

    class Meta:
        ordering = ("id",)


class Supporter(models.Model):
    """Somebody whose support stands on one of the proposals, or stood there: told once, with a choice of their own.

    joint_added: whether the support on the joint proposal came by moving, and so goes with another choice.
    revoked_at: since when links in mails are no longer taken.
    """

    merger = models.ForeignKey(Merger, on_delete=models.PROTECT, related_name="supporters")
    resident = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    told_at = models.DateTimeField(null=True, blank=True)
    choice = models.CharField(max_length=10, choices=Choice.choices, blank=True)
    chosen_at = models.DateTimeField(null=True, blank=True)
    joint_added = models.BooleanField(default=False)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["merger", "resident"], name="merging_supporter_once"),
            models.CheckConstraint(name="merging_supporter_choice_known", condition=Q(choice__in=["", *Choice.values])),
            models.CheckConstraint(name="merging_supporter_choice_has_time", condition=Q(choice="") | Q(chosen_at__isnull=False)),
        ]
        indexes = [
            models.Index(fields=["merger", "id"], condition=Q(told_at__isnull=True), name="merging_supporter_untold"),
            models.Index(fields=["resident"], name="merging_supporter_person"),
        ]

    def __str__(self) -> str:
        return f"{self.resident_id} in {self.merger_id}"


class MovedSupport(models.Model):
    """A support as it was before its giver moved it or took it back, so that it can be put back as it was."""

    supporter = models.ForeignKey(Supporter, on_delete=models.CASCADE, related_name="moved")
    proposal = models.ForeignKey("proposals.Proposal", on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=10, choices=Origin.choices)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["supporter", "proposal"], name="merging_moved_once")]

    def __str__(self) -> str:
        return f"{self.supporter_id} {self.proposal_id}"
