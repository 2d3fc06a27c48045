"""windowdesk custody: who holds which original, hand-over slips, and the count of the shelf."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from windowdesk.cli.cases import PrintFlag, case_id_of, finish_act
from windowdesk.cli.chinese import Command, Group
from windowdesk.cli.desk import CaseArgument, JsonFlag, desk_of
from windowdesk.cli.output import put, put_json, put_table
from windowdesk.domain.custody import originals_of
from windowdesk.domain.errors import DomainError
from windowdesk.domain.local_time import SHANGHAI, clock_time, read_day
from windowdesk.domain.numbers import CaseNumber
from windowdesk.services.custody import PassOn, Receiver, WaitingSlip
from windowdesk.services.custody_count import custody_sheet_facts
from windowdesk.services.custody_port import CustodyRow
from windowdesk.services.session import Session

app = typer.Typer(
    name="custody", cls=Group, help="原件在谁手里、交接单、清点。", no_args_is_help=True
)

_Names = Annotated[list[str] | None, typer.Argument(help="原件名称；不写就是手里的全部")]
_SlipArgument = Annotated[str, typer.Argument(help="交接单号")]
_REASON = "为什么不收"


@app.command("list", cls=Command)
def list_(
    context: typer.Context,
    mine: Annotated[bool, typer.Option("--mine", help="只看我手里的")] = False,
    waiting: Annotated[bool, typer.Option("--waiting", help="只看等我接收的交接单")] = False,
    pdf: Annotated[Path | None, typer.Option(help="存成原件保管清单 PDF")] = None,
    as_json: JsonFlag = False,
) -> None:
    """原件保管清单：谁手里、在哪里、哪一件的、什么时候接手。"""
    with desk_of(context).session() as session:
        if waiting:
            _put_slips(session.custody.waiting(), as_json=as_json)
            return
        rows = session.custody.all()
        if mine:
            rows = tuple(row for row in rows if row.holder == session.account.login)
        if pdf is not None:
            _save(session, rows, pdf)
        _put_rows(rows, as_json=as_json)


@app.command("pass", cls=Command)
def pass_(
    context: typer.Context,
    case: CaseArgument,
    to: Annotated[str, typer.Option(help="交给谁：工号、部门，或者“02号窗口”")],
    purpose: Annotated[str, typer.Option(help="用途")],
    names: _Names = None,
    back_by: Annotated[str, typer.Option(help="应还日期，如 2026-11-27；不用还不写")] = "",
    to_printer: PrintFlag = False,
    as_json: JsonFlag = False,
) -> None:
    """交出原件，出材料交接清单；对方接收以前还由你负责。"""
    with desk_of(context).session() as session:
        case_id = case_id_of(session, case)
        command = PassOn(
            codes=_in_hand(session, case_id, names or ()),
            to=_receiver(session, to),
            purpose=purpose,
            back_by=read_day(back_by) if back_by else None,
        )
        receipt = session.custody.pass_on(case_id, command)
        finish_act(session, receipt, to_printer=to_printer, as_json=as_json)


@app.command(cls=Command)
def take(
    context: typer.Context,
    slips: Annotated[list[str] | None, typer.Argument(help="交接单号，可写多张")] = None,
    everything: Annotated[bool, typer.Option("--all", help="等我接收的全部")] = False,
    condition: Annotated[str, typer.Option(help="缺损记录；没有不写")] = "",
    as_json: JsonFlag = False,
) -> None:
    """接收交接单上的原件。"""
    with desk_of(context).session() as session:
        waiting = session.custody.waiting()
        chosen = waiting if everything else [_slip(waiting, one) for one in slips or ()]
        if not chosen:
            raise DomainError("没有要接收的交接单。写上单号，或者加 --all。")
        for slip in chosen:
            receipt = session.custody.take(slip.case_id, slip.number, condition)
            finish_act(session, receipt, to_printer=False, as_json=as_json)


@app.command(cls=Command)
def refuse(
    context: typer.Context,
    slip: _SlipArgument,
    reason: Annotated[str, typer.Argument(help=_REASON)],
    as_json: JsonFlag = False,
) -> None:
    """不收交接单上的原件，写明原因；原件还在交出人手里。"""
    with desk_of(context).session() as session:
        found = _slip(session.custody.waiting(), slip)
        receipt = session.custody.refuse(found.case_id, found.number, reason)
        finish_act(session, receipt, to_printer=False, as_json=as_json)


@app.command("call-back", cls=Command)
def call_back(context: typer.Context, slip: _SlipArgument, as_json: JsonFlag = False) -> None:
    """撤回自己交出、对方还没收的交接单。"""
    with desk_of(context).session() as session:
        found = _slip(session.custody.given(), slip)
        receipt = session.custody.call_back(found.case_id, found.number)
        finish_act(session, receipt, to_printer=False, as_json=as_json)


@app.command("give-back", cls=Command)
def give_back(
    context: typer.Context,
    case: CaseArgument,
    names: _Names = None,
    signed: Annotated[bool, typer.Option("--signed", help="申请人已签字")] = False,
    to_printer: PrintFlag = False,
    as_json: JsonFlag = False,
) -> None:
    """把原件退还申请人，出材料退还清单。"""
    with desk_of(context).session() as session:
        case_id = case_id_of(session, case)
        codes = _in_hand(session, case_id, names or ())
        receipt = session.custody.give_back(case_id, codes, signed=signed)
        finish_act(session, receipt, to_printer=to_printer, as_json=as_json)


@app.command(cls=Command)
def send(
    context: typer.Context,
    case: CaseArgument,
    organ: Annotated[str, typer.Option(help="送哪个机关")],
    purpose: Annotated[str, typer.Option(help="用途")],
    names: _Names = None,
    to_printer: PrintFlag = False,
    as_json: JsonFlag = False,
) -> None:
    """把原件送到别的机关，出材料交接清单。"""
    with desk_of(context).session() as session:
        case_id = case_id_of(session, case)
        codes = _in_hand(session, case_id, names or ())
        receipt = session.custody.send_out(case_id, codes, organ, purpose)
        finish_act(session, receipt, to_printer=to_printer, as_json=as_json)


@app.command(cls=Command)
def fetch(
    context: typer.Context,
    case: CaseArgument,
    names: Annotated[list[str], typer.Argument(help="回来的原件名称")],
    as_json: JsonFlag = False,
) -> None:
    """登记从别的机关回来的原件，归到自己手里。"""
    with desk_of(context).session() as session:
        held = session.lookup.case(case_id_of(session, case)).case
        codes = {one.name: one.code for one in originals_of(held) if not one.holder}
        receipt = session.custody.fetch_in(
            held.case_id, [_code(codes, name, "不在外面") for name in names]
        )
        finish_act(session, receipt, to_printer=False, as_json=as_json)


@app.command(cls=Command)
def check(
    context: typer.Context,
    place: Annotated[str, typer.Option(help="点哪里的架子；不写就是自己的")] = "",
    wrong: Annotated[
        list[str] | None, typer.Option(help="“办件短号 原件名称：差在哪里”，可写多次；其余都对上")
    ] = None,
    as_json: JsonFlag = False,
) -> None:
    """清点架上的原件；对不上的记进办件经过。"""
    with desk_of(context).session() as session:
        where = place or session.custody.place
        rows = [row for row in session.custody.all() if row.place == where]
        found = {(row.case_id, row.code): "" for row in rows}
        for text in wrong or ():
            row, fault = _wrong(rows, text)
            found[row.case_id, row.code] = fault
        result = session.custody_count.count(found, where)
        if as_json:
            put_json(
                {
                    "at": result.at,
                    "place": where,
                    "expected": result.expected,
                    "differences": result.differences,
                }
            )
            return
        put(f"{where}应有 {result.expected} 份，差 {len(result.differences)} 份。")
        for line in result.differences:
            put(f"  {line}")


def _put_rows(rows: Sequence[CustodyRow], *, as_json: bool) -> None:
    if as_json:
        for row in rows:
            put_json(
                {
                    "case": row.number,
                    "original": row.name,
                    "count": row.count,
                    "place": row.place,
                    "holder": row.holder,
                    "since": row.since,
                    "slip": row.slip,
                    "back_by": row.back_by,
                    "going": row.going,
                    "note": row.note,
                }
            )
        return
    if not rows:
        put("没有保管的原件。")
        return
    put_table(
        ("在哪里", "保管人", "办件", "原件", "份数", "接手", "交接单", "说明"),
        (
            (
                row.place,
                row.holder_name,
                CaseNumber(row.number).short,
                row.name,
                str(row.count),
                f"{row.since.astimezone(SHANGHAI):%m-%d} {clock_time(row.since)}",
                row.slip,
                f"正交给{row.to_name or row.to_place}" if row.going else row.note,
            )
            for row in rows
        ),
    )


def _put_slips(slips: Sequence[WaitingSlip], *, as_json: bool) -> None:
    if as_json:
        for slip in slips:
            put_json(
                {
                    "slip": slip.number,
                    "case": slip.case_number,
                    "giver": slip.giver_name,
                    "originals": slip.names,
                    "purpose": slip.purpose,
                    "due_at": slip.due_at,
                    "light": slip.light.light,
                }
            )
        return
    if not slips:
        put("没有等你接收的原件。")
        return
    put_table(
        ("时限", "交接单", "办件", "原件", "交出", "用途"),
        ((s.light.word, s.number, s.case_number, s.names, s.giver_name, s.purpose) for s in slips),
    )


def _save(session: Session, rows: Sequence[CustodyRow], path: Path) -> None:
    now = session.custody.now()
    facts = custody_sheet_facts(rows, session.centre, session.account, now, session.window)
    path.write_bytes(session.sheets.export("custody", facts))


def _receiver(session: Session, typed: str) -> Receiver:
    known = session.custody.receivers()
    for one in known:
        if typed == one.login or (not one.login and typed == one.place):
            return one
    places = "、".join(one.place for one in known if not one.login)
    raise DomainError(f"没有“{typed}”这个接收方。写工号，或者：{places}。", "to")


def _in_hand(session: Session, case_id: int, names: Sequence[str]) -> tuple[str, ...]:
    """Return the codes of named originals, of all that this account holds where none is named."""
    known = originals_of(session.lookup.case(case_id).case)
    if names:
        codes = {one.name: one.code for one in known}
        return tuple(_code(codes, name, "没有收过") for name in names)
    return tuple(one.code for one in known if one.holder == session.account.login)


def _code(codes: dict[str, str], name: str, why: str) -> str:
    if name not in codes:
        listed = "、".join(codes) or "没有"
        raise DomainError(f"“{name}”{why}。能选的：{listed}。")
    return codes[name]


def _slip(slips: Sequence[WaitingSlip], number: str) -> WaitingSlip:
    found = next((slip for slip in slips if slip.number == number), None)
    if found is None:
        raise DomainError(f"没有等着办的交接单“{number}”。看 custody list --waiting。")
    return found


def _wrong(rows: Sequence[CustodyRow], text: str) -> tuple[CustodyRow, str]:
    what, mark, fault = text.replace(":", "：").partition("：")
    short, _space, name = what.strip().partition(" ")
    row = next((r for r in rows if CaseNumber(r.number).short == short and r.name == name), None)
    if not mark or not fault.strip() or row is None:
        raise DomainError(f"“{text}”写成“办件短号 原件名称：差在哪里”，照清单上的写。", "wrong")
    return row, fault.strip()
