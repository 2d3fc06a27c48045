"""The bell: sweeps for warnings at login, on each new day and now and then, off the GUI thread."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from PySide6.QtCore import QObject, QTimer, Signal

from windowdesk.domain.local_time import local_date
from windowdesk.services.session import Session
from windowdesk.services.warnings import Bell, Warnings
from windowdesk.ui.acts import KeyAct
from windowdesk.ui.kit import Kit
from windowdesk.ui.sheet import Sheet
from windowdesk.ui.status_bar import StatusItem
from windowdesk.ui.tone import Tone
from windowdesk.ui.warning_sheet import WarningSheet, help_sheet

OPEN_KEY = "Ctrl+B"
_CODE = "bell"
_LOOK_MS = 60_000
# Slips fall due by the hour; a sweep of what is swept already costs a few look-ups.
_SWEEP_EVERY = timedelta(minutes=20)


class WarningWatch(QObject):
    """``shown`` carries what the status line says, an empty text when nothing waits."""

    shown = Signal(object)

    def __init__(
        self, kit: Kit, warnings: Warnings, now: Callable[[], datetime], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._kit = kit
        self._warnings = warnings
        self._now = now
        self._swept_at: datetime | None = None
        self._swept_on: date | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Begin to look; who sees no cases is reminded of none."""
        if self._warnings.may_sweep:
            self._timer.start()
            self.look()

    def keys(self, show: Callable[[], None]) -> tuple[KeyAct, ...]:
        """Return the key that opens the reminders, where the account has any."""
        return (KeyAct(OPEN_KEY, "提醒和在等的", show),) if self._warnings.may_sweep else ()

    def sheet(self, session: Session, show: Callable[[Sheet], None]) -> WarningSheet:
        """Return the sheet of reminders; F1 on it shows their page by ``show``."""
        made = WarningSheet(self._kit, session, local_date(self._now()))
        made.changed.connect(self.count)
        made.help_wanted.connect(lambda: show(help_sheet(self._kit, made)))
        return made

    def stop(self) -> None:
        """Leave off."""
        self._timer.stop()

    def look(self) -> None:
        """Sweep if it is time to, and count what waits to be seen."""
        at = self._now()
        due = self._swept_at is None or at - self._swept_at >= _SWEEP_EVERY
        if due or local_date(at) != self._swept_on:
            self._swept_at, self._swept_on = at, local_date(at)
            self._kit.tasks.run(self._sweep, self._on_bell, self._on_failed)
        else:
            self.count()

    def count(self) -> None:
        """Count again, after something was seen or done."""
        self._kit.tasks.run(self._warnings.bell, self._on_bell, lambda _error: None)

    def _sweep(self) -> Bell:
        self._warnings.sweep()
        return self._warnings.bell()

    def _on_bell(self, bell: Bell) -> None:
        self.shown.emit(bell_item(bell))

    def _on_failed(self, error: Exception) -> None:
        self._swept_at = None
        self._kit.notifier.failed(error)


def bell_item(bell: Bell) -> StatusItem:
    """Return what the status line says: quiet words, amber where something waits."""
    if not bell.total:
        return StatusItem(_CODE, "clock", "")
    text = f"提醒 {bell.total}"
    return StatusItem(_CODE, "clock", f"{text} {OPEN_KEY}", Tone.AMBER, text)
