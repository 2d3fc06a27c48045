"""windowdesk calendar: years with their versions, import of a notice, open cases moved."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from windowdesk.cli.chinese import Command, Group
from windowdesk.cli.desk import JsonFlag, desk_of
from windowdesk.cli.output import put, put_json, put_table
from windowdesk.domain.clock import weekday_name
from windowdesk.services.calendar_notice import ReadNotice, notice_text, read_notice
from windowdesk.services.calendars import Moved, YearView, moved_text, require_sound

app = typer.Typer(cls=Group, help="日历：看哪年、导入放假通知、重算在办件", no_args_is_help=True)

_NOT_ANNOUNCED = "还没公布，暂按周末推算"
YearArgument = Annotated[int, typer.Argument(help="年份，如 2027")]


@app.command("list", cls=Command)
def list_years(context: typer.Context, as_json: JsonFlag = False) -> None:
    """列出每一年：第几版、工作日数、出处。"""
    with desk_of(context).session() as session:
        years = session.calendars.years()
    if as_json:
        for one in years:
            put_json(_fields(one))
        return
    put_table(
        ("年份", "版", "工作日", "放假", "调休上班", "出处"),
        (
            (
                str(one.year),
                str(one.version or "—"),
                str(one.workdays),
                str(len(one.off)),
                str(len(one.work)),
                one.source or _NOT_ANNOUNCED,
            )
            for one in years
        ),
    )


@app.command(cls=Command)
def show(context: typer.Context, year: YearArgument, as_json: JsonFlag = False) -> None:
    """列出一年里放假、调休上班和本地放假的日子。"""
    with desk_of(context).session() as session:
        view = session.calendars.year(year)
    days = [(on, "放假", name) for on, name in view.off.items()]
    days += [(on, "上班", name) for on, name in view.work.items()]
    days += [(on, "本地放假", name) for on, name in view.local.items()]
    if as_json:
        kinds = {"放假": "off", "上班": "work", "本地放假": "local"}
        listed = [{"on": on, "kind": kinds[kind], "name": name} for on, kind, name in sorted(days)]
        put_json(_fields(view) | {"days": listed})
        return
    head = f"，第 {view.version} 版：{view.source}" if view.version else f"{_NOT_ANNOUNCED}。"
    put(f"{year} 年{head}")
    put(f"工作日 {view.workdays} 个。")
    if days:
        put_table(
            ("日期", "星期", "类别", "名称"),
            ((on.isoformat(), weekday_name(on), kind, name) for on, kind, name in sorted(days)),
        )


@app.command("import", cls=Command)
def import_notice(
    context: typer.Context,
    file: Annotated[
        Path, typer.Argument(help="通知全文的文本文件，或者 date,kind,name 三列的 CSV")
    ],
    year: Annotated[int | None, typer.Option(help="年份，通知里看得出就不写")] = None,
    only_look: Annotated[bool, typer.Option("--only-look", help="只看读懂了什么，不存")] = False,
    as_json: JsonFlag = False,
) -> None:
    """导入一年的放假通知，出新的一版；在办件用 calendar redate 重算。"""
    notice = read_notice(notice_text(file), year)
    require_sound(notice)
    with desk_of(context).session() as session:
        if not as_json:
            _put_lines(notice)
        foreseen = session.calendars.preview(notice, _progress)
        added = () if only_look else session.calendars.store(notice)
    if as_json:
        versions = [{"year": one.year, "version": one.version} for one in added]
        put_json({"source": notice.source, "stored": versions} | _moved_fields(foreseen))
        return
    for one in added:
        put(f"存好了：{one.year} 年第 {one.version} 版，{one.source}。")
    put(moved_text(foreseen, "要变"))
    if added and foreseen.changed:
        put("接着运行 windowdesk calendar redate，在办件才改。")


@app.command(cls=Command)
def redate(
    context: typer.Context,
    only_look: Annotated[bool, typer.Option("--only-look", help="只看要变多少件，不改")] = False,
    as_json: JsonFlag = False,
) -> None:
    """照现在的日历重算在办件，每件记一步；已办结的不动。"""
    with desk_of(context).session() as session:
        work = session.calendars.pending if only_look else session.calendars.redate
        moved = work(_progress)
    if as_json:
        put_json(_moved_fields(moved))
        return
    put(moved_text(moved, "要变" if only_look else "改了"))


@app.command("start-day", cls=Command)
def start_day(
    context: typer.Context,
    counted: Annotated[
        bool | None, typer.Option("--counted/--not-counted", help="起算当日计不计入；不写只看")
    ] = None,
    basis: Annotated[str, typer.Option(help="依据的条款；计入的必须写")] = "",
    as_json: JsonFlag = False,
) -> None:
    """看或者改起算当日计不计入。民法典规定不计入。"""
    with desk_of(context).session() as session:
        if counted is not None:
            session.calendars.set_start_day(counts=counted, basis=basis)
        counts, said = session.calendars.start_day()
    if as_json:
        put_json({"counts_start_day": counts, "basis": said})
        return
    put(f"起算当日{'计入' if counts else '不计入'}，依据{said}。")
    if counted is not None:
        put("新收的件照这个算；在办的件用 calendar redate 重算。")


def _put_lines(notice: ReadNotice) -> None:
    for line in notice.lines:
        if line.says:
            put(f"第 {line.number} 行　{line.says}")


def _progress(done: int, of: int) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r看了 {done} / {of} 件" + ("\n" if done >= of else ""))


def _fields(view: YearView) -> dict[str, object]:
    return {
        "year": view.year,
        "version": view.version,
        "official": view.is_official,
        "source": view.source,
        "workdays": view.workdays,
        "stored_on": view.stored_on,
        "stored_by": view.stored_by,
    }


def _moved_fields(moved: Moved) -> dict[str, object]:
    return {
        "looked": moved.looked,
        "changed": moved.changed,
        "earlier": moved.earlier,
        "later": moved.later,
        "first": moved.first,
        "last": moved.last,
    }
