"""Fields: the label above, the editor, and one line below for a hint or for what is wrong.

``value`` and ``set_value`` speak text; ``check_with`` takes the rule that is asked on leaving the
field. While typing nothing is judged, but a fault that was shown goes as soon as it is mended.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Property, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QWidget,
)

from windowdesk.domain.pinyin import PinyinTable
from windowdesk.ui.buttons import Choice, Segments
from windowdesk.ui.calm_combo import CalmCombo
from windowdesk.ui.key_cap import KeyCap
from windowdesk.ui.measures import fix_height
from windowdesk.ui.parts import STRETCH, bare, column, label, row, set_look
from windowdesk.ui.states import IconSign
from windowdesk.ui.theme import Theme

Check = Callable[[str], str]
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Field(QWidget):
    """What all fields share; use one of the kinds below.

    ``edited`` is emitted on every change by the user, ``left`` when the focus has gone and the
    check was made, ``entered`` on Enter (which also goes on to the next field unless
    ``enter_goes_on`` is off).
    """

    edited = Signal(str)
    left = Signal(str)
    entered = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None, editor: QWidget, text: str) -> None:
        super().__init__(parent)
        self.theme = theme
        self.enter_goes_on = True
        self._editor = editor
        self._check: Check | None = None
        self._hint_text = ""
        self._fault_text = ""
        self._label = label(text, "label")
        self._required = label("必填", "hint")
        self._ok = label("", "hint")
        self._key = KeyCap(theme)
        self._sign = IconSign(theme, icon="warn", size=16, colour="red")
        self._below = label("", "hint", wrap=True)
        self._build()

    def _build(self) -> None:
        theme = self.theme
        set_look(self._required, tone="amber")
        set_look(self._ok, tone="green")
        self._line = bare(row(theme, self._sign, (self._below, 1), gap=5))
        head = row(theme, self._label, 6, self._required, self._key, STRETCH, self._ok)
        self.setLayout(column(theme, head, 2, self._editor, 2, self._line, STRETCH))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        for part in (self._required, self._ok, self._key, self._line):
            part.hide()
        self._label.setVisible(bool(self._label.text()))
        self._editor.setAccessibleName(self._label.text())
        self.setFocusProxy(self._editor)
        self._editor.installEventFilter(self)

    def value(self) -> str:
        """Return what the field holds."""
        raise NotImplementedError

    def set_value(self, value: str) -> None:
        """Fill the field without telling anybody; a fault is taken away."""
        raise NotImplementedError

    def check_with(self, check: Check) -> None:
        """Set the rule asked on leaving the field: it returns the fault, '' if there is none."""
        self._check = check

    def check(self) -> str:
        """Ask the rule now, show its answer and return it."""
        if self._check is not None:
            self.set_fault(self._check(self.value()))
        return self._fault_text

    def set_fault(self, text: str) -> None:
        """Say what is wrong and how to mend it; '' takes it away."""
        self._fault_text = text
        self._show_below()

    def fault(self) -> str:
        """Return the fault that is shown."""
        return self._fault_text

    def set_hint(self, text: str) -> None:
        """Say something under the field while nothing is wrong."""
        self._hint_text = text
        self._show_below()

    def set_ok(self, text: str) -> None:
        """Say at the right of the label that the value was checked (读卡核验)."""
        self._ok.setText(text)
        self._ok.setVisible(bool(text))

    def set_required(self, required: bool) -> None:  # noqa: FBT001 - a Qt property
        """Mark the field 必填; the mark is the screen's to take away once it is filled."""
        self._required.setVisible(required)

    def set_label(self, text: str) -> None:
        """Name the field."""
        self._label.setText(text)
        self._label.setVisible(bool(text))
        self._editor.setAccessibleName(text)

    def set_key(self, key: str) -> None:
        """Print the key that goes to this field beside its label."""
        self._key.set_key(key)
        self._key.setVisible(bool(key))

    def take_focus(self) -> None:
        """Put the caret into the field."""
        self._editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def get_label(self) -> str:
        """Return the name of the field."""
        return self._label.text()

    def get_hint(self) -> str:
        """Return the hint."""
        return self._hint_text

    def get_required(self) -> bool:
        """Tell whether the field is marked 必填."""
        return not self._required.isHidden()

    label = Property(str, get_label, set_label)
    hint = Property(str, get_hint, set_hint)
    required = Property(bool, get_required, set_required)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt override: leaving the editor asks the rule, Enter goes on."""
        if watched is self._editor:
            if event.type() == QEvent.Type.FocusOut:
                self._on_left()
            elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
                return self.on_key(event)
            elif isinstance(event, QKeyEvent) and self._leaves_undo(event):
                event.ignore()
                return True
        return super().eventFilter(watched, event)

    def has_undo(self) -> bool:
        """Tell whether something typed here can be undone."""
        return False

    def _leaves_undo(self, event: QKeyEvent) -> bool:
        """Tell whether Ctrl+Z means the last act: an editor takes it though it has nothing."""
        is_undo = event.matches(QKeySequence.StandardKey.Undo)
        return event.type() == QEvent.Type.ShortcutOverride and is_undo and not self.has_undo()

    def on_key(self, event: QKeyEvent) -> bool:
        """Handle a key before the editor does; True when it is done with."""
        if event.key() in _ENTER and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.go_on()
            return True
        return False

    def go_on(self) -> None:
        """Do what Enter does: on to the next field."""
        self.entered.emit()
        if self.enter_goes_on:
            self._editor.focusNextChild()

    def changed(self) -> None:
        """Tell of a change by the user; a fault that was shown is judged again."""
        if self._fault_text and self._check is not None:
            self.check()
        elif self._fault_text:
            self.set_fault("")
        self.edited.emit(self.value())

    def _on_left(self) -> None:
        self.check()
        self.left.emit(self.value())

    def _show_below(self) -> None:
        bad = bool(self._fault_text)
        self._below.setText(self._fault_text or self._hint_text)
        set_look(self._below, role="fault" if bad else "hint")
        set_look(self._editor, state="error" if bad else "")
        self._sign.setVisible(bad)
        self._line.setVisible(bool(self._below.text()))
        self._editor.setAccessibleDescription(self._below.text())


class LineField(Field):
    """One line of text."""

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, label: str = "") -> None:
        self._edit = QLineEdit()
        super().__init__(theme, parent, self._edit, label)
        self._edit.textEdited.connect(self.changed)

    @property
    def edit(self) -> QLineEdit:
        """The editor, for what only it can do (validator, echo mode, completer)."""
        return self._edit

    def value(self) -> str:
        """Return the text as typed."""
        return self._edit.text()

    def set_value(self, value: str) -> None:
        """Show a text from its beginning."""
        self._edit.setText(value)
        self._edit.setCursorPosition(0)
        self.set_fault("")

    def has_undo(self) -> bool:
        """Tell whether something typed here can be undone."""
        return self._edit.isUndoAvailable()

    def set_read_only(self, read_only: bool) -> None:  # noqa: FBT001 - as Qt's
        """Show a value that is not the clerk's to change."""
        self._edit.setReadOnly(read_only)
        self._edit.setFocusPolicy(
            Qt.FocusPolicy.ClickFocus if read_only else Qt.FocusPolicy.StrongFocus
        )


class ChoiceField(Field):
    """One of a list; typing goes to the entry that is meant, ↑↓ step, Alt+↓ opens.

    Typed are words, pinyin initials (after ``spell_with``) or the number of the entry.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, label: str = "") -> None:
        self._combo = CalmCombo()
        self._choices: tuple[Choice, ...] = ()
        super().__init__(theme, parent, self._combo, label)
        self._combo.activated.connect(self.changed)

    @property
    def combo(self) -> QComboBox:
        """The editor."""
        return self._combo

    def spell_with(self, pinyin: PinyinTable) -> None:
        """Let pinyin initials find an entry."""
        self._combo.ahead.spell_with(pinyin)

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Offer other entries; the value stays while it is among them, else there is none."""
        value = self.value()
        self._choices = tuple(choices)
        self._combo.clear()
        self._combo.addItems([choice.text for choice in self._choices])
        self.set_value(value)

    def value(self) -> str:
        """Return the code of the entry, '' while none is chosen."""
        index = self._combo.currentIndex()
        return self._choices[index].code if 0 <= index < len(self._choices) else ""

    def set_value(self, value: str) -> None:
        """Choose the entry with this code, or none."""
        codes = [choice.code for choice in self._choices]
        self._combo.setCurrentIndex(codes.index(value) if value in codes else -1)
        self.set_fault("")


class TextField(Field):
    """Several lines of text; Tab goes on, Enter makes a new line."""

    def __init__(
        self, theme: Theme, parent: QWidget | None = None, *, label: str = "", height: int = 72
    ) -> None:
        self._text = QPlainTextEdit()
        self._text.setTabChangesFocus(True)
        self._text.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._silent = False
        super().__init__(theme, parent, self._text, label)
        self._size = fix_height(theme, self._text, height)
        self._text.textChanged.connect(self._on_text_changed)

    @property
    def text(self) -> QPlainTextEdit:
        """The editor."""
        return self._text

    def value(self) -> str:
        """Return the text as typed."""
        return self._text.toPlainText()

    def set_value(self, value: str) -> None:
        """Show a text."""
        self._silent = True
        self._text.setPlainText(value)
        self._silent = False
        self.set_fault("")

    def has_undo(self) -> bool:
        """Tell whether something typed here can be undone."""
        return self._text.document().isUndoAvailable()

    def put_in(self, words: str) -> None:
        """Add words at the caret, as typing them would (a stock phrase)."""
        self._text.insertPlainText(words)

    def on_key(self, event: QKeyEvent) -> bool:
        """Leave Enter to the text; Ctrl+Enter goes on."""
        ctrl = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() in _ENTER and ctrl:
            self.go_on()
            return True
        return False

    def _on_text_changed(self) -> None:
        if not self._silent:
            self.changed()


class SegmentField(Field):
    """A few answers in one bar, with the label above."""

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, label: str = "") -> None:
        self._segments = Segments(theme)
        super().__init__(theme, parent, self._segments, label)
        self._segments.chosen.connect(self._on_chosen)

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Offer other answers."""
        self._segments.set_choices(choices)

    def value(self) -> str:
        """Return the code of the answer, '' while there is none."""
        return self._segments.value()

    def set_value(self, value: str) -> None:
        """Set the answer."""
        self._segments.set_value(value)
        self.set_fault("")

    def take_focus(self) -> None:
        """Put the focus on the answer."""
        self._segments.take_focus()

    def _on_chosen(self) -> None:
        self.changed()
