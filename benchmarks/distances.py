"""
How near grows with its canon: one profile's neighbors, and all pairs of profiles.

``python benchmarks/distances.py`` prints two tables. The first times ``levelctl near CODE`` in each
space beside ``levelctl show CODE``, both warm and in turn, as medians of eleven runs, on canons of
up to 10,000 profiles. The second times the distances of all pairs from Python, each profile to
all others in order, on canons of up to 2,000 profiles, as the best of three. The ten structural
neighbors are found in the family; what ``--band`` asks for makes it look at all profiles.
"""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path
from statistics import median

import makecanon
from levelctl import open_canon
from levelctl.answers.near import SPACES, space_of
from levelctl.cache.freshness import MTIME_GRANULARITY
from levelctl.space.measures import Space
from startup import LEVELCTL, compile_bytecode, timed

SIZES = (100, 1_000, 10_000)
PAIRED = (250, 500, 1_000, 2_000)
RUNS = 11

NEAR = {
    **{name: ("--space", name) for name in SPACES},
    "structural@1, --band needs-review": ("--band", "needs-review"),
}
"""The options of what is timed, by name."""


def main() -> None:
    compile_bytecode()
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"XDG_CACHE_HOME": f"{folder}/cache", "XDG_DATA_HOME": f"{folder}/data"}
        canons = {size: Path(folder) / str(size) for size in sorted({*SIZES, *PAIRED})}
        for size, canon in canons.items():
            makecanon.make(canon, size)
        time.sleep(MTIME_GRANULARITY / 1e9)
        one_profile(canons)
        all_pairs(canons)


def one_profile(canons: dict[int, Path]) -> None:
    """Print how long finding the neighbors of one profile takes, compared with its page."""
    print("| profiles | show | " + " | ".join(f"near, {name} | ×" for name in NEAR) + " |")
    print("|---:|---:|" + "---:|---:|" * len(NEAR))
    for size in SIZES:
        print(f"| {size:,} | {beside_show(canons[size])} |", flush=True)


def beside_show(canon: Path) -> str:
    foci = open_canon(canon).foci
    code = str(foci[len(foci) // 2].profiles[2].code)
    where = (LEVELCTL, "--canon", str(canon))
    programs: list[tuple[str, ...]] = [(*where, "show", code)]
    programs += [(*where, "near", code, *options) for options in NEAR.values()]
    for program in programs:
        timed(program, terminal=False)
    runs = [[timed(program, terminal=False) for program in programs] for _ in range(RUNS)]
    show, *near = (median(each) for each in zip(*runs, strict=True))
    cells = (f"{each * 1000:.0f} ms | {each / show:.2f}" for each in near)
    return " | ".join((f"{show * 1000:.0f} ms", *cells))


def all_pairs(canons: dict[int, Path]) -> None:
    """Print how long the distances of all pairs take, and how that grows."""
    print("\n| space | profiles | pairs | seconds | a pair | against half as many |")
    print("|---|---:|---:|---:|---:|---:|")
    for name in SPACES:
        before = None
        for size in PAIRED:
            pairs, seconds = paired(space_of(open_canon(canons[size]), name), canons[size])
            growth = f"{seconds / before:.2f} ×" if before else ""
            each = f"{seconds / pairs * 1e6:.2f} µs"
            cells = (name, f"{size:,}", f"{pairs:,}", f"{seconds:.2f}", each, growth)
            print(f"| {' | '.join(cells)} |", flush=True)
            before = seconds


def paired(space: Space, folder: Path) -> tuple[int, float]:
    """Return how many pairs have a distance in *space*, and the seconds that all of them take."""
    canon = open_canon(folder)
    levels = frozenset(level.code for level in canon.ladder.levels)
    profiles = [profile for focus in canon.foci for profile in focus.profiles]
    times = []
    for _ in range(3):
        start = time.perf_counter()
        pairs = sum(len(space.nearest(profile, None, levels)) for profile in profiles)
        times.append(time.perf_counter() - start)
    return pairs, min(times)


if __name__ == "__main__":
    main()
