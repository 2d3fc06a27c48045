"""Interested parties and their hearing: told, asked for, called (Permit Law arts. 36, 46 to 48)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from windowdesk.domain.case import Case
from windowdesk.domain.hearing_clock import (
    ASK_LIMIT,
    ask_until,
    earliest_hearing,
    hold_until,
    next_day,
)
from windowdesk.domain.limits import LimitUnit, TimeLimit
from windowdesk.domain.procedure_days import workdays_of
from windowdesk.domain.procedure_guards import HEARING
from windowdesk.domain.review_turns import HearingCall, HearingNotice, ProcedurePlan
from windowdesk.domain.states import CaseState, Move
from windowdesk.domain.transitions import papers_for
from windowdesk.services.acting import ActReceipt, Bench, CaseAct
from windowdesk.services.window_steps import acceptance_number, issue_all
from windowdesk.services.wording import short, statement

HEARING_BASIS = "《中华人民共和国行政许可法》第三十六条、第四十五条、第四十七条"
_TOLD = papers_for(CaseState.REVIEWING, Move.NOTIFY_INTERESTED)
_PARTIES, _HEARING = _TOLD
(_CALL,) = papers_for(CaseState.SUSPENDED, Move.CALL_HEARING)


@dataclass(frozen=True)
class HearingDate:
    """Day, hour, place and chair of a hearing, as they are set."""

    on: date
    hour: str
    place: str
    chair: str


class Hearings:
    """One method per act; ``seen_version`` is what the screen showed."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench

    def notify(
        self,
        case_id: int,
        parties: Sequence[str],
        matter: str,
        *,
        seen_version: int | None = None,
    ) -> ActReceipt:
        """Tell interested parties and the applicant of their right; the clocks pause."""
        names = tuple(short(name, "parties") for name in parties)
        what = statement(matter, "matter")

        def act(doing: CaseAct) -> None:
            number, hearing = doing.number_of(_PARTIES), doing.number_of(_HEARING)
            notice = HearingNotice(
                parties=names,
                matter=what,
                number=number,
                hearing_number=hearing,
                told_on=doing.today,
                at=doing.at,
                by=doing.actor.name,
            )
            body = doing.case.department
            plan = ProcedurePlan(HEARING, HEARING_BASIS, body, doing.today, ASK_LIMIT, what)
            doing.case.notify_interested(notice, plan, by=doing.actor, at=doing.at)
            issue_all(doing, _TOLD, acceptance_number(doing))

        return self._bench.act_on(case_id, act, _TOLD, seen_version)

    def ask(
        self, case_id: int, who: str, on: date, *, seen_version: int | None = None
    ) -> ActReceipt:
        """Take down that a party asks for a hearing."""
        name = short(who, "who")

        def act(doing: CaseAct) -> None:
            calendar = doing.centre.calendar(self._bench.calendar)
            hearings = doing.case.turns.hearings
            told = hearings[-1].told_on if hearings else doing.today
            days = workdays_of(told, hold_until(max(on, told), calendar), calendar)
            late = on > ask_until(told, calendar)
            planned = TimeLimit(days, LimitUnit.WORKDAY)
            doing.case.ask_hearing(name, on, planned, late=late, by=doing.actor, at=doing.at)

        return self._bench.act_on(case_id, act, seen_version=seen_version)

    def call(
        self, case_id: int, typed: HearingDate, *, seen_version: int | None = None
    ) -> ActReceipt:
        """Set day and place and issue the 听证通知书."""
        place, hour = short(typed.place, "place"), short(typed.hour, "hour")
        chair = short(typed.chair, "chair")

        def act(doing: CaseAct) -> None:
            number = doing.number_of(_CALL)
            call = HearingCall(typed.on, hour, place, chair, number, doing.at)
            earliest, latest = self.days_for(doing.case, doing.today)
            doing.case.call_hearing(call, earliest, latest, by=doing.actor, at=doing.at)
            doing.issue(_CALL, extra=acceptance_number(doing))

        return self._bench.act_on(case_id, act, (_CALL,), seen_version)

    def ask_until(self, told_on: date) -> date:
        """Return the last day for asking for a hearing."""
        return ask_until(told_on, self._bench.calendar)

    def next_day(self, notice: HearingNotice) -> tuple[date, str]:
        """Return the day that a hearing waits for, and what has to happen until then."""
        return next_day(notice, self._bench.calendar)

    def days_for(self, case: Case, today: date) -> tuple[date, date]:
        """Return the earliest and the last day for a hearing that is called today."""
        hearings = case.turns.hearings
        asked = hearings[-1].asked_on if hearings else None
        calendar = self._bench.calendar
        return earliest_hearing(today, calendar), hold_until(asked or today, calendar)
