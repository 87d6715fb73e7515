"""Staff's images and documents in the CMS, and files that residents send."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modeltrans.fields import TranslationField
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image

from participation.common.languages import interface_languages


class CityImage(AbstractImage):
    """An image of the city's own, with its alternative text in each language and a credit."""

    alt = models.CharField(
        _("alternative text"),
        max_length=200,
        blank=True,
        help_text=_("What the picture shows, for those who do not see it. Empty if it is only decoration."),
    )
    credit = models.CharField(_("credit"), max_length=120, blank=True)
    i18n = TranslationField(fields=("alt",))

    admin_form_fields = (*Image.admin_form_fields, "alt", "alt_sv", "alt_en", "credit")

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")

    @property
    def default_alt_text(self) -> str:
        return self.alt_i18n or ""


class CityRendition(AbstractRendition):
    """A size of a CityImage."""

    image = models.ForeignKey(CityImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("image", "filter_spec", "focal_point_key"), name="files_rendition_unique"),
        ]


class CityDocument(AbstractDocument):
    """A document of the city's own; its language is shown beside the link."""

    language = models.CharField(_("language"), max_length=10, blank=True, choices=interface_languages)
    credit = models.CharField(_("credit"), max_length=120, blank=True)

    admin_form_fields = (*Document.admin_form_fields, "language", "credit")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")


def private_path(instance: "StoredFile", filename: str) -> str:
    """A path that tells nothing: residents' file names can hold their names."""
    return f"residents/{instance.key.hex[:2]}/{instance.key.hex}.{filename.rsplit('.', 1)[-1].lower()[:5]}"


class StoredFile(models.Model):
    """A resident's file after cleaning. It has no public address: the view of what it belongs to serves it."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    file = models.FileField(upload_to=private_path)
    content_type = models.CharField(max_length=80)
    size = models.PositiveIntegerField(help_text="bytes")
    width = models.PositiveIntegerField(null=True, help_text="pixels")
    height = models.PositiveIntegerField(null=True, help_text="pixels")
    digest = models.CharField(max_length=64, help_text="SHA-256 of the cleaned content, hexadecimal")
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    def __str__(self) -> str:
        return str(self.key)


class AttachmentState(models.TextChoices):
    """Whether readers get the file."""

    VISIBLE = "visible", _("Visible")
    HELD = "held", _("Held until somebody has looked")
    HIDDEN = "hidden", _("Hidden")


class KeptFile(models.Model):
    """A file in its place; subclasses add the row it belongs to."""

    stored = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=AttachmentState.choices, default=AttachmentState.VISIBLE)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        abstract = True


class Attachment(KeptFile):
    """A picture in its place."""

    alt_text = models.CharField(_("description of the picture"), max_length=200, blank=True)

    class Meta(KeptFile.Meta):
        abstract = True
