"""Beginning something new: a canon, a function or a focus, as commented files that load."""
