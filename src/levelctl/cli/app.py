"""The program: its commands, in the order of its help."""

from __future__ import annotations

import sys

import typer

from levelctl.cli.lazy_group import CommandEntry, lazy_group
from levelctl.cli.options import (
    CanonOption,
    ColorOption,
    NoCacheOption,
    NoPagerOption,
    QuietOption,
    VersionOption,
)

COMMANDS = (
    CommandEntry("show", "levelctl.cli.show", "Show a profile, focus, function, family or level."),
    CommandEntry(
        "diff", "levelctl.cli.diff", "Compare two to four levels or profiles side by side."
    ),
    CommandEntry("match", "levelctl.cli.match", "Find the code and level that job titles mean."),
    CommandEntry(
        "path", "levelctl.cli.path", "Find a route from one profile to another, step by step."
    ),
    CommandEntry("near", "levelctl.cli.near", "Find the nearest roles, each with its distance."),
    CommandEntry("pay", "levelctl.cli.pay", "Show a pay range, and where a salary is in it."),
    CommandEntry(
        "crosswalk", "levelctl.cli.crosswalk", "Map a role to occupation codes, or a code to roles."
    ),
    CommandEntry("rubric", "levelctl.cli.rubric", "Show tables that compare levels."),
    CommandEntry(
        "skills", "levelctl.cli.skills", "List the shared skills, and how many need each."
    ),
    CommandEntry(
        "list", "levelctl.cli.list", "List the contents of the canon, as a tree or as rows."
    ),
    CommandEntry(
        "check", "levelctl.cli.check", "Check a canon and report every finding with its place."
    ),
    CommandEntry("rule", "levelctl.cli.rule", "Explain the rules of check."),
    CommandEntry(
        "review", "levelctl.cli.review", "Read duties one by one, and see what readers say."
    ),
    CommandEntry("new", "levelctl.cli.new", "Create a canon, function or focus to fill in."),
    CommandEntry(
        "rebase", "levelctl.cli.rebase", "Accept what changed in the canon that this one extends."
    ),
    CommandEntry("import", "levelctl.cli.imports", "Import occupation codes or wages to look up."),
    CommandEntry(
        "completion", "levelctl.cli.completion", "Print the Tab completion script for your shell."
    ),
    CommandEntry(
        "help", "levelctl.cli.help", "Explain a command, exit codes, formats or references."
    ),
    CommandEntry("cache", "levelctl.cli.cache", "Show or clear the cache."),
)

app = typer.Typer(
    cls=lazy_group(COMMANDS),
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
)


QUESTIONS = """\
levelctl show TECHNI2.TECHNICAF44E.P2    what is expected at a level
levelctl diff P2 P4                      what changes between two
levelctl match tech PM                   which code and level a title means
levelctl near TECHNI2.TECHNICAF44E.P2    which roles are close
levelctl pay TECHNI2.TECHNICAF44E.P2     what it pays
levelctl list                            what the canon contains
levelctl check                           what is wrong with a canon
"""

HELP = f"""
Job architecture as code: what a level expects, what changes at the next.

\b
{QUESTIONS}"""

OVERVIEW = f"""\
levelctl: job architecture as code.

{QUESTIONS}
levelctl --help lists all commands; levelctl COMMAND --help explains one.
levelctl help references explains how to refer to a role.
"""


@app.callback(invoke_without_command=True, help=HELP)
def levelctl(
    context: typer.Context,
    canon: CanonOption = None,
    color: ColorOption = None,
    quiet: QuietOption = False,
    no_cache: NoCacheOption = False,
    no_pager: NoPagerOption = False,
    version: VersionOption = False,
) -> None:
    """Without a command, print an overview."""
    if context.invoked_subcommand is None:
        sys.stdout.write(OVERVIEW)
