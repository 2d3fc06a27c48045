"""Taking a case from somebody who holds it: with a reason that stays in its story."""

from PySide6.QtCore import Signal

from windowdesk.ui.acts import KeyAct, KeyGroup
from windowdesk.ui.buttons import ButtonKind, KeyButton
from windowdesk.ui.fields import TextField
from windowdesk.ui.parts import STRETCH, label
from windowdesk.ui.sheet import Sheet
from windowdesk.ui.theme import Theme


class TakeOverSheet(Sheet):
    """Asks for the reason. ``asked`` carries it once it is written."""

    asked = Signal(str)

    def __init__(self, theme: Theme, case_text: str, holder_text: str) -> None:
        super().__init__(theme, "hand", "接办别人领办的件", width=640)
        self.reason = TextField(theme, label="接办的理由")
        self.reason.set_hint("理由记进办件经过，原来领办的人看得到。")
        go = KeyButton(theme, "接办", "F9", ButtonKind.GO, "hand")
        go.clicked.connect(self._on_go_clicked)
        self.put(label(case_text, "strong", wrap=True))
        self.put(label(f"{holder_text}。", "second", wrap=True))
        self.put_row(12)
        self.put(self.reason)
        self.put_row(12)
        self.put_row(STRETCH, go)

    def keys(self) -> tuple[KeyGroup, ...]:
        """Return the key that takes the case."""
        return (KeyGroup("接办", (KeyAct("F9", "接办", self._on_go_clicked),)),)

    def take_focus(self) -> None:
        """Put the caret into the reason, the one thing to write."""
        self.reason.take_focus()

    def _on_go_clicked(self) -> None:
        reason = self.reason.value().strip()
        if reason:
            self.asked.emit(reason)
        else:
            self.reason.set_fault("还没写理由。写一句为什么由你来办。")
            self.reason.take_focus()
