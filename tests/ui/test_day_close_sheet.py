"""日结 by keyboard: what the day held, the seal, and the sheet that is printed or saved."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.reports.reading import page_texts
from tests.ui.desks import DemoDesks, demo_desks
from windowdesk.assets import Assets
from windowdesk.domain.local_time import local_date
from windowdesk.domain.seal import Seal
from windowdesk.services.session import Session
from windowdesk.tools.demo_centre import CLERK
from windowdesk.ui.day_close_sheet import DayCloseSheet
from windowdesk.ui.kit import Kit
from windowdesk.ui.notifier import RecordingNotifier
from windowdesk.ui.sheet import SheetHost
from windowdesk.ui.tasks import RunNow
from windowdesk.ui.theme import Theme


@dataclass
class Bench:
    """A window with the open sheet, and what stands behind it."""

    desks: DemoDesks
    session: Session
    sheet: DayCloseSheet
    notifier: RecordingNotifier
    seals: list[Seal] = field(default_factory=list)

    def press(self, qtbot: QtBot, key: Qt.Key, *, alt: bool = False) -> None:
        modifier = Qt.KeyboardModifier.AltModifier if alt else Qt.KeyboardModifier.NoModifier
        qtbot.keyClick(self.sheet.window().focusWidget(), key, modifier)

    @property
    def words(self) -> str:
        return "\n".join(one.text() for one in self.sheet.findChildren(QLabel) if one.isVisible())


@pytest.fixture
def bench(
    qtbot: QtBot, theme: Theme, notifier: RecordingNotifier, tmp_path: Path
) -> Iterator[Bench]:
    with demo_desks(tmp_path) as desks:
        session = desks.session(CLERK)
        kit = Kit(theme, Assets(), RunNow(), notifier)
        window = QWidget()
        window.resize(1366, 768)
        qtbot.addWidget(window)
        host = SheetHost(theme, window)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        with session.database.reading() as uow:
            today = local_date(uow.now())
        sheet = DayCloseSheet(kit, session, lambda: today)
        made = Bench(desks, session, sheet, notifier)
        sheet.sealed.connect(made.seals.append)
        host.open(sheet)
        yield made
        host.put_aside()


def test_f9_seals_and_prints_the_sheet_with_the_seal(bench: Bench, qtbot: QtBot) -> None:
    assert "还没有日结过" in bench.words

    bench.press(qtbot, Qt.Key.Key_F9)

    (seal,) = bench.seals
    assert bench.session.day_close.last() == seal
    (printed,) = bench.desks.tray.papers
    text = "".join(page_texts(printed)).replace(" ", "")
    assert "日清表" in text
    assert seal.hash in text
    assert f"第 {seal.seq} 次" in bench.words


def test_a_second_f9_prints_the_same_seal_again(bench: Bench, qtbot: QtBot) -> None:
    bench.press(qtbot, Qt.Key.Key_F9)
    bench.press(qtbot, Qt.Key.Key_F9)

    first, second = bench.seals
    assert first == second
    assert len(bench.desks.tray.papers) == 2


def test_the_remark_stands_on_the_sheet(bench: Bench, qtbot: QtBot) -> None:
    qtbot.keyClicks(bench.sheet.window().focusWidget(), "10:00 UPS")
    bench.press(qtbot, Qt.Key.Key_F9)

    assert "10:00UPS" in "".join(page_texts(bench.desks.tray.papers[-1])).replace(" ", "")


def test_a_sheet_that_did_not_come_out_can_be_saved(
    bench: Bench, qtbot: QtBot, tmp_path: Path
) -> None:
    bench.desks.tray.broken = "缺纸"
    bench.press(qtbot, Qt.Key.Key_F9)
    folder = tmp_path / "stick"
    folder.mkdir()
    bench.sheet._folder.set_value(str(folder))

    bench.press(qtbot, Qt.Key.Key_C, alt=True)

    (saved,) = folder.iterdir()
    assert saved.name.startswith("日清表")
    assert bench.seals[0].hash in "".join(page_texts(saved.read_bytes())).replace(" ", "")
