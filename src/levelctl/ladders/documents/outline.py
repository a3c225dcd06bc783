"""Finds out what the headings of a document are: levels, themes, foci, tracks, or none of these."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import zip_longest

from levelctl.ladders import headings
from levelctl.ladders.documents.blocks import (
    BulletList,
    ListItem,
    MarkdownBlock,
    MarkdownDocument,
    Prose,
)
from levelctl.ladders.forks import manages_people
from levelctl.ladders.gathering import ALL_LEVELS
from levelctl.ladders.headings import plain
from levelctl.ladders.rungs import LIKELY, POSSIBLE, is_bare, rung, words_of_job
from levelctl.ladders.said import Said
from levelctl.ladders.sources import BrokenSourceError
from levelctl.ladders.tabular.grids import Grid
from levelctl.record import Record, replace
from levelctl.text.safe import visible

MOST_WORDS = 6
"""The most words of a lead that names a theme, as *Impact* in *Impact: …*."""

_TRACK = re.compile(
    r"individual contributors?|ics?|(?:people |team |engineering )?managers?|management"
    r"|(?:\w+ )?(?:track|path)|(?:technical|people|management) (?:track|path|ladder|levels?)"
    r"|(?:management|manager|leadership|ic|individual contributor) levels?"
)


class DocumentSection(Record):
    """What stands below a heading, up to the next one."""

    path: tuple[Prose, ...]
    """The headings above, from the highest; the last is its own."""
    blocks: tuple[MarkdownBlock, ...]


class Outline(Record):
    """The roles of the headings of a document."""

    title: Prose | None
    """Its only heading of the highest depth, which is no level."""
    roles: dict[str, str]
    """By the place of a heading: its role, of `headings.ROLES`, or nothing."""
    leads: frozenset[str]
    """What texts of levels begin with, as *impact* in *Impact: …*, if that names a theme."""
    doubts: tuple[str, ...] = ()

    def of_role(self, section: DocumentSection, role: str) -> list[Prose]:
        """Return the headings above *section* with *role*."""
        return [each for each in section.path if self.roles.get(each.origin.place) == role]


def sections_of(document: MarkdownDocument) -> list[DocumentSection]:
    """
    Return the sections of *document*, in order.

    A line in bold, or a list of one item, that names a level and has something below it is a
    heading too, of the depth `BELOW`.
    """
    found: list[tuple[tuple[Prose, ...], list[MarkdownBlock]]] = [((), [])]
    blocks = document.blocks
    for block, following in zip_longest(blocks, blocks[1:]):
        heading = _heading(block, following)
        if heading:
            above = tuple(each for each in found[-1][0] if each.depth < heading.depth)
            found.append(((*above, heading), []))
        else:
            found[-1][1].append(block)
    if len(found) > MOST_HEADINGS:
        raise BrokenSourceError(
            f"{visible(document.file)} has more than {MOST_HEADINGS:,} headings",
            hint="keep only the ladder, or split the document",
        )
    return [DocumentSection(path, tuple(inner)) for path, inner in found]


MOST_HEADINGS = 2_000
"""The most headings of a document; ladders have some hundreds."""


BELOW = 7
"""The depth of what stands like a heading and is none."""


def _heading(block: MarkdownBlock, following: MarkdownBlock | None) -> Prose | None:
    if isinstance(block, Prose):
        if block.depth:
            return block
        whole = block.bold and block.bold.rstrip(": ") == block.text.rstrip(": ")
        followed = isinstance(following, BulletList) or (
            isinstance(following, Prose) and not following.depth
        )
        named = rung(block.text.rstrip(": ")).certainty >= LIKELY
        if whole and followed and named:
            return replace(block, text=block.text.rstrip(": "), depth=BELOW)
        return None
    if (
        isinstance(block, BulletList)
        and len(block.items) == 1
        and isinstance(following, BulletList)
    ):
        only = block.items[0]
        if not only.items and rung(only.prose.text).certainty >= POSSIBLE:
            return replace(only.prose, depth=BELOW)
    return None


def outline_of(sections: Sequence[DocumentSection], said: Said) -> Outline:
    """Return what the headings of *sections* are."""
    all_headings = [section.path[-1] for section in sections if section.path]
    parts = _parts_of_levels(sections)
    levels = _levels(all_headings, said, parts, in_tables=has_tables(sections))
    title = _title(all_headings, levels)
    roles = dict.fromkeys(levels, headings.LEVEL)
    doubts: list[str] = []
    if levels:
        for section in sections:
            _name_below(section, levels, roles)
        _name_above(sections, levels, title, roles, doubts)
    for each in all_headings:
        for depth, role in said.depths:
            if each.depth == depth and role != headings.LEVEL:
                roles[each.origin.place] = role
    doubts += _doubts_beside(all_headings, levels)
    return Outline(title, roles, _leads(sections, levels), tuple(doubts))


def without_levels(sections: Sequence[DocumentSection], said: Said) -> Outline:
    """Return the outline of a document whose levels stand in tables or lists only."""
    all_headings = [section.path[-1] for section in sections if section.path]
    told = {depth: role for depth, role in said.depths if role != headings.LEVEL}
    roles = {each.origin.place: told[each.depth] for each in all_headings if each.depth in told}
    return Outline(_title(all_headings, {}), roles, frozenset())


def _parts_of_levels(sections: Sequence[DocumentSection]) -> frozenset[str]:
    """Return the places of headings that repeat the one above them, as *Senior Cook: Duties*."""
    found = set()
    for section in sections:
        if len(section.path) > 1:
            above, own = (plain(each.text) for each in section.path[-2:])
            if above and own.startswith(f"{above} "):
                found.add(section.path[-1].origin.place)
    return frozenset(found)


def _doubts_beside(all_headings: Sequence[Prose], levels: dict[str, Prose]) -> list[str]:
    """Return what is not sure about headings between those of levels that are none."""
    places = [at for at, each in enumerate(all_headings) if each.origin.place in levels]
    if not places:
        return []
    depth = all_headings[places[0]].depth
    between = all_headings[places[0] : places[-1]]
    beside = [each for each in between if each.depth == depth and each.origin.place not in levels]
    if not beside or depth == BELOW:
        return []
    named = ", ".join(f"“{each.text}”" for each in beside[:_MOST_NAMED])
    more = len(beside) - _MOST_NAMED
    named += f" and {more} more" if more > 0 else ""
    return [f"{named}: no level, though it stands between levels (--column level=h{depth})."]


_MOST_NAMED = 3
"""How many headings a doubt names."""


def below_level(sections: Sequence[DocumentSection], level: Prose) -> list[DocumentSection]:
    """
    Return *sections* below *level*, which their whole document is about.

    If that is not the first heading, a title above all others stays outside.
    """
    found = []
    own = [section.path[-1] for section in sections if section.path]
    title = own[0] if own and own[0].depth == 1 and own[0] is not level else None
    for section in sections:
        rest = tuple(each for each in section.path if each is not level and each is not title)
        found.append(replace(section, path=(level, *rest)))
    if title is None:
        return found
    return [DocumentSection((title,), ()), *found]


def of_one_level(sections: Sequence[DocumentSection], said: Said) -> Outline:
    """Return the outline of a document about one level, which is the first of its headings."""
    level = sections[-1].path[0]
    title = sections[0].path[0] if sections[0].path[0] is not level else None
    roles = {level.origin.place: headings.LEVEL}
    for section in sections:
        _name_below(section, {level.origin.place: level}, roles)
        for each in section.path:
            told = dict(said.depths).get(each.depth)
            if told and told != headings.LEVEL and each is not level and each is not title:
                roles[each.origin.place] = told
    return Outline(title, roles, frozenset())


def has_tables(sections: Sequence[DocumentSection]) -> bool:
    """Return whether a table of *sections* has a row or column with several likely levels."""
    grids = [block for section in sections for block in section.blocks if isinstance(block, Grid)]
    lines = [
        line
        for grid in grids
        if grid.rows
        for line in (grid.rows[0], [row[0] for row in grid.rows])
    ]
    return any(sum(rung(cell.text).certainty >= LIKELY for cell in line) > 1 for line in lines)


def _levels(
    all_headings: Sequence[Prose], said: Said, parts: frozenset[str], *, in_tables: bool
) -> dict[str, Prose]:
    """
    Return the headings that name levels, by place: those of the depth with most of them.

    Less likely ones do not count if they are *in_tables*, and none of the *parts* of a level does.
    """
    told = [depth for depth, role in said.depths if role == headings.LEVEL]
    if told:
        named = [each for each in all_headings if each.depth in told]
        return {each.origin.place: each for each in named if _is_told(each, said)}
    for least in (LIKELY,) if in_tables else (LIKELY, POSSIBLE):
        named = [
            each
            for each in all_headings
            if each.origin.place not in parts and _is_level(each, least, said)
        ]
        counts = Counter(each.depth for each in named)
        for depth in sorted(counts, key=lambda each: (-counts[each], -each)):
            found = _together(all_headings, [each for each in named if each.depth == depth])
            if len(found) > 1 and not _are_sections(found, said):
                return _with_like(all_headings, found)
    return {}


def _are_sections(named: Sequence[Prose], said: Said) -> bool:
    """Return whether *named* are sections with numbers, such as *1. Purpose*, and no levels."""
    sections = [
        each
        for each in named
        if said.code(each.text) is None
        and (found := rung(each.text)).code[:1].isdigit()
        and found.name != found.code
        and not rung(found.name).certainty
    ]
    return len(sections) * 2 > len(named)


def _is_told(heading: Prose, said: Said) -> bool:
    """Return whether a heading of the depth of levels is listed as one, if some are."""
    if ALL_LEVELS.fullmatch(plain(heading.text)):
        return True
    return bool(said.code(heading.text)) if said.levels else True


def _together(all_headings: Sequence[Prose], named: Sequence[Prose]) -> list[Prose]:
    """Return those of *named* that are most of the headings beside them, from first to last."""
    beside: dict[str, list[Prose]] = {}
    above: list[Prose] = []
    for each in all_headings:
        above = [other for other in above if other.depth < each.depth]
        if each.depth == named[0].depth:
            beside.setdefault(above[-1].origin.place if above else "", []).append(each)
        above.append(each)
    found: list[Prose] = []
    for group in beside.values():
        places = [at for at, each in enumerate(group) if each in named]
        if places and len(places) * 2 >= places[-1] - places[0] + 1:
            found += [group[at] for at in places]
    return found


def _is_level(heading: Prose, least: int, said: Said) -> bool:
    code = said.code(heading.text)
    if code is not None:
        return code != ""
    return rung(heading.text).certainty >= least


def _with_like(all_headings: Sequence[Prose], named: list[Prose]) -> dict[str, Prose]:
    """Return *named*, and the headings beside them for all levels, or with their last word."""
    depth = named[0].depth
    labels = [plain(each.text) for each in named]
    jobs = {words_of_job(each.text) for each in named} - {()}
    found = {}
    for each in all_headings:
        words = plain(each.text)
        alike = is_bare(words, labels) or words_of_job(each.text) in jobs
        alike = alike or ALL_LEVELS.fullmatch(words) is not None
        if each in named or (each.depth == depth and alike):
            found[each.origin.place] = each
    return found


def _title(all_headings: Sequence[Prose], levels: dict[str, Prose]) -> Prose | None:
    top = min((each.depth for each in all_headings), default=0)
    found = [each for each in all_headings if each.depth == top]
    alone = len(found) == 1 or (found and top == 1 and found[0] is all_headings[0])
    return found[0] if alone and found[0].origin.place not in levels else None


def _name_below(section: DocumentSection, levels: dict[str, Prose], roles: dict[str, str]) -> None:
    """Make themes of the headings below a level."""
    below = False
    for each in section.path:
        if below and each.origin.place not in levels:
            roles[each.origin.place] = headings.THEME
        below = below or each.origin.place in levels


def _name_above(
    sections: Sequence[DocumentSection],
    levels: dict[str, Prose],
    title: Prose | None,
    roles: dict[str, str],
    doubts: list[str],
) -> None:
    """Give a role to the headings above levels: themes if levels repeat below them."""
    above: dict[str, tuple[Prose, set[str]]] = {}
    names: set[str] = set()
    for section in sections:
        if section.path and section.path[-1].origin.place in levels:
            parents = [each for each in section.path[:-1] if each is not title]
            if parents:
                _, keys = above.setdefault(parents[-1].origin.place, (parents[-1], set()))
                found = rung(section.path[-1].text)
                keys.add(found.code.casefold() or plain(found.name))
                names.add(plain(found.name))
    if len(above) <= 1:
        return
    role = _role_above(list(above.values()), roles, names)
    for place, (heading, _) in above.items():
        roles[place] = role
        if role == headings.FOCUS:
            doubts.append(f"The heading “{heading.text}” was taken for a focus.")


def _role_above(above: list[tuple[Prose, set[str]]], roles: dict[str, str], names: set[str]) -> str:
    """Return the role of the headings *above* levels, which are called *names* in all."""
    counts = Counter(key for _, keys in above for key in keys)
    if max(counts.values()) > 1:
        has_themes = headings.THEME in roles.values()
        return headings.FOCUS if has_themes or len(names) > len(counts) else headings.THEME
    if any(names_track(heading.text) for heading, _ in above):
        return headings.TRACK
    return headings.FOCUS


def names_track(text: str) -> bool:
    """Return whether *text* is what a track is usually called."""
    return _TRACK.fullmatch(plain(text)) is not None or manages_people(plain(text))


def lead_of(prose: Prose) -> tuple[str, str]:
    """
    Return what *prose* begins with, in bold or before a colon, and the rest; or nothing and all.

    An address is no lead.
    """
    text = prose.text
    if prose.bold and text.startswith(prose.bold):
        rest = text[len(prose.bold) :].lstrip()
        if rest[:1] in {":", "\u2013", "\u2014", "-"} or prose.bold.endswith(":"):
            return prose.bold.rstrip(": "), rest.lstrip(":\u2013\u2014- ")
        if not rest:
            return prose.bold.rstrip(": "), ""
    lead, colon, rest = text.partition(":")
    short = len(lead.split()) <= MOST_WORDS and "\n" not in lead
    if colon and short and not rest.startswith("//"):
        return lead.strip(), rest.strip()
    return "", text


def _leads(sections: Sequence[DocumentSection], levels: dict[str, Prose]) -> frozenset[str]:
    """
    Return the leads that stand below at least half of the headings of levels.

    If most leads differ from level to level, none of them is a theme.
    """
    seen: dict[str, list[str]] = {}
    for section in sections:
        level = next((each for each in section.path if each.origin.place in levels), None)
        if level is not None:
            for lead in _leads_in(section):
                seen.setdefault(plain(lead), []).append(level.origin.place)
    least = max(2, len(levels) / 2)
    found = {lead: where for lead, where in seen.items() if lead and len({*where}) >= least}
    uses = sum(map(len, found.values()))
    return frozenset(found) if uses * 2 >= sum(map(len, seen.values())) else frozenset()


def _leads_in(section: DocumentSection) -> list[str]:
    found = []
    for block in section.blocks:
        if isinstance(block, BulletList):
            found += [_lead_of_item(each) for each in block.items]
        elif isinstance(block, Prose):
            found.append(lead_of(block)[0])
    return [each for each in found if each]


def _lead_of_item(item: ListItem) -> str:
    lead, rest = lead_of(item.prose)
    if item.items and not rest and len((lead or item.prose.text).split()) <= MOST_WORDS:
        return lead or item.prose.text
    if item.items and not lead and len(item.prose.text.split()) <= MOST_WORDS:
        return item.prose.text
    return lead
