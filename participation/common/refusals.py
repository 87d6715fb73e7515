"""How a service says no. Views turn a refusal into a message beside what was typed, never into a 500."""

from typing import Any

from django.utils.functional import Promise


class Refusal(Exception):
    """A rule said no. `message` is translatable and made for the person who asked; `field` names the input, if one."""

    code = "refused"
    status = 422  # of the page that shows the form again

    def __init__(self, message: str | Promise, *, field: str = "", code: str = "", **facts: Any) -> None:
        super().__init__(str(message))
        self.message = message
        self.field = field
        self.code = code or self.code
        self.facts = facts


class PhaseClosed(Refusal):
    """No phase that offers the action is open."""

    code = "phase_closed"


class NotAllowed(Refusal):
    """This person may not do it."""

    code = "not_allowed"


class Invalid(Refusal):
    """The input cannot be taken."""

    code = "invalid"


class Conflict(Refusal):
    """Somebody else was faster."""

    code = "conflict"


class TooMany(Refusal):
    """This person has sent enough for now. The fact `again_at` says when they may go on."""

    code = "too_many"
    status = 429
