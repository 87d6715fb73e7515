"""The only writers of conversations. What every change has in common is in `numbering`."""

from participation.comments.services.changing import apply_decision, delete_comment, edit_comment, forget_deleted
from participation.comments.services.counting import recount, tell_anchor
from participation.comments.services.mentioning import (
    forget_mentions,
    tell_mentioned,
    want_mention_mail,
)
from participation.comments.services.posting import MOST_CHARACTERS, post_comment
from participation.comments.services.reacting import SeedReaction, forget_reactions, react, seed_reactions
from participation.comments.services.seeding import SeedComment, seed_comments
from participation.comments.services.tallying import measure_bridges, rebuild_tallies, tally
from participation.comments.services.threads import freeze_thread, open_thread, project_thread, slow_thread, unfreeze_thread

__all__ = [
    "MOST_CHARACTERS",
    "SeedComment",
    "SeedReaction",
    "apply_decision",
    "delete_comment",
    "edit_comment",
    "forget_deleted",
    "forget_mentions",
    "forget_reactions",
    "freeze_thread",
    "measure_bridges",
    "open_thread",
    "post_comment",
    "project_thread",
    "react",
    "rebuild_tallies",
    "recount",
    "seed_comments",
    "seed_reactions",
    "slow_thread",
    "tally",
    "tell_anchor",
    "tell_mentioned",
    "unfreeze_thread",
    "want_mention_mail",
]
