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
    CommandEntry(
        "near", "levelctl.cli.near", "Find the roles around a profile, each with its distance."
    ),
    CommandEntry("pay", "levelctl.cli.pay", "Show pay with its basis, and a salary's place in it."),
    CommandEntry(
        "crosswalk", "levelctl.cli.crosswalk", "From a role to codes of occupations, and back."
    ),
    CommandEntry(
        "rubric", "levelctl.cli.rubric", "Tables of levels against what tells them apart."
    ),
    CommandEntry("list", "levelctl.cli.list", "List what the canon holds, as a tree or as rows."),
    CommandEntry("check", "levelctl.cli.check", "Tell the faults of a canon, each with its place."),
    CommandEntry("rule", "levelctl.cli.rule", "Explain what check asks for, rule by rule."),
    CommandEntry(
        "new", "levelctl.cli.new", "Begin a canon, a function or a focus: files to fill in."
    ),
    CommandEntry(
        "import", "levelctl.cli.imports", "Import a scheme of occupations to look codes up in."
    ),
    CommandEntry(
        "completion", "levelctl.cli.completion", "Print what makes TAB work in your shell."
    ),
    CommandEntry(
        "help", "levelctl.cli.help", "Explain a command, exit codes, formats or references."
    ),
    CommandEntry(
        "cache", "levelctl.cli.cache", "Show or clear what is kept of a canon to answer fast."
    ),
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
levelctl match tech PM                   which code and level a title is
levelctl near TECHNI2.TECHNICAF44E.P2    which roles are close
levelctl pay TECHNI2.TECHNICAF44E.P2     what it pays
levelctl list                            what there is
levelctl check                           what is wrong with a canon
"""

HELP = f"""
Job architecture as code: what a level expects, what changes at the next.

\b
{QUESTIONS}"""

OVERVIEW = f"""\
levelctl: job architecture as code.

{QUESTIONS}
levelctl --help lists every command, levelctl COMMAND --help explains one.
levelctl help references says how to write which role you mean.
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
    """Answer what was asked before any command: nothing but help."""
    if context.invoked_subcommand is None:
        sys.stdout.write(OVERVIEW)
