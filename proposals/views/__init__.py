"""Pages about proposals."""

from proposals.views.drafting import write
from proposals.views.following import save_search
from proposals.views.history import history
from proposals.views.listing import proposal_list
from proposals.views.pictures import image
from proposals.views.points import places, proposal_points, proposal_titles
from proposals.views.previewing import preview
from proposals.views.similar import similar
from proposals.views.single import detail
from proposals.views.supporting import support
from proposals.views.writing import edit, new, publish, withdraw

__all__ = [
    "detail",
    "edit",
    "history",
    "image",
    "new",
    "places",
    "preview",
    "proposal_list",
    "proposal_points",
    "proposal_titles",
    "publish",
    "save_search",
    "similar",
    "support",
    "withdraw",
    "write",
]
