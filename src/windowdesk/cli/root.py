"""The root command: options that stand before every command, and how errors are told."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from windowdesk.cli import cases, catalogue, centre, clock, desk, papers, tools, users
from windowdesk.cli.output import complain
from windowdesk.domain.errors import DomainError, EnvironmentProblem
from windowdesk.settings import SettingsFaulty

app = typer.Typer(
    name="windowdesk",
    help="乡镇便民服务中心的一窗受理。不带命令就打开窗口程序。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.callback()
def _root(
    context: typer.Context,
    data: Annotated[
        Path | None, typer.Option(help="数据文件夹（settings.toml 和数据库在里面）")
    ] = None,
    user: Annotated[str, typer.Option(help="工号")] = "",
    window: Annotated[str, typer.Option(help="窗口号，两位")] = "",
) -> None:
    """乡镇便民服务中心的一窗受理。不带命令就打开窗口程序。"""
    context.obj = desk.Desk(data, user, window)


for part in (centre, cases, clock, tools):
    part.register(app)
app.add_typer(papers.app, name="document")
app.add_typer(catalogue.app, name="catalogue")
app.add_typer(users.app, name="user")


def run() -> None:
    """Run the command; a known problem is one line on the error stream and exit code 1."""
    try:
        app()
    except (DomainError, EnvironmentProblem, SettingsFaulty) as problem:
        complain(problem.text)
        sys.exit(1)
