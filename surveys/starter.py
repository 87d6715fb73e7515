"""The survey that a fresh project starts with: a draft in every content language, for staff to make their own.

Words are msgids, translated when the survey is made.
"""

from __future__ import annotations

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from participation.projects.states import Blueprint
from surveys.specs import QuestionSpec
from surveys.states import Kind
from surveys.words import LANGUAGES

TITLES = {
    Blueprint.SURVEY: noop("Tell us what you think"),
    Blueprint.HEARING: noop("What do you think of the plan?"),
}
INTROS = {
    Blueprint.SURVEY: noop("Your answers help the city decide what to do first."),
    Blueprint.HEARING: noop("Your answers go to those who draw the plan, before it is decided."),
}
# The question, the words at its lowest number, the words at its highest.
PLAN_SCALE = (noop("How good is the plan as it is now?"), noop("Not good at all"), noop("Very good"))
AREA_SCALE = (noop("How well does the area work for you now?"), noop("Not at all well"), noop("Very well"))
PLAN_WISH = noop("What should be changed in the plan?")
AREA_WISH = noop("What should be made better first?")
AGE_CHOICES = (noop("Under 18"), noop("18–29"), noop("30–64"), noop("65 or over"), noop("I do not want to say"))
PLACE_CHOICES = (noop("I live here"), noop("I work or study here"), noop("I spend my free time here"), noop("I pass through"))


def in_all_languages(msgid: str) -> dict[str, str]:
    """A text in every content language."""
    words = {}
    for language in LANGUAGES:
        with translation.override(language):
            words[language] = _(msgid)
    return words


def starter_questions(blueprint: str) -> list[QuestionSpec]:
    """The questions that a survey of this blueprint starts with."""
    about_plan = blueprint == Blueprint.HEARING
    return [
        QuestionSpec(
            kind=Kind.MULTIPLE,
            title=in_all_languages(noop("How do you know the area?")),
            help_text=in_all_languages(noop("You can choose several.")),
            choices=[in_all_languages(one) for one in PLACE_CHOICES],
        ),
        QuestionSpec(
            kind=Kind.SCALE,
            required=True,
            scale_min=1,
            scale_max=5,
            title=in_all_languages(PLAN_SCALE[0] if about_plan else AREA_SCALE[0]),
            scale_min_label=in_all_languages(PLAN_SCALE[1] if about_plan else AREA_SCALE[1]),
            scale_max_label=in_all_languages(PLAN_SCALE[2] if about_plan else AREA_SCALE[2]),
        ),
        QuestionSpec(
            kind=Kind.TEXT,
            title=in_all_languages(PLAN_WISH if about_plan else AREA_WISH),
            help_text=in_all_languages(noop("Do not write your name or address here.")),
        ),
        QuestionSpec(
            kind=Kind.SINGLE,
            title=in_all_languages(noop("How old are you?")),
            choices=[in_all_languages(one) for one in AGE_CHOICES],
        ),
    ]
