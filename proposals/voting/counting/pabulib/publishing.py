"""The document in which a finished vote is published, so that anybody can count it again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from proposals.voting.counting.elections import Ballot, Election, VoteType
from proposals.voting.counting.outcome import Outcome
from proposals.voting.counting.pabulib.document import Document, Project, Vote
from proposals.voting.counting.pabulib.meta import RULES, meta_of
from proposals.voting.counting.rules import Completion, Method, Rules
from proposals.voting.counting.scoring import tally

WORDS = {VoteType.KNAPSACK: "approval"}  # all others are the same word in Pabulib


def publish(
    election: Election,
    rules: Rules,
    outcome: Outcome | None = None,
    *,
    about: Mapping[str, str],
    details: Mapping[str, Mapping[str, str]] | None = None,
    voters: Iterable[tuple[Ballot, tuple[str, ...]]] | None = None,
    voter_columns: tuple[str, ...] = (),
) -> Document:
    """The document of an election. about: description, country, unit, instance, date_begin, date_end and the like.

    details: name, category and so on of the items, by key and column. voters: ballots with what may be told of each voter
    in `voter_columns`, where that is published; else the ballots of the election alone. Votes are put in the order of
    their contents and numbered in it, so that neither their order nor their numbers tell who cast them or when.
    """
    told = _by_content(election) if voters is None else sorted(voters)
    votes = tuple(Vote(str(number), ballot, extra) for number, (ballot, extra) in enumerate(told, start=1))
    values = {key: _one_line(text) for key, text in about.items()}
    values |= _counted(election, rules, len(votes))
    columns = ["votes", "score", *sorted({column for extra in (details or {}).values() for column in extra})]
    projects = _projects(election, outcome, details or {})
    if outcome:
        columns.append("selected")
    return Document(meta_of(values), projects, votes, tuple(columns), voter_columns)


def _by_content(election: Election) -> list[tuple[Ballot, tuple[str, ...]]]:
    return [(ballot, ()) for ballot in sorted(election.ballots) for _voter in range(election.ballots[ballot])]


def _counted(election: Election, rules: Rules, votes: int) -> dict[str, str]:
    numbers = {
        "max_length": rules.max_choices,
        "max_sum_cost": (rules.max_cost or election.budget) if rules.vote_type is VoteType.KNAPSACK else 0,
        "max_sum_points": rules.max_points if rules.vote_type is VoteType.CUMULATIVE else 0,
    }
    rule = "greedy"
    if rules.method is Method.EQUAL_SHARES:
        rule = "equalshares/add1" if rules.completion is Completion.ADD_ONE else "equalshares"
    return {
        "num_projects": str(len(election.items)),
        "num_votes": str(votes),
        "budget": str(election.budget),
        "vote_type": WORDS.get(rules.vote_type, rules.vote_type.value),
        "rule": rule,
        "min_length": str(rules.min_choices),
        **{key: str(number) for key, number in numbers.items() if number},
        RULES: rules.canonical().decode(),
    }


def _projects(election: Election, outcome: Outcome | None, details: Mapping[str, Mapping[str, str]]) -> tuple[Project, ...]:
    votes = tally(election)
    winners = set(outcome.winners) if outcome else set()
    return tuple(
        Project(
            item.key,
            item.cost,
            {column: _one_line(text) for column, text in details.get(item.key, {}).items()}
            | {"votes": str(votes.supporters[item.key]), "score": str(votes.scores[item.key])}
            | ({"selected": str(int(item.key in winners))} if outcome else {}),
        )
        for item in sorted(election.items, key=lambda item: item.key)
    )


def _one_line(text: str) -> str:
    """Without line breaks and control characters, which other readers of the format do not expect in a cell."""
    return " ".join("".join(sign if sign.isprintable() or sign.isspace() else "" for sign in text).split())
