"""Slips to tick: the light of the hour, what it lists, whose case, from whom and what for."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter

from windowdesk.domain.clock import Light, LightReading
from windowdesk.services.custody import WaitingSlip
from windowdesk.ui.entry_painter import EntryPainter
from windowdesk.ui.light_sign import paint_light
from windowdesk.ui.theme import Theme
from windowdesk.ui.tick_box import TEXT_AT, paint_tick_box
from windowdesk.ui.tick_list import Tick, TickList
from windowdesk.ui.tone import LIGHT_TONE

_ROW = 56
_LIGHT = 118
_RIGHT = 14


@dataclass(frozen=True)
class SlipTick(Tick):
    """A slip as a thing to tick; ``remark`` is its second line."""

    light: LightReading = LightReading(Light.GREEN, "", "")  # noqa: RUF009  frozen value
    yes: str = "接收"
    no: str = "先不收"

    @property
    def spoken(self) -> str:
        """All of it in words."""
        return f"{super().spoken}，{self.light.word} {self.light.second}".strip()


class SlipList(TickList):
    """Slips by due time; at first all are ticked."""

    def __init__(self, theme: Theme, name: str, *, most: int = 5) -> None:
        super().__init__(theme, name, most=most, row=_ROW)
        self.setItemDelegate(_SlipPainter(theme, self))
        self._slips: tuple[WaitingSlip, ...] = ()

    def show_slips(self, slips: Sequence[WaitingSlip]) -> None:
        """Show other slips."""
        self._slips = tuple(slips)
        self.show_ticks([_tick(slip) for slip in self._slips])

    def ticked_slips(self) -> tuple[WaitingSlip, ...]:
        """Return the slips that are ticked."""
        codes = self.codes()
        return tuple(slip for slip in self._slips if slip.number in codes)

    @property
    def slip(self) -> WaitingSlip | None:
        """The slip that the list stands on."""
        return self._slips[self.place] if 0 <= self.place < len(self._slips) else None

    def tick_only(self, case_number: str) -> bool:
        """Tick the slips of a scanned case and no others; tell whether there is one."""
        found = [n for n, slip in enumerate(self._slips) if slip.case_number == case_number]
        if found:
            self.set_all(on=False)
            for place in found:
                self.set_on(place)
            self.go_to(found[0])
        return bool(found)


def _tick(slip: WaitingSlip) -> SlipTick:
    about = f"{slip.case_number} {slip.applicant_name}"
    told = f"{about} · {slip.giver_name}（{slip.giver_place}）交来 · {slip.purpose}"
    return SlipTick(slip.number, slip.names, told, on=True, light=slip.light)


class _SlipPainter(EntryPainter):
    """Paints box, two lines, and the light at the right."""

    def __init__(self, theme: Theme, parent: SlipList) -> None:
        super().__init__(theme, _ROW, parent)

    def paint_entry(self, painter: QPainter, size: QSize, entry: object, *, chosen: bool) -> None:
        """Draw one slip."""
        del chosen
        if not isinstance(entry, SlipTick):
            return
        u = self.theme.u
        paint_tick_box(painter, self.theme, size.height(), on=entry.on)
        left, right = u(TEXT_AT), size.width() - u(_LIGHT + _RIGHT)
        self.put(painter, QRectF(left, u(6), right - left, u(24)), entry.name)
        self.put(painter, QRectF(left, u(29), right - left, u(20)), entry.remark, "ink_2", 14)
        side, reading = u(14), entry.light
        box = QRectF(right + u(8), u(11), side, side)
        paint_light(painter, self.theme, box, reading.light)
        word = QRectF(right + u(28), u(6), u(_LIGHT - 28 + _RIGHT), u(24))
        self.put(painter, word, reading.word, LIGHT_TONE[reading.light].ink)
        under = QRectF(right + u(28), u(29), u(_LIGHT - 28 + _RIGHT), u(20))
        self.put(painter, under, reading.second, "ink_3", 13)
