"""
A file is valid YAML, limited to what a canon allows.

levelctl cannot read invalid YAML. Anchors, tags, a second document, control characters, and
unlimited size or depth can hide content from a reviewer, so a canon does not allow them. Neither
does it allow a link that leads out of the canon's repository, because it would show other files.

Bad:

    code: CLINICNU8D35
    name: "Clinic Nurse

Good:

    code: CLINICNU8D35
    name: "Clinic Nurse"
"""

from __future__ import annotations

from levelctl.diagnostics import Severity
from levelctl.lint.rule import FileRule

RULE = FileRule("syntax", Severity.ERROR, "structure", __name__)
