"""The exit codes of the program. Scripts rely on them."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    ANSWERED = 0
    NO = 1
    WRONG_REQUEST = 2
    UNREADABLE = 3
    MACHINE_FAILED = 4
    CRASHED = 70
    HUNG_UP = 129
    INTERRUPTED = 130
    PIPE_CLOSED = 141
    TERMINATED = 143


MEANINGS = {
    Exit.ANSWERED: "success",
    Exit.NO: "negative answer: check found something at or above --fail-on; diff --exit-code found "
    "differences; match has a title without a confident match; near, path, crosswalk, pay or "
    "skills found nothing; no pay has the --place, --kind or --as-of; new imported a source that "
    "conflicts with edits",
    Exit.WRONG_REQUEST: "invalid request: wrong usage, an unknown code, or an ambiguous name",
    Exit.UNREADABLE: "the canon or an input cannot be read, or the answer may be incomplete",
    Exit.MACHINE_FAILED: "system failure, such as a full disk or a closed output",
    Exit.CRASHED: "a fault of levelctl itself, or too little memory; there is no answer",
    Exit.HUNG_UP: "ended because its terminal was closed (SIGHUP)",
    Exit.INTERRUPTED: "interrupted by Ctrl-C (SIGINT)",
    Exit.PIPE_CLOSED: "the program that read the output closed it",
    Exit.TERMINATED: "ended by another program (SIGTERM)",
}
"""The meaning of each code, for help and docs."""


BY_SIGNAL = 128
"""The exit code after a signal is this and the number of the signal."""


class StoppedError(Exception):
    """A signal ended a command that had to leave in an orderly way."""

    def __init__(self, number: int) -> None:
        super().__init__(f"signal {number}")
        self.exit_code = BY_SIGNAL + number
