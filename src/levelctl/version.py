"""The version of levelctl."""

__version__ = "0.1.0"
