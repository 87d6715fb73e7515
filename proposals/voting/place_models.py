"""Who may vote without an account of this site, and the voting places: codes, screens, paper."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modeltrans.fields import TranslationField

from participation.common.languages import said
from proposals.voting.ballot_models import DIGEST
from proposals.voting.round_models import Pot, Round
from proposals.voting.states import BundleState, SheetState


class CodeBatch(models.Model):
    """Codes that came together: a file of digests, or codes that were printed here."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="batches")
    name = models.CharField(_("name"), max_length=120, help_text=_("Such as the school, or the date of the letters."))
    printed = models.BooleanField(default=False, help_text="Made and printed here, once")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    revoked_at = models.DateTimeField(null=True, blank=True, editable=False)
    revoked_because = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="voting_batch_revoked_says_why", condition=Q(revoked_at__isnull=True) | ~Q(revoked_because="")
            )
        ]

    def __str__(self) -> str:
        return self.name


class VotingCode(models.Model):
    """A code that lets its owner vote once. Only keyed digests of it and of its owner are kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="codes")
    batch = models.ForeignKey(CodeBatch, on_delete=models.PROTECT, related_name="codes")
    code_key = models.BinaryField(max_length=DIGEST)
    voter_key = models.BinaryField(max_length=DIGEST, help_text="Of the person where the file names one, else of the code")
    district = models.ForeignKey("districts.District", null=True, on_delete=models.PROTECT, related_name="+")
    born = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "code_key"], name="voting_code_once")]

    def __str__(self) -> str:
        return str(self.pk)


class VotingPlace(models.Model):
    """A library, a school or a bus where people vote on a screen or on paper."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="places")
    name = models.CharField(_("name"), max_length=120)
    address = models.CharField(_("address"), max_length=200, blank=True)
    district = models.ForeignKey("districts.District", on_delete=models.PROTECT, related_name="+", verbose_name=_("district"))
    open_from = models.DateField(_("open from"), null=True, blank=True)
    open_to = models.DateField(_("open to"), null=True, blank=True)
    i18n = TranslationField(fields=("name",))

    class Meta:
        verbose_name = _("voting place")
        verbose_name_plural = _("voting places")
        ordering = ("name", "id")
        constraints = [
            models.CheckConstraint(
                name="voting_place_period",
                condition=Q(open_from__isnull=True) | Q(open_to__isnull=True) | Q(open_to__gte=F("open_from")),
            )
        ]

    def __str__(self) -> str:
        return said(self, "name")


class KioskSession(models.Model):
    """A ballot that a clerk hands to somebody whose right to vote they have checked: good once, for a short time.

    token_key: keyed digest of what the clerk's screen shows and the voting screen asks for.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="kiosk_sessions")
    place = models.ForeignKey(VotingPlace, on_delete=models.PROTECT, related_name="kiosk_sessions")
    token_key = models.BinaryField(max_length=DIGEST)
    voter_key = models.BinaryField(max_length=DIGEST)
    district = models.ForeignKey("districts.District", null=True, on_delete=models.PROTECT, related_name="+")
    age = models.PositiveSmallIntegerField(null=True)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    expires_at = models.DateTimeField()
    begun = models.BooleanField(default=False, help_text="The voting screen has taken it")
    ended = models.BooleanField(default=False, help_text="Voted with, or given up")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "token_key"], condition=Q(ended=False), name="voting_kiosk_token_once"),
            models.UniqueConstraint(fields=["round", "voter_key"], condition=Q(ended=False), name="voting_kiosk_one_each"),
        ]

    def __str__(self) -> str:
        return str(self.place)


class PaperIssue(models.Model):
    """How many paper ballots a place has handed out on a day: what its urn must hold."""

    place = models.ForeignKey(VotingPlace, on_delete=models.PROTECT, related_name="issues")
    day = models.DateField()
    given = models.PositiveIntegerField(default=0, help_text="To people whose right to vote was checked")
    spoiled = models.PositiveIntegerField(default=0, help_text="Given back and replaced, or left unused")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "day"], name="voting_issue_once"),
            models.CheckConstraint(name="voting_issue_spoiled", condition=Q(spoiled__lte=F("given"))),
        ]

    def __str__(self) -> str:
        return f"{self.place}, {self.day}: {self.given}"


class PaperBundle(models.Model):
    """Sheets from the urn of a place, counted before they are entered."""

    place = models.ForeignKey(VotingPlace, on_delete=models.PROTECT, related_name="bundles")
    number = models.PositiveIntegerField(_("number of the bundle"))
    day = models.DateField(_("day of voting"))
    sheets_counted = models.PositiveIntegerField(_("sheets in it"), help_text=_("Counted by hand before they are entered."))
    state = models.CharField(max_length=6, choices=BundleState.choices, default=BundleState.OPEN)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "number"], name="voting_bundle_once"),
            models.CheckConstraint(
                name="voting_bundle_closed_by", condition=~Q(state=BundleState.CLOSED) | Q(closed_by__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place} {self.number}"


class PaperSheet(models.Model):
    """One sheet of a bundle, typed in by two different people.

    serial: its place in the bundle, written on the sheet when the bundle is counted. code_key: of the code that is printed on it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    bundle = models.ForeignKey(PaperBundle, on_delete=models.PROTECT, related_name="sheets")
    serial = models.PositiveIntegerField()
    state = models.CharField(max_length=8, choices=SheetState.choices, default=SheetState.ENTERED)
    because = models.CharField(max_length=200, blank=True, help_text="Why it is not counted")
    code_key = models.BinaryField(max_length=DIGEST, null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["bundle", "serial"], name="voting_sheet_once"),
            models.CheckConstraint(
                name="voting_sheet_rejected_says_why", condition=~Q(state=SheetState.REJECTED) | ~Q(because="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.bundle} / {self.serial}"


class SheetEntry(models.Model):
    """What one person read on a sheet. Removed when the bundle is in the box."""

    sheet = models.ForeignKey(PaperSheet, on_delete=models.CASCADE, related_name="entries")
    pot = models.ForeignKey(Pot, on_delete=models.PROTECT, related_name="+", null=True)
    items = ArrayField(models.BigIntegerField(), default=list)
    points = ArrayField(models.PositiveSmallIntegerField(), default=list)
    is_blank = models.BooleanField(default=False, help_text="Nothing, or nothing that can be read, is marked")
    is_invalid = models.BooleanField(default=False, help_text="More is marked than a ballot may say")
    code_key = models.BinaryField(max_length=DIGEST, null=True, help_text="Of the code that this person read on the sheet")
    is_settled = models.BooleanField(default=False, help_text="Entered by a third person where two had differed")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sheet", "pot", "by"], nulls_distinct=False, name="voting_entry_once")]

    def __str__(self) -> str:
        return str(self.sheet)
