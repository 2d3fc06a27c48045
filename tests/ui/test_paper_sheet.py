"""Archived papers over the desk: turning, printing again, saving."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.desks import DemoDesks, demo_desks
from windowdesk.assets import Assets
from windowdesk.domain.duties import Role
from windowdesk.domain.errors import DomainError
from windowdesk.services.session import Session
from windowdesk.tools.demo_centre import CLERK
from windowdesk.ui.export_line import ExportLine, PaperRef
from windowdesk.ui.kit import Kit
from windowdesk.ui.notifier import RecordingNotifier
from windowdesk.ui.paper_sheet import RecordSheet, open_papers
from windowdesk.ui.print_watch import PrintWatch
from windowdesk.ui.saved_copy import FOLDER, file_stem, save_copy
from windowdesk.ui.sheet import SheetHost
from windowdesk.ui.tasks import RunNow
from windowdesk.ui.theme import Theme


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[DemoDesks]:
    with demo_desks(tmp_path) as made:
        yield made


@pytest.fixture
def session(desks: DemoDesks) -> Session:
    return desks.session(CLERK)


@pytest.fixture
def kit(theme: Theme, notifier: RecordingNotifier) -> Kit:
    return Kit(theme, Assets(), RunNow(), notifier)


@pytest.fixture
def papers(session: Session) -> tuple[PaperRef, ...]:
    """Return the papers of the case that was received last and accepted."""
    for row in session.database.lists.recent(session.account.login, 50):
        found = session.database.lists.papers(row.case_id)
        if len(found) > 1:
            return tuple(
                PaperRef(p.document_id, p.title, p.number, row.applicant_name) for p in found
            )
    raise AssertionError("no case with two papers")


@pytest.fixture
def sheet(qtbot: QtBot, kit: Kit, session: Session, papers: tuple[PaperRef, ...]) -> RecordSheet:
    window = QWidget()
    window.resize(1366, 768)
    qtbot.addWidget(window)
    host = SheetHost(kit.theme, window)
    window.show()
    qtbot.waitExposed(window)
    open_papers(kit, session, PrintWatch(kit, session), papers, host.open)
    made = host.current
    assert isinstance(made, RecordSheet)
    return made


def _press(qtbot: QtBot, sheet: RecordSheet, key: Qt.Key, alt: bool = False) -> None:
    modifier = Qt.KeyboardModifier.AltModifier if alt else Qt.KeyboardModifier.NoModifier
    qtbot.keyClick(sheet.window().focusWidget(), key, modifier)


def test_f8_prints_the_archived_bytes_of_the_paper_in_sight_again(
    qtbot: QtBot, sheet: RecordSheet, session: Session, desks: DemoDesks
) -> None:
    _press(qtbot, sheet, Qt.Key.Key_F8)
    record = session.press.bytes_of_record(sheet.paper.document_id)
    assert desks.tray.papers == [record]


def test_turning_on_changes_what_is_printed_and_saved(
    qtbot: QtBot, sheet: RecordSheet, papers: tuple[PaperRef, ...]
) -> None:
    assert sheet.paper == papers[0]
    while sheet.paper == papers[0]:
        _press(qtbot, sheet, Qt.Key.Key_PageDown)
    assert sheet.paper == papers[1]


@pytest.mark.parametrize(("key", "ending"), [(Qt.Key.Key_C, ".pdf"), (Qt.Key.Key_W, ".docx")])
def test_a_paper_is_saved_into_the_folder_that_was_typed(
    qtbot: QtBot, sheet: RecordSheet, tmp_path: Path, key: Qt.Key, ending: str
) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    sheet.export.folder.set_value(str(folder))
    _press(qtbot, sheet, key, alt=True)
    (saved,) = folder.iterdir()
    assert saved.suffix == ending
    assert sheet.paper.number in saved.stem


def test_a_folder_that_is_not_there_is_said_at_the_field(
    qtbot: QtBot, sheet: RecordSheet, tmp_path: Path
) -> None:
    sheet.export.folder.set_value(str(tmp_path / "nowhere"))
    _press(qtbot, sheet, Qt.Key.Key_C, alt=True)
    assert sheet.export.folder.fault()


def test_who_may_not_save_papers_sees_who_may(
    qtbot: QtBot, kit: Kit, session: Session, papers: tuple[PaperRef, ...]
) -> None:
    account = replace(session.account, roles=frozenset((Role.ADMIN,)))
    line = ExportLine(kit, replace(session, account=account))
    qtbot.addWidget(line)
    line.set_paper(papers[0])
    assert not line.pdf_button.isEnabled()
    assert "综合窗口人员" in line.pdf_button.toolTip()


def test_no_file_is_ever_written_over(tmp_path: Path) -> None:
    first = save_copy(str(tmp_path), "paper", ".pdf", b"one")
    second = save_copy(str(tmp_path), "paper", ".pdf", b"two")
    assert (first.read_bytes(), second.read_bytes()) == (b"one", b"two")


@pytest.mark.parametrize("folder", ["", "   ", "/nowhere/at/all"])
def test_a_folder_must_be_there(folder: str) -> None:
    with pytest.raises(DomainError) as raised:
        save_copy(folder, "paper", ".pdf", b"")
    assert raised.value.field == FOLDER


def test_a_file_name_holds_no_sign_that_a_file_system_forbids() -> None:
    assert (
        file_stem("送达回证", "云便送〔2026〕6号", 'a/b:c*"') == "送达回证 云便送〔2026〕6号 a b c"
    )
