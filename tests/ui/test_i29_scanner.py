"""Complaint i29: a scanner in keyboard mode fails once an input method is on.

Our codes are ASCII, and the keys are read raw, before an input method or a field makes a word of
them: what is being composed stays as it is.
"""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from windowdesk.domain.codes import is_our_code
from windowdesk.ui.scanner import Scanner

CODE = "990322103022026112000137"
PLAIN = Qt.KeyboardModifier.NoModifier


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
    edit = QLineEdit("段")
    qtbot.addWidget(edit)
    edit.show()
    edit.activateWindow()
    edit.setFocus()
    edit.end(False)
    return edit


def compose(line: QLineEdit, letters: str) -> None:
    """Let an input method show letters that are no word yet."""
    QCoreApplication.sendEvent(line, QInputMethodEvent(letters, []))


def commit(line: QLineEdit, word: str) -> None:
    """Let the input method write its word."""
    event = QInputMethodEvent()
    event.setCommitString(word)
    QCoreApplication.sendEvent(line, event)


def scan(clock: Clock, line: QLineEdit, code: str) -> None:
    """Send raw keys as a scanner does: key codes and text, no pauses, Enter at the end."""
    for sign in code:
        clock.at += 0.004
        key = ord(sign.upper())
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QCoreApplication.sendEvent(line, QKeyEvent(kind, key, PLAIN, sign))
    clock.at += 0.004
    enter = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, PLAIN, "\r")
    QCoreApplication.sendEvent(line, enter)


def test_i29_a_scan_arrives_whole_while_an_input_method_composes(
    scanner: Scanner, clock: Clock, line: QLineEdit, qtbot: QtBot
) -> None:
    compose(line, "gui")
    with qtbot.waitSignal(scanner.scanned) as told:
        scan(clock, line, CODE)
    assert told.args == [CODE]
    assert line.text() == "段"
    commit(line, "桂")
    assert line.text() == "段桂"


@pytest.mark.parametrize("word", ["桂", "兰 ", "ｇｕｉ"])
def test_i29_words_of_an_input_method_are_never_taken_for_a_scan(
    scanner: Scanner, line: QLineEdit, qtbot: QtBot, word: str
) -> None:
    with qtbot.assertNotEmitted(scanner.scanned):
        for _ in range(12):
            commit(line, word)
    assert line.text() == "段" + word * 12


def test_i29_a_scan_after_half_a_word_leaves_the_word_to_the_clerk(
    scanner: Scanner, clock: Clock, line: QLineEdit, qtbot: QtBot
) -> None:
    for letters in ("g", "gu", "gui"):
        clock.at += 0.2
        compose(line, letters)
    with qtbot.waitSignal(scanner.scanned):
        scan(clock, line, CODE)
    clock.at += 0.2
    compose(line, "")
    assert line.text() == "段"
    assert line.hasFocus()


def test_i29_every_sign_of_our_codes_is_plain_ascii() -> None:
    assert is_our_code(CODE)
    assert not is_our_code("９９０３２２１０３０２２０２６１１２０００１３７")
    assert not is_our_code("段桂兰")
