"""Somebody at a desk of the demo centre who opens the sheets about papers by their keys."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from tests.ui.desks import QUEUE, DemoDesks
from windowdesk.app.desk import Desk
from windowdesk.domain.document import Document
from windowdesk.services.session import Session
from windowdesk.services.signed_files import signature_of
from windowdesk.settings import Settings
from windowdesk.tools.demo_centre import CLERK
from windowdesk.ui.case_page import CasePage
from windowdesk.ui.kit import Kit
from windowdesk.ui.ledger_sheet import LedgerSheet
from windowdesk.ui.notifier import RecordingNotifier
from windowdesk.ui.seal_sheet import SealSheet
from windowdesk.ui.sheet import Sheet
from windowdesk.ui.verify_sheet import VerifySheet

KEY = Qt.Key
PLAIN = Qt.KeyboardModifier.NoModifier
ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
HEAD, REVIEWER = "yl-0402", "yl-0301"


@dataclass
class PaperSeat:
    """Somebody at a desk."""

    desk: Desk
    session: Session
    said: list[str]
    folder: Path

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = PLAIN) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.desk.window, key, modifier)
        # No hand types so fast: what looks like a scan is given back at once.
        self.desk.scanner.hand_on()

    def write(self, text: str) -> None:
        """Type over what stands in the field; Chinese comes from an input method, as a whole."""
        field = QApplication.focusWidget()
        assert isinstance(field, QLineEdit)
        field.selectAll()
        field.insert(text)
        field.textEdited.emit(text)

    @property
    def sheet(self) -> Sheet | None:
        return self.desk.window.sheets.current

    def verify(self) -> VerifySheet:
        self.press(KEY.Key_H, CTRL)
        assert isinstance(self.sheet, VerifySheet)
        return self.sheet

    def seals(self) -> SealSheet:
        self.press(KEY.Key_S, CTRL)
        assert isinstance(self.sheet, SealSheet)
        return self.sheet

    def ledger(self) -> LedgerSheet:
        self.press(KEY.Key_T, CTRL)
        assert isinstance(self.sheet, LedgerSheet)
        return self.sheet

    def paper(self, kind: str = "acceptance") -> Document:
        """Return the first paper of today of a kind."""
        today = self.session.lookup.today()
        return self.session.paper_ledger.page(today, today, kind).rows[0].document

    def file(self, paper: Document) -> Path:
        path = self.folder / "文书.pdf"
        path.write_bytes(self.session.press.bytes_of_record(paper.document_id))
        return path

    def taken_back(self, desks: DemoDesks) -> Document:
        """Return the notice of an acceptance that its clerk took back at once."""
        clerk = desks.session(CLERK)
        again = clerk.lookup.case(self.paper().case_id).case.application
        receipt = clerk.acceptance.receive_and_accept(again)
        clerk.outcomes.reverse(receipt.case_id, "受理错了事项")
        papers = clerk.lookup.case(receipt.case_id).papers
        return next(paper for paper in papers if paper.kind == "acceptance")

    def code(self, paper: Document) -> str:
        signature = signature_of(self.session.press.bytes_of_record(paper.document_id))
        assert signature is not None
        return signature.code

    def case_in_sight(self) -> int:
        page = self.desk.window.screen_in_front
        assert isinstance(page, CasePage)
        assert page.view is not None
        return page.view.case.case_id

    def words(self) -> str:
        assert self.sheet is not None
        return "\n".join(one.text() for one in self.sheet.findChildren(QLabel) if one.isVisible())


def sitting(
    desks: DemoDesks, kit: Kit, qapp: QApplication, folder: Path, login: str = HEAD
) -> Iterator[PaperSeat]:
    """Sit somebody down; the window is gone afterwards."""
    session = desks.session(login)
    settings = Settings(data=folder, database=desks.house.settings.database, printer=QUEUE)
    desk = Desk(qapp, settings, kit, session, lambda _password: None, now=desks.clock.wall)
    desk.window.show()
    desk.window.activateWindow()
    assert QTest.qWaitForWindowActive(desk.window)
    desk.open()
    assert isinstance(kit.notifier, RecordingNotifier)
    yield PaperSeat(desk, session, kit.notifier.lines, folder)
    desk.stop()
    desk.window.close()
    desk.window.deleteLater()
