"""The figures of pay in the value of a focus: where they stand, and what contradicts itself."""

from __future__ import annotations

from collections.abc import Iterator

from levelctl.diagnostics import Route
from levelctl.record import JsonObject

FigureFault = tuple[Route, str, str]
"""The route of what contradicts something else, with a message and a hint."""

WHOLE = 100
"""What the parts of target pay add up to, in percent."""


def figures(focus: JsonObject) -> Iterator[tuple[Route, JsonObject]]:
    """Yield each figure of pay in the value of a *focus*, with its route."""
    for level, profile in focus["levels"].items():
        pay = profile.get("pay")
        if isinstance(pay, list):
            for number, figure in enumerate(pay):
                yield ("levels", level, "pay", number), figure
        elif pay is not None:
            yield ("levels", level, "pay"), pay


def shared(focus: JsonObject) -> Iterator[tuple[Route, str]]:
    """Yield each code of a focus that a figure is shared with, with its route."""
    for route, figure in figures(focus):
        for number, code in enumerate(figure.get("shared_with", ())):
            yield (*route, "shared_with", number), code


def written(focus: JsonObject, route: Route) -> Route:
    """
    Return *route* as the file of *focus* writes pay: with the number of a figure, or without.

    >>> one = {"levels": {"P1": {"pay": {"low": 1}}, "P2": {"pay": [{"low": 1}]}}}
    >>> written(one, ("levels", "P1", "pay", 0, "low")), written(one, ("levels", "P2", "pay"))
    (('levels', 'P1', 'pay', 'low'), ('levels', 'P2', 'pay'))
    >>> written(one, ("levels", "P2", "pay", "low"))
    ('levels', 'P2', 'pay', 0, 'low')
    """
    if len(route) <= _PAY or route[0] != "levels" or route[_PAY - 1] != "pay":
        return route
    numbered = isinstance(route[_PAY], int)
    listed = isinstance(focus["levels"][route[1]].get("pay"), list)
    if listed == numbered:
        return route
    return (*route[:_PAY], *((0,) if listed else ()), *route[_PAY + numbered :])


_PAY = 3
"""How many steps lead to the pay of a level."""


def faults(focus: JsonObject) -> Iterator[FigureFault]:
    """Yield what contradicts itself in the pay of the value of a *focus*."""
    for level, profile in focus["levels"].items():
        yield from _of_profile(("levels", level), profile)
    seen: dict[tuple[object, ...], int] = {}
    for route, figure in figures(focus):
        yield from _of_figure(route, figure)
        if len(route) > _PAY:
            yield from _twice(seen, route, figure)


def _of_profile(route: Route, profile: JsonObject) -> Iterator[FigureFault]:
    if "pay" in profile and "pay_missing" in profile:
        hint = "delete one of them"
        yield (*route, "pay_missing"), "pay_missing says why there is no pay, but there is", hint
    overtime = profile.get("flsa", {})
    if overtime.get("status") == "nonexempt" and "test" in overtime:
        message = f"a profile that passes the {overtime['test']} test is not nonexempt"
        yield (*route, "flsa", "test"), message, "write exempt or depends, or delete the test"


def _of_figure(route: Route, figure: JsonObject) -> Iterator[FigureFault]:
    yield from _amounts(route, figure)
    yield from _split(route, figure)
    yield from _dates(route, figure)
    yield from _ends(route, figure)
    bonus = figure.get("bonus")
    if bonus and bonus["low"] > bonus["high"]:
        message = f"the bonus goes from {bonus['low']:g} to {bonus['high']:g}"
        yield (*route, "bonus", "low"), message, "write the lower figure as low"


def _amounts(route: Route, figure: JsonObject) -> Iterator[FigureFault]:
    """Yield each amount with a finer fraction than is paid for its period."""
    digits = 0 if figure["period"] == "year" else 2
    for key in ("low", "median", "high"):
        if figure[key] != round(figure[key], digits):
            what = "two decimals at most" if digits else "a whole amount a year"
            yield (*route, key), f"the {key} is {figure[key]:.10g}; expected {what}", "round it"


def _split(route: Route, figure: JsonObject) -> Iterator[FigureFault]:
    if "split" not in figure:
        return
    split, kind = figure["split"], figure.get("kind")
    if kind != "target":
        message = f"a split is of pay at target, but kind is {kind or 'not given'}"
        yield (*route, "split"), message, "write kind: target, or delete the split"
    total = split["base"] + split["variable"]
    if abs(total - WHOLE) > _ROUNDING:
        message = f"base and variable add up to {total:g}; expected {WHOLE}"
        yield (*route, "split"), message, "both are percentages of pay at target"


_ROUNDING = 0.01
"""How far the parts of target pay may be off, in percent."""


def _dates(route: Route, figure: JsonObject) -> Iterator[FigureFault]:
    if "aging" in figure and "aged_to" not in figure:
        yield (*route, "aging"), "aging has no aged_to", "say when the figures are projected to"
    if "aged_to" not in figure:
        return
    for key in ("as_of", "aging"):
        if key not in figure:
            hint = "say from when and by how much a year the figures are projected"
            yield (*route, "aged_to"), f"aged_to has no {key}", hint
    as_of, aged_to = figure.get("as_of", ""), figure["aged_to"]
    if as_of[: len(aged_to)] > aged_to[: len(as_of)]:
        message = f"aged_to is {aged_to}, which is before as_of, {as_of}"
        yield (*route, "aged_to"), message, "figures are projected forward"


def _ends(route: Route, figure: JsonObject) -> Iterator[FigureFault]:
    ends = figure.get("ends", "range")
    if ends == "range":
        return
    low, high = (int(each.removeprefix("p")) for each in ends.partition(" ")[0].split("-"))
    if low >= high:
        hint = f"write p{high}-p{low}, or check the figures"
        yield (*route, "ends"), f"the ends {ends} are not in order", hint


def _twice(
    seen: dict[tuple[object, ...], int], route: Route, figure: JsonObject
) -> Iterator[FigureFault]:
    """Yield a fault if a figure of the same level, place, kind and date was *seen* before."""
    what = [figure.get(key) for key in ("place", "kind", "as_of", "aged_to")]
    number = int(route[_PAY])
    first = seen.setdefault((route[1], *what), number)
    if first != number:
        named = " ".join(str(each) for each in what if each) or "figure without place and kind"
        message = f"the {named} is given twice, as figures {first + 1} and {number + 1}"
        yield route, message, "delete one, or say how place, kind or as_of differ"
