"""Reads a ladder from a document in Markdown."""
