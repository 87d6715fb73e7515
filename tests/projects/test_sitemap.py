"""What search engines are told about."""

from django.test import Client

from participation.projects.models import Project
from participation.projects.states import Visibility


def addresses(client: Client) -> str:
    index = client.get("/sitemap.xml")
    assert index.status_code == 200
    return "".join(client.get(f"/sitemap-{section}.xml").content.decode() for section in ("pages", "contributions"))


def test_listed_project_is_named_in_every_language_and_unlisted_is_not(client: Client, published: Project) -> None:
    assert all(f"/{code}/" in addresses(client) for code in ("fi", "sv", "en"))
    assert addresses(client).count("torin-ideat") >= 3
    Project.objects.update(visibility=Visibility.UNLISTED)
    assert "torin-ideat" not in addresses(client)
