"""Procedures, hearings, extension and inspection: what each asks for, row by row, and what it says.

The facts are those of a real case, so that a guard looks at what the verbs have written.
"""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.domain.builders import HEAD, ITEM, NOW, REVIEWER, accepted
from windowdesk.domain.case import Case
from windowdesk.domain.guards import MoveRequest
from windowdesk.domain.item import Item
from windowdesk.domain.item_parts import SpecialProcedure
from windowdesk.domain.limits import LimitUnit, TimeLimit
from windowdesk.domain.review_turns import (
    ExtensionRequest,
    HearingCall,
    HearingNotice,
    ProcedurePlan,
    ProcedureRun,
)
from windowdesk.domain.states import Move
from windowdesk.domain.transitions import TRANSITIONS
from windowdesk.domain.turns import Turns

DAY = date(2026, 11, 20)
TEN = TimeLimit(10, LimitUnit.WORKDAY)
LAW = "《中华人民共和国行政许可法》第四十五条"
LISTED = replace(
    ITEM,
    special_procedures=(
        SpecialProcedure("鉴定", LAW, TimeLimit(15, LimitUnit.WORKDAY)),
        SpecialProcedure("公示", "《云岭镇办件规则》第十二条", None),
    ),
)
JOINT = replace(LISTED, joint_organs=("自然资源所",))
PLAN = ProcedurePlan("鉴定", LAW, "县质安站", DAY, TEN, "墙体开裂")
RUN = ProcedureRun(PLAN, "云岭便特〔2026〕1号", NOW, "段正刚")
OTHER = ProcedureRun(
    replace(PLAN, name="公示", basis="《云岭镇办件规则》第十二条"),
    "云岭便特〔2026〕2号",
    NOW,
    "段正刚",
)
NOTICE = HearingNotice(("杨正明",), "采光", "云岭便利〔2026〕1号", "1号", DAY, NOW, "宁小雨")
HEARING = ProcedureRun(replace(PLAN, name="听证"), NOTICE.number, NOW, "宁小雨")
ASKED = replace(NOTICE, asked_on=DAY, asked_by="杨正明")
CALL = HearingCall(date(2026, 12, 7), "上午9时", "镇政府", "段正刚", "1号", NOW)
WISH = ExtensionRequest(10, "案情复杂", False, "xiaoyu", "宁小雨", NOW)


def case_with(turns: Turns | None = None, *, item: Item = LISTED, extended: int = 0) -> Case:
    case = accepted(item)
    case.turns = turns or Turns()
    case.extension_days = extended
    return case


RUNNING = Turns(procedures=(RUN,))
BOTH = Turns(procedures=(RUN, OTHER))
TOLD = Turns(procedures=(HEARING,), hearings=(NOTICE,))
WANTED = Turns(procedures=(HEARING,), hearings=(ASKED,))
ENDS = MoveRequest(counterpart=RUN.number, result_number="鉴〔2026〕3号", last_day=DAY, today=DAY)
CALLED = MoveRequest(
    first_day=date(2026, 12, 7),
    counterpart="镇政府",
    gap_until=date(2026, 12, 1),
    gap_until_latest=date(2026, 12, 18),
)
INSPECTED = MoveRequest(
    staff=("宁小雨", "代永康"), counterpart="上寨", reason="与图相符", first_day=DAY, today=DAY
)
ASKS = MoveRequest(reason="案情复杂", days=10)

GOOD: dict[Move, tuple[MoveRequest, Case]] = {
    Move.ASK_PROCEDURE: (MoveRequest(plan=PLAN, today=DAY), case_with()),
    Move.DECLINE_PROCEDURE: (
        MoveRequest(reason="不必"),
        case_with(Turns(asked_procedure=PLAN)),
    ),
    Move.SUSPEND: (MoveRequest(plan=PLAN, today=DAY), case_with()),
    Move.RESUME: (ENDS, case_with(RUNNING)),
    Move.END_PROCEDURE: (ENDS, case_with(BOTH)),
    Move.NOTIFY_INTERESTED: (MoveRequest(staff=("杨正明",), reason="采光"), case_with()),
    Move.ASK_HEARING: (
        MoveRequest(counterpart="杨正明", first_day=DAY, today=DAY),
        case_with(TOLD),
    ),
    Move.CALL_HEARING: (CALLED, case_with(WANTED)),
    Move.ASK_EXTENSION: (ASKS, case_with()),
    Move.DECLINE_EXTENSION: (
        MoveRequest(reason="材料已齐"),
        case_with(Turns(asked_extension=WISH)),
    ),
    Move.EXTEND: (replace(ASKS, office="本机关负责人"), case_with()),
    Move.INSPECT: (INSPECTED, case_with()),
}


def plan(**changed: object) -> dict[str, object]:
    return {"plan": replace(PLAN, **changed)}


FUTURE, BEFORE = DAY + timedelta(days=1), DAY - timedelta(days=1)
# move | what is wrong with an otherwise good request | what the sentence says
BAD: list[tuple[Move, dict[str, object], str]] = [
    *(
        (move, wrong, says)
        for move in (Move.SUSPEND, Move.ASK_PROCEDURE)
        for wrong, says in (
            (plan(name="专家评审"), "只有：鉴定、公示"),
            (plan(basis=""), "依据"),
            (plan(body=" "), "实施机构"),
            (plan(length=TimeLimit(0, LimitUnit.WORKDAY)), "多少天"),
            (plan(length=TimeLimit(16, LimitUnit.WORKDAY)), "最长15个工作日"),
            (plan(name="公示"), "没有列公示"),
            (plan(first_day=FUTURE), "今天以后"),
            (plan(first_day=BEFORE), "比受理还早"),
        )
    ),
    (Move.DECLINE_PROCEDURE, {"reason": ""}, "理由"),
    *(
        (move, wrong, says)
        for move in (Move.RESUME, Move.END_PROCEDURE)
        for wrong, says in (
            ({"result_number": " "}, "结果文书"),
            ({"last_day": None}, "哪天为止"),
            ({"last_day": FUTURE}, "今天以后"),
            ({"last_day": BEFORE}, "比起始日"),
            ({"counterpart": "别的文号"}, "已经结束"),
        )
    ),
    (Move.NOTIFY_INTERESTED, {"staff": ()}, "利害关系人"),
    (Move.NOTIFY_INTERESTED, {"reason": ""}, "重大利益"),
    (Move.ASK_HEARING, {"counterpart": ""}, "谁"),
    (Move.ASK_HEARING, {"first_day": None}, "哪天"),
    (Move.ASK_HEARING, {"first_day": FUTURE}, "不晚于今天"),
    (Move.ASK_HEARING, {"first_day": BEFORE}, "不早于告知"),
    (Move.ASK_HEARING, {"lapsed": True}, "五日已过"),
    (Move.CALL_HEARING, {"counterpart": ""}, "在哪里"),
    (Move.CALL_HEARING, {"first_day": None}, "哪天"),
    (Move.CALL_HEARING, {"staff": (REVIEWER.name,)}, "不能主持"),
    (Move.CALL_HEARING, {"first_day": date(2026, 11, 30)}, "最早2026年12月1日"),
    (Move.CALL_HEARING, {"first_day": date(2026, 12, 21)}, "最晚2026年12月18日"),
    *(
        (move, wrong, says)
        for move in (Move.EXTEND, Move.ASK_EXTENSION)
        for wrong, says in (
            ({"days": 0}, "1 至 10"),
            ({"days": 11}, "1 至 10"),
            ({"joint": True}, "没有联合办理的部门"),
            ({"reason": ""}, "理由"),
            ({"lapsed": True}, "法定期限已过"),
        )
    ),
    (Move.EXTEND, {"office": ""}, "职务"),
    (Move.DECLINE_EXTENSION, {"reason": ""}, "理由"),
    (Move.INSPECT, {"staff": ("宁小雨", "宁小雨")}, "两人以上"),
    (Move.INSPECT, {"staff": ("宁小雨", " ")}, "两人以上"),
    (Move.INSPECT, {"counterpart": ""}, "地点"),
    (Move.INSPECT, {"reason": ""}, "情况"),
    (Move.INSPECT, {"first_day": None}, "哪天"),
    (Move.INSPECT, {"first_day": FUTURE}, "今天以后"),
    (Move.INSPECT, {"first_day": BEFORE}, "比受理还早"),
]
# move | a case that is not so far | what the sentence says
NOT_SO_FAR: list[tuple[Move, Case, str]] = [
    (Move.SUSPEND, case_with(item=ITEM), "没有列特别程序"),
    (Move.ASK_PROCEDURE, case_with(item=ITEM), "没有列特别程序"),
    (Move.SUSPEND, case_with(RUNNING), "正在进行"),
    (Move.ASK_PROCEDURE, case_with(Turns(asked_procedure=PLAN)), "已经提请"),
    (Move.DECLINE_PROCEDURE, case_with(), "没有人提请"),
    (Move.RESUME, case_with(BOTH), "还有别的特别程序"),
    (Move.END_PROCEDURE, case_with(RUNNING), "恢复计时"),
    (Move.NOTIFY_INTERESTED, case_with(TOLD), "已经告知过"),
    (Move.ASK_HEARING, case_with(RUNNING), "没有告知过"),
    (Move.ASK_HEARING, case_with(WANTED), "已有人申请"),
    (Move.CALL_HEARING, case_with(TOLD), "还没有人申请"),
    (
        Move.CALL_HEARING,
        case_with(replace(WANTED, hearings=(replace(ASKED, call=CALL),))),
        "已定2026年12月7日",
    ),
    (Move.ASK_EXTENSION, case_with(Turns(asked_extension=WISH)), "已经提请"),
    (Move.ASK_EXTENSION, case_with(extended=10), "延长过一次"),
    (Move.EXTEND, case_with(extended=10), "延长过一次"),
    (Move.DECLINE_EXTENSION, case_with(), "没有人提请"),
]


def said(move: Move, request: MoveRequest, case: Case) -> str:
    """Return what every row of ``move`` says: one sentence, whatever state it starts from."""
    rows = [row for row in TRANSITIONS.values() if row.move is move]
    (sentence,) = {row.guard(case, request, REVIEWER) for row in rows}
    return sentence


@pytest.mark.parametrize("move", GOOD)
def test_a_good_request_passes(move: Move) -> None:
    assert said(move, *GOOD[move]) == ""


def test_every_move_here_has_something_that_stops_it() -> None:
    assert {move for move, *_ in BAD} | {move for move, *_ in NOT_SO_FAR} == set(GOOD)


@pytest.mark.parametrize(("move", "wrong", "says"), BAD)
def test_a_request_that_lacks_something_is_told_what(
    move: Move, wrong: dict[str, object], says: str
) -> None:
    request, case = GOOD[move]
    plain = {name: getattr(request, name) for name in MoveRequest.__dataclass_fields__}
    sentence = said(move, MoveRequest(**(plain | wrong)), case)
    assert says in sentence
    assert sentence.endswith("。")


@pytest.mark.parametrize(("move", "case", "says"), NOT_SO_FAR)
def test_a_case_that_is_not_so_far_is_told_why(move: Move, case: Case, says: str) -> None:
    sentence = said(move, GOOD[move][0], case)
    assert says in sentence
    assert sentence.endswith("。")


def test_an_earlier_first_day_wants_a_reason() -> None:
    later = DAY + timedelta(days=3)
    early = replace(PLAN, reason="")
    case = case_with()
    assert "为什么现在才补办" in said(Move.SUSPEND, MoveRequest(plan=early, today=later), case)
    assert said(Move.SUSPEND, MoveRequest(plan=PLAN, today=later), case) == ""


def test_a_hearing_that_nobody_asked_for_ends_without_a_paper_when_its_days_are_over() -> None:
    ends = replace(ENDS, counterpart=HEARING.number, result_number="")
    assert "结果文书" in said(Move.RESUME, ends, case_with(TOLD))
    assert said(Move.RESUME, replace(ends, lapsed=True), case_with(TOLD)) == ""
    assert "结果文书" in said(Move.RESUME, replace(ends, lapsed=True), case_with(WANTED))


def test_joint_handling_gets_fifteen_days_where_departments_handle_it_together() -> None:
    request = MoveRequest(reason="联合踏勘", days=15, joint=True, office="镇人民政府负责人")
    joint = case_with(item=JOINT)
    assert said(Move.EXTEND, request, joint) == ""
    assert "1 至 15" in said(Move.EXTEND, replace(request, days=16), joint)
    assert "1 至 10" in said(Move.EXTEND, replace(request, joint=False), joint)


def test_public_notice_counts_only_by_a_rule_of_the_place() -> None:
    listed = replace(PLAN, name="公示", basis="《云岭镇办件规则》第十二条")
    assert said(Move.SUSPEND, MoveRequest(plan=listed, today=DAY), case_with()) == ""


def test_only_the_head_extends() -> None:
    rows = [row for row in TRANSITIONS.values() if row.move is Move.EXTEND]
    assert {role for row in rows for role in row.roles} == HEAD.roles
