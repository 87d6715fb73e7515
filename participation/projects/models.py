"""The project and its phases: what is true in every language, and the only gate to what residents write."""

import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modeltrans.fields import TranslationField

from participation.common.languages import said
from participation.projects.page_models import ProjectIndexPage, ProjectPage
from participation.projects.querysets import CategoryQuerySet, PhaseQuerySet, ProjectQuerySet
from participation.projects.states import Action, Blueprint, ProjectState, Visibility
from participation.projects.workflow_models import PublisherApproval

__all__ = ["Category", "Membership", "Phase", "Project", "ProjectIndexPage", "ProjectPage", "PublisherApproval"]


class Project(models.Model):
    """A participation project. Its pages, one per language, share its translation key."""

    translation_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(_("address part"), max_length=80, unique=True)
    blueprint = models.CharField(_("blueprint"), max_length=20, choices=Blueprint.choices)
    lead_district = models.ForeignKey(
        "districts.District",
        on_delete=models.PROTECT,
        related_name="led_projects",
        verbose_name=_("lead district"),
    )
    districts = models.ManyToManyField(
        "districts.District",
        blank=True,
        related_name="projects",
        verbose_name=_("other districts"),
    )
    unit = models.ForeignKey(
        "districts.Unit",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="projects",
        verbose_name=_("unit"),
    )
    state = models.CharField(_("state"), max_length=10, choices=ProjectState.choices, default=ProjectState.DRAFT)
    visibility = models.CharField(
        _("who may read it"),
        max_length=10,
        choices=Visibility.choices,
        default=Visibility.PUBLIC,
    )
    asks_stance = models.BooleanField(
        _("comments take a side"),
        default=False,
        help_text=_("A comment says whether it is for, against or neutral."),
    )
    verified_only = models.BooleanField(
        _("verified residents only"),
        default=False,
        help_text=_("Proposing and supporting need a verified account."),
    )
    support_goal = models.PositiveIntegerField(
        _("support goal"),
        null=True,
        blank=True,
        help_text=_("Proposals with this many supports are sure to be assessed."),
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    published_at = models.DateTimeField(null=True, editable=False)

    # Set by queries.with_titles and with_phases, and by views.prepare: the project's words in the reader's language.
    title: str
    lead: str
    title_language: str
    page: ProjectPage | None
    page_url: str
    language_urls: dict[str, str]
    phase_list: list["Phase"]
    open_actions: frozenset[str]
    counters: list[tuple[str, int]]

    objects = ProjectQuerySet.as_manager()

    class Meta:
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        constraints = [
            models.CheckConstraint(name="projects_state_known", condition=Q(state__in=ProjectState.values)),
            models.CheckConstraint(name="projects_visibility_known", condition=Q(visibility__in=Visibility.values)),
            models.CheckConstraint(
                name="projects_published_has_time",
                condition=~Q(state="published") | Q(published_at__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["state", "visibility"], name="projects_listed")]

    def __str__(self) -> str:
        return self.slug

    def actions_open_in(self, phases: Iterable["Phase"], at: datetime | None = None) -> frozenset[str]:
        """The actions that the gate would let through at a moment (now unless told), from loaded phases: no query."""
        if self.state != ProjectState.PUBLISHED:
            return frozenset()
        at = at or timezone.now()
        return frozenset(action for phase in phases if phase.is_open(at) for action in phase.features)


class Membership(models.Model):
    """A person who may read a members' project."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="project_memberships")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "user"], name="projects_member_once")]

    def __str__(self) -> str:
        return str(self.user)


class Phase(models.Model):
    """A stretch of time in which residents can do certain things. This row stays cold: no vote changes it."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="phases")
    title = models.CharField(_("title"), max_length=80)
    summary = models.CharField(_("what happens, in one sentence"), max_length=240, blank=True)
    features = ArrayField(
        models.CharField(max_length=10, choices=Action.choices),
        default=list,
        blank=True,
        verbose_name=_("what residents can do"),
    )
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    i18n = TranslationField(fields=("title", "summary"))
    if TYPE_CHECKING:  # made by the field above
        title_i18n: str
        summary_i18n: str

    objects = PhaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("phase")
        verbose_name_plural = _("phases")
        ordering = ("project_id", "position", "starts_at", "id")
        constraints = [
            models.CheckConstraint(
                name="projects_phase_period", condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at"))
            ),
            models.CheckConstraint(
                name="projects_phase_features_known",
                condition=Q(features__contained_by=list(Action.values)),
            ),
            models.UniqueConstraint(
                fields=["project", "position"],
                name="projects_phase_position",
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]

    def __str__(self) -> str:
        return said(self, "title")

    def is_open(self, at: datetime | None = None) -> bool:
        """Whether the phase runs at a moment (now unless told)."""
        at = at or timezone.now()
        return self.starts_at <= at and (self.ends_at is None or self.ends_at > at)

    @property
    def last_minute(self) -> datetime | None:
        """The last minute in which something can be done. Readers are told this: what ends at midnight ends the day before."""
        return self.ends_at and self.ends_at - timedelta(minutes=1)

    def is_over(self, at: datetime | None = None) -> bool:
        """Whether the phase has ended."""
        return self.ends_at is not None and self.ends_at <= (at or timezone.now())


class Category(models.Model):
    """A theme of proposals; without a project it is offered in every one."""

    project = models.ForeignKey(Project, null=True, blank=True, on_delete=models.CASCADE, related_name="categories")
    name = models.CharField(_("name"), max_length=60)
    slug = models.SlugField(_("address part"), max_length=60)
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    i18n = TranslationField(fields=("name",))
    if TYPE_CHECKING:  # made by the field above
        name_sv: str | None
        name_en: str | None
        name_i18n: str

    objects = CategoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        ordering = ("position", "id")
        constraints = [
            models.UniqueConstraint(fields=["project", "slug"], nulls_distinct=False, name="projects_category_slug"),
        ]

    def __str__(self) -> str:
        return said(self, "name")
