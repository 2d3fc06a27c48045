"""What the 一件事联办回执 says: the bundle, and one row for each of its cases."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from windowdesk.domain.calendar import WorkCalendar
from windowdesk.domain.case import Case
from windowdesk.domain.case_clocks import promise_proof
from windowdesk.domain.facts import Row
from windowdesk.domain.local_time import local_date, paper_date
from windowdesk.domain.numbers import BundleNumber
from windowdesk.domain.states import CaseState
from windowdesk.services.fact import Fact, FactGroup

_TOLD: Mapping[CaseState, str] = MappingProxyType(
    {
        CaseState.RECEIVED: "已收件",
        CaseState.AWAITING_SUPPLEMENT: "待补正",
        CaseState.ACCEPTED: "已受理",
        CaseState.APPROVED: "当场办结",
    }
)

BUNDLE_FACTS = FactGroup(
    facts=(
        Fact("bundle.number", "一件事编号", "YJS-990322103-20261120-0003"),
        Fact("bundle.name", "一件事名称", "公民身后一件事"),
        Fact("bundle.total", "一件事合计", "共4件，受理2件，当场办结1件，待补正1件"),
        Fact("bundle.left_out", "这次不办的事项", "社会保障卡注销"),
    ),
    rows=MappingProxyType(
        {
            "bundle_cases": (
                Fact("item", "事项", "城乡居民养老保险注销登记"),
                Fact("number", "办件编号", "990322103-02-20261120-00138"),
                Fact("state", "情况", "已受理"),
                Fact("due", "应办结日", "2026年12月18日"),
            )
        }
    ),
    samples=MappingProxyType(
        {
            "bundle_cases": (
                ("死亡注销户口", "990322103-02-20261120-00137", "当场办结", "已办结"),
                (
                    "城乡居民养老保险注销登记",
                    "990322103-02-20261120-00138",
                    "已受理",
                    "2026年11月23日",
                ),
                (
                    "丧葬补助金、抚恤金申领",
                    "990322103-02-20261120-00139",
                    "待补正",
                    "受理后另行告知",
                ),
                (
                    "社会保障卡应用状态查询",
                    "990322103-02-20261120-00140",
                    "已受理",
                    "2026年11月23日",
                ),
            )
        }
    ),
)


def bundle_texts(cases: Sequence[Case], left_out: Sequence[str]) -> Mapping[str, str]:
    """Return the texts about a bundle; ``cases`` are all of it, ``left_out`` names of items."""
    turns = cases[0].turns
    states = [told_state(case) for case in cases]
    counts = "，".join(f"{state}{states.count(state)}件" for state in dict.fromkeys(states))
    return {
        "bundle.number": BundleNumber(turns.bundle).grouped,
        "bundle.name": turns.bundle_of.name if turns.bundle_of else "",
        "bundle.total": f"共{len(cases)}件，{counts}",
        "bundle.left_out": "、".join(left_out),
    }


def bundle_rows(cases: Sequence[Case], calendar: WorkCalendar) -> Mapping[str, tuple[Row, ...]]:
    """Return one row for each case: item, number, state, the day of the promise."""
    return {
        "bundle_cases": tuple(
            {
                "item": case.item.name,
                "number": case.number.grouped,
                "state": told_state(case),
                "due": _due(case, calendar),
            }
            for case in cases
        )
    }


def told_state(case: Case) -> str:
    """Return how a case of the visit stands, in a word."""
    return _TOLD.get(case.state, "已办理")


def _due(case: Case, calendar: WorkCalendar) -> str:
    if case.decided_at is not None:
        return "已办结"
    promise = promise_proof(case, calendar, local_date(case.received_at))
    return paper_date(promise.due) if promise else "受理后另行告知"
