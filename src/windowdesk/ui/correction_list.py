"""The fields of an application that may be corrected at the desk: name, before, after."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter

from windowdesk.domain.outcomes import SpotCorrection
from windowdesk.ui.entry_painter import EntryPainter
from windowdesk.ui.pick_list import PickList, Spoken
from windowdesk.ui.theme import Theme

ROW = 36
_LABEL_AT, _LABEL = 16, 170
_ARROW = 30


@dataclass(frozen=True)
class CorrectionLine(Spoken):
    """One field; it is changed where ``after`` differs from ``before``."""

    correction: SpotCorrection

    @property
    def is_changed(self) -> bool:
        """Tell whether the applicant corrects it."""
        return self.correction.after != self.correction.before

    @property
    def spoken(self) -> str:
        """Name, what stood there, what stands there now."""
        one = self.correction
        after = f"，改成 {one.after or '空'}" if self.is_changed else ""
        return f"{one.label}，{one.before or '空'}{after}"


class CorrectionList(PickList):
    """↑↓ choose a field, Enter goes to write it anew."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, ROW)
        self.setItemDelegate(_CorrectionPainter(theme, ROW, self))
        self.setAccessibleName("能当场更正的")


class _CorrectionPainter(EntryPainter):
    """Paints one field."""

    def paint_entry(self, painter: QPainter, size: QSize, entry: object, *, chosen: bool) -> None:
        """Draw name, before, arrow, after."""
        del chosen
        if not isinstance(entry, CorrectionLine):
            return
        u, wide, high = self.theme.u, size.width(), size.height()
        one = entry.correction
        self.put(painter, QRectF(u(_LABEL_AT), 0, u(_LABEL), high), one.label, "ink_3", 14)
        left = float(u(_LABEL_AT + _LABEL + 10))
        half = (wide - left - u(14 + _ARROW)) / 2
        if not entry.is_changed:
            room = QRectF(left, 0, wide - left - u(14), high)
            self.put(painter, room, one.before or "（空）", "ink" if one.before else "ink_3")
            return
        self.put(painter, QRectF(left, 0, half, high), one.before or "（空）", "ink_3")
        self.put(painter, QRectF(left + half, 0, u(_ARROW), high), "→", "accent")
        right = QRectF(left + half + u(_ARROW), 0, half, high)
        self.put(painter, right, one.after or "（空）", "accent")
