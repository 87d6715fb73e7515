"""The forms in which authors bring their proposals together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from participation.common.forms import SiteForm
from participation.common.languages import interface_languages
from proposals.forms import TOO_LONG, WordsField
from proposals.merging.rules import taking_part
from proposals.merging.services.rows import NOTE_LENGTH
from proposals.services.content import BODY_LENGTH, PLACE_LENGTH, TITLE_LENGTH

if TYPE_CHECKING:
    from districts.models import District
    from participation.projects.models import Category
    from proposals.merging.models import Merger, MergerMember
    from proposals.models import Proposal

ANYWHERE, AS_BEFORE = "", "before"


class NoteForm(SiteForm):
    """A few words to the other authors. seen: the fingerprint of the text that was shown."""

    note = WordsField(
        label=_("A few words to the other authors"),
        required=False,
        max_length=NOTE_LENGTH,
        error_messages=TOO_LONG,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)


class SourcesForm(SiteForm):
    """Which proposals are brought together with the own one."""

    mark_optional = False

    sources = forms.MultipleChoiceField(
        label=_("Which ones belong together with yours?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one other proposal of this project.")},
    )

    def __init__(self, *args: Any, offered: Sequence[Proposal], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sources"].choices = [(str(row.pk), row.title) for row in offered]


class JointTextForm(SiteForm):
    """The joint text and its facts."""

    title = WordsField(
        label=_("What do you propose together?"),
        max_length=TITLE_LENGTH,
        error_messages=TOO_LONG,
        help_text=_("Say what would be there, not what is wrong now. At most 120 characters."),
    )
    body = WordsField(
        label=_("The joint text"),
        max_length=BODY_LENGTH,
        error_messages=TOO_LONG,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_("Everybody has to agree to exactly this text."),
    )
    category = forms.ChoiceField(label=_("Theme"), required=False)
    place = WordsField(
        label=_("The place in words"),
        max_length=PLACE_LENGTH,
        error_messages=TOO_LONG,
        required=False,
        help_text=_("Such as a park, a street corner or a school."),
    )
    point = forms.ChoiceField(label=_("The place on the map"), required=False)
    district = forms.ChoiceField(label=_("District"), required=False, help_text=_("A place on the map decides the district."))
    language = forms.ChoiceField(label=_("The language of the text"), choices=interface_languages)
    note = WordsField(
        label=_("A few words to the other authors"),
        required=False,
        max_length=NOTE_LENGTH,
        error_messages=TOO_LONG,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Such as what you changed, and why."),
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(
        self,
        *args: Any,
        merger: Merger,
        members: Sequence[MergerMember],
        districts: Sequence[District],
        categories: Sequence[Category],
        asked: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.merger = merger
        self._districts = {district.slug: district for district in districts}
        self._categories = {category.slug: category for category in categories}
        self._points = {str(row.proposal_id): row.proposal for row in taking_part(members) if row.proposal.latitude is not None}
        self.fields["district"].choices = [
            ("", _("The whole city, or I do not know")),
            *((slug, str(row)) for slug, row in self._districts.items()),
        ]
        self.fields["category"].choices = [("", _("No theme")), *((slug, str(row)) for slug, row in self._categories.items())]
        self.fields["point"].choices = [
            (ANYWHERE, _("No place on the map")),
            *((pk, _("As in: %(title)s") % {"title": row.title}) for pk, row in self._points.items()),
            *([(AS_BEFORE, _("As before"))] if merger.latitude is not None and not self._where() else []),
        ]
        if not self._categories:
            del self.fields["category"]
        if not self._points and merger.latitude is None:
            del self.fields["point"]
        if not asked:
            self.fields["title"].required = self.fields["body"].required = False
            del self.fields["note"]
        self.initial = {**self._facts(), **self.initial}

    def _facts(self) -> dict[str, Any]:
        merger = self.merger
        offered = {district.pk: slug for slug, district in self._districts.items()}
        return {
            "title": merger.title,
            "body": merger.body,
            "language": merger.language,
            "place": merger.place,
            "category": merger.category.slug if merger.category else "",
            "district": offered.get(merger.district_id, ""),
            "point": self._where() or (AS_BEFORE if merger.latitude is not None else ANYWHERE),
            "seen": merger.digest,
        }

    def _where(self) -> str:
        here = (self.merger.latitude, self.merger.longitude)
        return next((pk for pk, row in self._points.items() if (row.latitude, row.longitude) == here), "")

    def for_service(self) -> dict[str, Any]:
        """The cleaned values under the names the service takes."""
        data = self.cleaned_data
        category, district = self._categories.get(data.get("category", "")), self._districts.get(data["district"])
        at = self._points.get(data.get("point", "")) or (self.merger if data.get("point") == AS_BEFORE else None)
        return {
            "title": data["title"],
            "body": data["body"],
            "language": data["language"],
            "place": data["place"],
            "category_id": category.pk if category else None,
            "district_id": district.pk if district else self._kept_district(),
            "latitude": at.latitude if at else None,
            "longitude": at.longitude if at else None,
            "note": data.get("note", ""),
            "seen": data["seen"],
        }

    def _kept_district(self) -> int | None:
        """A district that the list does not offer is not lost by saving."""
        known = {district.pk for district in self._districts.values()}
        return self.merger.district_id if self.merger.district_id not in known else None

    def changed_there(self, there: JointTextForm) -> list[tuple[str, str]]:
        """What somebody else has saved where this form says something else: labels and words as a reader sees them."""
        found = []
        for field in self.visible_fields():
            if field.name == "note" or field.name not in there.initial:
                continue
            words = str(there.initial[field.name] or "")
            if words != str(field.value() or "").replace("\r\n", "\n"):
                choices = {str(key): str(label) for key, label in getattr(field.field, "choices", ())}
                found.append((str(field.label), choices.get(words, words)))
        return found
