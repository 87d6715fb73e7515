"""The step of Wagtail's workflow in which somebody who may publish a page approves what an editor wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Task, TaskState
from wagtail.permissions import page_permission_policy

if TYPE_CHECKING:
    from participation.accounts.models import User


class PublisherApproval(Task):
    """Approval by anyone who may publish the page: its district's coordinators, as the page tree says.

    Wagtail's own approval step names groups once for the whole site; ours follows the rights that roles give.
    """

    class Meta:
        verbose_name = _("approval by the district's coordinator")
        verbose_name_plural = _("approvals by the district's coordinator")

    @classmethod
    def get_description(cls) -> str:
        return str(_("Everybody who may publish the page can approve it or ask for changes."))

    def user_can_access_editor(self, obj: Page, user: User) -> bool:
        return self._may_publish(obj, user)

    def locked_for_user(self, obj: Page, user: User) -> bool:
        return not self._may_publish(obj, user)

    def user_can_lock(self, obj: Page, user: User) -> bool:
        return self._may_publish(obj, user)

    def get_actions(self, obj: Page, user: User) -> list[tuple[str, Any, bool]]:
        if not self._may_publish(obj, user):
            return []
        return [
            ("reject", _("Request changes"), True),
            ("approve", _("Approve"), False),
            ("approve", _("Approve with comment"), True),
        ]

    def get_task_states_user_can_moderate(self, user: User, **_kwargs: Any) -> QuerySet[TaskState]:
        pages = page_permission_policy.instances_user_has_permission_for(user, "publish")
        keys = [str(pk) for pk in pages.values_list("pk", flat=True)]
        return self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS, revision__object_id__in=keys)

    @staticmethod
    def _may_publish(page: Page, user: User) -> bool:
        return page.permissions_for_user(user).can_publish()
