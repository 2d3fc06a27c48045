"""Commands between departments and up to the county: opinions, referral, pulling back."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from windowdesk.cli.case_lines import put_receipt
from windowdesk.cli.cases import PrintFlag, case_id_of, finish_act
from windowdesk.cli.chinese import Command
from windowdesk.cli.desk import CaseArgument, JsonFlag, desk_of
from windowdesk.cli.output import put, put_json, put_table
from windowdesk.domain.local_time import local_date, read_day
from windowdesk.domain.numbers import CaseNumber
from windowdesk.services.referral import county_decision
from windowdesk.services.review_sheet import REVIEW_SHEET, review_facts

_Organ = Annotated[str, typer.Option(help="报给哪个县级部门；不写用事项库里的决定机构")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    commands: dict[str, Callable[..., None]] = {
        "pull-back": pull_back,
        "ask-opinion": ask_opinion,
        "opinions": opinions,
        "answer-opinion": answer_opinion,
        "drop-opinion": drop_opinion,
        "refer-up": refer_up,
        "county": county,
        "county-return": county_return,
        "review-sheet": review_sheet,
    }
    for name, command in commands.items():
        app.command(name, cls=Command)(command)


def pull_back(context: typer.Context, case: CaseArgument, as_json: JsonFlag = False) -> None:
    """追回自己交审批、审批人还没看的件。"""
    with desk_of(context).session() as session:
        put_receipt(session.handing_on.pull_back(case_id_of(session, case)), as_json=as_json)


def ask_opinion(
    context: typer.Context,
    case: CaseArgument,
    question: Annotated[str, typer.Argument(help="要他们看哪一点")],
    department: Annotated[list[str], typer.Option(help="征求哪个部门，可写多次")],
    until: Annotated[str, typer.Option(help="哪天前答复，如 2026-11-25")],
    as_json: JsonFlag = False,
) -> None:
    """征求别的部门的意见；件还在自己手里。"""
    with desk_of(context).session() as session:
        case_id = case_id_of(session, case)
        receipt = session.opinions.ask(case_id, department, question, read_day(until))
        put_receipt(receipt, as_json=as_json)


def opinions(context: typer.Context, as_json: JsonFlag = False) -> None:
    """列出征求本部门意见的件，先到期的在前。"""
    with desk_of(context).session() as session:
        rows = session.opinions.asked_of_us()
    if as_json:
        for row in rows:
            put_json(
                {
                    "case": row.row.number,
                    "department": row.department,
                    "question": row.text,
                    "due": row.due_on,
                }
            )
        return
    if not rows:
        put("没有在等本部门意见的件。")
        return
    put_table(
        ("最迟", "部门", "办件编号", "申请人", "问什么"),
        [
            (
                row.due_on.isoformat(),
                row.department,
                CaseNumber(row.row.number).grouped,
                row.row.applicant_name,
                row.text,
            )
            for row in rows
        ],
    )


def answer_opinion(
    context: typer.Context,
    case: CaseArgument,
    text: Annotated[str, typer.Argument(help="意见和理由")],
    agree: Annotated[bool, typer.Option("--agree/--disagree", help="同意，或不同意")],
    department: Annotated[str, typer.Option(help="代表哪个部门；不写是自己的部门")] = "",
    as_json: JsonFlag = False,
) -> None:
    """代表被征求的部门答复意见。"""
    with desk_of(context).session() as session:
        case_id = case_id_of(session, case)
        own = department or session.account.department
        receipt = session.opinions.answer(case_id, own, text, agrees=agree)
        put_receipt(receipt, as_json=as_json)


def drop_opinion(
    context: typer.Context,
    case: CaseArgument,
    department: Annotated[str, typer.Argument(help="不再等哪个部门")],
    reason: Annotated[str, typer.Argument(help="为什么不等了")],
    as_json: JsonFlag = False,
) -> None:
    """不再等一个部门的答复，写明原因。"""
    with desk_of(context).session() as session:
        receipt = session.opinions.drop(case_id_of(session, case), department, reason)
        put_receipt(receipt, as_json=as_json)


def refer_up(
    context: typer.Context,
    case: CaseArgument,
    opinion: Annotated[str, typer.Argument(help="初审意见，写明理由")],
    organ: _Organ = "",
    to_printer: PrintFlag = False,
    as_json: JsonFlag = False,
) -> None:
    """上报县级，出上报交接清单。"""
    with desk_of(context).session() as session:
        case_id = case_id_of(session, case)
        known = session.lookup.case(case_id).case
        to = organ or session.referrals.usual_organ(known)
        receipt = session.referrals.refer_up(case_id, to, opinion)
        finish_act(session, receipt, to_printer=to_printer, as_json=as_json)


def county(
    context: typer.Context,
    case: CaseArgument,
    number: Annotated[str, typer.Option(help="县级决定书的文号")],
    on: Annotated[str, typer.Option(help="县级决定的日期，如 2026-11-25")],
    approve: Annotated[str, typer.Option(help="准予：写决定内容")] = "",
    deny: Annotated[str, typer.Option(help="不予：写理由")] = "",
    certificate: Annotated[str, typer.Option(help="证件编号")] = "",
    original: Annotated[bool, typer.Option("--original", help="决定书原件收到了")] = False,
    originals_back: Annotated[
        bool, typer.Option("--originals-back", help="随件上报的原件退回来了")
    ] = False,
    as_json: JsonFlag = False,
) -> None:
    """登记县级的决定：准予或不予。"""
    if bool(approve) == bool(deny):
        raise typer.BadParameter("准予和不予写一个：--approve 写决定内容，--deny 写理由。")
    decided = county_decision(
        approved=bool(approve),
        number=number,
        decided_on=read_day(on),
        content=approve or "不予",
        reason=deny,
        certificate=certificate,
        received=original,
        originals_back=originals_back,
    )
    with desk_of(context).session() as session:
        receipt = session.referrals.county_decided(case_id_of(session, case), decided)
        put_receipt(receipt, as_json=as_json)


def county_return(
    context: typer.Context,
    case: CaseArgument,
    reason: Annotated[str, typer.Argument(help="县级为什么退回")],
    wanted: Annotated[list[str] | None, typer.Option(help="还要哪份材料，可写多次")] = None,
    originals_back: Annotated[
        bool, typer.Option("--originals-back", help="随件上报的原件退回来了")
    ] = False,
    as_json: JsonFlag = False,
) -> None:
    """登记县级没决定、退回来补的件。"""
    with desk_of(context).session() as session:
        receipt = session.referrals.county_returned(
            case_id_of(session, case), reason, tuple(wanted or ()), originals_back=originals_back
        )
        put_receipt(receipt, as_json=as_json)


def review_sheet(
    context: typer.Context,
    case: CaseArgument,
    file: Annotated[Path, typer.Argument(help="存成哪个 PDF")],
    as_json: JsonFlag = False,
) -> None:
    """把一件的审批表（每一级的意见、姓名、日期）存成 PDF。"""
    with desk_of(context).session() as session:
        view = session.lookup.case(case_id_of(session, case))
        facts = review_facts(view, session.centre, session.window, view.now)
        file.write_bytes(session.sheets.export(REVIEW_SHEET.code, facts))
        opinions_told = len(facts.rows["opinions"])
    if as_json:
        put_json({"file": str(file), "opinions": opinions_told, "on": local_date(view.now)})
    else:
        put(f"{file.name} 存好了，{opinions_told} 条意见。")
