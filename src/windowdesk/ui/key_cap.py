"""A keycap: the key that works here, printed where it works."""

from PySide6.QtCore import Property, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from windowdesk.ui.painted import Painted
from windowdesk.ui.theme import Theme


class KeyCap(Painted):
    """One key or chord in its cap; ``on_accent`` for a cap on a filled button."""

    def __init__(
        self,
        theme: Theme,
        key: str = "",
        parent: QWidget | None = None,
        *,
        on_accent: bool = False,
    ) -> None:
        super().__init__(theme, parent)
        self._on_accent = on_accent
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_key(key)

    def set_key(self, key: str) -> None:
        """Print another key."""
        self._key = key
        self.describe(f"按键 {key}")
        self.refresh()

    def get_key(self) -> str:
        """Return the key as printed."""
        return self._key

    key = Property(str, get_key, set_key)

    def natural(self) -> QSize:
        """As wide as the words need."""
        words = self.theme.metrics(13).horizontalAdvance(self._key)
        return QSize(max(words + self.theme.u(12), self.theme.u(19)), self.theme.u(21))

    def paint(self, painter: QPainter) -> None:
        """Cap and key."""
        theme = self.theme
        ink = "ink_2"
        border = "line"
        if self._on_accent:
            live = self.isEnabled()
            ink = border = "on_accent" if live else "ink_off"
        else:
            painter.setBrush(theme.colour("sunken"))
        painter.setPen(QPen(theme.colour(border), 1))
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, theme.u(4), theme.u(4))
        painter.setPen(theme.colour(ink))
        painter.setFont(theme.font(13))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._key)
