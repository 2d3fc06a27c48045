"""Picks the way to paper that this machine has."""

import shutil
import sys

from windowdesk.devices.cups import CupsSpooler
from windowdesk.devices.none import NoPrinter
from windowdesk.services.print_port import Spooler

# Qt's print module is loaded only where it prints: without a screen its libraries may be missing.
if sys.platform == "win32":
    from windowdesk.devices.windows import WindowsSpooler


def spooler_for_this_machine(server: str | None = None) -> Spooler:
    """Return the spooler of this machine; ``server`` (host:port) asks for CUPS at that place.

    Without ``server``: the printers of Windows, elsewhere CUPS if its commands are installed, else
    NoPrinter. Nothing is contacted yet: a print system that is away says so at the first call.
    """
    if server:
        return CupsSpooler(server)
    if sys.platform == "win32":
        return WindowsSpooler()
    return CupsSpooler() if shutil.which("lp") else NoPrinter()
