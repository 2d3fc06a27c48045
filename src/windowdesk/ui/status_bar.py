"""The status bar: who, where; printer, database, what waits; date and time."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from windowdesk.domain.clock import short_date, weekday_name
from windowdesk.domain.local_time import clock_time, local_date
from windowdesk.ui.cut_label import CutLabel
from windowdesk.ui.measures import LayoutMeasure, fix_height
from windowdesk.ui.parts import bare, empty, label, row
from windowdesk.ui.room import Room
from windowdesk.ui.session import Session
from windowdesk.ui.states import IconSign
from windowdesk.ui.theme import Theme
from windowdesk.ui.tone import Tone

_SAID_FOR_MS = 8_000
_TICK_MS = 1_000


@dataclass(frozen=True)
class StatusItem:
    """One word of the status bar. ``short`` stands for ``text`` where room is narrow."""

    code: str
    icon: str
    text: str
    tone: Tone = Tone.PLAIN
    short: str = ""


class StatusBar(QFrame):
    """Items are kept by their code; ``raised`` tells that one changed."""

    raised = Signal()

    def __init__(self, theme: Theme, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._session = session
        self._items: dict[str, StatusItem] = {}
        self._room = Room(1366, 768)
        # What was said gives way: a long line would hold the window open.
        self._said = CutLabel()
        self._said.setProperty("tone", Tone.GREEN.value)
        self._window = label(session.window)
        self._centre = label(session.centre)
        self._right = QHBoxLayout()
        LayoutMeasure(theme, self._right, gap=0)
        self._time = label("")
        self.setProperty("role", "status")
        fix_height(theme, self, 28)
        self.setLayout(
            row(
                theme,
                14,
                IconSign(theme, icon="person", size=16, colour="ink_3"),
                6,
                label(session.person),
                14,
                self._window,
                14,
                self._centre,
                20,
                (self._said, 1),
                10,
                bare(self._right),
                self._time,
                14,
            )
        )
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(_SAID_FOR_MS)
        self._quiet.timeout.connect(partial(self._said.set_text, ""))
        self._clock = QTimer(self)
        self._clock.setInterval(_TICK_MS)
        self._clock.timeout.connect(self._tick)
        self._clock.start()
        self._tick()

    def say(self, text: str) -> None:
        """Show what was done for a few seconds."""
        self._said.set_text(text)
        self._quiet.start()

    def set_item(self, item: StatusItem) -> None:
        """Show an item, or change the one with its code; one without a text goes."""
        if item.text:
            self._items[item.code] = item
        else:
            self._items.pop(item.code, None)
        self._draw()
        self.raised.emit()

    @property
    def has_care(self) -> bool:
        """Whether something in it is amber or red."""
        return any(item.tone in (Tone.AMBER, Tone.RED) for item in self._items.values())

    def text_of(self, code: str) -> str:
        """Return what an item says, '' when it is not there."""
        item = self._items.get(code)
        return item.text if item is not None else ""

    def set_room(self, room: Room) -> None:
        """Fold: centre and date go under 960 px, the long words under 760 px."""
        self._room = room
        self._centre.setHidden(room.is_narrow)
        self._draw()
        self._tick()

    def _draw(self) -> None:
        empty(self._right)
        for item in self._items.values():
            ink = item.tone.ink if item.tone else "ink_3"
            short = self._room.is_very_narrow and item.short
            words = label(item.short if short else item.text, "", item.tone)
            sign = IconSign(self._theme, icon=item.icon, size=16, colour=ink)
            self._right.addWidget(bare(row(self._theme, sign, 6, words, 16)))

    def _tick(self) -> None:
        now = self._session.now()
        on = local_date(now)
        day = "" if self._room.is_narrow else f"{short_date(on)} {weekday_name(on)} "
        self._time.setText(f"{day}{clock_time(now)}")
