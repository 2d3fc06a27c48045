"""核验文书 by keyboard, scanner and drag and drop, on a desk of the demo centre."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTextBrowser

from tests.ui.desks import NOW, DemoDesks, demo_desks
from tests.ui.dropping import drop
from tests.ui.paper_seat import CTRL, KEY, PaperSeat, sitting
from windowdesk.domain.paper_code import PaperCode, SignedCode
from windowdesk.services.key_file import KeyFile
from windowdesk.services.paper_keys import SigningKey
from windowdesk.ui.keys_sheet import KeysSheet
from windowdesk.ui.kit import Kit
from windowdesk.ui.paper_sheet import RecordSheet
from windowdesk.ui.trust_sheet import TrustSheet
from windowdesk.ui.verify_sheet import VerifySheet

_NEIGHBOUR = SigningKey.fresh(1, NOW)


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[DemoDesks]:
    with demo_desks(tmp_path) as opened:
        yield opened


@pytest.fixture
def seat(desks: DemoDesks, kit: Kit, qapp: QApplication, tmp_path: Path) -> Iterator[PaperSeat]:
    yield from sitting(desks, kit, qapp, tmp_path)


def lines(sheet: VerifySheet) -> dict[str, str]:
    return dict(sheet.panel.lines)


def neighbours_code() -> str:
    """Return the code of a paper that another centre issued."""
    code = PaperCode(_NEIGHBOUR.public.name, "02", "9" * 24, 2026, 7, "ab" * 16)
    return SignedCode(code, _NEIGHBOUR.sign(code.payload())).text


def neighbours_file(folder: Path, key: SigningKey = _NEIGHBOUR) -> Path:
    """Write the key file of that centre."""
    file = KeyFile(
        centre="990322199",
        name="石门镇便民服务中心",
        keys=(key.public,),
        titles={"02": "受理通知书"},
        void=frozenset(),
        as_of=NOW,
    )
    path = folder / "石门镇.wdkey"
    path.write_text(file.to_text(key), encoding="utf-8")
    return path


def test_an_archived_file_is_genuine_and_opens_its_case(seat: PaperSeat) -> None:
    paper = seat.paper()
    sheet = seat.verify()
    seat.write(str(seat.file(paper)))
    seat.press(KEY.Key_F9)
    assert sheet.panel.word.text() == "真"
    assert lines(sheet)["文号"] == paper.number
    case = seat.session.lookup.case(paper.case_id).case
    assert lines(sheet)["申请人"] == case.application.applicant.name
    seat.press(KEY.Key_O, CTRL)
    assert seat.case_in_sight() == paper.case_id


def test_a_file_with_one_byte_changed_is_told(seat: PaperSeat) -> None:
    path = seat.file(seat.paper())
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(bytes(content))
    sheet = seat.verify()
    seat.write(str(path))
    seat.press(KEY.Key_F9)
    assert (sheet.panel.word.text(), sheet.panel.lines) == ("被改过", ())
    assert sheet.case_button.isHidden()


def test_a_scanner_that_types_240_digits_proves_the_paper(seat: PaperSeat) -> None:
    paper = seat.paper()
    sheet = seat.verify()
    focus = QApplication.focusWidget()
    assert focus is not None
    for digit in seat.code(paper):
        QTest.keyClick(focus, digit)
    QTest.keyClick(focus, KEY.Key_Return)
    assert (sheet.panel.word.text(), lines(sheet)["文号"]) == ("真", paper.number)


def test_a_scan_beside_the_sheet_offers_the_case(seat: PaperSeat) -> None:
    paper = seat.paper()
    seat.desk.scanner.scanned.emit(seat.code(paper))
    seat.press(KEY.Key_O, CTRL)
    assert seat.case_in_sight() == paper.case_id


def test_a_cancelled_paper_is_told(seat: PaperSeat, desks: DemoDesks) -> None:
    paper = seat.taken_back(desks)
    path, code = seat.file(paper), seat.code(paper)
    sheet = seat.verify()
    for typed in (str(path), code):
        seat.write(typed)
        seat.press(KEY.Key_F9)
        assert sheet.panel.word.text() == "已作废"


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("", "还没有要核验的"),
        ("12345", "不是本系统文书上的二维码"),
        ("没有这个.pdf", "没有“没有这个.pdf”"),
    ],
)
def test_what_cannot_be_proved_is_said_at_the_field(
    seat: PaperSeat, typed: str, fault: str
) -> None:
    sheet = seat.verify()
    seat.write(typed)
    seat.press(KEY.Key_F9)
    assert fault in sheet.field.fault()
    assert sheet.panel.isHidden()


def test_a_dropped_file_is_proved_at_once(seat: PaperSeat) -> None:
    sheet = seat.verify()
    drop(sheet, QPoint(40, 40), seat.file(seat.paper()))
    assert sheet.panel.word.text() == "真"


def test_f8_shows_the_archived_paper_and_f1_the_page(seat: PaperSeat) -> None:
    seat.verify()
    seat.write(seat.code(seat.paper()))
    seat.press(KEY.Key_F9)
    seat.press(KEY.Key_F8)
    assert isinstance(seat.sheet, RecordSheet)
    seat.press(KEY.Key_Escape)
    seat.verify()
    seat.press(KEY.Key_F1)
    assert isinstance(seat.sheet, KeysSheet)
    (page,) = seat.sheet.findChildren(QTextBrowser)
    assert "打电话" in page.toPlainText()


def test_the_key_file_of_another_centre_is_compared_by_name_then_trusted(seat: PaperSeat) -> None:
    sheet = seat.verify()
    seat.write(neighbours_code())
    seat.press(KEY.Key_F9)
    assert sheet.panel.word.text() == "认不出"
    drop(sheet, QPoint(40, 40), neighbours_file(seat.folder))
    assert isinstance(seat.sheet, TrustSheet)
    assert _NEIGHBOUR.public.name in seat.words()
    assert seat.session.proofs.trusted.all() == ()
    seat.press(KEY.Key_F9)
    sheet = seat.verify() if not isinstance(seat.sheet, VerifySheet) else seat.sheet
    seat.write(neighbours_code())
    seat.press(KEY.Key_F9)
    assert sheet.panel.word.text() == "真"
    assert lines(sheet)["出文机关"] == "石门镇便民服务中心"
    assert "以后作废的查不到" in lines(sheet)["作废情况"]
    assert sheet.case_button.isHidden()


def test_esc_trusts_nothing(seat: PaperSeat) -> None:
    drop(seat.verify(), QPoint(40, 40), neighbours_file(seat.folder))
    seat.press(KEY.Key_Escape)
    assert seat.session.proofs.trusted.all() == ()


def test_another_key_under_a_known_name_is_a_red_warning(seat: PaperSeat) -> None:
    seat.session.proofs.trusted.install(neighbours_file(seat.folder))
    drop(seat.verify(), QPoint(40, 40), neighbours_file(seat.folder, SigningKey.fresh(1, NOW)))
    assert "和原来装的不是一把钥匙" in seat.words()


def test_a_spoiled_key_file_is_refused(seat: PaperSeat) -> None:
    path = neighbours_file(seat.folder)
    path.write_text(path.read_text(encoding="utf-8").replace("石门", "石桥"), encoding="utf-8")
    sheet = seat.verify()
    drop(sheet, QPoint(40, 40), path)
    assert isinstance(seat.sheet, VerifySheet)
    assert "被改过" in sheet.field.fault()
