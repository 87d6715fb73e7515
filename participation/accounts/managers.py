"""Creating people."""

from typing import Any

from django.contrib.auth.base_user import BaseUserManager


class UserManager(BaseUserManager[Any]):
    """Finds people by e-mail whatever its case, and creates them without a username."""

    def get_by_natural_key(self, username: str | None) -> Any:
        return self.get(email=(username or "").lower())

    def create_user(self, email: str | None = None, password: str | None = None, **fields: Any) -> Any:
        """Create a resident; without a password the account signs in by code only."""
        user = self.model(email=(email or "").strip().lower() or None, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> Any:
        """Create an administrator."""
        return self.create_user(email, password, **{**fields, "is_superuser": True})
