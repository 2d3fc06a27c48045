"""windowdesk find, audit: search with filters, export what is found, see who looked."""

from pathlib import Path
from typing import Annotated

import typer

from windowdesk.cli.case_lines import put_rows
from windowdesk.cli.chinese import Command
from windowdesk.cli.desk import JsonFlag, desk_of
from windowdesk.cli.filter_options import (
    LIGHT_WORD,
    light_named,
    named,
    period_of,
    state_of,
)
from windowdesk.cli.output import put, put_json, put_table
from windowdesk.domain.errors import DomainError
from windowdesk.domain.local_time import paper_minute
from windowdesk.domain.states import STATE_LABEL
from windowdesk.services.case_filter import CaseFilter
from windowdesk.services.case_row import CaseRow
from windowdesk.services.filter_port import AuditRow
from windowdesk.services.filter_words import filter_text
from windowdesk.services.finding import AUDIT_LABEL
from windowdesk.services.session import Session

_STATES = "办到哪一步：" + "、".join(STATE_LABEL.values())
_LIGHTS = "灯：" + "、".join(LIGHT_WORD.values())
_DAYS = "，写成 2026-11-01..2026-11-20，或一天"
_AT_ONCE = 500
_JOURNAL_HEADS = ("时间", "工号", "姓名", "做了什么", "办件或内容")
_JOURNAL_FIELDS = ("at", "login", "person", "act", "subject")


def register(app: typer.Typer) -> None:
    """Add the commands."""
    for command in (find, audit):
        app.command(cls=Command)(command)


def find(
    context: typer.Context,
    text: Annotated[
        str, typer.Argument(help="姓名、拼音头、证件号、电话、办件编号、文号、取件码；可以不写")
    ] = "",
    village: Annotated[str, typer.Option(help="村或社区，名称或编码")] = "",
    item: Annotated[str, typer.Option(help="事项，名称或编码")] = "",
    state: Annotated[str, typer.Option(help=_STATES)] = "",
    light: Annotated[str, typer.Option(help=_LIGHTS)] = "",
    received: Annotated[str, typer.Option(help="哪几天收的" + _DAYS)] = "",
    accepted: Annotated[str, typer.Option(help="哪几天受理的")] = "",
    decided: Annotated[str, typer.Option(help="哪几天决定的")] = "",
    department: Annotated[str, typer.Option(help="承办部门")] = "",
    at_window: Annotated[str, typer.Option(help="收件的窗口，两位")] = "",
    holder: Annotated[str, typer.Option(help="在谁手里，姓名或工号")] = "",
    saved: Annotated[str, typer.Option(help="用存好的筛选，写它的名字")] = "",
    limit: Annotated[int, typer.Option(help="最多几件", min=1, max=500)] = 50,
    export: Annotated[Path | None, typer.Option(help="全部导出到这个 xlsx 文件")] = None,
    purpose: Annotated[str, typer.Option(help="导出的用途，会记在案")] = "",
    as_json: JsonFlag = False,
) -> None:
    """按几样一起查，新的件在前；加 --export 和 --purpose 导出。"""
    with desk_of(context).session() as session:
        names = session.finding.names()
        wanted = (
            _saved(session, saved)
            if saved
            else CaseFilter(
                text=text,
                village=named(village, names.villages, "村（社区）"),
                item_id=named(item, names.items, "事项"),
                state=state_of(state),
                light=light_named(light),
                received=period_of(received, "received"),
                accepted=period_of(accepted, "accepted"),
                decided=period_of(decided, "decided"),
                department=named(department, names.departments, "部门"),
                window=named(at_window, names.windows, "窗口"),
                holder=named(holder, names.holders, "人"),
            )
        )
        if export is not None:
            done = session.list_export.export(wanted, export, purpose)
            put(f"{filter_text(wanted, names)}：导出 {done.cases} 件到 {done.path}，已记在案。")
            return
        put_rows(_rows(session, wanted, limit), session, as_json=as_json)


def audit(
    context: typer.Context,
    act: Annotated[
        str,
        typer.Option(help="只看一种：" + "、".join(f"{w}（{c}）" for c, w in AUDIT_LABEL.items())),
    ] = "",
    limit: Annotated[int, typer.Option(help="最多几行", min=1, max=100_000)] = 100,
    as_json: JsonFlag = False,
) -> None:
    """列出谁看过全号、导出过名单、补打过文书，新的在前；督办人员和管理员能看。"""
    code = next((c for c, word in AUDIT_LABEL.items() if act in (c, word)), act)
    with desk_of(context).session() as session:
        rows = _journal(session, code, limit)
    if as_json:
        for row in rows:
            put_json({name: getattr(row, name) for name in _JOURNAL_FIELDS})
    elif rows:
        put_table(_JOURNAL_HEADS, map(_journal_line, rows))
    else:
        put("没有记录。")


def _journal(session: Session, act: str, limit: int) -> tuple[AuditRow, ...]:
    rows: list[AuditRow] = []
    before: int | None = None
    while len(rows) < limit:
        page = session.finding.journal(act, before, min(_AT_ONCE, limit - len(rows)))
        if not page:
            break
        rows += page
        before = page[-1].audit_id
    return tuple(rows)


def _journal_line(row: AuditRow) -> tuple[str, ...]:
    word = AUDIT_LABEL.get(row.act, row.act)
    return (paper_minute(row.at), row.login, row.person, word, row.subject)


def _saved(session: Session, name: str) -> CaseFilter:
    kept = session.finding.saved()
    for one in kept:
        if one.name == name:
            return one.filter
    known = "、".join(one.name for one in kept) or "还没有"
    raise DomainError(f"没有叫“{name}”的筛选。存好的：{known}。", "saved")


def _rows(session: Session, wanted: CaseFilter, limit: int) -> tuple[CaseRow, ...]:
    """Return the first cases of a filter; pages that their bound cut short are followed on."""
    rows: list[CaseRow] = []
    before: int | None = None
    while len(rows) < limit:
        page = session.finding.page(wanted, before, limit - len(rows))
        rows += [lit.row for lit in page.rows]
        before = page.before
        if before is None:
            break
    return tuple(rows)
