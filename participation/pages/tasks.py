"""Periodic work of the page tree and of the whole site."""

from celery import shared_task
from django.core.management import call_command

from participation.pages.profile import unconfirmed


@shared_task(name="pages.clear_sessions")
def clear_sessions() -> None:
    """Forget sessions that are over: they say by which address somebody signed in."""
    call_command("clearsessions")


@shared_task(name="pages.publish_scheduled")
def publish_scheduled() -> None:
    """Publish and end the pages whose time has come."""
    call_command("publish_scheduled", verbosity=0)


@shared_task(name="pages.remove_unconfirmed")
def remove_unconfirmed() -> int:
    """Remove the accounts that nobody confirmed in time; returns how many."""
    return unconfirmed.remove_unconfirmed()
