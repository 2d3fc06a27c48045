"""windowdesk warn, warnings, todo: remind, show what was reminded of, and what is waited for."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Annotated

import typer

from windowdesk.cli.chinese import Command
from windowdesk.cli.desk import JsonFlag, desk_of
from windowdesk.cli.output import put, put_json, put_table
from windowdesk.domain.errors import DomainError
from windowdesk.domain.escalation import LEVEL_LABEL, Level
from windowdesk.domain.numbers import CaseNumber
from windowdesk.domain.todo import TODO_LABEL, TodoKind
from windowdesk.services.session import Session
from windowdesk.services.warning_port import Place, WaitRow, WarningRow
from windowdesk.services.warning_sheet import HEADS, warning_cells, warnings_csv
from windowdesk.services.warnings import PLACE_LABEL, wait_light

_LEVELS = "给谁的提醒：" + "、".join(LEVEL_LABEL.values())
_PLACES = "该谁办：" + "、".join(PLACE_LABEL.values())
_KINDS = "等什么：" + "、".join(TODO_LABEL.values())
_WAIT_HEADS = ("时限", "等什么", "办件编号", "申请人", "事项", "该谁办", "内容")
_CODES: Mapping[str, str] = MappingProxyType(
    {word: code.value for code, word in (*LEVEL_LABEL.items(), *TODO_LABEL.items())}
    | {word: code.value for code, word in PLACE_LABEL.items()}
)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    for command in (warn, warnings, todo):
        app.command(cls=Command)(command)


def warn(context: typer.Context, as_json: JsonFlag = False) -> None:
    """把到期、临期的都提醒一遍；每处只提醒一次，放假日不提醒。可以放进定时任务。"""
    with desk_of(context).session() as session:
        done = session.warnings.sweep()
        if as_json:
            put_json({"written": done.written, "day_off": done.rests})
        elif done.rests:
            put("今天放假，不提醒。")
        else:
            put(f"新提醒 {done.written} 处。")


def warnings(
    context: typer.Context,
    level: Annotated[str, typer.Option(help=_LEVELS)] = "",
    record: Annotated[bool, typer.Option("--record", help="看过的、过去的也列")] = False,
    see: Annotated[str, typer.Option(help="这个办件的提醒，记作看过")] = "",
    to_csv: Annotated[Path | None, typer.Option("--csv", help="写进这个 CSV 文件")] = None,
    as_json: JsonFlag = False,
) -> None:
    """列出提醒，先到期的在前。"""
    with desk_of(context).session() as session:
        rows = list(_warnings(session, level, on_record=record))
        if see:
            number = CaseNumber.read(see).digits
            seen = [session.warnings.see(row) for row in rows if row.case.number == number]
            put(f"记下了 {sum(seen)} 处。" if any(seen) else "这个办件没有要看的提醒。")
            return
    if to_csv is not None:
        to_csv.write_text(warnings_csv(rows), encoding="utf-8", newline="")
        put(f"写了 {len(rows)} 行到 {to_csv}。")
    elif as_json:
        for row in rows:
            put_json(_warning_fields(row))
    elif rows:
        put_table(HEADS, map(warning_cells, rows))
    else:
        put("没有要看的提醒。")


def todo(
    context: typer.Context,
    place: Annotated[str, typer.Option(help=_PLACES)] = "",
    kind: Annotated[str, typer.Option(help=_KINDS)] = "",
    as_json: JsonFlag = False,
) -> None:
    """列出办件在等什么、该谁办：容缺待补、待补正、征求意见等，先到期的在前。"""
    kinds = [TodoKind(_code(kind, TodoKind))] if kind else list(TodoKind)
    places = [Place(_code(place, Place))] if place else [Place.WINDOW, Place.DEPARTMENT]
    with desk_of(context).session() as session:
        rows = [row for at in places for one in kinds for row in _waits(session, one, at)]
        today = session.lookup.today()
        rows.sort(key=lambda row: (row.due_on, row.case.case_id))
        lights = [wait_light(row, today, session.calendar) for row in rows]
    if as_json:
        for row, light in zip(rows, lights, strict=True):
            put_json({**_wait_fields(row), "light": light.light})
    elif rows:
        put_table(
            _WAIT_HEADS,
            (_wait_cells(row, light.word) for row, light in zip(rows, lights, strict=True)),
        )
    else:
        put("没有在等的。")


def _warnings(session: Session, level: str, *, on_record: bool) -> Iterator[WarningRow]:
    own = [one.level for one in session.warnings.audiences]
    chosen = [Level(_code(level, Level))] if level else own
    for one in chosen:
        yield from session.warnings.all(one, on_record=on_record)


def _waits(session: Session, kind: TodoKind, place: Place) -> Iterator[WaitRow]:
    after: WaitRow | None = None
    while rows := session.warnings.waits(kind, place, after):
        yield from rows
        after = rows[-1]


def _code(typed: str, codes: type[Level] | type[Place] | type[TodoKind]) -> str:
    """Return the code of a word or a code; DomainError names what can be written."""
    code = _CODES.get(typed, typed)
    if code not in {one.value for one in codes}:
        known = "、".join(word for word, own in _CODES.items() if own in {c.value for c in codes})
        raise DomainError(f"没有“{typed}”这一种。能写的是：{known}。")
    return code


def _warning_fields(row: WarningRow) -> Mapping[str, object]:
    return {
        "level": row.level,
        "clock": row.clock,
        "ref": row.ref,
        "case": row.case.number,
        "department": row.department,
        "login": row.login,
        "due": row.due_on,
        "light": row.light,
        "at": row.at,
        "seen_by": row.seen_by,
        "seen_at": row.seen_at,
        "applies": row.applies,
    }


def _wait_fields(row: WaitRow) -> Mapping[str, object]:
    return {
        "kind": row.kind,
        "ref": row.ref,
        "case": row.case.number,
        "department": row.department,
        "login": row.login,
        "due": row.due_on,
        "due_at": row.due_at,
        "text": row.text,
    }


def _wait_cells(row: WaitRow, word: str) -> tuple[str, ...]:
    return (
        word,
        TODO_LABEL[row.kind],
        CaseNumber(row.case.number).grouped,
        row.case.applicant_name,
        row.case.item_name,
        f"{row.department or '窗口'} {row.login}".strip(),
        row.text,
    )
