"""Layouts: Qt Designer files with our widgets, measures at 100 % kept at the scale in use."""

import xml.etree.ElementTree as ET
from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtUiTools import QUiLoader
from PySide6.QtWidgets import QComboBox, QLayout, QStyledItemDelegate, QWidget

from windowdesk.assets import Assets
from windowdesk.ui.buttons import ChipRow, KeyButton, Segments
from windowdesk.ui.date_field import DateField
from windowdesk.ui.day_ruler import DayRuler
from windowdesk.ui.fields import ChoiceField, LineField, SegmentField, TextField
from windowdesk.ui.key_cap import KeyCap
from windowdesk.ui.light_sign import LightSign
from windowdesk.ui.measures import LayoutMeasure, SizeMeasure
from windowdesk.ui.proof_grid import ProofGrid
from windowdesk.ui.row_list import RowList
from windowdesk.ui.row_table import RowTable
from windowdesk.ui.stages import Stages
from windowdesk.ui.states import EmptyState, IconSign, LoadingBars
from windowdesk.ui.step_number import StepNumber
from windowdesk.ui.story import Story
from windowdesk.ui.tag import Tag
from windowdesk.ui.theme import Theme

Maker = Callable[[Theme, QWidget | None], QWidget]

WIDGETS: Final[Mapping[str, Maker]] = {
    "ChipRow": ChipRow,
    "ChoiceField": ChoiceField,
    "DateField": DateField,
    "DayRuler": DayRuler,
    "EmptyState": EmptyState,
    "IconSign": IconSign,
    "KeyButton": KeyButton,
    "KeyCap": lambda theme, parent: KeyCap(theme, "", parent),
    "LightSign": LightSign,
    "LineField": LineField,
    "LoadingBars": LoadingBars,
    "ProofGrid": ProofGrid,
    "RowList": RowList,
    "RowTable": RowTable,
    "SegmentField": SegmentField,
    "Segments": Segments,
    "Stages": Stages,
    "StepNumber": StepNumber,
    "Story": Story,
    "Tag": Tag,
    "TextField": TextField,
}
"""The widgets of ours that a layout may name; ``ui/README.md`` lists them for its readers."""

_SIDES: Final = ("leftMargin", "topMargin", "rightMargin", "bottomMargin")
_NO_LIMIT: Final = 16_777_215


class LayoutMismatch(Exception):
    """A layout file and the screen that it belongs to do not fit together."""


def load_layout(
    assets: Assets, theme: Theme, name: str, extra: Mapping[str, Maker] | None = None
) -> QWidget:
    """Build ``ui/<name>.ui``. ``extra`` names widgets that only this screen has.

    Raises ``LayoutMismatch`` when the file is not there, is no layout, or names an unknown widget.
    """
    path = assets.path("ui", f"{name}.ui")
    try:
        text = path.read_bytes()
        # Content of the program or of the centre's own folder, never of a stranger.
        tree = ET.fromstring(text)  # noqa: S314
    except (OSError, ET.ParseError) as error:
        raise LayoutMismatch(f"{name}.ui: {error}") from error
    loader = _Loader(theme, {**WIDGETS, **(extra or {})})
    known = {*loader.availableWidgets(), *WIDGETS, *(extra or {})}
    unknown = sorted({e.get("class", "") for e in tree.iter("widget")} - known)
    if unknown:
        raise LayoutMismatch(f"{name}.ui: no widget called {'、'.join(unknown)}")
    buffer = QBuffer()
    buffer.setData(QByteArray(text))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    root: QWidget | None = loader.load(buffer)
    buffer.close()
    if root is None:
        raise LayoutMismatch(f"{name}.ui: {loader.errorString()}")
    _measure(theme, tree, root)
    return root


class _Loader(QUiLoader):
    """Makes our widgets with the theme; all others are Qt's own."""

    def __init__(self, theme: Theme, makers: Mapping[str, Maker]) -> None:
        super().__init__()
        self._theme = theme
        self._makers = makers
        self._made: list[QWidget] = []

    def createWidget(
        self,
        className: str,  # noqa: N803 - Qt's name
        parent: QWidget | None = None,
        name: str = "",
    ) -> QWidget:
        """Qt override."""
        maker = self._makers.get(className)
        if maker is None:
            widget = super().createWidget(className, parent, name)
            if isinstance(widget, QComboBox):
                widget.setItemDelegate(QStyledItemDelegate(widget))
            return widget
        widget = maker(self._theme, parent)
        widget.setObjectName(name)
        # The loader holds no reference; without this one the Python half would be collected.
        self._made.append(widget)
        return widget


def _measure(theme: Theme, tree: ET.Element, root: QWidget) -> None:
    """Keep every measure of the file at the scale of the theme. What it leaves out is 0."""
    for element in tree.iter("layout"):
        layout = _layout_in(root, element.get("name", ""))
        if layout is not None:
            numbers = _numbers(element)
            left, top, right, bottom = (numbers.get(side, 0) for side in _SIDES)
            gap = numbers.get("spacing", numbers.get("horizontalSpacing", 0))
            LayoutMeasure(theme, layout, (left, top, right, bottom), gap).adopt_spacers()
    for element in tree.iter("widget"):
        widget = _widget_in(root, element.get("name", ""))
        if widget is not None:
            least = _size(element, "minimumSize")
            most = _size(element, "maximumSize")
            if least != (None, None) or most != (None, None):
                SizeMeasure(theme, widget, least=least, most=most)


def _widget_in(root: QWidget, name: str) -> QWidget | None:
    return root if root.objectName() == name else root.findChild(QWidget, name)


def _layout_in(root: QWidget, name: str) -> QLayout | None:
    return root.findChild(QLayout, name)


def _numbers(element: ET.Element) -> dict[str, int]:
    found = {}
    for prop in element.findall("property"):
        number = prop.findtext("number")
        if number is not None:
            found[prop.get("name", "")] = int(number)
    return found


def _size(element: ET.Element, name: str) -> tuple[int | None, int | None]:
    size = element.find(f"property[@name='{name}']/size")
    if size is None:
        return None, None
    width, height = int(size.findtext("width", "0")), int(size.findtext("height", "0"))
    free = (0, _NO_LIMIT)
    return (None if width in free else width), (None if height in free else height)
