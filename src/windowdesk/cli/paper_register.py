"""windowdesk document: the ledger of papers, and the use of seals."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from windowdesk.cli.chinese import Command
from windowdesk.cli.desk import JsonFlag, desk_of, password
from windowdesk.cli.output import put, put_json, put_table
from windowdesk.domain.local_time import paper_minute, read_day
from windowdesk.domain.sealing import SEAL_KIND_LABEL
from windowdesk.services.paper_ledger import PaperPage
from windowdesk.services.session import Session

_First = Annotated[str, typer.Option("--from", help="起日，如 2026-11-01；不写就是今天")]
_Last = Annotated[str, typer.Option("--to", help="止日；不写就和起日同一天")]
SEAL_VARIABLE = "WINDOWDESK_SEAL_PASSPHRASE"


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("ledger", cls=Command)(ledger)
    app.command("seal", cls=Command)(seal)
    app.command("sealings", cls=Command)(sealings)


def ledger(
    context: typer.Context,
    first: _First = "",
    last: _Last = "",
    kind: Annotated[str, typer.Option(help="只看一种文书，写模板代号，如 acceptance")] = "",
    as_json: JsonFlag = False,
) -> None:
    """文书台账：每个文号给了谁、作废的为什么作废、没用的号为什么没用。"""
    with desk_of(context).session() as session:
        page = session.paper_ledger.page(*_span(session, first, last), kind)
    if as_json:
        _put_fields(page)
    else:
        _put_page(page)


def seal(
    context: typer.Context,
    numbers: Annotated[list[str], typer.Argument(help="文号，一个或几个")],
    approver: Annotated[str, typer.Option(help="谁批准用印")],
    electronic: Annotated[
        bool, typer.Option("--electronic", help="签电子印章；口令放在环境变量里，或者现场输入")
    ] = False,
    out: Annotated[Path | None, typer.Option(help="把签好的文件放到哪个文件夹")] = None,
    note: Annotated[str, typer.Option(help="备注")] = "",
    as_json: JsonFlag = False,
) -> None:
    """用印登记：盖好章的登记一笔；加 --electronic 就签电子印章。"""
    with desk_of(context).session() as session:
        with session.database.reading() as uow:
            papers = [uow.papers.by_number(number) for number in numbers]
        chosen = [paper.document_id for paper in papers]
        if electronic:
            phrase = password("电子印章口令", SEAL_VARIABLE)
            made = session.sealings.sign(chosen, phrase, approver, note)
        else:
            made = session.sealings.record(chosen, approver, note)
        files = []
        if electronic and out is not None:
            out.mkdir(parents=True, exist_ok=True)
            for paper in papers:
                files.append(out / f"{paper.title} {paper.number}（电子印章）.pdf")
                files[-1].write_bytes(session.sealings.file(paper.document_id).pdf)
    for place, one in enumerate(made):
        file = str(files[place]) if files else None
        if as_json:
            put_json({"number": one.number, "kind": one.kind, "seal": one.seal, "file": file})
        else:
            put(f"{one.number}：{SEAL_KIND_LABEL[one.kind]}，{one.seal}。{file or ''}")


def sealings(
    context: typer.Context, first: _First = "", last: _Last = "", as_json: JsonFlag = False
) -> None:
    """用印台账：哪天谁批准、给哪份文书盖了章。"""
    with desk_of(context).session() as session:
        found = session.sealings.register(*_span(session, first, last))
    if as_json:
        for one in found:
            put_json(
                {
                    "number": one.number,
                    "kind": one.kind,
                    "seal": one.seal,
                    "copies": one.copies,
                    "approver": one.approver,
                    "person": one.person,
                    "at": one.at,
                    "note": one.note,
                }
            )
        return
    rows = [
        (
            paper_minute(one.at),
            one.number,
            one.seal,
            SEAL_KIND_LABEL[one.kind],
            str(one.copies),
            one.approver,
            one.person,
            one.note,
        )
        for one in found
    ]
    put_table(("时间", "文号", "印章", "种类", "份数", "批准人", "经手人", "备注"), rows)


def _span(session: Session, first: str, last: str) -> tuple[date, date]:
    begin = read_day(first) if first else session.lookup.today()
    return begin, read_day(last) if last else begin


def _put_fields(page: PaperPage) -> None:
    for row in page.rows:
        put_json(
            {
                "number": row.document.number,
                "title": row.document.title,
                "kind": row.document.kind,
                "case": row.case_number.digits,
                "applicant": row.applicant,
                "issued_at": row.document.issued_at,
                "copies": row.document.copies,
                "void": row.void,
                "print": row.printed,
                "sealed": row.sealed,
            }
        )
    for run in page.unused:
        put_json({"unused": [run.first, run.last], "title": run.title, "reason": run.reason})


def _put_page(page: PaperPage) -> None:
    rows = [
        (
            row.document.number,
            row.document.title,
            row.applicant,
            paper_minute(row.document.issued_at),
            row.state,
            str(row.sealed or ""),
        )
        for row in page.rows
    ]
    put_table(("文号", "文书", "申请人", "出文时间", "情况", "用印"), rows)
    for run in page.unused:
        put(run.text)
    if not page.whole:
        put("你只看得到本科室的文书，空号不在这里核。")
