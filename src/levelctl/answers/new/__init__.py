"""Create a canon, function or focus, as commented files that load right away."""
