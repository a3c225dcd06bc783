"""Defines the errors that a person can act on, each with a hint and an exit code."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:  # the package itself imports this module, whose start nothing may slow down
    from types import TracebackType

    from levelctl.diagnostics import Diagnostic


class LevelctlError(Exception):
    """
    A request cannot be answered. The message says why, and the hint says what to do.

    >>> str(LevelctlError("P9 is not a level", hint="try P6"))
    'P9 is not a level'
    """

    exit_code = 2

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class MachineError(LevelctlError):
    """The system failed, such as a full disk or a folder that cannot be read."""

    exit_code = 4


class InternalError(LevelctlError):
    """A fault of levelctl itself, or too little memory. Its cause is the original exception."""

    exit_code = 70


class CanonError(LevelctlError):
    """The canon cannot be read, or not completely enough to answer. Holds its *diagnostics*."""

    exit_code = 3

    def __init__(
        self, message: str, diagnostics: tuple[Diagnostic, ...] = (), *, hint: str = ""
    ) -> None:
        super().__init__(message, hint=hint)
        self.diagnostics = diagnostics


def failure(error: Exception) -> LevelctlError:
    """Return the error to raise for *error*, of another kind, that a caller need not expect."""
    if isinstance(error, OSError):
        return MachineError(f"system failure: {error}")
    return InternalError(
        f"levelctl failed unexpectedly: {error!r}", hint="please report this error"
    )


class _OnlyOurs:
    """Lets no exception out but a LevelctlError, with the original exception as its cause."""

    def __enter__(self) -> None:
        pass

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if isinstance(error, Exception) and not isinstance(error, LevelctlError):
            raise failure(error) from error


only_ours = _OnlyOurs()
"""For ``with``. A generator of `contextlib` would take ten times as long."""
