"""People and their sign-in."""
