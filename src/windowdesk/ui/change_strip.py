"""The strip in a sheet when others changed the case meanwhile; one's own words stay as they are."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from windowdesk.ui.buttons import ButtonKind, KeyButton
from windowdesk.ui.cut_label import CutLabel
from windowdesk.ui.measures import fix_height
from windowdesk.ui.parts import row
from windowdesk.ui.states import IconSign
from windowdesk.ui.theme import Theme
from windowdesk.ui.tone import Tone


class ChangeStrip(QFrame):
    """Amber, 40 px, hidden until there is something to say. ``look_wanted`` follows 看改动."""

    look_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "banner")
        self.setProperty("tone", Tone.AMBER.value)
        self.text = CutLabel("", "")
        look = KeyButton(theme, "看改动", "F5", ButtonKind.QUIET)
        look.clicked.connect(self.look_wanted)
        self.setLayout(
            row(
                theme,
                IconSign(theme, icon="two", size=20, colour="amber"),
                8,
                (self.text, 1),
                8,
                look,
                margins=(10, 1, 6, 1),
            )
        )
        fix_height(theme, self, 40)
        self.hide()

    def say(self, text: str) -> None:
        """Show the strip, or take it away with ''."""
        self.text.set_text(text)
        self.setVisible(bool(text))
