"""The steps under each other: one open, the settled ones folded, those to come in one line."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from windowdesk.ui.acceptance_step import Step, StepForm
from windowdesk.ui.measures import fix_height
from windowdesk.ui.parts import STRETCH, bare, column, label, row, rule, set_look
from windowdesk.ui.room import Room
from windowdesk.ui.step_number import StepNumber, StepState
from windowdesk.ui.theme import Theme

_NEXT = 43
_SPINE = 42


class StepStack(QWidget):
    """``asked`` carries the index of a step whose head was clicked.

    ``together`` are the indexes of steps that are open side by side where there is room.
    """

    asked = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._steps: tuple[Step, ...] = ()
        self._together: frozenset[int] = frozenset()
        self._spine: list[_SpinePart] = []
        self._active = 0
        self._room = Room(1366, 768)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._next = label("", "hint")
        line = row(theme, 50, label("接着", "label"), 12, self._next, STRETCH)
        self._next_line = bare(line)
        fix_height(theme, self._next_line, _NEXT)

    @property
    def active(self) -> int:
        """The index of the step that is being done."""
        return self._active

    def set_steps(self, steps: Sequence[Step], together: frozenset[int]) -> None:
        """Take the steps, once."""
        self._steps = tuple(steps)
        self._together = together
        self._spine = [_SpinePart(self._theme, n, step.title) for n, step in enumerate(steps, 1)]
        spine: list[QWidget | str] = []
        for index, part in enumerate(self._spine):
            part.clicked.connect(partial(self.asked.emit, index))
            spine += [part, STRETCH]
        self._spine_row = bare(
            column(self._theme, row(self._theme, *spine[:-1], margins=(14, 5, 14, 5)), rule())
        )
        fix_height(self._theme, self._spine_row, _SPINE)
        self._layout.addWidget(self._spine_row)
        for index, step in enumerate(self._steps):
            step.asked.connect(partial(self.asked.emit, index))
            self._layout.addWidget(step)
        self._layout.addWidget(self._next_line)
        self._layout.addStretch(1)
        self.show_active(0)

    def show_active(self, active: int) -> None:
        """Open a step and fold the others as the room asks for."""
        self._active = active
        coming = self._coming()
        for index, step in enumerate(self._steps):
            state = self._state(index)
            step.show_as(self._form(index, coming), state)
            self._layout.setStretchFactor(step, 20 if step.grows else 0)
            self._spine[index].show_state(state, is_active=index == active)
        self._next.setText("、".join(self._steps[i].title for i in coming))
        self._next_line.setVisible(bool(coming) and not self._room.is_very_narrow)
        self._spine_row.setVisible(self._room.is_very_narrow)

    def refresh(self) -> None:
        """Say again where every step stands."""
        self.show_active(self._active)

    def set_room(self, room: Room) -> None:
        """Fold what there is no room for."""
        self._room = room
        for step in self._steps:
            step.set_room(room)
        if self._steps:
            self.refresh()

    def _state(self, index: int) -> StepState:
        step = self._steps[index]
        gaps = step.gaps()
        if any(gap.is_fault for gap in gaps):
            return StepState.FAULT
        if index == self._active:
            return StepState.OPEN
        return StepState.DONE if step.is_begun() and not gaps else StepState.TODO

    def _form(self, index: int, coming: list[int]) -> StepForm:
        if self._room.is_very_narrow:
            return StepForm.BODY if index == self._active else StepForm.GONE
        if index == self._active or self._is_beside_active(index):
            return StepForm.OPEN
        return StepForm.GONE if index in coming else StepForm.LINE

    def _is_beside_active(self, index: int) -> bool:
        both = index in self._together and self._active in self._together
        return both and not self._room.is_narrow and self._steps[index].is_begun()

    def _coming(self) -> list[int]:
        """Return the steps that are not reached, where they share one line."""
        is_short = self._room.is_low or self._steps[self._active].is_tall
        if not is_short or self._room.is_very_narrow:
            return []
        after = range(self._active + 1, len(self._steps))
        coming = [
            i for i in after if not self._steps[i].is_begun() and not self._is_beside_active(i)
        ]
        return coming if len(coming) > 1 else []


class _SpinePart(QFrame):
    """Number and title of a step on the row that the spine becomes at 200 %."""

    clicked = Signal()

    def __init__(self, theme: Theme, number: int, title: str) -> None:
        super().__init__()
        self._number = StepNumber(theme, number=number)
        self._title = label(title, "label")
        self.setLayout(row(theme, self._number, 6, self._title))
        self.setAccessibleName(title)

    def show_state(self, state: StepState, *, is_active: bool) -> None:
        """Say where the step stands."""
        self._number.set_state(state)
        set_look(self._title, role="" if is_active else "label")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Qt override."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.clicked.emit()
