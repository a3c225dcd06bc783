"""Distances between profiles: one space per module."""
