"""Documents, rows and results to text: one module a format; alone knows rich."""
