"""Every outcome at the window: what is stored, numbered, printed, and what goes wrong."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest

from tests.factories import NOW
from tests.services.counter import PROMISE, Counter
from windowdesk.domain.document import PrintState
from windowdesk.domain.errors import ConcurrentChange, DomainError, NotPermitted
from windowdesk.domain.materials import HandedIn, MaterialState
from windowdesk.domain.outcomes import (
    Gap,
    Refusal,
    RefusalKind,
    ReturnedMaterial,
    RunningCase,
    SpotCorrection,
    SupplementRequest,
)
from windowdesk.domain.states import CaseState, Move
from windowdesk.domain.turns import EndCause
from windowdesk.services.acting import ActReceipt
from windowdesk.services.endings import EndingEntry
from windowdesk.services.entry import with_missing
from windowdesk.services.verification import Verification
from windowdesk.services.window_outcomes import WindowOutcomes

NO_NEED = Refusal(RefusalKind.NOT_REQUIRED, "高龄津贴已经随养老金发放，不用另外申请")
ELSEWHERE = Refusal(
    RefusalKind.NOT_COMPETENT,
    "林木采伐由县级林业部门审批",
    organ="青岫县林业和草原局",
    organ_address="青岫县城关镇文昌路66号",
    organ_phone="0990-5552207",
)
BARRED = Refusal(RefusalKind.OTHER, "还在限制申请的期间内", "《行政许可法》第七十八条")
REFUSALS = [
    (NO_NEED, CaseState.NOT_REQUIRED, Move.NOT_REQUIRED, "not_required"),
    (ELSEWHERE, CaseState.NOT_COMPETENT, Move.NOT_COMPETENT, "refusal"),
    (BARRED, CaseState.REFUSED, Move.REFUSE, "refusal"),
]
FORM, CARD = Gap("form", "申请表", "没有签字"), Gap("card", "残疾人证", "没有交")
BOTH = SupplementRequest((FORM, CARD))
BACK = (ReturnedMaterial("残疾人证", originals=1, pages=1),)


def received(counter: Counter, *missing: str) -> int:
    application = counter.application()
    lacking = with_missing(application.materials, frozenset(missing))
    return counter.at().acceptance.receive(replace(application, materials=lacking)).case_id


def outcomes(counter: Counter, login: str = "clerk") -> WindowOutcomes:
    return counter.at(login).outcomes


def moves(counter: Counter, case_id: int) -> list[Move]:
    return [event.move for event in counter.at().database.lists.events(case_id)]


def is_clean(counter: Counter) -> bool:
    report = Verification(counter.at("head").bench).run()
    assert report.faults == ()
    return report.is_clean


def lines(counter: Counter, case_id: int, *names: str) -> tuple[HandedIn, ...]:
    case = counter.at().lookup.case(case_id).case
    own = outcomes(counter)
    return tuple(
        own.counted(case, line) if line.name in names else line for line in own.demanded(case)
    )


@pytest.mark.parametrize(("refusal", "state", "move", "kind"), REFUSALS)
def test_a_refusal_ends_a_received_case_with_its_paper(
    counter: Counter, refusal: Refusal, state: CaseState, move: Move, kind: str
) -> None:
    case_id = received(counter)
    receipt = outcomes(counter).refuse(case_id, refusal)
    assert (receipt.state, receipt.due_on) == (state, None)
    assert [paper.kind for paper in receipt.papers] == [kind]
    assert moves(counter, case_id) == [Move.RECEIVE, move]
    assert counter.at().lookup.case(case_id).case.outcomes.refusal == refusal
    assert refusal.reason in counter.paper(receipt, kind)
    assert is_clean(counter)


@pytest.mark.parametrize(("refusal", "state", "move", "kind"), REFUSALS)
def test_receiving_and_refusing_is_one_act_of_two_events(
    counter: Counter, refusal: Refusal, state: CaseState, move: Move, kind: str
) -> None:
    receipt = outcomes(counter).receive_and_refuse(counter.application(), refusal)
    assert receipt.state is state
    assert [(p.kind, p.print_id is None) for p in receipt.papers] == [
        ("receipt", True),
        (kind, False),
    ]
    assert moves(counter, receipt.case_id) == [Move.RECEIVE, move]
    assert is_clean(counter)


def test_a_refusal_names_the_competent_organ_on_paper(counter: Counter) -> None:
    receipt = outcomes(counter).receive_and_refuse(counter.application(), ELSEWHERE)
    text = counter.paper(receipt, "refusal")
    assert "青岫县林业和草原局" in text
    assert "文昌路66号" in text
    assert "第三十二条第一款第二项" in text


BAD_REFUSALS = [
    (replace(NO_NEED, reason=" "), "理由"),
    (replace(ELSEWHERE, organ=""), "该找哪个机关"),
    (replace(BARRED, basis=""), "依据"),
    (replace(BARRED, reason="x" * 501), "501"),
]


@pytest.mark.parametrize(("refusal", "says"), BAD_REFUSALS)
def test_a_refusal_without_what_it_needs_leaves_nothing(
    counter: Counter, refusal: Refusal, says: str
) -> None:
    with pytest.raises(DomainError, match=says):
        outcomes(counter).receive_and_refuse(counter.application(), refusal)
    assert (counter.count("case_"), counter.count("document")) == (0, 0)
    assert counter.count("number_line") == 0


def test_all_gaps_are_told_at_once_and_t5_ends(counter: Counter) -> None:
    case_id = received(counter, "card")
    request = replace(BOTH, until=date(2026, 12, 18), lapse_effect="终止审查，退还材料")
    receipt = outcomes(counter).request_supplement(case_id, request)
    assert (receipt.state, receipt.due_on) == (CaseState.AWAITING_SUPPLEMENT, None)
    text = counter.paper(receipt, "correction")
    for told in ("申请表", "没有签字", "残疾人证", "2026年12月18日", "云溪收〔2026〕1号"):
        assert told in text
    notice = counter.at().lookup.case(case_id).case.outcomes.notice
    assert notice is not None
    assert (notice.number, notice.repeated) == (receipt.papers[0].number, ())
    assert is_clean(counter)


def test_receiving_and_telling_gaps_is_one_act(counter: Counter) -> None:
    application = counter.application()
    lacking = with_missing(application.materials, frozenset(("card",)))
    application = replace(application, materials=lacking)
    gaps = outcomes(counter).usual_gaps(application)
    assert [(gap.code, gap.name, gap.fault) for gap in gaps] == [("card", "残疾人证", "没有交")]
    receipt = outcomes(counter).receive_and_request_supplement(application, SupplementRequest(gaps))
    assert [(p.kind, p.print_id is None) for p in receipt.papers] == [
        ("receipt", True),
        ("correction", False),
    ]
    assert is_clean(counter)


BAD_REQUESTS = [
    (SupplementRequest(()), "一次列全"),
    (SupplementRequest((FORM,)), "残疾人证"),
    (SupplementRequest((CARD, replace(CARD, fault="过期"))), "列了两行"),
    (SupplementRequest((CARD, Gap("", "照片", ""))), "缺什么"),
    (SupplementRequest((CARD, Gap("", " ", "没有交"))), "补正什么"),
    (replace(BOTH, until=date(2026, 11, 20)), "今天以后"),
]


@pytest.mark.parametrize(("request_", "says"), BAD_REQUESTS)
def test_a_notice_that_does_not_tell_all_is_not_given_out(
    counter: Counter, request_: SupplementRequest, says: str
) -> None:
    case_id = received(counter, "card")
    with pytest.raises(DomainError, match=says):
        outcomes(counter).request_supplement(case_id, request_)
    assert moves(counter, case_id) == [Move.RECEIVE]
    assert is_clean(counter)


def test_a_partial_supplement_keeps_the_case_waiting(counter: Counter) -> None:
    case_id = received(counter, "card")
    own = outcomes(counter)
    own.request_supplement(case_id, BOTH)
    receipt = own.supplement(case_id, lines(counter, case_id, "申请表"))
    assert receipt.state is CaseState.AWAITING_SUPPLEMENT
    assert [paper.kind for paper in receipt.papers] == ["supplement_receipt"]
    assert "还没有收齐，不代表受理，仍缺：残疾人证" in counter.paper(receipt, "supplement_receipt")
    assert [gap.name for gap in counter.at().lookup.case(case_id).case.outcomes.still_open] == [
        "残疾人证"
    ]
    assert is_clean(counter)


def test_the_last_supplement_accepts_as_of_its_own_day(counter: Counter) -> None:
    case_id = received(counter, "card")
    own = outcomes(counter)
    own.request_supplement(case_id, BOTH)
    own.supplement(case_id, lines(counter, case_id, "申请表"))
    counter.pass_time(timedelta(days=4))
    receipt = own.supplement(case_id, lines(counter, case_id, "残疾人证"))
    assert receipt.state is CaseState.ACCEPTED
    assert [paper.kind for paper in receipt.papers] == ["supplement_receipt", "acceptance"]
    case = counter.at().lookup.case(case_id).case
    assert case.accepted_at == NOW + timedelta(days=4)
    assert receipt.due_on == date(2026, 12, 4)
    assert case.missing_materials == ()
    assert "已经全部收齐" in counter.paper(receipt, "supplement_receipt")
    assert moves(counter, case_id)[-2:] == [Move.SUPPLEMENT_COMPLETE, Move.ACCEPT_SUPPLEMENTED]
    assert is_clean(counter)


def test_a_complete_supplement_may_be_accepted_later_as_of_its_day(counter: Counter) -> None:
    case_id = received(counter, "card")
    own = outcomes(counter)
    own.request_supplement(case_id, BOTH)
    waiting = own.supplement(case_id, lines(counter, case_id, "申请表", "残疾人证"), accept=False)
    assert waiting.state is CaseState.AWAITING_SUPPLEMENT
    assert waiting.due_on == date(2026, 11, 27)
    counter.pass_time(timedelta(days=3))
    receipt = own.accept_supplemented(case_id)
    assert [paper.kind for paper in receipt.papers] == ["acceptance"]
    assert counter.at().lookup.case(case_id).case.accepted_at == NOW
    assert is_clean(counter)


def test_something_on_no_list_is_asked_for_and_comes_to_the_end_of_the_list(
    counter: Counter,
) -> None:
    case_id = received(counter)
    own = outcomes(counter)
    own.request_supplement(case_id, SupplementRequest((Gap("", "委托书签名页", "没有签名"),)))
    receipt = own.supplement(case_id, lines(counter, case_id, "委托书签名页"))
    assert receipt.state is CaseState.ACCEPTED
    last = counter.at().lookup.case(case_id).case.application.materials[-1]
    assert (last.name, last.required, last.originals) == ("委托书签名页", False, 1)
    assert is_clean(counter)


@pytest.mark.parametrize(("chosen", "says"), [((), "还没勾"), (("户口簿",), "没有要这些：户口簿")])
def test_only_what_was_asked_for_comes_in(
    counter: Counter, chosen: tuple[str, ...], says: str
) -> None:
    case_id = received(counter, "card")
    own = outcomes(counter)
    own.request_supplement(case_id, BOTH)
    given = [HandedIn("", name, True, MaterialState.PRESENT) for name in chosen]
    with pytest.raises(DomainError, match=says):
        own.supplement(case_id, given)
    assert is_clean(counter)


def test_a_second_notice_for_what_lay_on_the_desk_wants_a_reason_and_is_flagged(
    counter: Counter,
) -> None:
    case_id = received(counter, "card")
    own = outcomes(counter)
    own.request_supplement(case_id, SupplementRequest((CARD,)))
    again = SupplementRequest((CARD, FORM))
    case = counter.at().lookup.case(case_id).case
    assert own.repeated(case, again.gaps) == ("申请表",)
    with pytest.raises(DomainError, match="头一次就该告知的：申请表"):
        own.request_supplement(case_id, again)
    receipt = own.request_supplement(case_id, replace(again, again_reason="头一次看漏了"))
    notice = counter.at().lookup.case(case_id).case.outcomes.notice
    assert notice is not None
    assert notice.repeated == ("申请表",)
    assert "申请表：头一次看漏了" in counter.paper(receipt, "correction")
    (event,) = counter.at().database.lists.events(case_id)[-1:]
    assert event.detail["repeated"] == "申请表"
    assert is_clean(counter)


def test_what_came_in_badly_may_be_asked_for_again_without_a_flag(counter: Counter) -> None:
    case_id = received(counter, "card")
    own = outcomes(counter)
    own.request_supplement(case_id, BOTH)
    own.supplement(case_id, lines(counter, case_id, "残疾人证"))
    counter.pass_time(timedelta(minutes=1))
    blurred = SupplementRequest((FORM, replace(CARD, fault="看不清楚")))
    case = counter.at().lookup.case(case_id).case
    assert own.repeated(case, blurred.gaps) == ()
    own.request_supplement(case_id, blurred)
    assert len(counter.at().lookup.case(case_id).case.outcomes.still_open) == 2
    assert is_clean(counter)


PHONE = SpotCorrection("applicant.phone", "联系电话", "13900000027", "13900000028")


def test_a_slip_is_corrected_on_the_spot_and_t5_keeps_running(counter: Counter) -> None:
    case_id = received(counter)
    due = counter.at().database.lists.row(case_id)
    receipt = outcomes(counter).correct_on_spot(case_id, (PHONE,), "段玉兰")
    assert receipt.state is CaseState.RECEIVED
    assert due is not None
    assert receipt.due_on == due.due_on
    event = counter.at().database.lists.events(case_id)[-1]
    assert event.detail["before:联系电话"] == "13900000027"
    assert event.detail["after:联系电话"] == "13900000028"
    assert event.detail["initials"] == "段玉兰"
    assert counter.at().lookup.case(case_id).case.application.applicant.phone == "13900000028"
    assert is_clean(counter)


def test_a_case_is_found_by_its_corrected_phone(counter: Counter) -> None:
    case_id = received(counter)
    outcomes(counter).correct_on_spot(case_id, (PHONE,), "段玉兰")
    with counter.at().database.reading() as uow:
        number = counter.application().applicant.id_number
        party = uow.parties.find(number.kind, number.number)
    assert party is not None
    assert party.phone == "13900000028"


BAD_CORRECTIONS = [
    (PHONE, "", "签字"),
    (replace(PHONE, before="13900000000"), "段", "刚变过"),
    (replace(PHONE, after="1390"), "段", "还差"),
    (SpotCorrection("applicant.name", "姓名", "段玉兰", "段玉蓝"), "段", "不能当场更正"),
]


@pytest.mark.parametrize(("correction", "initials", "says"), BAD_CORRECTIONS)
def test_a_correction_that_cannot_stand_changes_nothing(
    counter: Counter, correction: SpotCorrection, initials: str, says: str
) -> None:
    case_id = received(counter)
    with pytest.raises(DomainError, match=says):
        outcomes(counter).correct_on_spot(case_id, (correction,), initials)
    assert moves(counter, case_id) == [Move.RECEIVE]
    assert is_clean(counter)


def test_a_correction_may_be_begun_and_finished_apart(counter: Counter) -> None:
    case_id = received(counter)
    own = outcomes(counter)
    begun = own.start_correction(case_id, "电话写错")
    assert begun.state is CaseState.CORRECTING
    assert own.finish_correction(case_id, (PHONE,), "段").state is CaseState.RECEIVED
    assert is_clean(counter)


@pytest.mark.parametrize("supplement_asked", [False, True])
def test_materials_are_taken_back_before_acceptance(
    counter: Counter, *, supplement_asked: bool
) -> None:
    case_id = received(counter, "card")
    own = outcomes(counter)
    if supplement_asked:
        own.request_supplement(case_id, BOTH)
    receipt = own.take_back(case_id, BACK, "改日再来", signed=True)
    assert receipt.state is CaseState.WITHDRAWN
    text = counter.paper(receipt, "materials_returned")
    assert "改日再来" in text
    assert "残疾人证" in text
    assert is_clean(counter)


def test_nothing_goes_back_without_a_signature(counter: Counter) -> None:
    case_id = received(counter)
    with pytest.raises(DomainError, match="签字"):
        outcomes(counter).take_back(case_id, BACK, "", signed=False)


def test_what_the_house_holds_is_offered_to_go_back(counter: Counter) -> None:
    case = counter.at().lookup.case(received(counter)).case
    held = outcomes(counter).returnable(case)
    assert [(one.name, one.originals, one.copies) for one in held] == [
        ("申请表", 1, 0),
        ("残疾人证", 0, 1),
        ("银行卡", 0, 1),
    ]


def test_an_accepted_application_is_withdrawn_in_writing(counter: Counter) -> None:
    case_id = counter.accepted()
    own = outcomes(counter)
    with pytest.raises(DomainError, match="理由"):
        own.withdraw(case_id, "", signed=True, returned=BACK)
    receipt = own.withdraw(case_id, "全家搬到县城", signed=True, returned=BACK)
    assert receipt.state is CaseState.WITHDRAWN
    assert [paper.kind for paper in receipt.papers] == ["withdrawal", "materials_returned"]
    text = counter.paper(receipt, "withdrawal")
    assert "全家搬到县城" in text
    assert "云溪受〔2026〕1号" in text
    assert is_clean(counter)


DEATH = EndingEntry(EndCause.DECEASED, "申请人已经死亡", "2026年11月18日的死亡证明")


@dataclass(frozen=True)
class Undone:
    """An act that is taken back: what leads to it, the act, where the case stood before."""

    name: str
    before: Callable[[Counter], int]
    act: Callable[[Counter, int], ActReceipt]
    state: CaseState


def asked(counter: Counter) -> int:
    case_id = received(counter, "card")
    outcomes(counter).request_supplement(case_id, BOTH)
    counter.pass_time(timedelta(minutes=1))
    return case_id


UNDONE = [
    Undone(
        "refusal",
        received,
        lambda c, i: outcomes(c).refuse(i, ELSEWHERE),
        CaseState.RECEIVED,
    ),
    Undone(
        "notice",
        lambda c: received(c, "card"),
        lambda c, i: outcomes(c).request_supplement(i, BOTH),
        CaseState.RECEIVED,
    ),
    Undone(
        "partly",
        asked,
        lambda c, i: outcomes(c).supplement(i, lines(c, i, "申请表")),
        CaseState.AWAITING_SUPPLEMENT,
    ),
    Undone(
        "supplement",
        asked,
        lambda c, i: outcomes(c).supplement(i, lines(c, i, "申请表", "残疾人证")),
        CaseState.AWAITING_SUPPLEMENT,
    ),
    Undone(
        "take back",
        received,
        lambda c, i: outcomes(c).take_back(i, BACK, "", signed=True),
        CaseState.RECEIVED,
    ),
    Undone(
        "withdraw",
        lambda c: c.accepted(),
        lambda c, i: outcomes(c).withdraw(i, "不办了", signed=True, returned=BACK),
        CaseState.ACCEPTED,
    ),
    Undone(
        "acceptance",
        received,
        lambda c, i: c.at().acceptance.accept(i),
        CaseState.RECEIVED,
    ),
    Undone(
        "end",
        received,
        lambda c, i: c.at().endings.end_before_acceptance(i, DEATH),
        CaseState.RECEIVED,
    ),
]


@pytest.mark.parametrize("undone", UNDONE, ids=lambda one: one.name)
def test_an_act_just_done_is_taken_back_whole(counter: Counter, undone: Undone) -> None:
    case_id = undone.before(counter)
    counter.pass_time(timedelta(minutes=1))
    before = counter.at().lookup.case(case_id).case
    done = undone.act(counter, case_id)
    numbers = tuple(sorted(paper.number for paper in done.papers))
    counter.pass_time(timedelta(minutes=29))
    offer = outcomes(counter).reversal(case_id)
    assert offer is not None
    assert tuple(sorted(offer.papers)) == numbers
    receipt = outcomes(counter).reverse(case_id, "点错了")
    assert (receipt.state, receipt.void) == (undone.state, numbers)
    after = counter.at().lookup.case(case_id).case
    assert after.application == before.application
    assert after.outcomes == replace(before.outcomes, void_papers=numbers)
    assert after.accepted_at == before.accepted_at
    open_numbers = {row.number for row in counter.at().database.lists.unprinted("01")}
    assert not open_numbers & set(numbers)
    assert is_clean(counter)


def test_a_void_paper_is_printed_no_more(counter: Counter) -> None:
    case_id = received(counter)
    done = outcomes(counter).refuse(case_id, ELSEWHERE)
    (paper,) = done.papers
    assert paper.print_id is not None
    press = counter.at().press
    press.print_job(paper.print_id)
    outcomes(counter).reverse(case_id, "点错了")
    assert counter.tray.cancelled == ["desk-1"]
    with counter.at().database.reading() as uow:
        assert uow.prints.get(paper.print_id).state is PrintState.VOID
    with pytest.raises(DomainError, match="作废"):
        press.reprint(paper.document_id)
    with pytest.raises(DomainError, match="刚变了"):
        press.print_job(paper.print_id)


def test_an_act_is_not_taken_back_after_half_an_hour_or_by_others(counter: Counter) -> None:
    case_id = received(counter)
    outcomes(counter).refuse(case_id, ELSEWHERE)
    assert outcomes(counter, "clerk2").reversal(case_id) is None
    with pytest.raises(DomainError, match="他自己"):
        outcomes(counter, "clerk2").reverse(case_id, "点错了")
    counter.pass_time(timedelta(minutes=31))
    assert outcomes(counter).reversal(case_id) is None
    with pytest.raises(DomainError, match="30 分钟"):
        outcomes(counter).reverse(case_id, "点错了")
    assert is_clean(counter)


def test_a_receipt_is_never_taken_back(counter: Counter) -> None:
    case_id = received(counter)
    assert outcomes(counter).reversal(case_id) is None
    with pytest.raises(DomainError, match="“收件”不能收回"):
        outcomes(counter).reverse(case_id, "点错了")


def test_after_a_reversal_the_paper_that_holds_is_the_new_one(counter: Counter) -> None:
    case_id = received(counter)
    accept = counter.at().acceptance.accept
    accept(case_id)
    outcomes(counter).reverse(case_id, "点错了")
    again = accept(case_id)
    receipt = outcomes(counter).withdraw(case_id, "不办了", signed=True, returned=BACK)
    assert again.papers[0].number == "云溪受〔2026〕2号"
    assert "云溪受〔2026〕2号" in counter.paper(receipt, "withdrawal")


RUNNING = RunningCase(
    NOW - timedelta(days=10), NOW - timedelta(days=9), "云溪便受〔2026〕7号", "停电时按纸质办的"
)


def test_a_case_on_paper_is_entered_with_its_real_dates_and_no_new_paper(
    counter: Counter,
) -> None:
    receipt = outcomes(counter).enter_running(counter.application(), RUNNING)
    assert (receipt.state, receipt.papers) == (CaseState.ACCEPTED, ())
    assert receipt.due_on == date(2026, 11, 23)
    view = counter.at().lookup.case(receipt.case_id)
    assert (view.case.received_at, view.case.accepted_at) == (
        RUNNING.received_at,
        RUNNING.accepted_at,
    )
    assert view.case.outcomes.late is not None
    assert view.case.outcomes.late.reason == "停电时按纸质办的"
    assert [event.move for event in view.events] == [Move.ENTER_RUNNING, Move.ENTER_ACCEPTED]
    assert {event.at for event in view.events} == {NOW}
    assert is_clean(counter)


def test_later_papers_bear_the_mark_and_the_number_of_the_old_one(counter: Counter) -> None:
    case_id = outcomes(counter).enter_running(counter.application(), RUNNING).case_id
    receipt = outcomes(counter).withdraw(case_id, "不办了", signed=True, returned=BACK)
    assert "云溪便受〔2026〕7号" in counter.paper(receipt, "withdrawal")
    facts = counter.facts(receipt.papers[0].document_id)
    assert facts["entered.note"] == "本件由纸质办件补录，2026年11月20日录入"


def test_what_was_only_received_keeps_its_notice_clock(counter: Counter) -> None:
    running = replace(RUNNING, received_at=NOW - timedelta(days=3), accepted_at=None)
    receipt = outcomes(counter).enter_running(counter.application(), running)
    assert (receipt.state, receipt.due_on) == (CaseState.RECEIVED, date(2026, 11, 24))
    assert is_clean(counter)


BAD_RUNNING = [
    (replace(RUNNING, reason=""), "理由"),
    (replace(RUNNING, received_at=NOW + timedelta(hours=1)), "现在以后"),
    (replace(RUNNING, accepted_at=NOW + timedelta(hours=1)), "现在以后"),
    (replace(RUNNING, accepted_at=NOW - timedelta(days=11)), "比收件还早"),
    (replace(RUNNING, paper_number=" "), "文号"),
    (replace(RUNNING, accepted_at=None), "写上受理日期"),
]


@pytest.mark.parametrize(("running", "says"), BAD_RUNNING)
def test_a_late_entry_that_cannot_be_leaves_nothing(
    counter: Counter, running: RunningCase, says: str
) -> None:
    with pytest.raises(DomainError, match=says):
        outcomes(counter).enter_running(counter.application(), running)
    assert counter.count("case_") == 0


def test_advice_is_recorded_and_its_sheet_says_what_to_bring(counter: Counter) -> None:
    sheet = outcomes(counter).consult(PROMISE.item_id, (), "段玉兰", "要带什么")
    assert sheet.facts.texts["item.name"] == PROMISE.name
    assert [row["name"] for row in sheet.facts.rows["materials"]] == [
        "申请表",
        "残疾人证",
        "银行卡",
    ]
    with counter.at().database.reading() as uow:
        (visit,) = uow.consultations.since(NOW - timedelta(days=1))
    assert (visit.person, visit.question, visit.login) == ("段玉兰", "要带什么", "clerk")


def test_a_case_that_was_changed_meanwhile_is_not_answered(counter: Counter) -> None:
    case_id = received(counter)
    seen = counter.at().lookup.case(case_id).case.version
    outcomes(counter, "clerk2").correct_on_spot(case_id, (PHONE,), "段")
    with pytest.raises(ConcurrentChange):
        outcomes(counter).refuse(case_id, NO_NEED, seen)


ACTS: dict[str, Callable[[WindowOutcomes, int], ActReceipt]] = {
    "refuse": lambda o, i: o.refuse(i, NO_NEED),
    "request": lambda o, i: o.request_supplement(i, BOTH),
    "supplement": lambda o, i: o.supplement(i, ()),
    "correct": lambda o, i: o.correct_on_spot(i, (PHONE,), "段"),
    "take back": lambda o, i: o.take_back(i, BACK, "", signed=True),
    "withdraw": lambda o, i: o.withdraw(i, "不办了", signed=True, returned=BACK),
}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("login", ["issuer", "supervisor", "admin"])
def test_only_the_window_answers(counter: Counter, act: str, login: str) -> None:
    case_id = received(counter)
    counter.at()
    with pytest.raises((NotPermitted, DomainError)):
        ACTS[act](outcomes(counter, login), case_id)
    assert moves(counter, case_id) == [Move.RECEIVE]


@pytest.mark.parametrize("act", ACTS)
def test_a_closed_case_takes_no_outcome(counter: Counter, act: str) -> None:
    case_id = received(counter)
    outcomes(counter).refuse(case_id, NO_NEED)
    with pytest.raises(DomainError, match="不受理"):
        ACTS[act](outcomes(counter), case_id)
    assert is_clean(counter)
