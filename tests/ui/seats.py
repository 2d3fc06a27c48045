"""Somebody at the approval desk of the demo centre, acting by keys."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.desks import NOW, DemoDesks
from windowdesk.assets import Assets
from windowdesk.domain.states import CaseState
from windowdesk.services.session import Session
from windowdesk.services.worklists import CaseRow, Queue, QueueQuery
from windowdesk.ui.approval_desk import ApprovalDesk
from windowdesk.ui.kit import Kit
from windowdesk.ui.main_window import MainWindow, ScreenSpec
from windowdesk.ui.notifier import RecordingNotifier
from windowdesk.ui.print_watch import PrintWatch
from windowdesk.ui.session import Session as Sitting
from windowdesk.ui.tasks import RunNow
from windowdesk.ui.theme import Theme


@dataclass
class Seat:
    """Somebody at the approval desk."""

    desk: ApprovalDesk
    window: MainWindow
    session: Session
    said: RecordingNotifier
    qtbot: QtBot

    def press(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        where = QApplication.focusWidget() or self.window
        self.qtbot.keyClick(where, key, modifier)

    def write(self, words: str) -> None:
        self.desk.opinion.first_field().put_in(words)

    def go_to(self, row: CaseRow) -> None:
        self.desk.queue.choose(str(row.case_id))
        assert self.desk.case.view is not None
        assert self.desk.case.view.case.case_id == row.case_id

    def first(self, state: CaseState, department: str = "") -> CaseRow:
        rows = self.session.database.lists.queue(QueueQuery(Queue.REVIEW, department=department))
        return next(row for row in rows if row.state is state)

    def state_of(self, row: CaseRow) -> CaseState:
        now = self.session.database.lists.row(row.case_id)
        assert now is not None
        return now.state


def sit(theme: Theme, qtbot: QtBot, desks: DemoDesks, login: str) -> Seat:
    session = desks.session(login)
    said = RecordingNotifier()
    kit = Kit(theme, Assets(), RunNow(), said)
    watch = PrintWatch(kit, session)
    spec = ScreenSpec("approve", "审批", "approve", 2, lambda: ApprovalDesk(kit, session, watch))
    sitting = Sitting(session.account.name, "", session.centre.name, lambda: NOW)
    window = MainWindow(kit, sitting, (spec,), lambda _password: None)
    watch.setParent(window)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    desk = window.visit("approve")
    assert isinstance(desk, ApprovalDesk)
    return Seat(desk, window, session, said, qtbot)
