"""The plain parts that pages are put together from in code: rows, columns, labels, frames.

``row`` and ``column`` take widgets, layouts, numbers (a fixed gap in px at 100 %), ``STRETCH``,
and pairs ``(item, stretch)``.
"""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from windowdesk.ui.measures import LayoutMeasure, Margins
from windowdesk.ui.theme import Theme
from windowdesk.ui.tone import Tone

STRETCH: Final = "stretch"
Part = QWidget | QLayout | float | str
Item = Part | tuple[Part, int]


def row(theme: Theme, *items: Item, margins: Margins = (0, 0, 0, 0), gap: float = 0) -> QHBoxLayout:
    """Return the items from left to right."""
    layout = QHBoxLayout()
    _fill(theme, layout, items, margins, gap, upright=False)
    return layout


def column(
    theme: Theme, *items: Item, margins: Margins = (0, 0, 0, 0), gap: float = 0
) -> QVBoxLayout:
    """Return the items from top to bottom."""
    layout = QVBoxLayout()
    _fill(theme, layout, items, margins, gap, upright=True)
    return layout


def label(text: str = "", role: str = "", tone: Tone = Tone.PLAIN, *, wrap: bool = False) -> QLabel:
    """Return a line of text in a role of theme.qss: hero title head strong label hint second."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", role)
    made.setProperty("tone", tone.value)
    made.setWordWrap(wrap)
    return made


def frame(role: str, layout: QLayout | None = None, tone: Tone = Tone.PLAIN) -> QFrame:
    """Return a ground in a role of theme.qss: panel pane well bar foot banner sheet."""
    made = QFrame()
    made.setProperty("role", role)
    made.setProperty("tone", tone.value)
    if layout is not None:
        made.setLayout(layout)
    return made


def rule() -> QFrame:
    """Return a hairline across."""
    made = frame("rule")
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return made


def bare(layout: QLayout) -> QWidget:
    """Return a widget without a ground that holds ``layout``."""
    made = QWidget()
    made.setLayout(layout)
    return made


def set_look(widget: QWidget, **properties: str) -> None:
    """Change properties that theme.qss selects by, and have them take effect."""
    for name, value in properties.items():
        widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def empty(layout: QLayout) -> None:
    """Take everything out of a layout and drop the widgets in it."""
    while layout.count():
        item = layout.takeAt(0)
        if item is None:
            return
        widget = item.widget()
        inner = item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            empty(inner)


def _fill(
    theme: Theme,
    layout: QBoxLayout,
    items: tuple[Item, ...],
    margins: Margins,
    gap: float,
    *,
    upright: bool,
) -> None:
    measure = LayoutMeasure(theme, layout, margins, gap)
    for item in items:
        part, stretch = item if isinstance(item, tuple) else (item, 0)
        if isinstance(part, str):
            layout.addStretch(stretch or 1)
        elif isinstance(part, QLayout):
            layout.addLayout(part, stretch)
        elif isinstance(part, QWidget):
            layout.addWidget(part, stretch)
        else:
            layout.addSpacing(theme.u(part))
            measure.space(part, upright=upright)
