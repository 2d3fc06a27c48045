"""文书台账 and 用印 by keyboard on a desk of the demo centre."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtWidgets import QApplication

from tests.certificates import PASSPHRASE, SUBJECT, certificate
from tests.ui.desks import DemoDesks, demo_desks
from tests.ui.paper_seat import ALT, KEY, REVIEWER, PaperSeat, sitting
from windowdesk.domain.sealing import SealKind
from windowdesk.tools.demo_centre import CLERK
from windowdesk.ui.kit import Kit
from windowdesk.ui.ledger_export_sheet import LedgerExportSheet
from windowdesk.ui.ledger_sheet import LedgerSheet
from windowdesk.ui.paper_sheet import RecordSheet
from windowdesk.ui.seal_sheet import SealSheet


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[DemoDesks]:
    with demo_desks(tmp_path) as opened:
        yield opened


@pytest.fixture
def seat(desks: DemoDesks, kit: Kit, qapp: QApplication, tmp_path: Path) -> Iterator[PaperSeat]:
    yield from sitting(desks, kit, qapp, tmp_path)


@pytest.fixture
def signer(desks: DemoDesks, kit: Kit, qapp: QApplication, tmp_path: Path) -> Iterator[PaperSeat]:
    path = certificate(tmp_path / "seal.p12")
    desks.house = replace(
        desks.house, settings=replace(desks.house.settings, seal_certificate=path)
    )
    yield from sitting(desks, kit, qapp, tmp_path)


def cells(sheet: LedgerSheet, column: int) -> list[str]:
    model = sheet.table.model()
    return [str(model.index(row, column).data()) for row in range(model.rowCount())]


def waiting(sheet: SealSheet) -> list[str]:
    return [tick.code for tick in sheet.ticks.lines.entries]


def test_the_ledger_lists_the_papers_of_today_and_opens_a_case(seat: PaperSeat) -> None:
    sheet, today = seat.ledger(), seat.session.lookup.today()
    rows = seat.session.paper_ledger.page(today, today).rows
    assert cells(sheet, 0) == [row.document.number for row in rows]
    seat.press(KEY.Key_Down)
    seat.press(KEY.Key_Return)
    assert seat.case_in_sight() == rows[1].document.case_id


def test_other_days_and_one_kind(seat: PaperSeat) -> None:
    sheet, today = seat.ledger(), seat.session.lookup.today()
    before = today - timedelta(days=40)
    sheet.first.take_focus()
    seat.write(f"{before:%Y%m%d}")
    seat.press(KEY.Key_F9)
    rows = seat.session.paper_ledger.page(before, today).rows
    assert len(cells(sheet, 0)) == len(rows) > 20
    sheet.kind.take_focus()
    for _ in range(sheet.kind.combo.count()):
        if sheet.kind.value() != "approval":
            seat.press(KEY.Key_Down)
    assert set(cells(sheet, 1)) == {"准予决定书"}


def test_a_void_number_shows_its_reason(seat: PaperSeat, desks: DemoDesks) -> None:
    paper = seat.taken_back(desks)
    sheet = seat.ledger()
    place = cells(sheet, 0).index(paper.number)
    assert cells(sheet, 4)[place] == "作废：受理错了事项"
    assert "作废 " in sheet.note.text()


def test_days_the_wrong_way_round_are_a_fault_at_the_field(seat: PaperSeat) -> None:
    sheet = seat.ledger()
    sheet.first.take_focus()
    seat.write("20270101")
    seat.press(KEY.Key_F9)
    assert "止日比起日早" in sheet.last.fault()


def test_f8_shows_the_paper_and_the_days_are_kept(seat: PaperSeat) -> None:
    sheet = seat.ledger()
    sheet.first.take_focus()
    seat.write("20260901")
    seat.press(KEY.Key_F9)
    seat.press(KEY.Key_F8)
    assert isinstance(seat.sheet, RecordSheet)
    seat.press(KEY.Key_Escape)
    assert seat.ledger().first.value() == "2026年9月1日"


def test_the_export_asks_what_for_and_masks_names(seat: PaperSeat) -> None:
    seat.ledger()
    seat.press(KEY.Key_E, ALT)
    sheet = seat.sheet
    assert isinstance(sheet, LedgerExportSheet)
    seat.press(KEY.Key_F9)
    assert "写明用途" in sheet.purpose.fault()
    seat.write("迎检核对文号")
    sheet.folder.take_focus()
    seat.write(str(seat.folder / "away"))
    seat.press(KEY.Key_F9)
    assert "这个文件夹" in sheet.folder.fault()
    seat.write(str(seat.folder))
    seat.press(KEY.Key_F9)
    assert isinstance(seat.sheet, LedgerSheet)
    (path,) = seat.folder.glob("*.xlsx")
    written = [
        [str(cell) for cell in row]
        for row in openpyxl.load_workbook(path).active.iter_rows(values_only=True)
    ]
    paper = seat.paper()
    name = seat.session.lookup.case(paper.case_id).case.application.applicant.name
    (line,) = [row for row in written if paper.number in row]
    assert name not in line
    assert f"{name[0]}*" in line[3]
    assert any("迎检核对文号" in row for row in written)


def test_who_may_not_take_lists_out_is_told_who_may(
    desks: DemoDesks, kit: Kit, qapp: QApplication, tmp_path: Path
) -> None:
    for seat in sitting(desks, kit, qapp, tmp_path, CLERK):
        sheet = seat.ledger()
        assert not sheet.export_button.isEnabled()
        seat.press(KEY.Key_E, ALT)
        assert "能导出的人" in seat.said[-1]


def test_one_department_is_told_that_unused_numbers_are_not_checked(
    desks: DemoDesks, kit: Kit, qapp: QApplication, tmp_path: Path
) -> None:
    for seat in sitting(desks, kit, qapp, tmp_path, REVIEWER):
        seat.ledger()
        assert "空号不在这里核" in seat.words()


def test_papers_that_were_sealed_are_recorded_together(seat: PaperSeat) -> None:
    sheet, today = seat.seals(), seat.session.lookup.today()
    before = waiting(sheet)
    assert len(before) > 1
    seat.press(KEY.Key_F9)
    assert "还没选文书" in sheet.ticks.fault_text.text()
    seat.press(KEY.Key_A)
    seat.press(KEY.Key_F9)
    assert "谁批准" in sheet.approver.fault()
    seat.write("段正刚")
    seat.press(KEY.Key_F9)
    register = seat.session.sealings.register(today, today)
    assert sorted(str(one.document_id) for one in register) == sorted(before)
    assert {(one.kind, one.approver) for one in register} == {(SealKind.INK, "段正刚")}
    assert waiting(sheet) == []
    seat.press(KEY.Key_Escape)
    assert seat.seals().approver.value() == "段正刚"


def test_days_before_can_be_caught_up_with_and_the_register_read(seat: PaperSeat) -> None:
    sheet = seat.seals()
    few = len(waiting(sheet))
    sheet.first.take_focus()
    seat.write("20260801")
    seat.press(KEY.Key_Tab)
    assert len(waiting(sheet)) > few
    sheet.ticks.take_focus()
    seat.press(KEY.Key_Space)
    sheet.approver.take_focus()
    seat.write("段正刚")
    seat.press(KEY.Key_F9)
    seat.press(KEY.Key_Right)
    assert sheet.table.isVisible()
    assert sheet.table.model().rowCount() == 1
    seat.press(KEY.Key_Left)
    assert sheet.ticks.isVisible()


def test_without_a_certificate_there_is_no_electronic_seal(seat: PaperSeat) -> None:
    sheet = seat.seals()
    assert sheet.sign_button.isHidden()
    assert sheet.passphrase.isHidden()


def test_an_electronic_seal_wants_its_passphrase_and_keeps_it_nowhere(signer: PaperSeat) -> None:
    sheet, today = signer.seals(), signer.session.lookup.today()
    signer.press(KEY.Key_Space)
    sheet.approver.take_focus()
    signer.write("段正刚")
    signer.press(KEY.Key_D, ALT)
    assert "还没输口令" in sheet.passphrase.fault()
    signer.write("wrong")
    signer.press(KEY.Key_D, ALT)
    assert sheet.passphrase.fault()
    assert sheet.passphrase.value() == ""
    assert signer.session.sealings.register(today, today) == ()
    signer.write(PASSPHRASE)
    signer.press(KEY.Key_D, ALT)
    assert sheet.passphrase.value() == ""
    (one,) = signer.session.sealings.register(today, today)
    assert (one.kind, one.certificate) == (SealKind.ELECTRONIC, SUBJECT)


def test_the_sealed_file_is_saved_and_proved(signer: PaperSeat) -> None:
    sheet = signer.seals()
    signer.press(KEY.Key_Space)
    sheet.approver.take_focus()
    signer.write("段正刚")
    sheet.passphrase.take_focus()
    signer.write(PASSPHRASE)
    signer.press(KEY.Key_D, ALT)
    sheet.take_focus()
    signer.press(KEY.Key_Right)
    sheet.folder.take_focus()
    signer.write(str(signer.folder))
    signer.press(KEY.Key_C, ALT)
    (path,) = signer.folder.glob("*电子印章.pdf")
    signer.press(KEY.Key_Escape)
    proof = signer.verify()
    signer.write(str(path))
    signer.press(KEY.Key_F9)
    assert proof.panel.word.text() == "真"
    assert ("电子印章", SUBJECT) in proof.panel.lines
