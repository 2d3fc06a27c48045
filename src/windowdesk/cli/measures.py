"""windowdesk seed, bench: how the program bears years of work, and what each act costs."""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from windowdesk.app import lazy
from windowdesk.cli.chinese import Command
from windowdesk.cli.desk import JsonFlag, desk_of
from windowdesk.cli.output import put, put_json
from windowdesk.domain.errors import DomainError

_OWNER_VARIABLE = "WINDOWDESK_OWNER_URL"
_STAFF_VARIABLE = "WINDOWDESK_SERVER_URL"
_ROW = "{0}  {1} ms（p95 {2}）  裸 {3}  {4}  {5}  {6}  {7}"


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("seed", cls=Command)(seed)
    app.command("bench", cls=Command)(bench)


def seed(
    context: typer.Context,
    cases: Annotated[int, typer.Argument(help="多少件，一万到一百万")] = 10_000,
    out: Annotated[
        Path | None, typer.Option(help="建在这个文件里，不写就建在数据文件夹的 seed.db")
    ] = None,
    a_day: Annotated[int, typer.Option(help="平均一个工作日多少件")] = 60,
    server: Annotated[
        bool, typer.Option("--server", help=f"建在 {_OWNER_VARIABLE} 写的 PostgreSQL 上")
    ] = False,
    as_json: JsonFlag = False,
) -> None:
    """建一个装满编造办件的演示中心，看多年以后快不快。"""
    if cases < 1 or a_day < 1:
        raise DomainError("件数和每天的件数都从 1 起。")
    tool, now = lazy("tools.seed"), datetime.now(UTC)
    if server:
        url = os.environ.get(_OWNER_VARIABLE, "")
        if not url:
            raise DomainError(f"先把属主的地址放在环境变量 {_OWNER_VARIABLE} 里。")
        done = tool.seed_server(url, cases, now, a_day=a_day, on_progress=_show)
        where = "PostgreSQL"
    else:
        path = out or desk_of(context).settings().data / "seed.db"
        done = tool.seed_file(path, cases, now, a_day=a_day, on_progress=_show)
        where = str(path)
    if as_json:
        put_json(
            {
                "database": where,
                "cases": done.cases,
                "people": done.people,
                "rows": done.rows,
                "seconds": round(done.seconds, 1),
            }
        )
        return
    put(f"{where}：{done.cases} 件，{done.people} 人，{done.rows} 行，{done.seconds:.0f} 秒。")


def bench(
    parts: Annotated[
        list[str] | None,
        typer.Argument(help="只量这几样：acts lists papers records clock sweep start postgres"),
    ] = None,
    cases: Annotated[int, typer.Option(help="在多少件的库上量")] = 10_000,
    as_json: JsonFlag = False,
) -> None:
    """量每一步的快慢，和不经程序、直接用库的比。"""
    tool = lazy("tools.bench.run")
    strange = sorted(set(parts or ()) - set(tool.PARTS))
    if strange:
        raise DomainError(f"没有 {'、'.join(strange)} 这一样。能写的是：{'、'.join(tool.PARTS)}。")
    owner = os.environ.get(_OWNER_VARIABLE, "")
    wanted = tool.Wanted(cases, owner, os.environ.get(_STAFF_VARIABLE, ""), frozenset(parts or ()))
    if not as_json:
        put("做什么  本程序（p95）  直接用库  比值  预算  噪声")
    tool.bench(wanted, _put_json_line if as_json else _put_line)
    if not owner and not as_json:
        put(f"没有设 {_OWNER_VARIABLE} 和 {_STAFF_VARIABLE}，PostgreSQL 没量。")


def _put_line(line: Any) -> None:
    raw = f"{line.raw_ms:.3f}" if line.raw_ms is not None else "—"
    mark = "" if line.keeps else "没达到"
    cells = (line.act, f"{line.ms:.3f}", f"{line.p95_ms:.3f}", raw, f"{line.value:.2f}")
    put(_ROW.format(*cells, line.budget.text, f"{line.noise:+.0%}", mark or line.note))


def _put_json_line(line: Any) -> None:
    put_json(
        {
            "act": line.act,
            "ms": line.ms,
            "p95_ms": line.p95_ms,
            "raw_ms": line.raw_ms,
            "value": line.value,
            "budget": line.budget.limit,
            "at_least": line.budget.at_least,
            "unit": line.budget.unit,
            "noise": line.noise,
            "keeps": line.keeps,
        }
    )


def _show(done: int, of: int) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{done * 100 // of} %")
        sys.stderr.flush()
