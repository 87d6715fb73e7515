"""Background work on proposals."""

from celery import shared_task

from proposals import services
from proposals.importing import services as importing


@shared_task(name="proposals.refresh_counts")
def refresh_counts(proposal_ids: list[int]) -> None:
    """Count the supports of some proposals; queued after supports, once for many."""
    services.refresh_counts(proposal_ids=proposal_ids)


@shared_task(name="proposals.rebuild_counts")
def rebuild_counts() -> int:
    """Count everything; runs periodically, so that a lost message loses nothing."""
    return services.rebuild_counts()


@shared_task(name="proposals.count_words")
def count_words() -> int:
    """Count how many proposals use each word; runs periodically, and only weighs words against each other."""
    return services.count_words()


@shared_task(name="proposals.check_import")
def check_import(run_id: int) -> None:
    """Say what would be done with each line of a file; queued when staff bring one in."""
    importing.check_run(run_id=run_id)


@shared_task(name="proposals.run_import")
def run_import(run_id: int) -> None:
    """Write the proposals of a file; queued when staff confirm it."""
    importing.import_run(run_id=run_id)


@shared_task(name="proposals.undo_import")
def undo_import(run_id: int) -> None:
    """Take an import back; queued when staff ask for it."""
    importing.finish_undoing(run_id=run_id)


@shared_task(name="proposals.continue_imports")
def continue_imports() -> int:
    """Go on with imports whose message was lost or whose worker died; runs periodically."""
    return importing.continue_runs()


@shared_task(name="proposals.forget_imports")
def forget_imports() -> int:
    """Delete files and reports of imports that are over; runs periodically."""
    return importing.forget_old_files()


@shared_task(name="proposals.forget_invitations")
def forget_invitations() -> int:
    """End what nobody has answered, and forget addresses; runs every day, and twice does nothing more."""
    return services.forget_invitations()
