"""What readers are told about the people who speak."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection

from districts.queries import paths_around

if TYPE_CHECKING:
    from participation.projects.models import Project

# Asked for ninety comments at once on every page of a conversation; clock_timestamp(), because a role may be as new as this.
KNOWN = """
    SELECT person,
        EXISTS (SELECT FROM accounts_verification fact
            WHERE fact.user_id = person AND fact.revoked_at IS NULL AND upper(fact.municipality) = upper(%s)
            AND (fact.expires_at IS NULL OR fact.expires_at > clock_timestamp())),
        EXISTS (SELECT FROM districts_districtrole role JOIN districts_district district ON district.id = role.district_id
            WHERE role.user_id = person AND role.starts_at <= clock_timestamp()
            AND (role.ends_at IS NULL OR role.ends_at > clock_timestamp())
            AND (role.project_id IS NULL OR role.project_id = %s) AND district.path = ANY(%s))
    FROM unnest(%s::bigint[]) AS person
"""


def verified_and_staff(user_ids: Iterable[int], project: Project) -> tuple[frozenset[int], frozenset[int]]:
    """Which of these people are vouched for as residents of the city, and which work for the project's district. One query."""
    paths = paths_around(project.lead_district)
    with connection.cursor() as cursor:
        cursor.execute(KNOWN, [settings.CITY_NAME, project.pk, paths, sorted(user_ids)])
        rows = cursor.fetchall()
    return frozenset(row[0] for row in rows if row[1]), frozenset(row[0] for row in rows if row[2])
