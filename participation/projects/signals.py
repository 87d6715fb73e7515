"""A project becomes readable with its first published page, and a draft again with its last one taken back."""

from typing import Any

from django.dispatch import receiver
from django.urls import reverse
from wagtail.models import TaskState
from wagtail.signals import page_published, page_unpublished, task_submitted

from participation.accounts.models import User
from participation.notifications.services import queue_mail
from participation.projects.models import ProjectPage, PublisherApproval
from participation.projects.queries import coordinators_of
from participation.projects.services import set_project_state
from participation.projects.states import ProjectState


@receiver(page_published, sender=ProjectPage)
def publish_with_first_page(instance: ProjectPage, **_kwargs: Any) -> None:
    """Publish the project when one of its languages goes live."""
    project = instance.project
    if project is not None and project.state == ProjectState.DRAFT:
        set_project_state(project_id=project.pk, state=ProjectState.PUBLISHED, by=None)


@receiver(page_unpublished, sender=ProjectPage)
def withdraw_with_last_page(instance: ProjectPage, **_kwargs: Any) -> None:
    """Make the project a draft when no language is live any more."""
    project = instance.project
    if project is None or project.state != ProjectState.PUBLISHED:
        return
    if not ProjectPage.objects.filter(translation_key=project.translation_key, live=True).exists():
        set_project_state(project_id=project.pk, state=ProjectState.DRAFT, by=None)


@receiver(task_submitted)
def tell_coordinators(instance: TaskState, user: User | None = None, **_kwargs: Any) -> None:
    """A page waits for approval: the coordinators of its district are told by mail, once each."""
    page = instance.revision.content_object
    if not isinstance(instance.task.specific, PublisherApproval) or not isinstance(page, ProjectPage) or page.project is None:
        return
    for coordinator in coordinators_of(page.project):
        if user is None or coordinator.pk != user.pk:
            queue_mail(
                recipient=coordinator,
                template="page_submitted",
                context={"page": page, "editor": user, "path": reverse("wagtailadmin_pages:edit", args=[page.pk])},
                key=f"page-submitted.{instance.pk}.{coordinator.pk}",
            )
