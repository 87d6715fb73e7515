"""The database itself refuses to change or delete an entry."""

import pytest
from django.db import DatabaseError, connection, transaction

from participation.accounts.models import User
from participation.audit.models import Entry
from participation.audit.services import record


@pytest.fixture
def entry(anna: User) -> Entry:
    record(action="comment.post", actor=anna, target=anna, data={"thread": 1})
    return Entry.objects.get()


def test_entry_says_who_what_and_when(entry: Entry, anna: User) -> None:
    assert (entry.actor, entry.action, entry.object_type, entry.object_id) == (anna, "comment.post", "accounts.user", anna.pk)
    assert entry.at is not None
    assert entry.data == {"thread": 1}


def test_update_and_delete_are_refused(entry: Entry) -> None:
    def by_hand(statement: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement)

    attempts = [
        lambda: Entry.objects.update(action="nothing"),
        lambda: entry.save(),
        lambda: Entry.objects.all()._raw_delete(using="default"),
        lambda: entry.delete(),
        lambda: by_hand("UPDATE audit_entry SET actor_id = NULL"),
        lambda: by_hand("DELETE FROM audit_entry"),
    ]
    for attempt in attempts:
        with pytest.raises(DatabaseError, match="only ever added"), transaction.atomic():
            attempt()
    assert Entry.objects.get().action == "comment.post"


def test_entry_of_an_act_that_fails_is_not_kept(db: None) -> None:
    with transaction.atomic():
        record(action="nothing", actor=None)
        transaction.set_rollback(True)
    assert not Entry.objects.exists()
