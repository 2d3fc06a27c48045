"""证据包 on the page of a case, 文书钥匙 in 系统, seals at 日结: by keyboard."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from PySide6.QtWidgets import QApplication

from tests.certificates import PASSPHRASE, SUBJECT, certificate
from tests.ui.desks import DemoDesks, demo_desks
from tests.ui.paper_seat import ALT, CTRL, KEY, PaperSeat, sitting
from windowdesk.app import system_screen
from windowdesk.services.own_keys import known_keys
from windowdesk.settings import load_settings
from windowdesk.tools.demo_centre import ADMIN, CLERK
from windowdesk.ui.day_close_sheet import DayCloseSheet
from windowdesk.ui.evidence_sheet import EvidenceSheet
from windowdesk.ui.kit import Kit
from windowdesk.ui.renew_key_sheet import RenewKeySheet
from windowdesk.ui.system_desk import SystemDesk
from windowdesk.ui.system_keys import KeysSection


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[DemoDesks]:
    with demo_desks(tmp_path) as opened:
        yield opened


@pytest.fixture
def seat(desks: DemoDesks, kit: Kit, qapp: QApplication, tmp_path: Path) -> Iterator[PaperSeat]:
    yield from sitting(desks, kit, qapp, tmp_path)


@pytest.fixture
def clerk(desks: DemoDesks, kit: Kit, qapp: QApplication, tmp_path: Path) -> Iterator[PaperSeat]:
    yield from sitting(desks, kit, qapp, tmp_path, CLERK)


@pytest.fixture
def admin(
    desks: DemoDesks,
    kit: Kit,
    qapp: QApplication,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[PaperSeat]:
    monkeypatch.setattr(system_screen, "spooler_for_this_machine", lambda _server: desks.tray)
    yield from sitting(desks, kit, qapp, tmp_path, ADMIN)


def keys_section(admin: PaperSeat) -> KeysSection:
    admin.press(KEY.Key_9, CTRL)
    admin.press(KEY.Key_Y, ALT)
    screen = admin.desk.window.screen_in_front
    assert isinstance(screen, SystemDesk)
    assert isinstance(screen.section, KeysSection)
    return screen.section


def test_a_bundle_wants_its_purpose_and_proves_itself_elsewhere(seat: PaperSeat) -> None:
    seat.desk.open_case(seat.paper().case_id)
    seat.press(KEY.Key_Z, ALT)
    sheet = seat.sheet
    assert isinstance(sheet, EvidenceSheet)
    assert sheet.what.isHidden()
    seat.press(KEY.Key_F9)
    assert "写明交给谁" in sheet.purpose.fault()
    seat.write("交县司法局复议")
    sheet.folder.take_focus()
    seat.write(str(seat.folder / "away"))
    seat.press(KEY.Key_F9)
    assert "这个文件夹" in sheet.folder.fault()
    seat.write(str(seat.folder))
    seat.press(KEY.Key_F9)
    assert seat.sheet is None
    (bundle,) = seat.folder.glob("证据包*.zip")
    with ZipFile(bundle) as opened:
        opened.extract("check_evidence.py", seat.folder)
    checked = subprocess.run(
        [sys.executable, str(seat.folder / "check_evidence.py"), str(bundle)],
        capture_output=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stdout.decode()


def test_who_may_not_take_evidence_is_told_who_may(clerk: PaperSeat) -> None:
    clerk.desk.open_case(clerk.paper().case_id)
    clerk.press(KEY.Key_Z, ALT)
    assert clerk.sheet is None
    assert "能导出证据包的人" in clerk.said[-1]


def test_the_day_tells_how_many_papers_have_no_entry_of_a_seal(seat: PaperSeat) -> None:
    today = seat.session.lookup.today()
    waits = [one for one in seat.session.sealings.papers(today, today) if one.waits]
    seat.press(KEY.Key_J, CTRL)
    assert isinstance(seat.sheet, DayCloseSheet)
    assert f"要盖章的文书还有 {len(waits)} 份没登记用印" in seat.words()
    seat.session.sealings.record([one.document.document_id for one in waits], "段正刚")
    seat.press(KEY.Key_Escape)
    seat.press(KEY.Key_J, CTRL)
    assert "没登记用印" not in seat.words()


def test_the_public_key_file_is_given_away(admin: PaperSeat) -> None:
    section = keys_section(admin)
    section.folder.take_focus()
    admin.write(str(admin.folder))
    admin.press(KEY.Key_D, ALT)
    (path,) = admin.folder.glob("*.wdkey")
    offered = admin.session.proofs.trusted.offered(path)
    assert offered.names == tuple(key.name for key in known_keys(admin.session.bench))


def test_a_key_is_renewed_only_after_its_name_was_typed(admin: PaperSeat) -> None:
    keys_section(admin)
    (before,) = known_keys(admin.session.bench)
    admin.press(KEY.Key_H, ALT)
    sheet = admin.sheet
    assert isinstance(sheet, RenewKeySheet)
    admin.press(KEY.Key_F9)
    assert "对不上" in sheet.typed.fault()
    admin.write(before.name)
    admin.press(KEY.Key_F9)
    assert admin.sheet is None
    keys = known_keys(admin.session.bench)
    assert (keys[0].name, len(keys)) == (before.name, 2)


def test_the_certificate_is_looked_at_then_kept_without_its_passphrase(admin: PaperSeat) -> None:
    path = certificate(admin.folder / "seal.p12")
    section = keys_section(admin)
    section.certificate.take_focus()
    admin.write(str(path))
    section.passphrase.take_focus()
    admin.write("wrong")
    admin.press(KEY.Key_K, ALT)
    assert section.passphrase.fault()
    admin.write(PASSPHRASE)
    admin.press(KEY.Key_K, ALT)
    assert SUBJECT in section.certificate.get_hint()
    assert section.passphrase.value() == ""
    admin.press(KEY.Key_F9)
    assert load_settings(admin.folder).seal_certificate == path
    assert admin.session.sealings.has_certificate
    assert PASSPHRASE not in (admin.folder / "settings.toml").read_text(encoding="utf-8")
