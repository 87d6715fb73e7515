"""Pages about bringing proposals together."""

from proposals.merging.views.acting import act
from proposals.merging.views.choosing import choose, choose_by_link
from proposals.merging.views.single import merger
from proposals.merging.views.starting import start
from proposals.merging.views.writing import write

__all__ = ["act", "choose", "choose_by_link", "merger", "start", "write"]
