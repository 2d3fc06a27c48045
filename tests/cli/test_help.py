"""Help pages are Chinese and every command has one."""

import pytest
from typer.main import get_command

from tests.cli.shell import Shell
from windowdesk.cli.root import app

PROMISED = {
    "init", "demo", "shots", "due", "receive", "accept", "queue", "claim", "propose", "decide",
    "deliver", "search", "verify", "migrate", "doctor", "document", "catalogue", "user",
}  # fmt: skip


def commands() -> dict[str, object]:
    """Return every command by the words that call it, also those of groups in groups."""
    return _below(get_command(app), "")


def _below(group: object, words: str) -> dict[str, object]:
    parts = getattr(group, "commands", None)
    if parts is None:
        return {words: group}
    found: dict[str, object] = {}
    for name, one in parts.items():
        found |= _below(one, f"{words} {name}".strip())
    return found


@pytest.mark.parametrize("words", ["", *commands()])
def test_a_help_page_is_chinese(shell: Shell, words: str) -> None:
    out = shell.done(*words.split(), "--help").out
    assert "用法：" in out
    assert "看这一页说明" in out
    for english in ("Usage", "Options", "Arguments", "Commands", "Show this", "[required]"):
        assert english not in out


def test_every_promised_command_is_there() -> None:
    assert {words.split()[0] for words in commands()} >= PROMISED


@pytest.mark.parametrize(("words", "command"), commands().items())
def test_every_command_can_speak_to_programs(words: str, command: object) -> None:
    options = {name for param in getattr(command, "params", []) for name in param.opts}
    assert "--json" in options, words


def test_a_group_without_a_command_shows_its_page(shell: Shell) -> None:
    result = shell("document")
    assert result.code == 2
    assert "列出一件的文书和打印情况" in result.out + result.err
