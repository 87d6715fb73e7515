"""Ready-made explanations for an author, one per ground, in the author's language."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from participation.moderation.states import Reason

READY: dict[str, Promise] = {
    Reason.INSULT: _(
        "What you wrote insults or threatens another person. You may disagree as strongly as you like, "
        "but write about the matter and not about the person."
    ),
    Reason.PRIVACY: _(
        "What you wrote reveals something private about a person, such as a name, an address or their health. "
        "You are welcome to make the same point without it."
    ),
    Reason.HATE: _("What you wrote incites hatred or violence against people because of who they are. That has no place here."),
    Reason.ILLEGAL: _("We think that what you wrote breaks the law, so we cannot keep it visible."),
    Reason.SPAM: _("What you wrote advertises something or repeats the same message. This place is for talking about the city."),
    Reason.OFF_TOPIC: _(
        "What you wrote has nothing to do with the matter at hand. You are welcome to write it where it belongs."
    ),
}


def ready_texts(language: str) -> dict[str, str]:
    """Reason code to explanation, in a language of the interface; "other" has none, it needs one's own words."""
    with override(language):
        return {reason: str(text) for reason, text in READY.items()}
