"""windowdesk user: accounts, their duties and passwords, what a leaver held."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from windowdesk.app.late_files import LateSpreadsheets
from windowdesk.cli.chinese import Command, Group
from windowdesk.cli.desk import JsonFlag, desk_of
from windowdesk.cli.output import put, put_json, put_table
from windowdesk.domain.centre import Account
from windowdesk.domain.duties import ROLE_LABEL, Role
from windowdesk.domain.errors import DomainError
from windowdesk.domain.numbers import CaseNumber
from windowdesk.domain.text import LINE, clean, clean_name
from windowdesk.services.staff import NewPassword
from windowdesk.services.staff_table import COLUMNS, lines_of, read_staff

app = typer.Typer(cls=Group, help="账号：新建、改、停用、转件、密码", no_args_is_help=True)

LoginArgument = Annotated[str, typer.Argument(help="工号")]
_NOT_FOR_PEOPLE = "system 是系统自己，不给人用。换一个职责。"
_NEW_PASSWORD = "WINDOWDESK_NEW_PASSWORD"  # noqa: S105  the name of a variable, not a secret


@app.command(cls=Command)
def add(
    context: typer.Context,
    login: LoginArgument,
    name: Annotated[str, typer.Argument(help="姓名，印在文书上")],
    role: Annotated[list[Role], typer.Option(help="职责，可写多次")],
    department: Annotated[str, typer.Option(help="承办部门；不写看全中心")] = "",
    phone: Annotated[str, typer.Option(help="电话")] = "",
    new_password: Annotated[
        str, typer.Option(envvar=_NEW_PASSWORD, prompt="给他的密码", hide_input=True)
    ] = "",
    as_json: JsonFlag = False,
) -> None:
    """新建账号。"""
    with desk_of(context).session() as session:
        if Role.SYSTEM in role:
            raise DomainError(_NOT_FOR_PEOPLE)
        account = Account(
            login.lower(),
            clean_name(name),
            frozenset(role),
            clean(department, LINE, "department"),
            clean(phone, LINE, "phone"),
            must_change_password=True,
        )
        session.staff.add(account, new_password)
    _put_account(
        account, f"{account.name}（{account.login}）可以登录了，头一次登录要改密码。", as_json
    )


@app.command("list", cls=Command)
def list_accounts(context: typer.Context, as_json: JsonFlag = False) -> None:
    """列出账号。"""
    with desk_of(context).session() as session:
        accounts = session.staff.all()
    if as_json:
        for account in accounts:
            _put_account(account, "", as_json)
        return
    put_table(
        ("工号", "姓名", "职责", "部门", "状态"),
        [
            (
                a.login,
                a.name,
                "、".join(ROLE_LABEL[role] for role in sorted(a.roles)),
                a.department,
                "可登录" if a.active else "已停用",
            )
            for a in accounts
        ],
    )


@app.command(cls=Command)
def disable(context: typer.Context, login: LoginArgument, as_json: JsonFlag = False) -> None:
    """停用账号；他办过的件仍记着他的名字。"""
    with desk_of(context).session() as session:
        session.staff.disable(login.lower())
        account = session.database.accounts.get(login.lower())
    _put_account(account, f"{account.login} 已停用。", as_json)


@app.command(cls=Command)
def enable(context: typer.Context, login: LoginArgument, as_json: JsonFlag = False) -> None:
    """重新启用停用的账号。"""
    with desk_of(context).session() as session:
        session.staff.enable(login.lower())
        account = session.database.accounts.get(login.lower())
    _put_account(account, f"{account.login} 又能登录了。", as_json)


@app.command(cls=Command)
def change(
    context: typer.Context,
    login: LoginArgument,
    name: Annotated[str, typer.Option(help="姓名")] = "",
    role: Annotated[list[Role] | None, typer.Option(help="职责，可写多次；写了就是全部")] = None,
    department: Annotated[str | None, typer.Option(help="承办部门；空的看全中心")] = None,
    phone: Annotated[str | None, typer.Option(help="电话")] = None,
    as_json: JsonFlag = False,
) -> None:
    """改姓名、职责、部门、电话。没写的不动。"""
    with desk_of(context).session() as session:
        before = session.database.accounts.get(login.lower())
        wanted = replace(
            before,
            name=clean_name(name) if name else before.name,
            roles=frozenset(role) if role else before.roles,
            department=before.department if department is None else clean(department, LINE),
            phone=before.phone if phone is None else clean(phone, LINE),
        )
        if Role.SYSTEM in wanted.roles:
            raise DomainError(_NOT_FOR_PEOPLE)
        session.staff.change(wanted)
    _put_account(wanted, f"{wanted.login} 改好了。", as_json)


@app.command(cls=Command)
def reset(context: typer.Context, login: LoginArgument, as_json: JsonFlag = False) -> None:
    """重设密码：给一个临时密码，登录后要改。"""
    with desk_of(context).session() as session:
        new = session.staff.fresh_password(login.lower())
    _put_passwords((new,), as_json)


@app.command("hand-over", cls=Command)
def hand_over(
    context: typer.Context,
    login: LoginArgument,
    to: Annotated[str, typer.Option(help="转给谁；不写就转回待领")] = "",
    leave: Annotated[bool, typer.Option("--disable", help="同时停用这个账号")] = False,
    as_json: JsonFlag = False,
) -> None:
    """把一个人手上的件转给别人，或转回待领。"""
    with desk_of(context).session() as session:
        act = session.staff.leave if leave else session.staff.hand_over
        report = act(login.lower(), to.lower())
    if as_json:
        put_json({"login": report.login, "to": report.to, "moved": list(report.moved)})
    else:
        put(f"转了 {len(report.moved)} 件，{f'给 {report.to}' if report.to else '回到待领'}。")
    for kept in report.kept:
        if as_json:
            put_json({"kept": kept.number, "reason": kept.reason})
        else:
            put(f"没转：{CaseNumber(kept.number).grouped} {kept.item_name}：{kept.reason}")
    raise typer.Exit(int(bool(report.kept)))


@app.command("import", cls=Command)
def import_staff(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help=f"xlsx 或 CSV，第一行：{'、'.join(COLUMNS)}")],
    as_json: JsonFlag = False,
) -> None:
    """从表格里建一批账号；有一行不对就一个也不建。"""
    with desk_of(context).session() as session:
        taken = [account.login for account in session.staff.all()]
        departments = session.facts.now().departments
        lines, spoiled = lines_of(LateSpreadsheets().read(file)[0])
        read = read_staff(lines, taken, departments)
        faults = (*spoiled, *read.faults)
        for fault in faults:
            if as_json:
                put_json({"line": fault.line, "column": fault.column, "text": fault.text})
            else:
                put(fault.sentence)
        if faults:
            raise DomainError(f"表里有 {len(faults)} 处要改，一个账号也没建。改好再导入。")
        made = session.staff.add_all(read.accounts)
    _put_passwords(made, as_json)


@app.command("password", cls=Command)
def change_password(
    context: typer.Context,
    login: Annotated[str, typer.Argument(help="工号；不写就改自己的")] = "",
    new_password: Annotated[
        str, typer.Option(envvar=_NEW_PASSWORD, prompt="新密码", hide_input=True)
    ] = "",
    as_json: JsonFlag = False,
) -> None:
    """改密码；管理员能改别人的，那人下次登录要再改。"""
    with desk_of(context).session(own_password=False) as session:
        login = login.lower()
        other = bool(login) and login != session.account.login
        changed = login or session.account.login
        if other:
            session.staff.reset_password(login, new_password)
        else:
            session.staff.change_own_password(new_password)
    if as_json:
        put_json({"login": changed, "must_change_password": other})
    else:
        put("密码改好了。")


def _put_passwords(made: Sequence[NewPassword], as_json: bool) -> None:
    if not as_json:
        put("临时密码，登录后要改：")
    for one in made:
        if as_json:
            put_json({"login": one.account.login, "password": one.password})
        else:
            put(f"  {one.account.login}  {one.account.name}  {one.password}")


def _put_account(account: Account, sentence: str, as_json: bool) -> None:
    if not as_json:
        put(sentence)
        return
    put_json(
        {
            "login": account.login,
            "name": account.name,
            "roles": sorted(account.roles),
            "department": account.department,
            "active": account.active,
        }
    )
