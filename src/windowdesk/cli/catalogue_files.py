"""windowdesk catalogue export, import, guide."""

from pathlib import Path
from typing import Annotated

import typer

from windowdesk.cli.admission import ItemArgument, find_entry
from windowdesk.cli.chinese import Command
from windowdesk.cli.desk import JsonFlag, desk_of
from windowdesk.cli.output import put, put_json
from windowdesk.services.catalogue_import import ImportReport
from windowdesk.services.sheet_facts import GUIDE

_Dry = Annotated[bool, typer.Option("--dry-run", help="只看会怎样，什么都不改")]
_Blank = Annotated[bool, typer.Option("--blank", help="只要空表，拿去填")]
_FAULTY = 1


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("export", cls=Command)(export)
    app.command("import", cls=Command)(import_)
    app.command("guide", cls=Command)(guide)


def export(
    context: typer.Context,
    path: Annotated[Path, typer.Argument(help="写到哪里：.xlsx 文件，或者放 CSV 的文件夹")],
    blank: _Blank = False,
    as_json: JsonFlag = False,
) -> None:
    """把整个事项库写成表格，给人看、给人改。"""
    with desk_of(context).session() as session:
        count = session.exchange.export(path, blank=blank)
    if as_json:
        put_json({"path": str(path), "items": count})
    else:
        put(f"写好了 {path}，{count} 个事项。" if not blank else f"空表写好了：{path}。")


def import_(
    context: typer.Context,
    path: Annotated[Path, typer.Argument(help=".xlsx 文件、放 CSV 的文件夹，或者一个 CSV")],
    dry_run: _Dry = False,
    as_json: JsonFlag = False,
) -> None:
    """从表格导入，成为草稿；有一处不对就什么都不改，逐处说清。"""
    with desk_of(context).session() as session:
        report = session.exchange.look(path) if dry_run else session.exchange.take(path)
    if as_json:
        _put_fields(report, dry_run=dry_run)
    else:
        _put_report(report, dry_run=dry_run)
    if not report.is_clean:
        raise typer.Exit(_FAULTY)


def guide(
    context: typer.Context,
    item: ItemArgument,
    out: Annotated[Path, typer.Argument(help="写到哪里：.pdf 或 .docx")],
    as_json: JsonFlag = False,
) -> None:
    """把一个事项的办事指南写成文件：现行的一版；没有发布过的是草稿，只供校对。"""
    with desk_of(context).session() as session:
        facts = session.catalogue.guide(find_entry(session, item).item.item_id)
        sheets = session.sheets
        is_word = out.suffix.lower() == ".docx"
        content = sheets.docx(GUIDE.code, facts) if is_word else sheets.export(GUIDE.code, facts)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(content)
    if as_json:
        put_json({"path": str(out), "bytes": len(content)})
    else:
        put(f"办事指南写好了：{out}。")


def _put_report(report: ImportReport, *, dry_run: bool) -> None:
    for fault in report.faults:
        put(fault.text)
    for item in report.new:
        put(f"新增  {item.item_id}  {item.name}")
    for one in report.changed:
        put(f"改动  {one.after.item_id}  {one.after.name}  {len(one.changes)} 处")
    will = "会" if dry_run and report.is_clean else ""
    put(f"{will}{report.summary}")


def _put_fields(report: ImportReport, *, dry_run: bool) -> None:
    put_json(
        {
            "dry_run": dry_run,
            "clean": report.is_clean,
            "new": [item.item_id for item in report.new],
            "changed": [one.after.item_id for one in report.changed],
            "unchanged": report.unchanged,
            "faults": len(report.faults),
        }
    )
    for fault in report.faults:
        put_json(
            {
                "sheet": fault.sheet,
                "line": fault.line,
                "column": fault.column,
                "wrong": fault.wrong,
                "write": fault.write,
            }
        )
