"""Saving a search, changing how often it is told of, and ending it."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from participation.accounts.models import User
from participation.common.models import max_length
from participation.common.refusals import Invalid
from participation.common.text import clean_name
from participation.notifications.following_models import LARGEST_RADIUS, SMALLEST_RADIUS
from participation.notifications.models import SavedSearch
from participation.notifications.services.following import clean_rhythm, keep_out_of_mail, retime

MOST_SEARCHES = 30
NAME_LENGTH, WORDS_LENGTH = max_length(SavedSearch, "name"), max_length(SavedSearch, "words")


@transaction.atomic
def save_search(
    *,
    user: User,
    name: str,
    words: str = "",
    terms: str = "",
    project_id: int | None = None,
    district_id: int | None = None,
    category_id: int | None = None,
    point: tuple[float, float] | None = None,
    radius: int | None = None,
    rhythm: str = "",
) -> SavedSearch:
    """Keep a search, to be told of what it finds from now on. The same search saved twice is one.

    terms: the words, as `terms_of` gives them. point: latitude and longitude in degrees; radius: metres around it.
    The caller has found the project, district and category readable. Raises Invalid with the field.
    """
    if not (words or project_id or district_id or category_id or point):
        raise Invalid(_("Say what to look for: words, a district, a theme or a place."), field="words")
    if words.strip() and not any(sign.isalnum() for sign in words):
        raise Invalid(_("Signs alone find nothing. Look for a word with letters or digits."), field="words")
    asks = {
        "words": clean_name(words, field="words", limit=WORDS_LENGTH),
        "terms": terms,
        "project_id": project_id,
        "district_id": district_id,
        "category_id": category_id,
        "latitude": point[0] if point else None,
        "longitude": point[1] if point else None,
        "radius": _radius(radius) if point else None,
    }
    told = {"name": _name(name), "rhythm": clean_rhythm(rhythm)}
    # The person's own row is their turn: of two clicks at once the second finds what the first has saved.
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    theirs = SavedSearch.objects.filter(user=user)
    if same := theirs.filter(**{field: value for field, value in asks.items() if value is not None}, **_empty(asks)).first():
        for field, value in told.items():
            setattr(same, field, value)
        same.save(update_fields=list(told))
        return same
    if theirs.count() >= MOST_SEARCHES:
        raise Invalid(_("You have saved as many searches as one can (%(most)s). End one first.") % {"most": MOST_SEARCHES})
    return SavedSearch.objects.create(user=user, **asks, **told)


def _empty(asks: Mapping[str, object]) -> dict[str, bool]:
    return {f"{field}__isnull": True for field, value in asks.items() if value is None}


@transaction.atomic
def change_search(*, user: User, search_id: int, rhythm: str) -> SavedSearch:
    """Be told more or less often of one search. Raises SavedSearch.DoesNotExist for somebody else's, Invalid."""
    row = SavedSearch.objects.select_for_update().get(pk=search_id, user=user)
    row.rhythm = clean_rhythm(rhythm)
    row.save(update_fields=["rhythm"])
    retime(user, row.target, row.rhythm)
    return row


@transaction.atomic
def end_search(*, user: User, search_id: int) -> bool:
    """Forget a search, its feed and its place; returns whether it was there."""
    ended, _kinds = SavedSearch.objects.filter(pk=search_id, user=user).delete()
    if ended:
        keep_out_of_mail(user, f"search:{search_id}")
    return bool(ended)


def _name(name: str) -> str:
    tidy = clean_name(name, field="name", limit=NAME_LENGTH)
    if not tidy:
        raise Invalid(_("Give the search a name."), field="name")
    return tidy


def _radius(radius: int | None) -> int:
    if radius is None or not SMALLEST_RADIUS <= radius <= LARGEST_RADIUS:
        raise Invalid(_("Choose how far from the place."), field="radius")
    return radius
