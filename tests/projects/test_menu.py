"""The way to the projects in the admin's menu."""

from __future__ import annotations

import pytest
from django.test import Client
from wagtail.users.models import UserProfile

from tests.cast import Town, person


@pytest.mark.parametrize(("language", "label"), [("fi", "Hankkeet"), ("sv", "Projekt"), ("en", "Projects")])
def test_it_speaks_the_language_of_who_reads_it(client: Client, town: Town, language: str, label: str) -> None:
    """The menu is made once for everybody, so its words must be found anew for each."""
    admin = person(f"admin-{language}", is_superuser=True)
    UserProfile.objects.update_or_create(user=admin, defaults={"preferred_language": language})
    client.force_login(admin)
    page = client.get("/admin/reports/site-history/").content.decode()
    assert f'"label": "{label}"' in page or f"&quot;label&quot;: &quot;{label}&quot;" in page
