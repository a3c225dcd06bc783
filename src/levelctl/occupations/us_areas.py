"""
Places in the United States as a canon writes them, from the codes of published tables.

A place is a country of ISO 3166, and after a dash one of its areas: *US*, *US-CA* for a state or
territory, *US-41860* for a metropolitan area, *US-0600007* for an area outside of them. The codes
of states are those of FIPS 5-2, which the Census Bureau maintains; the others are those of the
tables themselves.
"""

from __future__ import annotations

import re
from functools import cache

NATION = "US"

_STATES = (
    "01AL 02AK 04AZ 05AR 06CA 08CO 09CT 10DE 11DC 12FL 13GA 15HI 16ID 17IL 18IN 19IA 20KS 21KY "
    "22LA 23ME 24MD 25MA 26MI 27MN 28MS 29MO 30MT 31NE 32NV 33NH 34NJ 35NM 36NY 37NC 38ND 39OH "
    "40OK 41OR 42PA 44RI 45SC 46SD 47TN 48TX 49UT 50VT 51VA 53WA 54WV 55WI 56WY 60AS 66GU 69MP "
    "72PR 78VI"
)

_PLACE = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,10}){0,2}")


def is_place(text: str) -> bool:
    """Return whether *text* is written as a place, such as *US* or *US-41860*."""
    return _PLACE.fullmatch(text) is not None


@cache
def _by_number() -> dict[str, str]:
    return {each[:2]: each[2:] for each in _STATES.split()}


def place_of(code: str) -> str | None:
    """
    Return the place of the area *code* of a table, in any of its widths; None for no such area.

    The tables of the Occupational Employment and Wage Statistics write 99 for the nation, the
    two digits of a state, the five of a metropolitan area, and seven for an area outside of them.
    The Modeled Wage Estimates write seven for all of them.

    >>> [place_of(each) for each in ("99", "0000000", "6", "0600000", "41860", "0041860")]
    ['US', 'US', 'US-CA', 'US-CA', 'US-41860', 'US-41860']
    >>> place_of("0100001"), place_of("03"), place_of("")
    ('US-0100001', None, None)
    """
    if not (code.isascii() and code.isdigit() and len(code) <= _WIDTH):
        return None
    number = code.lstrip("0")
    if number in ("", "99"):
        return NATION
    if len(number) <= _STATE_WIDTH:
        return _state(number.zfill(_STATE_WIDTH))
    if len(number) == _METRO_WIDTH:
        return f"{NATION}-{number}"
    whole = code.zfill(_WIDTH)
    if whole.endswith("0" * _METRO_WIDTH):
        return _state(whole[:_STATE_WIDTH])
    return f"{NATION}-{whole}" if len(number) > _METRO_WIDTH else None


def _state(number: str) -> str | None:
    letters = _by_number().get(number)
    return f"{NATION}-{letters}" if letters else None


_WIDTH, _STATE_WIDTH, _METRO_WIDTH = 7, 2, 5
"""The digits of an area, of a state, and of a metropolitan area."""
