"""Answers many titles: reads rows from a file and yields an answer for each."""
