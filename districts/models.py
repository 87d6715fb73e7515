"""The city's districts, who works for them, and their pages."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modeltrans.fields import TranslationField
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page

from districts.querysets import DistrictQuerySet, DistrictRoleQuerySet
from districts.states import Level, Role
from participation.common.languages import said
from participation.common.served_pages import ServedByView
from participation.publishing.page_models import REASON_PANEL, InEveryLanguage


class District(models.Model):
    """One part of the city on one level. The root row stands for the whole city."""

    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    level = models.CharField(_("level"), max_length=20, choices=Level.choices)
    code = models.CharField(_("code"), max_length=20, help_text=_("The code in the city's register."))
    path = models.CharField(
        max_length=200,
        editable=False,
        help_text="Codes from the root down, each ended by a slash; set by the service",
    )
    name = models.CharField(_("name"), max_length=100)
    slug = models.SlugField(_("address part"), max_length=100)
    population = models.PositiveIntegerField(_("population"), null=True, blank=True)
    population_year = models.PositiveSmallIntegerField(_("year of the population figure"), null=True, blank=True)
    boundary = models.JSONField(null=True, blank=True, help_text="GeoJSON Polygon or MultiPolygon, WGS84, longitude first")
    bbox = ArrayField(
        models.FloatField(),
        size=4,
        null=True,
        blank=True,
        help_text="west, south, east, north in degrees",
    )
    centre = ArrayField(models.FloatField(), size=2, null=True, blank=True, help_text="latitude, longitude in degrees")
    schematic = models.BooleanField(default=False, help_text=_("The boundary is a drawing, not a survey."))
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    i18n = TranslationField(fields=("name",))
    if TYPE_CHECKING:
        name_sv: str | None
        name_en: str | None
        name_i18n: str

    objects = DistrictQuerySet.as_manager()

    class Meta:
        verbose_name = _("district")
        verbose_name_plural = _("districts")
        constraints = [
            models.UniqueConstraint(fields=["level", "code"], name="districts_level_code"),
            models.UniqueConstraint(fields=["level", "slug"], name="districts_level_slug"),
            models.UniqueConstraint(fields=["level"], condition=Q(level=Level.CITY), name="districts_one_root"),
            models.CheckConstraint(
                name="districts_root_has_no_parent",
                condition=Q(level=Level.CITY, parent__isnull=True) | ~Q(level=Level.CITY) & Q(parent__isnull=False),
            ),
            models.CheckConstraint(
                name="districts_validity",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            ),
        ]
        indexes = [models.Index(fields=["path"], name="districts_path", opclasses=["varchar_pattern_ops"])]

    def __str__(self) -> str:
        return said(self, "name")


class Unit(models.Model):
    """A part of the city's administration that answers residents."""

    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail"), blank=True)
    i18n = TranslationField(fields=("name",))
    if TYPE_CHECKING:
        name_i18n: str

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")

    def __str__(self) -> str:
        return said(self, "name")


class DistrictRole(models.Model):
    """A person's work for a district, from a day to a day, given by somebody; for one project when it names one."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="district_roles")
    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="roles")
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    project = models.ForeignKey("projects.Project", null=True, blank=True, on_delete=models.PROTECT, related_name="roles")
    unit = models.ForeignKey(
        Unit,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="roles",
        verbose_name=_("unit"),
        help_text=_("Where the person works; shown on the district's page."),
    )
    starts_at = models.DateTimeField(_("from"), default=timezone.now)
    ends_at = models.DateTimeField(_("to"), null=True, blank=True)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    objects = DistrictRoleQuerySet.as_manager()

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "district", "role", "project"],
                condition=Q(ends_at__isnull=True),
                nulls_distinct=False,
                name="districts_role_once",
            ),
            models.CheckConstraint(
                name="districts_role_period",
                condition=Q(ends_at__isnull=True) | Q(ends_at__gte=F("starts_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}, {self.district}"


class DistrictGroup(models.Model):
    """The Wagtail group of everybody with one role in one district; without a district, of all staff.

    `districts.rights` alone writes these, their members and their permissions.
    """

    group = models.OneToOneField("auth.Group", on_delete=models.CASCADE, related_name="district_group")
    district = models.ForeignKey(District, null=True, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=20, choices=Role.choices, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["district", "role"], nulls_distinct=False, name="districts_group_once"),
        ]

    def __str__(self) -> str:
        return str(self.group)


class HomeDistrict(models.Model):
    """The district a resident chose to see first; nothing else is concluded from it."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="home_district")
    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="+")
    chosen_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return str(self.district)


class Place(models.Model):
    """A name in the city that people look for: an address, a square, a park. `services.import_places` alone writes these."""

    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=40, blank=True, help_text="As the city's file says it, such as street or park")
    latitude = models.FloatField(help_text="degrees, WGS84")
    longitude = models.FloatField(help_text="degrees, WGS84")
    words = models.TextField(editable=False, help_text="Its names in all languages in small letters, for the search")
    i18n = TranslationField(fields=("name",))
    if TYPE_CHECKING:
        name_sv: str | None
        name_en: str | None
        name_i18n: str

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        constraints = [
            models.UniqueConstraint(fields=["name", "latitude", "longitude"], name="districts_place_once"),
            models.CheckConstraint(
                name="districts_place_on_earth",
                condition=Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
            ),
        ]
        indexes = [GinIndex(OpClass("words", "gin_trgm_ops"), name="districts_place_trigrams")]

    def __str__(self) -> str:
        return self.name_i18n or self.name


class DistrictIndexPage(ServedByView, InEveryLanguage, Page):
    """All districts; lies under the home page."""

    intro = models.TextField(_("introduction"), blank=True)

    max_count_per_parent = 1
    in_every_language = True
    parent_page_types = ["pages.HomePage"]
    subpage_types = ["districts.DistrictPage"]
    content_panels = [REASON_PANEL, *Page.content_panels, FieldPanel("intro")]

    class Meta:
        verbose_name = _("district index page")


class DistrictPage(ServedByView, InEveryLanguage, Page):
    """One district in one language; the projects it leads lie under it."""

    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="pages")
    lead = models.TextField(_("lead"), blank=True)
    body = RichTextField(_("text"), blank=True)
    image = models.ForeignKey("files.CityImage", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    parent_page_types = ["districts.DistrictIndexPage"]
    subpage_types = ["projects.ProjectPage"]
    content_panels = [
        REASON_PANEL,
        *Page.content_panels,
        FieldPanel("district", read_only=True),
        FieldPanel("lead"),
        FieldPanel("body"),
        FieldPanel("image"),
    ]

    class Meta:
        verbose_name = _("district page")
