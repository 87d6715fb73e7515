"""Proposals brought together with the consent of their authors and supporters."""
