"""Work that time brings."""

from celery import shared_task

from districts.services import sync_page_permissions


@shared_task(name="districts.sync_page_permissions")
def keep_rights_in_step() -> None:
    """Take rights from roles that ended by their date, give them to roles that began."""
    sync_page_permissions()
