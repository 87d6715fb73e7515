"""The addresses of our own pages, as the URLconf has them: what looks at every page cannot forget a new one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve

# allauth brings the views of sign-in, we bring their templates.
OURS = ("participation.", "proposals.", "surveys.", "districts.", "allauth.")
TREE = "page"  # the address of everything in the page tree


@dataclass(frozen=True)
class Route:
    """One address: its name with its namespace, how it is written, and whether it needs arguments."""

    name: str
    pattern: str
    takes_arguments: bool


def routes() -> list[Route]:
    """Every address that leads to a view of ours, or to one of Wagtail's views for a model of ours."""
    return [route for route, callback in _walk(get_resolver(), "", ()) if _is_ours(callback)]


def route_of(path: str) -> str:
    """The name of the address that a path without its query leads to; "" when it leads nowhere."""
    try:
        return resolve(path.partition("?")[0].partition("#")[0]).view_name
    except Resolver404:
        return ""


def _walk(resolver: URLResolver, before: str, spaces: tuple[str, ...]) -> Iterator[tuple[Route, Callable[..., Any]]]:
    for found in resolver.url_patterns:
        pattern = before + str(found.pattern)
        if isinstance(found, URLResolver):
            yield from _walk(found, pattern, (*spaces, found.namespace) if found.namespace else spaces)
        elif isinstance(found, URLPattern):
            name = ":".join((*spaces, found.name or found.lookup_str))
            yield Route(name, pattern, "<" in pattern or "(" in pattern), found.callback


def _is_ours(callback: Callable[..., Any]) -> bool:
    view = getattr(callback, "view_class", callback)
    model = getattr(callback, "view_initkwargs", {}).get("model")
    return any(f"{getattr(part, '__module__', '')}.".startswith(OURS) for part in (view, model))
