"""Originals go from hand to hand on either database; no. 10 of pitfalls.md, part 3."""

from dataclasses import replace
from datetime import date, timedelta
from threading import Barrier, Thread

import pytest

from tests.reports.reading import page_texts
from tests.services.counter import PROMISE, Counter
from windowdesk.domain.clock import Light
from windowdesk.domain.custody import originals_in_house, originals_to_give_back
from windowdesk.domain.custody_records import Original
from windowdesk.domain.errors import ConcurrentChange, DomainError, NotPermitted
from windowdesk.domain.local_time import SHANGHAI
from windowdesk.domain.outcomes import Refusal, RefusalKind
from windowdesk.domain.states import CaseState
from windowdesk.domain.todo import TodoKind
from windowdesk.services.custody import PassOn, Receiver
from windowdesk.services.custody_count import custody_sheet_facts
from windowdesk.services.session import Session

OWN, FARMING = Receiver("民政办"), Receiver("农业农村办")
XIAOLAN = Receiver("农业农村办", "farming", "沐小兰")
REFUSAL = Refusal(RefusalKind.OTHER, "申请人不在本镇", basis="《残疾人保障法》第二条")


def pass_on(session: Session, case_id: int, to: Receiver = OWN, **more: object) -> str:
    """Hand the form of the case on; return the number of the slip."""
    command = replace(PassOn(("form",), to, "审查原件"), **more)  # type: ignore[arg-type]  the fields of PassOn
    (paper,) = session.custody.pass_on(case_id, command).papers
    return paper.number


def form_of(session: Session, case_id: int) -> Original:
    (form,) = session.lookup.case(case_id).case.turns.originals
    return form


def test_what_is_kept_at_receipt_is_held_by_the_clerk_and_what_was_shown_is_not(
    either: Counter,
) -> None:
    clerk = either.at()
    case_id = either.accepted()
    form = form_of(clerk, case_id)
    assert (form.code, form.count, form.holder, form.place) == ("form", 1, "clerk", "01号窗口")
    (row,) = clerk.custody.all()
    assert (row.case_id, row.name, row.holder_name, row.slip) == (case_id, "申请表", "段clerk", "")


def test_a_slip_moves_an_original_when_the_other_hand_takes_it(either: Counter) -> None:
    clerk, reviewer = either.at(), either.at("reviewer")
    case_id = either.accepted()
    number = pass_on(clerk, case_id, back_by=date(2099, 11, 27))
    assert form_of(clerk, case_id).holder == "clerk"
    (slip,) = reviewer.custody.waiting()
    assert (slip.number, slip.giver_name, slip.names) == (number, "段clerk", "申请表1份")
    assert clerk.custody.waiting() == ()
    assert [one.number for one in clerk.custody.given()] == [number]
    reviewer.custody.take(case_id, number, "封面有折痕")
    form = form_of(reviewer, case_id)
    assert (form.holder, form.place, form.slip) == ("reviewer", "民政办", number)
    assert reviewer.custody.waiting() == clerk.custody.given() == ()
    assert clerk.custody.all()[0].back_by == date(2099, 11, 27)


def test_another_department_sees_the_case_while_it_takes_and_keeps_its_original(
    either: Counter,
) -> None:
    clerk, farming = either.at(), either.at("farming")
    case_id = either.accepted()
    with pytest.raises(DomainError, match="没有这个办件"):
        farming.lookup.case(case_id)
    number = pass_on(clerk, case_id, FARMING)
    assert [slip.number for slip in farming.custody.waiting()] == [number]
    farming.custody.take(case_id, number)
    assert form_of(farming, case_id).holder == "farming"
    back = pass_on(farming, case_id, Receiver("01号窗口"))
    clerk.custody.take(case_id, back)
    with pytest.raises(DomainError, match="没有这个办件"):
        farming.lookup.case(case_id)
    assert farming.custody.all() == ()


def test_a_department_that_refuses_sees_the_case_no_more(either: Counter) -> None:
    clerk, farming = either.at(), either.at("farming")
    case_id = either.accepted()
    number = pass_on(clerk, case_id, XIAOLAN)
    farming.custody.refuse(case_id, number, "缺第二页")
    assert form_of(clerk, case_id).holder == "clerk"
    with pytest.raises(DomainError, match="没有这个办件"):
        farming.lookup.case(case_id)
    assert pass_on(clerk, case_id) != number


def test_nobody_but_the_named_person_takes_a_slip(either: Counter) -> None:
    clerk = either.at()
    case_id = either.accepted()
    number = pass_on(clerk, case_id, XIAOLAN)
    assert either.at("reviewer").custody.waiting() == ()
    with pytest.raises(DomainError, match="由他本人接收"):
        either.at("reviewer").custody.take(case_id, number)
    with pytest.raises(NotPermitted):
        either.at("supervisor").custody.take(case_id, number)


def test_the_giver_calls_an_untaken_slip_back(either: Counter) -> None:
    clerk, reviewer = either.at(), either.at("reviewer")
    case_id = either.accepted()
    number = pass_on(clerk, case_id)
    with pytest.raises(DomainError, match="由他撤回"):
        reviewer.custody.call_back(case_id, number)
    clerk.custody.call_back(case_id, number)
    assert reviewer.custody.waiting() == ()
    with pytest.raises(DomainError, match="已经撤回"):
        reviewer.custody.take(case_id, number)


def test_of_two_programs_that_take_one_slip_one_wins(either: Counter) -> None:
    case_id = either.accepted()
    number = pass_on(either.at(), case_id)
    desks = [either.new_session("reviewer"), either.new_session("reviewer")]
    for desk in desks:
        desk.custody.waiting()
    start, told = Barrier(2), list[str]()

    def take(desk: Session) -> None:
        start.wait(10)
        try:
            desk.custody.take(case_id, number)
            told.append("taken")
        except (DomainError, ConcurrentChange):
            told.append("refused")

    hands = [Thread(target=take, args=(desk,)) for desk in desks]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join(30)
    assert sorted(told) == ["refused", "taken"]
    assert form_of(either.at(), case_id).holder == "reviewer"
    moves = [event.move for event in either.at().lookup.case(case_id).events]
    assert [move.value for move in moves].count("take_originals") == 1


def test_several_slips_are_taken_at_once(either: Counter) -> None:
    clerk, reviewer = either.at(), either.at("reviewer")
    cases = [either.accepted() for _ in range(3)]
    for case_id in cases:
        pass_on(clerk, case_id)
    waiting = reviewer.custody.waiting()
    assert len(reviewer.custody.take_all(waiting)) == 3
    assert {row.holder for row in reviewer.custody.all()} == {"reviewer"}


def test_the_paper_of_a_slip_names_both_hands_and_its_hour(counter: Counter) -> None:
    clerk = counter.at()
    case_id = counter.accepted()
    command = PassOn(("form",), XIAOLAN, "核对签名", date(2026, 11, 27))
    receipt = clerk.custody.pass_on(case_id, command)
    text = counter.paper(receipt, "handover")
    for words in (
        "材料交接清单",
        "01号窗口　段clerk，2026年11月20日10时42分",
        "农业农村办　沐小兰，最迟2026年11月20日12时00分",
        "核对签名",
        "2026年11月27日",
        "申请表",
        "交出人签名",
        "接收人签名",
    ):
        assert words.replace("　", "") in text.replace("　", "")


def test_a_slip_turns_amber_and_red_by_the_hour(counter: Counter) -> None:
    pass_on(counter.at(), counter.accepted())
    reviewer = counter.at("reviewer")
    lights = []
    for minutes in (0, 20, 60):
        counter.pass_time(timedelta(minutes=minutes))
        lights.append(reviewer.custody.waiting()[0].light)
    assert [one.light for one in lights] == [Light.GREEN, Light.AMBER, Light.RED]
    assert [one.word for one in lights] == ["12:00 前", "余 58 分", "超时"]
    due = reviewer.custody.waiting()[0].due_at
    assert f"{due.astimezone(SHANGHAI):%H:%M}" == "12:00"


def test_a_withdrawal_gives_back_what_lies_at_a_window_and_taking_it_back_undoes_that(
    either: Counter,
) -> None:
    clerk = either.at()
    case_id = either.accepted()
    view = clerk.lookup.case(case_id)
    lines = clerk.outcomes.returnable(view.case)
    clerk.outcomes.withdraw(case_id, "不办了", signed=True, returned=lines)
    form = form_of(clerk, case_id)
    assert (form.holder, form.holder_name) == ("", "申请人")
    assert clerk.custody.all() == ()
    clerk.outcomes.reverse(case_id, "点错了")
    assert form_of(clerk, case_id).holder == "clerk"
    assert len(clerk.custody.all()) == 1


def test_what_a_department_holds_is_not_listed_as_given_back(either: Counter) -> None:
    clerk, reviewer = either.at(), either.at("reviewer")
    case_id = either.accepted()
    before = clerk.outcomes.returnable(clerk.lookup.case(case_id).case)
    reviewer.custody.take(case_id, pass_on(clerk, case_id))
    listed = clerk.outcomes.returnable(clerk.lookup.case(case_id).case)
    assert sum(line.originals for line in listed) == sum(line.originals for line in before) - 1
    with pytest.raises(DomainError, match="还没交回窗口"):
        clerk.outcomes.withdraw(case_id, "不办了", signed=True, returned=before)
    clerk.outcomes.withdraw(case_id, "不办了", signed=True, returned=listed)
    assert form_of(clerk, case_id).holder == "reviewer"


def test_a_refusal_gives_back_at_once_unless_it_keeps_the_materials(either: Counter) -> None:
    clerk = either.at()
    for kept, holder in ((True, "clerk"), (False, "")):
        case_id = clerk.acceptance.receive(either.application()).case_id
        clerk.outcomes.refuse(case_id, replace(REFUSAL, materials_returned=not kept))
        assert form_of(clerk, case_id).holder == holder


def test_an_original_is_given_back_against_a_signed_list(either: Counter) -> None:
    clerk = either.at()
    case_id = either.accepted()
    with pytest.raises(DomainError, match="签字"):
        clerk.custody.give_back(case_id, ["form"], signed=False)
    receipt = clerk.custody.give_back(case_id, ["form"], signed=True)
    assert [paper.kind for paper in receipt.papers] == ["materials_returned"]
    assert "申请表" in either.paper(receipt, "materials_returned")
    assert form_of(clerk, case_id).holder_name == "申请人"
    listed = clerk.outcomes.returnable(clerk.lookup.case(case_id).case)
    assert {line.originals for line in listed} == {0}
    with pytest.raises(DomainError, match="在申请人手里"):
        clerk.custody.give_back(case_id, ["form"], signed=True)


def test_what_is_sent_to_another_organ_has_left_the_house_until_it_comes_back(
    either: Counter,
) -> None:
    clerk = either.at()
    case_id = either.accepted()
    receipt = clerk.custody.send_out(case_id, ["form"], "青岫县民政局", "核对档案")
    assert "送到签收" in either.paper(receipt, "handover")
    assert form_of(clerk, case_id).holder_name == "青岫县民政局"
    assert clerk.custody.all() == ()
    either.at("clerk2").custody.fetch_in(case_id, ["form"])
    assert form_of(clerk, case_id).holder == "clerk2"


def test_an_applicants_original_in_a_case_that_is_over_is_asked_for(counter: Counter) -> None:
    clerk = counter.at()
    hers = tuple(replace(m, returned=True) if m.code == "form" else m for m in PROMISE.materials)
    item = replace(PROMISE, materials=hers)
    application = counter.application()
    case_id = clerk.acceptance.receive(replace(application, item=item)).case_id
    clerk.outcomes.refuse(case_id, replace(REFUSAL, materials_returned=False))
    with clerk.database.reading() as uow:
        case = replace(uow.cases.get(case_id), application=replace(application, item=item))
    assert case.state is CaseState.REFUSED
    assert [one.code for one in originals_to_give_back(case)] == ["form"]
    assert [one.code for one in originals_in_house(case)] == ["form"]


def test_a_slip_is_a_todo_of_its_receiver_until_it_is_taken(either: Counter) -> None:
    clerk, reviewer = either.at(), either.at("reviewer")
    case_id = either.accepted()
    number = pass_on(clerk, case_id)
    (found,) = reviewer.database.todos.waiting(TodoKind.SLIP, "民政办")
    assert (found.row.case_id, found.ref) == (case_id, number)
    reviewer.custody.take(case_id, number)
    assert reviewer.database.todos.waiting(TodoKind.SLIP) == ()


def test_a_count_writes_what_differs_into_the_case_with_who_and_when(either: Counter) -> None:
    clerk = either.at()
    first, second = either.accepted(), either.accepted()
    keys = {(row.case_id, row.code): "" for row in clerk.custody.all()}
    with pytest.raises(DomainError, match="还没看"):
        clerk.custody_count.count({(first, "form"): ""}, "01号窗口")
    result = clerk.custody_count.count({**keys, (second, "form"): "架上没有"}, "01号窗口")
    assert (result.expected, len(result.differences)) == (2, 1)
    notes = {row.case_id: row.note for row in clerk.custody.all()}
    assert notes[first] == ""
    assert notes[second].startswith("架上没有，段clerk")
    story = clerk.lookup.case(second).events
    assert story[-1].cause.startswith("原件清点：申请表：架上没有")
    assert len(clerk.lookup.case(first).events) == len(story) - 1
    clerk.custody_count.count(keys, "01号窗口")
    assert {row.note for row in clerk.custody.all()} == {""}


def test_the_printed_list_shows_each_original_once_and_open_slips_apart(counter: Counter) -> None:
    clerk = counter.at()
    lying, going = counter.accepted(), counter.accepted()
    number = pass_on(clerk, going)
    assert lying != going
    rows, now = clerk.custody.all(), clerk.custody.now()
    facts = custody_sheet_facts(rows, clerk.centre, clerk.account, now, "01")
    assert [len(facts.rows[name]) for name in ("originals", "slips")] == [1, 1]
    text = "".join(page_texts(clerk.sheets.render("custody", facts)))
    assert "原件保管清单" in text
    assert number.replace(" ", "") in text
    assert "共2份，其中在交接途中1份" in text
