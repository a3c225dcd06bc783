"""Turns results into documents and rows, and so decides their order and wording."""
