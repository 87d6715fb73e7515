"""What coordinators fill in for a vote."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from districts.queries import participation_districts
from participation.common.forms import DateTimeInput
from participation.projects.models import Category
from proposals.assessment.staff_forms import EurosField, per_language, show_words, words_in
from proposals.forms import WordsField
from proposals.part_forms import DegreesField
from proposals.voting.code_sheets import CARDS, LETTER
from proposals.voting.models import BudgetItem, Pot, Round
from proposals.voting.services import ItemWords, changing, pots
from proposals.voting.services.codes import MOST_PRINTED, NAME_LENGTH
from proposals.voting.services.codes import REASON_LENGTH as REVOKE_LENGTH
from proposals.voting.services.items import TEXT_LENGTH, TITLE_LENGTH
from proposals.voting.services.preparing import FIELDS
from proposals.voting.states import RollSource

if TYPE_CHECKING:
    from participation.projects.models import Phase

LEVEL_NAMES = {"suurpiiri": _("Major districts"), "peruspiiri": _("Districts")}


class SeenMixin(forms.Form):
    """Carries the mark of what the form was shown with."""

    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)


class RulesForm(forms.ModelForm):
    """The rules of a round in preparation."""

    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    sources = forms.MultipleChoiceField(
        label=_("Who may vote"),
        choices=RollSource.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one way to show who may vote.")},
    )

    class Meta:
        model = Round
        fields = FIELDS

    def values(self) -> dict[str, Any]:
        """As the service takes them."""
        return {name: self.cleaned_data[name] for name in FIELDS}


class PotsForm(SeenMixin):
    """An amount for each district that can have a pot; an empty one is no pot."""

    def __init__(self, *args: Any, districts: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.districts = {f"pot_{district.pk}": district for district in districts}
        for name, district in self.districts.items():
            self.fields[name] = EurosField(label=str(district))

    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields by level, the whole city first."""
        found: dict[str, list[forms.BoundField]] = {}
        for name, district in self.districts.items():
            found.setdefault(district.get_level_display(), []).append(self[name])
        return list(found.items())

    def amounts(self) -> dict[int, int]:
        """As the service takes them."""
        return {district.pk: self.cleaned_data.get(name) or 0 for name, district in self.districts.items()}


class ShareForm(forms.Form):
    """A sum over the districts of a level, by population."""

    total = EurosField(label=_("All the money (€)"))
    level = forms.ChoiceField(label=_("Share it among"))
    city_amount = EurosField(label=_("Of it for the whole city (€)"))
    city_percent = forms.IntegerField(label=_("Or as a share (%)"), required=False, min_value=0, max_value=99)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = {level: LEVEL_NAMES.get(level, level) for level in pots.levels() if level != "city"}
        self.fields["level"].choices = list(names.items())

    def values(self) -> dict[str, Any]:
        """As the service takes them."""
        data = self.cleaned_data
        numbers = {name: data[name] or 0 for name in ("total", "city_amount", "city_percent")}
        return {**numbers, "level": data["level"]}


class ItemForm(SeenMixin):
    """One item: words in every language, cost, pot, theme, place."""

    def __init__(self, *args: Any, voting_round: Round, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.update(per_language("title", _("Title"), WordsField, max_length=TITLE_LENGTH))
        area = forms.Textarea(attrs={"rows": 6})
        self.fields.update(per_language("text", _("Text"), WordsField, max_length=TEXT_LENGTH, widget=area))
        self.fields["cost"] = EurosField(label=_("Cost (€)"))
        rows = Pot.objects.filter(round=voting_round).select_related("district").defer("district__boundary")
        self.fields["pot"] = forms.ChoiceField(label=_("Pot"), choices=[(str(pot.pk), str(pot)) for pot in rows])
        themes = Category.objects.offered_in(voting_round.project_id)
        self.fields["category"] = forms.ChoiceField(
            label=_("Theme"), required=False, choices=[("", "–"), *((str(row.pk), str(row)) for row in themes)]
        )
        for name, label, most in (("latitude", _("Latitude"), 90), ("longitude", _("Longitude"), 180)):
            self.fields[name] = DegreesField(label=label, required=False, min_value=-most, max_value=most)
        for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES:
            for part in ("title", "text"):
                name = part if code == settings.LANGUAGE_CODE else f"{part}_{code}"
                self.fields[name].widget.attrs["lang"] = code

    def clean(self) -> dict[str, Any]:
        """A place has both numbers."""
        data = super().clean() or self.cleaned_data
        if not {"latitude", "longitude"} & set(self.errors) and (data["latitude"] is None) != (data["longitude"] is None):
            self.add_error("longitude", _("Give both numbers of the place, or neither."))
        return data

    @classmethod
    def initial_of(cls, item: BudgetItem) -> dict[str, Any]:
        """What the form shows of an item."""
        shown = {"cost": item.cost, "pot": str(item.pot_id), "category": str(item.category_id or "")}
        shown |= {"latitude": item.latitude, "longitude": item.longitude}
        return shown | show_words(item, "title") | show_words(item, "text")

    def words(self) -> ItemWords:
        """As the service takes them."""
        data = self.cleaned_data
        place = (data["latitude"], data["longitude"]) if data["latitude"] is not None else None
        return ItemWords(
            titles=words_in(data, "title"),
            texts=words_in(data, "text"),
            cost=data["cost"] or 0,
            pot_id=int(data["pot"]),
            category_id=int(data["category"]) if data["category"] else None,
            place=place,
        )


class ReasonForm(forms.Form):
    """Why, in every language that residents read."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        area = forms.Textarea(attrs={"rows": 3})
        limit = changing.REASON_LENGTH
        self.fields.update(per_language("reason", _("Reason for residents"), WordsField, max_length=limit, widget=area))

    def reasons(self) -> dict[str, str]:
        """By language."""
        return words_in(self.cleaned_data, "reason")


class ChangeForm(ReasonForm):
    """Everything that can still be changed, as it is now; what is left as it is does not change."""

    def __init__(self, *args: Any, voting_round: Round, phase: Phase, begun: bool, **kwargs: Any) -> None:
        names = [*changing.ALWAYS, *(() if begun else changing.BEFORE_OPENING)]
        rules = RulesForm(instance=voting_round)
        self.names = {name: rules.fields[name] for name in names}
        there = {name: getattr(voting_round, name) for name in names}
        there |= {"opens": phase.starts_at, "closes": phase.ends_at}
        super().__init__(*args, initial=there, **kwargs)
        self.dates = {"closes": phase.ends_at} if begun else {"opens": phase.starts_at, "closes": phase.ends_at}
        labels = {"opens": _("Opens"), "closes": _("Closes")}
        asked: dict[str, forms.Field] = {
            name: forms.DateTimeField(label=labels[name], widget=DateTimeInput()) for name in self.dates
        }
        asked |= self.names
        if not begun:
            for pot in Pot.objects.filter(round=voting_round).select_related("district").defer("district__boundary"):
                asked[f"pot.{pot.pk}"] = EurosField(label=str(pot))
                self.initial[f"pot.{pot.pk}"] = pot.budget
        asked["cancelled"] = forms.BooleanField(
            label=_("Call the vote off"), required=False, help_text=_("Nothing that was cast is counted then.")
        )
        self.fields = asked | self.fields

    def changes(self) -> dict[str, Any]:
        """As the service takes them: dates that were only shown keep their seconds."""
        data: Mapping[str, Any] = self.cleaned_data
        found = {name: data[name] for name in self.names}
        found |= {name: data[name] or 0 for name in self.fields if name.startswith("pot.")}
        for name, before in self.dates.items():
            if before is None or before.replace(second=0, microsecond=0) != data[name]:
                found[name] = data[name]
        return found | ({"cancelled": True} if data["cancelled"] else {})


class CodeFileForm(forms.Form):
    """A file of code hashes."""

    name = forms.CharField(
        label=_("Name"), max_length=NAME_LENGTH, help_text=_("Such as the school, or the date of the letters.")
    )
    file = forms.FileField(
        label=_("File (CSV)"),
        help_text=_("Columns: code_hash (SHA-256 of the code, 64 hexadecimal digits), and if known district, born, subject."),
    )
    dry_run = forms.BooleanField(label=_("Only look: store nothing"), required=False, initial=True)


class PrintForm(forms.Form):
    """Codes to be made and printed."""

    name = forms.CharField(
        label=_("Name"), max_length=NAME_LENGTH, help_text=_("Such as the school, or the date of the letters.")
    )
    number = forms.IntegerField(label=_("How many codes"), min_value=1, max_value=MOST_PRINTED)
    district = forms.ChoiceField(label=_("District of those who get them"), required=False)
    layout = forms.ChoiceField(
        label=_("On paper as"),
        choices=[(LETTER, _("Letters, one on a page")), (CARDS, _("Cards, eight on a page"))],
        widget=forms.RadioSelect,
        initial=LETTER,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="print_%s", **kwargs)  # beside another form with a name
        rows = participation_districts()
        self.fields["district"].choices = [("", _("Not known")), *((str(row.pk), str(row)) for row in rows)]


class RevokeForm(forms.Form):
    """Why a batch is called back."""

    reason = WordsField(label=_("Reason"), max_length=REVOKE_LENGTH, required=False)
