"""Opens a store to change or damage it."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path


@contextlib.contextmanager
def database_in(place: str | Path) -> Iterator[sqlite3.Connection]:
    """Open the SQLite database *place*, commit and close it; SQLite itself leaves it open."""
    with contextlib.closing(sqlite3.connect(place)) as database, database:
        yield database
