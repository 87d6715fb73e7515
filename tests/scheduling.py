"""How xdist shares the suite out: test by test, but everything in tests/browser to one worker, since it shares a server.

pytest-xdist 3.8 marks groups in a private field that pytest 9.2 no longer reads, so its `xdist_group` does nothing.
"""

from __future__ import annotations

from xdist.scheduler import LoadScopeScheduling

TOGETHER = "tests/browser/"


class FolderScheduling(LoadScopeScheduling):
    """One folder stays together; the rest goes out one by one."""

    def _split_scope(self, nodeid: str) -> str:
        return TOGETHER if nodeid.startswith(TOGETHER) else nodeid
