"""Images and documents."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FilesConfig(AppConfig):
    """Images and documents."""

    name = "participation.files"
    label = "files"
    verbose_name = _("Images and documents")
