"""Runs the program. However it ends, it exits with one of the documented exit codes."""

from __future__ import annotations

import gc
import os
import signal
import sys

INTERRUPTED = 130

FEW_COLLECTIONS = 100_000
"""
How many more objects must exist before the garbage collector runs.

Imports create many objects and no garbage. With Python's default of 700, the collector takes a
fifteenth of a short run.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:  # importing typing takes long enough to be interrupted
    from types import FrameType
    from typing import NoReturn


def main() -> NoReturn:
    """Run the command line, and exit."""
    # Ctrl-C ends the program at once. As an exception, it would be printed where it cannot
    # propagate: in callbacks of the garbage collector and in extension modules being imported.
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _interrupted)
    gc.set_threshold(FEW_COLLECTIONS)
    from levelctl.cli.run import run

    # All output is written when run returns. An orderly shutdown of the interpreter would take
    # a fifth of a short run.
    os._exit(run(sys.argv[1:]))


def _interrupted(_number: int, _frame: FrameType | None) -> NoReturn:
    store = sys.modules.get("levelctl.cache.store")
    # The module may be only partly imported.
    remove_unfinished = getattr(store, "remove_unfinished", None)
    if remove_unfinished:
        remove_unfinished()
    os._exit(INTERRUPTED)


if __name__ == "__main__":
    main()
