"""Feedback that waits for an answer, and somebody who may give it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone
from wagtail.users.models import UserProfile

from districts.states import Role
from participation.accounts.models import User
from participation.feedback.models import Feedback
from participation.feedback.services import send_feedback
from tests.cast import Town, person
from tests.factories.districts import DistrictRoleFactory, city

ADDRESS = "/en/feedback/"


def told(**changes: object) -> Feedback:
    """Somebody's message of some days ago."""
    days = changes.pop("days_ago", 0)
    words = {
        "message": "Painike ei mahdu näytölle.",
        "page_address": "/fi/projects/",
        "contact_email": "lukija@example.org",
        "language": "fi",
        "at": timezone.now() - timedelta(days=days),
        **changes,
    }
    return send_feedback(**words)


@pytest.fixture
def cecilia(town: Town) -> User:
    """Coordinates the whole city; reads Swedish."""
    user = person("cecilia", language="sv")
    DistrictRoleFactory(user=user, district=city(), role=Role.COORDINATOR)
    return user


@pytest.fixture
def enter() -> Callable[[User], Client]:
    """Signs somebody in who may enter the admin, and reads it in English."""

    def sign_in(user: User) -> Client:
        user.user_permissions.add(Permission.objects.get(codename="access_admin"))
        UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": "en"})
        client = Client()
        client.force_login(user)
        return client

    return sign_in
