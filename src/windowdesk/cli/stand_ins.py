"""windowdesk stand-in: who acts for whom while somebody is away."""

from typing import Annotated

import typer

from windowdesk.cli.chinese import Command, Group
from windowdesk.cli.desk import JsonFlag, desk_of
from windowdesk.cli.output import put, put_json, put_table
from windowdesk.domain.local_time import read_day
from windowdesk.domain.stand_in import StandIn

app = typer.Typer(cls=Group, help="代班：安排、列出、结束", no_args_is_help=True)


@app.command(cls=Command)
def add(
    context: typer.Context,
    absent: Annotated[str, typer.Argument(help="谁不在（工号）")],
    deputy: Annotated[str, typer.Argument(help="谁来代（工号）")],
    first: Annotated[str, typer.Option("--from", help="从哪天起，如 2026-11-23")],
    last: Annotated[str, typer.Option("--to", help="到哪天，含这天")],
    reason: Annotated[str, typer.Option(help="为什么，如：请假、下乡")],
    as_json: JsonFlag = False,
) -> None:
    """安排代班：代的人这几天有他的职责，文书上签“代某某”。"""
    with desk_of(context).session() as session:
        order = session.stand_ins.add(
            absent.lower(), deputy.lower(), read_day(first), read_day(last), reason
        )
    _put(order, f"安排好了，编号 {order.stand_in_id}。代班的人下次登录就有他的职责。", as_json)


@app.command("list", cls=Command)
def list_orders(context: typer.Context, as_json: JsonFlag = False) -> None:
    """列出代班，后开始的在前。"""
    with desk_of(context).session() as session:
        rows = session.stand_ins.all()
    if as_json:
        for row in rows:
            _put(row.order, "", as_json, holds=row.holds)
        return
    put_table(
        ("编号", "不在的人", "代班的人", "从", "到", "情况", "原因"),
        [
            (
                str(row.order.stand_in_id),
                row.absent_name,
                row.deputy_name,
                row.order.first_on.isoformat(),
                row.order.last_on.isoformat(),
                "正在代" if row.holds else "结束了" if row.is_over else "还没开始",
                row.order.reason,
            )
            for row in rows
        ],
    )


@app.command(cls=Command)
def end(
    context: typer.Context,
    stand_in: Annotated[int, typer.Argument(help="代班的编号，list 里有")],
    as_json: JsonFlag = False,
) -> None:
    """提前结束一次代班。"""
    with desk_of(context).session() as session:
        order = session.stand_ins.end(stand_in)
    _put(order, "这次代班结束了。", as_json)


def _put(order: StandIn, sentence: str, as_json: bool, *, holds: bool | None = None) -> None:
    if not as_json:
        put(sentence)
        return
    told: dict[str, object] = {
        "id": order.stand_in_id,
        "absent": order.absent,
        "deputy": order.deputy,
        "from": order.first_on,
        "to": order.last_on,
        "reason": order.reason,
        "ended_on": order.ended_on,
    }
    put_json(told if holds is None else told | {"holds": holds})
