"""利害关系人和听证: whom it concerns, who asks for a hearing, when and where it is held.

The walk: a neighbour would lose his light. The reviewer writes his name and what he loses, F9
prints both notices, the clock pauses. The neighbour asks in time: his name and the day are taken
down. The reviewer sets day and place; the sheet says the earliest and the last day that the law
leaves, F9 prints the call. Nobody asked: when the days are over, Alt+T lets the clock go on.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from windowdesk.domain.case import Case
from windowdesk.domain.clock import short_date
from windowdesk.domain.guards import MoveRequest
from windowdesk.domain.local_time import local_date
from windowdesk.domain.procedure_guards import open_hearing
from windowdesk.domain.states import Move
from windowdesk.services.acting import ActReceipt
from windowdesk.services.hearings import HearingDate, Hearings
from windowdesk.services.lookup import CaseView
from windowdesk.ui.act_sheet import ActSheet, SheetGap
from windowdesk.ui.date_field import DateField
from windowdesk.ui.fields import LineField, TextField
from windowdesk.ui.notifier import FaultShower
from windowdesk.ui.parts import bare, label, row
from windowdesk.ui.sheet_acts import Subject
from windowdesk.ui.theme import Theme
from windowdesk.ui.turn import Turn, TurnGround

_BETWEEN = re.compile(r"[、，,；;\s]+")


@dataclass(frozen=True)
class InterestedOrder:
    """Who is concerned, and by what."""

    parties: tuple[str, ...]
    matter: str


@dataclass(frozen=True)
class HearingAsked:
    """Who asks for a hearing, and when he did."""

    who: str
    on: date


class InterestedSheet(ActSheet):
    """``wanted`` carries an ``InterestedOrder``."""

    def __init__(self, theme: Theme, view: CaseView, hearings: Hearings) -> None:
        super().__init__(theme, "person", "告知利害关系人", act="告知并打印", width=700)
        self.note.setText(Subject.of(view.case).text)
        self.parties = LineField(theme, label="利害关系人（几个人用顿号隔开）")
        self.matter = TextField(theme, label="涉及他的什么重大利益", height=72)
        until = short_date(hearings.ask_until(local_date(view.now)))
        told = f"打印利害关系人告知书和听证告知书。申请听证到 {until}，期间不计时。"
        self.body.addWidget(label(told, "second", wrap=True))
        self.body.addWidget(self.parties)
        self.body.addWidget(self.matter)

    def fields(self) -> Mapping[str, FaultShower]:
        """Return the fields by the names that errors use."""
        return {"parties": self.parties, "matter": self.matter}

    def take_focus(self) -> None:
        """Begin with the names."""
        self.parties.take_focus()

    def gaps(self) -> tuple[SheetGap, ...]:
        """Return what is open."""
        asked = (
            (self._names(), "还没写利害关系人。写上姓名。", self.parties),
            (self.matter.value().strip(), "还没写涉及什么利益。写明再告知。", self.matter),
        )
        return tuple(SheetGap(text, field) for value, text, field in asked if not value)

    def command(self) -> InterestedOrder:
        """Return whom to tell what."""
        return InterestedOrder(self._names(), self.matter.value().strip())

    def _names(self) -> tuple[str, ...]:
        return names_in(self.parties.value())


def names_in(text: str) -> tuple[str, ...]:
    """Return the names in a line, parted by any usual sign, each once."""
    return tuple(dict.fromkeys(name for name in _BETWEEN.split(text.strip()) if name))


class HearingAskSheet(ActSheet):
    """``wanted`` carries a ``HearingAsked``."""

    def __init__(self, theme: Theme, view: CaseView, hearings: Hearings) -> None:
        super().__init__(theme, "person", "登记听证申请", act="登记", width=640)
        self.note.setText(Subject.of(view.case).text)
        today = local_date(view.now)
        notice = open_hearing(view.case)
        self.who = LineField(theme, label="谁申请的")
        self.on = DateField(theme, label="哪天申请的", today=today)
        self.on.set_day(today)
        if notice is not None:
            self.who.set_value(notice.parties[0] if len(notice.parties) == 1 else "")
            told, until = short_date(notice.told_on), hearings.ask_until(notice.told_on)
            told_of = f"{told}告知 {'、'.join(notice.parties)}，申请到 {short_date(until)}。"
            self.body.addWidget(label(told_of, "second", wrap=True))
        self.body.addWidget(bare(row(theme, (self.who, 1), (self.on, 1), gap=14)))
        hold = label("受理申请后，二十个工作日内组织听证。", "hint", wrap=True)
        self.body.addWidget(hold)

    def fields(self) -> Mapping[str, FaultShower]:
        """Return the fields by the names that errors use."""
        return {"who": self.who, "on": self.on}

    def take_focus(self) -> None:
        """Begin with who asks."""
        self.who.take_focus()

    def gaps(self) -> tuple[SheetGap, ...]:
        """Return what is open."""
        found = []
        if not self.who.value().strip():
            found.append(SheetGap("还没写谁申请的。照申请书写。", self.who))
        if self.on.day() is None:
            found.append(SheetGap("还没写哪天申请的。照申请书写。", self.on))
        return tuple(found)

    def command(self) -> HearingAsked:
        """Return who asks, and when."""
        on = self.on.day()
        assert on is not None  # noqa: S101  there is no gap
        return HearingAsked(self.who.value().strip(), on)


class HearingCallSheet(ActSheet):
    """``wanted`` carries a ``HearingDate``."""

    def __init__(self, theme: Theme, view: CaseView, hearings: Hearings) -> None:
        super().__init__(theme, "calendar", "通知听证", act="通知并打印", width=700)
        self.note.setText(Subject.of(view.case).text)
        today = local_date(view.now)
        earliest, latest = hearings.days_for(view.case, today)
        self.on = DateField(theme, label="哪天听证", today=earliest)
        self.hour = LineField(theme, label="几点")
        self.place = LineField(theme, label="在哪里")
        self.chair = LineField(theme, label="谁主持")
        told = f"要提前七个工作日通知：最早 {short_date(earliest)}，最晚 {short_date(latest)}。"
        self.body.addWidget(label(told, "second", wrap=True))
        self.body.addWidget(bare(row(theme, (self.on, 1), (self.hour, 1), gap=14)))
        self.body.addWidget(bare(row(theme, (self.place, 2), (self.chair, 1), gap=14)))
        self.chair.set_hint("不能是审查这件的人")
        self.chair.enter_goes_on = False
        self.chair.entered.connect(self.act_button.setFocus)

    def fields(self) -> Mapping[str, FaultShower]:
        """Return the fields by the names that errors use."""
        return {"on": self.on, "hour": self.hour, "place": self.place, "chair": self.chair}

    def take_focus(self) -> None:
        """Begin with the day."""
        self.on.take_focus()

    def gaps(self) -> tuple[SheetGap, ...]:
        """Return what is open, in the order of the sheet."""
        asked = (
            (self.on.day(), "还没写哪天听证。", self.on),
            (self.hour.value().strip(), "还没写几点。写成 上午9时。", self.hour),
            (self.place.value().strip(), "还没写在哪里听证。", self.place),
            (self.chair.value().strip(), "还没写谁主持。", self.chair),
        )
        return tuple(SheetGap(text, field) for value, text, field in asked if not value)

    def command(self) -> HearingDate:
        """Return day, hour, place and chair."""
        on = self.on.day()
        assert on is not None  # noqa: S101  there is no gap
        words = (field.value().strip() for field in (self.hour, self.place, self.chair))
        hour, place, chair = words
        return HearingDate(on, hour, place, chair)


def _notify(ground: TurnGround) -> None:
    hearings, case = ground.session.hearings, ground.view.case

    def work(order: InterestedOrder) -> ActReceipt:
        return hearings.notify(case.case_id, order.parties, order.matter, seen_version=case.version)

    sheet = InterestedSheet(ground.kit.theme, ground.view, hearings)
    ground.acts.open_sheet(sheet, Subject.of(case), work, "告知利害关系人", Move.NOTIFY_INTERESTED)


def _ask(ground: TurnGround) -> None:
    hearings, case = ground.session.hearings, ground.view.case

    def work(asked: HearingAsked) -> ActReceipt:
        return hearings.ask(case.case_id, asked.who, asked.on, seen_version=case.version)

    sheet = HearingAskSheet(ground.kit.theme, ground.view, hearings)
    ground.acts.open_sheet(sheet, Subject.of(case), work, "登记听证申请", Move.ASK_HEARING)


def _call(ground: TurnGround) -> None:
    hearings, case = ground.session.hearings, ground.view.case
    sheet = HearingCallSheet(ground.kit.theme, ground.view, hearings)
    work = partial(hearings.call, case.case_id, seen_version=case.version)
    ground.acts.open_sheet(sheet, Subject.of(case), work, "通知听证", Move.CALL_HEARING)


def _waits_for_request(case: Case) -> bool:
    notice = open_hearing(case)
    return notice is not None and notice.asked_on is None


def _waits_for_call(case: Case) -> bool:
    notice = open_hearing(case)
    return notice is not None and notice.asked_on is not None and notice.call is None


NOTIFY_INTERESTED = Turn(
    "关系他人重大利益的，告知他和申请人有权听证，期间不计时",
    _notify,
    asked=MoveRequest(staff=("·",), reason="·"),
)
ASK_HEARING = Turn(
    "利害关系人或申请人要求听证，记下谁、哪天",
    _ask,
    asked=MoveRequest(),
    fits=_waits_for_request,
    as_holder=False,
)
CALL_HEARING = Turn(
    "定下时间地点，提前七日通知，打印通知书",
    _call,
    asked=MoveRequest(first_day=date.max, counterpart="·"),
    fits=_waits_for_call,
    as_holder=False,
)
