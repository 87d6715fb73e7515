"""The verbs of voting: the only way in which rounds, rolls, ballots and results change."""

from proposals.voting.services.casting import Given, cast_ballot
from proposals.voting.services.chaining import add_link, rounds_to_link
from proposals.voting.services.changing import propose_change, settle_change, withdraw_item
from proposals.voting.services.codes import ImportedCodes, import_codes, print_codes, revoke_batch
from proposals.voting.services.counting import check_count, count_round, digest_of, publish_result
from proposals.voting.services.items import ItemWords, Outcome, add_item, add_items, edit_item, number_items, remove_item
from proposals.voting.services.pots import set_pots, share_by_population
from proposals.voting.services.preparing import edit_round
from proposals.voting.services.rounds import cancel_round, close_round, create_round, preview_digest, publish_rules
from proposals.voting.services.sealing import finish_sealing, seal_round
from proposals.voting.services.seeding import SeedBallot, seed_ballots

__all__ = [
    "Given",
    "ImportedCodes",
    "ItemWords",
    "Outcome",
    "SeedBallot",
    "add_item",
    "add_items",
    "add_link",
    "cancel_round",
    "cast_ballot",
    "check_count",
    "close_round",
    "count_round",
    "create_round",
    "digest_of",
    "edit_item",
    "edit_round",
    "finish_sealing",
    "import_codes",
    "number_items",
    "preview_digest",
    "print_codes",
    "propose_change",
    "publish_result",
    "publish_rules",
    "remove_item",
    "revoke_batch",
    "rounds_to_link",
    "seal_round",
    "seed_ballots",
    "set_pots",
    "settle_change",
    "share_by_population",
    "withdraw_item",
]
