"""The number of a step on the spine: to come, open, settled, or with something to mend."""

from enum import StrEnum

from PySide6.QtCore import Property, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from windowdesk.ui.painted import Painted
from windowdesk.ui.theme import Theme


class StepState(StrEnum):
    """Where a step stands."""

    TODO = "todo"
    OPEN = "open"
    DONE = "done"
    FAULT = "fault"


STEP_WORD = {
    StepState.TODO: "还没到",
    StepState.OPEN: "正在办",
    StepState.DONE: "办好了",
    StepState.FAULT: "有要改的",
}


class StepNumber(Painted):
    """A number in a circle of 26 px."""

    def __init__(
        self,
        theme: Theme,
        parent: QWidget | None = None,
        *,
        number: int = 1,
        state: StepState = StepState.TODO,
    ) -> None:
        super().__init__(theme, parent)
        self._number = number
        self._state = state
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_state(state)

    def set_state(self, state: StepState) -> None:
        """Show another state."""
        self._state = state
        self.describe(f"第 {self._number} 步 {STEP_WORD[state]}")
        self.update()

    def set_number(self, number: int) -> None:
        """Show another number."""
        self._number = number
        self.set_state(self._state)

    def get_number(self) -> int:
        """Return the number."""
        return self._number

    number = Property(int, get_number, set_number)

    def natural(self) -> QSize:
        """Return a circle with room for its border."""
        return QSize(self.theme.u(26), self.theme.u(26))

    def paint(self, painter: QPainter) -> None:
        """Circle, then tick, number or sign."""
        theme = self.theme
        disc = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self._state is StepState.DONE:
            painter.setPen(QPen(theme.colour("accent"), 1.5))
            painter.setBrush(theme.colour("accent_soft"))
            painter.drawEllipse(disc)
            half = theme.u(17) / 2
            corner = disc.center() - QPointF(half, half)
            painter.drawPixmap(corner, theme.pixmap("check", 17, "accent"))
            return
        ground, ink, text = {
            StepState.OPEN: ("accent", "on_accent", str(self._number)),
            StepState.FAULT: ("red", "surface", "!"),
        }.get(self._state, ("surface", "ink_2", str(self._number)))
        is_todo = self._state is StepState.TODO
        painter.setPen(QPen(theme.colour("line_strong"), 1.5) if is_todo else Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(ground))
        painter.drawEllipse(disc)
        painter.setPen(theme.colour(ink))
        painter.setFont(theme.font(15, strong=not is_todo))
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, text)
