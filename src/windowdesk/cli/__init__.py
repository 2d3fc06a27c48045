"""Commands; without an argument the program opens."""

import sys

from windowdesk.app import lazy
from windowdesk.cli.output import complain
from windowdesk.settings import SettingsFaulty


def main() -> None:
    """Open the program, or run the command that the arguments name."""
    if len(sys.argv) > 1:
        lazy("cli.root").run()
    try:
        sys.exit(lazy("app.desktop").open_program())
    except SettingsFaulty as problem:
        complain(problem.text)
        sys.exit(1)
