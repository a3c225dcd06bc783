"""
Reads progression frameworks as Monzo publishes them: Markdown files with topics in front matter.

Each file is a framework: topics, each with criteria by level. The criteria of the *generic*
framework hold for every framework that has a topic of the same name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from levelctl.errors import LevelctlError
from levelctl.ladders.documents import markdown
from levelctl.ladders.parts import Part, top_words, yaml_part
from levelctl.ladders.records import (
    DraftAlias,
    DraftDuty,
    DraftFocus,
    DraftFunction,
    DraftLevel,
    DraftProfile,
    DraftTheme,
    LadderDraft,
    Omission,
    Origin,
    Quote,
    ReadingOptions,
)
from levelctl.ladders.sources import BrokenSourceError, LadderSource
from levelctl.record import Record, replace
from levelctl.text.safe import visible

GENERIC = "generic"
"""How the path of the framework ends whose criteria others inherit."""

WEBSITE = ("path", "yaml", "homepage", "levels", "sidebarTitle", "sidebarGroup")
"""Keys that the website of the frameworks needs."""

_FENCE = re.compile(r"---[ \t]*")
_FRAMEWORK = re.compile(r"(?i)(?<!\s)\s+(?:progression\s+)?framework$")


class _Framework(Record):
    """A file with topics in its front matter."""

    file: str
    top: Part
    body: tuple[Origin, ...]
    text: LadderDraft | None = None
    """What the text below the front matter says, if that has no topics."""

    @property
    def topics(self) -> tuple[Part, ...]:
        # A template has topics without name and content.
        parts = self.top.parts("topics")
        return tuple(part for part in parts if any(not each.is_empty for _, each in part.pairs()))

    @property
    def is_generic(self) -> bool:
        path = self.top.get("path")
        said = path.text if path else self.file.rpartition("/")[2].removesuffix(".md")
        return said.strip().strip("/").casefold() == GENERIC


class _Topic(Record):
    """A topic of one framework."""

    key: str
    """Its name, as topics of other frameworks are compared with."""
    name: Quote
    title: Quote | None
    duties: dict[str, tuple[DraftDuty, ...]]
    """By level."""
    at: tuple[Origin, ...] = ()


def recognizes(source: LadderSource) -> bool:
    """Report whether *source* has a Markdown file with topics in its front matter."""
    return any("topics" in top_words(_front(source, name)) for name in _documents(source))


def read(source: LadderSource, options: ReadingOptions) -> LadderDraft:
    """Return the draft of all frameworks of *source*: a focus for each but the generic one."""
    found = [each for name in _documents(source) if (each := _framework(source, name))]
    frameworks = [each for each in found if each.text or each.topics]
    topics = {
        each.file: _text_topics(each.text) if each.text else tuple(_topics(each.topics))
        for each in frameworks
    }
    generic = [each for each in frameworks if each.is_generic] if len(frameworks) > 1 else []
    own = [each for each in frameworks if each not in generic]
    shared = _themes(generic, own, topics)
    foci = tuple(_focus(each, topics[each.file], shared) for each in own)
    items = tuple(item for each in frameworks for item in _items(each))
    others = (*_other_frameworks(found), *_other_files(source, found))
    first = (own or frameworks)[0]
    name = options.name or (source.root.resolve().name if source.is_folder else "")
    return LadderDraft(
        kind="monzo",
        name=Quote(name) if name else _name(first),
        functions=tuple(_functions(own, foci)),
        levels=_levels(frameworks, topics),
        themes=tuple(shared.values()),
        items=items,
        left_out=(*_omissions(frameworks, topics), *others),
        remarks=tuple(_remarks(generic, own)),
    )


def _items(framework: _Framework) -> Iterator[Origin]:
    yield from framework.top.items()
    yield from framework.body
    if framework.text:
        # Its first item is the front matter as a whole.
        yield from (each for each in framework.text.items if not each.text.startswith("---"))


def _documents(source: LadderSource) -> Iterator[str]:
    return (name for name in source.files if name.casefold().endswith((".md", ".markdown")))


def _front(source: LadderSource, name: str) -> str:
    """Return the front matter of the file *name*; empty if it has none, or cannot be read."""
    try:
        lines = source.text(name).splitlines()
    except LevelctlError:
        return ""
    if not lines or not _FENCE.fullmatch(lines[0]):
        return ""
    end = next((i for i, line in enumerate(lines[1:], 1) if _FENCE.fullmatch(line)), len(lines))
    return "\n".join(lines[1:end])


def _framework(source: LadderSource, name: str) -> _Framework | None:
    """Return the framework in the file *name*; None if it is another document."""
    words = top_words(_front(source, name))
    if "topics" not in words:
        return _text_framework(source, name) if words >= {"path", "title"} else None
    lines, end = _lines(source, name)
    return _Framework(name, _front_part(source, name, lines, end), tuple(_body(name, lines, end)))


def _text_framework(source: LadderSource, name: str) -> _Framework:
    """Return the framework whose levels are headings of the text below the front matter."""
    lines, end = _lines(source, name)
    front = _front_part(source, name, lines, end)
    alone = LadderSource(source.given, source.root, (name,), is_folder=False)
    try:
        text = markdown.read(alone, ReadingOptions())
    except LevelctlError:  # it names no levels
        return _Framework(name, front, tuple(_body(name, lines, end)))
    return _Framework(name, front, (), text)


def _lines(source: LadderSource, name: str) -> tuple[list[str], int]:
    """Return the lines of the file *name*, and the index of the one that ends its front matter."""
    lines = source.text(name).splitlines()
    end = next((i for i, line in enumerate(lines[1:], 1) if _FENCE.fullmatch(line)), 0)
    if not end:
        raise BrokenSourceError(
            f"{visible(name)}:1:1: the front matter is not closed",
            hint="add a line with --- below its last key, and import again",
        )
    return lines, end


def _front_part(source: LadderSource, name: str, lines: list[str], end: int) -> Part:
    # An empty line in the place of the first keeps the numbers of the lines.
    return yaml_part(source, name, "\n".join(("", *lines[1:end])))


def _body(name: str, lines: list[str], end: int) -> Iterator[Origin]:
    return _lines_said(name, lines[end + 1 :], end + 2, "text below the front matter")


def _lines_said(name: str, lines: Sequence[str], first: int, label: str = "") -> Iterator[Origin]:
    """Yield *lines* of the file *name* that say something; *first* is the number of the first."""
    for number, line in enumerate(lines, first):
        if line.strip(" -\t"):
            yield Origin(f"{name}:{number}", line.strip(), label)


_LEVEL = re.compile(r"(?i)level\s*(\d+)")


def _text_topics(draft: LadderDraft) -> tuple[_Topic, ...]:
    """Return the themes of *draft*, of the text of one framework, as topics."""
    topics = {theme.id: theme for theme in draft.themes}
    duties: dict[str, dict[str, tuple[DraftDuty, ...]]] = {theme: {} for theme in topics}
    names = {level.id: level.name.text for level in draft.levels}
    at = {level.id: (*level.name.origins, *level.at) for level in draft.levels}
    for profile in draft.functions[0].foci[0].profiles:
        numbered = _LEVEL.fullmatch(names[profile.level])
        level = numbered[1] if numbered else names[profile.level]
        for duty in profile.duties:
            key = _text_key(topics[duty.theme]) if duty.theme else ""
            placed = replace(duty, theme=key, at=(*at[profile.level], *duty.at))
            held = duties.setdefault(duty.theme, {})
            held[level] = (*held.get(level, ()), placed)
    return tuple(
        _Topic(
            _text_key(topics[theme]) if theme else "",
            topics[theme].name if theme else Quote(""),
            topics[theme].name if theme else None,
            held,
            topics[theme].at if theme else (),
        )
        for theme, held in duties.items()
    )


def _text_key(theme: DraftTheme) -> str:
    """Return the key of *theme*, of a text: generic criteria do not hold for texts."""
    return f"{theme.name.text.casefold()} (text)"


def _topics(parts: Sequence[Part]) -> Iterator[_Topic]:
    seen: dict[str, Part] = {}
    for part in parts:
        topic = _topic(part)
        known = seen.setdefault(topic.key, part)
        if known is not part:
            raise _named(part).error(
                f"is {_named(part).shown()}, as {_named(known).label} is",
                hint="give each topic of a framework its own name, and import again",
            )
        yield topic


def _topic(part: Part) -> _Topic:
    named = _named(part)
    key, name = " ".join(named.scalar().split()).casefold(), named.origin
    duties: dict[str, tuple[DraftDuty, ...]] = {}
    for entry in part.parts("content"):
        level = entry.need("level")
        at = (level.origin, name)
        found = tuple(_duties(entry, key, at))
        duties[_level_id(level)] = (*duties.get(_level_id(level), ()), *found)
    return _Topic(key, named.quoted(), part.quote("title"), duties)


def _named(topic: Part) -> Part:
    """Return what names *topic*: its name, or else its title."""
    return topic.get("name") or topic.get("title") or topic.need("name")


def _level_id(part: Part) -> str:
    return " ".join(part.scalar().split())


def _duties(entry: Part, theme: str, at: tuple[Origin, ...]) -> Iterator[DraftDuty]:
    for text in entry.parts("criteria"):
        yield DraftDuty(text.quoted(), theme, at=at)
    for pair in entry.parts("exampleCriteria"):
        examples = tuple(example.quoted() for example in pair.parts("examples"))
        yield DraftDuty(pair.need("criteria").quoted(), theme, examples=examples, at=at)


def _themes(
    generic: Sequence[_Framework],
    own: Sequence[_Framework],
    topics: dict[str, tuple[_Topic, ...]],
) -> dict[str, DraftTheme]:
    """Return the themes of the canon: the generic topics, and those that several foci have."""
    inherited = [topic for each in generic for topic in topics[each.file]]
    others = [topic for each in own for topic in topics[each.file]]
    keys = [topic.key for topic in others if topic.key]
    wanted = dict.fromkeys(
        topic.key
        for topic in (*inherited, *others)
        if topic in inherited or keys.count(topic.key) > 1
    )
    themes = {}
    for key in wanted:
        same = [topic for topic in (*inherited, *others) if topic.key == key]
        duties = next((topic.duties for topic in inherited if topic.key == key), {})
        themes[key] = _theme(key, same, duties)
    return themes


def _theme(
    key: str, topics: Sequence[_Topic], duties: dict[str, tuple[DraftDuty, ...]]
) -> DraftTheme:
    """Return the theme of *topics*, which have one name; the first title is its name."""
    titles = [topic.title for topic in topics if topic.title]
    if titles:
        same = (title for title in titles[1:] if title.text == titles[0].text)
        origins = (*titles[0].origins, *(origin for title in same for origin in title.origins))
        name = replace(titles[0], origins=tuple(dict.fromkeys(origins)))
    else:
        text = topics[0].name.text
        name = Quote(text[:1].upper() + text[1:], topics[0].name.origins)
    at = (origin for topic in topics for origin in (*topic.name.origins, *topic.at))
    return DraftTheme(key, name, duties=duties, at=tuple(dict.fromkeys(at)))


def _focus(
    framework: _Framework, topics: Sequence[_Topic], shared: dict[str, DraftTheme]
) -> DraftFocus:
    own = tuple(
        _theme(topic.key, [topic], {}) for topic in topics if topic.key and topic.key not in shared
    )
    levels = dict.fromkeys(level for topic in topics for level in topic.duties)
    profiles = tuple(
        DraftProfile(level, tuple(d for topic in topics for d in topic.duties.get(level, ())))
        for level in levels
    )
    return DraftFocus(
        name=_name(framework),
        aliases=tuple(_aliases(framework)),
        themes=tuple(topic.key for topic in topics if topic.key in shared),
        own_themes=own,
        profiles=profiles,
    )


def _name(framework: _Framework) -> Quote:
    """Return the title of *framework* without the word *Framework*."""
    title = framework.top.quote("title") or framework.top.quote("sidebarTitle")
    if title is None:
        return Quote(framework.file.rpartition("/")[2].rpartition(".")[0].replace("-", " ").title())
    short = _FRAMEWORK.sub("", title.text)
    if short == title.text:
        return title
    change = "; ".join(filter(None, (title.change, "without the word Framework")))
    return Quote(short, title.origins, change)


_EMOJI = re.compile(r"^[^\w(\"'&]+(?<=\s)")
"""What stands before the first word of a name, with the space behind it."""


def _aliases(framework: _Framework) -> Iterator[DraftAlias]:
    """Yield the titles that people type: those of the framework without the emoji before them."""
    name = _name(framework).text
    plain = _EMOJI.sub("", name)
    if plain != name:
        yield DraftAlias(Quote(plain))
    side = framework.top.quote("sidebarTitle")
    if side:
        short = _EMOJI.sub("", side.text)
        if short.casefold() not in (plain.casefold(), name.casefold()):
            change = "" if short == side.text else "without its emoji"
            yield DraftAlias(
                Quote(short, side.origins, "; ".join(filter(None, (side.change, change))))
            )


def _functions(
    frameworks: Sequence[_Framework], foci: Sequence[DraftFocus]
) -> Iterator[DraftFunction]:
    """Yield a function for each group of the sidebar, and for each framework without a group."""
    groups: dict[str, list[int]] = {}
    for index, each in enumerate(frameworks):
        group = each.top.get("sidebarGroup")
        groups.setdefault(_level_id(group).casefold() if group else f"\n{index}", []).append(index)
    for indexes in groups.values():
        members = tuple(foci[index] for index in indexes)
        said = [part for i in indexes if (part := frameworks[i].top.get("sidebarGroup"))]
        if not said:
            yield DraftFunction(Quote(members[0].name.text), foci=members)
            continue
        text, change = said[0].quoted().text, ""
        if text[:1].islower():
            text, change = text[:1].upper() + text[1:], "with a capital letter"
        yield DraftFunction(Quote(text, tuple(part.origin for part in said), change), foci=members)


def _levels(
    frameworks: Sequence[_Framework], topics: dict[str, tuple[_Topic, ...]]
) -> tuple[DraftLevel, ...]:
    """Return the levels that the topics have, numbers in order."""
    found = dict.fromkeys(
        level for each in frameworks for topic in topics[each.file] for level in topic.duties
    )
    order = sorted(found, key=lambda level: (0, int(level)) if level.isdigit() else (1, 0))
    return tuple(
        DraftLevel(level, Quote(f"Level {level}" if level.isdigit() else level)) for level in order
    )


def _omissions(
    frameworks: Sequence[_Framework], topics: dict[str, tuple[_Topic, ...]]
) -> Iterator[Omission]:
    for each in frameworks:
        for key in (*WEBSITE, *(("title",) if each.is_generic else ())):
            if part := each.top.get(key):
                yield Omission(part.origin, f"{key} serves the website of the frameworks")
        for topic in topics[each.file]:
            if topic.title:
                reason = "the theme has the title of another framework"
                yield from (Omission(origin, reason) for origin in topic.title.origins)
        for entry in (entry for part in each.topics for entry in part.parts("content")):
            if level := entry.get("level"):
                yield Omission(level.origin, "no criteria are at this level of the topic")
        if each.text:
            front = f"{each.file}:1:1"
            yield from (one for one in each.text.left_out if one.origin.place != front)
        reason = "a canon holds levels and themes, and no text about the framework as a whole"
        yield from (Omission(line, reason) for line in each.body)


def _other_frameworks(frameworks: Sequence[_Framework]) -> Iterator[Omission]:
    """Yield all that frameworks say which have neither topics nor headings for levels."""
    reason = "its framework has no topics, and no headings that name levels"
    for each in frameworks:
        if not (each.text or each.topics):
            yield from (Omission(item, reason) for item in _items(each))


def _other_files(source: LadderSource, frameworks: Sequence[_Framework]) -> Iterator[Omission]:
    """Yield what files say that are no frameworks: each line of a document, or only its name."""
    known = {each.file for each in frameworks}
    documents = {*_documents(source)}
    reason = "the file has no topics in front matter"
    for name in source.files:
        if name in documents and name not in known:
            lines = source.text(name).splitlines()
            yield from (Omission(line, reason) for line in _lines_said(name, lines, 1))
        elif name not in known:
            yield Omission(Origin(name, name, "file"), reason)


def _remarks(generic: Sequence[_Framework], own: Sequence[_Framework]) -> Iterator[str]:
    for each in generic:
        yield (
            f"{each.file} is generic: its criteria are in themes.yaml, and hold for each focus "
            "that has a topic of the same name"
        )
    yield from dict.fromkeys(each for one in own if one.text for each in one.text.remarks)
    if not generic and len(own) > 1:
        yield "no framework is generic: none has the path /generic"
