"""Gathers what a table or document says about levels, themes and foci, and makes a draft of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from levelctl.canon.codes import slug
from levelctl.errors import LevelctlError
from levelctl.ladders.forks import forked, manages_people
from levelctl.ladders.mending import quote
from levelctl.ladders.ranking import ranked
from levelctl.ladders.records import (
    DraftAlias,
    DraftDimension,
    DraftDuty,
    DraftFocus,
    DraftFunction,
    DraftLevel,
    DraftLink,
    DraftProfile,
    DraftTheme,
    DraftTrack,
    DraftYears,
    LadderDraft,
    Omission,
    Origin,
    Quote,
)
from levelctl.ladders.rungs import (
    CERTAIN,
    LevelSaid,
    called,
    names_several,
    numbered,
    rung,
    years_in,
)
from levelctl.ladders.said import Said
from levelctl.ladders.seniority import by_seniority, in_order, tracks_of
from levelctl.record import replace
from levelctl.suggest import did_you_mean
from levelctl.text.normal import without_accents
from levelctl.text.safe import visible

ALL_LEVELS = re.compile(
    r"(?:all|every|each)(?: (?:levels?|roles?|grades?|engineers?|of the above))?|everyone|any level"
)
_CUMULATIVE = re.compile(
    r"cumulative"
    r"|(?:adds?|builds?|building|in addition)\b[^.]{0,60}"
    r"\b(?:(?:earlier|previous|prior|lower|preceding)\b[^.]{0,20}\blevels?"
    r"|levels? (?:below|before))"
    r"|(?:earlier|previous|prior|lower|preceding) levels?[^.]{0,40}"
    r"\b(?:also apply|still apply|are included|plus)",
    re.IGNORECASE,
)

MOST_LOST = 0.5
"""The share of the items of a source that can be left out without a doubt."""

DOUBT = "Not sure:"
"""How a remark begins that is about what can be wrong."""

_LONGEST_NAMES = 120
"""The most characters of the names of levels in a doubt."""

NO_PART = "its document stands beside the ladder"
"""Why a document such as README is left out; its items say nothing about the reading."""

ALL = "*"
"""Stands for all levels of a focus."""


class GatheredFocus:
    """A focus, as far as it is gathered."""

    def __init__(self, name: Quote, at: Origin | None) -> None:
        self.name = name
        self.at = [at] if at else []
        self.summary: list[Quote] = []
        self.themes: dict[str, None] = {}
        self.aliases: list[DraftAlias] = []
        self.profiles: dict[str, list[DraftDuty]] = {}
        self.places: dict[tuple[str, str, str], int] = {}
        """By level, theme and text of a responsibility: its index."""


class Gathering:
    """What a source says, in the order in which it says it. Not to be shared between sources."""

    def __init__(self, kind: str, name: Quote, said: Said) -> None:
        self.kind = kind
        self.name = name
        self.said = said
        self.remarks: list[str] = []
        self.items: dict[str, Origin] = {}
        self.left_out: list[Omission] = []
        self.levels: dict[str, DraftLevel] = {}
        self.names: dict[str, str] = {}
        self.named: dict[str, dict[str, Origin]] = {}
        """By level and place: what names it."""
        self.calls: dict[str, dict[tuple[int, str], tuple[GatheredFocus, Quote]]] = {}
        """By level: the names that foci give it."""
        self.labels: dict[str, str] = {}
        """By level: what the source calls it, the first time."""
        self.themes: dict[str, DraftTheme] = {}
        self.foci: dict[tuple[str, str], GatheredFocus] = {}
        self.functions: dict[str, DraftFunction] = {}
        self.tracks: dict[str, DraftTrack] = {}
        self.attributes: dict[str, DraftDimension] = {}
        self.cumulative = said.cumulative or False
        self.guessed_map = ""
        self.rows: dict[str, dict[str, None]] = {}
        """By role: what the rows of tables are called that say it of the levels."""
        self.pairs: list[tuple[str, str]] = []
        """Codes of levels that stand in one row of a table, so that they are peers."""
        self.matched: set[str] = set()
        """The levels of the map that the source has, as the map calls them, in lower case."""
        self.advice = "Say in a map, or with --column, where the levels are"
        """What to try if there is a doubt."""
        self.guesses_order = False
        """Whether the source has the levels in no order, so that their names give one."""

    def item(self, *origins: Origin) -> None:
        """Note that the source has *origins*; those without text do not count."""
        for origin in origins:
            if origin.text.strip():
                self.items.setdefault(origin.place, origin)

    def omit(self, origin: Origin, reason: str) -> None:
        """Note that *origin* does not go into the canon for *reason*."""
        self.item(origin)
        origin = self.items.get(origin.place, origin)
        self.check_cumulative(origin)
        if origin.text.strip():
            self.left_out.append(Omission(origin, reason))

    def is_used(self, origin: Origin) -> bool:
        """Return whether *origin* names a theme, track, focus or function."""
        names = [
            self.name,
            *(each.name for each in self.themes.values()),
            *(each.name for each in self.tracks.values()),
            *(each.name for each in self.foci.values()),
            *(each.name for each in self.functions.values()),
        ]
        return any(origin.place == each.place for name in names for each in name.origins)

    def check_cumulative(self, origin: Origin) -> None:
        """Note whether *origin* says that a level includes those below it."""
        if self.said.cumulative is None and not self.cumulative and _CUMULATIVE.search(origin.text):
            self.cumulative = True
            self.remarks.append(
                f"A level includes those below it, as {visible(origin.place)} seems to say. If it "
                "does not, say 'cumulative: false' in a map."
            )

    def level(self, cell: Origin, label: str | None = None) -> str:
        """Return the level that *cell* names, or its part *label*; an empty text if it is none."""
        self.item(cell)
        text = " ".join((cell.text if label is None else label).split())
        said = self.said.code(text)
        if said is not None:
            self.matched.add(text.casefold())
        if said == "":
            return ""
        found = rung(text)
        if said is not None:
            found = LevelSaid(text, said, found.name if found.code else text, found.years, CERTAIN)
        key = self._key(found)
        self.labels.setdefault(key, text)
        if key not in self.levels:
            self.levels[key] = DraftLevel(found.code or found.label, quote(cell, found.name))
            self._doubt_several(found.label, cell)
        level = self.levels[key]
        if level.name.text == level.id != found.name and found.code:
            level = replace(level, name=quote(cell, found.name))
        if found.years and not level.years:
            level = replace(level, years=DraftYears(*found.years, quote(cell)))
        self.levels[key] = level
        self.named.setdefault(key, {}).setdefault(cell.place, cell)
        return key

    def _doubt_several(self, label: str, cell: Origin) -> None:
        """Note that *label*, which *cell* says, seems to name several levels."""
        if names_several(label) and self.said.code(label) is None:
            self.remarks.append(
                f"{DOUBT} “{visible(label)}” at {visible(cell.place)} seems to name several "
                "levels, and is one. Part it in the source, or give its code in a map."
            )

    def _key(self, found: LevelSaid) -> str:
        """Return the key of a level: its code, or that of the level with its name."""
        name, code = called(found.name), found.code.casefold()
        known = self.names.get(name) or self.names.get(numbered(found.name), "")
        key = code if code in self.levels else known
        if not key or (code and key != code and self.levels[key].id.casefold() != key):
            key = code or known or name or found.label
        if code:
            self.names.setdefault(called(code), key)
        if not found.code or found.name != found.code:
            self.names.setdefault(name, key)
        if start := numbered(found.name):
            self.names.setdefault(start, key)
        return key

    def is_known(self, text: str) -> bool:
        """Return whether *text* names a level that was gathered, by code or name."""
        found = rung(text)
        return found.code.casefold() in self.levels or called(found.name) in self.names

    def is_job(self, text: str) -> bool:
        """Return whether several levels have *text* and more as their names: it is a job."""
        if not text.strip() or self.is_known(text):
            return False
        return sum(name.startswith(f"{called(text)} ") for name in self.names) > 1

    def name_level(
        self,
        level: str,
        cell: Origin,
        focus: GatheredFocus,
        text: str | None = None,
        *,
        for_certain: bool = False,
    ) -> None:
        """
        Give *level* the name in *cell*, or *focus* that alias, if the level has a name.

        *for_certain* says that *cell* is in a row or column of names, so that a level has none yet
        that is only called like its column.
        """
        self.item(cell)
        if not level or not cell.text.strip():
            return
        now, said = self.levels[level], quote(cell, text)
        # A name for a level that a map gives a code is better than what its column is called.
        coded = self.said.code(now.name.text) == now.id != now.name.text
        unnamed = for_certain and now.name.text == now.id
        if coded or unnamed or _is_bare_code(now):
            self.levels[level] = replace(now, name=said)
            self.names.setdefault(called(said.text), level)
        elif now.name.text.casefold() != said.text.casefold():
            focus.aliases.append(DraftAlias(said, level))
        else:
            self.named.setdefault(level, {}).setdefault(cell.place, cell)

    def call(self, level: str, cell: Origin, name: str, focus: GatheredFocus) -> None:
        """Note that *focus* calls *level* by *name*, which *cell* says."""
        if level in self.levels:
            calls = self.calls.setdefault(level, {})
            calls.setdefault((id(focus), name.casefold()), (focus, quote(cell, name)))

    def kept(self) -> int:
        """Return how many items of the source are not left out."""
        return len({*self.items} - {each.origin.place for each in self.left_out})

    def doubt(self) -> str:
        """Return why the reading may be wrong: little is about levels, or only one is found."""
        beside = {each.origin.place for each in self.left_out if each.reason == NO_PART}
        count = len(self.items) - len(beside)
        lost = count - self.kept()
        if lost > count * MOST_LOST:
            return f"{lost:,} of the {count:,} items seem to be about no level"
        if len(self.levels) == 1:
            return "the source seems to have only one level"
        return ""

    def _doubt_all(self) -> None:
        """Note first of all that the reading may be wrong, and what to try."""
        if reason := self.doubt():
            names = ", ".join(f"“{visible(each.name.text)}”" for each in self.levels.values())
            short = names if len(names) <= _LONGEST_NAMES else f"{names[:_LONGEST_NAMES]}…"
            self.remarks.insert(0, f"{DOUBT} {reason}; the levels are {short}. {self.advice}.")

    def _settle_names(self) -> None:
        """Take the code for the name of a level that foci call differently: they have aliases."""
        for level, calls in self.calls.items():
            now = self.levels[level]
            names = {name for _, name in calls} - {now.id.casefold()}
            others = names - {now.name.text.casefold()}
            several = len({focus for focus, _ in calls}) > 1 and len(names) > 1
            for (_, name), (focus, said) in calls.items():
                if name in (names if several else others):
                    focus.aliases.append(DraftAlias(said, level))
            if several and rung(now.id).certainty == CERTAIN:
                self.levels[level] = replace(now, name=Quote(now.id, now.name.origins))

    def say_years(self, level: str, cell: Origin, text: str | None = None) -> None:
        """Give *level* the years in *cell*, or in its part *text*, or leave them out."""
        self.item(cell)
        if not level or not cell.text.strip():
            return
        years = years_in(cell.text if text is None else text)
        known = self.levels[level].years
        if years is None:
            self.omit(cell, "it is not a number of years")
        elif known is not None and (known.low, known.high) == years:
            self.named.setdefault(level, {}).setdefault(cell.place, cell)
        elif known is not None:
            self.omit(cell, "its level has other years already")
        else:
            said = DraftYears(*years, quote(cell))
            self.levels[level] = replace(self.levels[level], years=said)

    def summarize(self, level: str, cell: Origin, text: str | None = None) -> bool:
        """Give *level* the summary *cell*; return whether it had none."""
        self.item(cell)
        if not level or not cell.text.strip() or self.levels[level].summary:
            return False
        self.levels[level] = replace(self.levels[level], summary=quote(cell, text))
        return True

    def attribute(self, level: str, heading: Origin, cell: Origin) -> None:
        """Give *level* the attribute *cell*, called *heading*."""
        self.item(heading, cell)
        if not level or not cell.text.strip():
            return
        key = dimension_key(heading.text)
        self._dimension(key, heading)
        now, value = self.levels[level], quote(cell)
        known = now.attributes.get(key)
        if known is not None and known.text != value.text:
            self.omit(cell, f"its level has another {heading.text!r} already")
            return
        if known is not None:
            value = replace(known, origins=(*known.origins, cell))
        self.levels[level] = replace(now, attributes=now.attributes | {key: value})

    def _dimension(self, key: str, heading: Origin) -> None:
        """Note that *heading* names the attribute *key*, perhaps once more."""
        known = self.attributes.get(key) or DraftDimension(key, quote(heading))
        said = known.heading
        if heading not in said.origins:
            said = replace(said, origins=(*said.origins, heading))
        self.attributes[key] = replace(known, heading=said)

    def track(self, level: str, cell: Origin) -> None:
        """Put *level* on the track that *cell* names."""
        self.item(cell)
        name = " ".join(cell.text.split())
        if not level or not name:
            return
        if name.casefold() not in self.tracks:
            self.tracks[name.casefold()] = self._new_track(cell)
        now = self.levels[level]
        if not now.track:
            now = replace(now, track=name.casefold())
        self.levels[level] = now
        self.named.setdefault(level, {}).setdefault(cell.place, cell)

    def _new_track(self, cell: Origin) -> DraftTrack:
        """Return the track that *cell* names; one of managers branches from the first."""
        name = quote(cell)
        manages = manages_people(name.text)
        main = next(iter(self.tracks), "") if manages else ""
        return DraftTrack(name.text.casefold(), name, manages=manages, branches_from=main)

    def theme(self, names: Sequence[Quote], about: Quote | None = None) -> str:
        """Return the theme that *names* make together; *about* explains it."""
        known = {each.text: each for each in names if each.text}
        if not known:
            return ""
        name = ": ".join(known)
        # C, C++ and C# are three themes, and one slug.
        key = (
            called(name) if _SIGNED.search(name) else slug(without_accents(name)) or name.casefold()
        )
        if key not in self.themes:
            changes = "; ".join(each.change for each in known.values() if each.change)
            origins = tuple(origin for each in known.values() for origin in each.origins)
            self.themes[key] = DraftTheme(key, Quote(name, origins, changes))
        if about is not None and about.text:
            self._explain(key, about)
        return key

    def _explain(self, theme: str, said: Quote) -> None:
        now = self.themes[theme]
        known = now.summary
        if known is None:
            self.themes[theme] = replace(now, summary=said)
            return
        origins = (*known.origins, *said.origins)
        text = known.text if said.text in known.text else f"{known.text} {said.text}"
        self.themes[theme] = replace(now, summary=Quote(text, origins, known.change or said.change))

    def focus(
        self, name: Quote, function: Quote | None = None, at: Origin | None = None
    ) -> GatheredFocus:
        """Return the focus *name* of *function*, or of the function of the ladder's name."""
        owner = function or self.name
        self.functions.setdefault(owner.text.casefold(), DraftFunction(owner))
        self.item(*name.origins, *owner.origins)
        return self.foci.setdefault(
            (owner.text.casefold(), name.text.casefold()), GatheredFocus(name, at)
        )

    def duty(self, focus: GatheredFocus, level: str, duty: DraftDuty) -> None:
        """Add *duty* to *focus* at *level*, or to the same one that it has there."""
        self.item(*duty.text.origins, *duty.at)
        duties = focus.profiles.setdefault(level, [])
        if duty.theme:
            focus.themes.setdefault(duty.theme)
        key = (level, duty.theme, duty.text.text)
        at = focus.places.setdefault(key, len(duties))
        if at < len(duties):
            duties[at] = _merged(duties[at], duty)
        else:
            duties.append(duty)

    def _refuse_unknown(self) -> None:
        """Raise LevelctlError if the map has a level that the source does not have."""
        for label, _ in self.said.levels:
            if " ".join(label.split()).casefold() not in self.matched:
                names = [*self.labels.values()]
                raise LevelctlError(
                    f"{self.said.where}: levels has {visible(label)!r}, which names no level of "
                    "the source",
                    hint=did_you_mean(label, names)
                    or f"its levels: {', '.join(map(visible, names)) or 'none'}",
                )

    def draft(self) -> LadderDraft:
        """
        Return the draft of all that was gathered.

        Raises LevelctlError if the map names a level that the source does not have.
        """
        self._refuse_unknown()
        self._settle_names()
        for focus in self.foci.values():
            for said in () if focus.profiles else focus.summary:
                for origin in said.origins:
                    self.omit(origin, "it is about no level")
        levels = tuple(
            replace(level, at=tuple(self.named.get(key, {}).values()))
            for key, level in self.levels.items()
        )
        if self.guesses_order:
            levels = by_seniority(levels)
        levels = in_order(levels, self.said, self.remarks)
        self._doubt_all()
        tracks, levels = self._tracks(levels)
        levels = ranked(tracks, levels, self.remarks, self.pairs)
        functions = tuple(
            replace(function, foci=tuple(self._foci(key, [each.id for each in levels])))
            for key, function in self.functions.items()
        )
        return LadderDraft(
            self.kind,
            self.name,
            tuple(each for each in functions if each.foci),
            levels,
            tracks,
            tuple(self.themes.values()),
            tuple(self.attributes.values()),
            cumulative=self.cumulative,
            items=tuple(self.items.values()),
            left_out=tuple(self.left_out),
            remarks=tuple(dict.fromkeys(self.remarks)),
            guessed_map=self.guessed_map,
        )

    def _tracks(
        self, levels: Sequence[DraftLevel]
    ) -> tuple[tuple[DraftTrack, ...], tuple[DraftLevel, ...]]:
        if self.tracks:
            main = next(iter(self.tracks))
            without = [each.name.text for each in levels if not each.track]
            if without:
                self.remarks.append(
                    f"Nothing says which track these levels are on, so they are on the first: "
                    f"{', '.join(map(visible, without))}."
                )
            on_tracks = (each if each.track else replace(each, track=main) for each in levels)
            return tuple(self.tracks.values()), tuple(on_tracks)
        tracks, placed = forked(levels)
        if not tracks:
            tracks, placed = tracks_of(levels, self.remarks, self.pairs)
        return (tracks, placed) if tracks else self._apart(levels)

    def _apart(
        self, levels: Sequence[DraftLevel]
    ) -> tuple[tuple[DraftTrack, ...], tuple[DraftLevel, ...]]:
        """Return a track for each ladder if there are several: foci that share no level."""
        parts: list[tuple[str, set[str]]] = []
        for focus in self.foci.values():
            name, held = focus.name.text, {*focus.profiles} - {ALL}
            shared = [each for each in parts if each[1] & held]
            held = held.union(*(each[1] for each in shared))
            parts = [each for each in parts if each not in shared]
            parts.append((shared[0][0] if shared else name, held))
        parts = [each for each in parts if each[1]]
        track_of = {self.levels[key].id: name for name, held in parts for key in held}
        several = len({name for name, _ in parts}) == len(parts) > 1
        if not several or any(level.id not in track_of for level in levels):
            return (), tuple(levels)
        self.remarks.append(
            "These share no levels, so each is a track, and a rank is the position in it: "
            f"{', '.join(visible(name) for name, _ in parts)}."
        )
        tracks = (DraftTrack(name, Quote(name), manages=manages_people(name)) for name, _ in parts)
        return tuple(tracks), tuple(replace(each, track=track_of[each.id]) for each in levels)

    def _foci(self, function: str, order: Sequence[str]) -> Iterable[DraftFocus]:
        for (owner, _), focus in self.foci.items():
            if owner == function and focus.profiles:
                yield DraftFocus(
                    focus.name,
                    focus.summary[0] if focus.summary else None,
                    tuple(self._aliases(focus)),
                    themes=tuple(each for each in self.themes if each in focus.themes),
                    profiles=tuple(
                        sorted(self._profiles(focus), key=lambda each: order.index(each.level))
                    ),
                    at=tuple(focus.at),
                )

    def _aliases(self, focus: GatheredFocus) -> Iterable[DraftAlias]:
        for each in focus.aliases:
            if each.level in focus.profiles:
                yield replace(each, level=self.levels[each.level].id)
                continue
            for origin in each.title.origins:
                self.omit(origin, "the focus has no profile at the level that it names")

    def _profiles(self, focus: GatheredFocus) -> Iterable[DraftProfile]:
        """
        Yield the profiles of *focus*.

        What holds for all levels is said at each, or at the lowest of a cumulative ladder.
        """
        shared = focus.profiles.pop(ALL, [])
        own = [key for key in self.levels if key in focus.profiles] or list(self.levels)
        for key in own:
            here = shared if key == own[0] or not self.cumulative else []
            duties = [*here, *focus.profiles.get(key, [])]
            if duties:
                yield DraftProfile(self.levels[key].id, tuple(duties))


_SIGNED = re.compile(r"[^\W_][+#](?![^\W_])")
"""A word with a sign that is a part of it."""


def _merged(first: DraftDuty, second: DraftDuty) -> DraftDuty:
    text = replace(first.text, origins=(*first.text.origins, *second.text.origins))
    examples = {each.text: each for each in (*first.examples, *second.examples)}
    links = {each.url.text: each for each in (*first.links, *second.links)}
    return replace(
        first,
        text=text,
        proficiency=first.proficiency or second.proficiency,
        examples=tuple(examples.values()),
        links=tuple(links.values()),
        at=(*first.at, *second.at),
    )


def _is_bare_code(level: DraftLevel) -> bool:
    """Return whether *level* is only called by a code, or by a number as in *Level 2*."""
    name = rung(level.name.text)
    coded = bool(rung(level.id).code) and name.label.casefold() in {
        level.id.casefold(),
        f"level {level.id}".casefold(),
    }
    return coded or bool(numbered(name.label) == name.label.casefold() and not name.code)


def link(cell: Origin, url: str, title: str = "") -> DraftLink:
    """Return the link to *url*, called *title*, that *cell* has."""
    return DraftLink(quote(cell, url), quote(cell, title) if title and title != url else None)


def dimension_key(heading: str) -> str:
    """
    Return the key of a dimension called *heading*.

    >>> dimension_key("Decision rights"), dimension_key("3rd party"), dimension_key("Name")
    ('decision_rights', 'dimension_3rd_party', 'name_')
    """
    key = slug(without_accents(heading)).replace("-", "_")
    if not key[:1].isalpha():
        key = f"dimension_{key}".rstrip("_")
    return f"{key}_" if key in _TAKEN else key


_TAKEN = frozenset("track name rank years summary hide is reviewed".split())
