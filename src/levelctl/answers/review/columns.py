"""The columns of the tables to fill in, and what identifies a row without telling the level."""

from __future__ import annotations

from levelctl.answers.review.duties import DutyToRead
from levelctl.canon.canon import Canon
from levelctl.canon.reviews import DIGITS

DUTY, FOCUS, LEVELS, TEXT, REMARK = "duty", "focus", "levels", "text", "remark"
PLACED = "placed at"
"""The heading of the column for the level at which a reader of the trade places a duty."""

OF_ALL = (DUTY, FOCUS, LEVELS, TEXT, PLACED, REMARK)
"""The columns that every table can have, whatever the questions."""


def levels_of(canon: Canon, focus: str) -> list[str]:
    """Return the levels of *focus*, FUNCTION.FOCUS."""
    return [each.code.level for each in canon.focus(*focus.split(".")).profiles]


def name_of(duty: DutyToRead) -> str:
    """Return what identifies *duty* in a table, without telling its level."""
    import hashlib

    return hashlib.sha256("\0".join(duty.key).encode()).hexdigest()[:DIGITS]
