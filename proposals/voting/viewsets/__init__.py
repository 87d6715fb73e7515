"""Votes in the Wagtail admin."""
