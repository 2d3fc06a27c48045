"""windowdesk user: add, list, disable, password."""

from typing import Annotated

import typer

from windowdesk.cli.desk import JsonFlag, desk_of
from windowdesk.cli.output import put, put_json, put_table
from windowdesk.domain.centre import Account
from windowdesk.domain.duties import ROLE_LABEL, Act, Role

app = typer.Typer(help="账号：新建、列出、停用、改密码", no_args_is_help=True)

LoginArgument = Annotated[str, typer.Argument(help="工号")]
_NEW_PASSWORD = "WINDOWDESK_NEW_PASSWORD"  # noqa: S105  the name of a variable, not a secret


@app.command()
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
) -> None:
    """新建账号。"""
    with desk_of(context).session() as session:
        session.account.require(Act.MANAGE_ACCOUNTS)
        account = Account(
            login.lower(), name, frozenset(role), department, phone, must_change_password=True
        )
        session.database.accounts.add(account, new_password)
    put(f"{name}（{login}）可以登录了，头一次登录要改密码。")


@app.command("list")
def list_accounts(context: typer.Context, as_json: JsonFlag = False) -> None:
    """列出账号。"""
    with desk_of(context).session() as session:
        session.account.require(Act.MANAGE_ACCOUNTS)
        accounts = session.database.accounts.all()
    if as_json:
        for account in accounts:
            put_json(
                {
                    "login": account.login,
                    "name": account.name,
                    "roles": sorted(account.roles),
                    "department": account.department,
                    "active": account.active,
                }
            )
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


@app.command()
def disable(context: typer.Context, login: LoginArgument) -> None:
    """停用账号；他办过的件仍记着他的名字。"""
    with desk_of(context).session() as session:
        session.account.require(Act.MANAGE_ACCOUNTS)
        session.database.accounts.disable(login.lower())
    put(f"{login} 已停用。")


@app.command("password")
def change_password(
    context: typer.Context,
    login: Annotated[str, typer.Argument(help="工号；不写就改自己的")] = "",
    new_password: Annotated[
        str, typer.Option(envvar=_NEW_PASSWORD, prompt="新密码", hide_input=True)
    ] = "",
) -> None:
    """改密码；管理员能改别人的，那人下次登录要再改。"""
    with desk_of(context).session() as session:
        login = login.lower()
        other = bool(login) and login != session.account.login
        if other:
            session.account.require(Act.MANAGE_ACCOUNTS)
        session.database.accounts.set_password(
            login or session.account.login, new_password, must_change=other
        )
    put("密码改好了。")
