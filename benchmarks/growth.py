"""
How levelctl grows with its canon: cold, warm, after one change, memory and sizes.

``python benchmarks/growth.py [PROFILES ...]`` makes canons of these sizes (100, 1,000, 10,000
and 50,000 if none are given) and times ``levelctl show`` on each, the median of five runs
where a run can be repeated. Memory is the largest process's peak.
"""

from __future__ import annotations

import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

import makecanon
from levelctl import open_canon
from levelctl.freshness import SETTLED
from startup import LEVELCTL, compile_bytecode

SIZES = (100, 1_000, 10_000, 50_000)
RUNS = 5


def main() -> None:
    compile_bytecode()
    sizes = [int(size) for size in sys.argv[1:]] or SIZES
    print(
        "| profiles | files | YAML | store | cold | peak memory | warm | after one change "
        "| change against cold |"
    )
    print("|---:|---:|---:|---:|---:|---:|---:|---:|---:|")
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            print(row(Path(folder), size), flush=True)


def row(folder: Path, size: int) -> str:
    canon, cache = folder / "canon", folder / "cache"
    makecanon.make(canon, size)
    files = list(canon.rglob("*.yaml"))
    code = str(open_canon(canon, cache=False).foci[-1].profiles[0].code)
    time.sleep(SETTLED / 1e9)

    cold = median(timed(canon, cache, code, clear=True) for _ in range(3))
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    timed(canon, cache, code)
    warm = median(timed(canon, cache, code) for _ in range(RUNS))
    change = median(after_change(canon, cache, code, files[-1]) for _ in range(RUNS))
    store = sum(path.stat().st_size for path in cache.rglob("*.sqlite"))
    yaml = sum(path.stat().st_size for path in files)
    return (
        f"| {size:,} | {len(files):,} | {yaml / 1e6:.1f} MB | {store / 1e6:.1f} MB "
        f"| {cold:.2f} s | {memory:.0f} MB | {warm * 1000:.0f} ms | {change * 1000:.0f} ms "
        f"| {change / cold:.3f} × |"
    )


def timed(canon: Path, cache: Path, code: str, *, clear: bool = False) -> float:
    """Return the seconds that an answer takes, from a cache that is there or cleared first."""
    if clear:
        shutil.rmtree(cache, ignore_errors=True)
    program = (LEVELCTL, "--canon", str(canon), "show", code, "-f", "json")
    start = time.perf_counter()
    subprocess.run(
        program, capture_output=True, check=True, env={"XDG_CACHE_HOME": str(cache), "PATH": ""}
    )
    return time.perf_counter() - start


def after_change(canon: Path, cache: Path, code: str, path: Path) -> float:
    """Return the seconds that the first answer takes after a change of the file *path*."""
    path.write_text(path.read_text("utf-8").replace("summary: ", "summary: Now ", 1), "utf-8")
    return timed(canon, cache, code)


if __name__ == "__main__":
    main()
