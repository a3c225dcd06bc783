"""The command line: one module a command; alone knows typer."""
