"""Why somebody cannot do something in a project just now, and what they can do instead. From loaded rows; no query but for
verification. The gate and the services decide; this says it in words before anybody tries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from participation.accounts.rules import is_verified
from participation.projects.gate import CLOSED_MESSAGES
from participation.projects.states import Action, ProjectState

if TYPE_CHECKING:
    from datetime import datetime

    from django.contrib.auth.models import AnonymousUser

    from participation.accounts.models import User
    from participation.projects.models import Project


@dataclass(frozen=True)
class Hindrance:
    """why: what stands in the way. then: what comes, or what helps. url, label: the next step, where there is one."""

    why: str
    then: str = ""
    url: str = ""
    label: str = ""


def hindrance(
    user: User | AnonymousUser, project: Project, action: Action, *, back: str = "", verified_only: bool = False
) -> Hindrance | None:
    """What keeps this person from an action; None when nothing does.

    project: with `phase_list` and `open_actions`. back: where to come back to after signing in.
    verified_only: whether the action needs a verified resident.
    """
    if action not in project.open_actions:
        return closed(project, action)
    if not user.is_authenticated:
        return Hindrance(
            _("You need to sign in first."),
            _("Everyone can read. To take part, you need an account."),
            f"{reverse('account_login')}?{urlencode({'next': back})}" if back else reverse("account_login"),
            _("Sign in"),
        )
    if verified_only and not is_verified(user):
        return Hindrance(
            _("Only verified residents can take part in this project."),
            _("The city checks once that you live here. Nobody sees it but the city."),
            f"{reverse('accounts:settings')}#verified",
            _("Verify yourself"),
        )
    return None


def closed(project: Project, action: Action) -> Hindrance:
    """The phases do not offer the action at this moment: since when, or from when on, and where to look instead."""
    page = getattr(project, "page_url", "")
    url, label = (f"{page}#where-h", _("See where the project is")) if page else ("", "")
    return Hindrance(str(CLOSED_MESSAGES[action]), _what_comes(project, action), url, label)


def _what_comes(project: Project, action: Action) -> str:
    if project.state == ProjectState.ARCHIVED:
        return _("The project is in the archive. You can still read everything that was said.")
    at = timezone.now()
    offering = [phase for phase in project.phase_list if action in phase.features]
    coming = min((phase for phase in offering if phase.starts_at > at), key=lambda phase: phase.starts_at, default=None)
    if coming is not None:
        return _("It begins on %(date)s: %(phase)s.") % {"date": _day(coming.starts_at), "phase": str(coming)}
    ends = [phase.last_minute for phase in offering if phase.last_minute is not None and phase.is_over(at)]
    if not ends:
        return _("This project does not ask for it.")
    ended = _("It ended on %(date)s.") % {"date": _day(max(ends))}
    now = next((phase for phase in project.phase_list if phase.is_open(at)), None)
    then = min((phase for phase in project.phase_list if phase.starts_at > at), key=lambda phase: phase.starts_at, default=None)
    if now is not None:
        return f"{ended} {_('Now: %(phase)s.') % {'phase': str(now)}}"
    if then is not None:
        return f"{ended} {_('Next: %(phase)s, from %(date)s.') % {'phase': str(then), 'date': _day(then.starts_at)}}"
    return ended


def _day(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "DATE_FORMAT")
