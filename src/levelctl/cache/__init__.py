"""
Compiled canons, and what is derived from them, cached in files.

This package alone knows sqlite3 and platformdirs.
"""
