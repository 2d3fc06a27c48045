"""Identities are wider than Qt's int of 32 bits: a Signal(int) would tell of another case."""

import importlib
import inspect
import pkgutil
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QMetaMethod, QObject

from windowdesk import ui
from windowdesk.ui.acceptance_desk import AcceptanceDesk
from windowdesk.ui.approval_desk import ApprovalDesk
from windowdesk.ui.find_screen import FindScreen
from windowdesk.ui.issue_desk import IssueDesk
from windowdesk.ui.received_sheet import ReceivedSheet

# Numbers of rows, steps, pages and versions, and counts: what each carries is small by its nature.
SMALL_NUMBERS = {
    "CalendarImportSheet.stored",
    "ComparePage.wanted",
    "FindBar.picked",
    "IssueList.found",
    "ItemEditor.compared",
    "LineListSheet.picked",
    "MaterialList.point_wanted",
    "PagedRows.growing",
    "PaperRows.opened",
    "PaperSheet.print_wanted",
    "PickList.more",
    "PickList.moved",
    "PickList.picked",
    "RowTable.chosen",
    "RowTable.opened",
    "Screen.badge_changed",
    "StepStack.asked",
    "Visit.moved_on",
    "_KeptList.delete_wanted",
    "_OneOf.stepped",
    "_TickList.ticked",
}
A_CASE_ID = 2**53 + 1


def classes() -> Iterator[type[QObject]]:
    for module in pkgutil.iter_modules(ui.__path__, "windowdesk.ui."):
        for _name, kind in inspect.getmembers(
            importlib.import_module(module.name), inspect.isclass
        ):
            if issubclass(kind, QObject) and kind.__module__ == module.name:
                yield kind


def int_signals(kind: type[QObject]) -> Iterator[str]:
    about = kind.staticMetaObject
    for number in range(about.methodOffset(), about.methodCount()):
        method = about.method(number)
        if method.methodType() is QMetaMethod.MethodType.Signal:
            name = bytes(method.name().data()).decode()
            if b"int" in [bytes(part.data()) for part in method.parameterTypes()]:
                yield f"{kind.__name__}.{name}"


def test_only_small_numbers_travel_as_ints() -> None:
    found = {signal for kind in classes() for signal in int_signals(kind)}
    assert found == SMALL_NUMBERS


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (AcceptanceDesk, "case_opened"),
        (ApprovalDesk, "case_opened"),
        (FindScreen, "case_opened"),
        (IssueDesk, "case_opened"),
        (ReceivedSheet, "picked"),
    ],
)
def test_an_identity_arrives_as_it_was_sent(kind: type[QObject], name: str) -> None:
    class Sender(QObject):
        told = getattr(kind, name)

    sender, heard = Sender(), []
    sender.told.connect(heard.append)
    sender.told.emit(A_CASE_ID)
    assert heard == [A_CASE_ID]
