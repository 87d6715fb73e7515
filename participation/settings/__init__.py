"""Settings by environment: demo (default), test, production; all start from base."""
