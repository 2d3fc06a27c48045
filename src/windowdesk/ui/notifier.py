"""The one door to the user: lines, banners, faults at fields, and the report of a bug."""

import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from windowdesk.domain.errors import DomainError, EnvironmentProblem
from windowdesk.ui.tone import Tone

_WARN_CODE = "warn"
_PROBLEM_CODE = "problem"
_SURROUNDINGS_CODE = "surroundings"


@dataclass(frozen=True)
class BannerAct:
    """A button on a banner. ``key`` is printed on it; ``run`` is called when it is pressed."""

    text: str
    run: Callable[[], None]
    key: str = ""
    icon: str = ""


@dataclass(frozen=True)
class Banner:
    """A line under the top bar. A banner of the same ``code`` takes its place.

    ``title`` says what happened, ``text`` what holds and what to do. With ``can_put_aside`` it has
    a button 先记着 that takes it away.
    """

    code: str
    tone: Tone
    icon: str
    title: str
    text: str
    acts: tuple[BannerAct, ...] = ()
    can_put_aside: bool = True


class FaultShower(Protocol):
    """A field that can say what is wrong with it."""

    def set_fault(self, text: str) -> None:
        """Show ``text`` under the field; nothing clears it."""
        ...

    def take_focus(self) -> None:
        """Put the caret into the field."""
        ...


class Notifier(QObject):
    """Takes what the program has to say; the main window shows it."""

    said = Signal(str)
    banner_raised = Signal(Banner)
    banner_dropped = Signal(str)
    bug_found = Signal(str)

    def info(self, text: str) -> None:
        """Say that something was done: a quiet line in the status bar."""
        self.said.emit(text)

    def warn(self, text: str) -> None:
        """Say what needs care: an amber banner."""
        self.raise_banner(Banner(_WARN_CODE, Tone.AMBER, "warn", text, ""))

    def problem(self, text: str) -> None:
        """Say what could not be done and what to do: a red banner until it is put aside."""
        self.raise_banner(Banner(_PROBLEM_CODE, Tone.RED, "warn", text, ""))

    def raise_banner(self, banner: Banner) -> None:
        """Show a banner, in place of the one with the same code."""
        self.banner_raised.emit(banner)

    def drop_banner(self, code: str) -> None:
        """Take a banner away: what it said no longer holds."""
        self.banner_dropped.emit(code)

    def settled(self) -> None:
        """Take warning and problem away: the act went through at last."""
        for code in (_WARN_CODE, _PROBLEM_CODE, _SURROUNDINGS_CODE):
            self.drop_banner(code)

    def failed(self, error: Exception, fields: Mapping[str, FaultShower] | None = None) -> None:
        """Show an error of any of the three kinds (design.md, 5.17).

        A ``DomainError`` that names one of ``fields`` is shown there and takes the focus.
        """
        if isinstance(error, DomainError):
            field = (fields or {}).get(error.field or "")
            if field is None:
                self.problem(error.text)
            else:
                field.set_fault(error.text)
                field.take_focus()
        elif isinstance(error, EnvironmentProblem):
            self.raise_banner(Banner(_SURROUNDINGS_CODE, Tone.AMBER, "offline", error.text, ""))
        else:
            self.bug("".join(traceback.format_exception(error)))

    def bug(self, report: str) -> None:
        """Show the one sheet for an error of the program; ``report`` can be copied from it."""
        self.bug_found.emit(report)


class RecordingNotifier(Notifier):
    """Keeps what was said, for tests."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.banners: dict[str, Banner] = {}
        self.bugs: list[str] = []
        self.said.connect(self.lines.append)
        self.banner_raised.connect(self._keep)
        self.banner_dropped.connect(self._forget)
        self.bug_found.connect(self.bugs.append)

    def _keep(self, banner: Banner) -> None:
        self.banners[banner.code] = banner

    def _forget(self, code: str) -> None:
        self.banners.pop(code, None)
