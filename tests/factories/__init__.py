"""Factories build rows; services build history."""
