"""What titles mean as pages and as rows."""

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
from levelctl.titles.records import Candidate, FoundLevel, Match, Removal

if TYPE_CHECKING:
    from levelctl.canon.model import Matching

_STYLES: dict[Band, Style] = {
    "confident": "good",
    "needs review": "bad",
    "no confident match": "error",
}

_NOTHING = text("nothing", "muted")

# A page.


def page(match: Match, *, scheme: bool = False) -> Document:
    """
    Return what *match* found as a document: its code, why, what else it may be, what to do next.

    A *scheme* has codes that are not the canon's.
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
        yield "Matched", _matched(match.best.by)
    if match.removed:
        yield "Left out", _removals(match.removed)


def level(match: Match) -> Text:
    """Return the level of the answer, and what says it."""
    title_level = match.level
    if title_level is None:
        return text("none", "muted")
    best = match.best if is_accepted(match) else None
    if best and best.level and best.instead_of:
        return (
            Run(best.level, "strong"),
            Run(f", the nearest that {best.title} has to {best.instead_of}; "),
            *_level_words(title_level),
        )
    return (Run(title_level.level, "strong"), Run(", "), *_level_words(title_level))


def _level_words(title_level: FoundLevel) -> Text:
    around = (
        ""
        if title_level.low == title_level.high
        else f", {title_level.low}–{title_level.high} on public ladders"
    )
    if title_level.assumed:
        return (Run("assumed", "bad"), Run(f": the title does not say it{around}"))
    return (Run("from "), *_quoted(title_level.words), Run(around))


def _score(best: Candidate, margin: float) -> Text:
    return text(f"{best.score:.2f}, {margin:.2f} above the next")


def _matched(by: Sequence[str]) -> Text:
    """Return the alias that matched, and in which words, if not in all."""
    alias, shared = by[:1], by[1:]
    return (*_quoted(alias), *((Run(" by "), *_quoted(shared)) if shared else ()))


def _quoted(words: Iterable[str]) -> Text:
    return joined((text(f'"{word}"') for word in words), ", ") or _NOTHING


def _removals(removals: Iterable[Removal]) -> Text:
    parts = ((Run(f'"{each.text.strip()}"'), Run(f" {each.kind}", "muted")) for each in removals)
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
                (text(each.code, "code"),),
                (text(each.title),),
                (text(f"{each.score:.2f}"),),
                (_quoted(each.by[:1]),),  # the alias alone: beside sentences, codes are split
            )
        )
        for each in candidates
    )
    return Table(tuple(Column(text(heading)) for heading in headings), tuple(rows))


def _next(match: Match, *, scheme: bool) -> Iterator[Block]:
    if is_accepted(match) and match.best and not scheme:
        yield Heading(text("Next"))
        yield Commands((f"levelctl show {match.best.code}",))
    elif not is_accepted(match):
        yield Heading(text("Next"))
        yield Paragraph(text(_ADVICE_OF_A_SCHEME if scheme else _ADVICE))
        yield Commands(("levelctl list",) if not scheme else ("levelctl import --list",))


_ADVICE = (
    "Give the title's field in more words, or narrow the search with --in. If it is the usual "
    "name of a focus, add it to the aliases in the focus's file."
)
_ADVICE_OF_A_SCHEME = "Give the title's field in more words."


# The work behind an answer.


def explanation(match: Match, thresholds: Matching | None = None) -> Document:
    """
    Return how *match* came about, step by step.

    *thresholds* are the scores and margins that its band was held against, if there are any.
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
        yield "Level", text("a scheme has none", "muted")
        return
    yield "Words", _quoted(title_level.words)
    yield "Level", level(match)
    yield "Range", text(f"{title_level.low} to {title_level.high}")


def _all(match: Match) -> Iterator[Block]:
    candidates = _candidates(match)
    if candidates:
        yield _table(candidates)
    else:
        yield Paragraph(text("Nothing shares a word with the title.", "muted"))


def _band_facts(match: Match, thresholds: Matching | None) -> Iterator[tuple[str, Text]]:
    if match.best:
        yield "Score", text(f"{match.best.score:.3f}")
        yield "Margin", text(f"{match.margin:.3f}")
    if thresholds:
        yield "Confident from", text(f"{thresholds.confident:.3f}", "muted")
        yield "and a margin of", text(f"{thresholds.margin:.3f}", "muted")
        yield "Worth a review from", text(f"{thresholds.review:.3f}", "muted")
    yield "Band", text(match.band, _STYLES[match.band])
    reason = _reason(match, thresholds) if thresholds else ""
    if reason:
        yield "Because", text(reason)


def _reason(match: Match, thresholds: Matching) -> str:
    """Return why the band of *match* is another than its score and margin alone would give."""
    if match.best is None:
        return ""
    score, margin = match.best.score, match.margin
    if match.band == "no confident match" and score >= thresholds.review:
        return "what it shares with the title is too little: a level, or a word of many trades"
    if match.band == "confident" and margin < thresholds.margin:
        return "no other focus has the same words"
    sure = score >= thresholds.confident and margin >= thresholds.margin
    if match.band == "needs review" and sure:
        return "the title says more than the focus, an alias of another too, or no one level"
    return ""


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
)


def headings(columns: Sequence[str]) -> tuple[str, ...]:
    """
    Return the headings of a table whose rows had *columns* beside their titles.

    A name of ours that they have already is told from theirs.
    """
    taken = set(columns)
    return (*columns, *(f"match {name}" if name in taken else name for name in _LONG))


def short_row(
    answer: RowAnswer, columns: Sequence[str], *, strict: bool = False
) -> tuple[str, ...]:
    """Return a row for a pipe: the other columns, the title, its code, its band and score."""
    cells = _cells(answer.match, strict=strict)
    return (*_input_cells(answer, columns), answer.row.title, *(cells[name] for name in _SHORT[1:]))


def long_row(answer: RowAnswer, columns: Sequence[str], *, strict: bool = False) -> tuple[str, ...]:
    """Return a row for a spreadsheet: the other columns, then all that was found."""
    cells = _cells(answer.match, strict=strict)
    return (*_input_cells(answer, columns), answer.row.title, *(cells[name] for name in _LONG[1:]))


def code(match: Match, *, strict: bool = False) -> str:
    """Return the code that may be taken, or nothing."""
    return match.best.code if match.best and is_accepted(match, strict=strict) else ""


def _input_cells(answer: RowAnswer, columns: Sequence[str]) -> Iterator[str]:
    return (_cell(answer.row.columns.get(name)) for name in columns)


def _cell(value: Any) -> str:
    if isinstance(value, str):
        return value
    return "" if value is None else json.dumps(value, ensure_ascii=False)


def _cells(match: Match, *, strict: bool) -> dict[str, str]:
    """Return the cells of ours by their headings. What may not be taken is an alternative."""
    taken = match.best if is_accepted(match, strict=strict) else None
    others = match.alternatives if taken else _candidates(match)
    title_level = match.level
    return {
        "code": taken.code if taken else "",
        "name": taken.title if taken else "",
        "level": (taken and taken.level) or (title_level.level if title_level else ""),
        "low": title_level.low if title_level else "",
        "high": title_level.high if title_level else "",
        "assumed": "" if title_level is None else "yes" if title_level.assumed else "no",
        "level words": ", ".join(title_level.words) if title_level else "",
        "instead of": (taken and taken.instead_of) or "",
        "band": match.band,
        "score": f"{match.best.score:.2f}" if match.best else "",
        "margin": f"{match.margin:.2f}" if match.best else "",
        "matched": ", ".join(match.best.by) if match.best else "",
        "left out": ", ".join(each.text.strip() for each in match.removed),
        "alternatives": ", ".join(each.code for each in others),
    }
