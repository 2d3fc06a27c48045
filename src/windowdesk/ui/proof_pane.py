"""How a due date comes about: the clocks that a case has, one at a time, day by day."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QWidget

from windowdesk.domain.clock import DueProof, short_date, weekday_name
from windowdesk.domain.local_time import local_date
from windowdesk.services.lookup import CaseView
from windowdesk.ui.buttons import Choice, Segments
from windowdesk.ui.case_words import limit_words
from windowdesk.ui.date_words import check_words, earlier_words
from windowdesk.ui.key_cap import KeyCap
from windowdesk.ui.measures import LayoutMeasure
from windowdesk.ui.painted import Painted
from windowdesk.ui.parts import STRETCH, bare, column, label, row
from windowdesk.ui.proof_grid import ProofGrid
from windowdesk.ui.tag import Tag
from windowdesk.ui.theme import Theme
from windowdesk.ui.tone import Tone

_LEGEND: Final = (
    ("accent", "已用"),
    ("accent_soft", "未到"),
    ("grey_soft", "停"),
    ("", "到期日"),
)


@dataclass(frozen=True)
class ShownClock:
    """A clock of a case: ``start_word`` names its first day in the grid.

    ``note`` is what was told before its first day was put right, '' if it never was.
    """

    code: str
    name: str
    start_word: str
    proof: DueProof
    note: str = ""


def clocks_of(view: CaseView) -> tuple[ShownClock, ...]:
    """Return the clocks that a case has, the one that runs now first."""
    every = (
        ("promise", "承诺", "受理", view.promise),
        ("statutory", "法定", "受理", view.statutory),
        ("notice", "补正告知", "收件", view.notice),
        ("delivery", "送达", "决定", view.delivery),
    )
    clocks = [
        ShownClock(code, name, word, proof, earlier_words(view.case, code))
        for code, name, word, proof in every
        if proof
    ]
    return tuple(sorted(clocks, key=lambda clock: clock.proof != view.running))


class ProofPane(QWidget):
    """The date large, the days as weeks, one sentence; ``turn`` goes on to the next clock."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clocks: tuple[ShownClock, ...] = ()
        self._today = date.min
        self._choice = Segments(theme)
        self._choice.chosen.connect(self._show)
        self._due = label("", "hero")
        self._weekday = label("", "second")
        self._limit = label("", "hint")
        self._provisional = Tag(theme)
        self._grid = ProofGrid(theme)
        self._legend = bare(column(theme, 6, _legend(theme)))
        self._sentence = label("", "hint", wrap=True)
        self._room = _GridRoom(self._grid)
        self._low_cap = KeyCap(theme, "F4")
        self._low_cap.hide()
        head = row(theme, label("期限怎么算的", "head"), STRETCH, KeyCap(theme, "F4"))
        self._head = bare(column(theme, head, 6))
        date_line = row(
            theme,
            self._due,
            8,
            bare(column(theme, STRETCH, self._weekday, 4)),
            STRETCH,
            self._provisional,
            8,
            bare(column(theme, STRETCH, self._limit, 5)),
        )
        body = column(
            theme,
            self._head,
            row(theme, (self._choice, 1), self._low_cap),
            2,
            date_line,
            4,
            (self._room, 1),
            self._legend,
            4,
            self._sentence,
        )
        self.setLayout(body)

    def show_view(self, view: CaseView) -> None:
        """Show the clocks of a case; the one that was in sight stays."""
        self.show_clocks(clocks_of(view), local_date(view.now))

    def show_clocks(self, clocks: tuple[ShownClock, ...], today: date) -> None:
        """Show clocks, at least one, as of ``today``; there is no choice among one."""
        self._clocks = clocks
        self._today = today
        before = self._choice.value()
        self._choice.set_choices([Choice(clock.code, clock.name) for clock in clocks])
        self._choice.setHidden(len(clocks) == 1)
        codes = [clock.code for clock in clocks]
        wanted = before if before in codes else codes[0]
        self._choice.set_value(wanted)
        self._show(wanted)

    def show_first(self) -> None:
        """Go back to the clock that runs now."""
        self._choice.set_value("")

    def turn(self) -> None:
        """F4: the next clock."""
        codes = [clock.code for clock in self._clocks]
        if codes:
            here = codes.index(self._choice.value()) if self._choice.value() in codes else -1
            wanted = codes[(here + 1) % len(codes)]
            self._choice.set_value(wanted)
            self._show(wanted)

    def leave_out_head(self) -> None:
        """Show no head line, where the sheet around the pane has one."""
        self._head.hide()

    def fold(self, *, low: bool, narrow: bool, very_low: bool) -> None:
        """Leave out the legend, then the head, then the sentence."""
        self._legend.setHidden(low)
        self._head.setHidden(low and narrow)
        self._low_cap.setVisible(low and narrow)
        self._sentence.setHidden(very_low)

    def _show(self, code: str) -> None:
        clock = next(clock for clock in self._clocks if clock.code == code)
        proof = clock.proof
        self._due.setText(short_date(proof.due))
        self._weekday.setText(weekday_name(proof.due))
        self._limit.setText(f"{clock.name} {limit_words(proof.limit)}".strip())
        self._provisional.say("日历未公布，暂定" if proof.provisional else "", Tone.AMBER)
        self._grid.show_proof(proof, self._today, clock.start_word)
        self._grid.setMinimumHeight(self._grid.minimumSizeHint().height())
        self._room.show_whole_weeks()
        told = f"{clock.note}{proof.sentence}日历：{proof.calendar_text}。{check_words(proof)}"
        self._sentence.setText(told)


class _GridRoom(QScrollArea):
    """Lets a limit of many weeks be moved through, a week a step; no week is ever cut."""

    def __init__(self, grid: ProofGrid) -> None:
        super().__init__()
        self._grid = grid
        self._spare = 0
        self.setWidget(grid)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        grid.setAutoFillBackground(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt override."""
        super().resizeEvent(event)
        self.show_whole_weeks()

    def show_whole_weeks(self) -> None:
        """Keep free what is left under the last week that has room."""
        room = self.height()
        is_short = room < self._grid.minimumSizeHint().height()
        spare = max(0, room - self._grid.whole_height(room)) if is_short else 0
        if spare != self._spare:
            self._spare = spare
            self.setViewportMargins(0, 0, 0, spare)


class _Swatch(Painted):
    """The colour of a cell of the grid."""

    def __init__(self, theme: Theme, token: str) -> None:
        super().__init__(theme)
        self._token = token
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def natural(self) -> QSize:
        return QSize(self.theme.u(14), self.theme.u(14))

    def paint(self, painter: QPainter) -> None:
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        if not self._token:
            painter.setPen(QPen(self.theme.colour("ink"), 2))
        painter.setBrush(self.theme.colour(self._token or "surface"))
        painter.drawRoundedRect(box, 3, 3)


def _legend(theme: Theme) -> QHBoxLayout:
    line = QHBoxLayout()
    LayoutMeasure(theme, line, gap=5)
    for token, word in _LEGEND:
        line.addWidget(_Swatch(theme, token))
        line.addWidget(label(f"{word}　", "hint"))
    line.addStretch()
    return line
