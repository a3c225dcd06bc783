"""What readers say about the duties of a canon: what there is to read, and what was said."""
