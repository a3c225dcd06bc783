"""What each command answers: one module or package a command, from a canon to records."""
