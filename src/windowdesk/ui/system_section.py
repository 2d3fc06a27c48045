"""The base of the sections of the 系统 screen."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from windowdesk.services.print_port import PrintersSeen
from windowdesk.services.session import Session
from windowdesk.services.spreadsheet_port import Sheet as Table
from windowdesk.settings import Settings
from windowdesk.ui.acts import KeyAct
from windowdesk.ui.kit import Kit
from windowdesk.ui.sheet import Sheet

Result = TypeVar("Result")


@dataclass(frozen=True)
class MachineLine:
    """One line about this machine; ``cure`` says what to do where it is not well."""

    name: str
    text: str
    well: bool = True
    cure: str = ""


@dataclass(frozen=True)
class Machine:
    """This machine: its settings, what it finds in itself, its printers, and how they are kept.

    ``read_sheet`` reads the first sheet of a spreadsheet file.
    """

    settings: Settings
    look: Callable[[], tuple[MachineLine, ...]]
    printers: Callable[[], PrintersSeen]
    save: Callable[[Mapping[str, object]], Settings]
    read_sheet: Callable[[Path], Table]


@dataclass(frozen=True)
class SystemGround:
    """What all sections work with."""

    kit: Kit
    session: Session
    machine: Machine


class SystemSection(QWidget):
    """A section of the screen. ``edited`` on every change; ``saved`` when it was stored."""

    code: ClassVar[str]
    title: ClassVar[str]
    lead: ClassVar[str] = ""
    save_text: ClassVar[str] = ""  # the words of F9; '' where there is nothing to store

    new_text: ClassVar[str] = ""  # the words of F2
    letter: ClassVar[str] = ""  # its key with Alt, where the digits are used up

    edited = Signal()
    sheet_wanted = Signal(Sheet)
    sheet_done = Signal()

    def __init__(self, ground: SystemGround) -> None:
        super().__init__()
        self.kit, self.session, self.machine = ground.kit, ground.session, ground.machine
        self.theme = ground.kit.theme

    def load(self) -> None:
        """Ask for what is shown; called whenever the section comes to the front, and on F5."""

    def save(self) -> None:
        """F9."""

    def new(self) -> None:
        """F2."""

    def acts(self) -> tuple[KeyAct, ...]:
        """Return further keys of the section."""
        return ()

    def take_focus(self) -> None:
        """Put the focus where work begins."""
        self.focusNextChild()

    def run(self, work: Callable[[], Result], on_done: Callable[[Result], None]) -> None:
        """Do ``work`` off the GUI thread; errors become a banner."""
        self.kit.tasks.run(work, on_done, self.kit.notifier.failed)
