"""
What weighing a canon's content needs: kept in a store of its own for as long as no file changes.

It rests on every text of a canon, so that it would have to be made anew after each change of
a file, for answers most of which have no use for it. So it is made when it is first asked for.
"""

from __future__ import annotations

import contextlib
import time

from levelctl.canon import Canon, Rows
from levelctl.files import scan
from levelctl.freshness import STAMP, Guarded, fresh, store_of
from levelctl.model import ContentSpace
from levelctl.record import encode
from levelctl.space.weighing import Weighing, rows_of
from levelctl.store import FAULTS, write

KIND = "content"
"""The kind of store that keeps it."""


def weighing_of(canon: Canon, scale: ContentSpace, *, cache: bool = True) -> Weighing:
    """Return what the content of *canon* is weighed by, made first where it is not kept."""
    store, stamp = (store_of(canon.root, KIND) if cache else None) or (None, None)
    if store and stamp and fresh(stamp, scan(canon.root)):
        return Weighing(Guarded(store, lambda: _made(canon, scale)))
    return Weighing(_made(canon, scale, keep=cache))


def _made(canon: Canon, scale: ContentSpace, *, keep: bool = True) -> Rows:
    """Return the rows, made anew, and *keep* them; a cache need not be had."""
    # Whoever finds them kept needs none of this, which reads YAML.
    from levelctl.loader import Made
    from levelctl.renewal import place_or_none, stamp_of

    found, moment = scan(canon.root), time.time()
    rows = rows_of(canon.foci, scale)
    place = place_or_none(canon.root, KIND)
    if keep and place:
        with contextlib.suppress(*FAULTS):
            write(place, {**rows, STAMP: encode(stamp_of(canon.root, found, moment))})
    return Made(rows)
