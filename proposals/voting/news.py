"""What followers of a project hear of its vote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from participation.notifications.announcing import NewsKind, announce
from participation.projects.following import targets_of

if TYPE_CHECKING:
    from proposals.voting.models import Round

RESULT = "vote.decided"
NEWS = (NewsKind(key=RESULT, label=_("The result of the vote is out")),)


def tell_result(voting_round: Round) -> None:
    """Announce the result to who follows the project or a district that has a pot. Told once."""
    project = voting_round.project
    districts = [pot.district for pot in voting_round.pots.select_related("district")]
    announce(
        kind=RESULT,
        subject=("project", project.pk),
        targets=targets_of(project, districts),
        key=f"{RESULT}.{voting_round.pk}",
    )
