"""What is written about the chosen line of a notice: name, fault, standard, form."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from windowdesk.ui.approval_opinion import Offer, PhraseRow, beside_label
from windowdesk.ui.fields import Field, LineField
from windowdesk.ui.notice_line import NoticeLine, changed
from windowdesk.ui.parts import STRETCH, column, row
from windowdesk.ui.theme import Theme


class NoticeStrip(QFrame):
    """``edited`` carries the line as written, ``done`` follows Enter on the last field."""

    edited = Signal(object)
    done = Signal()

    def __init__(self, theme: Theme, phrases: tuple[Offer, ...]) -> None:
        super().__init__()
        self.setProperty("role", "well")
        self._line: NoticeLine | None = None
        self.name = LineField(theme, label="名称")
        self.fault = LineField(theme, label="缺什么，哪里不对")
        self.standard = LineField(theme, label="要什么样的")
        self.form = LineField(theme, label="怎么交")
        self._phrases = PhraseRow(theme, "常用的话")
        self._phrases.offer(phrases)
        self._phrases.picked.connect(self._put_in)
        beside_label(self.fault, self._phrases)
        # The chips make the label of the fault higher: both lines stand on one height.
        name = column(theme, STRETCH, self.name)
        first = row(theme, (name, 2), (self.fault, 5), gap=14)
        second = row(theme, (self.standard, 5), (self.form, 2), gap=14)
        self.setLayout(column(theme, first, 6, second, margins=(14, 4, 14, 8)))
        for field in self.fields().values():
            field.edited.connect(self._on_edited)
        self.form.enter_goes_on = False
        self.form.entered.connect(self.done)

    def fields(self) -> Mapping[str, Field]:
        """Return the fields by what they hold."""
        return {
            "name": self.name,
            "fault": self.fault,
            "standard": self.standard,
            "form": self.form,
        }

    def show_line(self, line: NoticeLine | None) -> None:
        """Show what is written about a line; the name of a listed one is not the clerk's."""
        self._line = line
        self.setEnabled(line is not None)
        if line is None:
            return
        self.name.set_read_only(not line.free)
        gap = line.gap
        texts = {"name": gap.name, "fault": gap.fault, "standard": gap.standard, "form": gap.form}
        for name, field in self.fields().items():
            if field.value().strip() != texts[name]:
                field.set_value(texts[name])
            field.set_fault("")

    def take_focus(self) -> None:
        """Put the caret into the first field that is the clerk's and empty, else into the fault."""
        is_unnamed = self._line is not None and self._line.free and not self.name.value().strip()
        field = self.name if is_unnamed else self.fault
        field.take_focus()
        field.edit.selectAll()

    def pick(self, number: int) -> None:
        """Put in the phrase with this number, from 0."""
        self._phrases.pick(number)

    def _put_in(self, words: str) -> None:
        self.fault.set_value(words)
        self.fault.take_focus()
        self._on_edited()

    def _on_edited(self) -> None:
        if self._line is None:
            return
        texts = {name: field.value().strip() for name, field in self.fields().items()}
        self._line = changed(
            self._line,
            name=texts["name"],
            fault=texts["fault"],
            standard=texts["standard"],
            form=texts["form"],
        )
        self.edited.emit(self._line)
