"""The only writers of imports by staff: a file is brought in, checked, confirmed, imported, and can be taken back."""

from proposals.importing.services.staff import bring_in, confirm_run, discard_run, undo_run
from proposals.importing.services.working import check_run, continue_runs, finish_undoing, forget_old_files, import_run

__all__ = [
    "bring_in",
    "check_run",
    "confirm_run",
    "continue_runs",
    "discard_run",
    "finish_undoing",
    "forget_old_files",
    "import_run",
    "undo_run",
]
