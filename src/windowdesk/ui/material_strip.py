"""The strip under the list of materials: counts and note of the chosen one, by keyboard."""

from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QIntValidator, QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit

from windowdesk.domain.errors import DomainError
from windowdesk.domain.materials import HandedIn, MaterialState
from windowdesk.domain.text import LINE, clean
from windowdesk.ui.key_cap import KeyCap
from windowdesk.ui.measures import fix_width
from windowdesk.ui.parts import Item, column, label, row, set_look
from windowdesk.ui.theme import Theme

_MOST = 999
_WORDS = (("originals", "原件"), ("copies", "复印"), ("files", "电子"), ("pages", "页数"))
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class MaterialStrip(QFrame):
    """``edited`` carries the material with its new counts or note, ``done`` follows the last Enter.

    A count makes an unchecked material 齐: it lies on the desk.
    """

    edited = Signal(object)
    done = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "well")
        self._handed: HandedIn | None = None
        self._counts = {name: self._count_edit(theme, word) for name, word in _WORDS}
        self._note = QLineEdit()
        self._note.setAccessibleName("备注")
        self._note.textEdited.connect(self._on_note_edited)
        self._edits = [*self._counts.values(), self._note]
        for edit in self._edits:
            edit.installEventFilter(self)
        self._fault = label("", "fault")
        parts: list[Item] = []
        for name, word in _WORDS:
            parts += [label(word, "label"), 5, self._counts[name], 14]
        parts += [label("备注", "label"), 5, (self._note, 1), 10]
        parts += [KeyCap(theme, "Enter"), 5, _hint("下一格"), 10, KeyCap(theme, "Esc"), 5]
        line = row(theme, *parts, _hint("回清单"), margins=(14, 4, 14, 4))
        self.setLayout(column(theme, line, self._fault))
        self._fault.hide()

    def open_counts(self, handed: HandedIn) -> None:
        """Edit the counts of a material."""
        self._show(handed)
        self._go_to(self._counts["originals"])

    def open_note(self, handed: HandedIn) -> None:
        """Edit the note of a material."""
        self._show(handed)
        self._go_to(self._note)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt override: Enter goes on, Esc goes back to the list."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in _ENTER:
                self._go_on(watched)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.done.emit()
                return True
        return super().eventFilter(watched, event)

    def _count_edit(self, theme: Theme, word: str) -> QLineEdit:
        edit = QLineEdit()
        edit.setValidator(QIntValidator(0, _MOST, edit))
        edit.setAccessibleName(word)
        edit.textEdited.connect(self._on_count_edited)
        fix_width(theme, edit, 52)
        return edit

    def _show(self, handed: HandedIn) -> None:
        self._handed = handed
        self._say("")
        counts = (handed.originals, handed.copies, handed.files, handed.pages)
        for edit, count in zip(self._counts.values(), counts, strict=True):
            edit.setText(str(count))
        self._note.setText(handed.note)
        self.show()

    def _go_to(self, edit: QLineEdit) -> None:
        edit.setFocus(Qt.FocusReason.OtherFocusReason)
        edit.selectAll()

    def _go_on(self, watched: QObject) -> None:
        place = next((i for i, edit in enumerate(self._edits) if edit is watched), -1) + 1
        if place < len(self._edits):
            self._go_to(self._edits[place])
        elif not self._fault.text():
            self.done.emit()

    def _on_count_edited(self, _text: str) -> None:
        if self._handed is None:
            return
        counts = {name: int(edit.text() or 0) for name, edit in self._counts.items()}
        state = self._handed.state
        if any(counts.values()):
            state = MaterialState.PRESENT
        self._handed = replace(
            self._handed,
            state=state,
            originals=counts["originals"],
            copies=counts["copies"],
            files=counts["files"],
            pages=counts["pages"],
        )
        self.edited.emit(self._handed)

    def _on_note_edited(self, text: str) -> None:
        if self._handed is None:
            return
        try:
            note = clean(text, LINE)
        except DomainError as error:
            self._say(error.text)
            return
        self._say("")
        self._handed = replace(self._handed, note=note)
        self.edited.emit(self._handed)

    def _say(self, fault: str) -> None:
        self._fault.setText(fault)
        self._fault.setVisible(bool(fault))
        set_look(self._note, state="error" if fault else "")


def _hint(text: str) -> QLabel:
    return label(text, "hint")
