"""Whether the day that a period begins on counts, and the provision that says so."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Signal

from windowdesk.services.calendars import Calendars
from windowdesk.ui.act_sheet import ActSheet, SheetGap
from windowdesk.ui.buttons import Choice
from windowdesk.ui.fields import LineField, SegmentField
from windowdesk.ui.kit import Kit
from windowdesk.ui.notifier import FaultShower
from windowdesk.ui.parts import label

_NOT, _COUNTED = "not", "counted"
_WAYS = (Choice(_NOT, "不计入，从次日算"), Choice(_COUNTED, "计入，当日是第 1 日"))
_TOLD = (
    "民法典规定起算当日不计入。本地另有规定的才改，写明依据。"
    "新收的件照这个算，在办的件要重算才改，已办结的不动。"
)


class StartDaySheet(ActSheet):
    """``stored`` follows."""

    stored = Signal()

    def __init__(self, kit: Kit, calendars: Calendars, *, counts: bool, basis: str) -> None:
        super().__init__(kit.theme, "calendar", "起算当日", act="存好", width=640)
        self._kit, self._calendars = kit, calendars
        self.way = SegmentField(kit.theme, label="起算当日")
        self.basis = LineField(kit.theme, label="依据")
        self.way.set_choices(_WAYS)
        self.way.set_value(_COUNTED if counts else _NOT)
        self.basis.set_value(basis)
        for part in (label(_TOLD, "second", wrap=True), self.way, self.basis):
            self.body.addWidget(part)
        self.wanted.connect(self._store)

    def fields(self) -> Mapping[str, FaultShower]:
        """Return the fields by the names that errors use."""
        return {"way": self.way, "basis": self.basis}

    def gaps(self) -> tuple[SheetGap, ...]:
        """Ask for a provision."""
        if self.basis.value().strip():
            return ()
        return (SheetGap("还没写依据。写明哪条规定。", self.basis),)

    def command(self) -> object:
        """Return whether it counts, and why."""
        return (self.way.value() == _COUNTED, self.basis.value().strip())

    def _store(self, command: tuple[bool, str]) -> None:
        counts, basis = command
        self.set_busy("正在存……")
        work = partial(self._calendars.set_start_day, counts=counts, basis=basis)
        self._kit.tasks.run(work, self._on_stored, self._on_failed)

    def _on_stored(self, _nothing: object) -> None:
        self.set_busy("")
        self._kit.notifier.info("存好了。在办的件要改，按 Alt+G 重算。")
        self.stored.emit()
        self.wants_aside.emit()

    def _on_failed(self, error: Exception) -> None:
        self.set_busy("")
        self._kit.notifier.failed(error, self.fields())
