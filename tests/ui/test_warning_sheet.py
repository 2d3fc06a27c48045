"""提醒 by keyboard: what is near or over its limit, level by level, and what is waited for."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QTextBrowser, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.desks import NOW, DemoDesks, demo_desks
from windowdesk.app.warning_watch import OPEN_KEY, WarningWatch
from windowdesk.assets import Assets
from windowdesk.domain.escalation import Level
from windowdesk.domain.local_time import local_date
from windowdesk.domain.todo import TodoKind
from windowdesk.services.session import Session
from windowdesk.services.warning_port import Place
from windowdesk.tools.demo_centre import APPROVER, CLERK
from windowdesk.ui.kit import Kit
from windowdesk.ui.notifier import RecordingNotifier
from windowdesk.ui.queue_line import LINE_ROLE, QueueLine
from windowdesk.ui.sheet import SheetHost
from windowdesk.ui.status_bar import StatusItem
from windowdesk.ui.tasks import RunNow
from windowdesk.ui.theme import Theme
from windowdesk.ui.tone import Tone
from windowdesk.ui.warning_sheet import WarningSheet, help_sheet


@dataclass
class Bell:
    """A window with the open sheet, and what it has told."""

    kit: Kit
    session: Session
    sheet: WarningSheet
    notifier: RecordingNotifier
    qtbot: QtBot
    picked: list[object] = field(default_factory=list)

    def press(self, key: Qt.Key) -> None:
        self.qtbot.keyClick(self.sheet.window().focusWidget(), key)

    @property
    def lines(self) -> list[QueueLine]:
        model = self.sheet.list.model()
        found = (model.index(n, 0).data(LINE_ROLE) for n in range(model.rowCount()))
        return [line for line in found if isinstance(line, QueueLine)]


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[DemoDesks]:
    with demo_desks(tmp_path) as made:
        yield made


@pytest.fixture
def bell(
    qtbot: QtBot, theme: Theme, notifier: RecordingNotifier, desks: DemoDesks
) -> Iterator[Bell]:
    session = desks.session(APPROVER)
    session.warnings.sweep()
    window = QWidget()
    window.resize(1366, 768)
    qtbot.addWidget(window)
    host = SheetHost(theme, window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    kit = Kit(theme, Assets(), RunNow(), notifier)
    made = Bell(kit, session, WarningSheet(kit, session, local_date(NOW)), notifier, qtbot)
    made.sheet.picked.connect(made.picked.append)
    host.open(made.sheet)
    yield made
    host.put_aside()


def test_the_sheet_lists_what_the_bell_counts_with_what_is_due_first_on_top(bell: Bell) -> None:
    count = bell.session.warnings.bell().counts[Level.STAFF]
    assert count > 0
    assert len(bell.lines) == count
    rows = bell.session.warnings.page(Level.STAFF)
    assert [line.title for line in bell.lines] == [row.case.item_name for row in rows]
    assert [row.due_on for row in rows] == sorted(row.due_on for row in rows)


def test_f9_takes_note_of_the_chosen_one_and_the_record_keeps_who(bell: Bell) -> None:
    before = len(bell.lines)
    bell.press(Qt.Key.Key_F9)
    assert len(bell.lines) == before - 1
    record = bell.session.warnings.page(Level.STAFF, on_record=True)
    assert [row.seen_by for row in record].count(APPROVER) == 1
    assert "记下了" in bell.notifier.lines[-1]


def test_enter_opens_the_case_of_the_chosen_row(bell: Bell) -> None:
    first = bell.session.warnings.page(Level.STAFF)[0].case.case_id
    bell.press(Qt.Key.Key_Return)
    assert bell.picked == [first]


def test_arrows_turn_to_the_next_level(bell: Bell) -> None:
    bell.press(Qt.Key.Key_Right)
    assert bell.sheet.chips.value() == Level.HEAD
    heads = bell.session.warnings.bell().counts[Level.HEAD]
    assert len(bell.lines) == heads
    bell.press(Qt.Key.Key_Left)
    assert bell.sheet.chips.value() == Level.STAFF


def test_waits_stand_behind_the_reminders_with_their_light(desks: DemoDesks) -> None:
    session = desks.session(CLERK)
    waits = session.warnings.waits(TodoKind.SUPPLEMENT, Place.WINDOW)
    counts = session.warnings.wait_counts(Place.WINDOW)
    assert counts[TodoKind.SUPPLEMENT] == len(waits)


def test_the_bell_is_quiet_while_nothing_waits_and_says_how_many_do(
    kit: Kit, desks: DemoDesks
) -> None:
    session, at = desks.session(APPROVER), [NOW]
    parent = QCoreApplication.instance()
    assert parent is not None
    watch = WarningWatch(kit, session.warnings, lambda: at[0], parent)
    shown: list[StatusItem] = []
    watch.shown.connect(shown.append)
    watch.start()
    watch.stop()
    total = session.warnings.bell().total
    assert (shown[-1].text, shown[-1].tone) == (f"提醒 {total} {OPEN_KEY}", Tone.AMBER)
    for level in Level:
        for row in session.warnings.page(level):
            session.warnings.see(row)
    watch.count()
    assert shown[-1].text == ""


def test_nobody_is_reminded_on_a_day_off(desks: DemoDesks) -> None:
    session = desks.session(APPROVER)
    desks.clock.set(NOW + timedelta(days=1))  # a Saturday that is not worked
    assert session.warnings.sweep().rests
    assert session.warnings.bell().total == 0


def test_f1_tells_how_reminders_come_about(bell: Bell) -> None:
    asked: list[str] = []
    bell.sheet.help_wanted.connect(lambda: asked.append("F1"))
    bell.press(Qt.Key.Key_F1)
    assert asked == ["F1"]
    page = help_sheet(bell.kit, bell.sheet)
    shown = page.findChild(QTextBrowser)
    assert shown is not None
    assert "超过 3 个工作日" in shown.toPlainText()
