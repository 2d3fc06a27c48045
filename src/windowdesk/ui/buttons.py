"""Buttons with their key printed on them, filter chips, and segments to choose one of a few."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import Property, QEvent, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from windowdesk.domain.clock import Light
from windowdesk.ui.key_cap import KeyCap
from windowdesk.ui.light_sign import light_pixmap
from windowdesk.ui.parts import empty, set_look
from windowdesk.ui.theme import Theme


class ButtonKind(StrEnum):
    """What a button does: an act, the desk's one act, an act of a sheet, a no, a side way."""

    PLAIN = ""
    MAIN = "main"
    GO = "go"
    GRAVE = "grave"
    QUIET = "quiet"


_ICON_INK = {
    ButtonKind.PLAIN: "ink",
    ButtonKind.MAIN: "on_accent",
    ButtonKind.GO: "on_accent",
    ButtonKind.GRAVE: "red",
    ButtonKind.QUIET: "accent",
}
_FILLED = (ButtonKind.MAIN, ButtonKind.GO)
_CAP_EDGE = 10


class KeyButton(QPushButton):
    """A button with its key in a cap at the right and an icon before its words.

    The cap only shows the key; the screen lists it as ``KeyAct(key, text, button.click)``.
    """

    def __init__(
        self,
        theme: Theme,
        text: str | QWidget | None = "",
        key: str = "",
        kind: ButtonKind = ButtonKind.PLAIN,
        icon: str = "",
    ) -> None:
        super().__init__(text if isinstance(text, str) else "")
        if isinstance(text, QWidget):
            self.setParent(text)
        self._theme = theme
        self._kind = kind
        self._icon = icon
        self._key = key
        self._cap: KeyCap | None = None
        theme.changed.connect(self._restyle)
        self._restyle()

    def set_key(self, key: str) -> None:
        """Print another key, or none."""
        if key != self._key:
            self._key = key
            self._restyle()

    def get_key(self) -> str:
        """Return the key as printed."""
        return self._key

    def set_kind(self, kind: str) -> None:
        """Change what the button is: plain, main, go, grave or quiet."""
        if kind != self._kind:
            self._kind = ButtonKind(kind)
            self._restyle()

    def get_kind(self) -> str:
        """Return what the button is."""
        return self._kind.value

    def set_icon_name(self, icon: str) -> None:
        """Show an icon of ``ui/icons`` before the words."""
        if icon != self._icon:
            self._icon = icon
            self._restyle()

    def get_icon_name(self) -> str:
        """Return the name of the icon."""
        return self._icon

    key = Property(str, get_key, set_key)
    kind = Property(str, get_kind, set_kind)
    iconName = Property(str, get_icon_name, set_icon_name)

    def sizeHint(self) -> QSize:
        """Qt override: words, icon, cap."""
        hint = super().sizeHint()
        if self._cap is None:
            return hint
        cap = self._cap.natural().width() + self._theme.u(8) + self._cap_edge()
        return QSize(hint.width() + cap, hint.height())

    def minimumSizeHint(self) -> QSize:
        """Qt override: a button is never cut."""
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt override: the cap keeps to the right end."""
        super().resizeEvent(event)
        self._place_cap()

    def changeEvent(self, event: QEvent) -> None:
        """Qt override: the cap goes off with the button."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.EnabledChange and self._cap is not None:
            self._cap.update()

    def _restyle(self) -> None:
        if self._cap is not None:
            self._cap.setParent(None)
            self._cap.deleteLater()
            self._cap = None
        if self._key:
            self._cap = KeyCap(self._theme, self._key, self, on_accent=self._kind in _FILLED)
            self._cap.show()
        if self._icon:
            size = self._theme.u(20)
            self.setIcon(self._theme.icon(self._icon, 20, _ICON_INK[self._kind]))
            self.setIconSize(QSize(size, size))
        else:
            self.setIcon(QIcon())
        self.setAccessibleDescription(f"按键 {self._key}" if self._key else "")
        set_look(self, keyed="true" if self._key else "")
        self.updateGeometry()
        self._place_cap()

    def _cap_edge(self) -> int:
        """Return the gap right of the cap; a quiet button has no border to keep away from."""
        return 0 if self._kind is ButtonKind.QUIET else self._theme.u(_CAP_EDGE)

    def _place_cap(self) -> None:
        if self._cap is None:
            return
        cap = self._cap.natural()
        self._cap.resize(cap)
        left = self.width() - cap.width() - self._cap_edge()
        self._cap.move(left, (self.height() - cap.height()) // 2)


@dataclass(frozen=True)
class Choice:
    """One of a few: ``code`` is the value, ``text`` what is shown, ``light`` a shape before it."""

    code: str
    text: str
    light: Light | None = None


class ChipRow(QWidget):
    """Filter chips above a list: exactly one is on. Click, or ←→ when one has the focus."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._choices: tuple[Choice, ...] = ()
        self._chips: list[_OneOf] = []
        self._value = ""
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        theme.changed.connect(self._restyle)

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Show other chips (new counts); the one that was on stays on while it is still there."""
        same = [c.code for c in choices] == [c.code for c in self._choices]
        self._choices = tuple(choices)
        if not same:
            self._build()
        for chip, choice in zip(self._chips, self._choices, strict=True):
            chip.setText(choice.text)
            chip.setAccessibleName(choice.text)
        self._restyle()

    def value(self) -> str:
        """Return the code of the chip that is on."""
        return self._value

    def set_value(self, code: str) -> None:
        """Turn a chip on without telling anybody."""
        self._value = code
        for chip, choice in zip(self._chips, self._choices, strict=True):
            chip.setChecked(choice.code == code)
            chip.setFocusPolicy(_policy(is_on=choice.code == code))

    def _build(self) -> None:
        empty(self._layout)
        self._chips = []
        for choice in self._choices:
            chip = _OneOf("chip", choice.code)
            chip.picked.connect(self._on_picked)
            chip.stepped.connect(self._on_stepped)
            self._chips.append(chip)
            self._layout.addWidget(chip)
        self._layout.addStretch()
        codes = [choice.code for choice in self._choices]
        self.set_value(self._value if self._value in codes else (codes or [""])[0])

    def _restyle(self) -> None:
        self._layout.setSpacing(self._theme.u(6))
        for chip, choice in zip(self._chips, self._choices, strict=True):
            if choice.light is not None:
                pixmap = light_pixmap(self._theme, choice.light)
                chip.setIcon(QIcon(pixmap))
                chip.setIconSize(pixmap.size())

    def _on_picked(self, code: str) -> None:
        changed = code != self._value
        self.set_value(code)
        if changed:
            self.chosen.emit(code)

    def _on_stepped(self, code: str, step: int) -> None:
        _step(self._chips, code, step)


class Segments(QWidget):
    """Two to five answers in one bar; ←→ choose, ``value`` is the code of the one that is on."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons: list[_OneOf] = []
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._value = ""
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Show other answers; none is on, and the first can take the focus."""
        empty(self._layout)
        self._buttons = []
        last = len(choices) - 1
        for index, choice in enumerate(choices):
            button = _OneOf("seg", choice.code)
            button.setText(choice.text)
            button.setProperty("end", "l" if index == 0 else "r" if index == last else "m")
            button.picked.connect(self._on_picked)
            button.stepped.connect(self._on_stepped)
            self._buttons.append(button)
            self._layout.addWidget(button)
        self._layout.addStretch()
        self.set_value("")

    def value(self) -> str:
        """Return the code of the answer, '' while there is none."""
        return self._value

    def set_value(self, code: str) -> None:
        """Set the answer without telling anybody."""
        self._value = code
        known = any(button.code == code for button in self._buttons)
        for index, button in enumerate(self._buttons):
            button.setChecked(button.code == code)
            button.setFocusPolicy(_policy(is_on=button.code == code or (not known and index == 0)))
            button.setAccessibleDescription("已选" if button.code == code else "")

    def take_focus(self) -> None:
        """Put the focus on the answer that is on, else on the first."""
        for button in self._buttons:
            if button.focusPolicy() == Qt.FocusPolicy.StrongFocus:
                button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_picked(self, code: str) -> None:
        changed = code != self._value
        self.set_value(code)
        if changed:
            self.chosen.emit(code)

    def _on_stepped(self, code: str, step: int) -> None:
        _step(self._buttons, code, step)


class _OneOf(QPushButton):
    """A button that is one of a set: picked by click, blank or Enter, ←→ go to its neighbours."""

    picked = Signal(str)
    stepped = Signal(str, int)

    def __init__(self, kind: str, code: str) -> None:
        super().__init__()
        self.code = code
        self.setCheckable(True)
        self.setProperty("kind", kind)
        self.clicked.connect(self._on_clicked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt override."""
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()))
        if step is not None:
            self.stepped.emit(self.code, step)
        else:
            super().keyPressEvent(event)

    def _on_clicked(self) -> None:
        self.picked.emit(self.code)


def _policy(*, is_on: bool) -> Qt.FocusPolicy:
    """Only one of a set stands in the Tab ring."""
    return Qt.FocusPolicy.StrongFocus if is_on else Qt.FocusPolicy.ClickFocus


def _step(buttons: list[_OneOf], code: str, step: int) -> None:
    """Pick the neighbour of the button with ``code``, and take the focus there."""
    there = [button.code for button in buttons].index(code) + step
    if 0 <= there < len(buttons):
        buttons[there].setFocus(Qt.FocusReason.OtherFocusReason)
        buttons[there].click()
