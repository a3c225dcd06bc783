"""The page of one thing in the canon: all sections that a reader sees, in order, as data."""

from __future__ import annotations

from collections.abc import Sequence

from levelctl.answers.show.profile import profile_page
from levelctl.answers.show.records import (
    FAMILY_SECTIONS,
    FOCUS_SECTIONS,
    FUNCTION_SECTIONS,
    LEVEL_SECTIONS,
    ORIGINS,
    PROFILE_SECTIONS,
    Cells,
    Confidence,
    Duties,
    EvidenceReader,
    FamilyPage,
    FocusPage,
    FocusSkill,
    FunctionPage,
    HeldLicense,
    HeldSkill,
    LevelPage,
    Member,
    Named,
    NamedStep,
    Page,
    Placement,
    ProfileEvidence,
    ProfilePage,
    Provenance,
    Rung,
    ToolDetail,
    ValueOrigin,
)
from levelctl.canon.canon import Canon
from levelctl.canon.model import Family, Focus, Function, Level, Profile
from levelctl.canon.resolve import SharedThing, Thing
from levelctl.errors import LevelctlError
from levelctl.record import replace

TYPE_CHECKING = False
if TYPE_CHECKING:  # few answers need them
    from levelctl.answers.show.shared import AnyPage
    from levelctl.canon.pay_view import PayChoice

__all__ = [
    "FAMILY_SECTIONS",
    "FOCUS_SECTIONS",
    "FUNCTION_SECTIONS",
    "LEVEL_SECTIONS",
    "ORIGINS",
    "PROFILE_SECTIONS",
    "Cells",
    "Confidence",
    "Duties",
    "EvidenceReader",
    "FamilyPage",
    "FocusPage",
    "FocusSkill",
    "FunctionPage",
    "HeldLicense",
    "HeldSkill",
    "LevelPage",
    "Member",
    "Named",
    "NamedStep",
    "Page",
    "Placement",
    "ProfileEvidence",
    "ProfilePage",
    "Provenance",
    "Rung",
    "ToolDetail",
    "ValueOrigin",
    "page",
]


def page(
    canon: Canon,
    thing: Thing | SharedThing,
    *,
    sections: Sequence[str] = (),
    all_levels: bool = True,
    origin: bool = False,
    choice: PayChoice | None = None,
) -> AnyPage:
    """
    Return the page of *thing* with these *sections*; if empty, with all.

    With *all_levels*, responsibilities and guidelines are those of all levels of the focus;
    otherwise only those of the profile. With *origin*, the page says where its values come from.

    Raises LevelctlError if the page has no such section, or if no pay on it fits *choice*, by which
    *canon* is seen.
    """
    if choice:
        _require_pay(thing, choice)
    full = _page(canon, thing, all_levels)
    unknown = [name for name in sections if name not in full.sections]
    if unknown:
        raise LevelctlError(
            f"{full.code} has no section {unknown[0]!r}",
            hint=f"its sections are: {', '.join(full.sections)}",
        )
    chosen = tuple(name for name in full.sections if not sections or name in sections)
    chosen_page = replace(full, sections=chosen) if sections else full
    if not origin:
        return chosen_page
    from levelctl.answers.show.origins import origins  # few pages show them

    return replace(chosen_page, sections=(*chosen, ORIGINS), origins=origins(canon, chosen_page))


def _require_pay(thing: Thing | SharedThing, choice: PayChoice) -> None:
    from levelctl.canon.pay_view import require_pay  # few answers choose

    match thing:
        case Profile():
            require_pay(choice, [thing])
        case Focus():
            require_pay(choice, thing.profiles)


def _page(canon: Canon, thing: Thing | SharedThing, all_levels: bool) -> AnyPage:
    if isinstance(thing, Profile):
        return profile_page(canon, thing, all_levels)
    from levelctl.answers.show import places  # most pages are of a profile

    match thing:
        case Focus():
            return places.focus_page(canon, thing)
        case Function():
            return places.function_page(canon, thing)
        case Family():
            return places.family_page(canon, thing)
        case Level():
            return places.level_page(canon, thing)
    from levelctl.answers.show.shared import shared_page  # few pages are about what foci share

    return shared_page(canon, thing)
