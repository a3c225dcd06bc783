"""The distance between two profiles: one module a space."""
