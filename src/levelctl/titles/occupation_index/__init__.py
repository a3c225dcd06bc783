"""Finds the occupations of a published scheme that a title can mean."""
