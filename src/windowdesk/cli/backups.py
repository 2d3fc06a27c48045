"""windowdesk backup, restore, seal: what keeps the ledger safe from loss and from hands."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from windowdesk.app import lazy
from windowdesk.cli.chinese import Command
from windowdesk.cli.desk import JsonFlag, desk_of
from windowdesk.cli.output import put, put_json
from windowdesk.domain.backups import is_stale, last_good
from windowdesk.domain.local_time import paper_minute
from windowdesk.domain.seal import Seal


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("backup", cls=Command)(backup)
    app.command("restore", cls=Command)(restore)
    app.command("seal", cls=Command)(seal)


def backup(
    context: typer.Context,
    to: Annotated[Path | None, typer.Option("--to", help="放到这个文件夹，不写就按设置")] = None,
    status: Annotated[bool, typer.Option("--status", help="只看上一次备份")] = False,
    as_json: JsonFlag = False,
) -> None:
    """备份本机的数据库，打开核对过才算数。"""
    tool, settings = lazy("tools.backup"), desk_of(context).settings()
    now = datetime.now(UTC)
    if status:
        records = lazy("persistence.backup_log").read_tries(settings.data)
        good, stale = last_good(records), is_stale(records, now)
        if as_json:
            put_json({"last": good.at if good else None, "stale": stale})
            return
        put(f"上一次备份：{paper_minute(good.at)}，{good.file}" if good else "还没有备份过。")
        return
    record = tool.back_up(settings.backing_up_to(to) if to else settings, now)
    if as_json:
        put_json(
            {
                "file": record.file,
                "size": record.size,
                "sha256": record.sha256,
                "cases": record.cases,
                "last_event_at": record.last_event_at,
            }
        )
        return
    put(f"备份好了，核对过：{record.file}，{record.cases} 件。")


def restore(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="备份文件")],
    yes: Annotated[bool, typer.Option("--yes", help="不再问")] = False,
    as_json: JsonFlag = False,
) -> None:
    """用备份换下坏了的数据库；原来的文件留着，说清缺什么。"""
    tool, settings = lazy("tools.backup"), desk_of(context).settings()
    if not yes:
        typer.confirm(f"用 {file} 换下 {settings.sqlite_path}", abort=True, err=True)
    done = tool.restore(settings, file, datetime.now(UTC))
    if as_json:
        put_json(
            {
                "cases": done.cases,
                "reaches": done.reaches,
                "gaps": [
                    {"line": line, "first": gap.first, "last": gap.last}
                    for line, gap in done.gaps.items()
                ],
                "lost": [
                    {"number": one.number, "item": one.item, "received_at": one.received_at}
                    for one in done.lost
                ],
                "kept": str(done.kept) if done.kept else None,
            }
        )
        return
    for line in done.lines:
        put(line)
    if done.kept:
        put(f"原来的文件留在 {done.kept}。")


def seal(
    context: typer.Context,
    show: Annotated[bool, typer.Option("--show", help="只看上一次日结")] = False,
    as_json: JsonFlag = False,
) -> None:
    """日结：把今天为止的每一件封存起来，印在日清表上。"""
    with desk_of(context).session() as session:
        sealed = session.day_close.last() if show else session.day_close.seal()
    if as_json:
        put_json(_fields(sealed) if sealed else {"seq": None})
        return
    if sealed is None:
        put("还没有日结过。")
        return
    put(f"第 {sealed.seq} 次日结，{paper_minute(sealed.at)}，共 {sealed.counts.cases} 件。")
    put(f"封存号：{sealed.hash}")


def _fields(sealed: Seal) -> dict[str, object]:
    return {
        "seq": sealed.seq,
        "day": sealed.day,
        "at": sealed.at,
        "by": sealed.login,
        "cases": sealed.counts.cases,
        "events": sealed.counts.events,
        "documents": sealed.counts.documents,
        "changed": len(sealed.heads),
        "hash": sealed.hash,
        "previous": sealed.previous,
    }
