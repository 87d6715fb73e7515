"""Reading the outbox, what people follow, and what they are told."""

from participation.notifications.queries.outbox import claim_next

__all__ = ["claim_next"]
