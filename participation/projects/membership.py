"""Who may read a members' project: the only writer of memberships."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from participation.accounts.models import User
from participation.audit.services import record
from participation.common.refusals import Invalid, NotAllowed
from participation.live.services import recheck_listeners
from participation.notifications.services import queue_mail
from participation.projects.models import Membership, Project
from participation.projects.rules import may_coordinate

MOST_AT_ONCE = 200


@dataclass(frozen=True)
class Added:
    """What came of some addresses: how many people are new, how many were members already, and who has no account."""

    new: int
    known: int
    without_account: Sequence[str]


@transaction.atomic
def add_members(*, project_id: int, addresses: Sequence[str], by: User) -> Added:
    """Let the people with these e-mail addresses read the project; each new one is told by mail.

    addresses: as typed; upper case, white space and repetitions do not matter.
    Raises NotAllowed for who does not coordinate the project, Invalid (field "addresses") for none or more than 200.
    """
    project = _locked_project(project_id, by)
    wanted = list(dict.fromkeys(address.strip().lower() for address in addresses if address.strip()))
    if not wanted:
        raise Invalid(_("Write at least one e-mail address."), field="addresses")
    if len(wanted) > MOST_AT_ONCE:
        raise Invalid(_("Add at most %(most)s people at a time.") % {"most": MOST_AT_ONCE}, field="addresses")
    people = {person.email: person for person in User.objects.filter(email__in=wanted, is_active=True)}
    members = set(Membership.objects.filter(project=project, user__in=people.values()).values_list("user_id", flat=True))
    new = [person for person in people.values() if person.pk not in members]
    Membership.objects.bulk_create(Membership(project=project, user=person, added_by=by) for person in new)
    for person in new:
        record(action="member.add", actor=by, target=person, project_id=project.pk, district_id=project.lead_district_id)
        queue_mail(recipient=person, template="member_added", context={"slug": project.slug})
    return Added(len(new), len(members), [address for address in wanted if address not in people])


@transaction.atomic
def remove_member(*, project_id: int, user_id: int, by: User) -> bool:
    """End a membership; open pages of that person hear nothing more. Returns whether there was one. Raises NotAllowed."""
    project = _locked_project(project_id, by)
    membership = Membership.objects.filter(project=project, user_id=user_id).select_related("user").first()
    if membership is None:
        return False
    membership.delete()
    recheck_listeners()
    record(action="member.remove", actor=by, target=membership.user, project_id=project.pk, district_id=project.lead_district_id)
    return True


def _locked_project(project_id: int, by: User) -> Project:
    """One change of the members at a time, so that nobody is told twice."""
    projects = Project.objects.select_for_update(of=("self",), no_key=True).select_related("lead_district")
    project = projects.get(pk=project_id)
    if not may_coordinate(by, project):
        raise NotAllowed(_("You do not coordinate this district."))
    return project
