"""The command line: one command a module, each loads, works, shows and exits."""
