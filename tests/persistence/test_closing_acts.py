"""From an ending or a decision to the archive, on both databases: rules, grants, bodies, chains."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.databases import Desks
from tests.factories import make_party
from tests.persistence.test_window_acts import Window, go_on, is_clean
from windowdesk.domain.case import Decision
from windowdesk.domain.document import ArchivedPaper, PrintState
from windowdesk.domain.duties import Role
from windowdesk.domain.errors import NotPermitted
from windowdesk.domain.issuing import MailOutcome
from windowdesk.domain.states import CaseState
from windowdesk.domain.turns import EndCause
from windowdesk.services.acting import ActReceipt
from windowdesk.services.approval import Approval
from windowdesk.services.archive import Archive, Filing
from windowdesk.services.endings import ChangeEntry, EndingEntry, Endings
from windowdesk.services.issuance import Delivery, DeliveryMode, Issuance, Letter
from windowdesk.services.ratings import Ratings

NAME = make_party().name
WAYBILL = "1099000012345"


@pytest.fixture
def window(desks: Desks) -> Window:
    return Window(desks)


def decided(desks: Desks, window: Window) -> int:
    case_id = window.acceptance.receive_and_accept(window.application()).case_id
    approval = Approval(Window(desks, Role.APPROVER).bench)
    go_on(desks)
    approval.claim(case_id)
    approval.approve(case_id, Decision("准予发放补贴"))
    return case_id


def drawn(window: Window, receipt: ActReceipt) -> None:
    """Archive a page for every paper of an act, and call its prints done."""
    with window.database.unit_of_work() as uow:
        for paper in receipt.papers:
            page = b"%PDF /Type /Page" * paper.copies
            uow.papers.archive(ArchivedPaper.of(paper.document_id, page, "test", uow.now()))
            for job in uow.prints.of_document(paper.document_id):
                sent = uow.prints.save(replace(job, state=PrintState.SPOOLED, job="1"))
                uow.prints.save(replace(sent, state=PrintState.DONE))
        uow.commit()


def test_a_case_is_terminated_and_taken_back(desks: Desks, window: Window) -> None:
    case_id = window.acceptance.receive_and_accept(window.application()).case_id
    approver = Window(desks, Role.APPROVER)
    entry = EndingEntry(EndCause.DECEASED, "申请人已经死亡", "死亡证明")
    go_on(desks)
    assert Endings(approver.bench).terminate(case_id, entry).state is CaseState.TERMINATED
    kept = window.case(case_id)
    assert kept.turns.ending is not None
    assert kept.turns.ending.proof == "死亡证明"
    assert approver.own.reverse(case_id, "点错了").state is CaseState.ACCEPTED
    assert window.case(case_id).turns.ending is None
    assert is_clean(desks)


def test_a_letter_comes_back_is_sent_again_and_arrives(desks: Desks, window: Window) -> None:
    case_id = decided(desks, window)
    issuance = Issuance(Window(desks, Role.ISSUER).bench)
    issuance.make_ready(case_id)
    issuance.send(case_id, Letter(WAYBILL, "邮政", NAME, "云溪镇白石村 3 组"))
    issuance.not_collected(case_id, "查无此人", "电话", waybill=WAYBILL)
    issuance.send(case_id, Letter("2099000012345", "邮政", NAME, "云溪镇白石村 4 组"))
    delivery = Delivery(
        DeliveryMode.MAIL, NAME, identity_checked=False, mail_number="2099000012345"
    )
    assert issuance.deliver(case_id, delivery).state is CaseState.DELIVERED
    outcomes = [one.outcome for one in window.case(case_id).turns.mailings]
    assert outcomes == [MailOutcome.RETURNED, MailOutcome.ARRIVED]
    assert is_clean(desks)


def test_a_decision_is_corrected_served_anew_and_rated_by_the_applicant_alone(
    desks: Desks, window: Window
) -> None:
    case_id = decided(desks, window)
    issuance, handed = (
        Issuance(Window(desks, Role.ISSUER).bench),
        Delivery(DeliveryMode.DIRECT, NAME, identity_checked=True),
    )
    issuance.make_ready(case_id)
    issuance.deliver(case_id, handed)
    go_on(desks)
    entry = ChangeEntry("写错标准", "第六十九条", "准予发放补贴，每月 110 元")
    head = Endings(Window(desks, Role.HEAD).bench)
    assert head.correct_decision(case_id, entry).state is CaseState.APPROVED
    issuance.make_ready(case_id)
    issuance.deliver(case_id, handed)
    kept = window.case(case_id)
    assert kept.turns.changes[0].earlier_number
    digits, tail = kept.number.digits, kept.application.applicant.id_number.number[-4:]
    with pytest.raises(NotPermitted, match="不能代评"):
        Ratings(window.bench).rate(digits, tail, 5)
    Ratings(Window(desks, Role.SYSTEM).bench).rate(digits, tail, 5, "办得快")
    assert window.case(case_id).rated
    assert is_clean(desks)


def test_the_archivist_files_what_ended_early_and_nobody_else_does(
    desks: Desks, window: Window
) -> None:
    receipt = window.acceptance.receive(window.application())
    drawn(window, receipt)
    go_on(desks)
    returned = window.own.returnable(window.case(receipt.case_id))
    gone = window.own.take_back(receipt.case_id, returned, "不办了", signed=True)
    drawn(window, gone)
    archive = Archive(Window(desks, Role.ARCHIVIST).bench)
    view = archive.file_of(receipt.case_id)
    assert [line.fault for line in view.checks if line.fault] == []
    ticked = tuple(line.name for line in view.checks if line.by_hand)
    filing = Filing("10年", "许绍文", ticked)
    with pytest.raises(NotPermitted):
        Archive(window.bench).archive(receipt.case_id, filing)
    if desks.clock is not None:
        desks.clock.go_on(timedelta(days=1))
    done = archive.archive(receipt.case_id, filing)
    assert done.state is CaseState.ARCHIVED
    assert [p.kind for p in done.papers] == ["file_contents"]
    assert is_clean(desks)
