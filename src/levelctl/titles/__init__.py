"""Finding what a messy job title means: its focus, its level, or an honest no."""
