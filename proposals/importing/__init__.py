"""Bringing in proposals that were collected elsewhere."""
