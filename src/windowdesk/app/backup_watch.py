"""Backs up once a day after its end, in a process of its own, and shows how old the last copy is.

``windowdesk backup`` does the work: it reads every page and verifies all chains, which would take
the GUI thread its breath if it ran in the same process.
"""

import sys
from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, QProcess, QTimer, Signal

from windowdesk.domain.backups import BackupRecord, is_due, is_stale, last_good
from windowdesk.domain.clock import short_date
from windowdesk.domain.local_time import clock_time, local_date
from windowdesk.persistence.backup_log import note_try, read_tries
from windowdesk.settings import Settings
from windowdesk.ui.status_bar import StatusItem
from windowdesk.ui.tone import Tone

CODE = "backup"
_LOOK_MS = 60_000
# After a failure (the stick was not there) the next try waits this many looks.
_LOOKS_BETWEEN_TRIES = 10
_DIED = "备份半路停了。在系统的备份一页再做一次。"


class BackupWatch(QObject):
    """Looks every minute; ``shown`` carries the word for the status bar, ``tried`` all tries."""

    shown = Signal(object)
    tried = Signal(object)

    def __init__(self, settings: Settings, now: Callable[[], datetime], parent: QObject) -> None:
        super().__init__(parent)
        self._settings = settings
        self._now = now
        self._wait = 0
        self._known: tuple[BackupRecord, ...] = ()
        self._process = QProcess(self)
        self._process.finished.connect(self._on_finished)
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self.look)

    @property
    def is_working(self) -> bool:
        """Tell whether a backup is being made."""
        return self._process.state() is not QProcess.ProcessState.NotRunning

    def tries(self) -> tuple[BackupRecord, ...]:
        """Return the tries that are known, oldest first."""
        return read_tries(self._settings.data)

    def take(self, settings: Settings) -> None:
        """Go by other settings from now on."""
        self._settings = settings

    def start(self) -> None:
        """Begin to look; on a server the administrator backs up and nothing is shown."""
        if not self._settings.is_postgres:
            self._timer.start()
            self.look()

    def stop(self) -> None:
        """Leave off; a copy that is being made is given up, and is due again next time."""
        self._timer.stop()
        if self.is_working:
            self._process.kill()
            self._process.waitForFinished()

    def look(self) -> None:
        """Show the last copy, and make the next one if it is due."""
        records = read_tries(self._settings.data)
        self.shown.emit(backup_item(records, self._now()))
        self._wait = max(0, self._wait - 1)
        if is_due(records, self._now(), self._settings.day_end) and not self._wait:
            self.make()

    def make(self) -> None:
        """Make a backup now, unless one is being made."""
        if self.is_working:
            return
        self._wait = _LOOKS_BETWEEN_TRIES
        self._known = read_tries(self._settings.data)
        data = str(self._settings.data)
        self._process.start(sys.executable, ["-m", "windowdesk", "--data", data, "backup"])

    def _on_finished(self, code: int) -> None:
        # A process that died without a word has failed, too.
        if code and read_tries(self._settings.data) == self._known:
            note_try(self._settings.data, BackupRecord(self._now(), "", problem=_DIED))
        self.shown.emit(backup_item(self.tries(), self._now()))
        self.tried.emit(self.tries())


def backup_item(records: tuple[BackupRecord, ...], now: datetime) -> StatusItem:
    """Return what the status bar says of backups: amber where the last good one is too old."""
    good = last_good(records)
    failed = bool(records) and not records[-1].is_good
    if good is None:
        text = "还没有备份"
    elif local_date(good.at) == local_date(now):
        text = f"备份 {clock_time(good.at)}"
    else:
        text = f"备份 {short_date(local_date(good.at))}"
    tone = Tone.AMBER if is_stale(records, now) or failed else Tone.PLAIN
    if failed:
        text = f"备份没做成，上次 {short_date(local_date(good.at))}" if good else "备份没做成"
    return StatusItem(CODE, "stick", text, tone)
