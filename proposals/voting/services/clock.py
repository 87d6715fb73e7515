"""What happens by itself: votes end, the box is chained, a sealing that died goes on, coordinators are reminded.

Each is safe to run twice, at once or after dying: it looks for what is still to be done.
"""

from __future__ import annotations

import logging
from datetime import timedelta

from django.db import connection, transaction

from districts.models import DistrictRole
from districts.states import Role
from participation.common.refusals import Refusal
from participation.notifications.services import queue_mail
from participation.projects.models import Phase
from participation.projects.states import Action
from proposals.voting.models import Round
from proposals.voting.services.chaining import add_link, rounds_to_link
from proposals.voting.services.rounds import close_round, database_now
from proposals.voting.services.sealing import finish_sealing
from proposals.voting.states import RoundState

logger = logging.getLogger(__name__)

ENDED = """
    SELECT round.id FROM voting_round round
    WHERE round.state = 'open'
      AND EXISTS (SELECT FROM projects_phase WHERE project_id = round.project_id AND features @> ARRAY[%(vote)s]::varchar[])
      AND NOT EXISTS (
        SELECT FROM projects_phase WHERE project_id = round.project_id AND features @> ARRAY[%(vote)s]::varchar[]
          AND (ends_at IS NULL OR ends_at > clock_timestamp()))
    ORDER BY round.id
"""
REMIND_DAYS = 2


def close_ended() -> int:
    """Close rounds whose phase has ended, and bind their last receipts; returns how many."""
    with connection.cursor() as cursor:
        cursor.execute(ENDED, {"vote": Action.VOTE.value})
        ended = [row[0] for row in cursor.fetchall()]
    closed = 0
    for pk in ended:
        try:
            close_round(round_id=pk, by=None)
        except Refusal as refusal:  # another worker was faster, or its end was moved
            logger.info("Round %s was not closed: %s", pk, refusal.code)
            continue
        add_link(round_id=pk)
        closed += 1
    return closed


def link_all() -> int:
    """Make the hourly links; returns how many."""
    return sum(add_link(round_id=pk) is not None for pk in rounds_to_link())


def finish_all() -> int:
    """Go on with sealing that died midway; returns how many rounds."""
    found = list(Round.objects.filter(state=RoundState.SEALING).order_by("pk").values_list("pk", flat=True))
    for pk in found:
        finish_sealing(round_id=pk)
    return len(found)


@transaction.atomic
def remind_of_rules() -> int:
    """Tell coordinators whose vote opens within two days while its rules are not published; each once for a date."""
    now = database_now()
    phases = Phase.objects.filter(features__contains=[Action.VOTE], starts_at__range=(now, now + timedelta(days=REMIND_DAYS)))
    soon = {phase.project_id: phase for phase in phases}
    rounds = Round.objects.filter(state=RoundState.DRAFT, project__in=soon).select_related("project__lead_district")
    drafts = list(rounds.defer("project__lead_district__boundary").order_by("pk"))
    if not drafts:
        return 0
    roles = DistrictRole.objects.active().filter(role=Role.COORDINATOR, user__is_active=True).select_related("user", "district")
    held = list(roles.defer("district__boundary").order_by("pk"))
    told = 0
    for draft in drafts:
        phase, path = soon[draft.project_id], draft.project.lead_district.path
        people = {
            role.user_id: role.user
            for role in held
            if role.project_id in (None, draft.project_id) and path.startswith(role.district.path)
        }
        for person in people.values():
            message = queue_mail(
                recipient=person,
                template="voting_rules_due",
                context={"voting_round": draft, "opens": phase.starts_at},
                key=f"voting.rules.{draft.pk}.{phase.starts_at.isoformat()}.{person.pk}",
            )
            told += message is not None
    return told
