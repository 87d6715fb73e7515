"""Reasons end by themselves."""

from typing import Any

from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import page_published

from participation.publishing.services import end_reasons


@receiver(page_published)
def end_reason_with_last_language(instance: Page, **_kwargs: Any) -> None:
    """Something was missing and is there now."""
    live = Page.objects.filter(translation_key=instance.translation_key, live=True)
    end_reasons(translation_key=instance.translation_key, languages=list(live.values_list("locale__language_code", flat=True)))
