"""Turns what readers say into a document or rows."""

from __future__ import annotations

from collections.abc import Iterator

from levelctl.answers.review.records import (
    DoubtedDuty,
    DrawnDuty,
    ReaderPair,
    ReviewedLine,
    ReviewReceipt,
    ReviewSample,
    ReviewStatus,
)
from levelctl.layout.review_sitting import who
from levelctl.text.document import (
    Block,
    Bullets,
    Column,
    Document,
    Facts,
    Heading,
    Paragraph,
    Run,
    Table,
    TableRow,
    TableRows,
    Text,
    text,
)

ReviewAnswer = ReviewStatus | ReviewSample | ReviewReceipt

_ALL_PERCENT = 100


def document(result: ReviewAnswer) -> Document:
    match result:
        case ReviewStatus():
            return tuple(_status(result))
        case ReviewSample():
            return tuple(_sample(result))
        case ReviewReceipt():
            return tuple(_receipt(result))


# How far a canon is reviewed.


def _status(result: ReviewStatus) -> Iterator[Block]:
    total = result.total
    about = (Run(f"{result.about} ", "code"),) if result.about else ()
    yield Heading((*about, Run(total.title, "strong")), depth=1)
    yield Facts(tuple(_facts(total)))
    if result.readers:
        yield Heading(text("Readers", "strong"))
        yield Bullets(tuple(text(who(each)) for each in result.readers))
    yield from _agreement(result)
    yield from _doubts(result)
    lines = [each for each in result.lines if result.about or _is_begun(each)]
    if lines:
        yield Heading(text("By level" if result.about else "By focus", "strong"))
        yield _table(lines, by_level=bool(result.about))
    rest = len(result.lines) - len(lines)
    if rest:
        foci = f"{rest} foci" if rest > 1 else "1 focus"
        yield Paragraph(text(f"Nobody has read a duty of {foci}, and none is sourced.", "muted"))


def _is_begun(line: ReviewedLine) -> bool:
    return bool(line.once_read or line.sourced or line.objections)


def _facts(line: ReviewedLine) -> Iterator[tuple[str, Text]]:
    yield "Read", text(f"{line.read} of {line.duties} duties, by {_readers(line.readers)}")
    yield "Sourced", text(f"{line.sourced} of {line.duties} duties")
    yield "Blind placement", text(_placement(line))
    yield "Answers", text(_shares(line) or "none")
    yield "Objections", text(f"{line.objections} open")
    if line.changed:
        yield (
            "Changed since",
            text(f"{line.changed} of {line.once_read} texts that were read", "bad"),
        )


def _readers(count: int) -> str:
    return f"{count} reader{'s' * (count != 1)}" if count else "nobody"


def _placement(line: ReviewedLine) -> str:
    return f"right {line.placed_right} of {line.placed}" if line.placed else "not measured"


def _shares(line: ReviewedLine) -> str:
    return " · ".join(f"{each.question} {each.yes}/{each.answered}" for each in line.shares)


def _agreement(result: ReviewStatus) -> Iterator[Block]:
    if not result.pairs:
        return
    yield Heading(text("Agreement", "strong"))
    yield Bullets(tuple(text(_pair(each)) for each in result.pairs))
    yield Paragraph(
        text(
            "Kappa is Cohen's: 1 is full agreement, 0 what two readers reach who answer yes as "
            "often as these, but at random. For levels, it is weighted by the steps between them.",
            "muted",
        )
    )


def _pair(pair: ReaderPair) -> str:
    names = f"{pair.first.initials} and {pair.second.initials}"
    duties = f"{pair.duties} dut{'ies' if pair.duties != 1 else 'y'} in common"
    agreed = f"agree on {pair.agreed} of {pair.answers} answers, kappa {_kappa(pair.kappa)}"
    placed = (
        f"; {pair.placements} placed by both, weighted kappa {_kappa(pair.placement_kappa)}"
        if pair.placements
        else ""
    )
    return f"{names}: {duties}; {agreed}{placed}"


def _kappa(value: float | None) -> str:
    return (
        "not defined, because all answers are the same"
        if value is None
        else f"{round(value, 2) + 0.0:.2f}"
    )


def _doubts(result: ReviewStatus) -> Iterator[Block]:
    if not result.doubts:
        return
    yield Heading(text("Doubts", "strong"))
    yield Bullets(
        tuple(_doubted(each) for each in result.doubts),
        tuple(tuple(_reasons(each)) for each in result.doubts),
    )


def _doubted(duty: DoubtedDuty) -> Text:
    return (Run(f"{duty.level} {duty.number} ", "code"), Run(duty.text))


def _reasons(duty: DoubtedDuty) -> Iterator[Text]:
    if duty.no:
        yield text(f"no: {', '.join(duty.no)}", "bad")
    if duty.placed:
        yield text(f"placed at {', '.join(duty.placed)}", "bad")
    yield from (text(f"remark: {each}", "muted") for each in duty.remarks)
    yield from (text(f"objection: {each}", "bad") for each in duty.objections)


def _table(lines: list[ReviewedLine], *, by_level: bool) -> Table:
    first = "Level" if by_level else "Focus"
    headings = (first, "Read", "Sourced", "Readers", "Placed right", "Open", "Changed")
    rows = (TableRow(tuple((each,) for each in _cells(line, by_level=by_level))) for line in lines)
    return Table(tuple(Column(text(heading)) for heading in headings), tuple(rows))


def _cells(line: ReviewedLine, *, by_level: bool) -> tuple[Text, ...]:
    level = line.code.split(".", 2)[2] if by_level else ""
    return (
        text(level, "code") if by_level else text(line.title),
        text(f"{line.read}/{line.duties}"),
        text(str(line.sourced)),
        text(str(line.readers)),
        text(f"{line.placed_right}/{line.placed}" if line.placed else "–"),
        text(str(line.objections)),
        text(str(line.changed)),
    )


# A sample.


def _sample(result: ReviewSample) -> Iterator[Block]:
    about = f" of {result.about}" if result.about else ""
    title = f"Sample: {len(result.drawn)} of {result.duties} duties{about}, seed {result.seed}"
    yield Heading(text(title, "strong"), depth=1)
    yield Facts(tuple(_bounds(result)))
    yield from _by_question(result)
    yield Heading(text("Drawn", "strong"))
    yield Bullets(
        tuple(
            (Run(f"{each.profile} {each.number} ", "code"), Run(each.text)) for each in result.drawn
        ),
        tuple(tuple(_of_drawn(each)) for each in result.drawn),
    )


def _bounds(result: ReviewSample) -> Iterator[tuple[str, Text]]:
    count = len(result.drawn)
    if result.if_faultless is not None and result.read < count:
        yield (
            "If all are read and faultless",
            text(
                f"at most {_percent(result.if_faultless)} of all duties have a fault, at 95 % "
                f"(rule of three: 3/{count} = {_percent(3 / count)})"
            ),
        )
    yield "Read so far", text(f"{result.read} of {count}")
    if result.at_most is not None:
        yield (
            "Faulty",
            text(
                f"{result.faulty} of {result.read}: at most {_percent(result.at_most)} of all, "
                "at 95 % (exact binomial bound)"
            ),
        )


def _by_question(result: ReviewSample) -> Iterator[Block]:
    asked = [each for each in result.questions if each.read]
    if asked:
        yield Heading(text("By question", "strong"))
        yield Facts(
            tuple(
                (
                    each.question,
                    text(f"{each.no} no of {each.read}: at most {_percent(each.at_most or 0)}"),
                )
                for each in asked
            )
        )


def _percent(share: float) -> str:
    """
    Return *share* as a percentage.

    >>> _percent(0.0138), _percent(1.0)
    ('1.4 %', '100.0 %')
    """
    return f"{min(share, 1.0) * _ALL_PERCENT:.1f} %"


def _of_drawn(duty: DrawnDuty) -> Iterator[Text]:
    if duty.no:
        yield text(f"no: {', '.join(duty.no)}", "bad")
    if duty.objections:
        yield text(f"{duty.objections} open objection{'s' * (duty.objections > 1)}", "bad")
    if not duty.complete:
        yield text("not read to the end yet" if duty.readers else "not read yet", "muted")


# What was done.


def _receipt(result: ReviewReceipt) -> Iterator[Block]:
    yield Paragraph(text(_done(result)))
    if result.files:
        yield Bullets(tuple(text(each) for each in result.files))
    yield from (Paragraph(text(f"{each[:1].upper()}{each[1:]}.", "bad")) for each in _told(result))
    if result.refused:
        yield Paragraph(text("Not taken over:", "bad"))
        yield Bullets(tuple(text(f"{each.place}: {each.reason}") for each in result.refused))


def _told(result: ReviewReceipt) -> Iterator[str]:
    """Yield what of a table was left out, without a period."""
    if result.outdated:
        rows = f"{result.outdated} row{'s say' if result.outdated > 1 else ' says'}"
        yield f"{rows} what the reader has answered otherwise since; the later answers stay"
    if result.unknown_columns:
        yield f"columns that were not read: {'; '.join(result.unknown_columns)}"
    if result.missing_columns:
        yield f"columns that are missing: {', '.join(result.missing_columns)}"


def _done(result: ReviewReceipt) -> str:
    duties = f"{result.duties} dut{'ies' if result.duties != 1 else 'y'}"
    match result.action:
        case "next":
            partly = f", {result.begun} of them in part" if result.begun else ""
            return f"{duties} answered in this sitting{partly}; {result.left} left to read."
        case "object":
            if result.settles:
                return "The objections are settled."
            return f"The objection is {'there already' if result.same else 'written'}."
        case "export":
            return f"{duties} exported."
    same = f"; {result.same} were there already" if result.same else ""
    refused = f"; {len(result.refused)} refused" if result.refused else ""
    return f"The answers about {duties} are new{same}{refused}."


# Rows.


def rows(result: ReviewAnswer, *, headings: bool = True) -> TableRows:
    """Yield a row a focus or level, a drawn duty, or a file that was written."""
    match result:
        case ReviewStatus():
            yield from _status_rows(result, headings=headings)
        case ReviewSample():
            yield from _sample_rows(result, headings=headings)
        case ReviewReceipt():
            yield from _receipt_rows(result, headings=headings)


def _status_rows(result: ReviewStatus, *, headings: bool) -> TableRows:
    if headings:
        yield (
            *("code", "title", "duties", "read", "sourced", "readers", "placed", "placed_right"),
            *("objections", "once_read", "changed"),
        )
    for line in result.lines:
        counts = (line.duties, line.read, line.sourced, line.readers, line.placed)
        more = (line.placed_right, line.objections, line.once_read, line.changed)
        yield (line.code, line.title, *map(str, (*counts, *more)))


def _sample_rows(result: ReviewSample, *, headings: bool) -> TableRows:
    if headings:
        yield ("code", "number", "digest", "readers", "no", "objections", "text")
    for duty in result.drawn:
        counts = (str(duty.readers), " ".join(duty.no), str(duty.objections))
        yield (duty.profile, str(duty.number), duty.digest, *counts, duty.text)


def _receipt_rows(result: ReviewReceipt, *, headings: bool) -> TableRows:
    if headings:
        yield ("kind", "place", "reason")
    for path in result.files:
        yield ("written", path, "")
    for row in result.refused:
        yield ("refused", row.place, row.reason)


def remarks(result: ReviewAnswer) -> Iterator[str]:
    """Yield what rows do not say."""
    match result:
        case ReviewReceipt():
            done = _done(result).rstrip(".")
            yield done[:1].lower() + done[1:]
            yield from _told(result)
        case ReviewSample() if result.at_most is not None:
            yield (
                f"{result.faulty} of {result.read} read ones are faulty: at most "
                f"{_percent(result.at_most)} of all, at 95 %"
            )
