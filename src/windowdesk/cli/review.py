"""Commands of the review: special procedures, hearings, the extension, inspections."""

from datetime import date
from typing import Annotated

import typer

from windowdesk.cli.cases import PrintFlag, case_id_of, finish_act
from windowdesk.cli.chinese import Command, Group
from windowdesk.cli.desk import CaseArgument, JsonFlag, desk_of
from windowdesk.cli.filter_options import coded
from windowdesk.domain.case import Case
from windowdesk.domain.errors import DomainError
from windowdesk.domain.limits import LimitUnit, TimeLimit
from windowdesk.domain.local_time import read_day
from windowdesk.domain.review_turns import Inspection, ProcedurePlan
from windowdesk.services.extensions import ExtensionWish
from windowdesk.services.hearings import HearingDate
from windowdesk.services.procedures import open_runs
from windowdesk.services.session import Session

_UNITS = {LimitUnit.WORKDAY: "工作日", LimitUnit.CALENDAR_DAY: "自然日"}

_Reason = Annotated[str, typer.Argument(help="理由")]
_Name = Annotated[str, typer.Argument(help="事项库里列的特别程序，如 鉴定")]
_Body = Annotated[str, typer.Option(help="实施机构")]
_Days = Annotated[int, typer.Option(help="要多少天")]
_Unit = Annotated[str, typer.Option(help="天数的单位：工作日、自然日")]
_First = Annotated[str, typer.Option("--from", help="从哪天起不计时，如 2026-11-20；不写是今天")]
_Why = Annotated[str, typer.Option(help="为什么要做；起始日在今天以前的必须写")]
_On = Annotated[str, typer.Option(help="哪天，如 2026-11-20；不写是今天")]
_Joint = Annotated[bool, typer.Option("--joint", help="联合办理，最多 15 个工作日")]

procedures = typer.Typer(
    cls=Group, help="特别程序：提请、启动、不同意、结束。", no_args_is_help=True
)
hearings = typer.Typer(cls=Group, help="利害关系人和听证。", no_args_is_help=True)
extensions = typer.Typer(cls=Group, help="延长办理期限：提请、批准、不同意。", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command(cls=Command)(inspect)
    app.add_typer(procedures, name="procedure")
    app.add_typer(hearings, name="hearing")
    app.add_typer(extensions, name="extension")


@procedures.command("ask", cls=Command)
def ask_procedure(
    context: typer.Context,
    case: CaseArgument,
    name: _Name,
    body: _Body = "",
    days: _Days = 0,
    unit: _Unit = _UNITS[LimitUnit.WORKDAY],
    first: _First = "",
    reason: _Why = "",
    as_json: JsonFlag = False,
) -> None:
    """提请特别程序，由审批人定。"""
    length = TimeLimit(days, coded(unit, _UNITS, "unit", "单位"))
    with desk_of(context).session() as session:
        held = session.lookup.case(case_id_of(session, case)).case
        begins = _day(session, first)
        plan = ProcedurePlan(name, _basis(held, name), body, begins, length, reason)
        receipt = session.procedures.ask(held.case_id, plan)
        finish_act(session, receipt, to_printer=False, as_json=as_json)


@procedures.command("begin", cls=Command)
def begin_procedure(
    context: typer.Context,
    case: CaseArgument,
    name: _Name,
    body: _Body = "",
    days: _Days = 0,
    unit: _Unit = _UNITS[LimitUnit.WORKDAY],
    first: _First = "",
    reason: _Why = "",
    to_printer: PrintFlag = False,
    as_json: JsonFlag = False,
) -> None:
    """启动特别程序，出告知书，期间不计时。"""
    length = TimeLimit(days, coded(unit, _UNITS, "unit", "单位"))
    with desk_of(context).session() as session:
        held = session.lookup.case(case_id_of(session, case)).case
        begins = _day(session, first)
        plan = ProcedurePlan(name, _basis(held, name), body, begins, length, reason)
        receipt = session.procedures.begin(held.case_id, plan)
        finish_act(session, receipt, to_printer=to_printer, as_json=as_json)


@procedures.command("decline", cls=Command)
def decline_procedure(
    context: typer.Context, case: CaseArgument, reason: _Reason, as_json: JsonFlag = False
) -> None:
    """不同意承办人提请的特别程序。"""
    with desk_of(context).session() as session:
        receipt = session.procedures.decline(case_id_of(session, case), reason)
        finish_act(session, receipt, to_printer=False, as_json=as_json)


@procedures.command("end", cls=Command)
def end_procedure(
    context: typer.Context,
    case: CaseArgument,
    result: Annotated[str, typer.Argument(help="结果文书的文号；没有人申请听证的不写")] = "",
    notice: Annotated[str, typer.Option(help="告知书的文号；几项同时进行时写")] = "",
    last: Annotated[str, typer.Option("--until", help="到哪天为止不计时；不写是今天")] = "",
    to_printer: PrintFlag = False,
    as_json: JsonFlag = False,
) -> None:
    """结束一项特别程序，出审查情况表；最后一项结束就恢复计时。"""
    with desk_of(context).session() as session:
        case_id = case_id_of(session, case)
        number = notice or _only_run(session, case_id)
        receipt = session.procedures.end(case_id, number, _day(session, last), result)
        finish_act(session, receipt, to_printer=to_printer, as_json=as_json)


@hearings.command("notify", cls=Command)
def notify(
    context: typer.Context,
    case: CaseArgument,
    party: Annotated[list[str], typer.Argument(help="利害关系人的姓名，可写几个")],
    matter: Annotated[str, typer.Option(help="涉及他的什么重大利益")] = "",
    to_printer: PrintFlag = False,
    as_json: JsonFlag = False,
) -> None:
    """告知利害关系人和申请人有权听证，出两份告知书，期间不计时。"""
    with desk_of(context).session() as session:
        receipt = session.hearings.notify(case_id_of(session, case), party, matter)
        finish_act(session, receipt, to_printer=to_printer, as_json=as_json)


@hearings.command("ask", cls=Command)
def ask_hearing(
    context: typer.Context,
    case: CaseArgument,
    who: Annotated[str, typer.Argument(help="谁申请的")],
    on: _On = "",
    as_json: JsonFlag = False,
) -> None:
    """登记听证申请。"""
    with desk_of(context).session() as session:
        receipt = session.hearings.ask(case_id_of(session, case), who, _day(session, on))
        finish_act(session, receipt, to_printer=False, as_json=as_json)


@hearings.command("call", cls=Command)
def call_hearing(
    context: typer.Context,
    case: CaseArgument,
    on: Annotated[str, typer.Option(help="哪天听证，如 2026-12-14")],
    hour: Annotated[str, typer.Option(help="几点，如 上午9时")],
    place: Annotated[str, typer.Option(help="在哪里")],
    chair: Annotated[str, typer.Option(help="谁主持")],
    to_printer: PrintFlag = False,
    as_json: JsonFlag = False,
) -> None:
    """定下听证的时间地点，出听证通知书。"""
    with desk_of(context).session() as session:
        call = HearingDate(read_day(on), hour, place, chair)
        receipt = session.hearings.call(case_id_of(session, case), call)
        finish_act(session, receipt, to_printer=to_printer, as_json=as_json)


@extensions.command("ask", cls=Command)
def ask_extension(
    context: typer.Context,
    case: CaseArgument,
    reason: _Reason,
    days: Annotated[int, typer.Option(help="延长几个工作日")] = 10,
    joint: _Joint = False,
    as_json: JsonFlag = False,
) -> None:
    """提请延长办理期限，由机关负责人批。"""
    with desk_of(context).session() as session:
        wish = ExtensionWish(days, reason, joint)
        receipt = session.extensions.ask(case_id_of(session, case), wish)
        finish_act(session, receipt, to_printer=False, as_json=as_json)


@extensions.command("allow", cls=Command)
def allow_extension(
    context: typer.Context,
    case: CaseArgument,
    reason: _Reason,
    days: Annotated[int, typer.Option(help="延长几个工作日")] = 10,
    office: Annotated[str, typer.Option(help="批准人职务")] = "本机关负责人",
    joint: _Joint = False,
    to_printer: PrintFlag = False,
    as_json: JsonFlag = False,
) -> None:
    """批准延长，出审批表和通知书；一件只能延长一次。"""
    with desk_of(context).session() as session:
        wish = ExtensionWish(days, reason, joint, office)
        receipt = session.extensions.allow(case_id_of(session, case), wish)
        finish_act(session, receipt, to_printer=to_printer, as_json=as_json)


@extensions.command("decline", cls=Command)
def decline_extension(
    context: typer.Context, case: CaseArgument, reason: _Reason, as_json: JsonFlag = False
) -> None:
    """不同意承办人提请的延期。"""
    with desk_of(context).session() as session:
        receipt = session.extensions.decline(case_id_of(session, case), reason)
        finish_act(session, receipt, to_printer=False, as_json=as_json)


def inspect(
    context: typer.Context,
    case: CaseArgument,
    found: Annotated[str, typer.Argument(help="看到的情况")],
    staff: Annotated[list[str], typer.Option(help="去的人，至少写两次")],
    place: Annotated[str, typer.Option(help="核查地点；不写是申请人住址")] = "",
    on: _On = "",
    to_printer: PrintFlag = False,
    as_json: JsonFlag = False,
) -> None:
    """记下实地核查，出核查笔录。"""
    with desk_of(context).session() as session:
        case_id = case_id_of(session, case)
        where = place or session.lookup.case(case_id).case.application.applicant.address
        seen = Inspection(tuple(staff), where, found, _day(session, on), "")
        receipt = session.inspections.record(case_id, seen)
        finish_act(session, receipt, to_printer=to_printer, as_json=as_json)


def _basis(case: Case, name: str) -> str:
    """Return the provision that the item names for a special procedure; empty for a strange one."""
    listed = (one.basis for one in case.item.special_procedures if one.name == name)
    return next(listed, "")


def _day(session: Session, typed: str) -> date:
    return read_day(typed) if typed else session.lookup.today()


def _only_run(session: Session, case_id: int) -> str:
    runs = open_runs(session.lookup.case(case_id).case)
    if len(runs) == 1:
        return runs[0].number
    if not runs:
        raise DomainError("没有正在进行的特别程序，不用结束。")
    numbers = "、".join(run.number for run in runs)
    raise DomainError(f"同时有几项特别程序：{numbers}。用 --notice 写明哪一项。", "notice")
