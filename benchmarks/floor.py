"""The least that the same server can do: with no middleware at all, and behind the site's own."""

from collections.abc import Callable

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse

TABLE = "CREATE TABLE IF NOT EXISTS benchmark_floor (id bigserial PRIMARY KEY, person bigint, at timestamptz DEFAULT now())"
BARE = "/floor/bare/"


class BareMiddleware:
    """Outermost: answers the bare floor before any other middleware has done anything."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return HttpResponse("ok") if request.path == BARE else self.get_response(request)


def empty(request: HttpRequest) -> HttpResponse:
    """Nothing behind the middleware."""
    return HttpResponse("ok")


def insert(request: HttpRequest) -> HttpResponse:
    """One row in one transaction, by a signed-in person, behind the same middleware."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("INSERT INTO benchmark_floor (person) VALUES (%s)", [request.user.pk or 0])
    return HttpResponse("ok")
