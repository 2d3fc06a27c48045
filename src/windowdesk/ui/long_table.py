"""A table in a sheet: as high as its rows up to a limit, less where there is less room."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from windowdesk.ui.row_table import RowTable
from windowdesk.ui.theme import Theme

_HEAD, _ROW = 32, 38


class LongTable(RowTable):
    """``most`` and ``least`` count rows."""

    def __init__(
        self, theme: Theme, parent: QWidget | None = None, *, most: int = 10, least: int = 3
    ) -> None:
        super().__init__(theme, parent)
        self._measure_by = theme.u
        self._most, self._least = most, least

    def sizeHint(self) -> QSize:
        """Qt override."""
        return QSize(self._measure_by(400), self._high(self._most))

    def minimumSizeHint(self) -> QSize:
        """Qt override."""
        return QSize(self._measure_by(240), self._high(self._least))

    def _high(self, rows: int) -> int:
        return self._measure_by(_HEAD + rows * _ROW)
