"""The home page and plain text pages."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from participation.common.blocks import StoryBlocks
from participation.common.served_pages import ServedByView
from participation.pages.blocks import PageBlocks
from participation.publishing.page_models import REASON_PANEL, InEveryLanguage


class HomePage(ServedByView, InEveryLanguage, Page):
    """The front page of one language."""

    headline = models.CharField(_("headline"), max_length=80)
    lead = models.TextField(_("lead"), max_length=300)
    body = StreamField(StoryBlocks(), blank=True, verbose_name=_("text"))

    in_every_language = True
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["districts.DistrictIndexPage", "projects.ProjectIndexPage", "pages.StandardPage"]
    content_panels = [REASON_PANEL, *Page.content_panels, FieldPanel("headline"), FieldPanel("lead"), FieldPanel("body")]

    class Meta:
        verbose_name = _("home page")


class StandardPage(ServedByView, InEveryLanguage, Page):
    """A text page, such as the rules of conversation."""

    lead = models.TextField(_("lead"), max_length=400, blank=True)
    body = StreamField(PageBlocks(), blank=True, verbose_name=_("text"))

    parent_page_types = ["pages.HomePage", "pages.StandardPage"]
    subpage_types = ["pages.StandardPage"]
    content_panels = [REASON_PANEL, *Page.content_panels, FieldPanel("lead"), FieldPanel("body")]
    search_fields = [*Page.search_fields, index.SearchField("lead"), index.SearchField("body")]

    class Meta:
        verbose_name = _("text page")
