"""Another process that uses the embedded services; see ``Guest`` in ``conftest.py``.

It joins, says so in one line of JSON, and leaves when its standard input ends. With an account it first
becomes that ordinary user: by then everything it needs of Python is loaded, so the interpreter may lie
where that user could not start it.
"""

import json
import os
import sys
from dataclasses import asdict
from pathlib import Path

from participation.embedded import EmbeddedError, binaries, join_services, service_status


def become(uid: int, gid: int) -> None:
    os.setgroups([])
    os.setgid(gid)
    os.setuid(uid)


def main(state: Path, *, fast: bool, packages: str | None, account: list[int] | None) -> None:
    if packages:
        binaries._package = lambda module, _distribution: Path(packages) / module
    if account:
        become(*account)
    try:
        services = join_services(state, fast=fast)
    except EmbeddedError as error:
        sys.exit(str(error))
    json.dump(asdict(services) | asdict(service_status(state, fast=fast)), sys.stdout)
    sys.stdout.write("\n")
    sys.stdout.flush()
    sys.stdin.read()


if __name__ == "__main__":
    options = json.loads(sys.argv[1])
    main(Path(options.pop("state")), **options)
