"""windowdesk check-id, check-name: a number or a name, or whole tables of them."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from windowdesk.app import lazy
from windowdesk.assets import Assets
from windowdesk.cli.chinese import Command
from windowdesk.cli.desk import JsonFlag, desk_of
from windowdesk.cli.output import put, put_json, put_text
from windowdesk.domain.errors import DomainError
from windowdesk.domain.local_time import local_date, read_day
from windowdesk.services.batch import BatchCheck, answer_table
from windowdesk.services.batch_checks import id_check, name_check
from windowdesk.services.content import load_issuing_places, load_pinyin

BatchFlag = Annotated[
    bool,
    typer.Option("--batch", help="整张 CSV 表：后面写要读的文件和要写的文件，不写就读写标准流"),
]
OutOption = Annotated[Path | None, typer.Option("--out", help="整张表写到这个文件")]
_STREAM = ("", "-")


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("check-id", cls=Command)(check_id)
    app.command("check-name", cls=Command)(check_name)


def check_id(
    context: typer.Context,
    kind: Annotated[
        str, typer.Argument(help="resident、hmt、foreign 或 uscc；整张表时写要读的文件")
    ] = "",
    number: Annotated[str, typer.Argument(help="号码；整张表时写要写的文件")] = "",
    on: Annotated[str, typer.Option("--on", help="按哪一天算，不写就是今天")] = "",
    batch: BatchFlag = False,
    out: OutOption = None,
    as_json: JsonFlag = False,
) -> None:
    """查证件号码对不对，可以查整张表。"""
    places = load_issuing_places(Assets(desk_of(context).settings().content))
    check = id_check(read_day(on) if on else local_date(datetime.now(UTC)), places)
    if batch:
        run_batch(check, kind, number, out)
        return
    _answer_one(check, {"kind": kind, "number": number}, as_json=as_json)


def check_name(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="姓名或名称；整张表时写要读的文件")] = "",
    target: Annotated[str, typer.Argument(help="整张表时写要写的文件")] = "",
    installed: Annotated[
        bool, typer.Option("--installed", help="按本机装的字体查缺字，不写就按自带的字体")
    ] = False,
    batch: BatchFlag = False,
    out: OutOption = None,
    as_json: JsonFlag = False,
) -> None:
    """查姓名：间隔号、拼音首字母、打印字体缺不缺字，可以查整张表。"""
    settings = desk_of(context).settings()
    chosen, folders = (settings.fonts, None) if installed else ({}, ())
    fonts = lazy("reports.fonts").Fonts(settings.cache, chosen, folders)
    check = name_check(load_pinyin(Assets(settings.content)), fonts.lacking)
    if batch:
        run_batch(check, name, target, out)
        return
    _answer_one(check, {"name": name}, as_json=as_json)


def run_batch(check: BatchCheck, source: str, target: str, out: Path | None) -> None:
    """Answer the table ``source`` into ``target`` or ``out``; DomainError if a row has none.

    An empty name or ``-`` is the standard stream.
    """
    answered = answer_table(_read(source), check)
    goal = out or (None if target in _STREAM else Path(target))
    if goal is None:
        put_text(answered.text)
    else:
        _write_whole(goal, answered.text)
    if answered.complaint:
        raise DomainError(answered.complaint)


def _read(source: str) -> bytes:
    return sys.stdin.buffer.read() if source in _STREAM else Path(source).read_bytes()


def _write_whole(goal: Path, text: str) -> None:
    """Write beside, then rename: what was there before stays until the new table is whole."""
    beside = goal.with_name(f".{goal.name}.part")
    try:
        beside.write_text(text, encoding="utf-8", newline="")
        beside.replace(goal)
    finally:
        beside.unlink(missing_ok=True)


def _answer_one(check: BatchCheck, row: dict[str, str], *, as_json: bool) -> None:
    answers = check.answer(row)
    if as_json:
        put_json(answers)
        return
    put("  ".join(f"{name}={value}" for name, value in answers.items()))
