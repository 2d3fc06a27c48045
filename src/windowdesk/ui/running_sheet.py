"""补录: a case that already runs on paper, with its real moments, its number, and why only now."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time

from windowdesk.domain.case import Application
from windowdesk.domain.errors import DomainError
from windowdesk.domain.local_time import SHANGHAI
from windowdesk.domain.outcomes import RunningCase
from windowdesk.domain.text import half_width
from windowdesk.ui.act_sheet import ActSheet, SheetGap
from windowdesk.ui.date_field import DateField
from windowdesk.ui.fields import LineField
from windowdesk.ui.notifier import FaultShower
from windowdesk.ui.parts import bare, label, row
from windowdesk.ui.theme import Theme

_CLOCK = re.compile(r"\s*(\d{1,2})\s*[:：.点时]\s*(\d{1,2})\s*分?\s*|\s*(\d{1,2})(\d{2})\s*")
_NO_TIME = "没有这个时间。写成 9:30 或 0930。"


class RunningSheet(ActSheet):
    """``wanted`` carries a ``RunningCase``."""

    def __init__(self, theme: Theme, application: Application, today: date) -> None:
        super().__init__(theme, "paper", "补录", act="补录，不打纸", width=760)
        self.note.setText(f"{application.applicant.name} · {application.item.shown_name}")
        told = "纸上已经在办的件录进来：期限照真的日子算，编号按今天取，列表和经过里写明补录。"
        self.received_on = DateField(theme, label="收件那天", today=today)
        self.received_time = _ClockField(theme, "几点")
        self.accepted_on = DateField(theme, label="受理那天（只收了件的不写）", today=today)
        self.accepted_time = _ClockField(theme, "几点")
        self.number = LineField(theme, label="纸质凭证或通知书的编号")
        self.reason = LineField(theme, label="为什么现在才录")
        self.body.addWidget(label(told, "second", wrap=True))
        for day, clock in (
            (self.received_on, self.received_time),
            (self.accepted_on, self.accepted_time),
        ):
            self.body.addWidget(bare(row(theme, (day, 2), (clock, 1), gap=14)))
        self.body.addWidget(bare(row(theme, (self.number, 1), (self.reason, 1), gap=14)))
        self.reason.enter_goes_on = False
        self.reason.entered.connect(self.act_button.setFocus)

    def fields(self) -> Mapping[str, FaultShower]:
        """Return the fields by the names that errors use."""
        return {
            "received_at": self.received_on,
            "accepted_at": self.accepted_on,
            "paper_number": self.number,
            "reason": self.reason,
        }

    def take_focus(self) -> None:
        """Begin with the day of receipt."""
        self.received_on.take_focus()

    def gaps(self) -> tuple[SheetGap, ...]:
        """Return what is open, in the order of the sheet."""
        found = [
            SheetGap(field.fault(), field)
            for field in (
                self.received_on,
                self.received_time,
                self.accepted_on,
                self.accepted_time,
            )
            if field.fault()
        ]
        asked = [
            (self.received_on, "还没写哪天收的件。照凭证写。"),
            (self.received_time, "还没写几点收的。不知道的写 9:00。"),
        ]
        if self.accepted_on.value().strip():
            asked.append((self.accepted_time, "还没写几点受理的。不知道的写 9:00。"))
        asked += [
            (self.number, "还没写纸上的编号。没有编号的写“无”。"),
            (self.reason, "还没写为什么现在才录。"),
        ]
        found += [SheetGap(text, field) for field, text in asked if not field.value().strip()]
        return tuple(found)

    def command(self) -> RunningCase:
        """Return the case as it runs on paper."""
        received = _moment(self.received_on, self.received_time)
        if received is None:
            raise DomainError("还没写哪天收的件。照凭证写。", "received_at")
        return RunningCase(
            received_at=received,
            accepted_at=_moment(self.accepted_on, self.accepted_time),
            paper_number=self.number.value().strip(),
            reason=self.reason.value().strip(),
        )


class _ClockField(LineField):
    """A time of the day as a line."""

    def __init__(self, theme: Theme, label: str) -> None:
        super().__init__(theme, label=label)
        self.check_with(lambda text: _NO_TIME if text.strip() and read_clock(text) is None else "")

    def clock(self) -> time | None:
        """Return the time, None while there is none."""
        return read_clock(self.value())


def read_clock(text: str) -> time | None:
    """Read 9:30, 9：30, 9点30分 or 0930; None when it is no time."""
    found = _CLOCK.fullmatch(half_width(text))
    if found is None:
        return None
    hour, minute = found[1] or found[3], found[2] or found[4]
    try:
        return time(int(hour), int(minute))
    except ValueError:
        return None


def _moment(day: DateField, clock: _ClockField) -> datetime | None:
    on, at = day.day(), clock.clock()
    return datetime.combine(on, at, SHANGHAI) if on is not None and at is not None else None
