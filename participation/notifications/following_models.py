"""What people follow, and how they want to be told. All of it is theirs alone: nobody sees what another follows."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from participation.notifications.states import USUAL, Rhythm

SMALLEST_RADIUS, LARGEST_RADIUS = 100, 20_000  # metres


def new_key() -> str:
    """A secret for the address of a feed."""
    return secrets.token_urlsafe(24)


class Follow(models.Model):
    """One person follows one thing. Its kind and number point to a row of an app above; see `followables`."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="follows")
    kind = models.CharField(max_length=20)
    object_id = models.BigIntegerField()
    rhythm = models.CharField(max_length=10, choices=Rhythm.choices, blank=True, help_text="Empty: as the person's other things")
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "kind", "object_id"], name="notifications_follow_once"),
            models.CheckConstraint(name="notifications_follow_rhythm", condition=Q(rhythm__in=["", *Rhythm.values])),
        ]
        indexes = [models.Index(fields=["kind", "object_id"], name="notifications_followers")]

    def __str__(self) -> str:
        return self.target

    @property
    def target(self) -> str:
        """Such as "proposal:7"."""
        return f"{self.kind}:{self.object_id}"


class SavedSearch(models.Model):
    """A search for proposals that somebody wants to be told of. What is left empty does not narrow it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_searches")
    name = models.CharField(max_length=80)
    words = models.CharField(max_length=100, blank=True)
    terms = models.TextField(blank=True, editable=False, help_text="The words, parted by blanks")
    project = models.ForeignKey("projects.Project", null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    district = models.ForeignKey("districts.District", null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    category = models.ForeignKey("projects.Category", null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    latitude = models.FloatField(null=True, blank=True, help_text="degrees, WGS84")
    longitude = models.FloatField(null=True, blank=True, help_text="degrees, WGS84")
    radius = models.PositiveIntegerField(null=True, blank=True, help_text="metres")
    rhythm = models.CharField(max_length=10, choices=Rhythm.choices, blank=True)
    key = models.CharField(max_length=40, unique=True, default=new_key, editable=False, help_text="Names its feed")
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="notifications_search_place_whole",
                condition=Q(latitude__isnull=True, longitude__isnull=True, radius__isnull=True)
                | Q(
                    latitude__range=(-90, 90),
                    longitude__range=(-180, 180),
                    radius__range=(SMALLEST_RADIUS, LARGEST_RADIUS),
                ),
            ),
            models.CheckConstraint(name="notifications_search_rhythm", condition=Q(rhythm__in=["", *Rhythm.values])),
            models.CheckConstraint(
                name="notifications_search_asks",
                condition=~Q(words="")
                | Q(project__isnull=False)
                | Q(district__isnull=False)
                | Q(category__isnull=False)
                | Q(latitude__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["user", "-id"], name="notifications_own_searches"),
            models.Index(
                fields=["latitude", "longitude"], condition=Q(latitude__isnull=False), name="notifications_search_places"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def target(self) -> str:
        """Such as "search:7"."""
        return f"search:{self.pk}"

    @property
    def kilometres(self) -> float:
        """The radius as people say it."""
        return (self.radius or 0) / 1000


class MailWish(models.Model):
    """How somebody wants to be told, unless a thing they follow says otherwise. Without a row: once a day."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mail_wish")
    rhythm = models.CharField(max_length=10, choices=Rhythm.choices, default=USUAL)
    stopped = models.BooleanField(default=False, help_text="No mail at all about what they follow")

    class Meta:
        constraints = [models.CheckConstraint(name="notifications_wish_rhythm", condition=Q(rhythm__in=Rhythm.values))]

    def __str__(self) -> str:
        return self.rhythm
