"""更正日期: which date, what it ought to be, why and on what proof; both due dates are shown.

The walk: the head finds that a case was written down two days late. Enter on the case, Alt+B,
更正日期; which date, the day off the slip, what proves it. Beneath stands where the due date goes;
if it makes the case late it says so in red before F9.
"""

import re
from collections.abc import Mapping
from datetime import time
from functools import partial

from windowdesk.domain.clock import short_date
from windowdesk.domain.errors import DomainError
from windowdesk.domain.local_time import SHANGHAI, clock_time, local_date
from windowdesk.domain.states import Move
from windowdesk.domain.text import half_width
from windowdesk.domain.turns import DateField as WhichDate
from windowdesk.services.date_correction import (
    FIELD_LABEL,
    DateCorrections,
    Foreseen,
    WantedDate,
)
from windowdesk.services.lookup import CaseView
from windowdesk.ui.act_sheet import ActSheet, SheetGap
from windowdesk.ui.buttons import Choice
from windowdesk.ui.date_field import DateField
from windowdesk.ui.fields import LineField, SegmentField, TextField
from windowdesk.ui.notifier import FaultShower
from windowdesk.ui.parts import bare, label, row, set_look
from windowdesk.ui.sheet_acts import Subject
from windowdesk.ui.theme import Theme
from windowdesk.ui.tone import Tone
from windowdesk.ui.turn import Turn, TurnGround

_TIME = re.compile(r"\s*(\d{1,2})\s*[:：]\s*(\d{2})\s*")
_TOLD = "原来的时间、原来的到期日都留着，谁改的、凭什么改的也留着。改错了，再更正一次。"


class DateSheet(ActSheet):
    """``wanted`` carries a ``WantedDate``."""

    def __init__(self, theme: Theme, view: CaseView, dates: DateCorrections) -> None:
        super().__init__(theme, "calendar", "更正日期", act="更正", width=720)
        self.note.setText(Subject.of(view.case).text)
        self._case, self._dates, self._now = view.case, dates, view.now
        self.which = SegmentField(theme, label="哪个时间错了")
        self.day = DateField(theme, label="应当是哪天", today=local_date(view.now))
        self.at = LineField(theme, label="几点几分")
        self.evidence = LineField(theme, label="凭据（登记簿、收件凭证存根等）")
        self.reason = TextField(theme, label="为什么更正", height=64)
        self.moved = label("", "strong", wrap=True)
        self.told = label("", "second", wrap=True)
        self._build()

    def fields(self) -> Mapping[str, FaultShower]:
        """Return the fields by the names that errors use."""
        return {
            "field": self.which,
            "day": self.day,
            "at": self.at,
            "evidence": self.evidence,
            "reason": self.reason,
        }

    def take_focus(self) -> None:
        """Begin with the day."""
        self.day.take_focus()

    def gaps(self) -> tuple[SheetGap, ...]:
        """Return what is open, in the order of the sheet."""
        found = []
        if self.day.day() is None:
            found.append(SheetGap("还没写应当是哪天。照凭据写，如 2026-11-18。", self.day))
        if self._time() is None:
            found.append(SheetGap("写成 10:30 的样子。", self.at))
        if not self.evidence.value().strip():
            found.append(SheetGap("还没写凭据。写明登记簿第几页、哪张存根。", self.evidence))
        if not self.reason.value().strip():
            found.append(SheetGap("还没写为什么更正。", self.reason))
        return tuple(found)

    def command(self) -> WantedDate:
        """Return the date as it ought to be; DomainError where it cannot be."""
        wanted = self._wanted(self.reason.value().strip(), self.evidence.value().strip())
        assert wanted is not None  # noqa: S101  gaps() asks for the day first
        self._dates.foreseen(self._case, wanted, self._now)
        return wanted

    def _build(self) -> None:
        theme = self.theme
        fields = self._dates.fields_of(self._case)
        self.which.set_choices([Choice(one.value, FIELD_LABEL[one]) for one in fields])
        self.which.set_value(fields[0].value)
        self.which.setVisible(len(fields) > 1)
        self.body.addWidget(label(_TOLD, "second", wrap=True))
        self.body.addWidget(self.which)
        self.body.addWidget(bare(row(theme, (self.day, 2), (self.at, 1), gap=14)))
        self.body.addWidget(self.evidence)
        self.body.addWidget(self.reason)
        self.body.addWidget(self.moved)
        self.body.addWidget(self.told)
        for field in (self.day, self.at):
            field.edited.connect(self._follow)
        self.which.edited.connect(self._on_which_edited)
        self._on_which_edited()

    def _on_which_edited(self) -> None:
        """Show the moment that stands there now; the day is changed from it."""
        case = self._case
        accepted = self.which.value() == WhichDate.ACCEPTED.value
        before = case.accepted_at if accepted and case.accepted_at else case.receipt_at
        self.day.set_day(local_date(before))
        self.at.set_value(clock_time(before))
        self._follow()

    def _wanted(self, reason: str, evidence: str) -> WantedDate | None:
        day = self.day.day()
        if day is None:
            return None
        return WantedDate(WhichDate(self.which.value()), day, self._time(), reason, evidence)

    def _time(self) -> time | None:
        """Return the time of day; the very moment that stood there where nobody changed it."""
        found = _TIME.fullmatch(half_width(self.at.value()))
        if found is None or int(found[1]) > 23 or int(found[2]) > 59:  # noqa: PLR2004  a clock
            return None
        typed = time(int(found[1]), int(found[2]))
        case = self._case
        accepted = self.which.value() == WhichDate.ACCEPTED.value
        before = case.accepted_at if accepted and case.accepted_at else case.receipt_at
        stood = before.astimezone(SHANGHAI).time()
        return stood if (stood.hour, stood.minute) == (typed.hour, typed.minute) else typed

    def _follow(self) -> None:
        """Show where the due date goes; what cannot be is told in its place."""
        # Reason and evidence are asked for at F9: here only the dates are tried.
        wanted = self._wanted("·", "·") if self._time() is not None else None
        if wanted is None:
            self._say("", "", Tone.PLAIN)
            return
        try:
            foreseen = self._dates.foreseen(self._case, wanted, self._now)
        except DomainError as error:
            self._say("", error.text, Tone.PLAIN)
            return
        tone = Tone.RED if foreseen.is_late else Tone.PLAIN
        self._say(_due_words(foreseen), foreseen.note, tone)

    def _say(self, moved: str, told: str, tone: Tone) -> None:
        self.moved.setText(moved)
        self.told.setText(told)
        set_look(self.moved, tone=tone.value)


def _due_words(foreseen: Foreseen) -> str:
    before, after = foreseen.before, foreseen.after
    if before is None or after is None:
        return ""
    late = "，更正后是超期的" if foreseen.is_late else ""
    return f"{foreseen.name} {short_date(before.due)} → {short_date(after.due)}{late}"


def _begin(ground: TurnGround) -> None:
    dates, case = ground.session.dates, ground.view.case
    sheet = DateSheet(ground.kit.theme, ground.view, dates)
    work = partial(dates.correct, case.case_id, seen_version=case.version)
    ground.acts.open_sheet(sheet, Subject.of(case), work, "更正日期", Move.CORRECT_DATE)


DATE_TURNS: Mapping[Move, Turn] = {
    Move.CORRECT_DATE: Turn(
        "收件或者受理的时间登记错了，凭证据更正，重算到期日",
        _begin,
        as_holder=False,
    )
}
