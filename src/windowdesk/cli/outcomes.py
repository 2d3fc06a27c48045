"""Commands of the window besides acceptance: refuse, ask for a supplement, give back, take back."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from windowdesk.cli.application_file import find_item, read_application_file, read_situations
from windowdesk.cli.case_lines import put_receipt
from windowdesk.cli.cases import PrintFlag, case_id_of, finish_act
from windowdesk.cli.chinese import Command
from windowdesk.cli.desk import CaseArgument, JsonFlag, desk_of
from windowdesk.cli.filter_options import coded
from windowdesk.cli.output import put, put_json
from windowdesk.domain.errors import DomainError
from windowdesk.domain.local_time import SHANGHAI, read_day
from windowdesk.domain.numbers import CaseNumber
from windowdesk.domain.outcomes import (
    REFUSAL_LABEL,
    Gap,
    Refusal,
    RefusalKind,
    RunningCase,
    SpotCorrection,
    SupplementRequest,
)

_KINDS = f"哪一种：{'、'.join(REFUSAL_LABEL.values())}"
_SignedFlag = Annotated[bool, typer.Option("--signed", help="申请人已签字")]
_ReasonArgument = Annotated[str, typer.Argument(help="原因")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    for command in (refuse, supplement, correct, withdraw, reverse, consult, sweep):
        app.command(cls=Command)(command)
    app.command("supplement-request", cls=Command)(supplement_request)
    app.command("take-back", cls=Command)(take_back)
    app.command("enter-running", cls=Command)(enter_running)


def refuse(
    context: typer.Context,
    case: CaseArgument,
    reason: Annotated[str, typer.Argument(help="理由")],
    kind: Annotated[str, typer.Option(help=_KINDS)] = REFUSAL_LABEL[RefusalKind.OTHER],
    basis: Annotated[str, typer.Option(help="依据的条款；其他法定情形必须写")] = "",
    organ: Annotated[str, typer.Option(help="应当申请的机关；不属本机关职权的必须写")] = "",
    organ_address: Annotated[str, typer.Option(help="该机关的地址")] = "",
    organ_phone: Annotated[str, typer.Option(help="该机关的电话")] = "",
    kept: Annotated[bool, typer.Option("--kept", help="材料没有当场退还")] = False,
    to_printer: PrintFlag = False,
    as_json: JsonFlag = False,
) -> None:
    """不受理或者不予受理，出告知书或者决定书。"""
    refusal = Refusal(
        kind=coded(kind, REFUSAL_LABEL, "kind", "种类"),
        reason=reason,
        basis=basis,
        organ=organ,
        organ_address=organ_address,
        organ_phone=organ_phone,
        materials_returned=not kept,
    )
    with desk_of(context).session() as session:
        receipt = session.outcomes.refuse(case_id_of(session, case), refusal)
        finish_act(session, receipt, to_printer=to_printer, as_json=as_json)


def supplement_request(
    context: typer.Context,
    case: CaseArgument,
    gap: Annotated[
        list[str] | None, typer.Option(help="要补正的“名称：缺什么”，可写多次；缺的材料自动列上")
    ] = None,
    until: Annotated[str, typer.Option(help="补正期限，如 2026-12-18；没有规定不写")] = "",
    lapse_effect: Annotated[str, typer.Option(help="逾期后果")] = "",
    how: Annotated[str, typer.Option(help="交到哪里、怎样交")] = "",
    again: Annotated[str, typer.Option(help="再次告知的原因")] = "",
    to_printer: PrintFlag = False,
    as_json: JsonFlag = False,
) -> None:
    """一次性告知要补正的全部内容。"""
    with desk_of(context).session() as session:
        held = session.lookup.case(case_id_of(session, case)).case
        usual = session.outcomes.usual_gaps(held)
        asked = _gaps(gap or (), {m.name: m.code for m in held.application.materials})
        named = {one.name for one in asked}
        request = SupplementRequest(
            gaps=(*asked, *(one for one in usual if one.name not in named)),
            until=read_day(until) if until else None,
            lapse_effect=lapse_effect,
            how=how,
            again_reason=again,
        )
        receipt = session.outcomes.request_supplement(held.case_id, request, held.version)
        finish_act(session, receipt, to_printer=to_printer, as_json=as_json)


def supplement(
    context: typer.Context,
    case: CaseArgument,
    names: Annotated[list[str] | None, typer.Argument(help="收到的材料；不写就是全部收齐")] = None,
    later: Annotated[bool, typer.Option("--no-accept", help="收齐了也先不受理")] = False,
    to_printer: PrintFlag = False,
    as_json: JsonFlag = False,
) -> None:
    """收补正材料；全部收齐的当场受理。"""
    with desk_of(context).session() as session:
        held = session.lookup.case(case_id_of(session, case)).case
        own = session.outcomes
        wanted = own.demanded(held)
        unknown = [name for name in names or () if name not in {one.name for one in wanted}]
        if unknown:
            still = "、".join(one.name for one in wanted) or "没有了"
            raise DomainError(f"告知书没有要“{unknown[0]}”。还没补的：{still}。")
        came = [own.counted(held, one) for one in wanted if not names or one.name in names]
        receipt = own.supplement(held.case_id, came, held.version, accept=not later)
        finish_act(session, receipt, to_printer=to_printer, as_json=as_json)


def correct(
    context: typer.Context,
    case: CaseArgument,
    change: Annotated[list[str], typer.Argument(help="“栏目=改成什么”，可写多个")],
    initials: Annotated[str, typer.Option(help="申请人的签名")],
    as_json: JsonFlag = False,
) -> None:
    """当场更正申请人的笔误，改前改后都记下。"""
    with desk_of(context).session() as session:
        held = session.lookup.case(case_id_of(session, case)).case
        fields = {one.label: one for one in session.outcomes.correctable(held)}
        corrections = tuple(_correction(text, fields) for text in change)
        receipt = session.outcomes.correct_on_spot(
            held.case_id, corrections, initials, held.version
        )
        put_receipt(receipt, as_json=as_json)


def take_back(
    context: typer.Context,
    case: CaseArgument,
    reason: Annotated[str, typer.Option(help="原因")] = "",
    signed: _SignedFlag = False,
    to_printer: PrintFlag = False,
    as_json: JsonFlag = False,
) -> None:
    """受理前申请人取回材料，出退还清单。"""
    with desk_of(context).session() as session:
        held = session.lookup.case(case_id_of(session, case)).case
        receipt = session.outcomes.take_back(
            held.case_id,
            session.outcomes.returnable(held),
            reason,
            signed=signed,
            seen_version=held.version,
        )
        finish_act(session, receipt, to_printer=to_printer, as_json=as_json)


def withdraw(
    context: typer.Context,
    case: CaseArgument,
    reason: _ReasonArgument,
    signed: _SignedFlag = False,
    to_printer: PrintFlag = False,
    as_json: JsonFlag = False,
) -> None:
    """受理后申请人撤回申请，出撤回申请书和退还清单。"""
    with desk_of(context).session() as session:
        held = session.lookup.case(case_id_of(session, case)).case
        receipt = session.outcomes.withdraw(
            held.case_id,
            reason,
            signed=signed,
            returned=session.outcomes.returnable(held),
            seen_version=held.version,
        )
        finish_act(session, receipt, to_printer=to_printer, as_json=as_json)


def reverse(
    context: typer.Context,
    case: CaseArgument,
    reason: _ReasonArgument,
    as_json: JsonFlag = False,
) -> None:
    """收回自己刚办的一步，文书作废；半小时以内，文书还没交出去。"""
    with desk_of(context).session() as session:
        put_receipt(session.outcomes.reverse(case_id_of(session, case), reason), as_json=as_json)


def enter_running(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="申请的 TOML 文件")],
    received: Annotated[str, typer.Option(help="真实的收件时间，如 2026-11-10T09:30")],
    reason: Annotated[str, typer.Option(help="为什么补录")],
    accepted: Annotated[str, typer.Option(help="真实的受理时间；只收了件的不写")] = "",
    paper: Annotated[str, typer.Option(help="纸上文书的文号")] = "",
    as_json: JsonFlag = False,
) -> None:
    """补录已经在纸上办着的件，期限从真实的日子算，不另出文书。"""
    with desk_of(context).session() as session:
        running = RunningCase(
            received_at=_moment(received),
            accepted_at=_moment(accepted) if accepted else None,
            paper_number=paper,
            reason=reason,
        )
        application = read_application_file(file, session)
        receipt = session.outcomes.enter_running(application, running)
        put_receipt(receipt, as_json=as_json)


def consult(
    context: typer.Context,
    item: Annotated[str, typer.Argument(help="事项的编码或者名称")],
    situation: Annotated[list[str] | None, typer.Option(help="情形，可写多次")] = None,
    person: Annotated[str, typer.Option(help="来问的人，可以不写")] = "",
    question: Annotated[str, typer.Option(help="问了什么")] = "",
    as_json: JsonFlag = False,
) -> None:
    """登记一次咨询，说清要带什么。"""
    with desk_of(context).session() as session:
        found = find_item(session, item)
        chosen = read_situations(found, situation or [])
        sheet = session.outcomes.consult(found.item_id, chosen, person, question)
        rows = sheet.facts.rows["materials"]
        if as_json:
            put_json(
                {
                    "consultation": sheet.consultation_id,
                    "at": sheet.at,
                    "item": found.item_id,
                    "materials": [row["name"] for row in rows],
                }
            )
            return
        put(f"{found.name}：{sheet.facts.texts['materials_total']}")
        for row in rows:
            put(f"  {row['name']}  {row['need']}  {row['form']}".rstrip())


def sweep(context: typer.Context, as_json: JsonFlag = False) -> None:
    """把五个工作日没有告知的件记成视为受理。"""
    with desk_of(context).session() as session:
        swept = session.silence.sweep()
        if as_json:
            for receipt in swept.recorded:
                put_receipt(receipt, as_json=True)
            return
        if not swept.recorded:
            put("没有视为受理的件。")
        for receipt in swept.recorded:
            put(f"{CaseNumber(receipt.number).grouped}  视为受理，从收件之日起算。")


def _gaps(typed: Sequence[str], codes: dict[str, str]) -> tuple[Gap, ...]:
    gaps = []
    for text in typed:
        name, mark, fault = text.replace(":", "：").partition("：")
        if not mark:
            raise DomainError(f"“{text}”写成“名称：缺什么”。", "gap")
        gaps.append(Gap(codes.get(name.strip(), ""), name.strip(), fault.strip()))
    return tuple(gaps)


def _correction(text: str, fields: dict[str, SpotCorrection]) -> SpotCorrection:
    label, mark, after = text.partition("=")
    if not mark:
        raise DomainError(f"“{text}”写成“栏目=改成什么”。", "change")
    if label not in fields:
        raise DomainError(f"“{label}”不能当场更正。能改的：{'、'.join(fields)}。", "change")
    return replace(fields[label], after=after)


def _moment(typed: str) -> datetime:
    """Read a time without a zone as that of the counter, a date alone as noon of the day."""
    try:
        read = datetime.fromisoformat(typed.strip())
    except ValueError as error:
        raise DomainError(f"“{typed}”不是时间。照 2026-11-10T09:30 的样子写。") from error
    if len(typed.strip()) == len(date.min.isoformat()):
        read = read.replace(hour=12)
    return read if read.tzinfo else read.replace(tzinfo=SHANGHAI)
