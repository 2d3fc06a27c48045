"""办件流程单: the nodes of a case, derived from its events, and what moved its limits."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from windowdesk.domain.calendar import WorkCalendar
from windowdesk.domain.case import Case
from windowdesk.domain.event import CaseEvent
from windowdesk.domain.facts import Row
from windowdesk.domain.issuing import DELIVERY_LABEL
from windowdesk.domain.local_time import clock_time, local_date, paper_date
from windowdesk.domain.states import MOVE_LABEL, Move
from windowdesk.services.fact import Fact, FactGroup

# No step of the way: what was written down, looked at or called off on it.
_ASIDE = frozenset((Move.NOTE, Move.ISSUE_PAPER, Move.ATTACH, Move.REVERSE, Move.OPEN))
_ENDS = "。；，"
_LONGEST_OPINION = 60

FLOW_FACTS = FactGroup(
    facts=(
        Fact("flow.result", "办理结果", "准予，准予决定书云岭便准〔2026〕96号"),
        Fact("flow.delivery", "送达情况", "2026年12月7日直接送达，阿依古丽·买买提吐尔逊签收"),
        Fact("flow.filed", "归档情况", "2026年12月30日归档，保管期限永久，共64页"),
    ),
    rows={
        "nodes": (
            Fact("name", "节点", "受理"),
            Fact("who", "承办人", "段云萍"),
            Fact("received", "接收时间", "11月20日10:42"),
            Fact("finished", "完成时间", "11月20日10:51"),
            Fact("used", "用时", "9分钟"),
            Fact("opinion", "意见", "材料齐全，予以受理"),
        ),
        "adjustments": (
            Fact("name", "种类", "特别程序"),
            Fact("reason", "依据、原因", "村级公示，《云南省土地管理条例》"),
            Fact("period", "起止", "2026年11月25日至12月1日"),
            Fact("number", "文号", "云岭便特〔2026〕11号"),
        ),
    },
    samples={
        "nodes": (
            ("收件", "段云萍", "11月20日10:42", "11月20日10:42", "当时", ""),
            ("受理", "段云萍", "11月20日10:42", "11月20日10:51", "9分钟", "材料齐全，予以受理"),
            ("分办", "段云萍", "11月20日10:51", "11月20日10:51", "当时", "分办村镇建设办公室"),
            ("领办", "宁小雨", "11月20日10:51", "11月20日14:20", "3小时29分", ""),
            (
                "拟办",
                "宁小雨",
                "11月20日14:20",
                "12月3日16:05",
                "9个工作日",
                "现场勘查属实，四邻无异议，拟同意",
            ),
            ("准予", "许绍文", "12月3日16:05", "12月4日15:08", "1个工作日", "同意"),
            ("转出件", "杨桂芳", "12月4日15:08", "12月4日15:30", "22分钟", ""),
        ),
        "adjustments": (
            (
                "特别程序",
                "村级公示，《云南省土地管理条例》",
                "2026年11月25日至12月1日",
                "云岭便特〔2026〕11号",
            ),
        ),
    },
)


def flow_texts(case: Case, decision_number: str) -> Mapping[str, str]:
    """Return how the case ended, as far as it has; ``decision_number`` is '' before that."""
    return {
        "flow.result": _result(case, decision_number),
        "flow.delivery": _delivery(case),
        "flow.filed": _filed(case),
    }


def flow_rows(
    case: Case, events: Sequence[CaseEvent], calendar: WorkCalendar
) -> Mapping[str, tuple[Row, ...]]:
    """Return the nodes of a case, oldest first, and the turns that moved its limits."""
    return {
        "nodes": tuple(_nodes(_steps(events), calendar)),
        "adjustments": tuple(_adjustments(case)),
    }


def _steps(events: Sequence[CaseEvent]) -> tuple[CaseEvent, ...]:
    """Leave out what is no step, and what was taken back."""
    undone = {
        int(seq)
        for event in events
        if event.move is Move.REVERSE
        for seq in event.detail.get("reversed", "").split(",")
        if seq
    }
    return tuple(e for e in events if e.move not in _ASIDE and e.seq not in undone)


def _nodes(events: Iterable[CaseEvent], calendar: WorkCalendar) -> Iterable[Row]:
    before: datetime | None = None
    for event in events:
        begun = before or event.at
        yield {
            "name": MOVE_LABEL[event.move],
            "who": event.signature,
            "received": _moment(begun),
            "finished": _moment(event.at),
            "used": used_time(begun, event.at, calendar),
            "opinion": _cut(event.cause),
        }
        before = event.at


def used_time(begun: datetime, ended: datetime, calendar: WorkCalendar) -> str:
    """Return how long a step took: minutes and hours within a day, else working days."""
    first, last = local_date(begun), local_date(ended)
    if first != last:
        return f"{calendar.workdays_after(first, last)}个工作日"
    minutes = int((ended - begun).total_seconds()) // 60
    if not minutes:
        return "当时"
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{minutes}分钟"
    return f"{hours}小时{rest}分" if rest else f"{hours}小时"


def _moment(at: datetime) -> str:
    day = local_date(at)
    return f"{day.month}月{day.day}日{clock_time(at)}"


def _cut(text: str) -> str:
    """Return an opinion as the column takes it; the whole of it stands in its own paper."""
    plain = " ".join(text.split()).rstrip(_ENDS)
    return plain if len(plain) <= _LONGEST_OPINION else f"{plain[:_LONGEST_OPINION]}……"


def _adjustments(case: Case) -> Iterable[Row]:
    turns = case.turns
    for run in turns.procedures:
        begun = paper_date(run.plan.first_day)
        ended = f"至{paper_date(run.last_day)}" if run.last_day else "起，还没结束"
        yield {
            "name": "特别程序",
            "reason": f"{run.plan.name}，{run.plan.basis}",
            "period": f"{begun}{ended}",
            "number": run.number,
        }
    if turns.extension is not None:
        extension = turns.extension
        days, reason = extension.request.days, extension.request.reason.rstrip(_ENDS)
        yield {
            "name": "延长期限",
            "reason": f"{reason}，{extension.allowed_name}批准",
            "period": f"延长{days}个工作日",
            "number": extension.number,
        }
    for one in turns.dates:
        before, after = paper_date(local_date(one.before)), paper_date(local_date(one.after))
        yield {
            "name": "更正日期",
            "reason": one.reason.rstrip(_ENDS),
            "period": f"{before}改为{after}",
            "number": "",
        }


def _result(case: Case, decision_number: str) -> str:
    if case.turns.ending is not None:
        return f"{MOVE_LABEL[Move.TERMINATE]}：{case.turns.ending.reason.rstrip(_ENDS)}"
    if case.decision is None:
        return ""
    word = "不予" if case.was_denied else "准予"
    if case.turns.changes:
        word += "，后经撤销" if case.turns.changes[-1].revoked else "，后经更正"
    return f"{word}，{decision_number}" if decision_number else word


def _delivery(case: Case) -> str:
    if not case.turns.services:
        return ""
    last = case.turns.services[-1]
    return f"{paper_date(last.on)}{DELIVERY_LABEL[last.mode]}，{last.receiver}签收"


def _filed(case: Case) -> str:
    closing = case.turns.closing
    if closing is None:
        return ""
    on = paper_date(local_date(closing.at))
    return f"{on}归档，保管期限{closing.retention}，共{closing.pages}页"
