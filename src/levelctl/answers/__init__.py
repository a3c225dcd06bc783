"""Computes the answer of each command: from a canon to records."""
