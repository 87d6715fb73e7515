"""The page tree: a front page per language, and the site that serves them."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from wagtail.models import Collection, Locale, Page, Site

from participation.pages.models import HomePage

HEADLINES = {"fi": "Kaupunkisi kuuntelee", "sv": "Din stad lyssnar", "en": "Your city, heard"}


def make_site() -> dict[str, HomePage]:
    """Live front pages by language code, translations of each other; the site starts at the default language's."""
    homes: dict[str, HomePage] = {}
    wagtail_ground()
    root = Page.get_first_root_node()
    for code in _languages():
        locale, _created = Locale.objects.get_or_create(language_code=code)
        home = HomePage(
            title=settings.SERVICE_NAME,
            slug=f"home-{code}",
            headline=HEADLINES[code],
            lead=HEADLINES[code],
            locale=locale,
        )
        if homes:
            home.translation_key = homes[settings.LANGUAGE_CODE].translation_key
        homes[code] = root.add_child(instance=home)
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={
            "hostname": "localhost",
            "port": 80,
            "root_page": homes[settings.LANGUAGE_CODE],
            "site_name": settings.SERVICE_NAME,
        },
    )
    # The page that Wagtail's own first migration made.
    for welcome in Page.objects.filter(depth=2, slug="home", content_type__model="page"):
        welcome.delete()
    Site.clear_site_root_paths_cache()
    return homes


def wagtail_ground() -> None:
    """The rows of Wagtail's own migrations, put back where a test with real transactions emptied the database."""
    Locale.objects.get_or_create(language_code=settings.LANGUAGE_CODE)
    if not Page.objects.exists():
        Page.add_root(title="Root", slug="root")
    if not Collection.objects.exists():
        Collection.add_root(name="Root")
    kind, _created = ContentType.objects.get_or_create(app_label="wagtailadmin", model="admin")
    Permission.objects.get_or_create(content_type=kind, codename="access_admin", defaults={"name": "Can access Wagtail admin"})


def _languages() -> list[str]:
    """The default language first: the others are its translations."""
    codes = [code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES]
    return sorted(codes, key=lambda code: code != settings.LANGUAGE_CODE)
