from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from windowdesk.ui.scanner import Scanner


class Clock:
    def __init__(self) -> None:
        self.at = 100.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def scanner(qapp: QApplication, clock: Clock) -> Iterator[Scanner]:
    made = Scanner(qapp, clock)
    yield made
    qapp.removeEventFilter(made)
    made.deleteLater()


@pytest.fixture
def line(qtbot: QtBot) -> QLineEdit:
    edit = QLineEdit("半个")
    qtbot.addWidget(edit)
    edit.show()
    edit.activateWindow()
    edit.setFocus()
    edit.end(False)
    return edit


def type_in(
    qtbot: QtBot,
    clock: Clock,
    line: QLineEdit,
    text: str,
    *,
    gap: float,
    end: Qt.Key | None = Qt.Key.Key_Return,
) -> None:
    for sign in text:
        clock.at += gap
        qtbot.keyClick(line, sign)
    if end is not None:
        clock.at += gap
        qtbot.keyClick(line, end)


@pytest.mark.parametrize("end", [Qt.Key.Key_Return, Qt.Key.Key_Tab])
def test_a_fast_burst_is_a_scan_and_reaches_no_field(
    scanner: Scanner, clock: Clock, line: QLineEdit, qtbot: QtBot, end: Qt.Key
) -> None:
    with qtbot.waitSignal(scanner.scanned) as told:
        type_in(qtbot, clock, line, "WD1:YL-2026-0824-0037", gap=0.005, end=end)
    assert told.args == ["WD1:YL-2026-0824-0037"]
    assert line.text() == "半个"
    assert line.hasFocus()


def test_typing_by_hand_arrives_whole_and_in_order(
    scanner: Scanner, clock: Clock, line: QLineEdit, qtbot: QtBot
) -> None:
    type_in(qtbot, clock, line, "530399196502300013", gap=0.09)
    qtbot.waitUntil(lambda: line.text() == "半个530399196502300013")


def test_a_short_fast_word_is_no_scan(
    scanner: Scanner, clock: Clock, line: QLineEdit, qtbot: QtBot
) -> None:
    with qtbot.assertNotEmitted(scanner.scanned):
        type_in(qtbot, clock, line, "A037", gap=0.005)
    assert line.text() == "半个A037"


def test_what_is_held_back_is_handed_on_when_nothing_follows(
    scanner: Scanner, clock: Clock, line: QLineEdit, qtbot: QtBot
) -> None:
    type_in(qtbot, clock, line, "abc", gap=0.005, end=None)
    assert line.text() == "半个"
    qtbot.waitUntil(lambda: line.text() == "半个abc")


def test_the_same_code_within_two_seconds_counts_once(
    scanner: Scanner, clock: Clock, line: QLineEdit, qtbot: QtBot
) -> None:
    seen = []
    scanner.scanned.connect(seen.append)
    for pause in (0.0, 1.0, 3.0):
        clock.at += pause
        type_in(qtbot, clock, line, "990322103022026112000137", gap=0.004)
    assert len(seen) == 2


def test_chords_are_never_part_of_a_scan(
    scanner: Scanner, clock: Clock, line: QLineEdit, qtbot: QtBot
) -> None:
    clock.at += 1
    qtbot.keyClick(line, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert line.selectedText() == "半个"


def test_a_card_reader_that_types_fills_the_field(
    scanner: Scanner, clock: Clock, line: QLineEdit, qtbot: QtBot
) -> None:
    with qtbot.assertNotEmitted(scanner.scanned), qtbot.waitSignal(line.returnPressed):
        type_in(qtbot, clock, line, "530399196502300013", gap=0.005)
    assert line.text() == "半个530399196502300013"


def test_a_scanner_that_presses_shift_for_capitals_is_still_a_scan(
    scanner: Scanner, clock: Clock, line: QLineEdit, qtbot: QtBot
) -> None:
    held = Qt.KeyboardModifier.ShiftModifier
    with qtbot.waitSignal(scanner.scanned) as told:
        for sign in "WD1:99032210302":
            clock.at += 0.004
            if sign.isupper() or sign == ":":
                QTest.keyPress(line, Qt.Key.Key_Shift, held)
                QTest.keyClick(line, sign, held)
                QTest.keyRelease(line, Qt.Key.Key_Shift)
            else:
                QTest.keyClick(line, sign)
        QTest.keyClick(line, Qt.Key.Key_Return)
    assert told.args == ["WD1:99032210302"]
    assert line.text() == "半个"


def test_a_shortcut_finds_what_was_typed_a_moment_before_it(
    scanner: Scanner, clock: Clock, line: QLineEdit, qtbot: QtBot
) -> None:
    seen: list[str] = []
    shortcut = QShortcut(QKeySequence("F9"), line)
    shortcut.activated.connect(lambda: seen.append(line.text()))
    type_in(qtbot, clock, line, "2026", gap=0.01, end=None)
    qtbot.keyClick(line, Qt.Key.Key_F9)
    assert seen == ["半个2026"]


def test_a_committed_text_stays_behind_the_digits_before_it(
    scanner: Scanner, clock: Clock, line: QLineEdit, qtbot: QtBot
) -> None:
    type_in(qtbot, clock, line, "2026", gap=0.01, end=None)
    event = QInputMethodEvent()
    event.setCommitString("号")
    QCoreApplication.sendEvent(line, event)
    assert line.text() == "半个2026号"
