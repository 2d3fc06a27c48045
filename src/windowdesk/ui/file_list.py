"""The list of attached files: name, grade, pages and size, who attached it."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter

from windowdesk.domain.attachment import Grade
from windowdesk.ui.entry_painter import EntryPainter
from windowdesk.ui.file_source import FileEntry
from windowdesk.ui.pick_list import PickList
from windowdesk.ui.theme import Theme

_HIGH = 70
_INK = {Grade.CHECKED: "green", Grade.ISSUED: "green", Grade.VOID: "ink_3"}
_ICON = {Grade.CHECKED: "check", Grade.ISSUED: "check", Grade.VOID: "cross"}


class FileList(PickList):
    """Rows of three lines."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, _HIGH)
        self.setItemDelegate(_FilePainter(theme, _HIGH, self))
        self.setAccessibleName("电子件")


class _FilePainter(EntryPainter):
    """Paints one file."""

    def paint_entry(self, painter: QPainter, size: QSize, entry: object, *, chosen: bool) -> None:
        """Draw icon, name, grade and the rest."""
        del chosen
        if not isinstance(entry, FileEntry):
            return
        u, theme = self.theme.u, self.theme
        ink = _INK.get(entry.grade, "ink_2")
        icon = theme.pixmap(_ICON.get(entry.grade, "paper"), 18, ink)
        painter.drawPixmap(u(10), u(8), icon)
        left, room = u(36), size.width() - u(44)
        name_ink = "ink_3" if entry.grade is Grade.VOID else "ink"
        self.put(painter, QRectF(left, u(5), room, u(24)), entry.name, name_ink)
        self.put(
            painter,
            QRectF(left, u(27), room, u(20)),
            f"{entry.grade_text}　{entry.material}",
            ink,
            13,
        )
        self.put(painter, QRectF(left, u(46), room, u(20)), entry.about, "ink_3", 13)
