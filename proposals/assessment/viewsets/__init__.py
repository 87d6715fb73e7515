"""Assessing in the Wagtail admin: the board, one assessment, starting, criteria."""
