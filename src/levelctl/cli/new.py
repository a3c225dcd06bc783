"""``levelctl new``: creates files of a canon to fill in."""

from __future__ import annotations

import datetime as dt
import shlex
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from levelctl.cli import views
from levelctl.cli.options import PageFormatOption
from levelctl.cli.session import PageFormat, Session
from levelctl.errors import LevelctlError

if TYPE_CHECKING:
    from levelctl.answers.new.writing import New
    from levelctl.ladders.records import ReadingOptions

EXAMPLES = (
    "levelctl new canon our-levels",
    "levelctl new canon our-levels --from engineering.yml",
    'levelctl new function "Product Marketing" --family product',
    'levelctl new focus "Growth Manager" --function TECHNI2 --levels P2..P5',
)


class NewKind(StrEnum):
    CANON = "canon"
    FUNCTION = "function"
    FOCUS = "focus"


def command(
    context: typer.Context,
    kind: Annotated[NewKind, typer.Argument(help="What to create.")],
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME", help="Name of the function or focus; for a canon, its folder."
        ),
    ],
    title: Annotated[
        str | None,
        typer.Option("--name", help="For a canon: its name. Default: the name of its folder."),
    ] = None,
    family: Annotated[
        str | None,
        typer.Option(
            "--family",
            metavar="SLUG",
            help="For a function: its family; required if there are several.",
        ),
    ] = None,
    function: Annotated[
        str | None,
        typer.Option(
            "--function", metavar="NAME", help="For a focus: its function, by code, name or slug."
        ),
    ] = None,
    levels: Annotated[
        str | None,
        typer.Option(
            "--levels", metavar="RANGE", help="For a focus: its levels, such as P1..P6 or P2,M1."
        ),
    ] = None,
    source: Annotated[
        Path | None,
        typer.Option(
            "--from",
            metavar="SOURCE",
            help="For a canon: the file or folder with a ladder to import.",
        ),
    ] = None,
    source_kind: Annotated[
        str | None,
        typer.Option(
            "--kind", metavar="KIND", help="For --from: the kind of source, if it is not found."
        ),
    ] = None,
    source_map: Annotated[
        Path | None,
        typer.Option(
            "--map", metavar="FILE", help="For --from: a map.yaml that says how to read a table."
        ),
    ] = None,
    column: Annotated[
        list[str] | None,
        typer.Option(
            "--column", metavar="KEY=HEADING", help="For --from: the column that holds a key."
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="For --from: show what would happen; write nothing.")
    ] = False,
    keep_mine: Annotated[
        bool,
        typer.Option(
            "--keep-mine", help="For --from: your lines win over a newer source, for good."
        ),
    ] = False,
    form: PageFormatOption = PageFormat.TEXT,
) -> None:
    """
    Create a canon, function or focus, as commented files to fill in.

    The files load right away, with minted codes. `levelctl check` lists what is left to fill in.
    The paths of the files are printed. Existing files are never overwritten.
    """
    session = Session.of(context)
    options = {
        "--name": title,
        "--family": family,
        "--function": function,
        "--levels": levels,
        "--from": source,
        "--kind": source_kind,
        "--map": source_map,
        "--column": column or None,
        "--dry-run": dry_run or None,
        "--keep-mine": keep_mine or None,
    }
    _refuse_other_options(kind, [option for option, value in options.items() if value is not None])
    if kind is NewKind.CANON and source:
        reading = _reading(source_kind, title, source_map, column or [], keep_mine=keep_mine)
        result = _imported(session, Path(name), source, reading, dry_run=dry_run)
    elif kind is NewKind.CANON:
        if source_kind or source_map or column or dry_run or keep_mine:
            raise LevelctlError(
                "--kind, --map, --column, --dry-run and --keep-mine are about a source, and there "
                "is none",
                hint="give the file or folder with the ladder after --from",
            )
        result = _canon(Path(name), title)
    elif kind is NewKind.FUNCTION:
        result = _function(session, name, family)
    else:
        result = _focus(session, name, function, levels)
    path = result.canon if result.kind == NewKind.CANON else result.written[0]
    then = f"next: levelctl check {shlex.quote(path)}"
    remark = "nothing was written, because of --dry-run" if dry_run else then
    session.answer(form, result, views.NEW, remark=remark)


OPTIONS = {
    NewKind.CANON: ("--name", "--from", "--kind", "--map", "--column", "--dry-run", "--keep-mine"),
    NewKind.FUNCTION: ("--family",),
    NewKind.FOCUS: ("--function", "--levels"),
}
"""The options of each kind."""


def _refuse_other_options(kind: NewKind, options: list[str]) -> None:
    other = next((option for option in options if option not in OPTIONS[kind]), None)
    if other:
        raise LevelctlError(
            f"new {kind} does not take {other}",
            hint=f"new {kind} takes {_listed(OPTIONS[kind])}",
        )


def _listed(options: tuple[str, ...]) -> str:
    *others, last = options
    return f"{', '.join(others)} and {last}" if others else last


def _reading(
    kind: str | None,
    name: str | None,
    map_path: Path | None,
    columns: list[str],
    *,
    keep_mine: bool,
) -> ReadingOptions:
    from levelctl.ladders.maps import columns_of, map_of
    from levelctl.ladders.records import ReadingOptions

    said = map_of(map_path) if map_path else {}
    said_kind = said.get("kind")
    return ReadingOptions(
        kind=kind or (said_kind if isinstance(said_kind, str) else None),
        name=name,
        map=said,
        map_path=str(map_path or ""),
        columns=columns_of(columns),
        keep_mine=keep_mine,
    )


def _imported(
    session: Session, folder: Path, source: Path, options: ReadingOptions, *, dry_run: bool
) -> New:
    """Create the canon, with the report of its import, and say what became of the source."""
    from levelctl.answers.new.importing import plan_import
    from levelctl.answers.new.writing import planned
    from levelctl.layout import import_report
    from levelctl.output import json, markdown
    from levelctl.record import replace

    today = dt.datetime.now(tz=dt.UTC).date()
    try:
        work = plan_import(folder, source, options, today.isoformat())
    except LevelctlError as error:
        for note in getattr(error, "__notes__", ())[: import_report.MOST_REMARKS]:
            session.remark(note)
        raise
    names = dict.fromkeys(("import-report.md", "import-report.json"), "")
    plan = replace(work.plan, files=work.plan.files | names)
    result = replace(planned(folder, plan), imported=work.report)
    texts = (markdown.export(import_report.document(work.report)), json.export(result))
    reports = dict(zip(names, texts, strict=True))
    if dry_run:
        work.check(folder)
    else:
        work.write(folder, reports)
    path = "" if dry_run else str(folder / "import-report.md")
    for remark in import_report.remarks(work.report, path):
        session.remark(remark)
    return result


def _canon(folder: Path, title: str | None) -> New:
    from levelctl.answers.new.plans import plan_canon
    from levelctl.answers.new.writing import write

    today = dt.datetime.now(tz=dt.UTC).date()
    return write(folder, plan_canon(title or folder.resolve().name, today.isoformat()))


def _function(session: Session, name: str, family: str | None) -> New:
    from levelctl.answers.new.plans import plan_function
    from levelctl.answers.new.writing import write

    root = _writable_canon(session)
    return write(root, plan_function(session.open(), name, family))


def _focus(session: Session, name: str, function: str | None, levels: str | None) -> New:
    from levelctl.answers.new.plans import levels_left_out, plan_focus
    from levelctl.answers.new.writing import write

    if not function or not levels:
        raise LevelctlError(
            f"a focus needs {'a function' if not function else 'levels'}",
            hint="give --function NAME and --levels RANGE; levelctl list shows the functions",
        )
    root = _writable_canon(session)
    canon = session.open()
    made = write(root, plan_focus(canon, name, function, levels))
    beside = levels_left_out(canon.ladder, levels)
    if beside:
        also = ",".join((levels.replace(" ", ""), *beside))
        session.remark(
            f"{levels} leaves out {', '.join(beside)}, which no level of the range follows; "
            f"--levels {also} has all"
        )
    return made


def _writable_canon(session: Session) -> Path:
    """
    Return the folder of the canon to write to, relative to the current folder if possible.

    Raises LevelctlError if it is the reference canon and --canon did not name it.
    """
    from levelctl.canon import package_data
    from levelctl.canon.locate import locate
    from levelctl.lint.check import display_path

    root = locate(session.canon)
    if session.canon is None and root.resolve() == package_data.CANON.resolve():
        raise LevelctlError(
            "there is no canon here to write to; the reference canon belongs to levelctl",
            hint="create one with levelctl new canon FOLDER, or choose one with --canon FOLDER",
        )
    return display_path(root) if root.is_absolute() else root
