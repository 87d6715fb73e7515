"""The mail that says that a ballot has arrived. It holds neither choices nor the receipt's code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from participation.notifications.services import queue_mail
from participation.projects.queries import with_titles
from proposals.voting.states import Channel

if TYPE_CHECKING:
    from proposals.voting.models import Round
    from proposals.voting.voters import Voter


def confirm_by_mail(voting_round: Round, voter: Voter, *, is_change: bool) -> None:
    """Write it for who voted with an account, so that they hear of a ballot that was not theirs.

    In the ballot's own transaction: a task would have to be told who has voted.
    """
    if voter.user is None or voter.channel != Channel.WEB:
        return
    project = voting_round.project
    with_titles([project])
    queue_mail(
        recipient=voter.user,
        template="ballot_received",
        context={
            "project": project.title,
            "is_change": is_change,
            "path": reverse("voting:ballot", kwargs={"project": project.slug}),
        },
    )
