"""Reads CSV, TSV, JSON and workbooks of Excel as rows, for titles and for published data."""
