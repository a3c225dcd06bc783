"""Turns a crosswalk between foci and occupation schemes into a document or rows."""

from __future__ import annotations

from collections.abc import Iterator

from levelctl.answers.crosswalk import (
    EXACT,
    Carrier,
    CodeCrosswalk,
    Crosswalk,
    EditionMatch,
    FocusCrosswalk,
    GroupLookup,
    PossibleCode,
    SchemePlace,
)
from levelctl.layout.show.sections import table
from levelctl.text.document import (
    Block,
    Commands,
    Document,
    Heading,
    Paragraph,
    Run,
    Table,
    TableRows,
    Text,
    joined,
    known,
    text,
)


def document(result: Crosswalk) -> Document:
    """Return *result* as a document: the codes of a focus, or the foci of a code step by step."""
    blocks: list[Block] = list(
        _of_focus(result) if isinstance(result, FocusCrosswalk) else _of_code(result)
    )
    if result.next:
        blocks += [Heading(text("Next", "strong")), Commands(result.next)]
    return tuple(blocks)


def remarks(result: Crosswalk) -> Iterator[str]:
    """Yield what rows do not say: that there are none, and which codes are similar."""
    if isinstance(result, FocusCrosswalk):
        if not result.places:
            yield f"the canon has no occupation codes for {result.code}"
        return
    for reading in result.readings:
        if reading.known is False:
            yield _unknown_code(reading)
        if not reading.found:
            yield _no_carrier(reading)
    if result.nearest:
        yield f"the nearest codes are {', '.join(map(_possible_code, result.nearest))}"


def _of_focus(result: FocusCrosswalk) -> Iterator[Block]:
    yield Heading((Run(result.code, "code"), Run(f" {result.title}", "strong")), depth=1)
    if not result.places:
        yield Paragraph(text("The canon has no occupation codes for this focus.", "muted"))
    for place in result.places:
        yield Heading((Run(f"{place.scheme} {place.version} "), Run(place.code, "code")))
        title = (*known(place.title), Run(" · ", "muted")) if place.title else ()
        yield Paragraph((*title, Run(f"placed by {place.source}", "muted")))
        if place.groups:
            yield _groups(place)


def _groups(place: SchemePlace) -> Table:
    titled = any(group.title for group in place.groups)
    headings = ("Group", "Scheme", "Code", *(("Title",) if titled else ()))
    return table(
        headings,
        (
            (
                text(group.name),
                text(f"{group.scheme} {group.version}"),
                text(group.code, "code"),
                *((known(group.title),) if titled else ()),
            )
            for group in place.groups
        ),
    )


def _of_code(result: CodeCrosswalk) -> Iterator[Block]:
    for reading in result.readings:
        yield Heading(_title(reading), depth=1)
        if reading.known is False:
            yield Paragraph(text(f"{_capital(_unknown_code(reading))}.", "bad"))
        for step in reading.steps:
            yield from _step(step)
        if not reading.found:
            yield Paragraph(text(f"{_capital(_no_carrier(reading))}."))
    if result.nearest:
        yield Heading(text("Near it", "strong"))
        yield Paragraph(joined((text(_possible_code(code)) for code in result.nearest), ", "))


def _title(reading: EditionMatch) -> Text:
    name = reading.title or reading.group
    return (
        Run(f"{reading.scheme} {reading.version} "),
        Run(reading.code, "code"),
        *((Run(f" {name}", "strong"),) if name else ()),
    )


def _step(step: GroupLookup) -> Iterator[Block]:
    title = f" {step.title}" if step.title else ""
    yield Heading(
        (
            Run(f"{_capital(step.name)} ", "strong"),
            Run(step.code, "code"),
            Run(title),
            Run("" if step.carriers else ": no focus", "muted"),
        )
    )
    if step.carriers:
        yield _carriers(step.carriers)


def _carriers(carriers: tuple[Carrier, ...]) -> Table:
    titled = any(carrier.code_title for carrier in carriers)
    headings = ("Focus", "Title", "Scheme", "Code", *(("Name",) if titled else ()), "Source")
    return table(
        headings,
        (
            (
                text(carrier.focus, "code"),
                text(carrier.title),
                text(f"{carrier.scheme} {carrier.version}"),
                text(carrier.code, "code"),
                *((known(carrier.code_title),) if titled else ()),
                text(carrier.source, "muted"),
            )
            for carrier in carriers
        ),
    )


def _unknown_code(reading: EditionMatch) -> str:
    return f"no imported scheme contains {reading.code} of {reading.scheme} {reading.version}"


def _no_carrier(reading: EditionMatch) -> str:
    widest = reading.steps[-1]
    group = "" if widest.name == EXACT else f" or another code of its {widest.name} {widest.code}"
    return f"no focus has {reading.code} of {reading.scheme} {reading.version}{group}"


def _possible_code(code: PossibleCode) -> str:
    title = f" {code.title}" if code.title else ""
    return f"{code.code}{title} ({code.scheme} {code.version})"


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def rows(result: Crosswalk, *, headings: bool = True) -> TableRows:
    """Yield a row for each code of a focus and each wider group, or for each focus of a code."""
    if isinstance(result, FocusCrosswalk):
        yield from _focus_rows(result, headings=headings)
    else:
        yield from _code_rows(result, headings=headings)


def _focus_rows(result: FocusCrosswalk, *, headings: bool) -> TableRows:
    if headings:
        yield ("code", "scheme", "version", "step", "title", "source")
    for place in result.places:
        yield (place.code, place.scheme, place.version, EXACT, place.title or "", place.source)
        for group in place.groups:
            yield (group.code, group.scheme, group.version, group.name, group.title or "", "")


def _code_rows(result: CodeCrosswalk, *, headings: bool) -> TableRows:
    if headings:
        yield (
            "focus",
            "title",
            "step",
            "step scheme",
            "step version",
            "step code",
            "scheme",
            "version",
            "code",
            "code title",
            "source",
        )
    for reading in result.readings:
        for step in reading.steps:
            for carrier in step.carriers:
                yield (
                    carrier.focus,
                    carrier.title,
                    step.name,
                    step.scheme,
                    step.version,
                    step.code,
                    carrier.scheme,
                    carrier.version,
                    carrier.code,
                    carrier.code_title or "",
                    carrier.source,
                )
