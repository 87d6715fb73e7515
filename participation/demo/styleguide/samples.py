"""What the examples show: people, places and words as they would come from the database, in the reader's language."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.contrib.messages import ERROR, INFO, SUCCESS
from django.contrib.messages.storage.base import Message
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from participation.common.forms import DateInput, ScaleSelect, SiteForm
from participation.common.text import render_plain_text
from proposals.commitments.presentation import Clock
from proposals.commitments.wording import kept_when, when

# Residents and the city write in their own languages, so these are content and in no catalogue.
WORDS = {
    "fi": {
        "title": "Penkkejä Alppipuistoon",
        "body": "Puistossa ei ole paikkaa, jossa levähtää. Kolme penkkiä mäen päälle riittäisi.",
        "reply": "Hyvä idea. Mittaamme paikat syyskuussa ja kerromme täällä, mitä ne maksavat.",
        "project": "Kallio kaikille",
        "lead": "Mikä tekisi Kalliosta paremman paikan olla, liikkua ja asua?",
        "unit": "Kaupunkiympäristön toimiala",
        "place": "Alppiharju",
    },
    "sv": {
        "title": "Bänkar i Alpparken",
        "body": "I parken finns ingen plats att vila på. Tre bänkar uppe på backen skulle räcka.",
        "reply": "En bra idé. Vi mäter upp platserna i september och berättar här vad de kostar.",
        "project": "Ett Berghäll för alla",
        "lead": "Vad skulle göra Berghäll till en bättre plats att vara, röra sig och bo på?",
        "unit": "Stadsmiljösektorn",
        "place": "Åshöjden",
    },
    "en": {
        "title": "Benches for Alppi park",
        "body": "There is nowhere to rest in the park. Three benches on top of the hill would do.",
        "reply": "A good idea. We measure the places in September and tell here what they cost.",
        "project": "A Kallio for everyone",
        "lead": "What would make Kallio a better place to be, move about and live?",
        "unit": "Urban Environment Division",
        "place": "Alppiharju",
    },
}


class SampleForm(SiteForm):
    """Every kind of field."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=80, help_text=gettext_lazy("Short and clear."))
    body = forms.CharField(label=gettext_lazy("Your idea"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    district = forms.ChoiceField(
        label=gettext_lazy("District"), choices=[("", gettext_lazy("The whole city")), ("k", "Kallio"), ("m", "Malmi")]
    )
    stance = forms.ChoiceField(
        label=gettext_lazy("How people stand"),
        widget=forms.RadioSelect,
        choices=[("f", gettext_lazy("For")), ("n", gettext_lazy("Unsure")), ("a", gettext_lazy("Against"))],
    )
    topics = forms.MultipleChoiceField(
        label=gettext_lazy("Theme"),
        widget=forms.CheckboxSelectMultiple,
        choices=[("1", gettext_lazy("Parks and nature")), ("2", gettext_lazy("Streets and traffic"))],
        required=False,
    )
    ease = forms.ChoiceField(
        label=gettext_lazy("Is it easy?"),
        widget=ScaleSelect(low=gettext_lazy("Hard"), high=gettext_lazy("Easy")),
        choices=[(str(step), str(step)) for step in range(1, 6)],
    )
    day = forms.DateField(label=gettext_lazy("Day"), widget=DateInput, required=False)
    picture = forms.FileField(label=gettext_lazy("Picture"), required=False)
    agree = forms.BooleanField(label=gettext_lazy("I have read the rules of conversation"), required=False)


def samples() -> dict[str, Any]:
    """Everything that an example may name as `sample`."""
    language = get_language() or "en"
    words = WORDS.get(language, WORDS["en"])
    now = timezone.now()
    refused = SampleForm({"stance": "f"}, prefix="refused", auto_id="refused-%s")
    return {
        **words,
        "language": language if language in WORDS else "en",
        "now": now,
        "form": SampleForm(prefix="blank", auto_id="blank-%s", initial={"ease": "4", "stance": "f", "topics": ["1"]}),
        "fields": SampleForm(prefix="field", auto_id="field-%s", initial={"ease": "4", "stance": "f", "topics": ["1"]}),
        "refused": refused,
        "small": _SmallForm(prefix="small", auto_id="small-%s", initial={"picture": _File("penkki.jpg")}),
        "project_key": {"slug": "none"},
        "messages": [Message(level, words["title"]) for level in (SUCCESS, INFO, ERROR)],
        "asked": {"asked": [SampleForm(prefix="asked", auto_id="asked-%s")["title"]]},
        "crumbs": [(_("Projects"), "#breadcrumbs"), (words["project"], "#breadcrumbs")],
        "stances": [
            {"label": _("For"), "value": 61, "kind": "f"},
            {"label": _("Unsure"), "value": 12, "kind": "n"},
            {"label": _("Against"), "value": 27, "kind": "a"},
        ],
        "bars": [
            {"label": _("On foot"), "value": 48, "percent": 53},
            {"label": _("By bike"), "value": 31, "percent": 34},
            {"label": _("Otherwise"), "value": 11, "percent": 13},
        ],
        "phases": _phases(),
        "hindrance": {
            "why": _("Only verified residents can take part in this project."),
            "then": _("The city checks once that you live here. Nobody sees it but the city."),
            "url": "#hindrance",
            "label": _("Verify yourself"),
        },
        "areas": _areas(),
        "pins": [{"x": 300, "y": 180, "n": 1}, {"x": 520, "y": 290, "n": 2}],
        "coast": "M40 60H760V400H40z",
        "project_row": _project(words, now),
        "proposal": _proposal(words, language),
        "response": {
            "pk": 0,
            "author": {"display_name": "Katja Niemi"},
            "unit": words["unit"],
            "created_at": now,
            "get_status_display": _("Will be done"),
            "words": words["reply"],
        },
        "promises": _promises(words, language, timezone.localdate()),
        "comments": _comments(words, language, now),
        "support": {"count": 37, "goal": 50, "filled": 222, "missing": 13, "mine": True, "can": True, "until": now},
        "actions": [{"url": "#now_card", "label": _("Share an idea")}, {"url": "#now_card", "label": _("See the proposals")}],
    }


class _File(str):
    """A file that is there already."""

    url = "#field_file"


class _SmallForm(SiteForm):
    """One field of a kind, for the parts that a field is made of."""

    title = SampleForm.base_fields["title"]
    ease = SampleForm.base_fields["ease"]
    picture = SampleForm.base_fields["picture"]


def _promises(words: dict[str, str], language: str, today: date) -> list[dict[str, Any]]:
    """One that is under way, one that is late, one that is kept, as `commitments.presentation.Card` has them."""
    row = {
        "slug": "none",
        "proposal_id": 0,
        "pk": 0,
        "unit": words["unit"],
        "made_on": today - timedelta(days=60),
        "due_on": today + timedelta(days=40),
        "done_on": None,
        "given_up_on": None,
        "proposal": {"title": words["title"], "language": language, "district": words["place"]},
    }
    late = {**row, "due_on": today - timedelta(days=12)}
    kept = {**row, "due_on": today, "done_on": today - timedelta(days=3)}
    shown = [
        (row, "under-way", "city", "clock", _("Under way"), Clock(60, "40", ngettext("day left", "days left", 40))),
        (late, "late", "late", "", _("Late"), Clock(100, "+12", ngettext("day", "days", 12))),
        (kept, "kept", "kept", "", _("Kept"), Clock(100, "", "", ticked=True)),
    ]
    return [
        {
            "row": facts,
            "standing": standing,
            "kind": kind,
            "icon": icon,
            "label": label,
            "clock": clock,
            "title": words["title"],
            "when": when(facts["due_on"], today) if facts["done_on"] is None else kept_when(facts["done_on"], facts["due_on"]),
        }
        for facts, standing, kind, icon, label, clock in shown
    ]


def _phases() -> list[dict[str, str]]:
    return [
        {"title": _("Ideas and support"), "state": "done", "dates": "1.9.–30.9."},
        {"title": _("Assessment"), "state": "now", "dates": "1.10.–30.11.", "left": _("21 days left")},
        {"title": _("The vote"), "state": "next", "dates": "1.12.–14.12."},
    ]


def _areas() -> list[dict[str, Any]]:
    return [
        {"name": "Kallio", "path": "M60 80H300V380H60z", "count": 3, "x": 150, "y": 240},
        {"name": "Malmi", "path": "M310 80H540V380H310z", "on": True},
        {"name": "Vuosaari", "path": "M550 80H740V380H550z"},
    ]


def _project(words: dict[str, str], now: Any) -> dict[str, Any]:
    return {
        "title": words["project"],
        "title_language": get_language(),
        "lead": words["lead"],
        "page_url": "#card",
        "lead_district": words["place"],
        "current_phase": _("Ideas and support"),
        "time_left": _("21 days left"),
        "days_left": 21,
        "closes_at": now + timedelta(days=21),
        "counters": [(_("proposals"), 22), (_("comments"), 100)],
        "steps": [{"state": "done"}, {"state": "now"}, {"state": "next"}],
    }


def _proposal(words: dict[str, str], language: str) -> dict[str, Any]:
    return {
        "pk": 0,
        "topic": "",
        "language": language,
        "title": words["title"],
        "short": words["body"],
        "district": words["place"],
        "author": "Anna",
        "support_count": 37,
        "comment_count": 12,
        "label": {"label": _("Will be done"), "kind": "kept", "icon": ""},
    }


def _comments(words: dict[str, str], language: str, now: Any) -> list[dict[str, Any]]:
    common = {
        "created_at": now,
        "language": language,
        "parent_id": 1,
        "changed_seq": 0,
        "urls": dict.fromkeys(("reply", "here", "react"), "#comment"),
    }
    return [
        {
            **common,
            "pk": 901,
            "name": "Anna",
            "is_verified": True,
            "body": render_plain_text(words["body"]),
            "can_answer": True,
            "votes_by": "form",
            "own_vote": 1,
            "agree_count": 12,
            "disagree_count": 3,
        },
        {**common, "pk": 902, "name": "Katja Niemi", "is_staff": True, "body": render_plain_text(words["reply"])},
        {**common, "pk": 903, "is_gone": True, "hidden_at": now, "ground": _("insult")},
    ]
