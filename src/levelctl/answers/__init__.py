"""The answers of the commands, one module or package a command: records from a canon."""
