"""Receive, accept and decide at once: what is stored, numbered and printed."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.factories import NOW
from tests.services.counter import (
    AGENT,
    ENDED,
    FOR_ORGANISATIONS,
    IMMEDIATE,
    ORGANISATION,
    PERSON,
    PROMISE,
    SITUATED,
    UNPUBLISHED,
    WITHOUT_LIMIT,
    Counter,
)
from windowdesk.domain.case import Decision
from windowdesk.domain.document import PrintState
from windowdesk.domain.errors import ConcurrentChange, DomainError, NotPermitted
from windowdesk.domain.item import Item
from windowdesk.domain.item_kinds import ServiceType
from windowdesk.domain.states import CaseState, Move
from windowdesk.services.acceptance import promise_for
from windowdesk.services.entry import with_missing
from windowdesk.services.worklists import FindQuery

NUMBER = "990322103012026112000001"


def stored(counter: Counter) -> tuple[int, int]:
    """Return how many cases and papers there are."""
    return counter.count("case_"), counter.count("document")


def test_receive_and_accept_is_one_act_of_two_events_and_two_papers(counter: Counter) -> None:
    clerk = counter.at()
    receipt = clerk.acceptance.receive_and_accept(counter.application())
    assert (receipt.number, receipt.state, receipt.at) == (NUMBER, CaseState.ACCEPTED, NOW)
    assert receipt.due_on == date(2026, 12, 2)
    events = clerk.database.lists.events(receipt.case_id)
    assert [event.move for event in events] == [Move.RECEIVE, Move.ACCEPT]
    assert {event.at for event in events} == {NOW}
    assert [(p.kind, p.number) for p in receipt.papers] == [
        ("receipt", "云溪收〔2026〕1号"),
        ("acceptance", "云溪受〔2026〕1号"),
    ]


def test_of_one_act_the_receipt_is_archived_only_and_the_notice_says_all(counter: Counter) -> None:
    receipt = counter.at().acceptance.receive_and_accept(counter.application())
    slip, notice = receipt.papers
    assert slip.print_id is None
    assert notice.print_id is not None
    assert notice.copies == 2
    waiting = counter.at().database.lists.unprinted("01")
    assert [(row.document_id, row.state) for row in waiting] == [
        (notice.document_id, PrintState.WAITING)
    ]
    text = counter.paper(receipt, "acceptance")
    assert "2026年11月20日10时42分" in text
    for material in PROMISE.materials:
        assert material.name in text
    assert counter.at().press.bytes_of_record(slip.document_id).startswith(b"%PDF")


def test_a_centre_may_want_the_receipt_printed_too(counter: Counter) -> None:
    with counter.at().database.unit_of_work() as uow:
        uow.save_centre(replace(uow.centre(), prints_receipt_too=True))
        uow.commit()
    receipt = counter.at().acceptance.receive_and_accept(counter.application())
    assert all(paper.print_id is not None for paper in receipt.papers)


def test_to_receive_alone_starts_the_notice_clock_and_prints_the_receipt(counter: Counter) -> None:
    receipt = counter.at().acceptance.receive(counter.application())
    assert (receipt.state, receipt.due_on) == (CaseState.RECEIVED, date(2026, 11, 27))
    (slip,) = receipt.papers
    assert (slip.kind, slip.print_id is None) == ("receipt", False)
    assert "不代表受理" in counter.paper(receipt, "receipt")


def test_a_received_case_is_accepted_later_with_the_list_as_checked(counter: Counter) -> None:
    clerk = counter.at()
    application = counter.application()
    short = replace(application, materials=with_missing(application.materials, frozenset({"form"})))
    received = clerk.acceptance.receive(short)
    held = clerk.lookup.case(received.case_id).case
    with pytest.raises(DomainError, match="材料还缺：申请表"):
        clerk.acceptance.accept(received.case_id, None, held.version)
    counter.pass_time(timedelta(days=3))
    whole = clerk.acceptance.completed(held)
    accepted = clerk.acceptance.accept(received.case_id, whole, held.version)
    assert accepted.state is CaseState.ACCEPTED
    assert [p.number for p in accepted.papers] == ["云溪受〔2026〕1号"]
    assert clerk.lookup.case(received.case_id).case.missing_materials == ()
    text = counter.paper(accepted, "acceptance")
    assert "2026年11月23日" in text
    assert "未交" not in text


def test_what_is_immediate_goes_from_receipt_to_decision_at_one_desk(counter: Counter) -> None:
    clerk = counter.at()
    receipt = clerk.acceptance.receive_and_decide(
        counter.application(IMMEDIATE), Decision("已登记，当场发证")
    )
    assert receipt.state is CaseState.APPROVED
    assert [(p.kind, p.print_id is None) for p in receipt.papers] == [
        ("receipt", True),
        ("immediate", False),
    ]
    moves = [event.move for event in clerk.database.lists.events(receipt.case_id)]
    assert moves == [Move.RECEIVE, Move.ACCEPT, Move.DECIDE_AT_ONCE]
    assert "已登记，当场发证" in counter.paper(receipt, "immediate")


def test_a_promise_is_not_decided_at_the_window(counter: Counter) -> None:
    with pytest.raises(DomainError, match="承诺件，不能当场办结"):
        counter.at().acceptance.receive_and_decide(counter.application(), Decision("准予"))
    assert stored(counter) == (0, 0)


def test_an_item_changed_since_is_told_at_the_item_and_nothing_is_stored(
    counter: Counter,
) -> None:
    application = counter.application()
    with counter.at().database.unit_of_work() as uow:
        uow.items.add([replace(PROMISE, version=2)])
        uow.commit()
    with pytest.raises(DomainError, match=r"刚改过（第 2 版）.*填的都还在") as refused:
        counter.at().acceptance.receive_and_accept(application)
    assert refused.value.field == "item"
    assert stored(counter) == (0, 0)


@pytest.mark.parametrize(
    ("item", "sentence"),
    [
        (ENDED, "不在期内"),
        (UNPUBLISHED, "现在不能受理"),
        (WITHOUT_LIMIT, "没有办理期限"),
    ],
    ids=lambda value: value.name if isinstance(value, Item) else "",
)
def test_what_cannot_be_accepted_is_refused_at_the_item(
    counter: Counter, item: Item, sentence: str
) -> None:
    application = counter.application(item)
    for act in (counter.at().acceptance.receive, counter.at().acceptance.receive_and_accept):
        with pytest.raises(DomainError, match=sentence) as refused:
            act(application)
        assert refused.value.field == "item"
    assert stored(counter) == (0, 0)


@pytest.mark.parametrize(
    ("situations", "field", "sentence"),
    [
        (("new",), "materials", "材料清单和情形对不上"),
        (("old", "new"), "situations", "只能选一种"),
        (("gone",), "situations", "没有情形 gone"),
    ],
)
def test_situations_and_material_list_have_to_fit(
    counter: Counter, situations: tuple[str, ...], field: str, sentence: str
) -> None:
    application = counter.application(SITUATED, situations=("old",))
    with pytest.raises(DomainError, match=sentence) as refused:
        counter.at().acceptance.receive(replace(application, situations=situations))
    assert refused.value.field == field
    assert stored(counter) == (0, 0)


def test_a_known_person_is_renewed_and_found_under_the_new_name_and_phone(
    counter: Counter,
) -> None:
    clerk = counter.at()
    first = clerk.acceptance.receive_and_accept(counter.application())
    married = replace(PERSON, name="段玉岚", phone="13900000099")
    second = clerk.acceptance.receive_and_accept(counter.application(party=married))
    applicant = clerk.lookup.case(second.case_id).case.application.applicant
    known = clerk.lookup.known_party(applicant.id_number)
    assert known is not None
    assert (known.id, known.name, known.phone) == (applicant.id, "段玉岚", "13900000099")
    assert counter.count("party") == 1
    assert clerk.lookup.case(first.case_id).case.application.applicant.name == "段玉兰"
    found = clerk.database.lists.likely_parties("段玉岚", 5)
    assert [row.name for row in found] == ["段玉岚"]


def test_an_unchanged_person_is_not_written_again(counter: Counter) -> None:
    for _ in range(2):
        counter.at().acceptance.receive_and_accept(counter.application())
    with counter.at().database.reading() as uow:
        known = uow.parties.find(PERSON.id_kind, PERSON.id_number)
    assert known is not None
    assert known.version == 1


def test_an_organisation_applies_through_its_representative_and_an_agent(
    counter: Counter,
) -> None:
    application = counter.application(FOR_ORGANISATIONS, ORGANISATION, agent=AGENT)
    receipt = counter.at().acceptance.receive(application)
    text = counter.paper(receipt, "receipt")
    for fact in (ORGANISATION.name, ORGANISATION.representative, AGENT.name, AGENT.relation):
        assert fact in text
    case = counter.at().lookup.case(receipt.case_id).case
    assert case.application.agent == application.agent


def test_two_clerks_who_accept_one_case_do_not_both_succeed(counter: Counter) -> None:
    received = counter.at().acceptance.receive(counter.application())
    seen = counter.at("clerk2").lookup.case(received.case_id).case.version
    counter.pass_time(timedelta(minutes=5))
    counter.at().acceptance.accept(received.case_id, None, seen)
    with pytest.raises(ConcurrentChange, match="刚被别人办过"):
        counter.at("clerk2").acceptance.accept(received.case_id, None, seen)
    papers = counter.at().database.lists.papers(received.case_id)
    assert [paper.kind for paper in papers] == ["receipt", "acceptance"]


def test_only_a_clerk_receives(counter: Counter) -> None:
    with pytest.raises(NotPermitted, match="只有综合窗口人员能收件"):
        counter.at("issuer").acceptance.receive(counter.application())


def test_nothing_is_received_without_a_window(counter: Counter) -> None:
    with pytest.raises(DomainError, match="没选窗口") as refused:
        counter.new_session("clerk", window="").acceptance.receive(counter.application())
    assert refused.value.field == "window"
    assert stored(counter) == (0, 0)


def test_numbers_run_on_without_gaps_over_refused_acts(counter: Counter) -> None:
    acceptance = counter.at().acceptance
    acceptance.receive_and_accept(counter.application())
    with pytest.raises(DomainError):
        acceptance.receive_and_decide(counter.application(), Decision("准予"))
    application = counter.application()
    short = replace(application, materials=with_missing(application.materials, frozenset({"form"})))
    with pytest.raises(DomainError, match="材料还缺"):
        acceptance.receive_and_accept(short)
    second = acceptance.receive_and_accept(counter.application())
    assert second.number == "990322103012026112000002"
    assert [paper.number for paper in second.papers] == ["云溪收〔2026〕2号", "云溪受〔2026〕2号"]


def test_the_serial_of_the_day_is_shared_by_the_windows_and_begins_anew_each_day(
    counter: Counter,
) -> None:
    numbers = [
        counter.at(login).acceptance.receive(counter.application()).number[-15:]
        for login in ("clerk", "clerk2")
    ]
    counter.pass_time(timedelta(days=3))
    numbers.append(counter.at().acceptance.receive(counter.application()).number[-15:])
    assert numbers == ["012026112000001", "022026112000002", "012026112300001"]


def test_what_is_accepted_can_be_found_at_once(counter: Counter) -> None:
    clerk = counter.at()
    receipt = clerk.acceptance.receive_and_accept(counter.application())
    for typed in ("段玉兰", "dyl", PERSON.id_number, PERSON.phone, NUMBER, "00001"):
        found = clerk.database.lists.find(FindQuery(typed))
        assert [row.case_id for row in found] == [receipt.case_id], typed


def test_the_promise_told_beforehand_is_the_one_that_is_kept(counter: Counter) -> None:
    told = promise_for(PROMISE, date(2026, 11, 20), counter.desks.calendar)
    receipt = counter.at().acceptance.receive_and_accept(counter.application())
    view = counter.at().lookup.case(receipt.case_id)
    assert view.promise is not None
    assert view.statutory is not None
    assert (view.notice.due, view.promise.due, view.statutory.due) == (
        told.notice.due, told.promise.due, told.statutory.due,
    )  # fmt: skip
    assert PROMISE.service_type is ServiceType.PROMISE
