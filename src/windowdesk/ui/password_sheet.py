"""A new password: at the first login, or when the clerk wants one."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from windowdesk.ui.acts import KeyAct, KeyGroup
from windowdesk.ui.buttons import ButtonKind, KeyButton
from windowdesk.ui.fields import LineField
from windowdesk.ui.kit import Kit
from windowdesk.ui.parts import STRETCH, label
from windowdesk.ui.sheet import Sheet

_SHORTEST = 8


class PasswordSheet(Sheet):
    """Takes a password twice. ``changed`` is emitted when it was stored."""

    changed = Signal()

    def __init__(self, kit: Kit, store: Callable[[str], None], why: str) -> None:
        super().__init__(kit.theme, "lock", "改密码", width=520)
        self._kit = kit
        self._store = store
        self._first = LineField(kit.theme, label="新密码")
        self._second = LineField(kit.theme, label="再写一遍")
        for field in (self._first, self._second):
            field.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self._second.enter_goes_on = False
        self._second.entered.connect(self._on_store_clicked)
        self._button = KeyButton(kit.theme, "改好了", "F9", ButtonKind.GO)
        self._button.clicked.connect(self._on_store_clicked)
        self.put(label(why, "second", wrap=True))
        self.put_row(12)
        self.put(self._first)
        self.put(self._second)
        self.put_row(STRETCH, self._button)

    def keys(self) -> tuple[KeyGroup, ...]:
        """F9 stores it."""
        return (KeyGroup("", (KeyAct("F9", "改好了", self._on_store_clicked),)),)

    def take_focus(self) -> None:
        """Begin at the first field."""
        self._first.take_focus()

    def _on_store_clicked(self) -> None:
        typed = self._first.value()
        self._first.set_fault("" if len(typed) >= _SHORTEST else f"至少 {_SHORTEST} 个字符。")
        same = typed == self._second.value()
        self._second.set_fault("" if same else "两遍不一样，再写一遍。")
        if len(typed) < _SHORTEST:
            self._first.take_focus()
        elif not same:
            self._second.take_focus()
        else:
            self._kit.tasks.run(partial(self._store, typed), self._on_stored, self._on_failed)

    def _on_stored(self, _nothing: None) -> None:
        self._kit.notifier.info("密码改好了。")
        self.changed.emit()

    def _on_failed(self, error: Exception) -> None:
        self._kit.notifier.failed(error, {"password": self._first})
