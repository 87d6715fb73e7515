"""Administrators correct districts, keep units, give and end roles; nobody else gets in."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from districts.models import District, DistrictRole, Unit
from districts.services import assign_role
from districts.states import Role
from participation.accounts.models import User
from participation.audit.models import Entry
from tests.factories.accounts import UserFactory
from tests.factories.districts import DistrictFactory, UnitFactory


@pytest.fixture
def kallio(db: None) -> District:
    """Kallio."""
    return DistrictFactory(name="Kallio", slug="kallio", code="301", population=1)


@pytest.fixture
def admin(client: Client, aino: User) -> Client:
    """Aino's browser."""
    client.force_login(aino)
    return client


def test_role_is_given_and_ended(admin: Client, aino: User, kallio: District) -> None:
    mira = UserFactory(email="Mira.New@example.org")
    form = {"email": "mira.new@example.org", "district": kallio.pk, "role": Role.MODERATOR}
    answer = admin.post(reverse("districtrole:add"), form)
    assert answer.status_code == 302
    role = DistrictRole.objects.get(user=mira)
    assert (role.role, role.given_by) == (Role.MODERATOR, aino)
    assert admin.get(reverse("districtrole:index")).status_code == 200
    ending = reverse("districtrole:delete", args=[role.pk])
    assert admin.get(ending).status_code == 200
    assert admin.post(ending).status_code == 302
    role.refresh_from_db()
    assert role.ends_at is not None
    actions = list(Entry.objects.filter(object_id=role.pk, object_type="districts.districtrole").values_list("action", flat=True))
    assert actions == ["role.assign", "role.end"]


@pytest.mark.parametrize("email", ["nobody@example.org", "not-an-address", "", "a\x00@example.org"])
def test_role_for_an_unknown_account_is_refused(admin: Client, kallio: District, email: str) -> None:
    answer = admin.post(reverse("districtrole:add"), {"email": email, "district": kallio.pk, "role": Role.EDITOR})
    assert answer.status_code == 200
    assert "email" in answer.context["form"].errors
    assert not DistrictRole.objects.exists()


def test_role_held_already_is_told(admin: Client, kallio: District) -> None:
    mira = UserFactory()
    assign_role(user=mira, district=kallio, role=Role.EDITOR, given_by=None)
    answer = admin.post(reverse("districtrole:add"), {"email": mira.email, "district": kallio.pk, "role": Role.EDITOR})
    assert answer.status_code == 200
    assert answer.context["form"].non_field_errors()


def test_district_is_corrected(admin: Client, kallio: District) -> None:
    form = {"name": "Kallio", "name_sv": "Berghäll", "name_en": "", "population": "28876", "population_year": "2023"}
    assert admin.post(reverse("district:edit", args=[kallio.pk]), form).status_code == 302
    kallio.refresh_from_db()
    assert (kallio.name, kallio.name_sv, kallio.name_en or "", kallio.population) == ("Kallio", "Berghäll", "", 28876)
    entry = Entry.objects.get(action="district.edit")
    assert set(entry.data["fields"]) == {"name_sv", "population", "population_year"}
    assert admin.get(reverse("district:index")).status_code == 200


def test_districts_are_neither_added_nor_deleted_by_hand(admin: Client, kallio: District) -> None:
    assert admin.get(reverse("district:add")).status_code == 302
    assert admin.post(reverse("district:delete", args=[kallio.pk])).status_code == 302
    assert District.objects.filter(pk=kallio.pk).exists()


def test_unit_is_added_and_changed(admin: Client) -> None:
    form = {"name": "Puistot", "name_sv": "Parker", "name_en": "Parks", "email": "puistot@example.org"}
    assert admin.post(reverse("unit:add"), form).status_code == 302
    unit = Unit.objects.get()
    assert unit.name_en == "Parks"
    assert admin.post(reverse("unit:edit", args=[unit.pk]), {**form, "name": "Puistoyksikkö"}).status_code == 302
    assert list(Entry.objects.order_by("pk").values_list("action", flat=True)) == ["unit.add", "unit.edit"]


@pytest.mark.parametrize("name", ["district", "unit", "districtrole"])
def test_coordinators_do_not_get_in(client: Client, kallio: District, name: str) -> None:
    carla = UserFactory()
    assign_role(user=carla, district=kallio, role=Role.COORDINATOR, given_by=None)
    UnitFactory()
    client.force_login(carla)
    assert client.get(reverse(f"{name}:index")).status_code == 302
    if name != "district":
        assert client.post(reverse(f"{name}:add"), {}).status_code == 302
