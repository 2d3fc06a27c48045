"""Commands about late materials (容缺) and commitments (告知承诺)."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from windowdesk.cli.application_file import read_application_file
from windowdesk.cli.case_lines import put_receipt
from windowdesk.cli.cases import PrintFlag, case_id_of, finish_act
from windowdesk.cli.chinese import Command
from windowdesk.cli.desk import CaseArgument, JsonFlag, desk_of
from windowdesk.cli.output import put, put_json
from windowdesk.domain.deferred_case import DeferralRequest
from windowdesk.domain.errors import DomainError
from windowdesk.domain.local_time import paper_date, read_day
from windowdesk.domain.numbers import CaseNumber
from windowdesk.domain.todo import TodoKind
from windowdesk.services.entry import with_missing, with_promised


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("defer", cls=Command)(defer)
    app.command("fill-gap", cls=Command)(fill_gap)
    app.command("remind-gap", cls=Command)(remind_gap)
    app.command("extend-gap", cls=Command)(extend_gap)
    app.command("waive-gap", cls=Command)(waive_gap)
    app.command("lapse-gap", cls=Command)(lapse_gap)
    app.command("gaps", cls=Command)(gaps)
    app.command("check-commitment", cls=Command)(check_commitment)
    app.command("rule-commitment", cls=Command)(rule_commitment)


def defer(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="申请的 TOML 文件")],
    late: Annotated[list[str], typer.Option(help="后补的材料编码，可写多次")],
    reason: Annotated[str, typer.Option(help="为什么后补")],
    credit: Annotated[str, typer.Option(help="信用核查的结果：在哪里查的，不在严重失信名单")],
    until: Annotated[str, typer.Option(help="补到哪天；不写就是规定的最晚一天")] = "",
    commit: Annotated[list[str] | None, typer.Option(help="用告知承诺代替的材料编码")] = None,
    proof_reason: Annotated[str, typer.Option(help="清单上取消的证明，为什么还要")] = "",
    signed: Annotated[bool, typer.Option("--signed", help="申请人已同意签承诺书")] = False,
    to_printer: PrintFlag = False,
    as_json: JsonFlag = False,
) -> None:
    """容缺受理：收件、受理，缺的材料承诺后补，出承诺书和通知书。"""
    with desk_of(context).session() as session:
        application = read_application_file(file, session)
        lacking = with_missing(application.materials, frozenset(late))
        promised = with_promised(application.item, lacking, frozenset(commit or ()))
        application = replace(application, materials=promised)
        ground = session.deferral.ground(application, session.lookup.today())
        request = DeferralRequest(
            materials=ground.materials,
            reason=reason,
            until=read_day(until) if until else ground.latest.on,
            credit=credit,
            good_standing=bool(credit.strip()),
            signed=signed,
            proof_reason=proof_reason,
        )
        receipt = session.deferral.receive_and_defer(application, request)
        finish_act(session, receipt, to_printer=to_printer, as_json=as_json)


def fill_gap(
    context: typer.Context,
    case: CaseArgument,
    names: Annotated[list[str] | None, typer.Argument(help="收到的材料；不写就是全部补齐")] = None,
    to_printer: PrintFlag = False,
    as_json: JsonFlag = False,
) -> None:
    """收容缺后补的材料，出补齐材料签收单。"""
    with desk_of(context).session() as session:
        held = session.lookup.case(case_id_of(session, case)).case
        own = session.deferral
        wanted = own.demanded(held)
        unknown = [name for name in names or () if name not in {one.name for one in wanted}]
        if unknown:
            still = "、".join(one.name for one in wanted) or "没有了"
            raise DomainError(f"容缺清单里没有“{unknown[0]}”。还没补的：{still}。")
        lines = [
            own.counted(held.item, one) if not names or one.name in names else one for one in wanted
        ]
        receipt = own.fill(held.case_id, lines, held.version)
        finish_act(session, receipt, to_printer=to_printer, as_json=as_json)


def remind_gap(
    context: typer.Context,
    case: CaseArgument,
    how: Annotated[str, typer.Argument(help="怎么催的，谁接的")],
    as_json: JsonFlag = False,
) -> None:
    """记下催过申请人补容缺材料。"""
    with desk_of(context).session() as session:
        put_receipt(session.deferral.remind(case_id_of(session, case), how), as_json=as_json)


def extend_gap(
    context: typer.Context,
    case: CaseArgument,
    until: Annotated[str, typer.Argument(help="延到哪天，如 2026-12-18")],
    reason: Annotated[str, typer.Option(help="不可抗力的情形")],
    allowed_by: Annotated[str, typer.Option(help="同意延长的负责人")],
    as_json: JsonFlag = False,
) -> None:
    """因不可抗力延长容缺期限；应办结日不变。"""
    with desk_of(context).session() as session:
        case_id = case_id_of(session, case)
        receipt = session.deferral.extend(case_id, read_day(until), reason, allowed_by)
        put_receipt(receipt, as_json=as_json)


def waive_gap(
    context: typer.Context,
    case: CaseArgument,
    reason: Annotated[str, typer.Argument(help="为什么没补齐也可以决定")],
    as_json: JsonFlag = False,
) -> None:
    """负责人同意缺着决定，记在办件里。"""
    with desk_of(context).session() as session:
        put_receipt(session.deferral.waive(case_id_of(session, case), reason), as_json=as_json)


def lapse_gap(
    context: typer.Context,
    case: CaseArgument,
    reason: Annotated[str, typer.Option(help="另外要说明的")] = "",
    to_printer: PrintFlag = False,
    as_json: JsonFlag = False,
) -> None:
    """容缺期限过了没补齐，终止办理，出终止审查通知书。"""
    with desk_of(context).session() as session:
        receipt = session.deferral.lapse(case_id_of(session, case), reason)
        finish_act(session, receipt, to_printer=to_printer, as_json=as_json)


def gaps(context: typer.Context, as_json: JsonFlag = False) -> None:
    """列出容缺待补的件，先到期的在前。"""
    with desk_of(context).session() as session:
        for todo in session.database.todos.waiting(TodoKind.LATE_MATERIAL):
            row = todo.row
            if as_json:
                put_json(
                    {
                        "case": row.number,
                        "applicant": row.applicant_name,
                        "materials": todo.text.split("、"),
                        "until": todo.due_on,
                    }
                )
            else:
                day = paper_date(todo.due_on)
                number = CaseNumber(row.number).grouped
                put(f"{number}  {row.applicant_name}  {day}前补：{todo.text}")


def check_commitment(
    context: typer.Context,
    case: CaseArgument,
    found: Annotated[str, typer.Argument(help="查到什么")],
    how: Annotated[str, typer.Option(help="向谁核查、怎么核查的")],
    false: Annotated[bool, typer.Option("--false", help="承诺不实")] = False,
    as_json: JsonFlag = False,
) -> None:
    """记下告知承诺的事后核查。"""
    with desk_of(context).session() as session:
        case_id = case_id_of(session, case)
        receipt = session.commitments.check(case_id, how, found, is_true=not false)
        put_receipt(receipt, as_json=as_json)


def rule_commitment(
    context: typer.Context,
    case: CaseArgument,
    ruling: Annotated[str, typer.Argument(help="怎么处理")],
    basis: Annotated[str, typer.Option(help="依据的条款")] = "",
    as_json: JsonFlag = False,
) -> None:
    """负责人处理不实承诺。"""
    with desk_of(context).session() as session:
        receipt = session.commitments.rule(case_id_of(session, case), ruling, basis)
        put_receipt(receipt, as_json=as_json)
