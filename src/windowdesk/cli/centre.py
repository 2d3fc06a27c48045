"""windowdesk init, migrate, verify."""

import os
from pathlib import Path
from typing import Annotated

import typer

from windowdesk.app import lazy
from windowdesk.cli.chinese import Command
from windowdesk.cli.desk import JsonFlag, desk_of
from windowdesk.cli.output import put, put_json
from windowdesk.services.verification import Verification

OWNER_VARIABLE = "WINDOWDESK_OWNER_URL"


def register(app: typer.Typer) -> None:
    """Add the commands."""
    for command in (init, migrate, verify):
        app.command(cls=Command)(command)


def init(
    context: typer.Context,
    answers: Annotated[
        Path, typer.Option(help="本中心资料的 TOML 文件，样子见 resources/examples/centre.toml")
    ],
    as_json: JsonFlag = False,
) -> None:
    """建一个新中心：库、中心资料、窗口、事项、头一批账号。"""
    founded = lazy("tools.founding").found(desk_of(context).settings(), answers, _owner())
    if as_json:
        put_json(
            {
                "centre": founded.centre.name,
                "database": founded.database,
                "accounts": [{"login": a.login, "password": p} for a, p in founded.accounts],
                "items": founded.items,
            }
        )
        return
    put(f"{founded.centre.name}建好了，库在 {founded.database}，事项 {founded.items} 个。")
    put("头一次登录要改密码：")
    for account, temporary in founded.accounts:
        put(f"  {account.login}  {account.name}  {temporary}")


def migrate(context: typer.Context, as_json: JsonFlag = False) -> None:
    """把数据库升到本程序的版本。SQLite 先留一份副本；PostgreSQL 用属主账号。"""
    done = lazy("tools.founding").migrate(desk_of(context).settings(), _owner())
    if as_json:
        put_json({"database": done.database, "copy": done.copy})
    else:
        kept = f"，原来的副本在 {done.copy}" if done.copy else ""
        put(f"{done.database} 已是本程序的版本{kept}。")


def verify(context: typer.Context, as_json: JsonFlag = False) -> None:
    """把每个摘要、号码和应办结日重算一遍，哪里对不上就说哪里。"""
    with desk_of(context).session() as session:
        report = Verification(session.bench).run()
    if as_json:
        for fault in report.faults:
            put_json({"fault": fault.kind, "subject": fault.subject, "text": fault.text})
        put_json(
            {
                "cases": report.cases,
                "events": report.events,
                "papers": report.papers,
                "files": report.files,
                "unrendered": report.unrendered,
                "faults": len(report.faults),
            }
        )
    else:
        for fault in report.faults:
            put(f"{fault.subject}：{fault.text}")
        looked = f"看了 {report.cases} 件、{report.events} 步、{report.papers} 份文书"
        put(f"{looked}，{'都对得上' if report.is_clean else f'{len(report.faults)} 处对不上'}。")
    raise typer.Exit(int(not report.is_clean))


def _owner() -> str:
    return os.environ.get(OWNER_VARIABLE, "")
