"""The exit codes of the program. Scripts rely on them."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    ANSWERED = 0
    NO = 1
    WRONG_REQUEST = 2
    UNREADABLE = 3
    MACHINE_FAILED = 4
    INTERRUPTED = 130
    PIPE_CLOSED = 141


MEANINGS = {
    Exit.ANSWERED: "success",
    Exit.NO: "negative answer: check found something at or above --fail-on; diff --exit-code found "
    "differences; match has a title without a confident match; near, path, crosswalk or pay found "
    "nothing",
    Exit.WRONG_REQUEST: "invalid request: wrong usage, an unknown code, or an ambiguous name",
    Exit.UNREADABLE: "the canon or an input cannot be read, or the answer may be incomplete",
    Exit.MACHINE_FAILED: "system failure, such as a full disk or a closed output",
    Exit.INTERRUPTED: "interrupted by Ctrl-C",
    Exit.PIPE_CLOSED: "the program that read the output closed it",
}
"""The meaning of each code, for help and docs."""
