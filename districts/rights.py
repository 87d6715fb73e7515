"""Keeps Wagtail's permissions in step with the roles people hold. The tree is the rights.

One group for each role in each district where somebody holds it. A role in a wider district covers the pages of those
inside it; a role in the whole city covers the district index, and so every page under it. Roles for one project only
open the admin and nothing else: page permissions are never given per project.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection as Container

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Model, Q
from django.utils.translation import gettext, override
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission

from districts.models import District, DistrictGroup, DistrictIndexPage, DistrictPage, DistrictRole
from districts.queries import holders, role_districts
from districts.states import Level, Role

PAGE_RIGHTS = {
    Role.COORDINATOR: ("add_page", "change_page", "publish_page", "lock_page", "unlock_page"),
    Role.EDITOR: ("change_page",),
}
FILE_RIGHTS = (
    ("wagtailimages", "add_image"),
    ("wagtailimages", "choose_image"),
    ("wagtaildocs", "add_document"),
    ("wagtaildocs", "choose_document"),
)


@transaction.atomic
def sync_page_permissions(district: District | None = None) -> None:
    """Make groups, members and permissions what the active roles say; changes nothing when they are already so.

    district: only the roles that reach this district (its own and those around it); all roles when None.
    Costs about 15 queries, whatever the number of pages.
    """
    # One at a time: two syncs that overlap could each miss the other's role.
    District.objects.select_for_update(no_key=True).defer("boundary").filter(level=Level.CITY).first()
    reached = set(role_districts(district))
    members: dict[tuple[int, str], set[int]] = defaultdict(set)
    for district_id, role, user_id in holders(reached, PAGE_RIGHTS):
        members[district_id, role].add(user_id)
    groups = _groups_for(members, reached)
    _set_members({groups[key].pk: users for key, users in members.items()})
    _set_page_rights({groups[key].pk: key for key in members})
    _set_file_rights([groups[key].pk for key in members])
    sync_staff()


def sync_staff() -> None:
    """Let everybody with any active role into the admin, and nobody else through our group."""
    group = _staff_group()
    users = set(DistrictRole.objects.active().values_list("user_id", flat=True))
    _set_members({group.pk: users})


def _staff_group() -> Group:
    found = DistrictGroup.objects.filter(district__isnull=True).select_related("group").first()
    if found:
        return found.group
    with override(settings.LANGUAGE_CODE):
        group = Group.objects.create(name=gettext("Staff of the participation service"))
    group.permissions.add(Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin"))
    DistrictGroup.objects.create(group=group, district=None, role="")
    return group


def _groups_for(keys: Container[tuple[int, str]], reached: set[int]) -> dict[tuple[int, str], Group]:
    """Create the groups that are missing, remove those whose role nobody holds any more."""
    rows = DistrictGroup.objects.filter(district_id__in=reached).select_related("group")
    groups = {(row.district_id, row.role): row.group for row in rows if row.district_id is not None}
    stale = [group.pk for key, group in groups.items() if key not in keys]
    if stale:
        Group.objects.filter(pk__in=stale).delete()
    missing = [key for key in keys if key not in groups]
    districts = District.objects.defer("boundary").in_bulk([district_id for district_id, _role in missing]) if missing else {}
    for district_id, role in missing:
        group = Group.objects.create(name=_group_name(districts[district_id], role))
        DistrictGroup.objects.create(group=group, district=districts[district_id], role=role)
        groups[district_id, role] = group
    return groups


def _group_name(district: District, role: str) -> str:
    with override(settings.LANGUAGE_CODE):
        return f"{Role(role).label}: {district} ({Level(district.level).label} {district.code})"[:150]


def _set_members(wanted: dict[int, set[int]]) -> None:
    membership = Group.user_set.through
    rows = membership.objects.filter(group_id__in=wanted).values_list("group_id", "user_id")
    pairs = {(group_id, user_id) for group_id, users in wanted.items() for user_id in users}
    _replace(membership, ("group_id", "user_id"), set(rows), pairs)


def _set_page_rights(keys: dict[int, tuple[int, str]]) -> None:
    permissions = dict(
        Permission.objects.filter(content_type__app_label="wagtailcore", content_type__model="page").values_list("codename", "pk")
    )
    pages = _pages_covered({district_id for district_id, _role in keys.values()})
    wanted = {
        (group_id, page_id, permissions[codename])
        for group_id, (district_id, role) in keys.items()
        for page_id in pages[district_id]
        for codename in PAGE_RIGHTS[Role(role)]
    }
    fields = ("group_id", "page_id", "permission_id")
    existing = GroupPagePermission.objects.filter(group_id__in=keys).values_list(*fields)
    _replace(GroupPagePermission, fields, set(existing), wanted)


def _pages_covered(district_ids: set[int]) -> dict[int, list[int]]:
    """District id -> the pages a role there covers: the index for the whole city, else those of the districts inside."""
    givers = District.objects.filter(pk__in=district_ids).values_list("pk", "level", "path")
    pages = list(DistrictPage.objects.values_list("pk", "district__path"))
    index = list(DistrictIndexPage.objects.values_list("pk", flat=True))
    return {
        pk: index if level == Level.CITY else [page for page, inside in pages if inside.startswith(path)]
        for pk, level, path in givers
    }


def _set_file_rights(group_ids: list[int]) -> None:
    if not group_ids:
        return
    root = Collection.get_first_root_node()
    named = Q()
    for app, codename in FILE_RIGHTS:
        named |= Q(content_type__app_label=app, codename=codename)
    permission_ids = list(Permission.objects.filter(named).values_list("pk", flat=True))
    wanted = {(group_id, root.pk, permission_id) for group_id in group_ids for permission_id in permission_ids}
    fields = ("group_id", "collection_id", "permission_id")
    existing = GroupCollectionPermission.objects.filter(group_id__in=group_ids).values_list(*fields)
    _replace(GroupCollectionPermission, fields, set(existing), wanted)


def _replace(model: type[Model], fields: tuple[str, ...], existing: set[tuple], wanted: set[tuple]) -> None:
    """Add the rows that are missing and remove those that are too many."""
    superfluous = existing - wanted
    if superfluous:
        drop = Q()
        for row in superfluous:
            drop |= Q(**dict(zip(fields, row, strict=True)))
        model._default_manager.filter(drop).delete()
    missing = [model(**dict(zip(fields, row, strict=True))) for row in sorted(wanted - existing)]
    if missing:
        model._default_manager.bulk_create(missing)
