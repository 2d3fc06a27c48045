"""One step of admission: the paper that it stands on, the first day, a note."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import Signal

from windowdesk.services.admission_entry import StepEntry
from windowdesk.ui.acts import KeyAct, KeyGroup
from windowdesk.ui.buttons import ButtonKind, KeyButton
from windowdesk.ui.date_field import DateField
from windowdesk.ui.fields import Field, LineField, TextField
from windowdesk.ui.kit import Kit
from windowdesk.ui.parts import STRETCH, bare, column, label, row
from windowdesk.ui.sheet import Sheet

Step = Callable[[StepEntry, date | None], object]


@dataclass(frozen=True)
class StepWords:
    """What a step asks. ``day`` names the first day, '' where there is none; ``grave`` ends."""

    title: str
    why: str
    button: str
    done: str
    paper: bool = True
    day: str = ""
    note: str = "说明"
    grave: bool = False


class StepSheet(Sheet):
    """``done`` follows the step; its result is read anew by the desk."""

    done = Signal()

    def __init__(self, kit: Kit, words: StepWords, step: Step, today: date) -> None:
        super().__init__(kit.theme, "catalogue", words.title, width=640)
        self._kit = kit
        self._words = words
        self._step = step
        theme = kit.theme
        self.organ = LineField(theme, label="文件是哪个机关的")
        self.number = LineField(theme, label="文号或文件名称")
        self.on = DateField(theme, label="文件日期", today=today)
        self.first = DateField(theme, label=words.day or "从哪天起", today=today)
        self.reason = TextField(theme, label=words.note, height=72)
        self.button = KeyButton(
            theme, words.button, "F9", ButtonKind.GRAVE if words.grave else ButtonKind.GO
        )
        self.button.clicked.connect(self.do)
        self.put(label(words.why, "second", wrap=True))
        self.put(bare(column(theme, 10)))
        self.put(self.organ)
        self.put_row((self.number, 2), 14, (self.on, 1))
        self.put(bare(column(theme, 4)))
        self.put(self.first)
        self.put(bare(column(theme, 4)))
        self.put(self.reason)
        self.put(bare(column(theme, 8)))
        self.put(row(theme, STRETCH, self.button))
        for field in (self.organ, self.number, self.on):
            field.setVisible(words.paper)
        self.first.setVisible(bool(words.day))
        if words.day:
            self.first.set_day(today)

    def keys(self) -> tuple[KeyGroup, ...]:
        """F9 takes the step."""
        return (KeyGroup("", (KeyAct("F9", self._words.button, self.do),)),)

    def take_focus(self) -> None:
        """Begin at the first field that is asked."""
        first: Field = self.organ if self._words.paper else self.reason
        first.take_focus()

    def do(self) -> None:
        """Take the step; what is wrong is told at its field."""
        entry = StepEntry(
            self.organ.value(), self.number.value(), self.on.day(), self.reason.value()
        )
        first = self.first.day() if self._words.day else None
        self._kit.tasks.run(partial(self._step, entry, first), self._on_done, self._on_failed)

    def _on_done(self, _result: object) -> None:
        self._kit.notifier.info(self._words.done)
        self.done.emit()
        self.wants_aside.emit()

    def _on_failed(self, error: Exception) -> None:
        fields: Mapping[str, Field] = {
            "organ": self.organ,
            "number": self.number,
            "on": self.on,
            "note": self.reason,
            "effective_from": self.first,
        }
        visible = {name: field for name, field in fields.items() if not field.isHidden()}
        self._kit.notifier.failed(error, visible)
