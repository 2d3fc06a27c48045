from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
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
