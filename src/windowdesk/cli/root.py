"""The root command: options that stand before every command, and how errors are told."""

import errno
import io
import os
import sys
from pathlib import Path
from typing import Annotated, Any, TextIO

import typer

from windowdesk.app.error_log import log_bug, log_file
from windowdesk.cli import (
    attachments,
    backups,
    bundles,
    calendars,
    cases,
    catalogue,
    centre,
    checks,
    clock,
    custody,
    dates,
    deferral,
    desk,
    endings,
    finding,
    joint,
    keys,
    machine,
    measures,
    outcomes,
    papers,
    review,
    stand_ins,
    tools,
    users,
    warnings,
)
from windowdesk.cli.chinese import Group, UsageError, speak_chinese, usage_sentence
from windowdesk.cli.output import complain
from windowdesk.domain.errors import DomainError, EnvironmentProblem
from windowdesk.settings import SettingsFaulty, data_folder

_KNOWN = (DomainError, EnvironmentProblem, SettingsFaulty)
_FAILED, _USAGE = 1, 2
_DISK_FULL = frozenset((errno.ENOSPC, errno.EDQUOT))
_NOT_ALLOWED = frozenset((errno.EACCES, errno.EPERM, errno.EROFS))


class Unforeseen(Exception):
    """An error that no command knows; ``data`` is the folder that the command worked in."""

    def __init__(self, data: Path) -> None:
        super().__init__("unforeseen")
        self.data = data


class _Root(Group):
    """Remembers where a command worked when it fails in a way that nobody foresaw."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except (*_KNOWN, UsageError, OSError, typer.Abort, typer.Exit):
            raise
        except Exception as error:
            at = ctx.obj.data if isinstance(ctx.obj, desk.Desk) else None
            raise Unforeseen(at or data_folder()) from error


app = typer.Typer(
    name="windowdesk",
    cls=_Root,
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
    user: Annotated[str, typer.Option(help="工号，也可以放在环境变量 WINDOWDESK_USER 里")] = "",
    window: Annotated[str, typer.Option(help="窗口号，两位")] = "",
) -> None:
    """乡镇便民服务中心的一窗受理。不带命令就打开窗口程序。"""
    context.obj = desk.Desk(data, user, window)


for part in (
    centre,
    cases,
    dates,
    warnings,
    outcomes,
    deferral,
    endings,
    review,
    attachments,
    finding,
    joint,
    keys,
    clock,
    checks,
    backups,
    machine,
    measures,
    tools,
):
    part.register(app)
app.add_typer(papers.app, name="document")
app.add_typer(attachments.app, name="attachment")
app.add_typer(bundles.app, name="bundle")
app.add_typer(catalogue.app, name="catalogue")
app.add_typer(calendars.app, name="calendar")
app.add_typer(custody.app, name="custody")
app.add_typer(stand_ins.app, name="stand-in")
app.add_typer(users.app, name="user")
app.add_typer(users.app, name="users", hidden=True)


def run() -> None:
    """Run the command and exit: 0, 1 with one line on the error stream, 2 for usage."""
    speak_chinese()
    for stream in (sys.stdout, sys.stderr):
        _speak_utf8(stream)
    sys.exit(_outcome())


def _outcome() -> int:
    try:
        code = app(standalone_mode=False)
        sys.stdout.flush()
    except _KNOWN as problem:
        complain(problem.text)
    except UsageError as error:
        if type(error).__name__ != "NoArgsIsHelpError":
            complain(usage_sentence(error))
        return _USAGE
    except typer.Abort:
        complain("没办，什么都没改。")
    except OSError as error:
        _tell(error)
    except Unforeseen as bug:
        _report(bug)
    else:
        return code if isinstance(code, int) else 0
    return _FAILED


def _report(bug: Unforeseen) -> None:
    told = f"经过记在 {log_file(bug.data)}，报给管理员。"
    try:
        log_bug(bug.data, bug.__cause__ or bug)
    except OSError:
        told = "经过也没能记下来。"
    complain(f"程序出了没料到的错，这一步没办成。{told}")


def _tell(error: OSError) -> None:
    if error.errno == errno.EPIPE:
        # Whoever read along has read enough. Python would complain again when it closes the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return
    where = error.filename or "文件"
    if error.errno in _DISK_FULL:
        complain(f"磁盘满了，写不下 {where}。清理出地方再办，已办的都在。")
    elif error.errno in _NOT_ALLOWED:
        complain(f"{where} 不能写。换个文件夹，或者请管理员放开权限。")
    else:
        complain(f"{where} 读写不了（{error.strerror}）。核对位置再办。")


def _speak_utf8(stream: TextIO) -> None:
    """Let programs read the same signs on every system, and no sign stop a command."""
    if isinstance(stream, io.TextIOWrapper):
        encoding = None if stream.isatty() else "utf-8"
        stream.reconfigure(encoding=encoding, errors="backslashreplace")
