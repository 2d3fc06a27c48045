"""Commands; without an argument the program opens."""

import sys

from windowdesk.app import lazy


def main() -> None:
    """Open the program, or run the command that the arguments name."""
    if len(sys.argv) == 1:
        sys.exit(lazy("app.desktop").open_program())
    lazy("cli.root").run()
