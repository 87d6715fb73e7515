"""The participation platform: composition root and the engine every feature shares."""

# The Celery app has to exist wherever a task is queued, or the message goes to a default broker.
from participation.celery import app as celery_app

__all__ = ["celery_app"]
