"""The pay file of `pay`, `show`, `diff` and `near`: reads it, and remarks on what it leaves out."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from levelctl.answers.pay.file import read_pay_file, with_pay_file
from levelctl.errors import LevelctlError

if TYPE_CHECKING:
    from levelctl.answers.pay.file_report import PayFileReport
    from levelctl.canon.canon import Canon

OnRemark = Callable[[str], None]


def seen_with(
    canon: Canon, path: Path | None, minimum_n: int | None, remark: OnRemark, *, cache: bool
) -> Canon:
    """Return *canon* seen with the pay in the file *path*; *remark* on what of it is not used."""
    if path is None:
        raise LevelctlError("--minimum-n needs a pay file", hint="give one with --pay-file")
    report = read_pay_file(canon, path, minimum_n, cache=cache)
    remark_on(canon, path, report, remark)
    return with_pay_file(canon, report)


def remark_on(canon: Canon, path: Path, report: PayFileReport, remark: OnRemark) -> None:
    """*Remark* on what of the pay file *path* is not used, and if it is beside the *canon*."""
    from levelctl.layout.pay_file import remarks

    for line in remarks(report):
        remark(line)
    if _is_in(path, canon.root):
        remark(
            f"{path.name} is in the folder of the canon; keep pay of your own out of its repository"
        )


def _is_in(path: Path, folder: Path) -> bool:
    root = os.path.realpath(folder)
    return os.path.realpath(path).startswith(f"{root}{os.sep}")
