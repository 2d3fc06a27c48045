"""windowdesk due: a due date and the days that led to it."""

from typing import Annotated

import typer

from windowdesk.assets import Assets
from windowdesk.cli.checks import BatchFlag, OutOption, run_batch
from windowdesk.cli.chinese import Command
from windowdesk.cli.desk import JsonFlag, desk_of
from windowdesk.cli.output import put, put_json, put_table
from windowdesk.domain.calendar import WorkCalendar
from windowdesk.domain.clock import ClockExtension, DayMark, DueProof, due_proof, weekday_name
from windowdesk.domain.clock_check import re_adds
from windowdesk.domain.limits import LimitUnit, TimeLimit
from windowdesk.domain.local_time import read_day
from windowdesk.services.batch_checks import due_check, read_count, read_pause
from windowdesk.services.calendar_content import load_calendar

_MARK_LABEL = {
    DayMark.START: "起算",
    DayMark.COUNTED: "计",
    DayMark.OFF: "休",
    DayMark.PAUSED: "停",
    DayMark.ROLLED: "顺延",
    DayMark.EXTENDED: "延",
}


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("due", cls=Command)(due)


def due(
    context: typer.Context,
    start: Annotated[str, typer.Argument(help="起算日，如 2026-03-02；整张表时写要读的文件")] = "",
    days: Annotated[str, typer.Argument(help="天数；整张表时写要写的文件")] = "",
    unit: Annotated[LimitUnit, typer.Option(help="workday 工作日，calendar 自然日，month 月")] = (
        LimitUnit.WORKDAY
    ),
    pause: Annotated[
        list[str] | None, typer.Option(help="不计入的起止日，如 2026-03-11/2026-03-22，可写多次")
    ] = None,
    extend: Annotated[int, typer.Option(min=0, help="延长几个工作日，从期限届满起算")] = 0,
    proof: Annotated[bool, typer.Option("--proof", help="逐日列出")] = False,
    batch: BatchFlag = False,
    out: OutOption = None,
    as_json: JsonFlag = False,
) -> None:
    """算应办结日，可以逐日列出怎么算的，也可以算整张表。

    说了是谁（--user）就用本中心的日历：导入的年份、本地放假、起算当日计不计入。
    """
    calendar = _calendar(context)
    if batch:
        run_batch(due_check(calendar), start, days, out)
        return
    pauses = [read_pause(text) for text in pause or []]
    limit, extension = TimeLimit(read_count(days), unit), ClockExtension(extend)
    answer = due_proof(read_day(start), limit, calendar, pauses, extension if extend else None)
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
        put("逐日加过，对得上。" if re_adds(answer) else "逐日加不上。")
    put(f"日历：{answer.calendar_text}")


def _calendar(context: typer.Context) -> WorkCalendar:
    """Return the calendar of the centre where somebody logs in, else the official one."""
    desk = desk_of(context)
    if not desk.is_named:
        return load_calendar(Assets(desk.settings().content))
    with desk.session() as session:
        return session.calendar


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
        fields["re_adds"] = re_adds(answer)
        fields["proof"] = [
            {"on": d.on, "mark": d.mark, "nth": d.nth, "note": d.note} for d in answer.days
        ]
    put_json(fields)
