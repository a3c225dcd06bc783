"""From the values of a canon's files to records. The values have passed their schema."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from levelctl.canon.codes import Code
from levelctl.canon.model import (
    LEAST_PEOPLE,
    NO_VOCABULARY,
    Alias,
    BonusTarget,
    CanonSettings,
    Classification,
    ContentSettings,
    Dimension,
    DimensionGroup,
    DimensionKind,
    Dimensions,
    Family,
    Focus,
    FocusLicense,
    Guideline,
    Ladder,
    Level,
    Link,
    OvertimeStatus,
    Pay,
    PaySettings,
    Profile,
    Responsibility,
    Review,
    SchemeBase,
    SchemeForm,
    SchemeGroup,
    SharedSkill,
    Skill,
    SkillVocabulary,
    Source,
    Sources,
    SteppedSettings,
    StructuralSettings,
    TargetSplit,
    Texts,
    Theme,
    TitleRules,
    TitleWord,
    Track,
    WorkLevel,
    Years,
)
from levelctl.record import JsonObject, fields


def settings(value: JsonObject) -> CanonSettings:
    spaces = value["spaces"]
    return CanonSettings(
        name=value["name"],
        edition=value["edition"],
        region=value["region"],
        currency=value["currency"],
        confidence_high=value["confidence"]["high"],
        confidence_medium=value["confidence"]["medium"],
        review_minimum=value["review"]["minimum"],
        review_readers=int(value["review"]["readers"]) if "readers" in value["review"] else None,
        same_duty=value["compare"]["same_duty"],
        structural=StructuralSettings(**_integers(spaces["structural@1"])),
        content=ContentSettings(**_integers(spaces["content@1"]))
        if "content@1" in spaces
        else None,
        pay=PaySettings(**_integers(spaces["pay@1"])) if "pay@1" in spaces else None,
        schemes=tuple(
            scheme_form(name, scheme) for name, scheme in value.get("schemes", {}).items()
        ),
        proficiencies=tuple(value.get("proficiencies", ())),
        minimum_n=int(value.get("pay", {}).get("minimum_n", LEAST_PEOPLE)),
        work_levels=tuple(
            WorkLevel(level, tuple(map(str, each["levels"])), each["why"])
            for level, each in value.get("pay", {}).get("work_levels", {}).items()
        ),
        stepped_content=SteppedSettings(**_integers(spaces["content@2"]))
        if "content@2" in spaces
        else None,
    )


def dimensions(value: JsonObject) -> Dimensions:
    """Return the dimensions in *value*, which has all three groups with their headings."""
    return Dimensions(*(_dimension_group(value[kind]) for kind in fields(Dimensions)))


def _dimension_group(value: JsonObject) -> DimensionGroup:
    columns = (_dimension(key, column) for key, column in value["columns"].items())
    return DimensionGroup(value["heading"], tuple(columns), value.get("short", ""))


def _dimension(key: str, value: str | JsonObject) -> Dimension:
    return Dimension(key, value) if isinstance(value, str) else Dimension(key, **value)


def scheme_form(name: str, value: JsonObject) -> SchemeForm:
    return SchemeForm(
        name=name,
        pattern=value["pattern"],
        example=value["example"],
        versions=tuple(value["versions"]),
        whole=value.get("whole", ""),
        groups=tuple(map(_scheme_group, value.get("groups", ()))),
        extends=SchemeBase(**value["extends"]) if "extends" in value else None,
    )


def _scheme_group(value: JsonObject) -> SchemeGroup:
    return SchemeGroup(
        name=value["name"],
        keep=int(value["keep"]),
        then=value.get("then", ""),
        irregular={version: tuple(codes) for version, codes in value.get("irregular", {}).items()},
        versions=tuple(value.get("versions", ())),
    )


def ladder(value: JsonObject, dimensions: Dimensions | None = None) -> Ladder:
    """Return the ladder, with the attributes in *dimensions*; without these, with all of them."""
    return Ladder(
        tuple(Track(code, **track) for code, track in value["tracks"].items()),
        tuple(_levels(value["levels"], dimensions)),
        titles(value.get("titles", {})),
        cumulative=value.get("cumulative", False),
    )


def _levels(value: JsonObject, dimensions: Dimensions | None) -> Iterator[Level]:
    """Yield the levels, each with its position on its track if it has no rank."""
    positions: Counter[str] = Counter()
    for code, level in value.items():
        positions[level["track"]] += 1
        yield _level(code, {"rank": positions[level["track"]], **level}, dimensions)


def families(value: JsonObject) -> tuple[Family, ...]:
    return tuple(_family(family) for family in value["families"])


def focus(
    value: JsonObject,
    function_code: str,
    levels: tuple[Level, ...],
    canon_themes: JsonObject,
    dimensions: Dimensions,
    shared: SkillVocabulary = NO_VOCABULARY,
) -> Focus:
    """
    Return the focus, with its profiles in the order of the ladder's *levels*.

    *canon_themes* has the values of the canon's themes, by slug. What is not in its *dimensions* is
    left out. *shared* has the skills that it refers to.
    """
    themes, taken_over = _themes(value, canon_themes)
    return Focus(
        code=value["code"],
        function=function_code,
        name=value["name"],
        summary=value["summary"],
        aliases=tuple(_alias(alias) for alias in value.get("aliases", ())),
        classification=classification(value),
        skills=_skills(value, shared),
        tools=tuple(value.get("tools", ())),
        profiles=tuple(
            _profile(
                Code(function_code, value["code"], level.code),
                value["name"],
                value["levels"][level.code],
                taken_over,
                dimensions,
            )
            for level in levels
            if level.code in value["levels"]
        ),
        themes=themes,
        empty=_empty(value),
        licenses=tuple(map(_license, value.get("licenses", ()))),
    )


def _empty(value: JsonObject) -> tuple[str, ...]:
    return tuple(key for key, each in value.items() if each == [])


def refers_to_skills(focus: JsonObject) -> bool:
    """Return whether the value of a *focus* refers to a shared skill."""
    return any("skill" in skill for skill in focus.get("skills", ()))


def _skills(focus: JsonObject, shared: SkillVocabulary) -> tuple[Skill, ...]:
    known = {skill.slug: skill for skill in shared.skills} if refers_to_skills(focus) else {}
    return tuple(_skill(value, known) for value in focus.get("skills", ()))


def _skill(value: JsonObject, known: dict[str, SharedSkill]) -> Skill:
    """Return the skill in *value*; what it does not say is that of the shared one, if *known*."""
    slug = value.get("skill", "")
    shared = known.get(slug) or SharedSkill(slug, slug, "")
    return Skill(
        value.get("name", shared.name),
        value.get("summary", shared.summary),
        slug or None,
        tuple(value.get("levels", {}).items()),
    )


def _license(value: JsonObject) -> FocusLicense:
    starts = _texts(value.get("from", ()))
    return FocusLicense(value["license"], starts, value.get("required", True))


def has_themes(focus: JsonObject) -> bool:
    """Return whether the value of a *focus* lists a theme, or names one."""
    return "themes" in focus or any(
        isinstance(each, dict) and "theme" in each
        for profile in focus["levels"].values()
        for each in profile.get("responsibilities", ())
    )


def _themes(focus: JsonObject, canon: JsonObject) -> tuple[tuple[Theme, ...], JsonObject]:
    """Return the themes of *focus*, and the values of those that it takes over from *canon*."""
    if not has_themes(focus):
        return (), {}
    from levelctl.canon import themes  # most foci have none

    return themes.themes_of(focus, canon), themes.taken_over(focus, canon)


def responsibility(
    value: str | JsonObject, *, theme: str | None = None, generic: bool = False
) -> Responsibility:
    """Return the record of *value*, a text or a mapping. *theme* is that of *generic* ones."""
    if isinstance(value, str):
        return Responsibility(value, theme, generic=generic)
    return Responsibility(
        text=value["text"],
        theme=value.get("theme", theme),
        proficiency=value.get("proficiency"),
        examples=tuple(value.get("examples", ())),
        links=tuple(Link(**link) for link in value.get("links", ())),
        generic=generic,
        origin=origin(value),
    )


def origin(responsibility: JsonObject) -> tuple[str, ...]:
    """Return where the value of a *responsibility* says that it comes from."""
    return _texts(responsibility.get("from", ()))


def _texts(written: str | list[str] | tuple[str, ...]) -> tuple[str, ...]:
    """Return what is *written* as one text or as a list of them."""
    return (written,) if isinstance(written, str) else tuple(written)


def _responsibilities(
    level: str, profile: JsonObject, taken_over: JsonObject
) -> tuple[Responsibility, ...]:
    """Return the criteria for *level* of the themes *taken_over*, then those of *profile*."""
    generic = (
        responsibility(value, theme=slug, generic=True)
        for slug, theme in taken_over.items()
        for value in theme.get("responsibilities", {}).get(level, ())
    )
    return (*generic, *map(responsibility, profile.get("responsibilities", ())))


def classification(focus: JsonObject) -> tuple[Classification, ...]:
    """Return the classification in the value of a *focus*."""
    return tuple(Classification(**place) for place in focus.get("classification", ()))


def pay(profile: JsonObject) -> Pay | None:
    """Return the pay in the value of a *profile* that is shown first, if it has any."""
    return next(iter(pays(profile)), None)


def pays(profile: JsonObject) -> tuple[Pay, ...]:
    """Return every figure of pay in the value of a *profile*, in the order of the file."""
    if "pay" not in profile:
        return ()
    value = profile["pay"]
    return tuple(map(_figure, value if isinstance(value, list) else [value]))


def _figure(value: JsonObject) -> Pay:
    figure = value | _integers({key: value[key] for key in _COUNTS if key in value})
    for key, kind in (("split", TargetSplit), ("bonus", BonusTarget)):
        if key in value:
            figure[key] = kind(**value[key])
    if "shared_with" in value:
        figure["shared_with"] = tuple(value["shared_with"])
    return Pay(**figure)


_COUNTS = ("low", "median", "high", "n", "employers")
"""The keys of a figure of pay with integers, or with amounts that mostly are."""


def _integers(value: JsonObject) -> JsonObject:
    """Return *value* with its whole numbers as integers; to a JSON Schema, 1.0 is an integer."""
    return {key: _integer(part) for key, part in value.items()}


def _integer(part: Any) -> Any:
    return int(part) if isinstance(part, float) and part.is_integer() else part


def _level(code: str, value: JsonObject, dimensions: Dimensions | None) -> Level:
    return Level(
        code,
        track=value["track"],
        name=value["name"],
        rank=value["rank"],
        years=Years(**_integers(value["years"])) if "years" in value else None,
        summary=value.get("summary"),
        attributes=_known(value, dimensions.attributes) if dimensions else _all(value),
    )


def titles(value: JsonObject) -> TitleRules:
    """Return the title words in the *value* of a ladder's ``titles``; each part can be absent."""
    assumed, numerals = value.get("assumed"), value.get("numerals", {})
    return TitleRules(
        assumed=assumed["level"] if assumed else None,
        assumed_range=_range(assumed["range"]) if assumed else None,
        numerals=numerals.get("levels", {}),
        numeral_spread=int(numerals.get("spread", 0)),
        words=tuple(_title_word(word) for word in value.get("words", ())),
        abbreviations=tuple(value.get("abbreviations", {}).items()),
        **{name: tuple(value.get(name, ())) for name in _TITLE_LISTS},
        absent=tuple(name for name in ("abbreviations", *_TITLE_LISTS) if name not in value),
    )


_TITLE_LISTS = ("contributor_nouns", "adjectives", "persons", "things", "joints", "numbered")


def _title_word(value: JsonObject) -> TitleWord:
    return TitleWord(
        words=tuple(value["words"]),
        level=value.get("level"),
        range=_range(value["range"]) if "range" in value else None,
        before=value.get("before"),
        below_scale=value.get("below_scale", False),
        note=value.get("note"),
        alone=value.get("alone", False),
        names_work=value.get("names_work", False),
        by_itself=value.get("by_itself", False),
        after=value.get("after"),
        noun=value.get("noun", False),
        last=value.get("last", False),
        base=value.get("base", False),
        by_track=tuple(value.get("by_track", {}).items()),
        steps=int(value.get("steps", 1)),
        office=value.get("office", False),
        lowers=value.get("lowers", False),
        acting=value.get("acting", False),
        assists=value.get("assists", False),
        unsure=value.get("unsure", False),
    )


def _family(value: JsonObject) -> Family:
    words = tuple(_title_word(word) for word in value.get("titles", ()))
    return Family(value["slug"], value["name"], value["summary"], words)


def _range(value: list[str]) -> tuple[str, str]:
    low, high = value
    return low, high


def _alias(value: str | JsonObject) -> Alias:
    return Alias(value) if isinstance(value, str) else Alias(**value)


def _profile(
    code: Code, title: str, value: JsonObject, taken_over: JsonObject, dimensions: Dimensions
) -> Profile:
    figures = pays(value)
    return Profile(
        code=code,
        title=title,
        status=value["status"],
        version=int(value["version"]),
        region=value["region"],
        confidence=value.get("confidence"),
        pay=next(iter(figures), None),
        responsibilities=_responsibilities(code.level, value, taken_over),
        guideline=_guideline(value.get("guideline", {}), dimensions.guideline),
        review=review(value, dimensions.scores),
        sources=sources(value),
        empty=_empty(value),
        other_pays=figures[1:],
        pay_missing=value.get("pay_missing"),
        overtime=OvertimeStatus(**value["flsa"]) if "flsa" in value else None,
    )


def review(profile: JsonObject, group: DimensionGroup) -> Review | None:
    """Return the scores in the value of a *profile*, those of *group*, if it has a review."""
    value = profile.get("review")
    if value is None:
        return None
    said = {key: value[key] for key in OTHER_KEYS["scores"] if isinstance(value.get(key), str)}
    return Review(_known(value, group), **said)


def _guideline(value: JsonObject, group: DimensionGroup) -> Guideline | None:
    cells = _known(value, group)
    return Guideline(cells) if cells else None


OTHER_KEYS: dict[DimensionKind, tuple[str, ...]] = {
    "attributes": ("track", "name", "rank", "years", "summary"),
    "guideline": (),
    "scores": ("reviewed", "panel", "wording"),
}
"""The keys beside dimensions, which mean the same in every canon. Those of scores are texts."""


def _all(level: JsonObject) -> Texts:
    return tuple((key, text) for key, text in level.items() if key not in OTHER_KEYS["attributes"])


def _known(value: JsonObject, group: DimensionGroup) -> tuple[tuple[str, Any], ...]:
    """Return the parts of *value* that have a dimension, in the order of these."""
    return tuple((each.key, value[each.key]) for each in group.columns if each.key in value)


def sources(profile: JsonObject) -> Sources | None:
    """Return the sources in the value of a *profile*, if it says anything of them."""
    value = profile.get("sources")
    if value is None:
        return None
    if isinstance(value, dict):
        return Sources(int(value["count"]))
    return Sources(len(value), tuple(Source(**source) for source in value))
