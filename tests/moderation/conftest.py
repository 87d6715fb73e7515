"""A town with a comment in it, and staff who may enter the admin."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.db import connections
from django.test import Client
from wagtail.users.models import UserProfile

from participation.accounts.models import User
from participation.comments.models import Comment
from tests.cast import Town
from tests.factories.moderation import say


@pytest.fixture
def comment(town: Town, anna: User) -> Comment:
    """Anna's comment in Kallio."""
    return say(town.project, anna)


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


def all_at_once(act: Callable[[int], Any], times: int) -> list[Any]:
    """Run `act(0)`, `act(1)` … in threads that start together; returns what each returned or raised, in order."""
    start, results = threading.Barrier(times), [None] * times

    def run(number: int) -> None:
        try:
            start.wait()
            results[number] = act(number)
        except Exception as error:  # noqa: BLE001 - the test looks at what came
            results[number] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[number]) for number in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results
