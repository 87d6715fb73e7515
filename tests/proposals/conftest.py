"""The pages that the admin needs."""

from tests.projects.conftest import coordinator, site

__all__ = ["coordinator", "site"]
