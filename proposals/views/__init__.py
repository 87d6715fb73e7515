"""Pages about proposals."""

from proposals.views.authors import authors, invitation
from proposals.views.drafting import write
from proposals.views.following import save_search
from proposals.views.history import history, version_text
from proposals.views.listing import proposal_list
from proposals.views.pictures import file, image
from proposals.views.points import places, proposal_points, proposal_titles
from proposals.views.previewing import preview
from proposals.views.similar import similar
from proposals.views.single import detail
from proposals.views.supporting import support
from proposals.views.writing import edit, new, publish, withdraw

__all__ = [
    "authors",
    "detail",
    "edit",
    "file",
    "history",
    "image",
    "invitation",
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
    "version_text",
    "withdraw",
    "write",
]
