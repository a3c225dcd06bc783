"""Reads ladders that other tools wrote, and turns them into the files of a canon."""
