"""What a server costs, read from /proc: memory, and processor time, which noise on the machine changes least."""

from __future__ import annotations

import os
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")
PARENT, USER, SYSTEM = 1, 11, 12  # places in /proc/<pid>/stat behind the name


def family(pid: int) -> list[int]:
    """The process and everything below it."""
    children: dict[int, list[int]] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit() and (fields := _fields(int(folder.name))):
            children.setdefault(int(fields[PARENT]), []).append(int(folder.name))
    found = [pid]
    for member in found:
        found += children.get(member, [])
    return found


def processor_seconds(pid: int) -> float:
    """Processor time that a server with its workers has used, in seconds."""
    return sum(int(fields[USER]) + int(fields[SYSTEM]) for member in family(pid) if (fields := _fields(member))) / TICKS


def parent(pid: int) -> int:
    """The process that started another one on this machine; 0 when there is no such process here."""
    fields = _fields(pid)
    return int(fields[PARENT]) if fields else 0


def memory(pid: int) -> int:
    """Resident memory of one process, in bytes."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE


def largest_memory(pid: int) -> int:
    """Resident memory of the largest process of a server, in bytes: of a worker, not of its watchman."""
    return max(memory(member) for member in family(pid))


def _fields(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return []
