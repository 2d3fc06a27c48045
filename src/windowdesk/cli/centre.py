"""windowdesk init, migrate, verify, centre show and set."""

import os
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from windowdesk.app import lazy
from windowdesk.cli.chinese import Command, Group
from windowdesk.cli.desk import JsonFlag, desk_of
from windowdesk.cli.output import put, put_json, put_table
from windowdesk.domain.centre import Centre
from windowdesk.domain.centre_rules import CENTRE_FACTS, FACT_OF
from windowdesk.domain.errors import DomainError
from windowdesk.services.centre_facts import with_values
from windowdesk.services.verification import Verification
from windowdesk.services.warnings import read_rule

OWNER_VARIABLE = "WINDOWDESK_OWNER_URL"


facts = typer.Typer(cls=Group, help="中心资料：看、改", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    for command in (init, migrate, verify):
        app.command(cls=Command)(command)
    app.add_typer(facts, name="centre")


def init(
    context: typer.Context,
    answers: Annotated[
        Path, typer.Option(help="本中心资料的 TOML 文件，样子见 resources/examples/centre.toml")
    ],
    as_json: JsonFlag = False,
) -> None:
    """建一个新中心：库、中心资料、窗口、事项、头一批账号。"""
    found = lazy("tools.founding").found_by_file
    try:
        done = found(desk_of(context).settings(), answers, _owner())
    except DomainError as error:
        _put_faults(error, as_json)
        raise
    founded = done.founded
    if as_json:
        put_json(
            {
                "centre": founded.centre.name,
                "database": founded.database,
                "accounts": [{"login": a.login, "password": p} for a, p in founded.accounts],
                "items": founded.items,
                "lacking": [lack.fact.field for lack in done.lacks],
            }
        )
        return
    put(f"{founded.centre.name}建好了，库在 {founded.database}，事项 {founded.items} 个。")
    put("头一次登录要改密码：")
    for account, temporary in founded.accounts:
        put(f"  {account.login}  {account.name}  {temporary}")
    for lack in done.lacks:
        put(f"还缺{lack.fact.label}，这些出不了：{'、'.join(lack.papers)}。")


def migrate(context: typer.Context, as_json: JsonFlag = False) -> None:
    """把数据库升到本程序的版本。SQLite 先留一份副本；PostgreSQL 用属主账号。"""
    done = lazy("app.founding").migrate(desk_of(context).settings(), _owner())
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
                "void": report.void,
                "files": report.files,
                "unrendered": report.unrendered,
                "faults": len(report.faults),
            }
        )
    else:
        for fault in report.faults:
            put(f"{fault.subject}：{fault.text}")
        looked = f"看了 {report.cases} 件、{report.events} 步、{report.papers} 份文书"
        if report.void:
            looked += f"（其中 {report.void} 份收回作废）"
        put(f"{looked}，{'都对得上' if report.is_clean else f'{len(report.faults)} 处对不上'}。")
    raise typer.Exit(int(not report.is_clean))


@facts.command("show", cls=Command)
def show_facts(context: typer.Context, as_json: JsonFlag = False) -> None:
    """列出中心资料，和文书还缺的。"""
    with desk_of(context).session() as session:
        centre, lacks = session.facts.now(), session.facts.lacks()
    if as_json:
        lacking = [lack.fact.field for lack in lacks]
        put_json({**_plain(centre), "lacking": lacking})
        return
    put_table(
        ("名称", "写法", "现在是"),
        [(fact.label, fact.field, str(getattr(centre, fact.field))) for fact in CENTRE_FACTS],
    )
    for organ in centre.further_organs:
        put(f"其他机关：{organ.name}，代字 {organ.short}")
    put("窗口：" + "、".join(f"{window.code} {window.name}" for window in centre.windows))
    if centre.departments:
        put("科室：" + "、".join(centre.departments))
    for day in centre.days_off:
        put(f"本地放假：{day.on} {day.name}")
    for lack in lacks:
        put(f"还缺{lack.fact.label}，这些出不了：{'、'.join(lack.papers)}。")


@facts.command("set", cls=Command)
def set_fact(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help=f"改哪一项：{'、'.join(FACT_OF)}")],
    value: Annotated[str, typer.Argument(help="改成什么；写空的引号是清空")],
    as_json: JsonFlag = False,
) -> None:
    """改一项中心资料；以后的文书照新的写，已出的不变。"""
    with desk_of(context).session() as session:
        seen = session.facts.now()
        changed = session.facts.change(seen, with_values(seen, {name: value}))
    if as_json:
        put_json(_plain(changed))
    else:
        put(f"{FACT_OF[name].label}改成“{getattr(changed, name)}”了。以后的文书照这个写。")


@facts.command("remind", cls=Command)
def set_reminders(
    context: typer.Context,
    head_days: Annotated[str, typer.Argument(help="超过几个工作日，提醒科室负责人")],
    leader_days: Annotated[str, typer.Argument(help="超过几个工作日，提醒分管领导")],
    as_json: JsonFlag = False,
) -> None:
    """定超期几个工作日往上提醒；0 是到期那天。"""
    rule = read_rule(head_days, leader_days)
    with desk_of(context).session() as session:
        seen = session.facts.now()
        session.facts.change(seen, replace(seen, escalation=rule))
    if as_json:
        put_json({"head_days": rule.head_days, "leader_days": rule.leader_days})
    else:
        put(f"超过 {rule.head_days} 个工作日提醒科室负责人，{rule.leader_days} 个提醒分管领导。")


def _plain(centre: Centre) -> dict[str, object]:
    return {
        **{fact.field: getattr(centre, fact.field) for fact in CENTRE_FACTS},
        "organs": [organ.short for organ in centre.organs],
        "windows": [{"code": window.code, "name": window.name} for window in centre.windows],
        "departments": list(centre.departments),
        "days_off": [{"on": day.on, "name": day.name} for day in centre.days_off],
        "paper_style": centre.paper_style,
        "head_days": centre.escalation.head_days,
        "leader_days": centre.escalation.leader_days,
    }


def _put_faults(error: DomainError, as_json: bool) -> None:
    """List the faults of a file where there are several; a single one is told as the error."""
    faults = getattr(error, "faults", ())
    for fault in faults if len(faults) > 1 else ():
        if as_json:
            put_json({"line": fault.line, "text": fault.text})
        else:
            put(fault.sentence)


def _owner() -> str:
    return os.environ.get(OWNER_VARIABLE, "")
