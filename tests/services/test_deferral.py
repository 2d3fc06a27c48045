"""Late materials (容缺): what is promised, stored, printed, and what nobody may do meanwhile."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.services.counter import IMMEDIATE, LENIENT, PROMISE, Counter
from windowdesk.domain.case import Case, Decision
from windowdesk.domain.case_todos import todos_of
from windowdesk.domain.deferred_case import DeferralRequest
from windowdesk.domain.errors import ConcurrentChange, DomainError, NotPermitted
from windowdesk.domain.item import Item
from windowdesk.domain.materials import MaterialState
from windowdesk.domain.outcomes import Gap, SupplementRequest
from windowdesk.domain.states import CaseState, Move
from windowdesk.domain.todo import TodoKind
from windowdesk.domain.turns import EndCause, LateMaterial
from windowdesk.services.acting import ActReceipt
from windowdesk.services.entry import with_missing
from windowdesk.services.verification import Verification

CARD = LateMaterial("card", "户口簿", "没有交", "原件核验，复印件")
PHOTO = LateMaterial("photo", "照片", "没有交", "原件1份")
UNTIL = date(2026, 11, 30)
ASKED = DeferralRequest(
    (CARD,), "户口簿在县城亲属处", UNTIL, "信用中国查询，未列入", good_standing=True, signed=True
)
BOTH = replace(ASKED, materials=(CARD, PHOTO))
GRANT = Decision("准予发放")


def until(counter: Counter) -> date:
    """Return the last day that may be promised today; on a server nobody sets the clock."""
    own = counter.at()
    return own.deferral.ground(counter.application(LENIENT), own.lookup.today()).latest.on


def moments_later(counter: Counter) -> None:
    """Let the next act be another one; the server's clock goes on by itself."""
    if counter.desks.clock is not None:
        counter.pass_time(timedelta(minutes=2))


def deferred(counter: Counter, asked: DeferralRequest = ASKED) -> ActReceipt:
    """Return what accepting with those late materials left behind."""
    asked = replace(asked, until=until(counter))
    application = counter.application(LENIENT)
    codes = frozenset(one.code for one in asked.materials)
    lacking = with_missing(application.materials, codes)
    return counter.at().deferral.receive_and_defer(replace(application, materials=lacking), asked)


def faults(counter: Counter) -> tuple[str, ...]:
    """Return what verification finds wrong."""
    found = Verification(counter.at("head").bench).run().faults
    return tuple(fault.text for fault in found)


def held(counter: Counter, case_id: int) -> Case:
    return counter.at().lookup.case(case_id).case


def todos(counter: Counter, case_id: int) -> list[tuple[TodoKind, date]]:
    case = held(counter, case_id)
    return [(one.kind, one.due_on) for one in todos_of(case, counter.at().calendar)]


def fill(counter: Counter, case_id: int, *names: str) -> ActReceipt:
    own, case = counter.at().deferral, held(counter, case_id)
    lines = [
        own.counted(case.item, line) if line.name in names else line for line in own.demanded(case)
    ]
    return own.fill(case_id, lines, case.version)


def in_review(counter: Counter, asked: DeferralRequest = ASKED) -> int:
    case_id = deferred(counter, asked).case_id
    counter.at("approver").approval.assign(case_id)
    counter.at("approver").approval.claim(case_id)
    return case_id


def test_a_contract_is_stored_printed_and_runs_its_own_clock(either: Counter) -> None:
    receipt = deferred(either)
    assert receipt.state is CaseState.ACCEPTED_DEFICIENT
    kinds = [paper.kind for paper in receipt.papers]
    assert kinds == ["receipt", "deferred_promise", "deferred_acceptance"]
    case = held(either, receipt.case_id)
    deferral = case.turns.deferral
    assert deferral is not None
    assert (deferral.materials, deferral.until) == ((CARD,), until(either))
    assert [deferral.promise_number, deferral.notice_number] == [
        paper.number for paper in receipt.papers[1:]
    ]
    assert case.open_gaps == ("户口簿",)
    assert [m.state for m in case.application.materials if m.code == "card"] == [MaterialState.LATE]
    assert (TodoKind.LATE_MATERIAL, until(either)) in todos(either, receipt.case_id)
    assert faults(either) == ()


def test_both_papers_name_materials_day_and_consequence(counter: Counter) -> None:
    receipt = deferred(counter)
    for kind in ("deferred_promise", "deferred_acceptance"):
        text = counter.paper(receipt, kind)
        assert "户口簿" in text
        assert "2026年11月30日" in text
        assert "终止办理" in text
    assert "信用中国查询，未列入" in counter.paper(receipt, "deferred_promise")


REFUSED: list[tuple[dict[str, object], str]] = [
    ({"until": None}, "补到哪天"),
    ({"until": date(2026, 12, 1)}, "最晚2026年11月30日"),
    ({"until": date(2026, 11, 20)}, "今天以后"),
    ({"signed": False}, "承诺书还没签字"),
    ({"good_standing": False}, "信用"),
    ({"credit": " "}, "信用"),
    ({"reason": ""}, "为什么后补"),
    ({"materials": ()}, "对不上|补到哪天"),
]


@pytest.mark.parametrize(("spoiled", "says"), REFUSED)
def test_a_contract_that_cannot_stand_leaves_nothing(
    counter: Counter, spoiled: dict[str, object], says: str
) -> None:
    lacking = with_missing(counter.application(LENIENT).materials, frozenset(("card",)))
    application = replace(counter.application(LENIENT), materials=lacking)
    asked = replace(ASKED, **spoiled)  # type: ignore[arg-type]  # the table names fields of it
    with pytest.raises(DomainError, match=says):
        counter.at().deferral.receive_and_defer(application, asked)
    assert counter.count("case_") == 0


STRICT: list[tuple[Item, str, str]] = [
    (LENIENT, "form", "不能容缺：申请表"),
    (PROMISE, "card", "不能容缺：残疾人证"),
    (IMMEDIATE, "card", "即办件不能容缺"),
]


@pytest.mark.parametrize(("item", "code", "says"), STRICT)
def test_only_what_the_item_marks_may_come_late(
    counter: Counter, item: Item, code: str, says: str
) -> None:
    application = counter.application(item)
    lacking = replace(
        application, materials=with_missing(application.materials, frozenset((code,)))
    )
    name = next(m.name for m in item.materials if m.code == code)
    asked = replace(ASKED, materials=(LateMaterial(code, name, "没有交"),))
    with pytest.raises(DomainError, match=says):
        counter.at().deferral.receive_and_defer(lacking, asked)


def test_the_ground_says_what_may_be_late_until_when_and_why(counter: Counter) -> None:
    application = counter.application(LENIENT)
    lacking = with_missing(application.materials, frozenset(("card", "form")))
    ground = counter.at().deferral.ground(
        replace(application, materials=lacking), counter.at().lookup.today()
    )
    assert ground.materials == (CARD,)
    assert ground.strict == ("申请表",)
    # 8 working days from Friday, 20 November: 2 December; two working days before it.
    assert (ground.promised, ground.latest.on) == (date(2026, 12, 2), date(2026, 11, 30))
    assert "提前 2 个工作日" in ground.latest.why


def test_some_come_then_the_rest_and_the_gap_is_closed(either: Counter) -> None:
    case_id = deferred(either, BOTH).case_id
    first = fill(either, case_id, "照片")
    assert first.state is CaseState.ACCEPTED_DEFICIENT
    assert held(either, case_id).open_gaps == ("户口簿",)
    last = fill(either, case_id, "户口簿")
    assert last.state is CaseState.ACCEPTED
    assert [paper.kind for paper in (*first.papers, *last.papers)] == ["gap_receipt"] * 2
    case = held(either, case_id)
    assert case.missing_materials == case.open_gaps == ()
    assert todos(either, case_id) == []
    assert faults(either) == ()


def test_the_receipt_says_what_is_still_missing(counter: Counter) -> None:
    case_id = deferred(counter, BOTH).case_id
    assert "仍缺：户口簿" in counter.paper(fill(counter, case_id, "照片"), "gap_receipt")
    assert "已经全部补齐" in counter.paper(fill(counter, case_id, "户口簿"), "gap_receipt")


def test_filling_nothing_or_something_strange_is_refused(counter: Counter) -> None:
    case_id = deferred(counter).case_id
    with pytest.raises(DomainError, match="还没勾"):
        fill(counter, case_id)
    case = held(counter, case_id)
    form = next(m for m in case.application.materials if m.code == "form")
    with pytest.raises(DomainError, match="容缺清单里没有这些：申请表"):
        counter.at().deferral.fill(case_id, [form])


Decide = Callable[[Counter, int], object]
DECISIONS: list[Decide] = [
    lambda c, i: c.at("approver").approval.approve(i, GRANT),
    lambda c, i: c.at("approver").approval.deny(i, Decision("不予", reason="不符", basis="第五条")),
]


@pytest.mark.parametrize("decide", DECISIONS, ids=["approve", "deny"])
def test_no_decision_while_a_gap_is_open_without_a_waiver_of_the_head(
    either: Counter, decide: Decide
) -> None:
    case_id = in_review(either)
    with pytest.raises(DomainError, match="容缺材料还没补齐：户口簿"):
        decide(either, case_id)
    with pytest.raises(NotPermitted, match="机关负责人"):
        either.at("approver").deferral.waive(case_id, "户口信息已核")
    with pytest.raises(DomainError, match="理由"):
        either.at("head").deferral.waive(case_id, " ")
    either.at("head").deferral.waive(case_id, "户口信息已由部门核验")
    deferral = held(either, case_id).turns.deferral
    assert deferral is not None
    assert deferral.waiver is not None
    assert (deferral.waiver.allowed_by, deferral.waiver.reason) == (
        "段head",
        "户口信息已由部门核验",
    )
    decide(either, case_id)
    assert held(either, case_id).decided_at is not None


def test_an_open_gap_fills_while_the_case_is_reviewed(either: Counter) -> None:
    case_id = in_review(either)
    assert fill(either, case_id, "户口簿").state is CaseState.REVIEWING
    either.at("approver").approval.approve(case_id, GRANT)
    assert held(either, case_id).state is CaseState.APPROVED


def test_what_never_came_ends_the_case_and_the_paper_says_why(counter: Counter) -> None:
    case_id = in_review(counter)
    with pytest.raises(DomainError, match="2026年11月30日，还没过"):
        counter.at("approver").deferral.lapse(case_id)
    counter.pass_time(timedelta(days=11))
    with pytest.raises(DomainError, match="容缺期限已过"):
        fill(counter, case_id, "户口簿")
    receipt = counter.at("approver").deferral.lapse(case_id)
    assert receipt.state is CaseState.TERMINATED
    ending = held(counter, case_id).turns.ending
    assert ending is not None
    assert ending.cause is EndCause.GAP_LAPSED
    (paper,) = receipt.papers
    assert paper.kind == "termination"
    assert todos(counter, case_id) == []
    text = counter.paper(receipt, "termination")
    assert "容缺材料（户口簿）逾期没有补齐" in text


def test_force_majeure_gives_a_later_day_by_leave_of_somebody_else(counter: Counter) -> None:
    case_id = deferred(counter).case_id
    own, later = counter.at().deferral, date(2026, 12, 4)
    for until, reason, who, says in (
        (later, "", "段head", "不可抗力的情形"),
        (later, "泥石流断路", "", "谁同意的"),
        (later, "泥石流断路", "段clerk", "自己不能同意自己"),
        (UNTIL, "泥石流断路", "段head", "比2026年11月30日晚"),
    ):
        with pytest.raises(DomainError, match=says):
            own.extend(case_id, until, reason, who)
    own.extend(case_id, later, "泥石流断路", "段head")
    assert todos(counter, case_id) == [(TodoKind.LATE_MATERIAL, later)]
    counter.pass_time(timedelta(days=13))
    assert fill(counter, case_id, "户口簿").state is CaseState.ACCEPTED


def test_reminders_are_logged_with_how(either: Counter) -> None:
    case_id = deferred(either).case_id
    with pytest.raises(DomainError, match="怎么催的"):
        either.at().deferral.remind(case_id, "")
    either.at().deferral.remind(case_id, "打电话，本人接的")
    deferral = held(either, case_id).turns.deferral
    assert deferral is not None
    assert len(deferral.reminded) == 1


UNDONE: list[tuple[Callable[[Counter, int], ActReceipt], str, CaseState]] = [
    (lambda c, i: fill(c, i, "户口簿"), "clerk", CaseState.ACCEPTED_DEFICIENT),
    (lambda c, i: fill(c, i, "照片"), "clerk", CaseState.ACCEPTED_DEFICIENT),
    (
        lambda c, i: c.at().deferral.extend(i, until(c) + timedelta(4), "断路", "段head"),
        "clerk",
        CaseState.ACCEPTED_DEFICIENT,
    ),
    (
        lambda c, i: c.at("head").deferral.waive(i, "已核"),
        "head",
        CaseState.ACCEPTED_DEFICIENT,
    ),
]


@pytest.mark.parametrize(("act", "login", "state"), UNDONE, ids=["all", "part", "day", "waiver"])
def test_an_act_just_done_is_taken_back_with_its_traces(
    either: Counter, act: Callable[[Counter, int], ActReceipt], login: str, state: CaseState
) -> None:
    case_id = deferred(either, BOTH).case_id
    before = held(either, case_id)
    moments_later(either)
    act(either, case_id)
    either.at(login).outcomes.reverse(case_id, "点错了")
    after = held(either, case_id)
    assert after.state is state
    assert after.turns.deferral == before.turns.deferral
    assert after.application.materials == before.application.materials
    assert faults(either) == ()


def test_the_acceptance_itself_is_taken_back_and_the_case_is_received_again(
    either: Counter,
) -> None:
    application = either.application(LENIENT)
    lacking = with_missing(application.materials, frozenset(("card",)))
    case_id = either.at().acceptance.receive(replace(application, materials=lacking)).case_id
    moments_later(either)
    either.at().deferral.defer(case_id, replace(ASKED, until=until(either)))
    receipt = either.at().outcomes.reverse(case_id, "办事人不愿签")
    case = held(either, case_id)
    assert (case.state, case.accepted_at, case.turns.deferral) == (CaseState.RECEIVED, None, None)
    assert len(receipt.void) == 2


def test_another_desk_that_was_quicker_is_told_of(counter: Counter) -> None:
    case_id = deferred(counter).case_id
    version = held(counter, case_id).version
    counter.at("clerk2").deferral.remind(case_id, "打电话")
    with pytest.raises(ConcurrentChange):
        counter.at().deferral.remind(case_id, "打电话", version)


def test_late_materials_of_a_case_that_waits_for_a_supplement_are_no_matter(
    counter: Counter,
) -> None:
    application = counter.application(LENIENT)
    lacking = with_missing(application.materials, frozenset(("card",)))
    request = SupplementRequest((Gap("card", "户口簿", "没有交"),))
    case_id = (
        counter.at()
        .outcomes.receive_and_request_supplement(replace(application, materials=lacking), request)
        .case_id
    )
    with pytest.raises(DomainError, match=r"待补正.*不能容缺受理"):
        counter.at().deferral.defer(case_id, ASKED)


def test_the_story_tells_what_was_promised(counter: Counter) -> None:
    case_id = deferred(counter).case_id
    events = counter.at().database.lists.events(case_id)
    told = next(event.cause for event in events if event.move is Move.ACCEPT_DEFICIENT)
    assert told == "后补 1 份：户口簿，2026年11月30日前补齐。户口簿在县城亲属处"
