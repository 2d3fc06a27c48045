"""windowdesk user: add, list, disable, password."""

from typing import Annotated

import typer

from windowdesk.cli.chinese import Command, Group
from windowdesk.cli.desk import JsonFlag, desk_of
from windowdesk.cli.output import put, put_json, put_table
from windowdesk.domain.centre import Account
from windowdesk.domain.duties import ROLE_LABEL, Role
from windowdesk.domain.errors import DomainError
from windowdesk.domain.text import LINE, clean, clean_name

app = typer.Typer(cls=Group, help="账号：新建、列出、停用、改密码", no_args_is_help=True)

LoginArgument = Annotated[str, typer.Argument(help="工号")]
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
            raise DomainError("system 是系统自己，不给人用。换一个职责。")
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
