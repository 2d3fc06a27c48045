"""Every way of serving at the issuing desk, by keys: it asks for its own proof and no other."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.desks import DemoDesks, demo_desks
from windowdesk.assets import Assets
from windowdesk.domain.issuing import DeliveryMode, MailOutcome
from windowdesk.domain.states import CaseState
from windowdesk.services.session import Session
from windowdesk.services.worklists import Queue, QueueQuery
from windowdesk.tools.demo_centre import ISSUER
from windowdesk.ui.asked_sheet import AskedSheet
from windowdesk.ui.issue_desk import IssueDesk
from windowdesk.ui.kit import Kit
from windowdesk.ui.notifier import RecordingNotifier
from windowdesk.ui.print_watch import PrintWatch
from windowdesk.ui.sheet import Sheet
from windowdesk.ui.tasks import RunNow
from windowdesk.ui.theme import Theme

ALT = Qt.KeyboardModifier.AltModifier
NONE = Qt.KeyboardModifier.NoModifier
WAYBILL = "1099000012345"


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[DemoDesks]:
    with demo_desks(tmp_path) as made:
        yield made


@pytest.fixture
def session(desks: DemoDesks) -> Session:
    return desks.session(ISSUER)


@pytest.fixture
def desk(qtbot: QtBot, theme: Theme, notifier: RecordingNotifier, session: Session) -> IssueDesk:
    kit = Kit(theme, Assets(), RunNow(), notifier)
    made = IssueDesk(kit, session, PrintWatch(kit, session))
    made.install_keys()
    qtbot.addWidget(made)
    made.resize(1286, 690)
    made.show()
    qtbot.waitExposed(made)
    waiting = session.database.lists.queue(QueueQuery(Queue.ISSUE))
    made.queue.choose(str(next(r.case_id for r in waiting if r.state is CaseState.READY)))
    return made


def in_hand(desk: IssueDesk) -> int:
    return int(desk.queue.chosen_key())


def press(qtbot: QtBot, desk: IssueDesk, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
    qtbot.keyClick(desk.window().focusWidget() or desk, key, modifier)


def choose(qtbot: QtBot, desk: IssueDesk, mode: DeliveryMode) -> None:
    """Take a way by the arrow keys, as the clerk does."""
    desk.form.mode.take_focus()
    for _ in DeliveryMode:
        if desk.form.mode.value() == mode.name:
            return
        press(qtbot, desk, Qt.Key.Key_Right)
    raise AssertionError(mode)


ASKED = {
    DeliveryMode.DIRECT: (),
    DeliveryMode.BY_AGENT: ("authority",),
    DeliveryMode.ELECTRONIC: ("consent", "address", "on"),
    DeliveryMode.MAIL: ("carrier", "mail_number", "mail_to"),
    DeliveryMode.LEFT: ("refusal", "witness"),
    DeliveryMode.PUBLIC: ("posted_on", "days"),
}


@pytest.mark.parametrize("mode", DeliveryMode)
def test_each_way_shows_what_it_asks_for_and_no_more(
    qtbot: QtBot, desk: IssueDesk, mode: DeliveryMode
) -> None:
    choose(qtbot, desk, mode)
    shown = tuple(name for name, one in desk.form.more.items() if one.isVisible())
    assert sorted(shown) == sorted(ASKED[mode])
    in_person = mode in {DeliveryMode.DIRECT, DeliveryMode.BY_AGENT}
    assert desk.form.checked.isVisible() is in_person


def test_a_letter_is_sent_first_and_served_by_the_day_on_its_receipt(
    qtbot: QtBot, desk: IssueDesk, session: Session
) -> None:
    case_id = in_hand(desk)
    choose(qtbot, desk, DeliveryMode.MAIL)
    assert desk.act_button.text() == "寄出并打印登记单"
    press(qtbot, desk, Qt.Key.Key_F9)
    assert desk.form.carrier.fault() == "还差：承运单位"
    for field, text in ((desk.form.carrier, "EMS"), (desk.form.mail_number, WAYBILL)):
        field.take_focus()
        qtbot.keyClicks(field.edit, text)
    assert desk.form.mail_to.value()
    with qtbot.waitSignal(desk.acted) as told:
        press(qtbot, desk, Qt.Key.Key_F9)
    assert [paper.kind for paper in told.args[0].papers] == ["mailing"]
    desk.queue.choose(str(case_id))
    assert desk.form.mode.value() == DeliveryMode.MAIL.name
    assert desk.form.mail_number.value() == WAYBILL
    assert desk.act_button.text() == "送达并打印回证"
    desk.form.on.take_focus()
    qtbot.keyClicks(desk.form.on.edit, "20260918")
    with qtbot.waitSignal(desk.acted) as told:
        press(qtbot, desk, Qt.Key.Key_F9)
    assert told.args[0].state is CaseState.DELIVERED
    (letter,) = session.lookup.case(case_id).case.turns.mailings
    assert letter.outcome is MailOutcome.ARRIVED


def test_what_nobody_fetched_is_told_again_by_a_key(
    qtbot: QtBot, desk: IssueDesk, session: Session
) -> None:
    case_id, opened = in_hand(desk), list[Sheet]()
    desk.sheet_wanted.connect(opened.append)
    press(qtbot, desk, Qt.Key.Key_W, ALT)
    (sheet,) = opened
    assert isinstance(sheet, AskedSheet)
    qtbot.addWidget(sheet)
    sheet.act()
    assert sheet.inputs["reason"].fault()
    sheet.inputs["reason"].set_value("打电话没人接")
    sheet.inputs["told"].set_value("发短信")
    with qtbot.waitSignal(desk.acted) as told:
        sheet.act()
    assert [paper.kind for paper in told.args[0].papers] == ["pickup"]
    (entry,) = session.lookup.case(case_id).case.turns.uncollected
    assert (entry.reason, entry.told) == ("打电话没人接", "发短信")
