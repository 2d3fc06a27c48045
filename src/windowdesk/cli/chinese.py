"""Help pages and complaints about usage in Chinese; typer itself speaks English only."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from typer import BadParameter, rich_utils
from typer.core import TyperCommand, TyperGroup

# Typer keeps its usage errors under changing names; their common base is reached from the one that
# it offers.
UsageError: type[Exception] = BadParameter.__bases__[0]

_HEADS: Mapping[str, str] = MappingProxyType(
    {
        "ARGUMENTS_PANEL_TITLE": "参数",
        "OPTIONS_PANEL_TITLE": "选项",
        "COMMANDS_PANEL_TITLE": "命令",
        "DEFAULT_STRING": "[不写就是 {}]",
        "ENVVAR_STRING": "[环境变量 {}]",
        "REQUIRED_LONG_STRING": "[要写]",
    }
)
_OPTIONS, _COMMAND = "[选项]", "命令 [参数]…"
_SHOW_HELP = "看这一页说明"
_QUOTED = re.compile(r"'([^']*)'")


def speak_chinese() -> None:
    """Put Chinese words over the panels of help pages."""
    for name, word in _HEADS.items():
        if hasattr(rich_utils, name):
            setattr(rich_utils, name, word)


class Command(TyperCommand):
    """A command whose help page is Chinese."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **(kwargs | {"options_metavar": _OPTIONS}))

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """Write the usage line."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), "用法：")

    def get_help_option(self, ctx: Any) -> Any:
        """Return the help option with its explanation."""
        return _explained(super().get_help_option(ctx))


class Group(TyperGroup):
    """A group of commands whose help page is Chinese."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        words = {"options_metavar": _OPTIONS, "subcommand_metavar": _COMMAND}
        super().__init__(*args, **(kwargs | words))

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """Write the usage line."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), "用法：")

    def get_help_option(self, ctx: Any) -> Any:
        """Return the help option with its explanation."""
        return _explained(super().get_help_option(ctx))


def usage_sentence(error: Exception) -> str:
    """Return in one line what is wrong with a command as it was typed, and where to look."""
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "windowdesk"
    return f"{_fault(error)}看 {path} --help。"


def _fault(error: Exception) -> str:
    kind, told = type(error).__name__, str(getattr(error, "message", ""))
    if kind == "NoSuchOption":
        return f"没有 {getattr(error, 'option_name', '')} 这个选项。"
    if kind == "MissingParameter":
        return f"还差 {_label(error)}。"
    if told.startswith("No such command"):
        return f"没有 {_first_quoted(told)} 这个命令。"
    if isinstance(error, BadParameter):
        return _bad_value(error, told)
    if told.startswith("Got unexpected extra"):
        return "多写了参数，带空格的要用引号括起来。"
    return f"命令写得不对（{told}）。"


def _bad_value(error: BadParameter, told: str) -> str:
    given, *choices = _QUOTED.findall(told) or [""]
    if "is not one of" in told:
        return f"{_label(error)} 只能写：{'、'.join(choices)}，不能写“{given}”。"
    if "integer" in told or "number" in told or "float" in told:
        return f"{_label(error)} 要写数字。"
    return told if not told.isascii() else f"{_label(error)} 写得不对（{told}）。"


def _label(error: Exception) -> str:
    param = getattr(error, "param", None)
    if param is None:
        return "参数"
    return str(param.opts[0]) if param.opts[0].startswith("-") else str(param.name)


def _first_quoted(told: str) -> str:
    found = _QUOTED.search(told)
    return found[1] if found else ""


def _explained(option: Any) -> Any:
    if option is not None:
        option.help = _SHOW_HELP
    return option
