"""windowdesk due: a due date and the days that led to it."""

from datetime import date
from typing import Annotated

import typer

from windowdesk.assets import Assets
from windowdesk.cli.chinese import Command
from windowdesk.cli.desk import JsonFlag, desk_of
from windowdesk.cli.output import put, put_json, put_table
from windowdesk.domain.clock import ClockPause, DayMark, DueProof, due_proof, weekday_name
from windowdesk.domain.errors import DomainError
from windowdesk.domain.limits import LimitUnit, TimeLimit
from windowdesk.services.content import load_calendar

_MARK_LABEL = {
    DayMark.START: "起算",
    DayMark.COUNTED: "计",
    DayMark.OFF: "休",
    DayMark.PAUSED: "停",
    DayMark.ROLLED: "顺延",
}


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("due", cls=Command)(due)


def due(
    context: typer.Context,
    start: Annotated[str, typer.Argument(help="起算日，如 2026-03-02")],
    days: Annotated[int, typer.Argument(help="天数")],
    unit: Annotated[LimitUnit, typer.Option(help="workday 工作日，calendar 自然日")] = (
        LimitUnit.WORKDAY
    ),
    pause: Annotated[
        list[str] | None, typer.Option(help="不计入的起止日，如 2026-03-11/2026-03-22，可写多次")
    ] = None,
    proof: Annotated[bool, typer.Option("--proof", help="逐日列出")] = False,
    as_json: JsonFlag = False,
) -> None:
    """算应办结日，可以逐日列出怎么算的。"""
    calendar = load_calendar(Assets(desk_of(context).settings().content))
    pauses = [_pause(text) for text in pause or []]
    answer = due_proof(_day(start), TimeLimit(days, unit), calendar, pauses)
    if as_json:
        _put_json(answer, with_days=proof)
        return
    note = "（日历未公布，暂定）" if answer.provisional else ""
    put(f"{answer.due.isoformat()} {weekday_name(answer.due)}{note}")
    put(answer.sentence)
    if proof:
        put_table(
            ("日期", "星期", "计不计", "第几日", "为什么"),
            (
                (
                    day.on.isoformat(),
                    weekday_name(day.on),
                    _MARK_LABEL[day.mark],
                    str(day.nth or ""),
                    day.note,
                )
                for day in answer.days
            ),
        )
    put(f"日历：{answer.calendar_text}")


def _put_json(answer: DueProof, *, with_days: bool) -> None:
    fields: dict[str, object] = {
        "start": answer.start,
        "days": answer.limit.count,
        "unit": answer.limit.unit,
        "due": answer.due,
        "provisional": answer.provisional,
        "calendar": answer.calendar_text,
    }
    if with_days:
        fields["proof"] = [
            {"on": d.on, "mark": d.mark, "nth": d.nth, "note": d.note} for d in answer.days
        ]
    put_json(fields)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text.strip()[:10])
    except ValueError as error:
        raise DomainError(f"“{text}”不是日期。照 2026-03-02 的样子写。") from error


def _pause(text: str) -> ClockPause:
    first, slash, last = text.partition("/")
    return ClockPause(_day(first), _day(last) if slash else _day(first), "")
