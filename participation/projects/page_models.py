"""What an editor writes about a project, one page per language."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from django.apps import apps
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from participation.common.blocks import StoryBlocks
from participation.common.served_pages import ServedByView
from participation.publishing.page_models import REASON_PANEL, InEveryLanguage

if TYPE_CHECKING:
    from participation.projects.models import Project


class ProjectIndexPage(ServedByView, InEveryLanguage, Page):
    """All projects; its address is fixed, an editor writes its words."""

    intro = models.TextField(_("introduction"), blank=True)

    max_count_per_parent = 1
    in_every_language = True
    parent_page_types = ["pages.HomePage"]
    subpage_types: list[str] = []
    content_panels = [REASON_PANEL, *Page.content_panels, FieldPanel("intro")]

    class Meta:
        verbose_name = _("project index page")


class ProjectPage(ServedByView, InEveryLanguage, Page):
    """A project in one language. Created by a blueprint only; a copy has no project and cannot be published."""

    lead = models.TextField(_("lead"), max_length=400, help_text=_("Two sentences: what is decided, and what you can do."))
    image = models.ForeignKey(
        "files.CityImage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("image"),
    )
    body = StreamField(StoryBlocks(), blank=True, verbose_name=_("text"))
    contact_name = models.CharField(_("contact person"), max_length=80, blank=True)
    contact_email = models.EmailField(_("contact e-mail"), blank=True)

    parent_page_types = ["districts.DistrictPage"]
    subpage_types: list[str] = []
    content_panels = [
        REASON_PANEL,
        *Page.content_panels,
        FieldPanel("lead"),
        FieldPanel("image"),
        FieldPanel("body"),
        MultiFieldPanel([FieldPanel("contact_name"), FieldPanel("contact_email")], heading=_("Contact")),
    ]
    search_fields = [*Page.search_fields, index.SearchField("lead"), index.SearchField("body")]

    class Meta:
        verbose_name = _("project page")

    @cached_property
    def project(self) -> Project | None:
        """The row this page describes; None for a copied page."""
        return apps.get_model("projects", "Project").objects.filter(translation_key=self.translation_key).first()
