"""Turns the answers to titles into pages or rows."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from levelctl.canon.model import Band
from levelctl.text.document import (
    Block,
    Column,
    Commands,
    Document,
    Facts,
    Heading,
    Paragraph,
    Run,
    Style,
    Table,
    TableRow,
    Text,
    joined,
    text,
)
from levelctl.titles.batch.batch import RowAnswer, is_accepted
from levelctl.titles.batch.title_rows import BadTitleRow, TitleRow
from levelctl.titles.records import Candidate, FoundLevel, Match, Removal

if TYPE_CHECKING:
    from levelctl.canon.model import MatchSettings

_STYLES: dict[Band, Style] = {
    "confident": "good",
    "needs review": "bad",
    "no confident match": "error",
}

_NO_MATCH: Band = "no confident match"

_NOTHING = text("nothing", "muted")

# A page.


def page(match: Match, *, scheme: bool = False) -> Document:
    """
    Return *match* as a document: the code, the reasons, the alternatives and what to do next.

    *scheme* says whether the codes belong to an imported scheme, not to the canon.
    """
    return (
        Heading(_title(match), depth=1),
        *_head(match),
        Facts(tuple(_facts(match))),
        *_others(match),
        *_next(match, scheme=scheme),
    )


def _title(match: Match) -> Text:
    return text(match.given, "strong") if match.given.strip() else text("no title", "muted")


def _head(match: Match) -> Iterator[Block]:
    if match.best and is_accepted(match):
        yield Paragraph((Run(match.best.code, "code"), Run(f"  {match.best.title}", "strong")))


def _facts(match: Match) -> Iterator[tuple[str, Text]]:
    yield "Band", text(match.band, _STYLES[match.band])
    if match.level:
        yield "Level", level(match)
    if match.best and is_accepted(match):
        yield "Score", _score(match.best, match.margin)
        if match.p is not None:
            yield "p", _probability(match.p)
        yield "Matched", _matched(match.best.by)
    if match.doubts:
        yield "Because", _because(match.doubts)
    if match.prior:
        yield "Prior", text(match.prior)
    if match.removed:
        yield "Left out", _removals(match.removed)


def level(match: Match) -> Text:
    """Return the level of the answer, and the words that state it."""
    title_level = match.level
    if title_level is None:
        return text("none", "muted")
    best = match.best if is_accepted(match) else None
    if best and best.level and best.instead_of:
        return (
            Run(best.level, "strong"),
            Run(f", the nearest level of {best.title} to {best.instead_of}; "),
            *_level_words(title_level),
        )
    if title_level.level is None:
        low, high = title_level.low, title_level.high
        return (Run("none", "bad"), Run(f": the title does not state a level; {low} to {high}"))
    return (Run(title_level.level, "strong"), Run(", "), *_level_words(title_level))


def _level_words(title_level: FoundLevel) -> Text:
    around = (
        ""
        if title_level.low == title_level.high
        else f"{title_level.low}–{title_level.high} on public ladders"
    )
    if title_level.assumed:
        range_text = f"; {around}" if around else ""
        return (Run("assumed", "bad"), Run(f": the title does not state a level{range_text}"))
    if not title_level.words:
        return text("as the title is coded")
    return (Run("from "), *_quoted(title_level.words), Run(f", {around}" if around else ""))


def _score(best: Candidate, margin: float) -> Text:
    return text(f"{best.score:.2f}, {margin:.2f} above the next")


def _probability(p: float) -> Text:
    return (Run(f"{p:.2f}"), Run(", the share of such answers that need no change", "muted"))


def _because(doubts: Sequence[str]) -> Text:
    return text("; ".join(doubts))


def _matched(by: Sequence[str]) -> Text:
    """Return the alias that matched, and the words that it shares, if not all."""
    alias, shared = by[:1], by[1:]
    return (*_quoted(alias), *((Run(" by "), *_quoted(shared)) if shared else ()))


def _quoted(words: Iterable[str]) -> Text:
    return joined((text(f'"{word}"') for word in words), ", ") or _NOTHING


def _removals(removals: Iterable[Removal]) -> Text:
    parts = (
        (Run(f'"{removal.text.strip()}"'), Run(f" {removal.kind}", "muted")) for removal in removals
    )
    return joined(parts, ", ") or _NOTHING


def _others(match: Match) -> Iterator[Block]:
    if is_accepted(match):
        name, others = "It may also be", match.alternatives
    else:
        name, others = "The nearest", _candidates(match)
    if others:
        yield Heading(text(name))
        yield _table(others)


def _candidates(match: Match) -> tuple[Candidate, ...]:
    return (*((match.best,) if match.best else ()), *match.alternatives)


def _table(candidates: Iterable[Candidate]) -> Table:
    headings = ("Code", "Name", "Score", "Matched")
    rows = (
        TableRow(
            (
                (text(candidate.code, "code"),),
                (text(candidate.title),),
                (text(f"{candidate.score:.2f}"),),
                (
                    _quoted(candidate.by[:1]),
                ),  # only the alias: in a table with sentences, codes are split
            )
        )
        for candidate in candidates
    )
    return Table(tuple(Column(text(heading)) for heading in headings), tuple(rows))


def _next(match: Match, *, scheme: bool) -> Iterator[Block]:
    if is_accepted(match) and match.best and not scheme:
        yield Heading(text("Next"))
        if match.band == "needs review":
            yield Paragraph(text(_REVIEW))
        yield Commands((f"levelctl show {match.best.code}",))
    elif not is_accepted(match):
        yield Heading(text("Next"))
        yield Paragraph(text(_advice(match, scheme=scheme)))
        yield Commands(("levelctl list",) if not scheme else ("levelctl import --list",))


def _advice(match: Match, *, scheme: bool) -> str:
    if match.language:
        return _ENGLISH if scheme else f"{_ENGLISH} {_ALIAS}"
    return _WORDS if scheme else f"{_NARROW} {_ALIAS}"


_REVIEW = (
    "Read the profile, and take its code or one of those above. If the title is usual, add it to "
    "the aliases in the focus's file."
)
_NARROW = "Give the title's field in more words, or narrow the search with --in."
_WORDS = "Give the title's field in more words."
_ENGLISH = "Give the title in English."
_ALIAS = "If it is the usual name of a focus, add it to the aliases in the focus's file."


# How an answer was found.


def explanation(match: Match, thresholds: MatchSettings | None = None) -> Document:
    """
    Return how *match* was found, step by step.

    *thresholds* are the scores and margins that its band depends on, if there are any.
    """
    return (
        Heading(_title(match), depth=1),
        *_head(match),
        Heading(text("1. The text")),
        Facts((("Left out", _removals(match.removed)), ("Looked up", _looked_up(match)))),
        Heading(text("2. The level")),
        Facts(tuple(_level_facts(match))),
        Heading(text("3. The candidates")),
        *_all(match),
        Heading(text("4. The band")),
        Facts(tuple(_band_facts(match, thresholds))),
    )


def _looked_up(match: Match) -> Text:
    return text(match.cleaned) if match.cleaned else _NOTHING


def _level_facts(match: Match) -> Iterator[tuple[str, Text]]:
    title_level = match.level
    if title_level is None:
        yield "Level", text("none", "muted")
        return
    yield "Words", _quoted(title_level.words)
    yield "Level", level(match)
    yield "Range", text(f"{title_level.low} to {title_level.high}")


def _all(match: Match) -> Iterator[Block]:
    candidates = _candidates(match)
    if candidates:
        yield _table(candidates)
    elif match.language:
        yield Paragraph(text("Only titles in English, and aliases, are looked up.", "muted"))
    else:
        yield Paragraph(text("Nothing shares a word with the title.", "muted"))


def _band_facts(match: Match, thresholds: MatchSettings | None) -> Iterator[tuple[str, Text]]:
    if match.best:
        yield "Score", text(f"{match.best.score:.3f}")
        yield "Margin", text(f"{match.margin:.3f}")
    if match.p is not None:
        yield "p", text(f"{match.p:.3f}")
    if thresholds:
        yield "Confident from", text(f"a score of {thresholds.confident:.3f}", "muted")
        yield "a margin of", text(f"{thresholds.margin:.3f}", "muted")
        yield "and p of", text(f"{thresholds.probability:.3f}", "muted")
        yield "Needs review from", text(f"a score of {thresholds.review:.3f}", "muted")
    yield "Band", text(match.band, _STYLES[match.band])
    if match.doubts:
        yield "Because", _because(match.doubts)
    if match.prior:
        yield "Prior", text(match.prior)


# Rows.

_SHORT = ("title", "code", "band", "score")
_LONG = (
    "title",
    "code",
    "name",
    "level",
    "low",
    "high",
    "assumed",
    "level words",
    "instead of",
    "band",
    "score",
    "margin",
    "matched",
    "left out",
    "alternatives",
    "p",
    "doubts",
    "problem",
)


def headings(columns: Sequence[str]) -> tuple[str, ...]:
    """
    Return the headings of a table whose input has *columns* besides the titles.

    A heading of levelctl that is also a column of the input gets the prefix "match".
    """
    names = set(columns)
    return (*columns, *(f"match {name}" if name in names else name for name in _LONG))


def short_row(
    answer: RowAnswer | BadTitleRow, columns: Sequence[str], *, strict: bool = False
) -> tuple[str, ...]:
    """
    Return a row for a pipe: the other columns, the title, its code, band and score.

    If it cannot be read, it has no answer, and the reason follows.
    """
    if isinstance(answer, BadTitleRow):
        return (*_input_cells(answer, columns), answer.title, "", _NO_MATCH, "", answer.reason)
    cells = _cells(answer.match, strict=strict)
    return (
        *_input_cells(answer.row, columns),
        answer.row.title,
        *(cells[name] for name in _SHORT[1:]),
    )


def long_row(
    answer: RowAnswer | BadTitleRow, columns: Sequence[str], *, strict: bool = False
) -> tuple[str, ...]:
    """
    Return a row for a spreadsheet: the other columns, the title and the whole answer.

    If it cannot be read, it has the reason instead of an answer.
    """
    if isinstance(answer, BadTitleRow):
        told = {"band": _NO_MATCH, "problem": answer.reason}
        row: TitleRow | BadTitleRow = answer
    else:
        told = _cells(answer.match, strict=strict)
        row = answer.row
    title = row.title if isinstance(row, BadTitleRow) else row.given
    return (*_input_cells(row, columns), title, *(told.get(name, "") for name in _LONG[1:]))


def code(match: Match, *, strict: bool = False) -> str:
    """Return the code of an accepted match, or an empty text."""
    return match.best.code if match.best and is_accepted(match, strict=strict) else ""


def _input_cells(row: TitleRow | BadTitleRow, columns: Sequence[str]) -> Iterator[str]:
    return (_cell(row.columns.get(name)) for name in columns)


def _cell(value: Any) -> str:
    if isinstance(value, str):
        return value
    return "" if value is None else json.dumps(value, ensure_ascii=False)


def _cells(match: Match, *, strict: bool) -> dict[str, str]:
    """
    Return the cells of *match* by heading.

    If it is not accepted, its best is an alternative, and there is no level: whoever groups by
    level must not count it.
    """
    best = match.best if is_accepted(match, strict=strict) else None
    others = match.alternatives if best else _candidates(match)
    title_level = match.level if best else None
    return {
        "code": best.code if best else "",
        "name": best.title if best else "",
        "level": (best and best.level) or (title_level and title_level.level) or "",
        "low": title_level.low if title_level else "",
        "high": title_level.high if title_level else "",
        "assumed": "" if title_level is None else "yes" if title_level.assumed else "no",
        "level words": ", ".join(title_level.words) if title_level else "",
        "instead of": (best and best.instead_of) or "",
        "band": match.band,
        "score": f"{match.best.score:.2f}" if match.best else "",
        "margin": f"{match.margin:.2f}" if match.best else "",
        "matched": ", ".join(match.best.by) if match.best else "",
        "left out": ", ".join(removal.text.strip() for removal in match.removed),
        "alternatives": ", ".join(candidate.code for candidate in others),
        "p": "" if match.p is None or not match.best else f"{match.p:.2f}",
        "doubts": "; ".join(match.doubts),
    }
