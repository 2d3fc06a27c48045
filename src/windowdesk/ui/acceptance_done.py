"""刚办完: the last three acts of this desk, each with what became of its papers."""

from dataclasses import dataclass, replace
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from windowdesk.domain.document import PrintState
from windowdesk.domain.local_time import clock_time
from windowdesk.services.worklists import PrintRow
from windowdesk.ui.buttons import ButtonKind, KeyButton
from windowdesk.ui.measures import LayoutMeasure
from windowdesk.ui.parts import bare, column, empty, label, row, set_look
from windowdesk.ui.states import IconSign
from windowdesk.ui.theme import Theme
from windowdesk.ui.tone import Tone

_KEPT = 3
REVERSE_KEY, SLIP_KEY = "Ctrl+Z", "Alt+J"


@dataclass(frozen=True)
class DoneAct:
    """An act that is done. ``verb`` says what it was, ``copies`` how many were to be printed.

    ``documents`` are its printed papers; ``troubled`` names those that did not come out.
    ``can_reverse``: the act may be taken back; ``is_taken_back``: it was. ``has_slip``: a slip of
    its paper can be printed here.
    """

    case_id: int
    name: str
    item_name: str
    verb: str
    at: datetime
    documents: tuple[int, ...]
    copies: int
    troubled: str = ""
    is_out: bool = False
    can_reverse: bool = False
    is_taken_back: bool = False
    has_slip: bool = False

    @property
    def is_settled(self) -> bool:
        """Tell whether nothing about its papers can change any more by itself."""
        return not self.documents or self.is_out or self.is_taken_back

    @property
    def state(self) -> str:
        """Return 10:31 受理，已打 3 份, or what did not come out."""
        when = f"{clock_time(self.at)} {self.verb}"
        if self.is_taken_back:
            return f"{when}，已收回"
        if self.troubled:
            return f"{when}，{self.troubled}没打出来"
        if not self.documents:
            return when
        return f"{when}，{f'已打 {self.copies} 份' if self.is_out else '正在打印'}"


class DoneList(QWidget):
    """The newest first; ``follow`` says what became of the papers.

    ``reverse_wanted`` follows 收回 at the newest, ``slip_wanted`` 小票.
    """

    reverse_wanted = Signal()
    slip_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._acts: list[DoneAct] = []
        self._lines = QVBoxLayout()
        LayoutMeasure(theme, self._lines, gap=8)
        self.setLayout(column(theme, label("刚办完", "label"), 6, self._lines))
        self.hide()

    @property
    def acts(self) -> tuple[DoneAct, ...]:
        """The acts that are shown."""
        return tuple(self._acts)

    def add(self, act: DoneAct) -> None:
        """Put an act on top."""
        self._acts = [act, *self._acts][:_KEPT]
        self._draw()

    def take_back(self, case_id: int) -> None:
        """Say of the newest act on a case that it was taken back."""
        for place, act in enumerate(self._acts):
            if act.case_id == case_id and not act.is_taken_back:
                self._acts[place] = replace(
                    act, is_taken_back=True, can_reverse=False, has_slip=False
                )
                break
        self._draw()

    def follow(self, case_id: int, rows: tuple[PrintRow, ...]) -> None:
        """Say what became of the papers of a case; ``rows`` are all its printings."""
        acts = [_after(act, rows) if act.case_id == case_id else act for act in self._acts]
        if acts != self._acts:
            self._acts = acts
            self._draw()

    def _draw(self) -> None:
        empty(self._lines)
        for act in self._acts:
            self._lines.addWidget(self._line(act))
        self.setVisible(bool(self._acts))

    def _line(self, act: DoneAct) -> QWidget:
        bad = bool(act.troubled) and not act.is_taken_back
        waits = not act.is_settled
        icon, ink = ("print-off", "amber") if bad else ("check", "green")
        if waits and not bad:
            icon, ink = "print", "ink_3"
        if act.is_taken_back:
            icon, ink = "back", "ink_3"
        title = label(f"{act.name} · {act.item_name}")
        title.setMinimumWidth(1)
        state = label(act.state, "hint", wrap=True)
        if bad:
            set_look(state, tone=Tone.AMBER.value)
        words = column(self._theme, title, state)
        sign = column(self._theme, 6, IconSign(self._theme, icon=icon, size=20, colour=ink))
        sign.addStretch()
        tools = self._tools(act)
        pile = (column(self._theme, *tools),) if tools else ()
        line = bare(row(self._theme, sign, 8, (words, 1), *pile))
        line.setAccessibleName(f"{act.name}，{act.item_name}，{act.state}")
        return line

    def _tools(self, act: DoneAct) -> tuple[QWidget, ...]:
        """Return 小票 and 收回 for the newest act: the keys stand for that one alone."""
        if act is not self._acts[0]:
            return ()
        tools = []
        for is_there, text, key, wanted in (
            (act.has_slip, "小票", SLIP_KEY, self.slip_wanted),
            (act.can_reverse, "收回", REVERSE_KEY, self.reverse_wanted),
        ):
            if is_there:
                button = KeyButton(self._theme, text, key, ButtonKind.QUIET)
                button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
                button.clicked.connect(wanted)
                tools.append(button)
        return tuple(tools)


def _after(act: DoneAct, rows: tuple[PrintRow, ...]) -> DoneAct:
    """Return the act with the newest printing of each of its papers."""
    newest: dict[int, PrintRow] = {}
    for printing in rows:
        if printing.document_id in act.documents:
            newest.setdefault(printing.document_id, printing)
    bad = [paper.title for paper in newest.values() if paper.state is PrintState.NOT_PRINTED]
    out = bool(newest) and all(paper.state is PrintState.DONE for paper in newest.values())
    return replace(act, troubled="、".join(dict.fromkeys(bad)), is_out=out)
