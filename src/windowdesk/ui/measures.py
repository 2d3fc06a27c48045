"""Margins, gaps and sizes given at 100 % and kept at the scale of the theme.

A measure is a small child object of what it measures; it sets the numbers again whenever the
theme changes, so no widget needs code of its own for larger type.
"""

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QLayout, QSizePolicy, QWidget

from windowdesk.ui.theme import Theme

Margins = tuple[float, float, float, float]


class LayoutMeasure(QObject):
    """Keeps the margins (left, top, right, bottom), the gap and the fixed spacers of a layout."""

    def __init__(
        self,
        theme: Theme,
        layout: QLayout,
        margins: Margins = (0, 0, 0, 0),
        gap: float = 0,
    ) -> None:
        super().__init__(layout)
        self._theme = theme
        self._layout = layout
        self._margins = margins
        self._gap = gap
        self._spacers: dict[int, tuple[int, int]] = {}
        self.measure()
        theme.changed.connect(self.measure)

    def space(self, px: float, *, upright: bool) -> None:
        """Remember that the item just added to the layout is a fixed gap of ``px``."""
        size = (0, round(px)) if upright else (round(px), 0)
        self._spacers[self._layout.count() - 1] = size
        self.measure()

    def adopt_spacers(self) -> None:
        """Take the fixed spacers that the layout already holds as given at 100 %."""
        for index in range(self._layout.count()):
            item = self._layout.itemAt(index)
            spacer = item.spacerItem() if item is not None else None
            if spacer is not None and not spacer.expandingDirections():
                hint = spacer.sizeHint()
                self._spacers[index] = (hint.width(), hint.height())
        self.measure()

    def set_margins(self, margins: Margins) -> None:
        """Change the margins, for folding."""
        self._margins = margins
        self.measure()

    def set_gap(self, gap: float) -> None:
        """Change the gap between the items, for folding."""
        self._gap = gap
        self.measure()

    def measure(self) -> None:
        """Set every number at the scale of the theme."""
        u = self._theme.u
        left, top, right, bottom = self._margins
        self._layout.setContentsMargins(u(left), u(top), u(right), u(bottom))
        self._layout.setSpacing(u(self._gap))
        fixed = QSizePolicy.Policy.Fixed
        free = QSizePolicy.Policy.Minimum
        for index, (width, height) in self._spacers.items():
            item = self._layout.itemAt(index)
            spacer = item.spacerItem() if item is not None else None
            if spacer is not None:
                spacer.changeSize(
                    u(width), u(height), fixed if width else free, fixed if height else free
                )
        self._layout.invalidate()


Extent = tuple[float | None, float | None]
"""A width and a height in px at 100 %; None leaves one of them alone."""

_NONE: Final[Extent] = (None, None)
# Qt's names of the four sides, and what each is where nothing is kept.
_FREE: Final = {
    "maximumWidth": 16_777_215,
    "maximumHeight": 16_777_215,
    "minimumWidth": 0,
    "minimumHeight": 0,
}


class SizeMeasure(QObject):
    """Keeps the least and greatest width and height of a widget.

    A measure made later takes over the sides that it names; the earlier one keeps the others.
    """

    def __init__(
        self, theme: Theme, widget: QWidget, *, least: Extent = _NONE, most: Extent = _NONE
    ) -> None:
        super().__init__(widget)
        self._theme = theme
        self._widget = widget
        self._kept = _sides(least, most)
        direct = Qt.FindChildOption.FindDirectChildrenOnly
        # Not children(): that hands out Qt's own inner objects, too, which must not be held.
        for earlier in widget.findChildren(SizeMeasure, options=direct):
            if earlier is not self:
                earlier.leave(self._kept)
        theme.changed.connect(self.measure)
        self.measure()

    def change(self, *, least: Extent = _NONE, most: Extent = _NONE) -> None:
        """Take other numbers, for folding; what was kept and is not named now becomes free."""
        before, self._kept = self._kept, _sides(least, most)
        for side in before.keys() - self._kept.keys():
            self._widget.setProperty(side, _FREE[side])
        self.measure()

    def leave(self, sides: Iterable[str]) -> None:
        """Keep these sides no longer: another measure does."""
        self._kept = {side: px for side, px in self._kept.items() if side not in sides}

    def measure(self) -> None:
        """Set every number at the scale of the theme."""
        for side, px in self._kept.items():
            self._widget.setProperty(side, self._theme.u(px))


def _sides(least: Extent, most: Extent) -> dict[str, float]:
    """Name the sides that have a number."""
    numbers = zip(_FREE, (*most, *least), strict=True)
    return {side: px for side, px in numbers if px is not None}


def fix_width(theme: Theme, widget: QWidget, px: float) -> SizeMeasure:
    """Give ``widget`` the width ``px`` (at 100 %)."""
    return SizeMeasure(theme, widget, least=(px, None), most=(px, None))


def fix_height(theme: Theme, widget: QWidget, px: float) -> SizeMeasure:
    """Give ``widget`` the height ``px`` (at 100 %)."""
    return SizeMeasure(theme, widget, least=(None, px), most=(None, px))
