"""What stands where rows will stand: still bars while loading, words when there is nothing."""

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from windowdesk.ui.painted import Painted
from windowdesk.ui.parts import STRETCH, bare, column, empty, label, row
from windowdesk.ui.theme import Theme
from windowdesk.ui.tone import Tone

_BAR_ROW = 48
_SHOWN_AFTER_MS = 200


class LoadingBars(Painted):
    """Grey rows where rows will be: still, and only after 0.2 s (look.md, section 8)."""

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, rows: int = 4) -> None:
        super().__init__(theme, parent)
        self._rows = rows
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_SHOWN_AFTER_MS)
        self._wait.timeout.connect(self.show)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.describe("正在取")

    def begin(self) -> None:
        """Show the bars if ``end`` does not come first."""
        self._wait.start()

    def end(self) -> None:
        """Take the bars away."""
        self._wait.stop()
        self.hide()

    def natural(self) -> QSize:
        """One strip for each row."""
        return QSize(self.theme.u(200), self.theme.u(_BAR_ROW) * self._rows)

    def paint(self, painter: QPainter) -> None:
        """Draw a short bar, a long one, and one under it."""
        u = self.theme.u
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.colour("sunken"))
        for index in range(self._rows):
            top = index * u(_BAR_ROW)
            first = 190 + 37 * (index * 2 % 3)
            second = 110 + 23 * (index * 3 % 4)
            painter.drawRoundedRect(QRectF(u(16), top + u(12), u(58), u(14)), 3, 3)
            painter.drawRoundedRect(QRectF(u(92), top + u(12), u(first), u(14)), 3, 3)
            painter.drawRoundedRect(QRectF(u(92), top + u(32), u(second), u(8)), 3, 3)


class RoundIcon(Painted):
    """An icon in a soft disc of 52 px."""

    def __init__(self, theme: Theme, icon: str, tone: Tone, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._icon = icon
        self._tone = tone
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_icon(self, icon: str, tone: Tone) -> None:
        """Show another icon."""
        self._icon = icon
        self._tone = tone
        self.update()

    def natural(self) -> QSize:
        """Return the size of the disc."""
        return QSize(self.theme.u(52), self.theme.u(52))

    def paint(self, painter: QPainter) -> None:
        """Disc and icon."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.colour(self._tone.soft))
        painter.drawEllipse(QRectF(self.rect()))
        side = self.theme.u(26)
        corner = (self.width() - side) // 2
        painter.drawPixmap(corner, corner, self.theme.pixmap(self._icon, 26, self._tone.ink))


class IconSign(Painted):
    """A tinted icon beside words."""

    def __init__(
        self,
        theme: Theme,
        parent: QWidget | None = None,
        *,
        icon: str = "paper",
        size: int = 20,
        colour: str = "ink_2",
    ) -> None:
        super().__init__(theme, parent)
        self._icon = icon
        self._size = size
        self._colour = colour
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_icon(self, icon: str, colour: str) -> None:
        """Show another icon, in the colour of a token."""
        self._icon = icon
        self._colour = colour
        self.update()

    def natural(self) -> QSize:
        """Return the size it was made for."""
        return QSize(self.theme.u(self._size), self.theme.u(self._size))

    def paint(self, painter: QPainter) -> None:
        """Draw the icon."""
        painter.drawPixmap(0, 0, self.theme.pixmap(self._icon, self._size, self._colour))


class EmptyState(QWidget):
    """Says why there is nothing here and what can be done (look.md, section 9)."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = RoundIcon(theme, "check", Tone.GREEN)
        self._title = label("", "head", wrap=True)
        self._detail = label("", "second", wrap=True)
        self._title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._detail.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._acts = QHBoxLayout()
        layout = column(
            theme,
            STRETCH,
            row(theme, STRETCH, self._icon, STRETCH),
            12,
            self._title,
            4,
            self._detail,
            14,
            bare(self._acts),
            STRETCH,
            margins=(16, 14, 16, 14),
        )
        self.setLayout(layout)

    def say(
        self, icon: str, tone: Tone, title: str, detail: str, acts: tuple[QWidget, ...] = ()
    ) -> None:
        """Show an icon, a title, a sentence and the buttons for what can be done now."""
        self._icon.set_icon(icon, tone)
        self._title.setText(title)
        self._detail.setText(detail)
        self.setAccessibleName(title)
        self.setAccessibleDescription(detail)
        empty(self._acts)
        self._acts.addStretch()
        for act in acts:
            self._acts.addWidget(act)
        self._acts.addStretch()
