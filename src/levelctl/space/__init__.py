"""How far two profiles stand apart: one space a module."""
