"""An address: county, town and village chosen from the divisions, the rest typed."""

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from windowdesk.domain.divisions import Divisions
from windowdesk.domain.pinyin import PinyinTable
from windowdesk.forms.address import Address, address_of
from windowdesk.forms.form import DivisionLevel
from windowdesk.ui.calm_combo import CalmCombo
from windowdesk.ui.many_field import ManyField
from windowdesk.ui.theme import Theme

_COUNTY, _TOWN = 6, 9
_GAP = 6
_ONE_LINE = 620
_NAMES = ("县（市、区）", "乡镇（街道）", "村（社区）")
_LEVELS = tuple(DivisionLevel)


class AddressField(ManyField):
    """Letters find a place by its name or its initials; the centre's own town stands first.

    While nobody chose or typed anything it counts as empty.
    """

    def __init__(
        self,
        theme: Theme,
        parent: QWidget | None = None,
        *,
        label: str,
        divisions: Divisions,
        pinyin: PinyinTable,
        down_to: DivisionLevel = DivisionLevel.VILLAGE,
        town: str = "",
    ) -> None:
        self._divisions = divisions
        self._town = town
        self._begun = False
        self._codes: list[list[str]] = [[], [], []]
        self._depth = _LEVELS.index(down_to)
        self.boxes = tuple(CalmCombo() for _ in _LEVELS)
        self.rest = QLineEdit()
        line = _AddressLine(theme, self.boxes, self.rest, self._depth + 1)
        super().__init__(theme, parent, line, label)
        for place, box in enumerate(self.boxes):
            box.ahead.spell_with(pinyin)
            box.setPlaceholderText(_NAMES[place])
            box.setHidden(place > self._depth)
        self._name_parts(label)
        self.set_parts((*self.boxes, self.rest))
        self._offer(0, [(county.code, county.name) for county in divisions.counties])
        self._choose(town)
        for place, box in enumerate(self.boxes):
            box.activated.connect(lambda _index, at=place: self._on_chosen(at))
        self.rest.textEdited.connect(self._on_typed)

    def value(self) -> str:
        """Return code and rest as one text, '' while nothing was chosen or typed."""
        rest = self.rest.text()
        if not self._begun and not rest.strip():
            return ""
        return Address(self._code(), "", rest).to_text()

    def set_value(self, value: str) -> None:
        """Show a stored or typed address; '' leaves the centre's own town to begin with."""
        given = address_of(value)
        self._begun = bool(value.strip())
        self._choose(given.code or self._town)
        # An address that was known as words only goes into the rest, where it is read.
        self.rest.setText(given.rest)
        self.rest.setCursorPosition(0)
        self.set_fault("")

    def set_label(self, text: str) -> None:
        """Name the field and its parts."""
        super().set_label(text)
        self._name_parts(text)

    def take_focus(self) -> None:
        """Go to the first place that is still to be chosen, else to the rest."""
        for box in self.boxes[: self._depth + 1]:
            if box.currentIndex() < 0:
                box.setFocus()
                return
        self.rest.setFocus()

    def _name_parts(self, label: str) -> None:
        for box, name in zip(self.boxes, _NAMES, strict=True):
            box.setAccessibleName(f"{label} {name}")
        self.rest.setAccessibleName(f"{label} 组、门牌")
        self.rest.setPlaceholderText("组、门牌")

    def _code(self) -> str:
        code = ""
        for place, box in enumerate(self.boxes[: self._depth + 1]):
            if box.currentIndex() >= 0:
                code = self._codes[place][box.currentIndex()]
        return code

    def _offer(self, level: int, entries: list[tuple[str, str]]) -> None:
        self._codes[level] = [code for code, _name in entries]
        box = self.boxes[level]
        box.clear()
        box.addItems([name for _code, name in entries])
        box.setCurrentIndex(0 if len(entries) == 1 else -1)

    def _choose(self, code: str) -> None:
        """Show the place with this code as far as it is known; below it nothing is chosen."""
        for level, digits in enumerate((_COUNTY, _TOWN, len(code))):
            known = code[:digits] if len(code) >= digits else ""
            if known in self._codes[level]:
                self.boxes[level].setCurrentIndex(self._codes[level].index(known))
            elif len(self._codes[level]) != 1:
                self.boxes[level].setCurrentIndex(-1)
            self._offer_below(level)

    def _offer_below(self, level: int) -> None:
        index = self.boxes[level].currentIndex()
        chosen = self._codes[level][index] if index >= 0 else ""
        if level == 0:
            county = next((c for c in self._divisions.counties if c.code == chosen), None)
            self._offer(1, [(t.code, t.name) for t in county.towns] if county else [])
            self._offer_below(1)
        elif level == 1:
            town = self._divisions.town(chosen)
            self._offer(2, [(v.code, v.name) for v in town.villages] if town else [])

    def _on_chosen(self, level: int) -> None:
        self._begun = True
        self._offer_below(level)
        self.changed()

    def _on_typed(self, _text: str) -> None:
        self._begun = True
        self.changed()


class _AddressLine(QWidget):
    """Places and rest in one line; where there is no room the rest stands under them."""

    def __init__(self, theme: Theme, boxes: Sequence[QWidget], rest: QWidget, shown: int) -> None:
        super().__init__()
        self._theme = theme
        self._rest = rest
        self._is_one_line = True
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.u(_GAP))
        for place, box in enumerate(boxes):
            self._grid.addWidget(box, 0, place)
            # A place that is not asked for leaves no hole.
            self._grid.setColumnStretch(place, 2 if place < shown else 0)
        self._last = len(boxes)
        self._put_rest()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt override."""
        super().resizeEvent(event)
        is_one_line = event.size().width() >= self._theme.u(_ONE_LINE)
        if is_one_line != self._is_one_line:
            self._is_one_line = is_one_line
            self._put_rest()

    def _put_rest(self) -> None:
        self._grid.removeWidget(self._rest)
        if self._is_one_line:
            self._grid.addWidget(self._rest, 0, self._last)
        else:
            self._grid.addWidget(self._rest, 1, 0, 1, self._last + 1)
        self._grid.setColumnStretch(self._last, 3 if self._is_one_line else 0)
