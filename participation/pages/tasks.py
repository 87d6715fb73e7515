"""Periodic work of the page tree and of the whole site."""

from celery import shared_task
from django.core.management import call_command


@shared_task(name="pages.clear_sessions")
def clear_sessions() -> None:
    """Forget sessions that are over: they say by which address somebody signed in."""
    call_command("clearsessions")


@shared_task(name="pages.publish_scheduled")
def publish_scheduled() -> None:
    """Publish and end the pages whose time has come."""
    call_command("publish_scheduled", verbosity=0)
