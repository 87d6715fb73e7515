"""A page that staff put behind a password."""

from django.test import Client
from wagtail.models import PageViewRestriction

from participation.projects.models import Project, ProjectPage


def test_restricted_page_asks_for_its_password_and_opens(client: Client, published: Project) -> None:
    page = ProjectPage.objects.get(translation_key=published.translation_key, locale__language_code="en")
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.PASSWORD, password="avaa")
    address = f"/en/{page.url_path.split('/', 2)[2]}"
    asked = client.get(address)
    assert "Torin ideat en" not in asked.content.decode()
    form = asked.context["action_url"]
    opened = client.post(form, {"password": "avaa", "return_url": address}, follow=True)
    assert "Torin ideat en" in opened.content.decode()
    assert client.get("/en/_util/login/").status_code == 404
