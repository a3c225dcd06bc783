"""A canon: its files parsed, validated, linked and opened as records."""
