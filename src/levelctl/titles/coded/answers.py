"""The answer to a title that a person has coded: its codes come first, with their share of rows."""

from __future__ import annotations

from collections.abc import Callable

from levelctl.record import replace
from levelctl.titles.coded.lookup import SURE, Coded
from levelctl.titles.records import Candidate, Match

CandidateOf = Callable[[str, float, tuple[str, ...]], Candidate]
"""Returns the candidate of a code, given its score and what it is based on."""


def answered(
    match: Match,
    coded: Coded,
    name: str,
    candidate: CandidateOf,
    top: int,
    confident_at: float | None = None,
) -> Match:
    """
    Return *match* with the codes of *coded*, a title of the list *name*, as its best candidates.

    A score is the share of the votes, and the answer is confident from a share of *confident_at*.
    Other candidates follow, with no more than what is left.
    """
    by = (f"{coded.title} ({name})",)
    whole = sum(coded.votes)
    shares = zip(coded.codes, coded.votes, strict=True)
    first = [candidate(code, round(votes / whole, 4), by) for code, votes in shares]
    given = {each.code for each in first}
    others = (*((match.best,) if match.best else ()), *match.alternatives)
    least = min(1 - coded.share, first[-1].score)
    left = [
        replace(each, score=round(each.score * least, 4))
        for each in others
        if each.code not in given
    ]
    candidates = (*first, *left)
    sure = coded.share >= (SURE if confident_at is None else confident_at)
    return replace(
        match,
        band="confident" if sure else "needs review",
        best=candidates[0],
        margin=round(candidates[0].score - sum(each.score for each in candidates[1:2]), 4),
        alternatives=candidates[1:top],
        p=round(coded.share, 4),
        doubts=() if sure else (f"only {coded.share:.0%} of its rows in {name} have this code",),
        language=None,
    )
