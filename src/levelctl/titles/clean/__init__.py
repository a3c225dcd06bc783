"""A title as typed, freed of what is no part of it."""
