"""The exit codes, which scripts rely on."""

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
    Exit.ANSWERED: "answered",
    Exit.NO: "the answer is no: check found faults, diff --exit-code differences, match a title "
    "that it does not know; near found nothing near, path no route, crosswalk no focus or code, "
    "pay no figures",
    Exit.WRONG_REQUEST: "the request is wrong: usage, an unknown code, an ambiguous name",
    Exit.UNREADABLE: "the canon or an input cannot be read, or not all that the answer needs of it",
    Exit.MACHINE_FAILED: "the machine failed: the disk is full, the output is closed",
    Exit.INTERRUPTED: "interrupted by Ctrl-C",
    Exit.PIPE_CLOSED: "the reader of the output closed it",
}
"""What each code says, for help and docs."""
