"""The occupations of a published scheme, found by the words of a title."""
