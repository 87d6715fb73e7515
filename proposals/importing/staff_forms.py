"""Bringing in a file, in the admin."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from participation.common.languages import interface_languages
from participation.projects.models import Project
from proposals.importing.formats import FORMATS
from proposals.importing.services.staff import SOURCE_LENGTH

FORMAT_LABELS = {
    "omastadi": "OmaStadi",
    "decidim": "Decidim",
    "consul": "CONSUL Democracy",
    "csv": _("The documented table (also this platform's own export)"),
}

# In which texts come from elsewhere, beside those of the interface.
OTHER_LANGUAGES = (
    ("es", "español"),
    ("et", "eesti"),
    ("ru", "русский"),
    ("so", "soomaali"),
    ("de", "Deutsch"),
    ("fr", "français"),
)


class ImportForm(forms.Form):
    """A file, the project it is for, and what cannot be seen of it."""

    project = forms.ChoiceField(label=_("Project"))
    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV, XLSX or JSON. You see what would be done with each line before anything is written."),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx,.json"}),
    )
    format = forms.ChoiceField(
        label=_("Format"),
        required=False,
        choices=[("", _("Recognise it by the columns")), *((key, FORMAT_LABELS[key]) for key in FORMATS)],
    )
    language = forms.ChoiceField(
        label=_("Language of the texts"), help_text=_("Counts where the file does not tell it."), required=False
    )
    source = forms.CharField(
        label=_("Name of the source"),
        required=False,
        max_length=SOURCE_LENGTH,
        help_text=_("Only if files of the same format come from several places: the numbers in them are told apart by it."),
    )

    def __init__(self, *args: Any, projects: Sequence[Project], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["project"].choices = [("", "---------"), *((str(row.pk), row.title) for row in projects)]
        self.fields["language"].choices = [*interface_languages(), *OTHER_LANGUAGES]
        self.fields["language"].initial = settings.LANGUAGE_CODE

    def for_service(self) -> dict[str, Any]:
        """The cleaned values under the names that the service takes."""
        data = self.cleaned_data
        return {
            "project_id": int(data["project"]),
            "upload": data["file"],
            "format_key": data["format"],
            "language": data["language"],
            "source": data["source"].strip(),
        }
