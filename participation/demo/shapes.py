"""The shapes that the demo's content is written in; the content itself is plain data in `content/`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

# A text by language code.
Words = Mapping[str, str]
# The blocks of a page's text: ("text", html), ("quote", (words, who)) or ("question", (question, html)).
Story = Sequence[tuple[str, str | tuple[str, str]]]
# When a phase runs, in days from the start of today.
Days = tuple[int, int]

STAGES = ("collecting", "voting", "decided")


@dataclass(frozen=True, kw_only=True)
class Remark:
    """A comment. `by`: a member of the cast, "author" for who wrote the proposal, else a letter: one person per thread."""

    by: str
    text: str
    language: str = "fi"
    stance: str = ""
    replies: Sequence[Remark] = ()


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a unit answers, from a stage on."""

    unit: str
    status: str
    text: Words
    since: str = "voting"


@dataclass(frozen=True, kw_only=True)
class Idea:
    """A proposal. `weight`: how much support it draws beside others. point: latitude and longitude in degrees."""

    title: str
    text: str
    language: str = "fi"
    by: str = ""
    category: str = ""
    place: str = ""
    point: tuple[float, float] | None = None
    weight: float = 1.0
    remarks: Sequence[Remark] = ()
    answers: Sequence[Answer] = ()
    withdrawn: bool = False
    authorship: str = "self"
    on_behalf_of: str = ""
    school_class: str = ""


@dataclass(frozen=True, kw_only=True)
class Told:
    """What a unit tells of a promise, so many days from today. picture: a key of `pictures.DRAWINGS`."""

    day: int
    text: Words
    picture: str = ""


@dataclass(frozen=True, kw_only=True)
class Pledge:
    """A promise in the newest answer to a proposal, or in an `answer` of its own while there is none. Days are from today.

    moved: on which day, to which, and why. steps: (title, due, reached or None). answers: how many residents said yes and no
    when they were asked; without them the question is still open. given_up: on which day, and why.
    """

    project: str
    idea: str
    unit: str
    title: Words
    text: Words = field(default_factory=dict)
    due: int
    answer: Answer | None = None
    moved: tuple[int, int, Words] | None = None
    percent: int | None = None
    steps: Sequence[tuple[Words, int, int | None]] = ()
    notes: Sequence[Told] = ()
    done: Told | None = None
    answers: tuple[int, int] | None = None
    words: Sequence[tuple[str, str]] = ()
    given_up: tuple[int, Words] | None = None


@dataclass(frozen=True, kw_only=True)
class Choice:
    """Something to choose in a survey, and how many of a hundred choose it."""

    label: Words
    share: int


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question of a survey with how it was answered: shares per choice or step of the scale, or texts by language."""

    kind: str
    title: Words
    help_text: Words = field(default_factory=dict)
    required: bool = False
    choices: Sequence[Choice] = ()
    scale_labels: tuple[Words, Words] = ({}, {})
    scale_shares: Sequence[int] = ()
    texts: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Poll:
    """A survey. `turnout`: which part of the residents answers."""

    title: Words
    intro: Words
    questions: Sequence[Asked]
    results_shown: str
    turnout: float
    remarks: Sequence[Remark] = ()


@dataclass(frozen=True, kw_only=True)
class ProjectPlan:
    """A project with everything in it. `phases`: per stage, when each of the blueprint's phases runs."""

    slug: str
    blueprint: str
    district: str
    other_districts: Sequence[str] = ()
    unit: str
    picture: str = ""
    titles: Words
    leads: Words
    bodies: Mapping[str, Story]
    contact: tuple[str, str]
    phases: Mapping[str, Sequence[Days]]
    categories: Mapping[str, Words] = field(default_factory=dict)
    ideas: Sequence[Idea] = ()
    remarks: Sequence[Remark] = ()
    polls: Sequence[Poll] = ()
    support_goal: int | None = None
    # How much of what is made up beyond the written ideas belongs to this project.
    invented_share: float = 0.0
