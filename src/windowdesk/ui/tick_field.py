"""A statement that the clerk ticks, with a label above as other fields have it."""

from PySide6.QtWidgets import QCheckBox, QWidget

from windowdesk.ui.fields import Field
from windowdesk.ui.theme import Theme

TICKED = "yes"


class TickField(Field):
    """``value`` is ``TICKED`` or ''; the blank ticks, Enter goes on."""

    def __init__(
        self, theme: Theme, parent: QWidget | None = None, *, label: str = "", text: str = ""
    ) -> None:
        self._box = QCheckBox(text)
        super().__init__(theme, parent, self._box, label)
        self._box.setAccessibleName(f"{label} {text}".strip())
        self._box.clicked.connect(self.changed)

    @property
    def is_ticked(self) -> bool:
        """Whether it is ticked."""
        return self._box.isChecked()

    def value(self) -> str:
        """Return ``TICKED``, or '' while it is not ticked."""
        return TICKED if self.is_ticked else ""

    def set_value(self, value: str) -> None:
        """Tick it or not."""
        self._box.setChecked(value == TICKED)
        self.set_fault("")

    def toggle(self) -> None:
        """Tick it or take the tick away, as its key does; the focus comes here."""
        self.take_focus()
        self._box.click()
