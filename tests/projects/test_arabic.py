"""An interface language without a page tree: Arabic shows the pages of another language, and says so."""

import re

import pytest
from django.conf import settings
from django.test import Client
from wagtail.models import Page

from districts.models import DistrictIndexPage, DistrictPage
from participation.accounts.models import User
from participation.common.languages import direction, reading_order
from participation.notifications.services import render_mail
from participation.projects.models import Project, ProjectPage
from tests.projects.test_sitemap import addresses


def page_in(project: Project, language: str) -> str:
    """Behind the language: the address of the project's page in one."""
    page = ProjectPage.objects.get(translation_key=project.translation_key, locale__language_code=language)
    return page.url_path.split("/", 2)[2]


def read(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def tag_around(text: str, body: str) -> str:
    """The opening tag of the element that a text begins."""
    found = re.search(rf"<[a-z0-9]+[^>]*>(?={re.escape(text)})", body)
    assert found
    return found[0]


def test_the_front_page_speaks_arabic_though_there_is_no_page_tree(client: Client, published: Project) -> None:
    body = read(client, "/ar/")
    assert '<html lang="ar" dir="rtl"' in body
    assert "<h1>مدينتك تسمعك</h1>" in body
    assert "Otsikko fi" not in body
    assert 'rel="canonical"' not in body
    assert 'hreflang="ar"' in body


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_other_languages_run_from_the_left_and_lead_to_arabic(client: Client, published: Project, language: str) -> None:
    body = read(client, f"/{language}/")
    assert f'<html lang="{language}" dir="ltr"' in body
    assert re.search(r'<a href="/ar/" lang="ar" dir="rtl" hreflang="ar">العربية</a>', body)


def test_a_project_without_arabic_page_is_shown_in_finnish_and_says_so(client: Client, published: Project) -> None:
    answer = client.get(f"/ar/projects/{published.slug}/")
    assert answer.headers["Location"] == f"/ar/{page_in(published, 'fi')}"
    body = read(client, answer.headers["Location"])
    assert '<html lang="ar" dir="rtl"' in body
    assert ' lang="fi" dir="ltr"' in tag_around("Torin ideat fi</h1>", body)
    assert ' lang="fi" dir="ltr"' in tag_around("Ingressi fi</p>", body)
    assert "هذا النص مكتوب بهذه اللغة: الفنلنديّة" in body


def test_a_copy_names_where_it_belongs_and_is_no_version_of_its_own(client: Client, published: Project) -> None:
    address = page_in(published, "fi")
    copy, original = read(client, f"/ar/{address}"), read(client, f"/fi/{address}")
    assert f'<link rel="canonical" href="http://testserver/fi/{address}">' in copy
    assert 'rel="canonical"' not in original
    for body in (copy, original):
        assert '<link rel="alternate" hreflang="sv"' in body
        assert '<link rel="alternate" hreflang="ar"' not in body
        assert f'href="/ar/{address}"' in body  # the switcher leads there all the same


def test_a_page_has_one_arabic_address_whatever_words_led_there(client: Client, published: Project) -> None:
    english = ProjectPage.objects.get(translation_key=published.translation_key, locale__language_code="en")
    english.slug = "square-ideas"
    english.save()
    english.save_revision().publish()
    answer = client.get(f"/ar/{page_in(published, 'en')}")
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"/ar/{page_in(published, 'fi')}"


def test_what_is_not_published_in_finnish_is_shown_in_the_next_language(client: Client, published: Project) -> None:
    finnish = ProjectPage.objects.get(translation_key=published.translation_key, locale__language_code="fi")
    address = page_in(published, "en")
    finnish.unpublish()
    body = read(client, f"/ar/{address}")
    assert reading_order("ar") == ["ar", "fi", "en", "sv"]
    assert ' lang="en" dir="ltr"' in tag_around("Torin ideat en</h1>", body)


def test_a_content_language_borrows_no_pages(client: Client, published: Project) -> None:
    address = page_in(published, "sv")
    ProjectPage.objects.get(translation_key=published.translation_key, locale__language_code="sv").unpublish()
    assert client.get(f"/sv/{address}").status_code == 404


def test_without_any_front_page_there_is_none_in_arabic(client: Client, published: Project) -> None:
    for code in ("fi", "sv", "en"):
        Page.objects.get(slug=f"home-{code}").unpublish()
    assert client.get("/ar/").status_code == 404


def test_districts_are_linked_in_arabic_with_their_names_marked(client: Client, published: Project) -> None:
    index = DistrictIndexPage.objects.get(locale__language_code="fi")
    district = DistrictPage.objects.get(locale__language_code="fi", slug="kallio")
    body = read(client, f"/ar/{index.url_path.split('/', 2)[2]}")
    assert f'<a href="/ar/{district.url_path.split("/", 2)[2]}"><span lang="fi" dir="ltr">Kallio</span></a>' in body
    assert "<h1>المناطق</h1>" in body


def test_a_list_of_projects_marks_titles_and_options(client: Client, published: Project) -> None:
    body = read(client, "/ar/projects/")
    assert f'<a href="/ar/{page_in(published, "fi")}">Torin ideat fi</a>' in body
    assert re.search(r'<h3 lang="fi" dir="ltr"><a [^>]*>Torin ideat fi', body)
    assert '<option value="kallio" lang="fi">Kallio</option>' in body


def test_sitemap_names_the_interface_in_arabic_and_no_copy(client: Client, published: Project) -> None:
    interface = client.get("/sitemap-interface.xml").content.decode()
    assert "/ar/</loc>" in interface
    assert "/ar/projects/</loc>" in interface
    assert f"/ar/{page_in(published, 'fi')}" not in interface + addresses(client)


def test_the_admin_speaks_a_content_language(client: Client, aino: User, published: Project) -> None:
    client.force_login(aino)
    body = client.get("/admin/", headers={"accept-language": "ar"}).content.decode()
    assert re.search(r'<html[^>]* lang="fi"[^>]* dir="ltr"', body)


def test_mail_goes_out_in_arabic() -> None:
    subject, text = render_mail(template="account_opened", context={}, language="ar")
    assert subject == f"لديك حساب في {settings.SERVICE_NAME}"
    assert text.startswith("مرحبًا،")
    assert "/ar/accounts/" in text


@pytest.mark.parametrize(("language", "way"), [("ar", "rtl"), ("fi", "ltr"), ("xx", "ltr")])
def test_direction(language: str, way: str) -> None:
    assert direction(language) == way
