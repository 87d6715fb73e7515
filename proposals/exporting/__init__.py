"""Proposals as files: CSV, XLSX and GeoJSON."""
