"""What is asked of a canon beyond its form: one rule a module, each with its own page of help."""
