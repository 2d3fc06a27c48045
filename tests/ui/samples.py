"""Made-up facts for the tests and pictures of the kit."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from windowdesk.domain.clock import DayMark, DueProof, Light, LightReading, ProofDay
from windowdesk.domain.limits import LimitUnit, TimeLimit
from windowdesk.ui.paging import Page
from windowdesk.ui.queue_line import QueueLine
from windowdesk.ui.session import Session

CONTENT = Path(__file__).parent / "content"
TODAY = date(2026, 9, 18)
NOW = datetime(2026, 9, 18, 2, 24, tzinfo=UTC)
SESSION = Session("李文秀", "综合窗口 2", "云岭镇便民服务中心", lambda: NOW)
_MAKEUP = {date(2026, 9, 20), date(2026, 10, 10)}
_HOLIDAYS = {
    date(2026, 9, 25): "中秋节",
    date(2026, 9, 26): "中秋节",
    date(2026, 9, 27): "中秋节",
} | {date(2026, 10, n): "国庆节" for n in range(1, 8)}


def proof(start: date, count: int, paused: tuple[date, date] | None = None) -> DueProof:
    """Count working days of the autumn of 2026 as the clock does."""
    days = [ProofDay(start, DayMark.START, 0, "起算日，不计", makeup=False)]
    nth = 0
    on = start
    while nth < count:
        on = date.fromordinal(on.toordinal() + 1)
        makeup = on in _MAKEUP
        if paused and paused[0] <= on <= paused[1]:
            days.append(ProofDay(on, DayMark.PAUSED, 0, "鉴定", makeup))
        elif on in _HOLIDAYS or (on.weekday() > 4 and not makeup):
            days.append(ProofDay(on, DayMark.OFF, 0, _HOLIDAYS.get(on, "周末"), makeup=False))
        else:
            nth += 1
            days.append(ProofDay(on, DayMark.COUNTED, nth, "", makeup))
    return DueProof(
        start=start,
        due=on,
        limit=TimeLimit(count, LimitUnit.WORKDAY),
        days=tuple(days),
        provisional=False,
        calendar_text="日历：国办 2025-11-04 通知，第 1 版。",
        reasons="中秋节、国庆节 10 天不计。",
    )


@dataclass(frozen=True)
class Waiting:
    """A row of a queue."""

    number: str
    light: Light
    word: str
    second: str
    item: str
    who: str
    step: str
    group: str


QUEUE = (
    Waiting(
        "1",
        Light.RED,
        "超 2 日",
        "9月16日",
        "农村宅基地（建房用地）申请",
        "马崇德 · 大坪村",
        "部门联审",
        "已超期",
    ),
    Waiting(
        "2",
        Light.RED,
        "超 1 日",
        "9月17日",
        "80 周岁以上老年人高龄津贴发放",
        "吕凤仙 · 永丰村",
        "领办",
        "已超期",
    ),
    Waiting(
        "3",
        Light.AMBER,
        "今日",
        "9月18日",
        "农村低保初审及转报",
        "何正祥 · 石桥村",
        "审查",
        "今天到期",
    ),
    Waiting(
        "4",
        Light.AMBER,
        "今日",
        "9月18日",
        "临时救助对象认定、救助金给付",
        "沐小兰 · 集镇社区",
        "审查",
        "今天到期",
    ),
    Waiting(
        "5", Light.AMBER, "今日", "9月18日", "生育登记", "许敏 · 集镇社区", "待决定", "今天到期"
    ),
    Waiting(
        "6",
        Light.GREEN,
        "余 7 日",
        "9月29日",
        "农村危房改造对象认定",
        "龙开华 · 白岩村",
        "审查",
        "其余",
    ),
    Waiting(
        "7",
        Light.GREY,
        "不计时",
        "已用 6 日",
        "乡村建设规划许可证核发",
        "保贵林 · 大坪村",
        "鉴定中",
        "其余",
    ),
    Waiting("8", Light.BLUE, "已办结", "", "残疾人证换领", "普正明 · 永丰村", "可取", "其余"),
)
COUNTS = (("已超期", "2"), ("今天到期", "3"), ("其余", "42"))


def queue_line(row: Waiting) -> QueueLine:
    """Present a row."""
    light = LightReading(row.light, row.word, row.second)
    return QueueLine(row.number, light, row.item, row.who, row.step, row.group)


def whole_queue(cursor: object) -> Page[Waiting]:
    """Fetch all rows at once."""
    del cursor
    return Page(QUEUE, None, COUNTS)
