"""The canon: its files read, checked against their schemas, linked, and opened as records."""
