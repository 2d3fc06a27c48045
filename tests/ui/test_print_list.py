"""The print list on the demo centre: broken printers, none at all, and papers that lie there."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.desks import QUEUE, DemoDesks, demo_desks
from windowdesk.assets import Assets
from windowdesk.domain.document import PrintState
from windowdesk.domain.states import CaseState
from windowdesk.services.session import Session
from windowdesk.services.worklists import Queue, QueueQuery
from windowdesk.tools.demo_centre import ISSUER
from windowdesk.ui.kit import Kit
from windowdesk.ui.notifier import RecordingNotifier
from windowdesk.ui.paper_sheet import RecordSheet
from windowdesk.ui.print_list import PrintListSheet
from windowdesk.ui.print_rows import print_words
from windowdesk.ui.print_watch import PrintWatch
from windowdesk.ui.sheet import SheetHost
from windowdesk.ui.tasks import RunNow
from windowdesk.ui.theme import Theme


@dataclass
class Bench:
    """A window with an open print list, and what stands behind it."""

    desks: DemoDesks
    session: Session
    watch: PrintWatch
    host: SheetHost
    sheet: PrintListSheet

    def press(self, qtbot: QtBot, key: Qt.Key, alt: bool = False) -> None:
        modifier = Qt.KeyboardModifier.AltModifier if alt else Qt.KeyboardModifier.NoModifier
        qtbot.keyClick(self.sheet.window().focusWidget(), key, modifier)

    @property
    def state(self) -> PrintState | None:
        row = self.sheet.rows.current()
        return row.state if row is not None else None


@pytest.fixture(params=[QUEUE], ids=["one printer"])
def bench(
    request: pytest.FixtureRequest,
    qtbot: QtBot,
    theme: Theme,
    notifier: RecordingNotifier,
    tmp_path: Path,
) -> Iterator[Bench]:
    """Leave one 取件通知 unprinted and open the list over it."""
    with demo_desks(tmp_path, printer=request.param) as desks:
        desks.tray.broken = "缺纸"
        session = desks.session(ISSUER)
        kit = Kit(theme, Assets(), RunNow(), notifier)
        watch = PrintWatch(kit, session)
        queue = session.database.lists.queue(QueueQuery(Queue.ISSUE))
        waiting = [r for r in queue if r.state is CaseState.APPROVED]
        case = next(r for r in waiting if r.service_type == "promise")
        ready = session.issuance.make_ready(case.case_id)
        *others, notice = ready.papers
        for paper in others:
            assert paper.print_id is not None
            session.press.came_out(paper.print_id)
        watch.hand_over(replace(ready, papers=(notice,)))
        window = QWidget()
        window.resize(1366, 768)
        qtbot.addWidget(window)
        host = SheetHost(theme, window)
        window.show()
        qtbot.waitExposed(window)
        sheet = PrintListSheet(kit, session, watch, host.open)
        host.open(sheet)
        yield Bench(desks, session, watch, host, sheet)


def test_a_paper_that_did_not_come_out_stays_with_its_reason(bench: Bench) -> None:
    row = bench.sheet.rows.current()
    assert row is not None
    assert print_words(row) == "没打出来：缺纸"
    assert "缺纸" in bench.sheet.trouble_text.text()


def test_f9_prints_the_paper_once_there_is_paper_again(qtbot: QtBot, bench: Bench) -> None:
    bench.desks.tray.broken = ""
    bench.press(qtbot, Qt.Key.Key_F9)
    assert len(bench.desks.tray.papers) == 1
    assert bench.sheet.rows.current() is None
    assert bench.sheet.nothing.isVisible()


def test_what_lies_on_the_desk_is_settled_by_one_key(qtbot: QtBot, bench: Bench) -> None:
    bench.press(qtbot, Qt.Key.Key_Y, alt=True)
    assert bench.watch.rows == ()
    assert bench.desks.tray.papers == []


def test_what_the_state_forbids_is_absent(bench: Bench) -> None:
    assert bench.state is PrintState.NOT_PRINTED
    assert not bench.sheet.not_printed_button.isVisible()
    assert bench.sheet.came_out_button.isVisible()


def test_f8_shows_the_archived_paper(qtbot: QtBot, bench: Bench) -> None:
    bench.press(qtbot, Qt.Key.Key_F8)
    assert isinstance(bench.host.current, RecordSheet)


@pytest.mark.parametrize("bench", [""], ids=["no printer"], indirect=True)
def test_without_a_printer_the_papers_wait_and_the_way_out_is_said(
    qtbot: QtBot, bench: Bench, tmp_path: Path
) -> None:
    row = bench.sheet.rows.current()
    assert row is not None
    assert print_words(row, has_printer=False) == "等打印"
    assert "存成 PDF" in bench.sheet.trouble_text.text()
    folder = tmp_path / "stick"
    folder.mkdir()
    bench.sheet.export.folder.take_focus()
    bench.sheet.export.folder.edit.selectAll()
    qtbot.keyClicks(bench.sheet.export.folder.edit, str(folder))
    bench.press(qtbot, Qt.Key.Key_C, alt=True)
    (saved,) = folder.iterdir()
    assert saved.read_bytes() == bench.session.press.bytes_of_record(row.document_id)
    bench.press(qtbot, Qt.Key.Key_Y, alt=True)
    assert bench.watch.rows == ()
