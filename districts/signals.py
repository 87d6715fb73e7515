"""Rights follow pages: a district page that is made later is covered at once."""

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver

from districts.models import DistrictGroup, DistrictIndexPage, DistrictPage
from districts.queries import role_districts
from districts.services import sync_page_permissions


@receiver(post_save, sender=DistrictPage)
def cover_new_page(instance: DistrictPage, created: bool, raw: bool = False, **_kwargs: Any) -> None:
    """Extend the groups whose roles reach this page's district; costs one query where there are none."""
    if created and not raw and DistrictGroup.objects.filter(district_id__in=role_districts(instance.district)).exists():
        sync_page_permissions(instance.district)


@receiver(post_save, sender=DistrictIndexPage)
def cover_new_index(created: bool, raw: bool = False, **_kwargs: Any) -> None:
    """Roles in the whole city hang on the index pages."""
    if created and not raw:
        sync_page_permissions()
