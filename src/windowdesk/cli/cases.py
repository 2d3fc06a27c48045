"""Commands of the counter, from receipt to delivery, and the lists between."""

from pathlib import Path
from typing import Annotated

import typer

from windowdesk.cli.application_file import read_application_file
from windowdesk.cli.case_lines import put_receipt, put_rows
from windowdesk.cli.chinese import Command
from windowdesk.cli.desk import CaseArgument, JsonFlag, desk_of
from windowdesk.cli.filter_options import queue_of
from windowdesk.cli.output import put
from windowdesk.domain.case import Decision
from windowdesk.domain.errors import DomainError
from windowdesk.domain.local_time import read_day
from windowdesk.domain.numbers import CaseNumber
from windowdesk.services.acting import ActReceipt
from windowdesk.services.entry import with_missing
from windowdesk.services.issuance import DELIVERY_LABEL, SELF, Delivery, DeliveryMode
from windowdesk.services.session import Session
from windowdesk.services.worklists import FindQuery, QueueQuery

PrintFlag = Annotated[bool, typer.Option("--print/--no-print", help="办完就打印")]
_MODES = "送达方式：" + "，".join(f"{mode} {label}" for mode, label in DELIVERY_LABEL.items())
_Limit = Annotated[int, typer.Option(help="最多几件")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    for command in (receive, accept, queue, assign, claim, propose, decide, ready, deliver, search):
        app.command(cls=Command)(command)


def receive(
    context: typer.Context,
    file: Annotated[
        Path, typer.Argument(help="申请的 TOML 文件，样子见 resources/examples/application.toml")
    ],
    and_accept: Annotated[bool, typer.Option("--accept", help="收件并受理")] = False,
    result: Annotated[str, typer.Option(help="即办件当场办结的结果")] = "",
    to_printer: PrintFlag = False,
    as_json: JsonFlag = False,
) -> None:
    """收件；加 --accept 同时受理，即办件加 --result 当场办结。"""
    with desk_of(context).session() as session:
        application = read_application_file(file, session)
        if result:
            receipt = session.acceptance.receive_and_decide(application, Decision(result))
        elif and_accept:
            if application.item.is_immediate:
                raise DomainError("这个事项是即办件。加 --result 写明结果，当场办结。")
            receipt = session.acceptance.receive_and_accept(application)
        else:
            receipt = session.acceptance.receive(application)
        finish_act(session, receipt, to_printer=to_printer, as_json=as_json)


def accept(
    context: typer.Context,
    case: CaseArgument,
    missing: Annotated[list[str] | None, typer.Option(help="还缺的材料编码，可写多次")] = None,
    to_printer: PrintFlag = False,
    as_json: JsonFlag = False,
) -> None:
    """受理先前收的件；材料都齐了才行。"""
    with desk_of(context).session() as session:
        case_id = case_id_of(session, case)
        held = session.lookup.case(case_id).case
        checked = session.acceptance.completed(held)
        materials = with_missing(checked, frozenset(missing or ()))
        receipt = session.acceptance.accept(case_id, materials, held.version)
        finish_act(session, receipt, to_printer=to_printer, as_json=as_json)


def queue(
    context: typer.Context,
    which: Annotated[str, typer.Argument(help="待受理、待领办、审批或出件")] = "审批",
    limit: _Limit = 50,
    as_json: JsonFlag = False,
) -> None:
    """列出要办的件，先到期的在前。"""
    try:
        chosen = queue_of(which)
    except DomainError as error:
        raise typer.BadParameter(error.text) from error
    with desk_of(context).session() as session:
        department = session.account.department
        rows = session.database.lists.queue(QueueQuery(chosen, department=department, limit=limit))
        put_rows(rows, session, as_json=as_json)


def assign(context: typer.Context, case: CaseArgument, as_json: JsonFlag = False) -> None:
    """分办给事项的承办部门。"""
    with desk_of(context).session() as session:
        receipt = session.approval.assign(case_id_of(session, case))
        put_receipt(receipt, as_json=as_json)


def claim(
    context: typer.Context,
    case: Annotated[str, typer.Argument(help="办件编号；不写就领最急的一件")] = "",
    take_over: Annotated[str, typer.Option(help="接办别人在办的件，写明原因")] = "",
    as_json: JsonFlag = False,
) -> None:
    """领办。"""
    with desk_of(context).session() as session:
        if not case:
            receipt = session.approval.claim_next()
            if receipt is None:
                if not as_json:
                    put("没有要领的件。")
                return
        elif take_over:
            receipt = session.approval.take_over(case_id_of(session, case), take_over)
        else:
            receipt = session.approval.claim(case_id_of(session, case))
        put_receipt(receipt, as_json=as_json)


def propose(
    context: typer.Context,
    case: CaseArgument,
    opinion: Annotated[str, typer.Argument(help="拟办意见，写明理由")],
    as_json: JsonFlag = False,
) -> None:
    """写拟办意见，交审批人。"""
    with desk_of(context).session() as session:
        put_receipt(session.approval.propose(case_id_of(session, case), opinion), as_json=as_json)


def decide(
    context: typer.Context,
    case: CaseArgument,
    approve: Annotated[str, typer.Option(help="准予：写明决定内容")] = "",
    deny: Annotated[str, typer.Option(help="不予：写明理由")] = "",
    basis: Annotated[str, typer.Option(help="依据的条款")] = "",
    validity: Annotated[str, typer.Option(help="有效期")] = "",
    certificate: Annotated[str, typer.Option(help="证件编号")] = "",
    to_printer: PrintFlag = False,
    as_json: JsonFlag = False,
) -> None:
    """作出决定：准予或不予。"""
    if bool(approve) == bool(deny):
        raise typer.BadParameter("准予和不予写一个：--approve 写决定内容，--deny 写理由。")
    with desk_of(context).session() as session:
        case_id = case_id_of(session, case)
        if approve:
            decision = Decision(approve, basis=basis, validity=validity, certificate=certificate)
            receipt = session.approval.approve(case_id, decision)
        else:
            decision = Decision("不予批准", reason=deny, basis=basis)
            receipt = session.approval.deny(case_id, decision)
        finish_act(session, receipt, to_printer=to_printer, as_json=as_json)


def ready(
    context: typer.Context,
    case: CaseArgument,
    to_printer: PrintFlag = False,
    as_json: JsonFlag = False,
) -> None:
    """出件窗口接收结果，通知领取。"""
    with desk_of(context).session() as session:
        receipt = session.issuance.make_ready(case_id_of(session, case))
        finish_act(session, receipt, to_printer=to_printer, as_json=as_json)


def deliver(
    context: typer.Context,
    case: CaseArgument,
    receiver: Annotated[str, typer.Option(help="收件人")],
    mode: Annotated[DeliveryMode, typer.Option(help=_MODES)] = DeliveryMode.DIRECT,
    checked: Annotated[bool, typer.Option("--id-checked", help="证件已核对")] = False,
    relation: Annotated[str, typer.Option(help="与受送达人的关系")] = SELF,
    mail_number: Annotated[str, typer.Option(help="邮寄单号；先用 send 登记寄出")] = "",
    on: Annotated[
        str, typer.Option(help="送达日期：回执、到达系统、公告期满的那天；不写是今天")
    ] = "",
    authority: Annotated[str, typer.Option(help="代领人的委托书编号或者日期")] = "",
    consent: Annotated[str, typer.Option(help="电子送达：送达地址确认书的编号或者日期")] = "",
    address: Annotated[str, typer.Option(help="电子送达到哪里")] = "",
    refusal: Annotated[str, typer.Option(help="留置送达：拒收的事由")] = "",
    witness: Annotated[str, typer.Option(help="留置送达：见证人")] = "",
    posted: Annotated[str, typer.Option(help="公告送达：公告日期")] = "",
    days: Annotated[int, typer.Option(help="公告送达：公告几日")] = 0,
    note: Annotated[str, typer.Option(help="备注")] = "",
    to_printer: PrintFlag = False,
    as_json: JsonFlag = False,
) -> None:
    """送达，出送达回证。"""
    delivery = Delivery(
        mode=mode,
        receiver=receiver,
        identity_checked=checked,
        relation=relation,
        mail_number=mail_number,
        note=note,
        on=read_day(on) if on else None,
        authority=authority,
        consent=consent,
        address=address,
        refusal=refusal,
        witness=witness,
        posted_on=read_day(posted) if posted else None,
        days=days,
    )
    with desk_of(context).session() as session:
        receipt = session.issuance.deliver(case_id_of(session, case), delivery)
        finish_act(session, receipt, to_printer=to_printer, as_json=as_json)


def search(
    context: typer.Context,
    text: Annotated[str, typer.Argument(help="姓名、拼音头、证件号、电话、办件编号、文号")],
    limit: _Limit = 50,
    as_json: JsonFlag = False,
) -> None:
    """查办件，新的在前。"""
    with desk_of(context).session() as session:
        rows = session.database.lists.find(FindQuery(text, limit=limit))
        put_rows(rows, session, as_json=as_json)


def case_id_of(session: Session, typed: str) -> int:
    """Return the id of the case with a typed number; DomainError if there is none."""
    number = CaseNumber.read(typed)
    row = session.database.lists.by_number(number.digits)
    if row is None:
        raise DomainError(f"没有办件 {number.grouped}。照纸上的编号再核一遍。", "case_number")
    return row.case_id


def finish_act(session: Session, receipt: ActReceipt, *, to_printer: bool, as_json: bool) -> None:
    """Render the papers of an act, print them if that was asked for, and tell what came of it."""
    for paper in receipt.papers:
        session.press.bytes_of_record(paper.document_id)
    if to_printer:
        for paper in receipt.papers:
            if paper.print_id is not None:
                session.press.print_job(paper.print_id)
    put_receipt(receipt, as_json=as_json)
