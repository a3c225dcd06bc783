"""Bytes to lines to rows: the one reader of CSV, TSV and NDJSON, for titles and published data."""
