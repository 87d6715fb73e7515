"""PostgreSQL and Valkey out of two wheels, for the demo and the tests. Never used in production.

Nothing here imports Django, settings or anything else of ours, so settings themselves may ask for the
two addresses. See ``docs/decisions/0002-embedded-services.md`` for the reasons.
"""

from .errors import EmbeddedError
from .membership import (
    Services,
    Status,
    ensure_services,
    join_services,
    restart_valkey,
    running_services,
    service_status,
    stop_services,
)

__all__ = [
    "EmbeddedError",
    "Services",
    "Status",
    "ensure_services",
    "join_services",
    "restart_valkey",
    "running_services",
    "service_status",
    "stop_services",
]
