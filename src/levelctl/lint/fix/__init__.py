"""Fixes findings: plans the edits of a file's text, proves them, and writes the file."""
