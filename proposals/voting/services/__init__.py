"""The verbs of voting: the only way in which rounds, rolls, ballots and results change."""

from proposals.voting.services.casting import Given, cast_ballot
from proposals.voting.services.chaining import add_link, rounds_to_link
from proposals.voting.services.counting import check_count, count_round, digest_of, publish_result
from proposals.voting.services.rounds import cancel_round, close_round, create_round, publish_rules
from proposals.voting.services.sealing import finish_sealing, seal_round
from proposals.voting.services.seeding import SeedBallot, seed_ballots

__all__ = [
    "Given",
    "SeedBallot",
    "add_link",
    "cancel_round",
    "cast_ballot",
    "check_count",
    "close_round",
    "count_round",
    "create_round",
    "digest_of",
    "finish_sealing",
    "publish_result",
    "publish_rules",
    "rounds_to_link",
    "seal_round",
    "seed_ballots",
]
