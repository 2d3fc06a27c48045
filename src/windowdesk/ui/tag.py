"""A tag: one short fact on a soft ground."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from windowdesk.ui.measures import fix_height
from windowdesk.ui.parts import set_look
from windowdesk.ui.theme import Theme
from windowdesk.ui.tone import Tone


class Tag(QLabel):
    """A tag of 23 px; hidden while it has no words."""

    def __init__(
        self,
        theme: Theme,
        parent: QWidget | None = None,
        *,
        text: str = "",
        tone: Tone = Tone.PLAIN,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", "tag")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        fix_height(theme, self, 23)
        self.say(text, tone)

    def say(self, text: str, tone: Tone = Tone.PLAIN) -> None:
        """Show other words, or none."""
        self.setText(text)
        self.setHidden(not text)
        set_look(self, tone=tone.value)
