"""Blocks that tell something of the service itself, beside those every text is made of."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from participation.common.blocks import StoryBlocks
from participation.feedback.queries import kept_time
from participation.feedback.services import ANSWER_DAYS


class AccessibilityFeedbackBlock(blocks.StaticBlock):
    """The way to the feedback form, and how often the city answered in time."""

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        return {**super().get_context(value, parent_context=parent_context), "kept": kept_time(), "days": ANSWER_DAYS}

    class Meta:
        icon = "mail"
        label = _("Way to give accessibility feedback")
        admin_text = _("A button to the form, and how many messages were answered in time.")
        template = "blocks/accessibility_feedback.html"


class PageBlocks(StoryBlocks):
    """What a text page can be made of."""

    accessibility_feedback = AccessibilityFeedbackBlock()
