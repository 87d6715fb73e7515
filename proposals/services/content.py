"""The words and the place of a proposal, made sure of before they are written."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import NotRequired, TypedDict

from django.utils.translation import gettext as _

from districts.models import District
from districts.queries import city_root, district_at
from participation.accounts.names import sounds_official
from participation.common.models import max_length
from participation.common.refusals import Invalid
from participation.common.text import clean_name, clean_text, has_words
from participation.projects.models import Category
from proposals.models import Proposal
from proposals.states import Authorship

TITLE_LENGTH = max_length(Proposal, "title")
BODY_LENGTH = max_length(Proposal, "body")
PLACE_LENGTH = max_length(Proposal, "place")
ON_BEHALF_LENGTH = max_length(Proposal, "on_behalf_of")
CLASS_LENGTH = max_length(Proposal, "school_class")


class Words(TypedDict):
    """The fields of `Content`, as the verbs take them."""

    title: str
    body: str
    language: str
    category_id: NotRequired[int | None]
    latitude: NotRequired[float | None]
    longitude: NotRequired[float | None]
    place: NotRequired[str]
    district_id: NotRequired[int | None]
    authorship: NotRequired[str]
    on_behalf_of: NotRequired[str]
    school_class: NotRequired[str]


class SomeWords(TypedDict, total=False):
    """Some of the fields of `Content`: those of one step."""

    title: str
    body: str
    language: str
    category_id: int | None
    latitude: float | None
    longitude: float | None
    place: str
    district_id: int | None
    authorship: str
    on_behalf_of: str
    school_class: str


@dataclass(frozen=True, kw_only=True)
class Content:
    """What its author says.

    latitude, longitude: degrees WGS84, both or neither; they decide the district before `district_id` does.
    authorship: for whom they speak (`states.Authorship`); "" where nobody was asked: for whoever `on_behalf_of` names.
    on_behalf_of: the group, or the school; shown beside their own name. Residents cannot speak for the city.
    school_class: which class of the school; pupils' names are never asked for.
    """

    title: str
    body: str
    language: str
    category_id: int | None = None
    latitude: float | None = None
    longitude: float | None = None
    place: str = ""
    district_id: int | None = None
    authorship: str = ""
    on_behalf_of: str = ""
    school_class: str = ""

    @classmethod
    def of(cls, proposal: Proposal) -> Content:
        """What a proposal says now."""
        return cls(**{field.name: getattr(proposal, field.name) for field in fields(cls)})

    def clean(self, project_id: int, *, complete: bool = True, from_web: bool = True) -> Content:
        """The same, tidied, with a theme that the project offers. Raises Invalid with the field that is wrong.

        from_web: whether it was typed by a resident, whom nobody has met.
        """
        tidy = self.tidied(complete=complete)
        if from_web:
            tidy = tidy._signed(said_for=self.authorship, complete=complete)
        tidy._check_category(project_id)
        return tidy

    def _signed(self, *, said_for: str, complete: bool) -> Content:
        """The same with whom it speaks for in order; a draft keeps what was typed, whichever way it is signed."""
        if sounds_official(self.on_behalf_of):
            raise Invalid(_("This sounds as if you spoke for the city. Name your association or group."), field="on_behalf_of")
        authorship = said_for or (Authorship.GROUP if self.on_behalf_of else Authorship.SELF)
        if authorship not in Authorship.values:
            raise Invalid(_("Choose for whom you write."), field="authorship")
        if not complete:
            return replace(self, authorship=authorship)
        if authorship != Authorship.SELF and not has_words(self.on_behalf_of):
            raise Invalid(_("Tell for whom you write: the name of the group or the school."), field="on_behalf_of")
        if authorship == Authorship.SCHOOL_CLASS and not has_words(self.school_class):
            raise Invalid(_("Tell which class it is, such as 5B."), field="school_class")
        return replace(
            self,
            authorship=authorship,
            on_behalf_of=self.on_behalf_of if authorship != Authorship.SELF else "",
            school_class=self.school_class if authorship == Authorship.SCHOOL_CLASS else "",
        )

    def tidied(self, *, complete: bool = True) -> Content:
        """The same with white space in order. Raises Invalid with the field; a draft need not be complete. No query."""
        tidy = replace(
            self,
            title=clean_name(self.title, field="title", limit=TITLE_LENGTH),
            body=clean_text(self.body, field="body", limit=BODY_LENGTH),
            place=clean_name(self.place, field="place", limit=PLACE_LENGTH),
            authorship=self.authorship or Authorship.SELF,
            on_behalf_of=clean_name(self.on_behalf_of, field="on_behalf_of", limit=ON_BEHALF_LENGTH),
            school_class=clean_name(self.school_class, field="school_class", limit=CLASS_LENGTH),
        )
        if complete:
            tidy._check_complete()
        elif not (tidy.title or tidy.body):
            raise Invalid(_("Write something first: a title or a text."), field="title")
        tidy._check_place()
        return tidy

    def _check_complete(self) -> None:
        if not has_words(self.title):
            raise Invalid(_("Give your proposal a title."), field="title")
        if not has_words(self.body):
            raise Invalid(_("Tell what you propose."), field="body")

    def _check_place(self) -> None:
        if (self.latitude is None) != (self.longitude is None):
            missing = "latitude" if self.latitude is None else "longitude"
            raise Invalid(_("Give both numbers of the place, or neither."), field=missing)

    def _check_category(self, project_id: int) -> None:
        if self.category_id is None:
            return
        if not Category.objects.offered_in(project_id).filter(pk=self.category_id).exists():
            raise Invalid(_("Choose one of the themes of this project."), field="category")

    def find_district(self) -> District:
        """The district of the point on the map, else the one that was named, else the whole city.

        Raises Invalid for a point outside the city and for a district that cannot be chosen.
        """
        if self.latitude is not None and self.longitude is not None:
            try:
                return district_at(self.latitude, self.longitude)
            except Invalid as refusal:
                raise Invalid(refusal.message, field="latitude", code=refusal.code) from refusal
        if self.district_id is None:
            return city_root()
        district = District.objects.valid().filter(pk=self.district_id).first()
        if district is None:
            raise Invalid(_("Choose one of the districts in the list."), field="district")
        return district

    def fill(self, proposal: Proposal) -> None:
        """Put the words and the place into a row that is about to be saved."""
        for field in fields(self):
            if field.name != "district_id":
                setattr(proposal, field.name, getattr(self, field.name))
        proposal.district = self.find_district()
