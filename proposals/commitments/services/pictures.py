"""Pictures of what was done: cleaned, and kept among the city's own with their alternative texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.files.images import ImageFile
from django.utils.translation import gettext as _

from participation.common.models import max_length
from participation.common.refusals import Invalid
from participation.common.text import clean_name, excerpt
from participation.files.models import CityImage
from proposals.commitments.models import NotePicture, ProgressNote
from proposals.commitments.words import Words, field_in

if TYPE_CHECKING:
    from participation.accounts.models import User
    from participation.files.pictures import CleanPicture

MOST_PICTURES = 3
ALT_LENGTH = max_length(CityImage, "alt")


@dataclass(frozen=True)
class NewPicture:
    """A picture that `files.services.clean_upload` made, and what it shows, by language code."""

    picture: CleanPicture
    alt: Words


def add_pictures(note: ProgressNote, pictures: Sequence[NewPicture], *, by: User) -> None:
    """Keep pictures beside a note. Raises Invalid where one is not described in a language that the city has to serve."""
    if len(pictures) > MOST_PICTURES:
        raise Invalid(_("At most %(most)s pictures can be shown beside a note.") % {"most": MOST_PICTURES}, field="picture_1")
    for position, new in enumerate(pictures):
        image = _kept(new, position + 1, by)
        NotePicture.objects.create(note=note, image=image, position=position)


def _kept(new: NewPicture, number: int, by: User) -> CityImage:
    file = ImageFile(BytesIO(new.picture.content), name=f"promise.{new.picture.extension}")
    image = CityImage(file=file, uploaded_by_user=by, file_size=len(new.picture.content))
    for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES:
        field = f"alt_{number}" if code == settings.LANGUAGE_CODE else f"alt_{number}_{code}"
        text = clean_name(new.alt.get(code, ""), field=field, limit=ALT_LENGTH)
        if not text and code in settings.REQUIRED_CONTENT_LANGUAGES:
            raise Invalid(_("Say what the picture shows, for those who do not see it."), field=field)
        setattr(image, field_in("alt", code), text if code == settings.LANGUAGE_CODE else text or None)
    image.title = excerpt(image.alt, 80)
    image.save()
    return image
