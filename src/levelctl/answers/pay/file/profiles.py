"""Which profile of the canon a row of a pay file is about."""

from __future__ import annotations

from levelctl.answers.pay.file.figures import PayFileRow, UnusableRowError, quoted
from levelctl.canon.canon import Canon
from levelctl.record import cached_property

TYPE_CHECKING = False
if TYPE_CHECKING:  # titles without codes need it
    from levelctl.titles.matching import Matcher

MOST_TITLES = 10_000
"""The most different titles that are matched; each takes about a millisecond."""


class UnmatchedTitleError(Exception):
    """A title does not confidently mean a profile; the message says why, as a clause."""


class ProfileFinder:
    """Finds the profiles of *canon* that rows are about. With *cache*, its titles are cached."""

    def __init__(self, canon: Canon, *, cache: bool) -> None:
        self.canon = canon
        self.cache = cache
        self._by_title: dict[tuple[str, str], str | Exception] = {}

    @cached_property
    def levels(self) -> dict[str, tuple[str, ...]]:
        """The levels of each focus, by FUNCTION.FOCUS."""
        return {
            f"{card.function}.{card.code}": tuple(level for level, _ in card.levels)
            for function in self.canon.functions
            for card in function.foci
        }

    @cached_property
    def matcher(self) -> Matcher:
        from levelctl.titles.matching import matcher_of

        return matcher_of(self.canon, cache=self.cache)

    def profile(self, row: PayFileRow) -> str:
        """
        Return the code of the profile that *row* is about.

        Raises UnusableRowError if its code is none of the canon, and UnmatchedTitleError if its
        title does not confidently mean a profile.
        """
        if row.code:
            return self.by_code(row.code, row.level)
        if not row.title:
            raise UnusableRowError("it has neither a code nor a title")
        known = self._by_title.get((row.title, row.level))
        if known is None:
            known = self._by_title[row.title, row.level] = self.tried(row.title, row.level)
        if isinstance(known, Exception):
            raise known
        return known

    def by_code(self, code: str, level: str) -> str:
        """Return the profile of *code*, FUNCTION.FOCUS or FOCUS, with its level or at *level*."""
        focus, at = self.parts(code)
        wanted = at or level
        typed = self.canon.ladder.typed(wanted)
        if focus not in self.levels:
            raise UnusableRowError(f"{quoted(code)} is no code of the canon")
        if typed is None or typed.code not in self.levels[focus]:
            raise UnusableRowError(
                f"{focus} has no level {quoted(wanted)}" if wanted else _NO_LEVEL
            )
        return f"{focus}.{typed.code}"

    def parts(self, code: str) -> tuple[str, str]:
        """Return the focus in *code*, with its function, and the level behind it, if there is."""
        first, _, rest = code.partition(".")
        found = {
            each.code for each in self.canon.references(first) if each.by_code and "." in each.code
        }
        second, _, level = rest.partition(".")
        if f"{first}.{second}".upper() in self.levels or len(found) != 1:
            return f"{first}.{second}".upper(), level
        return found.pop(), rest

    def tried(self, title: str, level: str) -> str | Exception:
        """Return the code that *title* means, at *level* if there is one, or why it means none."""
        if len(self._by_title) >= MOST_TITLES:
            return UnmatchedTitleError(f"more than {MOST_TITLES:,} different titles")
        named = [each for each in self.canon.references(title) if each.kind == "focus"]
        if len(named) == 1 and named[0].level and not level:
            return f"{named[0].code}.{named[0].level}"  # an alias of one level
        try:
            return self.matched(title, level)
        except (UnmatchedTitleError, UnusableRowError) as error:
            return error

    def matched(self, title: str, level: str) -> str:
        """Return the code of the confident match of *title*; its level may not be assumed."""
        found = self.matcher.match(title[:_LONGEST])
        if found.best is None or found.band != "confident":
            near = f", perhaps {found.best.code}" if found.best else ""
            raise UnmatchedTitleError(f"{quoted(title)} is no confident match{near}")
        focus = ".".join(found.best.code.split(".", 2)[:2])
        if level:
            return self.by_code(focus, level)
        stated = found.level is not None and not found.level.assumed
        if found.best.level is None or found.best.instead_of or not stated:
            raise UnmatchedTitleError(f"{quoted(title)} does not say the level of {focus}")
        return found.best.code


_NO_LEVEL = "it has no level"

_LONGEST = 300
"""The most characters of a title that are read."""
