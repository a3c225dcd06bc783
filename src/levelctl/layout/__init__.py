"""Results to documents and rows: what a reader sees, in which order and words."""
