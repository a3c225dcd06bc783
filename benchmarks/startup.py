"""
How long levelctl takes to answer, beside a minimal app of the same Typer.

Every command is run in turn, round after round, so that a noisy moment hits all of them;
the figures are medians. Bytecode is compiled first. Run it with the Python that has
levelctl: ``python benchmarks/startup.py [ROUNDS]``.
"""

from __future__ import annotations

import compileall
import importlib.util
import os
import pty
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROUNDS = 15

BARE = "python -c pass"

CODE = "TECHNI2.TECHNICAF44E.P2"

MINIMAL = """
import typer

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command()
def show(ref: str) -> None:
    print(ref)


@app.command()
def other(ref: str) -> None:
    print(ref)


app()
"""

IMPORTS = {
    "typer": "typer",
    "rich": "rich.console, rich.table",
    "ruamel.yaml": "ruamel.yaml",
    "jsonschema-rs": "jsonschema_rs",
}

COMMANDS = {
    "show CODE -f json": ("show", CODE, "-f", "json"),
    "show CODE, piped": ("show", CODE),
    "show CODE, terminal": ("show", CODE),
    "diff P2 P4, piped": ("diff", "P2", "P4"),
    "diff P2 P4 --in, terminal": ("diff", "P2", "P4", "--in", "TECHNICAF44E"),
    "--version": ("--version",),
    "--help": ("--help",),
}


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    compile_bytecode()
    with tempfile.TemporaryDirectory() as folder:
        minimal = Path(folder) / "minimal.py"
        minimal.write_text(MINIMAL)
        programs = {
            "minimal Typer app": (sys.executable, str(minimal), "show", "x"),
            BARE: (sys.executable, "-c", "pass"),
            **{name: (sys.executable, "-m", "levelctl", *rest) for name, rest in COMMANDS.items()},
            **{name: (sys.executable, "-c", f"import {what}") for name, what in IMPORTS.items()},
        }
        times: dict[str, list[float]] = {name: [] for name in programs}
        for _ in range(rounds):
            for name, program in programs.items():
                times[name].append(timed(program, terminal=name.endswith("terminal")))
    report(times, rounds)


def compile_bytecode() -> None:
    for package in ("levelctl", "typer", "rich", "ruamel.yaml", "jsonschema_rs"):
        spec = importlib.util.find_spec(package)
        for folder in (spec.submodule_search_locations or ()) if spec else ():
            compileall.compile_dir(folder, quiet=2)


def timed(program: tuple[str, ...], *, terminal: bool) -> float:
    """Return the seconds that *program* takes as a process, its output on a pipe or a pty."""
    start = time.perf_counter()
    if terminal:
        run_on_pty(program)
    else:
        subprocess.run(program, capture_output=True, check=True)
    return time.perf_counter() - start


def run_on_pty(program: tuple[str, ...]) -> None:
    ours, theirs = pty.openpty()
    with subprocess.Popen(program, stdin=theirs, stdout=theirs, stderr=theirs) as process:
        os.close(theirs)
        try:
            while os.read(ours, 65536):
                pass
        except OSError:  # Linux says so when the other end is closed
            pass
    os.close(ours)
    if process.returncode:
        raise SystemExit(f"{' '.join(program)} ended with {process.returncode}")


def report(times: dict[str, list[float]], rounds: int) -> None:
    base = median(times["minimal Typer app"])
    print(f"medians of {rounds} interleaved runs, Python {sys.version.split()[0]}\n")
    print("| what | ms | against a minimal Typer app |")
    print("|---|---:|---:|")
    for name in ("minimal Typer app", BARE, *COMMANDS):
        middle = median(times[name])
        print(f"| {name} | {middle * 1000:.0f} | {middle / base:.2f} × |")
    print("\n| import of | ms over python -c pass |")
    print("|---|---:|")
    for name in IMPORTS:
        print(f"| {name} | {(median(times[name]) - median(times[BARE])) * 1000:.0f} |")


if __name__ == "__main__":
    main()
