"""Procedures, hearings, extension, inspection as acts: state, clock, papers, both databases."""

from datetime import date, timedelta

import pytest

from tests.services.counter import SITUATED, Counter
from windowdesk.domain.case import Case
from windowdesk.domain.case_clocks import promise_proof, statutory_proof
from windowdesk.domain.case_todos import todos_of
from windowdesk.domain.errors import ConcurrentChange, DomainError, NotPermitted
from windowdesk.domain.item import Item
from windowdesk.domain.limits import LimitUnit, TimeLimit
from windowdesk.domain.local_time import paper_date
from windowdesk.domain.review_turns import Inspection, ProcedurePlan
from windowdesk.domain.states import CaseState
from windowdesk.domain.todo import TodoKind
from windowdesk.services.acting import ActReceipt
from windowdesk.services.extensions import ExtensionWish
from windowdesk.services.hearings import HearingDate

LISTED = SITUATED.special_procedures[0]
WISH = ExtensionWish(10, "四至与相邻两户有争议，要再次实地核对", office="镇人民政府负责人")


def reviewing(counter: Counter, item: Item = SITUATED) -> int:
    entry = counter.application(item, situations=("old",))
    case_id = counter.at().acceptance.receive_and_accept(entry).case_id
    counter.at("reviewer").approval.claim(case_id)
    return case_id


def today(counter: Counter) -> date:
    return counter.at().lookup.today()


def plan(counter: Counter, days: int = 10, name: str = LISTED.name) -> ProcedurePlan:
    basis = {one.name: one.basis for one in SITUATED.special_procedures}[name]
    length = TimeLimit(days, LimitUnit.WORKDAY)
    return ProcedurePlan(name, basis, "县质安站", today(counter), length, "墙体开裂")


def case_of(counter: Counter, case_id: int) -> Case:
    return counter.at("approver").lookup.case(case_id).case


def let_time_pass(counter: Counter) -> None:
    """Keep two acts of one person apart; the clock of a server goes on by itself."""
    if counter.desks.clock is not None:
        counter.pass_time(timedelta(seconds=1))


def kinds(receipt: ActReceipt) -> list[str]:
    return [paper.kind for paper in receipt.papers]


def test_a_procedure_goes_from_proposal_to_record(either: Counter) -> None:
    case_id = reviewing(either)
    asked = either.at("reviewer").procedures.ask(case_id, plan(either))
    assert (asked.state, asked.papers) == (CaseState.REVIEWING, ())
    with pytest.raises(NotPermitted, match="分管领导、机关负责人"):
        either.at("reviewer").procedures.begin(case_id, plan(either))
    begun = either.at("approver").procedures.begin(case_id, plan(either))
    assert (begun.state, kinds(begun)) == (CaseState.SUSPENDED, ["special_procedure"])
    number = begun.papers[0].number
    ended = either.at("reviewer").procedures.end(case_id, number, today(either), "鉴〔2026〕3号")
    assert (ended.state, kinds(ended)) == (CaseState.REVIEWING, ["procedure_record"])
    case = case_of(either, case_id)
    (run,) = case.turns.procedures
    assert (run.number, run.report_number) == (number, ended.papers[0].number)
    (pause,) = case.pauses
    assert (pause.first, pause.last, pause.paper) == (today(either), today(either), number)


def test_what_a_notice_of_a_procedure_says_is_what_the_clock_says(counter: Counter) -> None:
    case_id = reviewing(counter)
    session = counter.at("approver")
    before = session.lookup.case(case_id)
    assert before.promise is not None
    receipt = session.procedures.begin(case_id, plan(counter))
    text = counter.paper(receipt, "special_procedure")
    moved = session.procedures.moved(case_of(counter, case_id), plan(counter), today(counter))
    for expected in (
        "鉴定",
        "《行政许可法》第四十五条",
        "县质安站",
        "10个工作日",
        paper_date(before.promise.due),
        paper_date(moved.promise_after),
        paper_date(moved.law_after),
        "不计入办理期限",
    ):
        assert expected in text
    assert moved.promise_before == before.promise.due


def test_a_record_shows_planned_and_real_length_and_by_how_much_it_was_longer(
    counter: Counter,
) -> None:
    case_id = reviewing(counter)
    begun = counter.at("approver").procedures.begin(case_id, plan(counter, days=1))
    counter.pass_time(timedelta(days=4))
    number = begun.papers[0].number
    end = counter.at("reviewer").procedures.end
    with pytest.raises(DomainError, match="今天以后"):
        end(case_id, number, today(counter) + timedelta(days=1), "鉴〔2026〕3号")
    text = counter.paper(end(case_id, number, today(counter), "鉴〔2026〕3号"), "procedure_record")
    for expected in (
        "预计时间1个工作日",
        "实际时间3个工作日",
        "比预计多2个工作日",
        "鉴〔2026〕3号",
    ):
        assert expected in text
    assert "5日，其中工作日3个" in text


def test_two_procedures_end_one_by_one(either: Counter) -> None:
    case_id = reviewing(either)
    approver = either.at("approver")
    first = approver.procedures.begin(case_id, plan(either)).papers[0].number
    second = approver.procedures.begin(case_id, plan(either, name="公示")).papers[0].number
    on = today(either)
    end = either.at("reviewer").procedures.end
    assert end(case_id, first, on, "1号").state is CaseState.SUSPENDED
    assert end(case_id, second, on, "2号").state is CaseState.REVIEWING


def test_a_procedure_that_is_not_in_the_catalogue_does_not_begin(counter: Counter) -> None:
    entry = counter.application()
    case_id = counter.at().acceptance.receive_and_accept(entry).case_id
    counter.at("reviewer").approval.claim(case_id)
    with pytest.raises(DomainError, match="没有列特别程序"):
        counter.at("approver").procedures.begin(case_id, plan(counter))
    assert case_of(counter, case_id).state is CaseState.REVIEWING


def test_who_saw_an_older_case_is_told(counter: Counter) -> None:
    case_id = reviewing(counter)
    seen = case_of(counter, case_id).version
    counter.at("reviewer").procedures.ask(case_id, plan(counter))
    with pytest.raises(ConcurrentChange):
        counter.at("approver").procedures.begin(case_id, plan(counter), seen_version=seen)


def test_a_declined_proposal_leaves_no_paper_and_no_pause(either: Counter) -> None:
    case_id = reviewing(either)
    either.at("reviewer").procedures.ask(case_id, plan(either))
    done = either.at("approver").procedures.decline(case_id, "照片已能看清")
    case = case_of(either, case_id)
    assert (done.papers, case.pauses, case.turns.asked_procedure) == ((), (), None)


def test_a_hearing_goes_from_notice_to_call(counter: Counter) -> None:
    case_id = reviewing(counter)
    session = counter.at("reviewer")
    told = session.hearings.notify(case_id, ("杨正明", "陆秀珍"), "滴水占用采光和排水")
    assert (told.state, kinds(told)) == (CaseState.SUSPENDED, ["interested_party", "hearing"])
    until = paper_date(session.hearings.ask_until(today(counter)))
    for kind in ("interested_party", "hearing"):
        text = counter.paper(told, kind)
        for expected in ("杨正明、陆秀珍", "滴水占用采光和排水", until):
            assert expected in text
    counter.pass_time(timedelta(days=3))
    asked = counter.at("clerk").hearings.ask(case_id, "杨正明", today(counter))
    assert asked.state is CaseState.SUSPENDED
    earliest, latest = session.hearings.days_for(case_of(counter, case_id), today(counter))
    where = HearingDate(earliest - timedelta(days=1), "上午9时", "镇政府二楼", "段正刚")
    with pytest.raises(DomainError, match="最早"):
        session.hearings.call(case_id, where)
    call = session.hearings.call(case_id, HearingDate(latest, "上午9时", "镇政府二楼", "段正刚"))
    text = counter.paper(call, "hearing_call")
    for expected in (f"{paper_date(latest)}上午9时", "镇政府二楼", "段正刚", "杨正明"):
        assert expected in text


def test_a_hearing_that_nobody_wants_ends_when_its_days_are_over(counter: Counter) -> None:
    case_id = reviewing(counter)
    session = counter.at("reviewer")
    number = session.hearings.notify(case_id, ("杨正明",), "采光").papers[0].number
    counter.pass_time(timedelta(days=7))
    with pytest.raises(DomainError, match="结果文书"):
        session.procedures.end(case_id, number, today(counter), "")
    counter.pass_time(timedelta(days=1))
    with pytest.raises(DomainError, match="五日已过"):
        session.hearings.ask(case_id, "杨正明", today(counter))
    ended = session.procedures.end(case_id, number, today(counter), "")
    assert ended.state is CaseState.REVIEWING
    assert "期满没有人申请听证" in counter.paper(ended, "procedure_record")


def test_an_extension_is_asked_for_and_allowed_with_two_papers(either: Counter) -> None:
    case_id = reviewing(either)
    session = either.at("reviewer")
    before = session.lookup.case(case_id)
    session.extensions.ask(case_id, WISH)
    with pytest.raises(NotPermitted, match="机关负责人"):
        either.at("approver").extensions.allow(case_id, WISH)
    allowed = either.at("head").extensions.allow(case_id, WISH)
    assert kinds(allowed) == ["extension_approval", "extension"]
    after = session.lookup.case(case_id)
    assert before.statutory is not None
    assert after.statutory is not None
    calendar = session.calendar
    assert calendar.workdays_after(before.statutory.due, after.statutory.due) == 10
    extension = after.case.turns.extension
    assert extension is not None
    assert (extension.due_before, extension.due_after) == (
        before.statutory.due,
        after.statutory.due,
    )
    for kind in ("extension_approval", "extension"):
        text = either.paper(allowed, kind)
        for expected in (
            paper_date(before.statutory.due),
            paper_date(after.statutory.due),
            "10个工作日",
            "镇人民政府负责人",
            "四至与相邻两户有争议",
        ):
            assert expected in text
    with pytest.raises(DomainError, match="延长过一次"):
        either.at("head").extensions.allow(case_id, WISH)


def test_an_extension_comes_before_the_limit_has_run_out(counter: Counter) -> None:
    case_id = reviewing(counter)
    proof = counter.at().lookup.case(case_id).statutory
    assert proof is not None
    counter.pass_time(timedelta(days=(proof.due - today(counter)).days + 1))
    with pytest.raises(DomainError, match="法定期限已过"):
        counter.at("reviewer").extensions.ask(case_id, WISH)
    with pytest.raises(DomainError, match="法定期限已过"):
        counter.at("head").extensions.allow(case_id, WISH)


def test_joint_handling_may_take_fifteen_days_more(counter: Counter) -> None:
    case_id = reviewing(counter)
    wish = ExtensionWish(15, "三个部门联合踏勘", joint=True, office="本级人民政府负责人")
    allowed = counter.at("head").extensions.allow(case_id, wish)
    text = counter.paper(allowed, "extension")
    for expected in ("15个工作日", "联合办理", "第四十二条第二款", "本级人民政府负责人"):
        assert expected in text


def test_a_declined_extension_leaves_the_dates(either: Counter) -> None:
    case_id = reviewing(either)
    either.at("reviewer").extensions.ask(case_id, WISH)
    before = case_of(either, case_id)
    either.at("head").extensions.decline(case_id, "抓紧办")
    after = case_of(either, case_id)
    calendar, on = either.at().calendar, today(either)
    for proof in (promise_proof, statutory_proof):
        assert proof(after, calendar, on) == proof(before, calendar, on)


def test_an_inspection_leaves_a_record_to_sign(either: Counter) -> None:
    case_id = reviewing(either)
    seen = Inspection(
        ("宁小雨", "代永康"), "白石村3组", "房屋空置，四至与图一致", today(either), ""
    )
    with pytest.raises(DomainError, match="两人以上"):
        either.at("reviewer").inspections.record(
            case_id, Inspection(("宁小雨",), "白石村", "空置", today(either), "")
        )
    done = either.at("reviewer").inspections.record(case_id, seen)
    assert (done.state, kinds(done)) == (CaseState.REVIEWING, ["inspection"])
    text = either.paper(done, "inspection")
    for expected in ("宁小雨、代永康", "白石村3组", "房屋空置，四至与图一致", "核查人签名"):
        assert expected in text


def test_what_begins_a_procedure_is_taken_back_with_its_paper(either: Counter) -> None:
    case_id = reviewing(either)
    either.at("reviewer").procedures.ask(case_id, plan(either))
    begun = either.at("approver").procedures.begin(case_id, plan(either))
    back = either.at("approver").outcomes.reverse(case_id, "点错了")
    case = case_of(either, case_id)
    assert (back.state, back.void) == (CaseState.REVIEWING, (begun.papers[0].number,))
    assert (case.pauses, case.turns.procedures) == ((), ())
    assert case.turns.asked_procedure is not None


def test_a_hearing_is_told_and_asked_for_on_both_databases(either: Counter) -> None:
    case_id = reviewing(either)
    session = either.at("reviewer")
    told = session.hearings.notify(case_id, ("杨正明",), "采光")
    let_time_pass(either)
    session.hearings.ask(case_id, "杨正明", today(either))
    let_time_pass(either)
    _earliest, latest = session.hearings.days_for(case_of(either, case_id), today(either))
    session.hearings.call(case_id, HearingDate(latest, "上午9时", "镇政府二楼", "段正刚"))
    (notice,) = case_of(either, case_id).turns.hearings
    assert (notice.number, notice.asked_by) == (told.papers[0].number, "杨正明")
    assert notice.call is not None
    (todo,) = (one for one in todos_of(case_of(either, case_id), session.calendar))
    assert (todo.kind, todo.due_on) == (TodoKind.HEARING, latest)
    back = session.outcomes.reverse(case_id, "写错了地点")
    assert back.void
    assert case_of(either, case_id).turns.hearings[-1].call is None
