"""
Turns the draft of a ladder into the files of a canon.

Codes and slugs are made here, so that every reader's are alike. The files load as they are; what
the source does not say is left out, or is a TODO where a canon needs it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from levelctl.canon import package_data
from levelctl.canon.codes import mint_focus, mint_function, slug
from levelctl.errors import LevelctlError
from levelctl.ladders import coding, titling, yaml_text
from levelctl.ladders.records import (
    DraftAlias,
    DraftDimension,
    DraftDuty,
    DraftFocus,
    DraftFunction,
    DraftLevel,
    DraftLink,
    DraftProfile,
    DraftSkill,
    DraftTheme,
    DraftTrack,
    LadderDraft,
)
from levelctl.ladders.yaml_text import Landing, Placed, landings
from levelctl.record import Record, replace
from levelctl.text.normal import without_accents

LONGEST = 100
"""The most characters of the name of a file or folder, without its extension."""

TODO = "TODO: what it owns, how it differs from its neighbors, and where its ladder ends"

SPOKEN = {"begins-with-verb": "note"}
"""The severities for a source whose responsibilities speak to the reader: *You plan …*."""


class ImportedFiles(Record):
    """The files of an imported canon."""

    files: dict[str, str]
    """The text of each, by its path below the canon's folder."""
    landings: tuple[Landing, ...]
    """Where the items of the source went."""
    renamed: tuple[tuple[str, str], ...]
    """Pairs of an identifier of the source that could not stay, and what it became."""
    levels: tuple[str, ...]
    """The codes of the levels, in the order of the draft."""


class _DraftCodes(Record):
    """The codes and slugs of a draft, by the identifiers of the source."""

    levels: dict[str, str]
    tracks: dict[str, str]
    themes: dict[str, str]


def canon_files(
    draft: LadderDraft, *, name: str, edition: str, notice: Sequence[str]
) -> ImportedFiles:
    """
    Return the files of the canon of *draft*, called *name*.

    *notice* are the lines that each file begins with, as comments: its source and license.
    """
    own = [theme for focus in _foci(draft) for theme in focus.own_themes]
    codes = _DraftCodes(
        coding.level_codes(level.id for level in draft.levels),
        coding.track_codes(track.id for track in draft.tracks),
        coding.slugs((theme.id for theme in (*draft.themes, *own)), "theme"),
    )
    trees: dict[str, dict[str, object]] = {
        "canon.yaml": _settings(draft),
        "ladder.yaml": _ladder(draft, codes),
        "families.yaml": _families(draft, name),
    }
    if draft.themes:
        trees["themes.yaml"] = {
            "themes": {codes.themes[each.id]: _theme(each, codes) for each in draft.themes}
        }
    trees |= _function_files(_with_titles(draft), codes)
    return ImportedFiles(
        {path: _text(path, tree, notice, name, edition) for path, tree in trees.items()},
        (*_named(draft, name), *(each for pair in trees.items() for each in landings(*pair))),
        tuple(_renamed(codes)),
        tuple(codes.levels[level.id] for level in draft.levels),
    )


def _with_titles(draft: LadderDraft) -> LadderDraft:
    """Return *draft* with the names of its levels as titles of its focus, if it has only one."""
    if len(tuple(_foci(draft))) != 1:
        return draft
    function = next(each for each in draft.functions if each.foci)
    focus = function.foci[0]
    known = {focus.name.text.casefold(), *(each.title.text.casefold() for each in focus.aliases)}
    titles = titling.level_titles(draft.levels)
    held = {profile.level for profile in focus.profiles}
    new = tuple(
        each for each in titles if each.title.text.casefold() not in known and each.level in held
    )
    titled = replace(focus, aliases=(*focus.aliases, *new))
    return replace(draft, functions=(replace(function, foci=(titled,)),))


def _named(draft: LadderDraft, name: str) -> Iterator[Landing]:
    """Yield where the name of *draft* is, if the canon has it."""
    if draft.name.text == name:
        yield from landings("canon.yaml", {"name": draft.name})


def _foci(draft: LadderDraft) -> Iterator[DraftFocus]:
    for function in draft.functions:
        yield from function.foci


def _renamed(codes: _DraftCodes) -> Iterator[tuple[str, str]]:
    for made in (codes.levels, codes.tracks):
        yield from ((was, now) for was, now in made.items() if was and was != now)


def _text(
    path: str, tree: dict[str, object], notice: Sequence[str], name: str, edition: str
) -> str:
    kind = _kind(path)
    folder = "../" * path.count("/") + "schema/"
    head = f"# yaml-language-server: $schema={folder}{kind}.schema.json\n"
    head += "".join(f"# {line}\n" for line in notice)
    text = yaml_text.write(tree) if tree else ""
    if kind != "canon":
        return head + text
    settings = (package_data.SKELETON / "canon.yaml").read_text("utf-8")
    for place, value in (("<name>", name), ("<edition>", edition)):
        settings = settings.replace(place, yaml_text.scalar(value), 1)
    # Without dimensions of its own, a canon has those of the reference canon.
    return head + settings.replace("<dimensions>\n\n", "", 1) + (f"\n{text}" if text else "")


def _kind(path: str) -> str:
    if "/" not in path:
        return path.removesuffix(".yaml")
    return "function" if path.endswith("/function.yaml") else "focus"


def _settings(draft: LadderDraft) -> dict[str, object]:
    """Return what is added to the settings of every new canon."""
    settings: dict[str, object] = {}
    dimensions: dict[str, object] = {}
    if draft.attributes:
        dimensions["attributes"] = _columns("What the level asks", draft.attributes)
    if draft.guideline:
        dimensions["guideline"] = _columns("Guidelines", draft.guideline)
    if dimensions:
        settings["dimensions"] = dimensions
    if draft.proficiencies:
        settings["proficiencies"] = [*draft.proficiencies]
    severities = dict(draft.severities) | (SPOKEN if speaks_to_you(draft) else {})
    if severities:
        settings["check"] = {"severity": severities}
    return settings


def speaks_to_you(draft: LadderDraft) -> bool:
    """Report whether most responsibilities of *draft* begin with *you*."""
    texts = [
        duty.text.text.casefold()
        for focus in _foci(draft)
        for profile in focus.profiles
        for duty in profile.duties
    ]
    return sum(text.startswith(("you ", "you'", "you\u2019")) for text in texts) * 2 > len(texts)


def _columns(heading: str, dimensions: Sequence[DraftDimension]) -> dict[str, object]:
    columns = {
        each.key: {"heading": each.heading, "years": True} if each.years else each.heading
        for each in dimensions
    }
    return {"heading": heading, "columns": columns}


def _ladder(draft: LadderDraft, codes: _DraftCodes) -> dict[str, object]:
    tracks = {codes.tracks[track.id]: _track(track, codes) for track in draft.tracks}
    only = {"all": {"name": "All levels", "summary": "Everybody on this ladder."}}
    ladder: dict[str, object] = {"tracks": tracks or only}
    if draft.cumulative:
        ladder["cumulative"] = True
    ladder["levels"] = {
        codes.levels[level.id]: _level(level, codes, next(iter(tracks or only)))
        for level in draft.levels
    }
    titles = titling.title_rules(draft.levels, codes.levels)
    if titles:
        ladder["titles"] = titles
    return ladder


def _track(track: DraftTrack, codes: _DraftCodes) -> object:
    values: dict[str, object] = {"name": track.name}
    if track.manages:
        values["manages"] = True
    if track.branches_from:
        values["branches_from"] = codes.tracks[track.branches_from]
    values["summary"] = track.summary or f"The levels of the track {track.name.text}."
    return Placed(values, track.at)


def _level(level: DraftLevel, codes: _DraftCodes, only: str) -> object:
    values: dict[str, object] = {"track": codes.tracks[level.track] if level.track else only}
    values["name"] = level.name
    if level.rank is not None:
        values["rank"] = level.rank
    if level.years:
        years = {"low": level.years.low, "high": level.years.high}
        years = {end: number for end, number in years.items() if number is not None}
        values["years"] = Placed(years, level.years.said.origins)
    if level.summary:
        values["summary"] = level.summary
    return Placed(values | level.attributes, level.at)


FAMILY = "all-functions"
"""The slug of the one family of an imported canon; no function or focus is called like it."""


def _families(draft: LadderDraft, name: str) -> dict[str, object]:
    summary = draft.summary or f"The work that the ladder {name} covers."
    return {"families": [{"slug": FAMILY, "name": "All functions", "summary": summary}]}


def _theme(theme: DraftTheme, codes: _DraftCodes) -> object:
    values: dict[str, object] = {"name": theme.name}
    if theme.summary:
        values["summary"] = theme.summary
    if theme.duties:
        values["responsibilities"] = {
            code: [_duty(duty, codes, placed=True) for duty in theme.duties[level]]
            for level, code in codes.levels.items()
            if theme.duties.get(level)
        }
    return Placed(values, theme.at)


def _duty(duty: DraftDuty, codes: _DraftCodes, *, placed: bool = False) -> object:
    """Return a responsibility; one that is *placed* under its theme does not name it."""
    values: dict[str, object] = {"text": duty.text}
    if duty.theme and not placed:
        values["theme"] = codes.themes[duty.theme]
    if duty.proficiency:
        values["proficiency"] = duty.proficiency
    if duty.examples:
        values["examples"] = [*duty.examples]
    if duty.links:
        values["links"] = [_link(link) for link in duty.links]
    return Placed(values if len(values) > 1 else duty.text, duty.at)


def _link(link: DraftLink) -> dict[str, object]:
    return {"title": link.title or link.url.text, "url": link.url}


def _function_files(draft: LadderDraft, codes: _DraftCodes) -> dict[str, dict[str, object]]:
    files: dict[str, dict[str, object]] = {}
    taken_functions: set[str] = set()
    taken_foci: set[str] = set()
    folders: set[str] = set()
    for number, function in enumerate(draft.functions, 1):
        folder = f"functions/{_file_name(function.name.text, f'function-{number}', folders)}"
        code = _function_code(function, number, taken_functions)
        files[f"{folder}/function.yaml"] = _function(function, code)
        names = {"function"}
        for index, focus in enumerate(function.foci, 1):
            file = _file_name(focus.name.text, f"focus-{index}", names)
            minted = _focus_code(focus, function, index, taken_foci)
            files[f"{folder}/{file}.yaml"] = _focus(focus, minted, codes)
    return files


def _file_name(name: str, otherwise: str, taken: set[str]) -> str:
    """Return the slug of *name* for a file or folder, which is not *taken*, and take it."""
    first = found = slug(without_accents(name))[:LONGEST].strip("-") or otherwise
    number = 1
    while found in taken or coding.is_device(found):
        number += 1
        found = f"{first}-{number}"
    taken.add(found)
    return found


def _function_code(function: DraftFunction, number: int, taken: set[str]) -> str:
    try:
        code = mint_function(function.name.text, taken)
    except LevelctlError:  # it has no letter from A to Z
        code = mint_function(f"function {number}", taken)
    taken.add(code)
    return code


def _focus_code(focus: DraftFocus, function: DraftFunction, number: int, taken: set[str]) -> str:
    single = len(function.foci) == 1
    try:
        code = mint_focus(focus.name.text, function.name.text, single=single, taken=taken)
    except LevelctlError:
        code = mint_focus(f"focus {number}", function.name.text, single=single, taken=taken)
    taken.add(code)
    return code


def _function(function: DraftFunction, code: str) -> dict[str, object]:
    summary = function.summary or _covered(function)
    named = Placed(function.name, function.at)
    return {"code": code, "name": named, "family": FAMILY, "summary": summary}


MOST_NAMED = 8
"""The most foci that the summary of a function names."""


def _covered(function: DraftFunction) -> str:
    """Return a summary of *function*, for which the source has none: the foci that it has."""
    names = [focus.name.text for focus in function.foci[:MOST_NAMED]]
    more = len(function.foci) - len(names)
    if more > 0:
        names.append(f"{more} more")
    *others, last = names
    return f"Covers {', '.join(others)} and {last}." if others else f"Covers {last}."


def _focus(focus: DraftFocus, code: str, codes: _DraftCodes) -> dict[str, object]:
    values: dict[str, object] = {"code": code, "name": Placed(focus.name, focus.at)}
    values["summary"] = focus.summary or TODO
    if focus.aliases:
        values["aliases"] = [_alias(alias, codes) for alias in focus.aliases]
    if focus.skills:
        values["skills"] = [_skill(skill) for skill in focus.skills]
    if focus.tools:
        values["tools"] = [*focus.tools]
    own = {codes.themes[theme.id]: _theme(theme, codes) for theme in focus.own_themes}
    themes = {codes.themes[theme]: {} for theme in focus.themes} | own
    if themes:
        values["themes"] = themes
    profiles = {profile.level: profile for profile in focus.profiles}
    values["levels"] = {
        code: _profile(profiles[level], codes)
        for level, code in codes.levels.items()
        if level in profiles
    }
    return values


def _alias(alias: DraftAlias, codes: _DraftCodes) -> object:
    if not alias.level:
        return alias.title
    return {"title": alias.title, "level": codes.levels[alias.level]}


def _skill(skill: DraftSkill) -> dict[str, object]:
    todo = "TODO: what it means in this focus, in one sentence"
    return {"name": skill.name, "summary": skill.summary or todo}


def _profile(profile: DraftProfile, codes: _DraftCodes) -> object:
    values: dict[str, object] = {"status": "draft", "version": 1, "region": "global"}
    if profile.duties:
        values["responsibilities"] = [_duty(duty, codes) for duty in profile.duties]
    if profile.guideline:
        values["guideline"] = profile.guideline
    return Placed(values, profile.at)
