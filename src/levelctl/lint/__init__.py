"""Rules, and checks of a canon by them: of each file, then of all files together."""
