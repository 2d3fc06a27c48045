"""The page of a 一件事: reached from any of its cases, and from there to every other one."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.services.counter import PERSON
from tests.ui.desks import NOW, DemoDesks, demo_desks
from windowdesk.assets import Assets
from windowdesk.domain.states import CaseState
from windowdesk.services.bundles import BundleReceipt
from windowdesk.services.entry import ApplicationEntry, all_present
from windowdesk.services.session import Session
from windowdesk.tools.demo_centre import APPROVER, CLERK, ISSUER
from windowdesk.ui.bundle_tracker_sheet import BundleTrackerSheet
from windowdesk.ui.case_page import CasePage
from windowdesk.ui.kit import Kit
from windowdesk.ui.main_window import MainWindow, ScreenSpec
from windowdesk.ui.notifier import RecordingNotifier
from windowdesk.ui.print_watch import PrintWatch
from windowdesk.ui.session import Session as Sitting
from windowdesk.ui.tasks import RunNow
from windowdesk.ui.theme import Theme

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[DemoDesks]:
    with demo_desks(tmp_path) as made:
        yield made


def accept_afterlife(session: Session) -> BundleReceipt:
    """Accept 公民身后一件事 without the card."""
    joints = session.bundles.joint_items(session.lookup.item_finder().items)
    joint = next(one for one in joints if one.bundle.code == "afterlife")
    chosen = (*(code for code in joint.start if code != "do.card"), "household.S01")
    entry = ApplicationEntry(
        applicant=PERSON,
        agent=None,
        item=joint.item,
        situations=chosen,
        materials=all_present(joint.item, chosen),
        answers={"issue_by": "窗口自取", "household__result": "已注销户口"},
    )
    return session.bundles.accept(session.bundles.read(joint, entry, session.lookup.today()))


def page_of(qtbot: QtBot, theme: Theme, session: Session) -> tuple[MainWindow, CasePage, Kit]:
    notifier = RecordingNotifier()
    kit = Kit(theme, Assets(), RunNow(), notifier)
    watch = PrintWatch(kit, session)
    spec = ScreenSpec("case", "查询", "search", 1, lambda: CasePage(kit, session, watch))
    sitting = Sitting(session.account.name, "", session.centre.name, lambda: NOW)
    window = MainWindow(kit, sitting, (spec,), lambda _password: None)
    watch.setParent(window)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    page = window.visit("case")
    assert isinstance(page, CasePage)
    return window, page, kit


def press(qtbot: QtBot, window: MainWindow, key: Qt.Key, alt: bool = False) -> None:
    focus = QApplication.focusWidget() or window
    qtbot.keyClick(focus, key, ALT if alt else Qt.KeyboardModifier.NoModifier)


def test_from_any_case_to_all_the_others(qtbot: QtBot, theme: Theme, desks: DemoDesks) -> None:
    receipt = accept_afterlife(desks.session(CLERK))
    window, page, _kit = page_of(qtbot, theme, desks.session(APPROVER))
    page.open(receipt.receipts[2].case_id)
    press(qtbot, window, Qt.Key.Key_Y, alt=True)
    sheet = window.sheets.current
    assert isinstance(sheet, BundleTrackerSheet)
    assert sheet.note.text() == "YJS-990322103-20260918-0001"
    assert sheet.summary.text() == "段玉兰，共 3 件。"
    shown = [sheet.list.model().index(n, 0).data() for n in range(3)]
    for text, name in zip(shown, receipt.items, strict=True):
        assert name in text
    press(qtbot, window, Qt.Key.Key_Return)
    assert window.sheets.current is None
    assert page.view is not None
    assert page.view.case.case_id == receipt.receipts[0].case_id


def test_a_case_of_its_own_says_so(qtbot: QtBot, theme: Theme, desks: DemoDesks) -> None:
    session = desks.session(APPROVER)
    window, page, kit = page_of(qtbot, theme, session)
    (row,) = session.database.lists.recent(CLERK, 1)
    page.open(row.case_id)
    press(qtbot, window, Qt.Key.Key_Y, alt=True)
    assert window.sheets.current is None
    assert isinstance(kit.notifier, RecordingNotifier)
    assert kit.notifier.lines[-1] == "这件是单独办的，不属于一件事。"


def test_what_is_ready_is_handed_over_together_to_the_applicant(
    qtbot: QtBot, theme: Theme, desks: DemoDesks
) -> None:
    receipt = accept_afterlife(desks.session(CLERK))
    issuer = desks.session(ISSUER)
    first = receipt.receipts[0].case_id
    issuer.issuance.make_ready(first)
    window, page, kit = page_of(qtbot, theme, issuer)
    page.open(first)
    press(qtbot, window, Qt.Key.Key_Y, alt=True)
    sheet = window.sheets.current
    assert isinstance(sheet, BundleTrackerSheet)
    assert sheet.summary.text() == "段玉兰，共 3 件；1 件可以领。"
    press(qtbot, window, Qt.Key.Key_F9)
    assert window.sheets.current is sheet
    press(qtbot, window, Qt.Key.Key_C, alt=True)
    press(qtbot, window, Qt.Key.Key_F9)
    assert window.sheets.current is None
    assert isinstance(kit.notifier, RecordingNotifier)
    assert kit.notifier.lines[-1].startswith("发了 1 件。")
    assert page.view is not None
    assert page.view.case.state is CaseState.DELIVERED


def test_who_may_not_hand_over_has_no_such_key(
    qtbot: QtBot, theme: Theme, desks: DemoDesks
) -> None:
    receipt = accept_afterlife(desks.session(CLERK))
    first = receipt.receipts[0].case_id
    desks.session(ISSUER).issuance.make_ready(first)
    window, page, _kit = page_of(qtbot, theme, desks.session(APPROVER))
    page.open(first)
    press(qtbot, window, Qt.Key.Key_Y, alt=True)
    sheet = window.sheets.current
    assert isinstance(sheet, BundleTrackerSheet)
    assert not sheet.button.isVisible()
    (group,) = sheet.keys()
    assert "F9" not in [act.keys for act in group.acts]
