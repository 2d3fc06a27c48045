"""An act that is done in a sheet: the sheet opens, the act is done once, what was typed is kept.

Desks open the sheets of the window and of the turns of a case through it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

import shiboken6
from PySide6.QtCore import QObject, Signal

from windowdesk.domain.case import Application, Case
from windowdesk.domain.errors import DomainError, EnvironmentProblem
from windowdesk.domain.states import Move
from windowdesk.services.acting import ActReceipt
from windowdesk.ui.act_sheet import ActSheet, Memo
from windowdesk.ui.kit import Kit
from windowdesk.ui.sheet import Sheet

Command = TypeVar("Command")
LATE_ENTRY = "补录"


@dataclass(frozen=True)
class Subject:
    """Whose matter it is: a case, or with ``case_id`` None an application that is being typed."""

    case_id: int | None
    name: str
    item_name: str
    seen_version: int | None = None

    @staticmethod
    def of(case: Case) -> "Subject":
        """Return a case as the screen shows it."""
        application = case.application
        name = application.applicant.name
        return Subject(case.case_id, name, application.item.shown_name, case.version)

    @staticmethod
    def typed(application: Application) -> "Subject":
        """Return an application that is no case yet."""
        return Subject(None, application.applicant.name, application.item.shown_name)

    @property
    def text(self) -> str:
        """Return 段桂兰 · 高龄津贴."""
        return f"{self.name} · {self.item_name}"


@dataclass(frozen=True)
class WindowDone:
    """An act that went through: what it is called, about what, and its receipt."""

    verb: str
    subject: Subject
    receipt: ActReceipt
    move: Move | None = None

    @property
    def can_reverse(self) -> bool:
        """Tell whether the act may be asked to be taken back."""
        return self.verb != LATE_ENTRY

    @property
    def goes_on(self) -> bool:
        """Tell whether the case is back at the window after it."""
        return self.move in {Move.REVERSE, Move.FINISH_CORRECTION}


class SheetActs(QObject):
    """``sheet_wanted`` carries a sheet to open, ``done`` a ``WindowDone``.

    While an act is on its way its sheet takes no second one; a sheet whose act failed keeps
    everything that was typed.
    """

    sheet_wanted = Signal(Sheet)
    done = Signal(object)

    def __init__(self, kit: Kit, parent: QObject) -> None:
        super().__init__(parent)
        self.kit = kit
        self._memos: dict[tuple[type[ActSheet], Subject], Memo] = {}

    def forget(self) -> None:
        """Forget what was typed into sheets that were put aside: the next visitor is here."""
        self._memos.clear()

    def open_sheet(
        self,
        sheet: ActSheet,
        subject: Subject,
        work: Callable[[Command], ActReceipt],
        verb: str | Callable[[Command], str],
        move: Move | None = None,
    ) -> None:
        """Open a sheet; what it wants is done with ``work``."""

        def on_wanted(command: Command) -> None:
            name = verb if isinstance(verb, str) else verb(command)
            sheet.set_busy(f"正在{name}")
            done = partial(self._on_done, sheet, name, subject, move)
            failed = partial(act_failed, self.kit, sheet)
            self.kit.tasks.run(partial(work, command), done, failed)

        key = (type(sheet), subject)
        if key in self._memos:
            sheet.restore(self._memos.pop(key))
        sheet.left.connect(partial(self._keep, key, sheet))
        sheet.wanted.connect(on_wanted)
        self.sheet_wanted.emit(sheet)

    def _keep(self, key: tuple[type[ActSheet], Subject], sheet: ActSheet) -> None:
        """Keep what was typed into a sheet that was put aside; what is done is over."""
        if not sheet.is_done:
            self._memos[key] = sheet.memo()

    def _on_done(
        self, sheet: ActSheet, verb: str, subject: Subject, move: Move | None, receipt: ActReceipt
    ) -> None:
        self._memos.clear()
        if shiboken6.isValid(sheet):
            sheet.is_done = True
            sheet.wants_aside.emit()
        self.done.emit(WindowDone(verb, subject, receipt, move))


def act_failed(kit: Kit, sheet: ActSheet, error: Exception) -> None:
    """Show why an act did not go through: in its sheet, or to all where the sheet has gone."""
    is_there = shiboken6.isValid(sheet)
    if is_there:
        sheet.set_busy("")
    if is_there and isinstance(error, DomainError | EnvironmentProblem):
        sheet.show_error(error)
    else:
        kit.notifier.failed(error)
