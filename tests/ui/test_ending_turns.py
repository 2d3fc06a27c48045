"""Ending, putting right and filing from 其他办理, on the demo centre, with what the sheets ask."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from tests.ui.desks import DemoDesks, demo_desks
from windowdesk.assets import Assets
from windowdesk.domain.states import CaseState, Move
from windowdesk.domain.turns import EndCause
from windowdesk.services.phrases import load_phrases
from windowdesk.services.session import Session
from windowdesk.services.worklists import Queue, QueueQuery
from windowdesk.tools.demo_centre import APPROVER, CLERK, ISSUER
from windowdesk.ui.asked_sheet import AskedSheet
from windowdesk.ui.ending_sheet import EndingSheet
from windowdesk.ui.ending_turns import ENDING_TURNS
from windowdesk.ui.filing_sheet import FilingSheet
from windowdesk.ui.kit import Kit
from windowdesk.ui.notifier import RecordingNotifier
from windowdesk.ui.sheet import Sheet
from windowdesk.ui.sheet_acts import SheetActs, WindowDone
from windowdesk.ui.tasks import RunNow
from windowdesk.ui.theme import Theme
from windowdesk.ui.turn import TurnGround, offers

HEAD = "yl-0402"


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[DemoDesks]:
    with demo_desks(tmp_path) as made:
        yield made


class Opened:
    """Opens turns as the list does, and keeps the sheet and what came of it."""

    def __init__(self, qtbot: QtBot, theme: Theme, notifier: RecordingNotifier) -> None:
        self._qtbot = qtbot
        self.kit = Kit(theme, Assets(), RunNow(), notifier)
        self._owner = QObject()
        self._acts = SheetActs(self.kit, self._owner)
        self.sheets: list[Sheet] = []
        self.done: list[WindowDone] = []
        self._acts.sheet_wanted.connect(self.sheets.append)
        self._acts.done.connect(self.done.append)

    def begin(self, session: Session, case_id: int, move: Move) -> None:
        view = session.lookup.case(case_id)
        book = load_phrases(self.kit.assets)
        ENDING_TURNS[move].begin(TurnGround(self.kit, session, view, book, self._acts))
        for sheet in self.sheets:
            self._qtbot.addWidget(sheet)


@pytest.fixture
def opened(qtbot: QtBot, theme: Theme, notifier: RecordingNotifier) -> Opened:
    return Opened(qtbot, theme, notifier)


def first(session: Session, queue: Queue, *states: CaseState) -> int:
    rows = session.database.lists.queue(QueueQuery(queue))
    return next(row.case_id for row in rows if row.state in states)


def test_the_sheet_of_a_termination_asks_for_the_proof_of_its_cause(
    desks: DemoDesks, opened: Opened
) -> None:
    session = desks.session(APPROVER)
    case_id = first(session, Queue.REVIEW, CaseState.PROPOSED)
    opened.begin(session, case_id, Move.TERMINATE)
    (sheet,) = opened.sheets
    assert isinstance(sheet, EndingSheet)
    sheet.act()
    assert sheet.cause.fault() == "还没选因为什么。选一项再终止。"
    sheet.cause.set_value(EndCause.DECEASED.value)
    sheet.cause.edited.emit("")
    sheet.act()
    assert sheet.proof.fault() == "还没写证明。写死亡证明或者户口注销证明。"
    sheet.proof.set_value("2026年9月16日的死亡证明")
    sheet.reason.text.set_value("申请人已经死亡")
    sheet.act()
    (done,) = opened.done
    assert done.receipt.state is CaseState.TERMINATED
    ending = session.lookup.case(case_id).case.turns.ending
    assert ending is not None
    assert (ending.cause, ending.proof) == (EndCause.DECEASED, "2026年9月16日的死亡证明")


@pytest.mark.parametrize(
    ("move", "kind"),
    [
        (Move.CORRECT_DECISION, "decision_correction"),
        (Move.REVOKE_DECISION, "decision_revocation"),
    ],
)
def test_a_decision_is_put_right_with_reason_and_provision(
    desks: DemoDesks, opened: Opened, move: Move, kind: str
) -> None:
    session = desks.session(HEAD)
    case_id = first(desks.session(ISSUER), Queue.ISSUE, CaseState.APPROVED)
    opened.begin(session, case_id, move)
    (sheet,) = opened.sheets
    assert isinstance(sheet, AskedSheet)
    sheet.act()
    assert opened.done == []
    for name, text in (("content", "改后的内容"), ("reason", "写错"), ("basis", "第六十九条")):
        sheet.inputs[name].set_value(text)
    sheet.act()
    (done,) = opened.done
    assert [paper.kind for paper in done.receipt.papers] == [kind]


def test_the_flow_sheet_is_printed_at_once(desks: DemoDesks, opened: Opened) -> None:
    session = desks.session(APPROVER)
    opened.begin(session, first(session, Queue.REVIEW, CaseState.PROPOSED), Move.NOTE)
    (done,) = opened.done
    assert [paper.kind for paper in done.receipt.papers] == ["flow_sheet"]


def test_the_archivist_sees_what_is_open_and_ticks_what_only_eyes_see(
    desks: DemoDesks, opened: Opened
) -> None:
    session = desks.session(ISSUER)
    case_id = session.archive.waiting()[0].case_id
    for paper in session.database.lists.papers(case_id):
        session.press.bytes_of_record(paper.document_id)
    opened.begin(session, case_id, Move.ARCHIVE)
    (sheet,) = opened.sheets
    assert isinstance(sheet, FilingSheet)
    sheet.act()
    assert next(iter(sheet.ticks.values())).fault()
    for tick in sheet.ticks.values():
        tick.toggle()
    sheet.retention.set_value("永久")
    sheet.checked_by.set_value("许绍文")
    sheet.act()
    (done,) = opened.done
    assert done.receipt.state is CaseState.ARCHIVED
    closing = session.lookup.case(case_id).case.turns.closing
    assert closing is not None
    assert (closing.retention, closing.checked_by) == ("永久", "许绍文")


@pytest.mark.parametrize(
    ("login", "state", "offered"),
    [
        (APPROVER, CaseState.PROPOSED, {Move.TERMINATE, Move.NOTE}),
        (CLERK, CaseState.READY, {Move.NOT_COLLECTED, Move.NOTE}),
    ],
)
def test_the_table_decides_which_turns_are_offered(
    desks: DemoDesks, login: str, state: CaseState, offered: set[Move]
) -> None:
    session = desks.session(login)
    queue = Queue.REVIEW if state is CaseState.PROPOSED else Queue.ISSUE
    view = session.lookup.case(first(desks.session(ISSUER), queue, state))
    found = offers(ENDING_TURNS, view, view.now, session.account)
    assert {offer.move for offer in found if not offer.off} == offered
