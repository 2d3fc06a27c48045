"""windowdesk printers, test-page: what this machine prints on."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from windowdesk.app import lazy
from windowdesk.cli.chinese import Command
from windowdesk.cli.desk import JsonFlag, desk_of
from windowdesk.cli.output import put, put_json, put_table
from windowdesk.domain.errors import DomainError
from windowdesk.services.house_sheets import TriedPrinter, trial_sheet
from windowdesk.services.press import PrinterChoice
from windowdesk.services.print_port import PrintersSeen
from windowdesk.services.session import Session
from windowdesk.services.sheet_facts import RECEIPT_SLIP


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command(cls=Command)(printers)
    app.command("test-page", cls=Command)(print_trial)


def printers(context: typer.Context, as_json: JsonFlag = False) -> None:
    """列出这台电脑的打印队列、纸盒，和哪种文书打到哪里。"""
    settings = desk_of(context).settings()
    spooler = lazy("devices.choose").spooler_for_this_machine(settings.print_server or None)
    seen = PrintersSeen.of(spooler)
    chosen = {"": settings.printer, **settings.printers}
    kinds = {
        report.name: [kind or "*" for kind, queue in chosen.items() if queue == report.name]
        for report in seen.reports
    }
    if as_json:
        for one in seen.reports:
            put_json(
                {
                    "queue": one.name,
                    "ready": one.ready,
                    "reason": one.reason,
                    "trays": list(seen.trays[one.name]),
                    "kinds": kinds[one.name],
                }
            )
        return
    if not seen.reports:
        put("这台电脑上没有打印队列，文书留着等打。")
        return
    put_table(
        ("打印机", "现在", "纸盒", "打哪些文书"),
        [
            (
                one.name,
                "就绪" if one.ready else one.reason,
                "、".join(seen.trays[one.name]),
                "、".join("各种文书" if kind == "*" else kind for kind in kinds[one.name]),
            )
            for one in seen.reports
        ],
    )


def _title_of(session: Session, kind: str) -> str:
    """Return what is printed under a kind: a paper, or the one sheet with its own printer."""
    if kind == RECEIPT_SLIP.code:
        return RECEIPT_SLIP.title
    return session.bench.templates.get(kind).title


def print_trial(
    context: typer.Context,
    kind: Annotated[str, typer.Option(help="照哪种文书的打印机和纸盒试")] = "",
    queue: Annotated[str, typer.Option(help="打印机；不写照设置")] = "",
    tray: Annotated[str, typer.Option(help="纸盒；不写照设置")] = "",
    as_json: JsonFlag = False,
) -> None:
    """打一张测试页，看字体、纸盒对不对。"""
    with desk_of(context).session() as session:
        settings = desk_of(context).settings()
        usual = PrinterChoice(settings.printer, settings.printers, settings.tray, settings.trays)
        tried = TriedPrinter(
            queue or usual.queue_for(kind),
            tray or usual.tray_for(kind),
            (_title_of(session, kind),) if kind else (),
            kind,
        )
        if not tried.queue:
            raise DomainError("没有选打印机。加上 --queue，或者在“系统 → 打印机”里选。")
        centre, now = session.facts.now(), datetime.now(UTC)
        sheet, facts = trial_sheet(tried, session.renderer, centre, session.window, now)
        printer = PrinterChoice(tried.queue, tray=tried.tray)
        job = session.sheets.print_sheet(sheet, facts, printer=printer)
    if job.reason:
        raise DomainError(f"测试页没打出来：{job.reason.rstrip('。')}。")
    if as_json:
        put_json({"queue": tried.queue, "tray": tried.tray, "job": job.job})
    else:
        put(f"测试页已送 {tried.queue}{f'，纸盒 {tried.tray}' if tried.tray else ''}。")
