"""
Writes reports as JUnit XML for GitLab and Jenkins: a suite per canon, a case per finding.

A case fails if its finding makes check fail; otherwise it passes and contains the finding as
output. The name of a case includes its place, because both tools merge cases of the same name.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator
from pathlib import PurePath

from levelctl.diagnostics import Diagnostic
from levelctl.lint.report import Checked, Report
from levelctl.text.safe import visible


def export(report: Report) -> str:
    """
    Return *report* as an XML document in ASCII.

    A canon without findings has one case, which passes.
    """
    suites = ET.Element("testsuites", name="levelctl check")
    for canon, diagnostics in _by_canon(report):
        suites.append(_suite(canon, diagnostics))
    ET.indent(suites)
    # In ASCII, and without the name of an encoding, because that of the output may be any.
    return f'<?xml version="1.0"?>\n{ET.tostring(suites).decode("ascii")}\n'


def _by_canon(report: Report) -> Iterator[tuple[Checked, list[Diagnostic]]]:
    """
    Return each canon with the findings in its folder; of nested canons, the innermost counts.

    A finding in no folder is of a canon below an overlay, whose findings come one after another.
    """
    innermost_first = sorted(report.canons, key=lambda canon: -len(PurePath(canon.folder).parts))
    by_folder: dict[str, list[Diagnostic]] = {canon.folder: [] for canon in report.canons}
    folder = report.canons[0].folder if report.canons else ""
    for diagnostic in report.diagnostics:
        path = PurePath(diagnostic.path)
        having = (canon.folder for canon in innermost_first if path.is_relative_to(canon.folder))
        folder = next(having, folder)
        by_folder[folder].append(diagnostic)
    return ((canon, by_folder[canon.folder]) for canon in report.canons)


def _suite(canon: Checked, diagnostics: Iterable[Diagnostic]) -> ET.Element:
    cases = [
        _case(diagnostic, fails=diagnostic.severity.reaches(canon.fail_on))
        for diagnostic in diagnostics
    ]
    name = visible(canon.folder)
    cases = cases or [ET.Element("testcase", classname=name, name="nothing is wrong")]
    failures = sum(case.find("failure") is not None for case in cases)
    suite = ET.Element(
        "testsuite",
        name=name,
        tests=str(len(cases)),
        failures=str(failures),
        errors="0",
        skipped="0",
    )
    suite.extend(cases)
    return suite


def _case(diagnostic: Diagnostic, *, fails: bool) -> ET.Element:
    path, message = visible(diagnostic.path), visible(diagnostic.message)
    span = diagnostic.span
    case = ET.Element(
        "testcase",
        classname=path.removesuffix(".yaml"),  # Jenkins would treat the ending as a class
        name=f"{span.line}:{span.column} {message} ({diagnostic.rule})",
        file=path,
        line=str(span.line),
    )
    text = "\n".join(diagnostic.lines())
    if fails:
        ET.SubElement(case, "failure", message=message, type=diagnostic.severity).text = text
    else:
        ET.SubElement(case, "system-out").text = text
    return case
