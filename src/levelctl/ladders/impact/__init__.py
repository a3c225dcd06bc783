"""Reads the standard that Forward Impact keeps in a folder."""
