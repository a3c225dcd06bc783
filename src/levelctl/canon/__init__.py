"""Reads a canon: parses, validates and links its files, and opens them as records."""
