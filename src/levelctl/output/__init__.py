"""Turns documents, rows and results into text: a module per format. Only it imports rich."""
