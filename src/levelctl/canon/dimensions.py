"""The dimensions of a canon: those that its ``canon.yaml`` states, or the reference canon's."""

from __future__ import annotations

from functools import cache

from levelctl.canon import decoding, package_data
from levelctl.canon.model import Dimensions
from levelctl.record import JsonObject, fields


def dimensions_of(settings: JsonObject) -> Dimensions:
    """
    Return the dimensions of a canon with *settings*, the value of its ``canon.yaml``.

    A group that it does not state is that of the reference canon, and so is the heading of a group
    that states only columns.
    """
    stated = settings.get("dimensions", {})
    if any("heading" not in stated.get(kind, {}) for kind in fields(Dimensions)):
        stated = {kind: _completed(kind, stated) for kind in fields(Dimensions)}
    return decoding.dimensions(stated)


def _completed(kind: str, stated: JsonObject) -> JsonObject:
    reference = _reference()[kind]
    if kind not in stated:
        return dict(reference)
    return {"heading": reference["heading"], **stated[kind]}


@cache
def _reference() -> JsonObject:
    from levelctl.canon import source  # a canon with dimensions of its own needs no parser for this

    text = source.decode(source.load(package_data.CANON, "canon.yaml"))
    found: JsonObject = source.parse(text).top.value["dimensions"]
    return found
