"""Holding a canon against the rules: file by file, then all files together."""
