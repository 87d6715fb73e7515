"""Forms of voting places, paper and watching."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from participation.common.forms import DateInput, DateTimeInput
from participation.common.languages import words_of
from proposals.voting.readings import MOST_TYPED
from proposals.voting.selections import BATCH, DEVICE, MINUTES, NETWORK, PLACE, Selection
from proposals.voting.services.annulling import REASON_LENGTH
from proposals.voting.showing import LONGEST, Shown

if TYPE_CHECKING:
    from districts.models import District
    from proposals.voting.models import VotingPlace

TOO_LONG = {"max_length": _("This is too long.")}
SECRET = {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
READ, BLANK, INVALID = "read", "blank", "invalid"


def per_language(name: str, label: Any, length: int, widget: Any = forms.TextInput) -> dict[str, forms.CharField]:
    """One field for each content language."""
    return {
        name if code == settings.LANGUAGE_CODE else f"{name}_{code}": forms.CharField(
            label=format_lazy("{} ({})", label, language),
            required=False,
            max_length=length,
            error_messages=TOO_LONG,
            widget=widget(attrs={"lang": code, **({"rows": 3} if widget is forms.Textarea else {})}),
        )
        for code, language in settings.WAGTAIL_CONTENT_LANGUAGES
    }


def words_in(data: dict[str, Any], name: str) -> dict[str, str]:
    """The texts of such fields by language."""
    codes = [code for code, _language in settings.WAGTAIL_CONTENT_LANGUAGES]
    return {code: data.get(name if code == settings.LANGUAGE_CODE else f"{name}_{code}", "") or "" for code in codes}


class PlaceForm(forms.Form):
    """A voting place."""

    address = forms.CharField(label=_("Address"), required=False, max_length=200, error_messages=TOO_LONG)
    district = forms.TypedChoiceField(label=_("District"), coerce=int, error_messages={"required": _("Choose a district.")})
    open_from = forms.DateField(label=_("Open from"), required=False, widget=DateInput)
    open_to = forms.DateField(
        label=_("Open to"), required=False, widget=DateInput, help_text=_("Empty means as long as the vote.")
    )

    def __init__(self, *args: Any, districts: Sequence[District], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = per_language("name", _("Name"), 120) | self.fields
        self.fields["district"].choices = [("", _("Choose")), *((row.pk, str(row)) for row in districts)]

    @staticmethod
    def initial_of(place: VotingPlace) -> dict[str, Any]:
        """What the form shows of a place."""
        names = {
            "name" if code == settings.LANGUAGE_CODE else f"name_{code}": text for code, text in words_of(place, "name").items()
        }
        fields = {"address": place.address, "district": place.district_id}
        return {**names, **fields, "open_from": place.open_from, "open_to": place.open_to}

    def for_service(self) -> dict[str, Any]:
        """The cleaned values under the names the service takes."""
        data = self.cleaned_data
        return {
            "names": words_in(data, "name"),
            "address": data["address"],
            "district_id": data["district"],
            "open_from": data["open_from"],
            "open_to": data["open_to"],
        }


class DeskForm(forms.Form):
    """What somebody shows. Nothing of it is kept."""

    identifier = forms.CharField(
        label=_("Personal identity code or document number"),
        required=False,
        max_length=LONGEST + 10,
        error_messages=TOO_LONG,
        widget=forms.TextInput(attrs={**SECRET, "autofocus": True}),
        help_text=_("From an identity card, a passport or a driving licence that you have seen. It is not kept."),
    )
    code = forms.CharField(
        label=_("or voting code"), required=False, max_length=60, error_messages=TOO_LONG, widget=forms.TextInput(attrs=SECRET)
    )
    born = forms.DateField(label=_("Date of birth"), required=False, widget=DateInput(attrs={"autocomplete": "off"}))
    age = forms.IntegerField(
        label=_("or age"), required=False, min_value=0, max_value=130, widget=forms.NumberInput(attrs={"autocomplete": "off"})
    )
    district = forms.ChoiceField(label=_("Lives in"), required=False)

    def __init__(self, *args: Any, districts: Sequence[District], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._districts = {str(row.pk): row for row in districts}
        self.fields["district"].choices = [("", _("Not known")), *((key, str(row)) for key, row in self._districts.items())]

    def clean_born(self) -> Any:
        """Nobody is born tomorrow."""
        born = self.cleaned_data["born"]
        if born and born > timezone.localdate():
            raise forms.ValidationError(_("This day is in the future."))
        return born

    def shown(self) -> Shown:
        """What the services take."""
        data = self.cleaned_data
        return Shown(
            identifier=data["identifier"].replace("\x00", ""),
            code=data["code"].replace("\x00", ""),
            born=data["born"],
            age=data["age"],
            district=self._districts.get(data["district"]),
        )


class BundleForm(forms.Form):
    """A bundle that was counted by hand."""

    number = forms.IntegerField(label=_("Number of the bundle"), min_value=1, max_value=99_999)
    day = forms.DateField(label=_("Day of voting"), widget=DateInput)
    sheets = forms.IntegerField(
        label=_("Sheets in it"),
        min_value=1,
        max_value=500,
        help_text=_("Count them by hand first, and number the sheets from 1."),
    )


class CountForm(forms.Form):
    """The number of sheets once more."""

    sheets = forms.IntegerField(label=_("Sheets in it"), min_value=1, max_value=500)


class SheetForm(forms.Form):
    """One sheet. Enter sends it, so that the next one can be typed at once."""

    serial = forms.IntegerField(label=_("Sheet"), min_value=1, max_value=500)
    numbers = forms.CharField(
        label=_("Numbers that are marked"),
        required=False,
        max_length=MOST_TYPED,
        error_messages=TOO_LONG,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autofocus": True, "spellcheck": "false"}),
        help_text=_("With spaces between them: 12 45 7. Where points are shared: 12=3 45=7. Enter leads to the next sheet."),
    )
    kind = forms.ChoiceField(
        label=_("The sheet is"),
        choices=[
            (READ, _("marked")),
            (BLANK, _("blank, or not readable")),
            (INVALID, _("not valid: more is marked than allowed")),
        ],
        initial=READ,
        widget=forms.RadioSelect,
    )
    code = forms.CharField(
        label=_("Code on the sheet, if any"),
        required=False,
        max_length=60,
        error_messages=TOO_LONG,
        widget=forms.TextInput(attrs=SECRET),
    )


class AnnulForm(forms.Form):
    """Which ballots, by how they were cast, and why. There is no field for what they say."""

    by = forms.ChoiceField(
        label=_("Ballots that came"),
        choices=[
            (NETWORK, _("from one network")),
            (DEVICE, _("from one device")),
            (MINUTES, _("between two minutes")),
            (PLACE, _("through a voting place")),
            (BATCH, _("with codes of one batch")),
        ],
    )
    value = forms.RegexField(
        r"^[0-9a-f]{64}$",
        label=_("Network or device"),
        required=False,
        help_text=_("Its digest, from the list of signs."),
        error_messages={"invalid": _("Take it from the list of signs.")},
    )
    start = forms.DateTimeField(label=_("From"), required=False, widget=DateTimeInput)
    end = forms.DateTimeField(label=_("Until"), required=False, widget=DateTimeInput)
    place = forms.TypedChoiceField(label=_("Voting place"), required=False, coerce=int, empty_value=None)
    way = forms.ChoiceField(
        label=_("There"),
        required=False,
        choices=[("", _("on screen and on paper")), ("kiosk", _("on screen")), ("paper", _("on paper"))],
    )
    day = forms.DateField(label=_("On the day"), required=False, widget=DateInput, help_text=_("Empty means every day."))
    batch = forms.TypedChoiceField(label=_("Batch of codes"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, places: Sequence[Any], batches: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.update(per_language("reason", _("Reason, for everybody to read"), REASON_LENGTH, forms.Textarea))
        self.fields["place"].choices = [("", "–"), *((row.pk, str(row)) for row in places)]
        self.fields["batch"].choices = [("", "–"), *((row.pk, row.name) for row in batches)]

    def clean(self) -> dict[str, Any]:
        """Each way needs its own field."""
        data = super().clean() or self.cleaned_data
        needed = {NETWORK: ["value"], DEVICE: ["value"], MINUTES: ["start", "end"], PLACE: ["place"], BATCH: ["batch"]}
        for name in needed.get(data.get("by", ""), []):
            if not data.get(name) and name not in self.errors:
                self.add_error(name, _("This is needed for what you chose above."))
        start, end = data.get("start"), data.get("end")
        if start and end and end < start:
            self.add_error("end", _("The end cannot be before the beginning."))
        return data

    def selection(self) -> Selection:
        """What the service takes: of the fields only those that belong to the way."""
        data, by = self.cleaned_data, self.cleaned_data["by"]
        times = {"start": data["start"], "end": data["end"]} if by in (MINUTES, NETWORK, DEVICE) else {}
        if by in (NETWORK, DEVICE):
            return Selection(by=by, value=data["value"], **times)
        if by == PLACE:
            return Selection(by=by, place=data["place"], way=data["way"], day=data["day"])
        return Selection(by=by, batch=data["batch"]) if by == BATCH else Selection(by=by, **times)

    def reasons(self) -> dict[str, str]:
        """The reason by language."""
        return words_in(self.cleaned_data, "reason")


class SealForm(forms.Form):
    """Nobody seals by a slip of the finger."""

    sure = forms.BooleanField(
        label=_("I know that this cannot be undone."), error_messages={"required": _("Tick this if you want to seal the vote.")}
    )


def minute_of(typed: str) -> datetime | None:
    """A minute in an address, or nothing."""
    try:
        found = datetime.fromisoformat(typed)
    except ValueError:
        return None
    return found if timezone.is_aware(found) and abs(found - timezone.now()) < timedelta(days=3650) else None
