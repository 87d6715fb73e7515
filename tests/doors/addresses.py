"""Every address of the URLconf, filled with what there is: a new pattern is walked through without being told."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils.translation import override
from wagtail.models import Page

from districts.models import District
from participation.notifications.models import SavedSearch
from participation.pages.sitemaps import SITEMAPS
from participation.projects.features import features
from proposals.commitments.models import Round
from proposals.models import FieldAnswer, ProposalDocument, ProposalImage
from proposals.steps import STEPS
from tests.doors.world import WORD, World, choosing_tokens, question_tokens, tokens

# Prefixes of addresses that lead to nothing residents write, or are for staff, with the reason.
ELSEWHERE = {
    "admin/": "staff, by their roles: tests/moderation and tests/projects",
    "accounts/": "signing in",
    "documents/": "the city's own documents",
    "^media/": "the city's own pictures",
    "demo/mail/": "the demo's mailbox is everybody's on purpose, and absent elsewhere",
    "_util/": "Wagtail's own pages with a password",
}
# Addresses of the page tree: filled with the paths of all pages, live or not.
TREE = {"page", "wagtail_serve"}
# What can be asked for behind a question mark, beside nothing.
QUERIES = {
    "proposals:list": [
        *(f"sort={order}" for order in ("random", "newest", "support", "discussed")),
        f"q={WORD}",
        f"q={WORD}&sort=newest",
        "district=kallio",
        "after=0",
    ],
    "proposals:feed": [f"q={WORD}", "district=kallio"],
    "proposals:save_search": [f"q={WORD}"],
    "exporting:csv": [f"q={WORD}", "district=kallio", "header=machine"],
    "exporting:xlsx": [f"q={WORD}"],
    "exporting:geojson": [f"q={WORD}", "district=kallio"],
    "proposals:points": [f"q={WORD}", "district=kallio"],
    "proposals:places": [f"q={WORD}"],
    "proposals:titles": ["ids={proposals}"],
    "proposals:support": ["card=1"],
    "merging:start": [f"q={WORD}"],
    "project_list": [f"q={WORD}", "district=kallio", "state=open", "state=closed"],
    "comments:thread_comments": ["after=0", "after=1", "page=1"],
    "comments:thread": ["page=1", "page=last", *(f"sort={order}" for order in ("newest", "discussed", "agreed", "bridging"))],
    "comments:answers": ["after=0"],
    "comments:votes": ["ids=1,2,3"],
    "districts:search": ["q=kallio", f"q={WORD}"],
    "promises:list": ["district=kallio", "state=asked", "state=kept", "after=0_0"],
    "promises:calendar": ["district=kallio"],
    "project_promises:list": ["state=asked"],
    "voting:pot": [f"q={WORD}", "sort=cheapest"],
    "districts:at": ["latitude=60.19&longitude=24.95"],
}

# Parts that stand alone in an address, and what they can be.
ALONE: dict[str, Callable[[], Iterable[str]]] = {
    "section": lambda: SITEMAPS,  # of the sitemap: pages, and whatever features have one
    "token": tokens,
    "district": lambda: District.objects.values_list("slug", flat=True),
    "key": lambda: SavedSearch.objects.values_list("key", flat=True),
}


@dataclass(frozen=True)
class Pattern:
    """One pattern: its route without the language, its name with the namespaces, the names of its parts."""

    route: str
    name: str
    parts: frozenset[str]


def patterns() -> list[Pattern]:
    """All patterns but those of `ELSEWHERE`."""
    return [pattern for pattern in _walk(get_resolver().url_patterns) if not pattern.route.startswith(tuple(ELSEWHERE))]


def _walk(nodes: list[Any], route: str = "", spaces: tuple[str, ...] = ()) -> Iterator[Pattern]:
    for node in nodes:
        own = "" if type(node.pattern).__name__ == "LocalePrefixPattern" else str(node.pattern)
        if isinstance(node, URLResolver):
            yield from _walk(node.url_patterns, route + own, (*spaces, node.namespace) if node.namespace else spaces)
        elif isinstance(node, URLPattern):
            yield Pattern(
                route + own, ":".join((*spaces, node.name or "")), frozenset(re.findall(r"<(?:\w+:)?(\w+)>", route + own))
            )


def addresses(world: World, language: str) -> list[str]:
    """Every address there is in a language, each once."""
    with override(language):
        found = [*_of_patterns(world), *_of_features(world), *_of_pages(language)]
    return list(dict.fromkeys(found))


def _of_patterns(world: World) -> Iterator[str]:
    proposals = ",".join(str(row.pk) for row in world.proposals.values())
    for pattern in patterns():
        if pattern.name in TREE:
            continue
        for parts in filled(pattern, world):
            address = reverse(pattern.name, kwargs=parts)
            yield address
            yield from (f"{address}?{query.format(proposals=proposals)}" for query in QUERIES.get(pattern.name, ()))


# Addresses that only who was sent them can know: of a report, a question about a promise, a supporter's choice.
LINKS: dict[tuple[str, ...], Callable[[World], list[dict[str, Any]]]] = {
    ("signed",): lambda world: [{"signed": token} for token in question_tokens(Round.objects.all(), world.ben)],
    ("project", "token"): lambda world: [{"project": world.open.slug, "token": token} for token in choosing_tokens()],
}


def filled(pattern: Pattern, world: World) -> list[dict[str, Any]]:
    """The parts of a pattern, for everything that the world has."""
    if signed := LINKS.get(tuple(sorted(pattern.parts))):
        return signed(world)
    match sorted(pattern.parts):
        case []:
            return [{}]
        case ["project"]:
            return [{"project": project.slug} for project in world.projects]
        case [part] if part in ALONE:
            return [{part: value} for value in ALONE[part]()]
        case ["kind", "pk"]:  # moderation's kinds of content
            rows = [(kind, row) for kind in ("proposal", "comment") for row in world.filler(f"{kind}s")]
            files = (("picture", ProposalImage), ("document", ProposalDocument), ("answer", FieldAnswer))
            rows += [(kind, row) for kind, model in files for row in model.objects.all()]
            return [{"kind": kind, "pk": row.pk} for kind, row in rows]
        case ["pk"]:
            return [{"pk": row.pk} for row in _rows(pattern, world)]
        case ["pk", "project"]:  # through its own project, and through the open one
            return [
                {"project": slug, "pk": row.pk}
                for row in _rows(pattern, world)
                for slug in sorted({row.project.slug, world.open.slug})
            ]
        case [("key" | "number"), "pk", "project"]:  # a file of a proposal, or a version
            return [part for row in _rows(pattern, world) for part in _hanging_on(row, pattern)]
        case ["pk", "project", "step"]:  # of writing
            return [{"project": row.project.slug, "pk": row.pk, "step": step} for row in _rows(pattern, world) for step in STEPS]
        case parts:
            pytest.fail(f"{pattern.route}: tell tests/doors/addresses.py how to fill {parts}, or why it leads elsewhere.")


def _hanging_on(row: Any, pattern: Pattern) -> list[dict[str, Any]]:
    address = {"project": row.project.slug, "pk": row.pk}
    if "key" in pattern.parts:
        return [{**address, "key": image.stored.key} for image in row.images.select_related("stored")]
    return [{**address, "number": number} for number in (1, 2)]


def _rows(pattern: Pattern, world: World) -> list[Any]:
    try:
        return world.filler(pattern.name)
    except KeyError:
        pytest.fail(f"{pattern.route}: tell World.filler in tests/doors/world.py what the pk of {pattern.name} is.")


def _of_features(world: World) -> Iterator[str]:
    for feature in features():
        if feature.doors:
            for project in world.projects:
                yield from feature.doors(project)


def _of_pages(language: str) -> Iterator[str]:
    for page in Page.objects.filter(depth__gt=1, locale__language_code=language):
        yield f"/{language}/{page.url_path.split('/', 2)[2]}"
