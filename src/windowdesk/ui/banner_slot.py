"""The slot under the top bar: one banner at a time, the gravest first, the rest counted."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from windowdesk.ui.buttons import KeyButton
from windowdesk.ui.cut_label import CutLabel
from windowdesk.ui.measures import fix_height
from windowdesk.ui.notifier import Banner, BannerAct
from windowdesk.ui.parts import Item, empty, frame, label, row
from windowdesk.ui.states import IconSign
from windowdesk.ui.theme import Theme
from windowdesk.ui.tone import Tone

_WEIGHT = {Tone.RED: 0, Tone.AMBER: 1, Tone.BLUE: 2, Tone.GREEN: 3, Tone.GREY: 4, Tone.PLAIN: 5}
_HEIGHT = 46


class BannerSlot(QWidget):
    """Holds the banners; ``aside`` carries the code of one that the clerk put aside."""

    aside = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._banners: dict[str, Banner] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self.hide()

    @property
    def banners(self) -> tuple[Banner, ...]:
        """The banners, the one that is shown first."""
        newest_first = reversed(self._banners.values())
        return tuple(sorted(newest_first, key=lambda banner: _WEIGHT[banner.tone]))

    def show_banner(self, banner: Banner) -> None:
        """Add a banner, or put it in the place of the one with its code."""
        self._banners.pop(banner.code, None)
        self._banners[banner.code] = banner
        self._draw()

    def drop(self, code: str) -> None:
        """Take a banner away."""
        if self._banners.pop(code, None) is not None:
            self._draw()

    def _draw(self) -> None:
        empty(self._layout)
        waiting = self.banners
        self.setVisible(bool(waiting))
        if waiting:
            self._layout.addWidget(self._frame(waiting[0], len(waiting) - 1))

    def _frame(self, banner: Banner, more: int) -> QFrame:
        theme = self._theme
        text = CutLabel(banner.text, mode=Qt.TextElideMode.ElideRight)
        items: list[Item] = [
            14,
            IconSign(theme, icon=banner.icon, size=22, colour=banner.tone.ink),
            10,
            label(banner.title, "", banner.tone),
            16,
            (text, 1),
        ]
        if more:
            items += [8, label(f"还有 {more} 条", "hint")]
        for act in self._acts(banner):
            button = KeyButton(theme, act.text, act.key, icon=act.icon)
            button.clicked.connect(act.run)
            items += [8, button]
        made = frame("banner", row(theme, *items, 14, margins=(0, 5, 0, 5)), banner.tone)
        made.setAccessibleName(f"{banner.title}，{banner.text}")
        fix_height(theme, made, _HEIGHT)
        return made

    def _acts(self, banner: Banner) -> tuple[BannerAct, ...]:
        if not banner.can_put_aside:
            return banner.acts
        return (*banner.acts, BannerAct("先记着", lambda: self._put_aside(banner.code)))

    def _put_aside(self, code: str) -> None:
        self.drop(code)
        self.aside.emit(code)
