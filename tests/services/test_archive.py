"""The archive: a computed checklist, pages through the file, and its four papers."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest

from tests.services.counter import PERSON, PROMISE, Counter
from windowdesk.domain.case import Decision
from windowdesk.domain.errors import DomainError, NotPermitted
from windowdesk.domain.states import CaseState
from windowdesk.services.acting import ActReceipt
from windowdesk.services.archive import Filing
from windowdesk.services.issuance import Delivery, DeliveryMode

ARCHIVIST = "archivist"


def print_all(counter: Counter, receipt: ActReceipt, login: str = "clerk") -> None:
    """Print the papers of an act and see the sheets come out."""
    press = counter.at(login).press
    for paper in receipt.papers:
        press.bytes_of_record(paper.document_id)
        if paper.print_id is not None:
            press.ask_after(press.print_job(paper.print_id))


def delivered(counter: Counter) -> int:
    """Return a case that went all the way, with every paper printed."""
    receipt = counter.at().acceptance.receive_and_accept(counter.application())
    print_all(counter, receipt)
    case_id = receipt.case_id
    counter.at("approver").approval.claim(case_id)
    decision = Decision("准予发放补贴", certificate="云残字第17号")
    print_all(counter, counter.at("approver").approval.approve(case_id, decision), "approver")
    print_all(counter, counter.at("issuer").issuance.make_ready(case_id), "issuer")
    handed = Delivery(DeliveryMode.DIRECT, PERSON.name, identity_checked=True)
    print_all(counter, counter.at("issuer").issuance.deliver(case_id, handed), "issuer")
    return case_id


def filing(counter: Counter, case_id: int, **more: object) -> Filing:
    view = counter.at(ARCHIVIST).archive.file_of(case_id)
    by_hand = tuple(line.name for line in view.checks if line.by_hand)
    usual = {"retention": "永久", "checked_by": "许绍文", "ticked": by_hand, "fonds": "0322"}
    return Filing(**{**usual, **more})  # type: ignore[arg-type]  fields by name


def test_a_delivered_case_is_filed_with_cover_list_remarks_and_its_whole_way(
    counter: Counter,
) -> None:
    case_id = delivered(counter)
    view = counter.at(ARCHIVIST).archive.file_of(case_id)
    assert view.faults == ()
    receipt = counter.at(ARCHIVIST).archive.archive(case_id, filing(counter, case_id))
    assert receipt.state is CaseState.ARCHIVED
    kinds = [p.kind for p in receipt.papers]
    assert kinds == ["flow_sheet", "file_cover", "file_contents", "file_remarks"]
    closing = counter.at().lookup.case(case_id).case.turns.closing
    assert closing is not None
    cover = counter.paper(receipt, "file_cover")
    for fact in ("行政审批案卷", "云溪镇人民政府", PERSON.name, "云溪准〔2026〕1号", "永　久",
                 f"{closing.pieces}件", f"共{closing.pages}页", "0322"):  # fmt: skip
        assert fact.replace("　", "") in cover.replace("　", "")
    contents = counter.paper(receipt, "file_contents")
    for piece in view.pieces:
        assert piece.title.replace(" ", "") in contents
        assert piece.page_text in contents
    assert "办件流程单" in contents
    remarks = counter.paper(receipt, "file_remarks")
    assert f"本卷共{closing.pieces}件{closing.pages}页" in remarks


def test_pages_run_through_the_file_and_what_is_returned_is_no_piece(counter: Counter) -> None:
    view = counter.at(ARCHIVIST).archive.file_of(delivered(counter))
    pages = [one.first for one in view.pieces]
    assert pages[0] == 1
    for one, following in pairwise(view.pieces):
        assert following.first == one.first + one.pages
    assert view.pages == view.pieces[-1].first + view.pieces[-1].pages - 1
    titles = [one.title for one in view.pieces]
    for title in (
        "申请材料接收凭证",
        "受理通知书",
        "准予决定书",
        "出件交接单",
        "取件通知",
        "送达回证",
    ):
        assert titles.count(title) == 1
    assert "云残字第17号" in [one.number for one in view.pieces]


def test_counted_pages_take_the_place_of_the_list(counter: Counter) -> None:
    case_id = delivered(counter)
    before = counter.at(ARCHIVIST).archive.file_of(case_id)
    more = {before.pieces[0].title: before.pieces[0].pages + 4}
    receipt = counter.at(ARCHIVIST).archive.archive(case_id, filing(counter, case_id, pages=more))
    closing = counter.at().lookup.case(case_id).case.turns.closing
    assert closing is not None
    # The flow sheet lies in the file too.
    assert closing.pages == before.pages + 4 + 1
    assert f"1-{more[before.pieces[0].title]}" in counter.paper(receipt, "file_contents")


def unprinted(counter: Counter) -> tuple[int, str]:
    """Return a case whose last paper did not come out."""
    case_id = delivered(counter)
    receipt = counter.at("supervisor").flow.issue(case_id)
    counter.at().press.bytes_of_record(receipt.papers[0].document_id)
    return case_id, "还没打出来：办件流程单"


def undrawn(counter: Counter) -> tuple[int, str]:
    """Return a case with a paper that has a number and no bytes."""
    case_id = delivered(counter)
    counter.at("supervisor").flow.issue(case_id)
    return case_id, "还没排成纸：办件流程单"


@pytest.mark.parametrize("begin", [unprinted, undrawn], ids=lambda one: one.__name__)
def test_what_is_open_stands_against_the_archive_and_says_what_to_do(
    counter: Counter, begin: Callable[[Counter], tuple[int, str]]
) -> None:
    case_id, says = begin(counter)
    archive = counter.at(ARCHIVIST).archive
    assert says in archive.file_of(case_id).faults[0].fault
    with pytest.raises(DomainError, match=says):
        archive.archive(case_id, filing(counter, case_id))
    assert counter.at().lookup.case(case_id).case.state is CaseState.DELIVERED


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"ticked": ()}, "对着纸核过"),
        ({"retention": " "}, "保管期限"),
        ({"pages": {"申请表": 0}}, "至少一页"),
    ],
)
def test_what_only_eyes_see_is_asked_for(
    counter: Counter, more: dict[str, object], says: str
) -> None:
    case_id = delivered(counter)
    with pytest.raises(DomainError, match=says):
        counter.at(ARCHIVIST).archive.archive(case_id, filing(counter, case_id, **more))


def test_only_the_archivist_closes_a_file(counter: Counter) -> None:
    case_id = delivered(counter)
    with pytest.raises(NotPermitted, match="档案员"):
        counter.at("head").archive.archive(case_id, filing(counter, case_id))


def test_the_flow_sheet_names_every_step_its_time_and_opinion(counter: Counter) -> None:
    case_id = counter.accepted()
    counter.pass_time(timedelta(minutes=9))
    counter.at("approver").approval.claim(case_id)
    counter.pass_time(timedelta(days=4))
    counter.at("approver").approval.propose(case_id, "材料属实，拟同意")
    text = counter.paper(counter.at("approver").flow.issue(case_id), "flow_sheet")
    for fact in (
        "收件",
        "受理",
        "分办",
        "领办",
        "9分钟",
        "拟办",
        "2个工作日",
        "材料属实",
        PROMISE.name,
    ):
        assert fact in text
    # Its own printing is no step of the way.
    assert "记事" not in text


def test_what_was_taken_back_is_no_step(counter: Counter) -> None:
    case_id = counter.accepted()
    counter.at("approver").approval.claim(case_id)
    counter.pass_time(timedelta(minutes=1))
    counter.at("approver").approval.approve(case_id, Decision("准予发放补贴"))
    counter.at("approver").outcomes.reverse(case_id, "点错了")
    text = counter.paper(counter.at("approver").flow.issue(case_id), "flow_sheet")
    assert "收回" not in text
    assert "点错了" not in text


@pytest.mark.parametrize("travels", [False, True])
def test_the_flow_sheet_travels_where_the_centre_wants_paper_to(
    counter: Counter, *, travels: bool
) -> None:
    with counter.at().database.unit_of_work() as uow:
        uow.save_centre(replace(uow.centre(), prints_flow_sheet=travels))
        uow.commit()
    receipt = counter.at("approver").approval.claim(counter.accepted())
    assert [p.kind for p in receipt.papers] == (["flow_sheet"] if travels else [])


def test_only_the_applicant_rates_with_his_own_number(counter: Counter) -> None:
    case_id = delivered(counter)
    case = counter.at().lookup.case(case_id).case
    tail = PERSON.id_number[-4:]
    with pytest.raises(NotPermitted, match="不能代评"):
        counter.at("clerk").ratings.rate(case.number.digits, tail, 5)
    device = counter.at("system").ratings
    for number, end in ((case.number.digits, "0000"), (case.number.digits[:-1] + "9", tail)):
        with pytest.raises(DomainError, match="对不上"):
            device.rate(number, end, 5)
    assert device.rate(case.number.grouped, tail, 1, "等太久").state is CaseState.DELIVERED
    rating = counter.at().lookup.case(case_id).case.turns.rating
    assert rating is not None
    assert (rating.score, rating.words) == (1, "等太久")
