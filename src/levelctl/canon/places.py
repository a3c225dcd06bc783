"""The places of pay and their differentials, from the value of places.yaml."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from levelctl.canon.codes import choice
from levelctl.diagnostics import Route
from levelctl.record import JsonObject, Record


class PayPlace(Record):
    """A place that figures of pay name."""

    code: str
    name: str
    of: str | None = None
    """The code of the place that the differential is relative to."""
    differential: float | None = None
    """How many times as much is paid as there."""
    as_of: str | None = None
    source: str | None = None


def places_of(value: JsonObject) -> dict[str, PayPlace]:
    """Return the places in the value of places.yaml, by code."""
    return {code: PayPlace(code, **place) for code, place in value.get("places", {}).items()}


def place_faults(value: JsonObject) -> Iterator[tuple[Route, str, str]]:
    """Yield each place that is relative to none of them, or to itself in the end."""
    places = value["places"]
    for code, place in places.items():
        of = place.get("of")
        if "differential" in place and of is None:
            hint = "add of: the code of a place here"
            yield ("places", code, "differential"), "a differential is of no place", hint
        if of is None:
            continue
        if of not in places:
            message = f"{of} is not a place of places.yaml"
            yield ("places", code, "of"), message, choice(of, places) or "add it"
        elif code in way(code, {name: each.get("of") for name, each in places.items()})[1:]:
            message = f"{code} is relative to itself in the end"
            yield ("places", code, "of"), message, "delete one of"


def way(code: str, of: Mapping[str, str | None]) -> tuple[str, ...]:
    """
    Return *code* and the places that it is relative to, by what each is *of*; a circle ends it.

    >>> way("US-CA-SF", {"US-CA-SF": "US-CA", "US-CA": "US", "US": None})
    ('US-CA-SF', 'US-CA', 'US')
    >>> way("A", {"A": "B", "B": "A"})
    ('A', 'B', 'A')
    """
    passed = [code]
    while (following := of.get(passed[-1])) is not None:
        passed.append(following)
        if following in passed[:-1]:
            break
    return tuple(passed)
