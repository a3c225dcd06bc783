"""
Which codes each edition of a published scheme has: ``scheme-codes.json``, codes without titles.

Sources: the O*NET Resource Center's lists of the O*NET-SOC taxonomies of 2000, 2006, 2009, 2010
and 2019 (onetcenter.org/taxonomy), which have 1,167, 949, 1,102, 1,110 and 1,016 codes; the
International Labour Office's structure of ISCO-08 and its correspondence table of ISCO-88 and
ISCO-08, which have 436 and 390 unit groups. Release 30.0 of O*NET has exactly the codes of 2019,
and one before 25.1 exactly those of 2010.

The detailed occupations of the SOC are those of the O*NET-SOC that extends it: 867 in 2018, as the
SOC Manual says. Wider groups are not listed, because their codes follow from these.
"""

from __future__ import annotations

from functools import cache

from levelctl.canon import package_data
from levelctl.record import Record, decode

ONET = "O*NET-SOC"

SOC = {"2000": "2000", "2010": "2010", "2018": "2019"}
"""The editions of the SOC, each with that of the O*NET-SOC that has all its occupations."""

SOC_LENGTH = len("11-3021")


class _Codes(Record):
    versions: tuple[str, ...]
    codes: tuple[str, ...]


@cache
def editions(scheme: str) -> dict[str, frozenset[str]]:
    """
    Return the codes of *scheme*, by its editions from the oldest; nothing if they are not known.

    >>> {name: len(codes) for name, codes in editions("ISCO").items()}
    {'88': 390, '08': 436}
    >>> "15-1132" in editions("SOC")["2010"], "15-1132" in editions("SOC")["2018"]
    (True, False)
    """
    if scheme == "SOC":
        onet = editions(ONET)
        return {
            version: frozenset(code[:SOC_LENGTH] for code in onet[extending])
            for version, extending in SOC.items()
        }
    found: dict[str, set[str]] = {}
    for group in _listed().get(scheme, ()):
        for version in group.versions:
            found.setdefault(version, set()).update(group.codes)
    return {version: frozenset(codes) for version, codes in found.items()}


@cache
def _listed() -> dict[str, tuple[_Codes, ...]]:
    return decode(package_data.SCHEME_CODES.read_bytes(), dict[str, tuple[_Codes, ...]])
