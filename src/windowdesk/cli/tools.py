"""windowdesk demo, shots, doctor."""

from pathlib import Path
from typing import Annotated

import typer

from windowdesk.app import lazy
from windowdesk.cli.chinese import Command
from windowdesk.cli.desk import JsonFlag, desk_of
from windowdesk.cli.output import put, put_json
from windowdesk.domain.numbers import CaseNumber


def register(app: typer.Typer) -> None:
    """Add the commands."""
    for command in (demo, shots, doctor):
        app.command(cls=Command)(command)


def demo(
    context: typer.Context,
    out: Annotated[Path | None, typer.Option(help="不开窗口，办一件，纸和屏幕图放这里")] = None,
    open_window: Annotated[bool, typer.Option("--open", help="打开演示中心的窗口程序")] = False,
    as_json: JsonFlag = False,
) -> None:
    """演示中心：打开窗口程序，或不用屏幕从收件办到送达。"""
    tool = lazy("tools.demo")
    settings = tool.demo_settings(desk_of(context).settings())
    if open_window or out is None:
        tool.found_demo(settings)
        raise typer.Exit(lazy("app.program").open_program(lambda _settings: settings, settings))
    run = tool.work_one_case(tool.found_demo(settings), out)
    pictures = lazy("tools.shots").draw_apart(out / "screens", "")
    if as_json:
        put_json(
            {
                "case": run.receipts[0].number,
                "papers": [str(path) for path in run.files],
                "pictures": [str(path) for path in pictures],
            }
        )
        return
    put(f"办件 {CaseNumber(run.receipts[0].number).grouped} 从收件到送达都办完了。")
    put("文书：")
    for path in run.files:
        put(f"  {path}")
    put(f"屏幕：{len(pictures)} 张，在 {out / 'screens'}")


def shots(
    folder: Annotated[Path, typer.Argument(help="放到哪个文件夹")],
    as_json: JsonFlag = False,
) -> None:
    """把每一屏画成图：1366x768、1366x696、1920x1080、150% 字号、高对比。"""
    for path in lazy("tools.shots").draw_apart(folder):
        if as_json:
            put_json({"picture": str(path)})
        else:
            put(str(path))


def doctor(
    context: typer.Context,
    display: Annotated[bool, typer.Option("--display", help="只看能不能开窗口")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="不说话，只看退出码")] = False,
    as_json: JsonFlag = False,
) -> None:
    """检查这台机器：缺什么，怎么补。"""
    tool = lazy("tools.doctor")
    if display:
        opens = tool.display_opens()
        if not quiet:
            put("能开窗口" if opens else "开不了窗口")
        raise typer.Exit(int(not opens))
    sick = 0
    for finding in tool.examine(desk_of(context).settings()):
        sick += not finding.well
        if as_json:
            put_json(
                {
                    "name": finding.name,
                    "well": finding.well,
                    "text": finding.text,
                    "cure": "" if finding.well else finding.cure,
                }
            )
        elif not quiet:
            mark = "好" if finding.well else "要看"
            put(f"{mark}  {finding.name}：{finding.text}")
            if not finding.well and finding.cure:
                put(f"      {finding.cure}")
    raise typer.Exit(int(sick > 0))
