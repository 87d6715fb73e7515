#!/usr/bin/env python
"""Django's command line for the participation platform."""

import os
import sys


def main() -> None:
    """Run one management command in the demo settings unless told otherwise."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "participation.settings.demo")
    from django.core.management import execute_from_command_line  # after the settings are named

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
