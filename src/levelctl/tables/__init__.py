"""Reads CSV, TSV and NDJSON as rows, for titles and for published data."""
