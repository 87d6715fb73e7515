"""Who voted, and what was voted: two tables that nothing but the round's key can bring together, and only until it is sealed.

Keys are random, no row has a moment, and what leads from one row to another is a keyed digest (`keys.py`). Rows written together
still share PostgreSQL's transaction number: sealing writes them anew in a random order.
"""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from proposals.voting.round_models import Pot, Round
from proposals.voting.states import Channel, ReceiptState

DIGEST = 32  # bytes of SHA-256


class Participation(models.Model):
    """Somebody has voted, or has been given a paper ballot. Gone when the round is sealed; turnout stays as numbers."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="participations")
    voter_key = models.BinaryField(max_length=DIGEST, help_text="Keyed digest of who voted; another one in every round")
    channel = models.CharField(max_length=5, choices=Channel.choices)
    place = models.ForeignKey("voting.VotingPlace", null=True, on_delete=models.PROTECT, related_name="+")
    day = models.DateField(help_text="In the city's time")
    age = models.PositiveSmallIntegerField(null=True, help_text="On that day, where it is known")
    times = models.PositiveSmallIntegerField(default=1, help_text="How often they have voted; the last one counts")
    annulment = models.ForeignKey("voting.Annulment", null=True, on_delete=models.PROTECT, related_name="participations")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "voter_key"], name="voting_participation_once"),
            models.CheckConstraint(name="voting_participation_channel", condition=Q(channel__in=Channel.values)),
            models.CheckConstraint(
                name="voting_participation_place",
                condition=Q(channel__in=(Channel.WEB, Channel.CODE), place__isnull=True)
                | Q(channel__in=(Channel.KIOSK, Channel.PAPER), place__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_channel_display()}, {self.day}"


class BallotPaper(models.Model):
    """What somebody chose in one pot. No person, no moment, no number that counts up.

    ref: keyed digest of who put it in, until the round is sealed; null afterwards.
    items: ids of budget items; in the voter's order where the ballot puts them in order, else by id. points: as many as items
    where points are shared, else empty.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="papers")
    pot = models.ForeignKey(Pot, on_delete=models.PROTECT, related_name="papers")
    channel = models.CharField(max_length=5, choices=Channel.choices)
    items = ArrayField(models.BigIntegerField())
    points = ArrayField(models.PositiveSmallIntegerField(), default=list)
    ref = models.BinaryField(max_length=DIGEST, null=True)
    annulment = models.ForeignKey("voting.Annulment", null=True, on_delete=models.PROTECT, related_name="papers")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pot", "ref"], name="voting_paper_once"),
            models.CheckConstraint(name="voting_paper_channel", condition=Q(channel__in=Channel.values)),
            models.CheckConstraint(name="voting_paper_chooses", condition=Q(items__len__range=(1, 100))),
            models.CheckConstraint(
                name="voting_paper_points", condition=Q(points__len=0) | Q(points__len=models.F("items__len"))
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Receipt(models.Model):
    """That a ballot is in the box, and nothing of what it says. The voter has the code; here is its SHA-256.

    ref: keyed digest of who it was given to; body: keyed digest of what was sent with it. Both null after sealing.
    """

    tracker_hash = models.BinaryField(primary_key=True, max_length=DIGEST)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="receipts")
    state = models.CharField(max_length=8, choices=ReceiptState.choices, default=ReceiptState.COUNTED)
    ref = models.BinaryField(max_length=DIGEST, null=True)
    body = models.BinaryField(max_length=DIGEST, null=True)
    link = models.ForeignKey("voting.ChainLink", null=True, on_delete=models.PROTECT, related_name="receipts")

    class Meta:
        constraints = [
            models.CheckConstraint(name="voting_receipt_state", condition=Q(state__in=ReceiptState.values)),
            models.UniqueConstraint(fields=["ref"], condition=Q(state="counted"), name="voting_receipt_one_counts"),
        ]
        indexes = [models.Index(fields=["round"], condition=Q(link__isnull=True), name="voting_receipt_unlinked")]

    def __str__(self) -> str:
        return self.get_state_display()


class ChainLink(models.Model):
    """The receipts of about an hour, bound to all before them: head = SHA-256(head before, sorted hashes)."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="links")
    number = models.PositiveIntegerField()
    made_at = models.DateTimeField(db_default=Now())
    head = models.CharField(max_length=64, help_text="Hexadecimal")
    receipts_count = models.PositiveIntegerField()

    class Meta:
        ordering = ("number",)
        constraints = [models.UniqueConstraint(fields=["round", "number"], name="voting_link_once")]

    def __str__(self) -> str:
        return f"{self.number}: {self.head[:12]}"


class CastHint(models.Model):
    """What may tell of a fraud, never of a choice: keyed digests of the network and the browser, and a minute.

    Lives as long as the round is not sealed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="hints")
    voter_key = models.BinaryField(max_length=DIGEST)
    network = models.BinaryField(max_length=DIGEST, null=True)
    device = models.BinaryField(max_length=DIGEST, null=True)
    minute = models.DateTimeField(help_text="Whole minutes")

    class Meta:
        indexes = [
            models.Index(fields=["round", "network"], name="voting_hint_network"),
            models.Index(fields=["round", "voter_key"], name="voting_hint_voter"),
        ]

    def __str__(self) -> str:
        return str(self.minute)


class Turnout(models.Model):
    """How many voted on a day, by a channel, at a place, of an age: all that is kept of who voted after sealing."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="turnout")
    day = models.DateField()
    channel = models.CharField(max_length=5, choices=Channel.choices)
    place = models.ForeignKey("voting.VotingPlace", null=True, on_delete=models.PROTECT, related_name="+")
    age_band = models.CharField(max_length=8, blank=True, verbose_name=_("age"))
    voters = models.PositiveIntegerField()
    annulled = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "day", "channel", "place", "age_band"], nulls_distinct=False, name="voting_turnout_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.channel}: {self.voters}"
