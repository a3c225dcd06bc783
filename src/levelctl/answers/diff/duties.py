"""The responsibilities of the sides of a comparison, with those of levels that they include."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from levelctl.answers.diff.items import Item, ItemSide
from levelctl.canon.canon import Canon
from levelctl.canon.model import Focus, Profile, Theme


def duty_sides(
    canon: Canon, profiles: Sequence[Profile], foci: Sequence[Focus]
) -> tuple[ItemSide, ...]:
    """
    Return the responsibilities of each of *profiles*, which belong to *foci*, one each.

    On a cumulative ladder, a profile of one focus also has those of the levels that it includes,
    except for those that all sides include, and those that are a side themselves.
    """
    pairs = list(zip(foci, profiles, strict=True))
    included = [canon.ladder.included(focus, profile) for focus, profile in pairs]
    by_all = set.intersection(*({each.code for each in lower} for lower in included))
    beside = {*by_all, *(profile.code for profile in profiles)}
    degrees = {each: place for place, each in enumerate(canon.settings.proficiencies)}
    one_focus = len({(focus.function, focus.code) for focus in foci}) == 1

    def side(profile: Profile, lower: Sequence[Profile]) -> ItemSide:
        between = [each for each in lower if one_focus and each.code not in beside]
        includes = frozenset(place for place, other in enumerate(profiles) if other in lower)
        items = tuple(_items(profile, between, degrees))
        return ItemSide(items, canon.ladder.of(profile).rank, includes)

    return tuple(map(side, profiles, included))


def themes(foci: Sequence[Focus]) -> tuple[Theme, ...]:
    """Return the themes of all *foci*, those of the first one first."""
    by_slug: dict[str, Theme] = {}
    for focus in foci:
        for theme in focus.themes:
            by_slug.setdefault(theme.slug, theme)
    return tuple(by_slug.values())


def _items(
    profile: Profile, lower: Sequence[Profile], degrees: Mapping[str, int]
) -> Iterator[Item]:
    for each in (profile, *reversed(lower)):  # of two as similar, its own is paired
        origin = None if each is profile else each.code.level
        for duty in each.responsibilities:
            degree = degrees.get(duty.proficiency or "")
            yield Item(duty.text, duty.theme, duty.proficiency, degree, duty.generic, origin)
