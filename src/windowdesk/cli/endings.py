"""Commands of endings, of decisions put right, and of everything after the decision."""

from collections.abc import Sequence
from typing import Annotated

import typer

from windowdesk.cli.case_lines import put_receipt, put_rows
from windowdesk.cli.cases import PrintFlag, case_id_of, finish_act
from windowdesk.cli.chinese import Command
from windowdesk.cli.desk import CaseArgument, JsonFlag, desk_of
from windowdesk.cli.filter_options import coded
from windowdesk.cli.output import put, put_json
from windowdesk.domain.errors import DomainError
from windowdesk.domain.local_time import read_day
from windowdesk.domain.states import BEFORE_ACCEPTANCE, STATE_LABEL, CaseState
from windowdesk.domain.turns import END_CAUSE_LABEL
from windowdesk.services.archive import WAITING_STATES, FileView, Filing
from windowdesk.services.endings import ChangeEntry, EndingEntry
from windowdesk.services.issuance import Letter

_CAUSES = f"情形：{'、'.join(END_CAUSE_LABEL.values())}"
_WAITING = {state: STATE_LABEL[state] for state in WAITING_STATES}
_Reason = Annotated[str, typer.Argument(help="原因")]
_Basis = Annotated[str, typer.Option(help="依据的条款")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    for command in (terminate, send, rate, archive):
        app.command(cls=Command)(command)
    app.command("lapse-supplement", cls=Command)(lapse_supplement)
    app.command("remind-supplement", cls=Command)(remind_supplement)
    app.command("correct-decision", cls=Command)(correct_decision)
    app.command("revoke-decision", cls=Command)(revoke_decision)
    app.command("not-collected", cls=Command)(not_collected)
    app.command("flow-sheet", cls=Command)(flow_sheet)
    app.command("to-archive", cls=Command)(to_archive)
    app.command("archive-check", cls=Command)(archive_check)


def terminate(
    context: typer.Context,
    case: CaseArgument,
    reason: _Reason,
    cause: Annotated[str, typer.Option(help=_CAUSES)],
    proof: Annotated[str, typer.Option(help="证明")] = "",
    basis: _Basis = "",
    to_printer: PrintFlag = False,
    as_json: JsonFlag = False,
) -> None:
    """终止没办完的件，出终止审查通知书。"""
    entry = EndingEntry(coded(cause, END_CAUSE_LABEL, "cause", "情形"), reason, proof, basis)
    with desk_of(context).session() as session:
        held = session.lookup.case(case_id_of(session, case)).case
        early = held.state in BEFORE_ACCEPTANCE
        act = session.endings.end_before_acceptance if early else session.endings.terminate
        finish_act(
            session, act(held.case_id, entry, held.version), to_printer=to_printer, as_json=as_json
        )


def lapse_supplement(
    context: typer.Context,
    case: CaseArgument,
    reason: _Reason,
    basis: _Basis = "",
    to_printer: PrintFlag = False,
    as_json: JsonFlag = False,
) -> None:
    """补正期限过了没补齐，终止。"""
    with desk_of(context).session() as session:
        receipt = session.endings.lapse_supplement(case_id_of(session, case), reason, basis)
        finish_act(session, receipt, to_printer=to_printer, as_json=as_json)


def remind_supplement(
    context: typer.Context,
    case: CaseArgument,
    how: Annotated[str, typer.Argument(help="怎么催的")],
    as_json: JsonFlag = False,
) -> None:
    """补正期限过了，接着等，记下怎么催的。"""
    with desk_of(context).session() as session:
        receipt = session.endings.remind_supplement(case_id_of(session, case), how)
        put_receipt(receipt, as_json=as_json)


def correct_decision(
    context: typer.Context,
    case: CaseArgument,
    content: Annotated[str, typer.Argument(help="更正后的决定内容")],
    reason: Annotated[str, typer.Option(help="原因")],
    basis: Annotated[str, typer.Option(help="依据的条款")],
    to_printer: PrintFlag = False,
    as_json: JsonFlag = False,
) -> None:
    """更正准予决定，出更正决定书，重新送达。"""
    with desk_of(context).session() as session:
        entry = ChangeEntry(reason, basis, content)
        receipt = session.endings.correct_decision(case_id_of(session, case), entry)
        finish_act(session, receipt, to_printer=to_printer, as_json=as_json)


def revoke_decision(
    context: typer.Context,
    case: CaseArgument,
    reason: _Reason,
    basis: Annotated[str, typer.Option(help="依据的条款")],
    aftermath: Annotated[str, typer.Option(help="善后怎么办")] = "",
    to_printer: PrintFlag = False,
    as_json: JsonFlag = False,
) -> None:
    """撤销准予决定，出撤销决定书，重新送达。"""
    with desk_of(context).session() as session:
        entry = ChangeEntry(reason, basis, aftermath)
        receipt = session.endings.revoke_decision(case_id_of(session, case), entry)
        finish_act(session, receipt, to_printer=to_printer, as_json=as_json)


def send(
    context: typer.Context,
    case: CaseArgument,
    waybill: Annotated[str, typer.Argument(help="邮寄单号")],
    carrier: Annotated[str, typer.Option(help="承运单位")],
    address: Annotated[str, typer.Option(help="收件地址；不写是申请人的住址")] = "",
    addressee: Annotated[str, typer.Option(help="收件人；不写是申请人")] = "",
    on: Annotated[str, typer.Option(help="寄出日期；不写是今天")] = "",
    to_printer: PrintFlag = False,
    as_json: JsonFlag = False,
) -> None:
    """把结果寄出，出邮寄登记单；收到回执再办送达。"""
    with desk_of(context).session() as session:
        held = session.lookup.case(case_id_of(session, case)).case
        party = held.application.applicant
        letter = Letter(
            waybill=waybill,
            carrier=carrier,
            addressee=addressee or party.name,
            address=address or party.address,
            phone=party.phone,
            sent_on=read_day(on) if on else None,
        )
        receipt = session.issuance.send(held.case_id, letter, seen_version=held.version)
        finish_act(session, receipt, to_printer=to_printer, as_json=as_json)


def not_collected(
    context: typer.Context,
    case: CaseArgument,
    reason: _Reason,
    told: Annotated[str, typer.Option(help="怎么再通知的：电话、短信、书面")],
    returned: Annotated[str, typer.Option(help="退回的邮寄单号；没寄过不写")] = "",
    to_printer: PrintFlag = False,
    as_json: JsonFlag = False,
) -> None:
    """登记没来领或者退件，再出一张取件通知。"""
    with desk_of(context).session() as session:
        case_id = case_id_of(session, case)
        receipt = session.issuance.not_collected(case_id, reason, told, waybill=returned)
        finish_act(session, receipt, to_printer=to_printer, as_json=as_json)


def rate(
    context: typer.Context,
    number: Annotated[str, typer.Argument(help="办件编号")],
    id_tail: Annotated[str, typer.Argument(help="证件号后四位")],
    score: Annotated[
        int, typer.Argument(help="5 非常满意，4 满意，3 基本满意，2 不满意，1 非常不满意")
    ],
    words: Annotated[str, typer.Option(help="想说的话，可以不写")] = "",
    as_json: JsonFlag = False,
) -> None:
    """申请人在评价器上评价；工作人员不能代评。"""
    with desk_of(context).session() as session:
        session.ratings.rate(number, id_tail, score, words)
        if as_json:
            put_json({"score": score})
            return
        put("收到了，谢谢。")


def flow_sheet(
    context: typer.Context,
    case: CaseArgument,
    to_printer: PrintFlag = False,
    as_json: JsonFlag = False,
) -> None:
    """出办件流程单，到现在为止的每一步。"""
    with desk_of(context).session() as session:
        receipt = session.flow.issue(case_id_of(session, case))
        finish_act(session, receipt, to_printer=to_printer, as_json=as_json)


def to_archive(
    context: typer.Context,
    state: Annotated[str, typer.Option(help=f"哪一种：{'、'.join(_WAITING.values())}")] = (
        STATE_LABEL[CaseState.DELIVERED]
    ),
    as_json: JsonFlag = False,
) -> None:
    """列出等归档的件。"""
    with desk_of(context).session() as session:
        chosen = coded(state, _WAITING, "state", "种类")
        put_rows(session.archive.waiting(chosen), session, as_json=as_json)


def archive_check(context: typer.Context, case: CaseArgument, as_json: JsonFlag = False) -> None:
    """看归档清单：哪些齐了，哪些还差，卷里有什么。"""
    with desk_of(context).session() as session:
        view = session.archive.file_of(case_id_of(session, case))
        if as_json:
            put_json(_plain(view))
            return
        for line in view.checks:
            mark = "□" if line.by_hand else ("×" if line.fault else "√")
            put(f"{mark} {line.name}{'：' + line.fault if line.fault else ''}")
        for piece in view.pieces:
            put(f"  {piece.page_text:>7}  {piece.title}  {piece.number}".rstrip())
        put(f"共 {len(view.pieces)} 件 {view.pages} 页")


def archive(
    context: typer.Context,
    case: CaseArgument,
    retention: Annotated[str, typer.Option(help="保管期限；不写照事项库")] = "",
    checked_by: Annotated[str, typer.Option(help="检查人")] = "",
    checked: Annotated[
        bool, typer.Option("--checked", help="签名、印章、页数都对着纸核过")
    ] = False,
    pages: Annotated[list[str] | None, typer.Option(help="页数不同的“题名=几页”，可写多次")] = None,
    remarks: Annotated[str, typer.Option(help="备考表的说明")] = "",
    fonds: Annotated[str, typer.Option(help="全宗号")] = "",
    catalogue: Annotated[str, typer.Option(help="目录号")] = "",
    to_printer: PrintFlag = False,
    as_json: JsonFlag = False,
) -> None:
    """归档，出流程单、案卷封面、卷内目录、备考表。"""
    with desk_of(context).session() as session:
        view = session.archive.file_of(case_id_of(session, case))
        filing = Filing(
            retention=retention or view.retention,
            checked_by=checked_by,
            ticked=tuple(c.name for c in view.checks if c.by_hand) if checked else (),
            remarks=remarks,
            fonds=fonds,
            catalogue=catalogue,
            pages=_pages(pages or (), view),
        )
        receipt = session.archive.archive(view.case.case_id, filing, view.case.version)
        finish_act(session, receipt, to_printer=to_printer, as_json=as_json)


def _pages(typed: Sequence[str], view: FileView) -> dict[str, int]:
    counted, titles = {}, {piece.title for piece in view.pieces}
    for text in typed:
        title, mark, count = text.rpartition("=")
        if not mark or not count.strip().isdigit():
            raise DomainError(f"“{text}”写成“题名=几页”。", "pages")
        if title not in titles:
            raise DomainError(f"卷里没有“{title}”。有的是：{'、'.join(sorted(titles))}。", "pages")
        counted[title] = int(count)
    return counted


def _plain(view: FileView) -> dict[str, object]:
    return {
        "checks": [{"name": c.name, "fault": c.fault, "by_hand": c.by_hand} for c in view.checks],
        "pieces": [
            {"title": p.title, "number": p.number, "pages": p.page_text} for p in view.pieces
        ],
        "pages": view.pages,
        "retention": view.retention,
    }
