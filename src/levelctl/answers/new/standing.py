"""Tells which texts of a newer source do not stand in the canon, since people edited it there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from levelctl.canon import source
from levelctl.diagnostics import Route
from levelctl.ladders.records import Origin
from levelctl.ladders.report import ReportedItem
from levelctl.ladders.writing import ImportedFiles
from levelctl.record import replace

EDITED = "your own lines stand there"


def replaced(
    items: Sequence[ReportedItem], made: ImportedFiles, whole: Mapping[str, str]
) -> Iterator[ReportedItem]:
    """
    Yield *items*, those left out whose texts the canon of the files *whole* does not have.

    *made* are the files as the source alone gives them.
    """
    gone = {(each.place, each.text) for each in _gone(made, whole)}
    for item in items:
        if (item.place, item.text) in gone:
            yield replace(item, outcome="left out", note=EDITED)
        else:
            yield item


def _gone(made: ImportedFiles, whole: Mapping[str, str]) -> Iterator[Origin]:
    """Yield the items of the source none of whose texts is in the file where it would be."""
    values = {file: _top(text) for file, text in made.files.items()}
    texts = {file: {*_texts(_top(whole.get(file, "")))} for file in made.files}
    stands: dict[Origin, bool] = {}
    for landing in made.landings:
        value = _value(values[landing.file], landing.route)
        here = not isinstance(value, str) or value in texts[landing.file]
        stands[landing.origin] = stands.get(landing.origin, False) or here
    yield from (origin for origin, here in stands.items() if not here)


def _top(text: str) -> object:
    try:
        return source.parse(text).top.value
    except source.SourceError:  # `check` tells what is wrong
        return None


def _value(tree: object, route: Route) -> object:
    for key in route:
        items = enumerate(tree) if isinstance(tree, list) else ()
        tree = (tree if isinstance(tree, dict) else dict(items)).get(key)
    return tree


def _texts(tree: object) -> Iterator[str]:
    if isinstance(tree, str):
        yield tree
    elif isinstance(tree, dict):
        for value in tree.values():
            yield from _texts(value)
    elif isinstance(tree, list):
        for value in tree:
            yield from _texts(value)
