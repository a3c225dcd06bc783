"""Measures the distance between two profiles: one module per space."""
