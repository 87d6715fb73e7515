"""The one registry through which projects, pages and moderation reach features that lie above them.

A feature (proposals, surveys, comments …) registers once in its `AppConfig.ready()`. The project page, the home
page, the district page, the profile, personal-data export and erasure, and the tests that walk every door all
iterate over this list, so a new feature cannot be forgotten in one of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.utils.functional import Promise

    from participation.accounts.models import User
    from participation.projects.models import Phase, Project


@dataclass(frozen=True, kw_only=True)
class NowAction:
    """Something a resident can do in a project at this moment."""

    title: str | Promise
    url: str
    button: str | Promise
    phase: Phase


@dataclass(frozen=True, kw_only=True)
class Panel:
    """A feature's part of a project page: a template and its context."""

    template: str
    context: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class ContributionLine:
    """One line of a person's own contributions. Drafts, which only they can see, come first on their page.

    group: the heading it comes under; the feature's label where it says nothing.
    state: where it stands, in words. facts: what it has gathered. edit_url, delete_url: of a draft.
    """

    kind: str | Promise
    title: str
    url: str
    at: Any
    state: str | Promise = ""
    language: str = ""  # of the title; empty where it is the reader's
    is_draft: bool = False
    group: str | Promise = ""
    project: str = ""
    facts: Sequence[str] = ()
    edit_url: str = ""
    delete_url: str = ""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Something that waits for this person's own answer, shown first on their page.

    text: who asks for what, with the language of every part marked. button: what leads there.
    """

    text: str | Promise
    button: str | Promise
    url: str
    at: Any


@dataclass(frozen=True, kw_only=True)
class DeskLink:
    """A way from a project's desk to what a feature lets coordinators decide. about: one sentence."""

    label: str | Promise
    about: str | Promise
    url: str


@dataclass(frozen=True, kw_only=True)
class LanguageGap:
    """Something that staff wrote and that lacks languages. `reason`: why it is published all the same."""

    kind: str | Promise
    title: str
    url: str
    missing: tuple[str, ...]
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Feature:
    """What a feature app offers to the rooms below it. Every callable but `key` and `label` is optional.

    actions: which phase actions (projects.states.Action) belong to it.
    now: (request, project, open_phases) -> actions to offer on top of the project page.
    panel: (request, project) -> its part of the project page, or None when it has nothing to show.
    outcome: (request, project) -> what came of it, shown first when nothing can be done any more, or None.
    build: (project, blueprint, form_data) -> creates what a fresh project of that blueprint needs.
    counters: (project_ids) -> {project_id: [(label, number), …]}, one query for all of them.
    district_counters: (district path) -> [(label, number), …].
    contributions: (user) -> their own contributions, newest first, private ones included.
    asked: (user) -> what waits for their answer, such as an invitation. One query.
    desk: (user, project) -> ways from the project's desk in the admin, for who coordinates it.
    export: (user) -> JSON-ready data for a personal-data request.
    erase: (user) -> removes or unlinks what must go when an account is erased.
    doors: (project) -> addresses that show its content, for tests that enumerate every door.
    language_gaps: (user) -> what of this person's work lacks languages, each with the address where it is translated;
        a constant number of queries.
    sitemap: () -> (path without language, last change) of every public address.
    """

    key: str
    label: str | Promise
    order: int = 100
    actions: Sequence[str] = ()
    now: Callable[[HttpRequest, Project, Sequence[Phase]], Iterable[NowAction]] | None = None
    panel: Callable[[HttpRequest, Project], Panel | None] | None = None
    outcome: Callable[[HttpRequest, Project], Panel | None] | None = None
    build: Callable[[Project, str, Mapping[str, Any]], None] | None = None
    counters: Callable[[Sequence[int]], Mapping[int, Sequence[tuple[Any, int]]]] | None = None
    district_counters: Callable[[str], Sequence[tuple[Any, int]]] | None = None
    contributions: Callable[[User], Iterable[ContributionLine]] | None = None
    asked: Callable[[User], Iterable[Asked]] | None = None
    desk: Callable[[User, Project], Iterable[DeskLink]] | None = None
    export: Callable[[User], Any] | None = None
    erase: Callable[[User], None] | None = None
    doors: Callable[[Project], Iterable[str]] | None = None
    language_gaps: Callable[[User], Iterable[LanguageGap]] | None = None
    sitemap: Callable[[], Iterable[tuple[str, Any]]] | None = None


_features: dict[str, Feature] = {}


def register(feature: Feature) -> None:
    """Add a feature; called once per feature from `AppConfig.ready()`. Raises ValueError on a second of that key."""
    if feature.key in _features:
        raise ValueError(f"A feature called {feature.key!r} is registered already.")
    _features[feature.key] = feature


def features() -> list[Feature]:
    """All features in their order on a page."""
    return sorted(_features.values(), key=lambda feature: (feature.order, feature.key))
