"""小票 at the counter: for the case just done, on its own printer, masked, kept nowhere."""

import re
from datetime import timedelta

import pytest

from tests.factories import NOW
from tests.reports.reading import codes, page_texts
from tests.services import test_deferral
from tests.services.counter import AGENT, IMMEDIATE, PERSON, QUEUE, Counter
from tests.services.test_paper_facts import LONG_NAME, RARE_PERSON
from windowdesk.domain.case import Decision
from windowdesk.domain.document import PrintState
from windowdesk.domain.errors import DomainError
from windowdesk.services.acting import ActReceipt
from windowdesk.services.house_sheets import TriedPrinter, trial_sheet
from windowdesk.services.press import PrinterChoice

ROLL = PrinterChoice(QUEUE, {"receipt_slip": QUEUE})


def with_roll(counter: Counter) -> Counter:
    counter.at().sheets.choose(ROLL)
    return counter


def received(counter: Counter) -> ActReceipt:
    entry = counter.application(party=RARE_PERSON, agent=AGENT)
    return counter.at().acceptance.receive(entry)


def accepted(counter: Counter) -> ActReceipt:
    return counter.at().acceptance.receive_and_accept(counter.application(party=RARE_PERSON))


def at_once(counter: Counter) -> ActReceipt:
    entry = counter.application(IMMEDIATE, RARE_PERSON)
    return counter.at().acceptance.receive_and_decide(entry, Decision("已登记"))


WAYS = [
    (received, "receipt", ("只证明收到材料，不代表受理", "补正告知最迟2026年11月27日")),
    (accepted, "acceptance", ("已受理", "应办结2026年12月2日前")),
    (at_once, "immediate", ("已当场办结",)),
    (test_deferral.deferred, "deferred_acceptance", ("已容缺受理", "应办结")),
]


@pytest.mark.parametrize(("act", "kind", "words"), WAYS, ids=[kind for _act, kind, _w in WAYS])
def test_a_slip_says_what_the_paper_says_that_it_stands_for(
    counter: Counter, act: object, kind: str, words: tuple[str, ...]
) -> None:
    assert callable(act)
    receipt = act(with_roll(counter))
    (paper,) = (one for one in receipt.papers if one.kind == kind)
    job = counter.at().slips.print_of(receipt.case_id)
    assert (job.state, job.title) == (PrintState.SPOOLED, "收件小票")
    (text,) = page_texts(counter.tray.sheets[-1])
    told = (*words, paper.number, paper.title, "2026年11月20日10时42分", "01号窗口", "热敏纸会褪色")
    for word in told:
        assert word.replace(" ", "") in text


def test_it_bears_the_signed_code_of_that_paper(counter: Counter) -> None:
    receipt = received(with_roll(counter))
    counter.at().slips.print_of(receipt.case_id)
    with counter.at().database.reading() as uow:
        (paper,) = uow.papers.of_case(receipt.case_id)
        digits = uow.cases.get(receipt.case_id).number.digits
    (found,) = codes(counter.tray.sheets[-1])
    assert found == {digits, paper.code} - {""}
    assert paper.code


def test_who_finds_a_slip_learns_no_name_number_or_phone(counter: Counter) -> None:
    counter.at().slips.print_of(received(with_roll(counter)).case_id)
    (text,) = page_texts(counter.tray.sheets[-1])
    assert "阿***江" in text
    for secret in (LONG_NAME, RARE_PERSON.id_number, RARE_PERSON.phone, AGENT.name, AGENT.phone):
        assert secret not in text
    assert not re.search(rf"{PERSON.id_number[-4:]}|尾号", text)


def test_nothing_of_a_slip_is_kept_but_that_it_was_printed(counter: Counter) -> None:
    receipt = received(with_roll(counter))
    before = (counter.count("document"), counter.count("document_file"))
    counter.at().slips.print_of(receipt.case_id)
    assert (counter.count("document"), counter.count("document_file")) == before
    assert ("print_sheet", "收件小票") in [(act, what) for _who, act, what in counter.audited()]


def test_a_slip_that_did_not_come_out_is_printed_again(counter: Counter) -> None:
    receipt = received(with_roll(counter))
    counter.tray.broken = "没有纸"
    job = counter.at().slips.print_of(receipt.case_id)
    assert (job.state, job.reason) == (PrintState.NOT_PRINTED, "没有纸")
    counter.tray.broken = ""
    assert counter.at().slips.again(job.sheet_id).state is PrintState.SPOOLED


def test_a_desk_without_a_roll_prints_no_slip_on_another_printer(counter: Counter) -> None:
    receipt = received(counter)
    slips = counter.at().slips
    assert not slips.is_offered(("receipt",))
    with pytest.raises(DomainError, match="没有小票打印机"):
        slips.print_of(receipt.case_id)
    assert counter.tray.sheets == []


def test_what_is_offered_follows_the_papers_of_the_act(counter: Counter) -> None:
    slips = with_roll(counter).at().slips
    assert slips.is_offered(("materials_returned", "receipt"))
    assert not slips.is_offered(("correction",))


def test_a_paper_that_was_taken_back_gets_no_slip(counter: Counter) -> None:
    receipt = accepted(with_roll(counter))
    counter.pass_time(timedelta(seconds=1))
    back = counter.at().outcomes.reverse(receipt.case_id, "选错了事项")
    counter.at().slips.print_of(receipt.case_id)
    (text,) = page_texts(counter.tray.sheets[-1])
    assert "只证明收到材料，不代表受理" in text
    assert not [number for number in back.void if number in text]


def test_a_roll_is_tried_with_a_slip_that_is_worth_nothing(counter: Counter) -> None:
    session = with_roll(counter).at()
    tried = TriedPrinter(QUEUE, kinds=("收件小票",), kind="receipt_slip")
    house = (session.renderer, session.centre, session.window, NOW)
    kind, facts = trial_sheet(tried, *house)
    session.sheets.print_sheet(kind, facts)
    (text,) = page_texts(counter.tray.sheets[-1])
    assert "试打，不作凭证" in text
    assert session.centre.name in text
    assert trial_sheet(TriedPrinter(QUEUE, kind="acceptance"), *house)[0] == "test_page"
