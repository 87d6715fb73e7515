"""Votes in the Wagtail admin: overview, rules, pots, items, codes, publishing, changes."""
