"""
Caches compiled canons, and data derived from them, in files.

Only this package uses sqlite3, platformdirs and filelock.
"""
