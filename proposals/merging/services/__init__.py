"""The only writers of mergers, of what authors say to them, and of what supporters choose."""

from proposals.merging.services.asking import agree, ask, disagree
from proposals.merging.services.choosing import choose, move_back, revoke_links
from proposals.merging.services.erasing import forget_person
from proposals.merging.services.expiring import end_overdue, remind_pending
from proposals.merging.services.leaving import call_off, leave, leave_out, separate
from proposals.merging.services.objecting import accept, object_to
from proposals.merging.services.publishing import publish_merger
from proposals.merging.services.settling import publish_held_up
from proposals.merging.services.starting import start_merger, suggest_merger
from proposals.merging.services.supporters import take_apart_withdrawn, tell_movers, tell_supporters
from proposals.merging.services.writing import save_text

__all__ = [
    "accept",
    "agree",
    "ask",
    "call_off",
    "choose",
    "disagree",
    "end_overdue",
    "forget_person",
    "leave",
    "leave_out",
    "move_back",
    "object_to",
    "publish_held_up",
    "publish_merger",
    "remind_pending",
    "revoke_links",
    "save_text",
    "separate",
    "start_merger",
    "suggest_merger",
    "take_apart_withdrawn",
    "tell_movers",
    "tell_supporters",
]
