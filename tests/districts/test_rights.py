"""The tree is the rights: who may edit which district's pages, and since when, and until when."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.utils import timezone
from wagtail.models import GroupPagePermission

from districts.models import District, DistrictGroup, DistrictPage
from districts.services import assign_role, end_role, sync_page_permissions
from districts.site import create_district_pages
from districts.states import Level, Role
from participation.accounts.models import User
from participation.audit.models import Entry
from participation.common.refusals import Conflict, Invalid, NotAllowed
from tests.factories.accounts import UserFactory
from tests.factories.districts import DistrictFactory, city
from tests.factories.pages import make_site
from tests.factories.projects import ProjectFactory


@pytest.fixture
def tree(db: None) -> dict[str, District]:
    """The city, Keskinen with Kallio inside it, Malmi elsewhere; pages in three languages."""
    root = city()
    middle = DistrictFactory(level=Level.SUURPIIRI, code="3", name="Keskinen", slug="keskinen")
    kallio = DistrictFactory(parent=middle, code="301", name="Kallio", slug="kallio")
    malmi = DistrictFactory(code="602", name="Malmi", slug="malmi")
    create_district_pages(None, make_site())
    return {"city": root, "keskinen": middle, "kallio": kallio, "malmi": malmi}


def rights(user: User, district: District) -> set[str]:
    """What the person may do with the district's pages; the same in every language."""
    fresh = User.objects.get(pk=user.pk)
    found = []
    for page in DistrictPage.objects.filter(district=district):
        tester = page.permissions_for_user(fresh)
        found.append({name for name in ("can_edit", "can_publish", "can_add_subpage", "can_lock") if getattr(tester, name)()})
    assert found
    assert all(one == found[0] for one in found)
    return found[0]


FULL = {"can_edit", "can_publish", "can_add_subpage", "can_lock"}


@pytest.mark.parametrize(
    ("role", "given", "covered"),
    [
        (Role.COORDINATOR, "kallio", {"kallio": FULL}),
        (Role.COORDINATOR, "keskinen", {"kallio": FULL, "keskinen": FULL}),
        (Role.COORDINATOR, "city", {"kallio": FULL, "keskinen": FULL, "malmi": FULL, "city": FULL}),
        (Role.EDITOR, "kallio", {"kallio": {"can_edit"}}),
        (Role.EDITOR, "keskinen", {"kallio": {"can_edit"}, "keskinen": {"can_edit"}}),
        (Role.MODERATOR, "city", {}),
        (Role.ASSESSOR, "kallio", {}),
        (Role.CLERK, "kallio", {}),
        (Role.AUDITOR, "city", {}),
    ],
)
def test_role_gives_these_rights_and_no_others(tree: dict[str, District], role: Role, given: str, covered: dict) -> None:
    carla = UserFactory()
    assign_role(user=carla, district=tree[given], role=role, given_by=None)
    assert {name: rights(carla, district) for name, district in tree.items()} == {name: covered.get(name, set()) for name in tree}
    assert User.objects.get(pk=carla.pk).has_perm("wagtailadmin.access_admin")


def test_otto_cannot_edit_pages_of_miras_district(tree: dict[str, District]) -> None:
    mira, otto = UserFactory(), UserFactory()
    for person, district in ((mira, tree["kallio"]), (otto, tree["malmi"])):
        assign_role(user=person, district=district, role=Role.EDITOR, given_by=None)
    assert rights(mira, tree["kallio"]) == {"can_edit"}
    assert rights(otto, tree["kallio"]) == set()
    assert rights(mira, tree["malmi"]) == set()


def test_ended_role_loses_its_rights(tree: dict[str, District]) -> None:
    carla = UserFactory()
    role = assign_role(user=carla, district=tree["kallio"], role=Role.COORDINATOR, given_by=None)
    end_role(role=role, by=None)
    assert rights(carla, tree["kallio"]) == set()
    assert not User.objects.get(pk=carla.pk).has_perm("wagtailadmin.access_admin")
    assert not DistrictGroup.objects.filter(district=tree["kallio"]).exists()


def test_other_holders_keep_theirs(tree: dict[str, District]) -> None:
    carla, clara = UserFactory(), UserFactory()
    ended = assign_role(user=carla, district=tree["kallio"], role=Role.COORDINATOR, given_by=None)
    assign_role(user=clara, district=tree["kallio"], role=Role.COORDINATOR, given_by=None)
    end_role(role=ended, by=None)
    assert rights(carla, tree["kallio"]) == set()
    assert rights(clara, tree["kallio"]) == FULL


def test_role_ends_by_its_date(tree: dict[str, District]) -> None:
    carla = UserFactory()
    end = timezone.now() + timedelta(days=7)
    assign_role(user=carla, district=tree["kallio"], role=Role.COORDINATOR, given_by=None, ends_at=end)
    assert rights(carla, tree["kallio"]) == FULL
    with time_machine.travel(end + timedelta(minutes=1)):
        sync_page_permissions()
    assert rights(carla, tree["kallio"]) == set()


def test_page_made_later_is_covered(tree: dict[str, District]) -> None:
    carla = UserFactory()
    assign_role(user=carla, district=tree["keskinen"], role=Role.COORDINATOR, given_by=None)
    pasila = DistrictFactory(parent=tree["keskinen"], code="302", name="Pasila", slug="pasila")
    page = DistrictPage.objects.get(district=tree["kallio"], locale__language_code="fi")
    page.get_parent().add_child(instance=DistrictPage(title="Pasila", slug="pasila", district=pasila, locale=page.locale))
    assert rights(carla, pasila) == FULL


def test_role_for_one_project_gives_no_page_rights(tree: dict[str, District]) -> None:
    project = ProjectFactory(lead_district=tree["kallio"])
    carla = UserFactory()
    assign_role(user=carla, district=tree["kallio"], role=Role.COORDINATOR, given_by=None, project=project)
    assert rights(carla, tree["kallio"]) == set()
    assert User.objects.get(pk=carla.pk).has_perm("wagtailadmin.access_admin")
    with pytest.raises(Invalid):
        assign_role(user=carla, district=tree["malmi"], role=Role.EDITOR, given_by=None, project=project)


def test_sync_repairs_and_is_idempotent(tree: dict[str, District]) -> None:
    carla = UserFactory()
    assign_role(user=carla, district=tree["keskinen"], role=Role.COORDINATOR, given_by=None)
    before = set(GroupPagePermission.objects.values_list("pk", flat=True))
    sync_page_permissions()
    assert set(GroupPagePermission.objects.values_list("pk", flat=True)) == before
    GroupPagePermission.objects.filter(group__district_group__district=tree["keskinen"]).delete()
    Group.objects.get(district_group__district=tree["keskinen"]).user_set.add(UserFactory())
    sync_page_permissions()
    assert rights(carla, tree["kallio"]) == FULL
    assert list(Group.objects.get(district_group__district=tree["keskinen"]).user_set.all()) == [carla]


def test_only_administrators_give_and_end_roles(tree: dict[str, District], aino: User) -> None:
    ben = UserFactory()
    with pytest.raises(NotAllowed):
        assign_role(user=ben, district=tree["kallio"], role=Role.EDITOR, given_by=ben)
    role = assign_role(user=ben, district=tree["kallio"], role=Role.EDITOR, given_by=aino)
    with pytest.raises(NotAllowed):
        end_role(role=role, by=ben)
    end_role(role=role, by=aino)
    assert list(Entry.objects.order_by("pk").values_list("action", "actor")) == [("role.assign", aino.pk), ("role.end", aino.pk)]


def test_same_role_twice_is_a_conflict(tree: dict[str, District]) -> None:
    ben = UserFactory()
    assign_role(user=ben, district=tree["kallio"], role=Role.EDITOR, given_by=None)
    with pytest.raises(Conflict):
        assign_role(user=ben, district=tree["kallio"], role=Role.EDITOR, given_by=None)


def test_suspended_person_gets_no_role(tree: dict[str, District]) -> None:
    with pytest.raises(Invalid):
        assign_role(user=UserFactory(is_active=False), district=tree["kallio"], role=Role.EDITOR, given_by=None)
