"""`manage.py add_accessibility_statement`: the first statement under every front page, for the city to edit."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from participation.pages.models import HomePage, StandardPage
from participation.pages.services import add_accessibility_statement
from participation.pages.statement import SLUG


class Command(BaseCommand):
    """Changes nothing where there is a statement already."""

    help = "Add an accessibility statement under each language's front page where there is none."

    def handle(self, *args: Any, **options: Any) -> None:
        homes = {home.locale.language_code: home for home in HomePage.objects.select_related("locale")}
        if not homes:
            raise CommandError("There is no front page yet: make one for each language in the admin first.")
        statements = StandardPage.objects.filter(slug=SLUG)
        before = statements.count()
        add_accessibility_statement(homes=homes)
        self.stdout.write(f"Accessibility statements: {statements.count() - before} added, {before} kept.")
