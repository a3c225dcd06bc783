"""
Renames and takes away levels in a file of the layers below an overlay.

The files below know nothing of the overlay's codes. So before the overlay is merged over them,
each level that they name gets the code that it has there. What named a level that is taken away
means the nearest one of its track; without any, it names none. What holds from a level on, such as
the step of a skill, holds from the next one of its track on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from levelctl.canon.files import FileKind
from levelctl.canon.merging import LevelChanges, mapping, parts_of
from levelctl.canon.nodes import Node
from levelctl.diagnostics import Span

Change = Callable[[Node], Node]
"""Returns a part of a file with another level."""

_NOT_HERE = "the level that it means is not on this ladder"


def relevelled(node: Node, kind: FileKind, changes: LevelChanges) -> Node:
    """Return *node*, a file of *kind* of the layers below, with the *changes* to its levels."""
    if not (changes.renamed or changes.hidden):
        return node
    work = _Relevelling(changes)
    parts: dict[FileKind, tuple[tuple[str, Change], ...]] = {
        "ladder": (("levels", work.levels), ("titles", work.titles)),
        "titles": (("grades", work.grades),),
        "families": (("families", lambda part: _each(part, work.family)),),
        "themes": (("themes", lambda part: _each(part, work.theme)),),
        "review": tuple((key, work.reviewed) for key in ("answers", "objections")),
    }
    for key, change in parts.get(kind, ()):
        node = _with(node, key, change)
    return work.focus(node) if kind == "focus" else node


class _Relevelling:
    """Applies *changes* to the parts of a file."""

    def __init__(self, changes: LevelChanges) -> None:
        self.changes = changes

    def keys(self, node: Node) -> Node:
        """Return the mapping *node*, whose keys are levels."""
        parts = {
            self.changes.renamed.get(code, code): part
            for code, part in parts_of(node).items()
            if code not in self.changes.hidden
        }
        return mapping(node, parts)

    def levels(self, node: Node) -> Node:
        """Return the levels of a ladder; one without a rank keeps that of its position below."""
        if not self.changes.hidden:
            return self.keys(node)
        positions: Counter[object] = Counter()
        parts = parts_of(node)
        for code, (span, level) in parts.items():
            if isinstance(level.value, dict):
                track = str(level.value.get("track"))
                positions[track] += 1
                if "rank" not in level.parts:
                    rank = Node(positions[track], level.span, level.span, {}, {})
                    ranked = {**parts_of(level), "rank": (level.span, rank)}
                    parts[code] = span, mapping(level, ranked)
        return self.keys(mapping(node, parts))

    def grades(self, node: Node) -> Node:
        """Return the grades of titles without those whose level is gone."""
        if not isinstance(node.value, list):
            return node
        changed = [self.reference(part) for part in node.parts.values()]
        kept = [
            part for part in changed if not isinstance(part.value, dict) or "level" in part.parts
        ]
        return Node([part.value for part in kept], node.span, node.end, dict(enumerate(kept)), {})

    def theme(self, node: Node) -> Node:
        return _with(node, "responsibilities", self.keys)

    def reviewed(self, node: Node) -> Node:
        """Return answers or objections by their new levels; those of levels that are gone stay."""
        return _each(
            node, lambda each: _with(_with(each, "level", self.named), "placed", self.named)
        )

    def named(self, node: Node) -> Node:
        """Return the level *node* under its new code, also if it is taken away."""
        if not isinstance(node.value, str):
            return node
        code = self.changes.renamed.get(node.value, node.value)
        return Node(code, node.span, node.end, {}, {})

    def focus(self, node: Node) -> Node:
        """Return a focus without the aliases whose level it does not have here."""
        node = _with(_with(node, "levels", self.keys), "aliases", self.aliases)
        node = _with(node, "skills", lambda part: _kept(part, self.skill))
        node = _with(node, "licenses", lambda part: _kept(part, self.license))
        return without_aliases(node, lambda level: level not in node.value.get("levels", ()))

    def skill(self, node: Node) -> Node | None:
        """Return a skill of a focus; None if no level here needs it."""
        named = node.value.get("levels") if isinstance(node.value, dict) else None
        skill = _with(node, "levels", self.steps)
        return None if named and not skill.value["levels"] else skill

    def steps(self, node: Node) -> Node:
        """Return the steps of a skill by level; that of a level that is gone rises to the next."""
        if not isinstance(node.value, dict):
            return node
        risen = {
            self.changes.above[code]: parts_of(node)[code]
            for code in self.changes.hidden  # from the lowest: of several, the highest counts
            if code in node.parts
        }
        kept = parts_of(self.keys(node))
        return mapping(node, {**{code: part for code, part in risen.items() if code}, **kept})

    def license(self, node: Node) -> Node | None:
        """Return a license of a focus; None if it holds from no level here."""
        license_ = _with(node, "from", self.starts)
        return None if license_ is not node and license_.value["from"] in ("", []) else license_

    def starts(self, node: Node) -> Node:
        """Return the level, or the levels, from which a license holds; empty if none is left."""
        if isinstance(node.value, str):
            return _text(self.start(node.value), node.span)
        if not _is_texts(node.value):
            return node
        codes = {self.start(part.value): part.span for part in node.parts.values()}
        kept = [_text(code, span) for code, span in codes.items() if code]
        return Node([part.value for part in kept], node.span, node.end, dict(enumerate(kept)), {})

    def start(self, code: str) -> str:
        """Return from which level here holds what holds from *code*; empty if from none."""
        changes = self.changes
        return (changes.above[code] if code in changes.hidden else changes.code(code)) or ""

    def aliases(self, node: Node) -> Node:
        return _each(node, self.reference)

    def family(self, node: Node) -> Node:
        node = _with(node, "titles", self.family_words)
        if isinstance(node.value, dict) and node.value.get("titles") == []:
            return mapping(
                node, {key: part for key, part in parts_of(node).items() if key != "titles"}
            )
        return node

    def family_words(self, node: Node) -> Node:
        """Return the title words of a family, each of which needs a level."""
        words = _each(node, self.reference)
        kept = [
            part
            for part in words.parts.values()
            if not isinstance(part.value, dict) or "level" in part.parts
        ]
        return Node([part.value for part in kept], node.span, node.end, dict(enumerate(kept)), {})

    def titles(self, node: Node) -> Node:
        """Return the title words of a ladder."""
        node = _with(node, "assumed", self.reference)
        assumed = node.value.get("assumed") if isinstance(node.value, dict) else None
        if isinstance(assumed, dict) and "level" not in assumed:  # no level of its track is left
            node = mapping(
                node, {key: part for key, part in parts_of(node).items() if key != "assumed"}
            )
        node = _with(node, "numerals", lambda numerals: _with(numerals, "levels", self.values))
        return _with(node, "words", lambda words: _each(words, self.word))

    def word(self, node: Node) -> Node:
        """Return title words with one meaning; a note says it if their level is gone."""
        word = _with(self.reference(node), "by_track", self.values)
        if "level" in node.parts and "level" not in word.parts and "note" not in word.parts:
            parts = parts_of(word)
            parts["note"] = node.span, _text(_NOT_HERE, node.span)
            return mapping(word, parts)
        return word

    def values(self, node: Node) -> Node:
        """Return the mapping *node*, whose values are levels."""
        parts = {
            key: (span, new)
            for key, (span, part) in parts_of(node).items()
            if (new := self.level(part)) is not None
        }
        return mapping(node, parts)

    def reference(self, node: Node) -> Node:
        """Return *node*, which has a level and a range of levels, if any."""
        if not isinstance(node.value, dict):
            return node
        parts = parts_of(node)
        for key, change in (("level", self.level), ("range", self.range)):
            if key in parts:
                span, part = parts[key]
                new = change(part)
                if new is None:
                    del parts[key]
                else:
                    parts[key] = span, new
        return mapping(node, parts)

    def range(self, node: Node) -> Node | None:
        """Return the range *node*; of an end that is gone, the other end is left."""
        ends = [new for part in node.parts.values() if (new := self.level(part)) is not None]
        if not ends:
            return None
        ends = [ends[0], ends[-1]]
        return Node([end.value for end in ends], node.span, node.end, dict(enumerate(ends)), {})

    def level(self, node: Node) -> Node | None:
        if not isinstance(node.value, str):
            return node
        code = self.changes.code(node.value)
        return None if code is None else Node(code, node.span, node.end, {}, {})


def title_words(ladder: Node, code: str) -> Iterator[str]:
    """Yield the words and numerals of titles that mean the level *code* on *ladder*."""
    titles = ladder.parts.get("titles")
    if titles is None or not isinstance(titles.value, dict):
        return
    words = titles.value.get("words")
    for word in words if isinstance(words, list) else ():
        if isinstance(word, dict) and word.get("level") == code:
            yield from map(str, word.get("words", ()))
    numerals = titles.value.get("numerals")
    levels = numerals.get("levels") if isinstance(numerals, dict) else None
    for numeral, level in levels.items() if isinstance(levels, dict) else ():
        if level == code:
            yield numeral


def without_aliases(focus: Node, is_gone: Callable[[Any], bool]) -> Node:
    """Return *focus* without the aliases of one level that *is_gone*."""
    aliases = focus.parts.get("aliases") if isinstance(focus.value, dict) else None
    if aliases is None or not isinstance(aliases.value, list):
        return focus
    kept = [
        part
        for part in aliases.parts.values()
        if not isinstance(part.value, dict) or not is_gone(part.value.get("level"))
    ]
    if len(kept) == len(aliases.parts):
        return focus
    parts = parts_of(focus)
    values = [part.value for part in kept]
    here = Node(values, aliases.span, aliases.end, dict(enumerate(kept)), {})
    parts["aliases"] = parts["aliases"][0], here
    return mapping(focus, parts)


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def _text(text: str, span: Span) -> Node:
    return Node(text, span, span, {}, {})


def _with(node: Node, key: str, change: Change) -> Node:
    """Return the mapping *node* with *change* to the part *key*, if it has that."""
    if not isinstance(node.value, dict) or key not in node.parts:
        return node
    parts = parts_of(node)
    span, part = parts[key]
    parts[key] = span, change(part)
    return mapping(node, parts)


def _kept(node: Node, change: Callable[[Node], Node | None]) -> Node:
    """Return the list *node* with *change* to its items, without those of which it keeps none."""
    if not isinstance(node.value, list):
        return node
    changed = (change(part) for part in node.parts.values())
    kept = [part for part in changed if part is not None]
    return Node([part.value for part in kept], node.span, node.end, dict(enumerate(kept)), {})


def _each(node: Node, change: Change) -> Node:
    """Return the list or mapping *node* with *change* to each of its parts."""
    if isinstance(node.value, dict):
        return mapping(
            node, {key: (span, change(part)) for key, (span, part) in parts_of(node).items()}
        )
    parts = {number: change(part) for number, part in node.parts.items()}
    return Node([part.value for part in parts.values()], node.span, node.end, dict(parts), {})
