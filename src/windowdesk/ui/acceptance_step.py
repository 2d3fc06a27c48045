"""One step on the spine of the acceptance desk: folded to a line, open, or still to come."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from windowdesk.ui.key_cap import KeyCap
from windowdesk.ui.measures import LayoutMeasure, SizeMeasure, fix_height
from windowdesk.ui.parts import bare, column, empty, label, row, rule, set_look
from windowdesk.ui.room import Room
from windowdesk.ui.step_number import StepNumber, StepState
from windowdesk.ui.tag import Tag
from windowdesk.ui.theme import Theme
from windowdesk.ui.tone import Tone

_HEAD = 43
_TITLE_WIDTH = 38


class StepForm(StrEnum):
    """How much of a step is shown."""

    OPEN = "open"
    LINE = "line"
    BODY = "body"
    GONE = "gone"


@dataclass(frozen=True)
class Gap:
    """What keeps the act from being done: its name, how to get there, and whether it is wrong."""

    text: str
    go: Callable[[], None]
    is_fault: bool = False


@dataclass(frozen=True)
class Word:
    """A part of the line that a settled step folds to.

    ``role`` is a role of the style sheet, ``tag`` for a tag. A ``wide`` word leaves the line under
    960 px; ``short`` stands in its place where there is one.
    """

    text: str
    role: str = ""
    tone: Tone = Tone.PLAIN
    wide: bool = False
    short: str = ""


class Step(QFrame):
    """The base of the five steps.

    ``asked`` follows a click on the head line, ``changed`` every change by the clerk, ``left`` the
    leaving of a field, ``settled`` Enter on the last of the step.
    """

    asked = Signal()
    changed = Signal()
    left = Signal()
    settled = Signal()

    def __init__(
        self, theme: Theme, number: int, title: str, waiting: str = "", *, is_list: bool = False
    ) -> None:
        super().__init__()
        self.theme = theme
        self.title = title
        self._waiting = waiting
        self._is_list = is_list
        self._room = Room(1366, 768)
        self._form = StepForm.LINE
        self._state = StepState.TODO
        self._drawn: tuple[StepForm, StepState, tuple[Word, ...], bool] | None = None
        self._number = StepNumber(theme, number=number)
        self._title = label(title, "label")
        self._title_width = SizeMeasure(theme, self._title, least=(_TITLE_WIDTH, None))
        self._words = QHBoxLayout()
        self._words_measure = LayoutMeasure(theme, self._words)
        self._word_box = bare(self._words)
        self._tools = QHBoxLayout()
        LayoutMeasure(theme, self._tools, gap=8)
        self._tool_box = bare(self._tools)
        self._head = _Head()
        self._head.clicked.connect(self.asked)
        self._head.setLayout(
            row(
                theme,
                14,
                self._number,
                10,
                self._title,
                6,
                (self._word_box, 1),
                self._tool_box,
                8,
                KeyCap(theme, f"Alt+{number}"),
                14,
            )
        )
        fix_height(theme, self._head, _HEAD)
        self._body = QWidget()
        self._column = QVBoxLayout(self._body)
        LayoutMeasure(theme, self._column)
        self._rule = rule()
        self.setLayout(column(theme, self._head, (self._body, 1), self._rule))

    @property
    def room(self) -> Room:
        """The room that there is, for folding."""
        return self._room

    @property
    def is_open(self) -> bool:
        """Tell whether the body is shown."""
        return self._form in (StepForm.OPEN, StepForm.BODY)

    def put(self, content: QWidget, stretch: int = 0) -> None:
        """Add content to the body."""
        self._column.addWidget(content, stretch)

    def put_tool(self, tool: QWidget) -> None:
        """Add something that is operated to the head line; it shows while the step is open."""
        self._tools.addWidget(tool)

    def show_as(self, form: StepForm, state: StepState) -> None:
        """Fold or open; ``state`` is what the number on the spine says."""
        self._form = form
        self._state = state
        self._draw()

    def set_room(self, room: Room) -> None:
        """Fold what there is no room for."""
        self._room = room
        self._draw()

    @property
    def grows(self) -> bool:
        """Tell whether the body takes all the room that there is, as a list does."""
        return self.is_open and self._is_list

    @property
    def is_tall(self) -> bool:
        """Tell whether the open step needs the room of those that are still to come."""
        return False

    def refresh_line(self) -> None:
        """Write the head line again."""
        self._draw()

    def gaps(self) -> tuple[Gap, ...]:
        """Return what is missing or wrong, in the order of the talk."""
        raise NotImplementedError

    def is_begun(self) -> bool:
        """Tell whether there is anything in the step."""
        raise NotImplementedError

    def line(self) -> tuple[Word, ...]:
        """Return what the settled step folds to."""
        raise NotImplementedError

    def notes(self) -> tuple[Word, ...]:
        """Return what stands beside the title while the step is open."""
        return ()

    def values(self) -> Mapping[str, str]:
        """Return what was typed, for the draft."""
        raise NotImplementedError

    def clear(self) -> None:
        """Empty the step for the next visitor."""
        raise NotImplementedError

    def take_focus(self) -> None:
        """Put the focus on the first gap of the step, else on its first field."""
        raise NotImplementedError

    def _draw(self) -> None:
        words = self._head_words()
        drawn = (self._form, self._state, words, self._room.is_narrow)
        if drawn == self._drawn:
            return
        self._drawn = drawn
        is_open = self.is_open
        self._head.setVisible(self._form is not StepForm.BODY)
        self._rule.setVisible(self._form is not StepForm.BODY)
        self._body.setVisible(is_open)
        self._tool_box.setVisible(is_open)
        self.setVisible(self._form is not StepForm.GONE)
        self._number.set_state(self._state)
        set_look(self._title, role="head" if is_open else "label")
        self._show_words(words)

    def _head_words(self) -> tuple[Word, ...]:
        if self.is_open:
            faults = [gap for gap in self.gaps() if gap.is_fault]
            if faults:
                return (Word(f"{len(faults)} 处要改", "label", Tone.RED),)
            return self.notes()
        if self.is_begun():
            return self.line()
        return (Word(self._waiting, "hint"),) if self._waiting else ()

    def _show_words(self, words: Sequence[Word]) -> None:
        empty(self._words)
        for word in words:
            text = word.text
            if word.wide and self._room.is_narrow:
                text = word.short
            if text:
                self._words.addWidget(self._word(text, word))
        self._words.addStretch(1)
        self._words_measure.set_gap(10 if self._room.is_narrow else 12)

    def _word(self, text: str, word: Word) -> QWidget:
        if word.role == "tag":
            # Without a parent it would be a window of its own for a moment.
            return Tag(self.theme, self._word_box, text=text, tone=word.tone)
        made = _Cut(text)
        set_look(made, role=word.role, tone=word.tone.value)
        return made


class _Cut(QLabel):
    """Words that give way where there is no room; the whole is in the tooltip."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._whole = text
        self.setMinimumWidth(1)
        self.setToolTip(text)
        self.setAccessibleName(text)

    def sizeHint(self) -> QSize:
        """Qt override: room for the whole."""
        return QSize(
            self.fontMetrics().horizontalAdvance(self._whole) + 1, super().sizeHint().height()
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt override: cut to the room that there is."""
        super().resizeEvent(event)
        cut = Qt.TextElideMode.ElideMiddle
        self.setText(self.fontMetrics().elidedText(self._whole, cut, self.width()))


class _Head(QFrame):
    """The head line; a click on it opens the step."""

    clicked = Signal()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Qt override."""
        self.clicked.emit()
        event.accept()
