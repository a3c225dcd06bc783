"""The page of a profile."""

from __future__ import annotations

from levelctl.answers.show.common import FocusSkills, taxonomy
from levelctl.answers.show.records import (
    AdjacentRole,
    Cells,
    Confidence,
    Duties,
    EvidenceReader,
    Named,
    Placement,
    ProfileEvidence,
    ProfilePage,
    Provenance,
)
from levelctl.canon.canon import Canon
from levelctl.canon.codes import Code
from levelctl.canon.model import Focus, Ladder, Level, Profile
from levelctl.canon.pay_range import Range, measured
from levelctl.record import replace
from levelctl.space.structural import StructuralSpace

ADJACENT = 8
"""How many adjacent roles a profile's page lists."""


def profile_page(canon: Canon, profile: Profile, all_levels: bool) -> ProfilePage:
    focus = canon.focus(profile.code.function, profile.code.focus)
    level, skills = canon.ladder.of(profile), FocusSkills(canon, focus)
    shown = [each for each in focus.profiles if all_levels or each.code == profile.code]
    return ProfilePage(
        code=str(profile.code),
        title=profile.title,
        status=profile.status,
        version=profile.version,
        region=profile.region,
        confidence=_confidence(canon, profile),
        definition=focus.summary,
        placement=_placement(canon, focus, level),
        pay=measured(profile.pay),
        figures=_figures(profile),
        pay_missing=profile.pay_missing,
        flsa=profile.overtime,
        responsibilities=tuple(
            _duties(canon.ladder, focus, each, shown=each.code == profile.code) for each in shown
        ),
        guideline=tuple(
            Cells(each.code.level, each.code == profile.code, each.guideline) for each in shown
        ),
        skills=skills.held(level.code),
        licenses=skills.held_licenses(level.code),
        tools=focus.tools,
        tool_details=skills.tool_details(),
        provenance=_provenance(canon, profile),
        level=level,
        adjacent=_adjacent(canon, profile),
        aliases=tuple(each for each in focus.aliases if each.level in (None, level.code)),
        classification=focus.classification,
        next=_after_profile(canon.ladder, focus, profile),
        dimensions=canon.dimensions,
        themes=focus.themes,
    )


def _figures(profile: Profile) -> tuple[Range, ...]:
    """Return every figure of pay of *profile*, if it has several."""
    ranges = (measured(pay) for pay in (profile.pay, *profile.other_pays))
    return tuple(filter(None, ranges)) if profile.other_pays else ()


def _duties(ladder: Ladder, focus: Focus, profile: Profile, *, shown: bool) -> Duties:
    return Duties(
        profile.code.level,
        shown,
        profile.duties,
        profile.responsibilities,
        tuple(each.code.level for each in ladder.included(focus, profile)),
    )


def _confidence(canon: Canon, profile: Profile) -> Confidence | None:
    score = profile.confidence
    if score is None:
        return None
    if score >= canon.settings.confidence_high:
        return Confidence(score, "high")
    return Confidence(score, "medium" if score >= canon.settings.confidence_medium else "low")


def _placement(canon: Canon, focus: Focus, level: Level) -> Placement:
    family, function = taxonomy(canon, canon.function(focus.function))
    return Placement(
        level=Named(level.code, level.name),
        years=level.years,
        family=family,
        function=function,
        focus=Named(focus.code, focus.name),
    )


def _adjacent(canon: Canon, profile: Profile) -> tuple[AdjacentRole, ...]:
    space = StructuralSpace(canon)
    levels = frozenset(level.code for level in canon.ladder.levels)
    return tuple(
        AdjacentRole(
            each.code,
            each.title,
            each.level,
            each.hundredths / 100,
            space.bounds.band(each.hundredths),
        )
        for each in space.nearest(profile, ADJACENT, levels)
    )


def _provenance(canon: Canon, profile: Profile) -> Provenance:
    minimum = canon.settings.review_minimum
    review = profile.review
    provenance = Provenance(
        review, minimum, None, profile.sources, evidence=_evidence(canon, profile)
    )
    if review is None:
        return provenance
    lowest = None if review.wording else review.lowest
    passes = None if lowest is None else lowest >= minimum
    return replace(provenance, passes=passes, panel=review.panel, wording=review.wording)


def _evidence(canon: Canon, profile: Profile) -> ProfileEvidence | None:
    """
    Return what *profile* rests on.

    Return None if nobody tells: no duty of it says where it comes from, nobody has read any, and
    ``canon.yaml`` does not say how many readers an approved profile needs.
    """
    duties = [duty for duty in profile.responsibilities if not duty.generic]
    sourced = sum(duty.sourced for duty in duties)
    files = canon.reviews(profile.code.function, profile.code.focus)
    if files:
        from levelctl.canon.questions import questions_of  # most foci have no reviews
        from levelctl.canon.reviews import standing

        asked = questions_of(canon.value_of("canon.yaml") or {})
        found = standing(profile, files, [each.name for each in asked])
        readers = (EvidenceReader(each.reads_as, each.trade, each.years) for each in found.readers)
        return ProfileEvidence(
            found.duties,
            found.sourced,
            found.read,
            tuple(readers),
            found.placed,
            found.placed_right,
            found.least_share,
            len(found.objections),
            found.once_read,
            found.changed,
        )
    told = canon.settings.review_readers is not None or any(duty.origin for duty in duties)
    return ProfileEvidence(len(duties), sourced) if told else None


def _after_profile(ladder: Ladder, focus: Focus, profile: Profile) -> tuple[str, ...]:
    """Return commands that compare *profile* with the neighboring levels, the higher one first."""
    codes = [each.code for each in focus.profiles]
    place = codes.index(profile.code)
    beside = [*codes[place + 1 : place + 2], *codes[max(place - 1, 0) : place]]
    if any(track.branches_from for track in ladder.tracks):
        beside = _on_its_way(ladder, focus, profile)
    return tuple(f"levelctl diff {profile.code} {code.level}" for code in beside)


def _on_its_way(ladder: Ladder, focus: Focus, profile: Profile) -> list[Code]:
    """Return the next profiles of *focus* up, one on each track that goes on, and the next down."""
    lower = {each.code: _lower(ladder, focus, each) for each in focus.profiles}
    above = [code for code, below in lower.items() if below[-1:] == [profile.code]]
    return [*above, *lower[profile.code][-1:]]


def _lower(ladder: Ladder, focus: Focus, profile: Profile) -> list[Code]:
    """Return the profiles of *focus* that lead to *profile*, from the lowest."""
    levels = {level.code for level in ladder.below(ladder.of(profile))}
    return [each.code for each in focus.profiles if each.code.level in levels]
