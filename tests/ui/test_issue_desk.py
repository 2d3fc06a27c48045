"""The issuing desk on the told demo centre: as somebody with a keyboard and a scanner uses it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent
from pytestqt.qtbot import QtBot

from tests.ui.desks import DemoDesks, demo_desks
from windowdesk.assets import Assets
from windowdesk.domain.codes import code_text
from windowdesk.domain.states import CaseState
from windowdesk.services.acting import ActReceipt
from windowdesk.services.issuance import Delivery, DeliveryMode
from windowdesk.services.session import Session
from windowdesk.services.worklists import CaseRow, Queue, QueueQuery
from windowdesk.tools.demo_centre import APPROVER, ISSUER
from windowdesk.ui.issue_desk import IssueDesk
from windowdesk.ui.kit import Kit
from windowdesk.ui.notifier import RecordingNotifier
from windowdesk.ui.print_watch import PrintWatch
from windowdesk.ui.sheet import Sheet
from windowdesk.ui.tasks import RunNow
from windowdesk.ui.theme import Theme


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
    return made


def _rows(session: Session, *states: CaseState) -> list[CaseRow]:
    queue = session.database.lists.queue(QueueQuery(Queue.ISSUE))
    return [row for row in queue if row.state in states]


def _press(qtbot: QtBot, desk: IssueDesk, key: Qt.Key, alt: bool = False) -> None:
    modifier = Qt.KeyboardModifier.AltModifier if alt else Qt.KeyboardModifier.NoModifier
    qtbot.keyClick(desk.window().focusWidget() or desk, key, modifier)


def _write(desk: IssueDesk, text: str) -> None:
    """Put text at the caret as an input method does: keys alone cannot write Chinese."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    focus = desk.window().focusWidget()
    assert focus is not None
    QCoreApplication.sendEvent(focus, event)


def _shown(desk: IssueDesk) -> str:
    return desk.detail.name.text()


def test_the_list_puts_what_was_just_decided_before_what_waits_to_be_collected(
    desk: IssueDesk, session: Session
) -> None:
    model = desk.queue.model()
    texts = [model.index(row, 0).data() for row in range(model.rowCount())]
    decided = _rows(session, CaseState.APPROVED, CaseState.DENIED)
    assert texts[0] == f"审批刚办完，待接收 {len(decided)}"
    assert texts[len(decided) + 1] == f"待领取 {len(_rows(session, CaseState.READY))}"


def test_f9_takes_a_result_over_and_prints_the_notice(
    qtbot: QtBot, desk: IssueDesk, session: Session, desks: DemoDesks
) -> None:
    first = next(r for r in _rows(session, CaseState.APPROVED) if r.service_type == "promise")
    desk.queue.choose(str(first.case_id))
    with qtbot.waitSignal(desk.acted) as told:
        _press(qtbot, desk, Qt.Key.Key_F9)
    receipt = told.args[0]
    assert isinstance(receipt, ActReceipt)
    assert (receipt.case_id, receipt.state) == (first.case_id, CaseState.READY)
    assert [paper.kind for paper in receipt.papers] == ["issue_handover", "pickup"]
    assert len(desks.tray.papers) == 2


def test_f9_before_the_identity_was_checked_goes_to_that_tick(
    qtbot: QtBot, desk: IssueDesk, session: Session
) -> None:
    waiting = _rows(session, CaseState.READY)[0]
    desk.queue.choose(str(waiting.case_id))
    _press(qtbot, desk, Qt.Key.Key_F9)
    assert desk.form.checked.fault()
    row = session.database.lists.row(waiting.case_id)
    assert row is not None
    assert row.state is CaseState.READY


def test_a_scanned_notice_is_handed_out_by_the_keyboard_alone(
    qtbot: QtBot, desk: IssueDesk, session: Session, desks: DemoDesks
) -> None:
    waiting = _rows(session, CaseState.READY)[1]
    _press(qtbot, desk, Qt.Key.Key_F2)
    desk.take_focus()
    qtbot.keyClicks(desk.window().focusWidget(), code_text("06", waiting.number))
    _press(qtbot, desk, Qt.Key.Key_Return)
    assert _shown(desk) == waiting.applicant_name
    _press(qtbot, desk, Qt.Key.Key_H, alt=True)
    with qtbot.waitSignal(desk.acted) as told:
        _press(qtbot, desk, Qt.Key.Key_F9)
    assert told.args[0].state is CaseState.DELIVERED
    assert [paper.kind for paper in told.args[0].papers] == ["delivery_receipt"]
    assert len(desks.tray.papers) == 1
    assert str(waiting.case_id) not in desk.queue.chosen_key()


@pytest.mark.parametrize("by", ["name", "tail", "pickup code", "number"])
def test_a_case_is_found_by_what_the_visitor_can_say(
    qtbot: QtBot, desk: IssueDesk, session: Session, by: str
) -> None:
    waiting = _rows(session, CaseState.READY)[0]
    with session.database.reading() as uow:
        case = uow.cases.get(waiting.case_id)
    said = {
        "name": waiting.applicant_name,
        "tail": case.number.short,
        "pickup code": case.pickup_code,
        "number": case.number.grouped,
    }[by]
    desk.find_field.take_focus()
    _write(desk, said)
    _press(qtbot, desk, Qt.Key.Key_Return)
    assert _shown(desk) == waiting.applicant_name
    assert not desk.find_field.fault()


def test_what_is_not_here_is_said_in_a_sentence(qtbot: QtBot, desk: IssueDesk) -> None:
    desk.find_field.take_focus()
    _write(desk, "没有这个人")
    _press(qtbot, desk, Qt.Key.Key_Return)
    assert "没有这个人" in desk.find_field.fault()


def test_a_scanned_case_that_is_not_decided_yet_says_where_it_is(
    desk: IssueDesk, desks: DemoDesks, notifier: RecordingNotifier
) -> None:
    lists = desks.session(APPROVER).database.lists
    review = lists.queue(QueueQuery(Queue.REVIEW))[0]
    desk.scanned(review.number)
    (banner,) = notifier.banners.values()
    assert review.applicant_name in banner.title


def test_two_desks_on_one_case_keep_what_was_typed(
    qtbot: QtBot, desk: IssueDesk, session: Session, desks: DemoDesks
) -> None:
    waiting = _rows(session, CaseState.READY)[0]
    desk.queue.choose(str(waiting.case_id))
    desk.form.note.take_focus()
    qtbot.keyClicks(desk.form.note.edit, "note")
    _press(qtbot, desk, Qt.Key.Key_H, alt=True)
    other = Delivery(DeliveryMode.DIRECT, waiting.applicant_name, identity_checked=True)
    desks.session(ISSUER).issuance.deliver(waiting.case_id, other)
    _press(qtbot, desk, Qt.Key.Key_F9)
    assert not desk.detail.strip.isHidden()
    assert desk.form.note.value() == "note"


def test_what_was_typed_for_one_case_is_there_again_after_looking_at_another(
    qtbot: QtBot, desk: IssueDesk, session: Session
) -> None:
    first, second = _rows(session, CaseState.READY)[:2]
    desk.queue.choose(str(first.case_id))
    desk.form.note.take_focus()
    qtbot.keyClicks(desk.form.note.edit, "by bus")
    desk.queue.choose(str(second.case_id))
    assert desk.form.note.value() == ""
    desk.queue.choose(str(first.case_id))
    assert desk.form.note.value() == "by bus"


def test_by_mail_asks_for_the_number_of_the_letter(
    qtbot: QtBot, desk: IssueDesk, session: Session
) -> None:
    desk.queue.choose(str(_rows(session, CaseState.READY)[0].case_id))
    desk.form.mode.take_focus()
    for _ in range(3):
        _press(qtbot, desk, Qt.Key.Key_Right)
    assert desk.form.mode.value() == DeliveryMode.MAIL.name
    assert "邮寄单号" in desk.gap_text.text()
    assert desk.form.mail_number.isVisible()


def test_who_may_not_hand_out_sees_who_may(
    qtbot: QtBot, theme: Theme, notifier: RecordingNotifier, desks: DemoDesks
) -> None:
    session = desks.session(APPROVER)
    kit = Kit(theme, Assets(), RunNow(), notifier)
    made = IssueDesk(kit, session, PrintWatch(kit, session))
    qtbot.addWidget(made)
    made.queue.choose(str(_rows(session, CaseState.READY)[0].case_id))
    assert not made.act_button.isEnabled()
    assert "出件人员" in made.gap_text.text()


def test_f4_opens_the_proof_and_f8_the_papers(
    qtbot: QtBot, desk: IssueDesk, session: Session
) -> None:
    opened: list[Sheet] = []
    desk.sheet_wanted.connect(opened.append)
    desk.queue.choose(str(_rows(session, CaseState.READY)[0].case_id))
    _press(qtbot, desk, Qt.Key.Key_F4)
    _press(qtbot, desk, Qt.Key.Key_F8)
    assert [type(sheet).__name__ for sheet in opened] == ["ProofSheet", "RecordSheet"]
    for sheet in opened:
        qtbot.addWidget(sheet)
