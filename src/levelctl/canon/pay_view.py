"""A canon seen with other pay: figures chosen by place, kind and date, or those of a company."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Protocol

from levelctl.canon.canon import Canon, ProfilePay
from levelctl.canon.model import Focus, Pay, Profile
from levelctl.canon.pay_range import KINDS, named
from levelctl.errors import LevelctlError
from levelctl.record import Record, cached_property, replace


class NoSuchPayError(LevelctlError):
    """No figure is what was asked for; the hint says which there are."""

    exit_code = 1


class SeenPay(Protocol):
    """Says which pay profiles are seen with."""

    def seen(self, profile: Profile) -> Profile:
        """Return *profile* with the pay that it is seen with."""

    def pays(self, canon: Canon, below: Canon) -> Iterator[ProfilePay]:
        """Yield the pay of each profile of *canon*, the view of *below*, in its order."""


class PayView(Canon):
    """The canon *below* with other *pay*. Nothing of it is cached or written."""

    def __init__(self, below: Canon, pay: SeenPay) -> None:
        super().__init__(below.root, below._rows, below._reopen)  # noqa: SLF001 - it is its own
        self._below = below
        self._pay = pay

    def __reduce__(self) -> tuple[object, ...]:
        return PayView, (self._below, self._pay)

    def _read_focus(self, function: str, code: str) -> Focus:
        focus = self._below.focus(function, code)
        return replace(focus, profiles=tuple(map(self._pay.seen, focus.profiles)))

    @cached_property
    def profile_pays(self) -> tuple[ProfilePay, ...]:
        return tuple(self._pay.pays(self, self._below))


class PayChoice(Record):
    """Which figure of pay is wanted; what is None can be any."""

    OPTIONAL = ("place", "kind", "as_of")

    place: str | None = None
    kind: str | None = None
    as_of: str | None = None
    """A year, year-month or date; a year also means all of its months."""

    def fits(self, pay: Pay) -> bool:
        """
        Return whether *pay* is what is wanted.

        >>> pay = Pay("USD", "year", 1, 2, 3, "survey", place="US", as_of="2024-05")
        >>> [PayChoice(as_of=each).fits(pay) for each in ("2024", "2024-05", "2024-05-31")]
        [True, True, False]
        """
        return (
            self.place in (None, pay.place)
            and self.kind in (None, pay.kind)
            and (self.as_of is None or _within(pay.as_of, self.as_of))
        )

    def seen(self, profile: Profile) -> Profile:
        """
        Return *profile* with the first figure that is wanted in front.

        If none is, its pay is None, and *other_pays* has all figures.
        """
        pays = profile.pays
        wanted = next((pay for pay in pays if self.fits(pay)), None)
        others = tuple(pay for pay in pays if pay is not wanted)
        return replace(profile, pay=wanted, other_pays=others)

    def pays(self, canon: Canon, _: Canon) -> Iterator[ProfilePay]:
        """Yield the pay of each profile of *canon* that fits."""
        for focus in canon.foci:
            for profile in focus.profiles:
                if profile.pay:
                    yield ProfilePay(str(profile.code), profile.title, profile.pay)

    def __str__(self) -> str:
        parts = (("place", self.place), ("kind", self.kind), ("as of", self.as_of))
        return ", ".join(f"{key} {value}" for key, value in parts if value)


def choice_of(
    place: str | None = None, kind: str | None = None, as_of: str | None = None
) -> PayChoice | None:
    """
    Return the choice that a person typed; None if there is none.

    >>> choice_of("us-ca", "total cash")
    PayChoice(place='US-CA', kind='total_cash', as_of=None)

    Raises LevelctlError if *kind* is no kind of pay, or *as_of* no date.
    """
    if place is None and kind is None and as_of is None:
        return None
    by_name = {name: name for name in KINDS} | {words: name for name, words in KINDS.items()}
    wanted = None if kind is None else " ".join(kind.casefold().replace("-", "_").split())
    if wanted is not None and wanted.replace(" ", "_") not in KINDS and wanted not in by_name:
        raise LevelctlError(
            f"{kind!r} is not a kind of pay", hint=f"choose one of: {', '.join(KINDS)}"
        )
    if as_of is not None and not _DATE.fullmatch(as_of.strip()):
        raise LevelctlError(
            f"{as_of!r} is not a date", hint="give a year, a month or a day, such as 2026-05"
        )
    return PayChoice(
        place and place.strip().upper(),
        wanted and by_name.get(wanted, wanted.replace(" ", "_")),
        as_of and as_of.strip(),
    )


_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")


def seen(canon: Canon, choice: PayChoice | None) -> Canon:
    """Return *canon* with the pay of *choice*; without one, *canon* itself."""
    return PayView(canon, choice) if choice else canon


def _within(date: str | None, wanted: str) -> bool:
    return date is not None and f"{date}-".startswith(f"{wanted}-")


def require_pay(choice: PayChoice, profiles: Sequence[Profile]) -> None:
    """Raise NoSuchPayError, which says what there is, if *choice* fits no pay of *profiles*."""
    if any(profile.pay for profile in profiles):
        return
    there = dict.fromkeys(named(pay) for profile in profiles for pay in profile.other_pays)
    more = f" and {len(there) - MOST} more" if len(there) > MOST else ""
    raise NoSuchPayError(
        f"no pay of {_all_of(profiles)} has {choice}",
        hint=f"there is: {'; '.join([*there][:MOST])}{more}" if there else "its pay is not known",
    )


def _all_of(profiles: Sequence[Profile]) -> str:
    """Return the codes of *profiles*, or that of their focus if they are all of one."""
    codes = [profile.code for profile in profiles]
    if len(codes) > 1 and len({(code.function, code.focus) for code in codes}) == 1:
        return f"{codes[0].function}.{codes[0].focus}"
    return " or ".join(map(str, codes))


MOST = 12
"""The most figures that an error lists."""
