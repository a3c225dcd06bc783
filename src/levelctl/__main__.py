"""The program's entry point. Whatever happens, it ends with an exit code of the contract."""

from __future__ import annotations

import sys
from typing import NoReturn

INTERRUPTED = 130


def main() -> NoReturn:
    """Answer the command line, and exit."""
    # Imported in here: Ctrl-C during the imports is an interruption too, not a traceback.
    try:
        from levelctl.cli.run import run

        code = run(sys.argv[1:])
    except KeyboardInterrupt:
        code = INTERRUPTED
    raise SystemExit(code)


if __name__ == "__main__":
    main()
