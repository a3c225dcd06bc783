"""Reads a ladder from a table, in CSV, TSV or a workbook of Excel."""
