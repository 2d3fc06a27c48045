"""A line of text that can also carry a remark in amber: something odd that may be passed."""

from PySide6.QtWidgets import QWidget

from windowdesk.ui.fields import LineField
from windowdesk.ui.parts import set_look
from windowdesk.ui.theme import Theme
from windowdesk.ui.tone import Tone


class NotedField(LineField):
    """Under the field stands a fault in red, else a remark in its tone, else nothing."""

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, label: str = "") -> None:
        self._tone = Tone.PLAIN
        super().__init__(theme, parent, label=label)

    def set_remark(self, text: str, tone: Tone = Tone.PLAIN) -> None:
        """Say something about the value that is not wrong; '' takes it away."""
        self._tone = tone
        self.set_hint(text)

    def _show_below(self) -> None:
        super()._show_below()
        set_look(self._below, tone="" if self.fault() else self._tone.value)
