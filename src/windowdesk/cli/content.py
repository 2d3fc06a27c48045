"""windowdesk catalogue check: what is wrong with forms, guides and the shipped catalogue."""

from pathlib import Path
from typing import Annotated

import typer

from windowdesk.assets import Assets
from windowdesk.cli.chinese import Command
from windowdesk.cli.desk import JsonFlag, desk_of
from windowdesk.cli.output import complain, put, put_json
from windowdesk.services.content_check import ContentCheck


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("check", cls=Command)(check)


def check(
    context: typer.Context,
    files: Annotated[
        list[Path] | None, typer.Argument(help="表单或办事指南文件，不写就查全部内容")
    ] = None,
    as_json: JsonFlag = False,
) -> None:
    """查表单、办事指南和事项库内容写得对不对，说明哪个文件、哪一行、怎么改。"""
    content = ContentCheck(Assets(desk_of(context).settings().content))
    problems = content.files(files) if files else content.everything()
    for problem in problems:
        if as_json:
            put_json({"file": problem.file, "line": problem.line, "text": problem.text})
        else:
            put(problem.sentence)
    if problems:
        complain(f"共 {len(problems)} 处要改。改好再查一遍。")
        raise typer.Exit(1)
    if not as_json:
        put(f"{len(files)} 个文件都对。" if files else "表单、办事指南和事项库内容都对。")
