"""Fixes of findings: planned as edits of a text, proven, and written."""
