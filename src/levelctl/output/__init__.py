"""Results and documents → str: one format a module."""
