"""Looks once a day whether silence has accepted a case, and raises the alarm if it has.

It looks at login and again when the day has changed; the work is done off the GUI thread.
"""

from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtCore import QObject, QTimer, Signal

from windowdesk.domain.local_time import local_date
from windowdesk.domain.numbers import CaseNumber
from windowdesk.domain.states import CaseState
from windowdesk.services.deemed import Silence
from windowdesk.services.worklists import CaseRow
from windowdesk.ui.kit import Kit
from windowdesk.ui.notifier import Banner, BannerAct
from windowdesk.ui.tone import Tone

CODE = "silence"
OPEN_KEY = "Alt+V"
_LOOK_MS = 60_000
_NAMED = 3


class SilenceWatch(QObject):
    """``wanted`` carries a case that silence accepted and that the clerk wants to see.

    ``listed`` carries the rows where there are several to choose from.
    ``found`` carries the rows of such cases that nobody has taken on yet, also when there are none.
    """

    wanted = Signal(object)
    listed = Signal(object)
    found = Signal(object)

    def __init__(
        self, kit: Kit, silence: Silence, now: Callable[[], datetime], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._kit = kit
        self._silence = silence
        self._now = now
        self._looked_on: date | None = None
        self._rows: tuple[CaseRow, ...] = ()
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Begin to look; who moves no cases has nothing to look for."""
        if self._silence.may_record:
            self._timer.start()
            self.look()

    def stop(self) -> None:
        """Leave off."""
        self._timer.stop()

    def look(self) -> None:
        """Look once a day; a day on which it could not be done is looked at again."""
        today = local_date(self._now())
        if today != self._looked_on:
            self._looked_on = today
            self._kit.tasks.run(self._swept, self._on_swept, self._on_failed)

    def open_first(self) -> None:
        """Ask for the one case, or for the list of them; the alarm of several stays."""
        if len(self._rows) > 1:
            self.listed.emit(self._rows)
        elif self._rows:
            self._kit.notifier.drop_banner(CODE)
            self.wanted.emit(self._rows[0].case_id)

    def _swept(self) -> tuple[CaseRow, ...]:
        self._silence.sweep()
        deemed = self._silence.deemed_since()
        return tuple(row for row in deemed if row.state is CaseState.DEEMED_ACCEPTED)

    def _on_swept(self, rows: tuple[CaseRow, ...]) -> None:
        self._rows = rows
        self.found.emit(rows)
        if rows:
            self._kit.notifier.raise_banner(alarm(rows, self.open_first))

    def _on_failed(self, error: Exception) -> None:
        self._looked_on = None
        self._kit.notifier.failed(error)


def alarm(rows: tuple[CaseRow, ...], open_first: Callable[[], None]) -> Banner:
    """Return the banner that names the cases, oldest first."""
    oldest = tuple(reversed(rows))[:_NAMED]
    numbers = "、".join(f"{CaseNumber(r.number).short} {r.applicant_name}" for r in oldest)
    more = " 等" if len(rows) > _NAMED else ""
    return Banner(
        CODE,
        Tone.RED,
        "clock",
        f"{len(rows)} 件视为受理",
        f"{numbers}{more}。收件后五个工作日没有告知，期限从收件之日算。尽快办。",
        (BannerAct("看这几件" if len(rows) > 1 else "打开这一件", open_first, OPEN_KEY),),
    )
