"""Turns a route from one profile to another into a document or rows."""

from __future__ import annotations

from collections.abc import Iterator

from levelctl.answers.distances import ProfileLine
from levelctl.answers.path import Gap, MeasuredDistance, ProfileRoute, RouteStep, SkillGain
from levelctl.layout import values
from levelctl.text.document import (
    NOT_KNOWN,
    Block,
    Bullets,
    Commands,
    Document,
    Facts,
    Heading,
    Paragraph,
    Run,
    TableRows,
    Text,
    text,
)


def document(result: ProfileRoute) -> Document:
    """Return *result* as a document: its steps in order, or the gap."""
    blocks: list[Block] = [Heading(_title(result), depth=1), Paragraph(_summary(result))]
    for number, step in enumerate(result.steps, 1):
        blocks += _step(number, step)
    if result.gap:
        blocks += _gap(result, result.gap)
    if result.next:
        blocks += [Heading(text("Next", "strong")), Commands(result.next)]
    return tuple(blocks)


def remarks(result: ProfileRoute) -> Iterator[str]:
    """Yield why *result* has no rows, if there are none."""
    if not result.steps:
        yield _no_steps(result)


def _no_steps(result: ProfileRoute) -> str:
    """
    Return why *result* has no steps, as a sentence without a period.

    >>> end = ProfileLine("A.B.P2", "B", "P2", None)
    >>> none = MeasuredDistance(0.0, "confident", ())
    >>> _no_steps(ProfileRoute("structural@1", 0.3, end, end, "same", none, (), 0, None, None, ()))
    'no steps are needed: A.B.P2 is both the start and the goal'
    """
    if not result.gap:
        return f"no steps are needed: {result.start.code} is both the start and the goal"
    allowed = f" of at most {_steps(result.most_steps)}" if result.most_steps else ""
    return (
        f"no route{allowed} from {result.start.code} to {result.goal.code}: the closest you can "
        f"get is {_reached(result, result.gap)}, still {_figure(result.gap.apart.distance)} away; "
        f"a step can be at most {_figure(result.tolerance)}"
    )


def _title(result: ProfileRoute) -> Text:
    return (*_stop(result.start), Run(" → ", "muted"), *_stop(result.goal))


def _stop(stop: ProfileLine) -> Text:
    return (Run(stop.code, "code"), Run(f" {stop.title}", "strong"))


def _summary(result: ProfileRoute) -> Text:
    if result.answer != "route":
        sentence = _no_steps(result)
        return text(f"{sentence[0].upper()}{sentence[1:]}.")
    return (
        Run(_steps(len(result.steps)), "strong"),
        Run(
            f", {_figure(result.total or 0)} in total; no step is longer than "
            f"{_figure(result.tolerance)}, the tolerance of {result.space}."
        ),
    )


def _steps(number: int | None) -> str:
    return "1 step" if number == 1 else f"{number} steps"


def _figure(distance: float) -> str:
    return f"{distance:.2f}"


def _step(number: int, step: RouteStep) -> Iterator[Block]:
    yield Heading((Run(f"{number}. ", "muted"), *_stop(step.to)))
    yield Facts(tuple(_facts(step)))
    yield Heading(text("Skills to acquire", "strong"), depth=3)
    yield _items(_gains(step), "None: it requires no further skills.")
    if step.licenses:
        yield Heading(text("Licenses to obtain", "strong"), depth=3)
        yield _items(step.licenses, "")
    yield Heading(text("New responsibilities", "strong"), depth=3)
    yield _items(step.responsibilities, "None: each responsibility continues an earlier one.")


def _gains(step: RouteStep) -> tuple[str, ...] | None:
    """Return the skills that are new or rise, each with its steps as far as they are known."""
    return None if step.skill_gains is None else tuple(map(_gain, step.skill_gains))


def _gain(gain: SkillGain) -> str:
    """
    Return a skill with the steps that it rises from and to.

    >>> _gain(SkillGain("Negotiation", None, "Working", "Expert", new=False))
    'Negotiation: Working → Expert'
    >>> _gain(SkillGain("Bargaining", "Negotiation", None, "Working", new=True))
    'Bargaining (Negotiation): Working'
    """
    steps = " → ".join(filter(None, (gain.before, gain.after)))
    name = f"{gain.name} ({gain.shared})" if gain.shared else gain.name
    return f"{name}: {steps}" if steps else name


def _facts(step: RouteStep) -> Iterator[tuple[str, Text]]:
    yield "Distance", _distance(step.apart)
    yield "Pay", values.pay(step.to.pay)
    if step.pay_difference is not None:
        yield "Pay difference", text(_difference(step))
    if step.line_management:
        yield "Begins", text("line management")


def _distance(distance: MeasuredDistance) -> Text:
    return (Run(_figure(distance.distance), "strong"), Run(f": {_reasons(distance)}"))


def _reasons(distance: MeasuredDistance) -> str:
    """
    Return the components of a distance with their reasons; components of 0 come last.

    >>> from levelctl.answers.distances import DistanceComponent
    >>> rank = DistanceComponent("rank", 0.0, "the same rank")
    >>> track = DistanceComponent("track", 0.08, "another track")
    >>> _reasons(MeasuredDistance(0.08, "confident", (rank, track)))
    'track 0.08 (another track), rank 0.00 (the same rank)'
    """
    parts = sorted(distance.components, key=lambda part: part.distance == 0)
    reasons = ", ".join(f"{part.name} {_figure(part.distance)} ({part.reason})" for part in parts)
    # The sum of three floats in hundredths can have a rounding error.
    cut = round(sum(part.distance for part in parts), 2) > distance.distance
    return f"{reasons}; capped at {_figure(distance.distance)}" if cut else reasons


def _difference(step: RouteStep) -> str:
    if step.pay_difference is None or step.pay_percent is None:
        return ""
    return f"{step.pay_difference:+,} ({step.pay_percent:+.1f} %)"


def _items(items: tuple[str, ...] | None, none: str) -> Block:
    if items is None:
        return Paragraph(NOT_KNOWN)
    return Bullets(tuple(map(text, items))) if items else Paragraph(text(none, "muted"))


def _gap(result: ProfileRoute, gap: Gap) -> Iterator[Block]:
    yield Heading(text("The gap", "strong"))
    nearest = text(_reached(result, gap))
    yield Facts(
        (
            ("From A to B", _distance(result.apart)),
            ("Nearest reached", nearest),
            ("What stands between", _distance(gap.apart)),
        )
    )


def _reached(result: ProfileRoute, gap: Gap) -> str:
    if gap.reached.code == result.start.code:
        return f"{gap.reached.code} itself"
    return f"{gap.reached.code} after {_steps(gap.steps)}"


def rows(result: ProfileRoute, *, headings: bool = True) -> TableRows:
    """Yield a row for each step."""
    if headings:
        yield (
            "step",
            "code",
            "title",
            "level",
            "distance",
            "reasons",
            "skills",
            "responsibilities",
            "line management",
            "currency",
            "period",
            "median",
            "basis",
            "pay difference",
            "pay difference %",
        )
    for number, step in enumerate(result.steps, 1):
        yield (
            str(number),
            step.to.code,
            step.to.title,
            step.to.level,
            _figure(step.apart.distance),
            _reasons(step.apart),
            "; ".join(_gains(step) or ()),
            " ".join(step.responsibilities or ()),
            "begins" if step.line_management else "",
            *values.pay_cells(step.to.pay),
            _number(step.pay_difference),
            _number(step.pay_percent),
        )


def _number(value: float | None) -> str:
    return "" if value is None else f"{value}"
