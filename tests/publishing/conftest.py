"""A coordinator of Kallio, and a project whose pages are drafts."""

from __future__ import annotations

import pytest
from django.test import Client
from wagtail.models import Page

from participation.accounts.models import User
from participation.projects.models import Project, ProjectPage
from tests.cast import Town
from tests.projects.conftest import coordinator, make, published, site

__all__ = ["coordinator", "published", "site"]

REASON = "Ruotsinnos valmistuu perjantaina."


@pytest.fixture
def project(coordinator: User, town: Town) -> Project:
    return make(coordinator, town)


@pytest.fixture
def desk(coordinator: User) -> Client:
    client = Client()
    client.force_login(coordinator)
    return client


def version(project: Project, language: str) -> ProjectPage:
    return ProjectPage.objects.get(translation_key=project.translation_key, locale__language_code=language)


def edit(client: Client, page: Page, **changes: str) -> object:
    """Send the page's form from Wagtail's editor."""
    form = {
        "title": page.title,
        "slug": page.slug,
        "lead": "Ingressi",
        "body-count": "0",
        "contact_name": "",
        "contact_email": "",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
    }
    return client.post(f"/admin/pages/{page.pk}/edit/", form | changes)
