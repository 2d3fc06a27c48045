"""刚办完: the last three acts of this desk, each with what became of its papers."""

from dataclasses import dataclass, replace
from datetime import datetime

from PySide6.QtWidgets import QVBoxLayout, QWidget

from windowdesk.domain.document import PrintState
from windowdesk.domain.local_time import clock_time
from windowdesk.services.worklists import PrintRow
from windowdesk.ui.measures import LayoutMeasure
from windowdesk.ui.parts import bare, column, empty, label, row, set_look
from windowdesk.ui.states import IconSign
from windowdesk.ui.theme import Theme
from windowdesk.ui.tone import Tone

_KEPT = 3


@dataclass(frozen=True)
class DoneAct:
    """An act that is done. ``verb`` says what it was, ``sheets`` how many were to be printed."""

    case_id: int
    name: str
    item_name: str
    verb: str
    at: datetime
    sheets: int
    troubled: str = ""
    on_its_way: bool = True

    @property
    def state(self) -> str:
        """Return 10:31 受理，已打 3 张, or what did not come out."""
        when = f"{clock_time(self.at)} {self.verb}"
        if self.troubled:
            return f"{when}，{self.troubled}没打出来"
        if not self.sheets:
            return when
        return f"{when}，{'已送打印机' if self.on_its_way else f'已打 {self.sheets} 份'}"


class DoneList(QWidget):
    """The newest first. ``follow`` takes the papers that wait or did not come out."""

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

    def follow(self, rows: tuple[PrintRow, ...]) -> None:
        """Say what became of the papers."""
        self._acts = [_after(act, rows) for act in self._acts]
        self._draw()

    def _draw(self) -> None:
        empty(self._lines)
        for act in self._acts:
            self._lines.addWidget(self._line(act))
        self.setVisible(bool(self._acts))

    def _line(self, act: DoneAct) -> QWidget:
        bad = bool(act.troubled)
        waits = act.on_its_way and bool(act.sheets)
        icon, ink = ("print-off", "amber") if bad else ("check", "green")
        if waits and not bad:
            icon, ink = "print", "ink_3"
        title = label(f"{act.name} · {act.item_name}")
        title.setMinimumWidth(1)
        state = label(act.state, "hint", wrap=True)
        if bad:
            set_look(state, tone=Tone.AMBER.value)
        words = column(self._theme, title, state)
        sign = column(self._theme, 6, IconSign(self._theme, icon=icon, size=20, colour=ink))
        sign.addStretch()
        line = bare(row(self._theme, sign, 8, (words, 1)))
        line.setAccessibleName(f"{act.name}，{act.item_name}，{act.state}")
        return line


def _after(act: DoneAct, rows: tuple[PrintRow, ...]) -> DoneAct:
    mine = [paper for paper in rows if paper.case_id == act.case_id]
    bad = [paper.title for paper in mine if paper.state is PrintState.NOT_PRINTED]
    return replace(act, troubled="、".join(dict.fromkeys(bad)), on_its_way=bool(mine))
