"""windowdesk catalogue: list, search, show; the desk of the catalogue stands beside."""

from collections.abc import Sequence
from typing import Annotated

import typer

from windowdesk.cli import admission, catalogue_files, content
from windowdesk.cli.application_file import find_item
from windowdesk.cli.chinese import Command, Group
from windowdesk.cli.desk import JsonFlag, desk_of
from windowdesk.cli.output import put, put_json, put_table
from windowdesk.domain.item import Item
from windowdesk.domain.item_kinds import FORM_LABEL, SERVICE_LABEL, STATE_LABEL, ItemState
from windowdesk.domain.limits import TimeLimit

app = typer.Typer(cls=Group, help="事项库：查找、起草、准入、发布、导入导出", no_args_is_help=True)
for part in (admission, catalogue_files, content):
    part.register(app)


@app.command("list", cls=Command)
def list_items(
    context: typer.Context,
    everything: Annotated[bool, typer.Option("--all", help="没发布的也列")] = False,
    as_json: JsonFlag = False,
) -> None:
    """列出已发布的事项。"""
    with desk_of(context).session() as session:
        items = session.lookup.item_finder().items
    shown = [i for i in items if everything or i.state is ItemState.PUBLISHED]
    _put(sorted(shown, key=lambda i: (i.department, i.name)), as_json=as_json)


@app.command(cls=Command)
def search(
    context: typer.Context,
    text: Annotated[str, typer.Argument(help="名称、编码、部门、拼音头、全拼或大白话")],
    as_json: JsonFlag = False,
) -> None:
    """查找事项。"""
    with desk_of(context).session() as session:
        found = session.lookup.item_finder().find(text)
    _put([match.item for match in found], as_json=as_json)


@app.command(cls=Command)
def show(
    context: typer.Context,
    text: Annotated[str, typer.Argument(help="编码或全名")],
    as_json: JsonFlag = False,
) -> None:
    """看一个事项的期限、情形和材料。"""
    with desk_of(context).session() as session:
        item = find_item(session, text)
    if as_json:
        put_json(
            _fields(item)
            | {
                "situations": [{"code": s.code, "label": s.label} for s in item.situations],
                "materials": [
                    {"code": m.code, "name": m.name, "required": m.required, "form": m.form}
                    for m in item.materials
                ],
            }
        )
        return
    _put([item], as_json=False)
    for situation in item.situations:
        put(f"情形 {situation.code}  {situation.label}")
    for material in item.materials:
        need = "必要" if material.required else "非必要"
        put(f"材料 {material.code}  {material.name}  {FORM_LABEL[material.form]}  {need}")


def _put(items: Sequence[Item], *, as_json: bool) -> None:
    if as_json:
        for item in items:
            put_json(_fields(item))
        return
    if not items:
        put("没有这样的事项。换个说法，或者用 catalogue list --all 看全部。")
        return
    put_table(
        ("编码", "事项", "部门", "类型", "法定", "承诺", "状态"),
        [
            (
                item.code or item.item_id,
                item.name,
                item.department,
                SERVICE_LABEL[item.service_type],
                _limit(item.statutory_limit),
                _limit(item.promised_limit),
                STATE_LABEL[item.state],
            )
            for item in items
        ],
    )


def _limit(limit: TimeLimit | None) -> str:
    return limit.text if limit else "未载明"


def _fields(item: Item) -> dict[str, object]:
    return {
        "id": item.item_id,
        "code": item.code,
        "version": item.version,
        "name": item.name,
        "department": item.department,
        "service_type": item.service_type,
        "statutory": item.statutory_limit.text if item.statutory_limit else None,
        "promised": item.promised_limit.text if item.promised_limit else None,
        "state": item.state,
        "demo_facts": item.has_demo_facts,
    }
