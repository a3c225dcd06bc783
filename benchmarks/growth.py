"""
How levelctl grows with its canon: cold, warm, after one change, memory and sizes.

``python benchmarks/growth.py [PROFILES ...]`` makes canons of these sizes (100, 1,000, 10,000
and 50,000 if none are given) and times ``levelctl show`` and then ``levelctl check`` on each,
the median of five runs where a run can be repeated. Memory is the largest process's peak.

Last it times ``levelctl match`` on canons of those sizes up to 10,000 with 30 aliases a focus, as
many as the reference canon has: one title, in turn with a minimal app of the same Typer, and a
batch of 10,000 titles that are made as the aliases are, with another seed.
"""

from __future__ import annotations

import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import makecanon
from levelctl import open_canon
from levelctl.cache.freshness import MTIME_GRANULARITY
from startup import LEVELCTL, MINIMAL, compile_bytecode

SIZES = (100, 1_000, 10_000, 50_000)
RUNS = 5
MATCH_RUNS = 11
ALIASES = 30
"""The aliases of a focus where titles are matched."""
MATCHED = 10_000
"""The profiles of the largest canon with so many, and the titles of a batch."""
SEED = 7

Arguments = tuple[str, ...]


def main() -> None:
    compile_bytecode()
    sizes = [int(size) for size in sys.argv[1:]] or SIZES
    for command in (show, check):
        print(f"\nlevelctl {command.__name__}\n")
        print(
            "| profiles | files | YAML | store | cold | a profile | peak memory | warm "
            "| after one change | change against cold |"
        )
        print("|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|")
        for size in sizes:
            with tempfile.TemporaryDirectory() as folder:
                print(row(Path(folder), size, command), flush=True)
    print("\nlevelctl match\n")
    print("| aliases | files | store | cold | a minimal app | one title | × | titles a second |")
    print("|---:|---:|---:|---:|---:|---:|---:|---:|")
    for size in sizes:
        if size <= MATCHED:
            with tempfile.TemporaryDirectory() as folder:
                print(match_row(Path(folder), size), flush=True)


def show(canon: Path) -> Arguments:
    code = open_canon(canon, cache=False).foci[-1].profiles[0].code
    return ("show", str(code), "-f", "json")


def check(_: Path) -> Arguments:
    # The random words of a generated canon are not prose, so findings about prose are not timed.
    return ("check", "--fail-on", "error")


def row(folder: Path, size: int, command: Callable[[Path], Arguments]) -> str:
    canon, cache = folder / "canon", folder / "cache"
    makecanon.make(canon, size)
    files = list(canon.rglob("*.yaml"))
    arguments = ("--canon", str(canon), *command(canon))
    time.sleep(MTIME_GRANULARITY / 1e9)

    cold = median(timed(arguments, cache, clear=True) for _ in range(3))
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    timed(arguments, cache)
    warm = median(timed(arguments, cache) for _ in range(RUNS))
    change = median(after_change(arguments, cache, files[-1]) for _ in range(RUNS))
    store = sum(path.stat().st_size for path in cache.rglob("*.sqlite"))
    yaml = sum(path.stat().st_size for path in files)
    return (
        f"| {size:,} | {len(files):,} | {yaml / 1e6:.1f} MB | {store / 1e6:.1f} MB "
        f"| {cold:.2f} s | {cold / size * 1000:.2f} ms | {memory:.0f} MB | {warm * 1000:.0f} ms "
        f"| {change * 1000:.0f} ms | {change / cold:.3f} × |"
    )


def match_row(folder: Path, size: int) -> str:
    canon, cache = folder / "canon", folder / "cache"
    makecanon.make(canon, size, aliases=ALIASES)
    minimal = folder / "minimal.py"
    minimal.write_text(MINIMAL)
    drawn, taken = random.Random(SEED), set[str]()  # noqa: S311 - no secret depends on it
    titles = [makecanon.title(drawn, taken) for _ in range(MATCHED)]
    batch = folder / "titles.txt"
    batch.write_text("".join(f"{title}\n" for title in titles), "utf-8")
    match = ("--canon", str(canon), "--quiet", "match")
    time.sleep(MTIME_GRANULARITY / 1e9)

    cold = median(timed((*match, titles[0]), cache, clear=True) for _ in range(3))
    pairs = [
        (ran(sys.executable, str(minimal), "show", "x"), timed((*match, titles[0]), cache))
        for _ in range(MATCH_RUNS)
    ]
    base, one = (median(each) for each in zip(*pairs, strict=True))
    many = median(timed((*match, "--from", str(batch)), cache) for _ in range(3))
    store = sum(path.stat().st_size for path in cache.rglob("*.sqlite"))
    foci = size // len(makecanon.LEVELS)
    return (
        f"| {ALIASES * foci:,} | {sum(1 for _ in canon.rglob('*.yaml')):,} | {store / 1e6:.1f} MB "
        f"| {cold:.2f} s | {base * 1000:.0f} ms | {one * 1000:.0f} ms | {one / base:.2f} "
        f"| {len(titles) / (many - one):,.0f} |"
    )


def timed(arguments: Arguments, cache: Path, *, clear: bool = False) -> float:
    """Return the seconds that an answer takes, from a cache that is there or cleared first."""
    if clear:
        shutil.rmtree(cache, ignore_errors=True)
    environment = {"XDG_CACHE_HOME": str(cache), "XDG_DATA_HOME": str(cache), "PATH": ""}
    return ran(LEVELCTL, *arguments, **environment)


def ran(*program: str, **environment: str) -> float:
    """Return the seconds that *program* takes in its *environment*; no title found is an answer."""
    start = time.perf_counter()
    found = subprocess.run(program, capture_output=True, check=False, env=environment)
    if found.returncode > 1:
        raise SystemExit(f"{' '.join(program)} ended with {found.returncode}: {found.stderr!r}")
    return time.perf_counter() - start


def after_change(arguments: Arguments, cache: Path, path: Path) -> float:
    """Return the seconds that the first answer takes after a change of the file *path*."""
    path.write_text(path.read_text("utf-8").replace("summary: ", "summary: Now ", 1), "utf-8")
    return timed(arguments, cache)


if __name__ == "__main__":
    main()
