"""Runs commands in this process as a shell would, and reads what they print."""

import json
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.databases import QUICK_CHECK
from tests.factories import PASSWORD
from windowdesk.app import compose
from windowdesk.assets import Assets
from windowdesk.cli.root import run
from windowdesk.domain.divisions import Divisions
from windowdesk.domain.identity import IssuingPlaces
from windowdesk.domain.pinyin import PinyinTable
from windowdesk.persistence import founding, gates
from windowdesk.reports.catalogue import PaperRenderer
from windowdesk.services.content import load_divisions, load_issuing_places, load_pinyin

Answer = dict[str, object]


@dataclass(frozen=True)
class Result:
    """What a command left: exit code and both streams."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[Answer]:
        """Return the JSON objects, one a line, each of the version of this program."""
        answers: list[Answer] = [json.loads(line) for line in self.out.splitlines()]
        assert all(answer.pop("schema_version") == 1 for answer in answers)
        return answers

    @property
    def one(self) -> Answer:
        """Return the only JSON object."""
        (answer,) = self.lines
        return answer


@cache
def _renderer() -> PaperRenderer:
    """Return the renderer of all commands: to read the fonts anew for each would take minutes."""
    folder = TemporaryDirectory(prefix="windowdesk-tests-")
    _KEPT.append(folder)
    return PaperRenderer(Path(folder.name))


_KEPT: list[TemporaryDirectory[str]] = []


@cache
def _pinyin() -> PinyinTable:
    return load_pinyin(Assets())


@cache
def _divisions(demo: bool) -> Divisions:
    return load_divisions(Assets(), demo=demo)


@cache
def _places(demo: bool) -> IssuingPlaces:
    return load_issuing_places(Assets(), demo=demo)


def make_cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let passwords, fonts and content be read once; what they cost is tried elsewhere."""
    for module in (gates, founding):
        monkeypatch.setattr(module, "PasswordCheck", lambda: QUICK_CHECK)
    monkeypatch.setattr(compose, "LateRenderer", lambda _settings: _renderer())
    monkeypatch.setattr(compose, "load_pinyin", lambda _assets: _pinyin())
    monkeypatch.setattr(compose, "load_divisions", lambda _assets, demo: _divisions(demo))
    monkeypatch.setattr(compose, "load_issuing_places", lambda _assets, demo: _places(demo))


@dataclass
class Shell:
    """A shell at one data folder; commands are run by ``user``."""

    monkeypatch: pytest.MonkeyPatch
    capsys: pytest.CaptureFixture[str]
    data: Path
    user: str = "clerk"
    password: str = PASSWORD
    window: str = "01"

    def __call__(self, *words: object, user: str = "", password: str = "") -> Result:
        """Run a command; nothing but its exit may come out of it."""
        login = user or self.user
        desk = ["--data", str(self.data), "--user", login]
        if login in {"clerk", "yl-0206"}:
            desk += ["--window", self.window]
        self.monkeypatch.setenv("WINDOWDESK_PASSWORD", password or self.password)
        self.monkeypatch.setattr(sys, "argv", ["windowdesk", *desk, *map(str, words)])
        self.capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            run()
        out, err = self.capsys.readouterr()
        code = ended.value.code
        assert isinstance(code, int)
        assert "Traceback" not in err
        return Result(code, out, err)

    def done(self, *words: object, user: str = "") -> Result:
        """Run a command that has to succeed without a word on the error stream."""
        result = self(*words, user=user)
        assert (result.code, result.err) == (0, "")
        return result

    def refused(self, *words: object, user: str = "", password: str = "") -> str:
        """Run a command that has to fail; return its one line."""
        result = self(*words, user=user, password=password)
        assert (result.code, result.out) == (1, "")
        (line,) = result.err.splitlines()
        assert line.endswith("。")
        return line
