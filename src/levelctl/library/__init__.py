"""Guards the public functions: checks their arguments, and lets no foreign exceptions out."""
