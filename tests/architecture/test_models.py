"""What every table of ours keeps to: its migrations are written, its promises have names that say whose they are."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection, models

OURS = ("participation.", "proposals", "surveys", "districts")
OUR_MODELS = [
    model
    for config in apps.get_app_configs()
    if config.name.startswith(OURS)
    for model in config.get_models()
    if model._meta.managed
]


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


@pytest.mark.parametrize("model", OUR_MODELS, ids=lambda model: model._meta.label)
def test_constraints_and_indexes_are_named_after_their_app(model: type[models.Model]) -> None:
    for one in (*model._meta.constraints, *model._meta.indexes):
        assert one.name.startswith(f"{model._meta.app_label}_"), one.name
        assert len(one.name) <= 63
    assert not model._meta.unique_together, "write a UniqueConstraint with a name"


@pytest.mark.django_db
def test_constraints_stand_in_the_database() -> None:
    named = {one.name for model in OUR_MODELS for one in model._meta.constraints}
    with connection.cursor() as cursor:
        cursor.execute("SELECT conname FROM pg_constraint UNION SELECT indexname FROM pg_indexes")
        assert named <= {name for (name,) in cursor.fetchall()}


def test_bases_give_their_promises_to_every_table_on_them() -> None:
    """A class Meta of its own forgets the constraints of an abstract base unless it names them."""
    forgotten = [
        (model._meta.label, constraint.name)
        for model in OUR_MODELS
        for base in model.__mro__[1:]
        if isinstance(base, models.base.ModelBase) and getattr(base, "_meta", None) and base._meta.abstract
        if base.__module__.startswith(OURS)
        for constraint in base._meta.constraints
        if constraint.name % {"app_label": model._meta.app_label, "class": model._meta.model_name}
        not in {own.name for own in model._meta.constraints}
    ]
    assert forgotten == []


def test_people_are_never_deleted_by_the_way() -> None:
    """What residents write stays readable when an account goes: nothing of theirs cascades from the person's row."""
    user = apps.get_model(settings.AUTH_USER_MODEL)
    cascading = {
        field.model._meta.label
        for model in OUR_MODELS
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey) and field.related_model is user and field.remote_field.on_delete is models.CASCADE
    }
    theirs_alone = {"Follow", "SavedSearch", "MailWish", "Notification", "Digest", "OutboxMessage"}
    assert cascading <= {
        "accounts.Verification",
        "projects.Membership",
        "districts.HomeDistrict",
        *(f"notifications.{name}" for name in theirs_alone),
    }
