"""Commands; without an argument the program opens."""

import sys

from windowdesk.app import lazy
from windowdesk.cli.output import complain
from windowdesk.settings import Settings, SettingsFaulty


def open_demo(settings: Settings) -> Settings:
    """Found the demo centre unless it is there; return the settings to open it with."""
    tool = lazy("tools.demo")
    chosen: Settings = tool.demo_settings(settings)
    tool.found_demo(chosen)
    return chosen


def main() -> None:
    """Open the program, or run the command that the arguments name."""
    if len(sys.argv) > 1:
        lazy("cli.root").run()
    lazy("app.qt_imports").import_plainly()
    try:
        sys.exit(lazy("app.program").open_program(open_demo))
    except SettingsFaulty as problem:
        complain(problem.text)
        sys.exit(1)
