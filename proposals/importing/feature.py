"""What imports keep about the staff who make them, for their requests of personal data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from participation.projects.features import Feature
from proposals.import_models import ImportRun

if TYPE_CHECKING:
    from participation.accounts.models import User


def export(user: User) -> Any:
    """The files that somebody brought in or had imported."""
    runs = ImportRun.objects.filter(Q(uploaded_by=user) | Q(confirmed_by=user)).select_related("project").order_by("pk")
    return [
        {
            "file": run.file_name,
            "project": run.project.slug,
            "state": run.state,
            "brought_in": run.uploaded_by_id == user.pk,
            "at": run.created_at.isoformat(),
        }
        for run in runs
    ]


def erase(user: User) -> None:
    """That it was done stays in the record; who brought a file in is no longer named."""
    ImportRun.objects.filter(uploaded_by=user).update(uploaded_by=None)


IMPORTS = Feature(key="proposal_imports", label=_("Imports"), order=15, export=export, erase=erase)
