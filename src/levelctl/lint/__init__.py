"""The rules, and checking a canon by them: file by file, then all files together."""
