from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.samples import TODAY, proof
from windowdesk.ui.proof_pane import ProofPane, ShownClock
from windowdesk.ui.proof_sheet import ProofSheet
from windowdesk.ui.sheet import SheetHost
from windowdesk.ui.theme import Theme

TWO = (
    ShownClock("promise", "承诺", "受理", proof(date(2026, 9, 17), 20)),
    ShownClock("statutory", "法定", "受理", proof(date(2026, 9, 17), 30)),
)


@pytest.fixture
def sheet(theme: Theme, qtbot: QtBot) -> ProofSheet:
    made = ProofSheet(theme, "到期日怎么算的", TWO[0].proof, TODAY, "受理")
    qtbot.addWidget(made)
    return made


def shown_texts(sheet: ProofSheet) -> list[str]:
    parts = sheet.pane.findChildren(QLabel)
    return [part.text() for part in parts if part.isVisibleTo(sheet.pane) and part.text()]


def test_one_clock_stands_without_a_choice_and_without_a_second_head(sheet: ProofSheet) -> None:
    texts = shown_texts(sheet)
    assert "期限怎么算的" not in texts
    assert "20 个工作日" in texts
    assert not [b for b in sheet.pane.findChildren(QPushButton) if b.isVisibleTo(sheet.pane)]


def test_f4_goes_on_to_the_next_clock(sheet: ProofSheet, theme: Theme, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1000, 700)
    host = SheetHost(theme, window)
    sheet.pane.show_clocks(TWO, TODAY)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    host.open(sheet)
    assert "承诺 20 个工作日" in shown_texts(sheet)
    qtbot.keyClick(sheet, Qt.Key.Key_F4)
    assert "法定 30 个工作日" in shown_texts(sheet)
    qtbot.keyClick(sheet, Qt.Key.Key_F4)
    assert "承诺 20 个工作日" in shown_texts(sheet)


@pytest.mark.parametrize("height", range(150, 330, 20))
def test_no_week_is_cut_where_there_is_little_room(theme: Theme, qtbot: QtBot, height: int) -> None:
    pane = ProofPane(theme)
    qtbot.addWidget(pane)
    pane.fold(low=True, narrow=True, very_low=True)
    pane.show_clocks(TWO, TODAY)
    pane.resize(420, height)
    pane.show()
    room = pane.findChild(QScrollArea)
    assert isinstance(room, QScrollArea)
    weeks, head, week = 6, theme.u(24), theme.u(34)
    seen = room.viewport().height()
    assert seen >= head + weeks * week or (seen - head) % week == week - 3
