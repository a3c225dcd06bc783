"""Many titles: rows of files in, rows of answers out."""
