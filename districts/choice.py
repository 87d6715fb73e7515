"""The district a reader chose to see first: kept with the account, or in a cookie without one. Nothing more exact."""

from __future__ import annotations

from typing import TYPE_CHECKING

from districts.models import District, HomeDistrict
from districts.queries import district_by_slug
from districts.services import choose_home_district

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from participation.accounts.models import User

COOKIE = "home_district"
KEPT = "_home_district"  # on the request
COOKIE_AGE = 60 * 60 * 24 * 365  # seconds


def home_district(request: HttpRequest) -> District | None:
    """The reader's own district, None when they chose none. At most one query per request."""
    if not hasattr(request, KEPT):
        setattr(request, KEPT, _of_account(request.user) if request.user.is_authenticated else _of_cookie(request))
    found: District | None = getattr(request, KEPT)
    return found


def remember_district(request: HttpRequest, response: HttpResponse, district: District) -> None:
    """Keep the reader's choice."""
    setattr(request, KEPT, district)
    if request.user.is_authenticated:
        choose_home_district(user=request.user, district=district)
    else:
        response.set_cookie(
            COOKIE,
            district.slug,
            max_age=COOKIE_AGE,
            httponly=True,
            samesite="Lax",
            secure=request.is_secure(),
        )


def _of_account(user: User) -> District | None:
    chosen = HomeDistrict.objects.filter(user=user).select_related("district").defer("district__boundary").first()
    return chosen.district if chosen else None


def _of_cookie(request: HttpRequest) -> District | None:
    slug = request.COOKIES.get(COOKIE, "")
    return district_by_slug(slug[:100]) if slug and "\x00" not in slug else None
