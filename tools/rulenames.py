"""
Writes the names of all rules and groups into the schema of ``canon.yaml``, for editors.

``python tools/rulenames.py`` updates them, ``--check`` exits with 1 if they are not up to date.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from levelctl.canon import package_data
from levelctl.lint.catalogue import RULES
from levelctl.lint.explanation import explanation

PATH = package_data.SCHEMAS / "canon.schema.json"


def main() -> None:
    text = PATH.read_text("utf-8")
    updated = with_names(text)
    if "--check" in sys.argv[1:]:
        if text != updated:
            sys.exit(f"{PATH} lacks names of rules: run tools/rulenames.py")
        return
    PATH.write_text(updated, "utf-8")


def with_names(text: str) -> str:
    """Return the schema *text* with the names of all rules at the places that accept them."""
    schema: dict[str, Any] = json.loads(text)
    groups = dict.fromkeys(rule.group for rule in RULES)
    schema["$defs"]["rule"]["enum"] = [*groups, *(rule.name for rule in RULES)]
    schema["properties"]["check"]["properties"]["severity"]["properties"] = {
        rule.name: {
            "description": explanation(rule).asks.rstrip("."),
            "$ref": "#/$defs/severity",
        }
        for rule in RULES
    }
    return f"{json.dumps(schema, indent=2, ensure_ascii=False)}\n"


if __name__ == "__main__":
    main()
