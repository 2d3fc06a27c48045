"""A date as a line: typed in any usual way, stepped by ↑↓, shown as 2026年9月20日."""

import re
from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from windowdesk.domain.local_time import paper_date
from windowdesk.ui.fields import LineField
from windowdesk.ui.theme import Theme

_THREE_NUMBERS = re.compile(r"\s*(\d{4})\D+(\d{1,2})\D+(\d{1,2})\D*")
_EIGHT_DIGITS = re.compile(r"\s*(\d{4})(\d{2})(\d{2})\s*")


class DateField(LineField):
    """``day`` is None while the line is empty or no date; ``today`` is where ↑↓ begin."""

    def __init__(
        self,
        theme: Theme,
        parent: QWidget | None = None,
        *,
        label: str = "",
        today: date | None = None,
    ) -> None:
        super().__init__(theme, parent, label=label)
        self._today = today
        self.left.connect(self._tidy)
        self.check_with(self._judge)

    def set_today(self, today: date) -> None:
        """Set the day where ↑↓ begin in an empty field."""
        self._today = today

    def day(self) -> date | None:
        """Return the date, None while there is none."""
        return read_date(self.value())

    def set_day(self, on: date | None) -> None:
        """Show a date, or nothing."""
        self.set_value(paper_date(on) if on is not None else "")

    def on_key(self, event: QKeyEvent) -> bool:
        """↑↓ step by a day, with Ctrl by a month of 30 days."""
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        start = self.day() or self._today
        if step is None or start is None or event.modifiers() & Qt.KeyboardModifier.AltModifier:
            return super().on_key(event)
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            step *= 30
        self.set_day(start + timedelta(days=step if self.day() else 0))
        self.changed()
        return True

    def _judge(self, text: str) -> str:
        if not text.strip() or read_date(text) is not None:
            return ""
        return "没有这一天。写成 2026-9-20 或 20260920。"

    def _tidy(self) -> None:
        on = self.day()
        if on is not None:
            self.set_day(on)


def read_date(text: str) -> date | None:
    """Read 2026-9-20, 2026.9.20, 2026年9月20日 or 20260920; None when it is no date."""
    found = _THREE_NUMBERS.fullmatch(text) or _EIGHT_DIGITS.fullmatch(text)
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None
