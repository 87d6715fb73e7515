"""How far a worker is with an import: in the cache, because the work itself is one transaction that nobody can look into."""

from __future__ import annotations

from django.core.cache import cache

from proposals.import_models import ImportRun

KEPT = 3600  # seconds


def tell_progress(run_id: int, done: int) -> None:
    """So many lines are done. That this is lost harms nothing."""
    cache.set(_key(run_id), done, KEPT)


def forget_progress(run_id: int) -> None:
    """The step is over."""
    cache.delete(_key(run_id))


def progress_of(run: ImportRun) -> int:
    """Lines done so far."""
    return int(cache.get(_key(run.pk)) or 0) if run.is_at_work else run.done


def _key(run_id: int) -> str:
    return f"import-run-{run_id}"
