"""The same election and rules in pabutools, an implementation by the method's researchers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pabutools.election import (
    ApprovalBallot,
    ApprovalProfile,
    CardinalBallot,
    CardinalProfile,
    Cost_Sat,
    Instance,
    Project,
)
from pabutools.election.satisfaction.additivesatisfaction import AdditiveSatisfaction
from pabutools.rules import completion_by_rule_combination, greedy_utilitarian_welfare, method_of_equal_shares
from pabutools.tiebreaking import TieBreakingRule

from proposals.voting.counting.elections import Election
from proposals.voting.counting.rules import Completion, Method, Rules, Satisfaction
from proposals.voting.counting.ties import ranks


class Points(AdditiveSatisfaction):
    """A voter gains an item's points."""

    def __init__(self, instance: Any, profile: Any, ballot: Any) -> None:
        super().__init__(instance, profile, ballot, lambda _i, _p, chosen, project, _v: chosen.get(project, 0))


class PointsTimesCost(AdditiveSatisfaction):
    """A voter gains an item's points times its cost."""

    def __init__(self, instance: Any, profile: Any, ballot: Any) -> None:
        super().__init__(instance, profile, ballot, lambda _i, _p, chosen, project, _v: chosen.get(project, 0) * project.cost)


def winners(election: Election, rules: Rules) -> list[str]:
    """Who wins there, in the order of choosing. Items without a supporter are left out: here they are never chosen."""
    supported = {key for ballot in election.ballots for key, _points in ballot}
    projects = {key: Project(key, cost) for key, cost in election.costs.items() if key in supported}
    instance = Instance(projects.values(), budget_limit=election.budget)
    profile = _profile(instance, election, projects)
    order = ranks(election.items, rules.tie_break, rules.seed)
    ties = TieBreakingRule(lambda _instance, _profile, project: order[project.name])
    if rules.method is Method.GREEDY:
        return _names(greedy_utilitarian_welfare(instance, profile, sat_class=PointsTimesCost, tie_breaking=ties))
    sat_class = PointsTimesCost if rules.satisfaction is Satisfaction.COST else Points
    shares = {"sat_class": sat_class, "tie_breaking": ties, "binary_sat": False}
    if rules.completion is Completion.NONE:
        return _names(method_of_equal_shares(instance, profile, **shares))
    if rules.completion is Completion.ADD_ONE:
        return _names(method_of_equal_shares(instance, profile, voter_budget_increment=1, **shares))
    rest = {"sat_class": PointsTimesCost, "tie_breaking": ties}
    both = [method_of_equal_shares, greedy_utilitarian_welfare]
    return _names(completion_by_rule_combination(instance, profile, both, [shares, rest]))


def approvals(election: Election) -> Callable[[Rules], list[str]]:
    """Equal Shares by cost as pabutools counts the approvals of a file; instance and profile are made before the call."""
    projects = {key: Project(key, cost) for key, cost in election.costs.items()}
    instance = Instance(projects.values(), budget_limit=election.budget)
    ballots = [
        ApprovalBallot([projects[key] for key, _points in ballot])
        for ballot, number in election.ballots.items()
        for _voter in range(number)
    ]
    profile = ApprovalProfile(ballots, instance=instance)

    def counted(rules: Rules) -> list[str]:
        order = ranks(election.items, rules.tie_break, rules.seed)
        ties = TieBreakingRule(lambda _instance, _profile, project: order[project.name])
        return _names(method_of_equal_shares(instance, profile, sat_class=Cost_Sat, tie_breaking=ties))

    return counted


def _profile(instance: Instance, election: Election, projects: Mapping[str, Project]) -> CardinalProfile:
    ballots = [
        CardinalBallot({projects[key]: points for key, points in ballot})
        for ballot, number in election.ballots.items()
        for _voter in range(number)
    ]
    return CardinalProfile(ballots, instance=instance)


def _names(allocation: Any) -> list[str]:
    return [project.name for project in allocation]
