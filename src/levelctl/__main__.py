"""The entry point: whatever happens, it ends with a documented exit code."""

from __future__ import annotations

import gc
import os
import signal
import sys

INTERRUPTED = 130

FEW_COLLECTIONS = 100_000
"""
Objects between two looks for garbage.

Importing makes many objects and no garbage; at Python's default of 700, looking for it takes
a fifteenth of a short run.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:  # importing typing takes long enough to be interrupted
    from types import FrameType
    from typing import NoReturn


def main() -> NoReturn:
    """Answer the command line, and exit."""
    # Ctrl-C ends at once. As an exception it would be printed by what cannot pass it on: the
    # callbacks of the garbage collector, and an extension module in the midst of its imports.
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _interrupted)
    gc.set_threshold(FEW_COLLECTIONS)
    from levelctl.cli.run import run

    # What was to be written is written when run returns. To take the interpreter down piece by
    # piece would cost a fifth of a short run.
    os._exit(run(sys.argv[1:]))


def _interrupted(_number: int, _frame: FrameType | None) -> NoReturn:
    store = sys.modules.get("levelctl.cache.store")
    # It may be in the midst of its own import.
    remove_unfinished = getattr(store, "remove_unfinished", None)
    if remove_unfinished:
        remove_unfinished()
    os._exit(INTERRUPTED)


if __name__ == "__main__":
    main()
