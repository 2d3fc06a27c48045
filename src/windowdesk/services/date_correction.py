"""Putting a date of a case right: what it would move, and the act (domain.md §1.5)."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time

from windowdesk.domain.calendar import WorkCalendar
from windowdesk.domain.case import Case
from windowdesk.domain.case_clocks import notice_proof, promise_proof
from windowdesk.domain.clock import DueProof
from windowdesk.domain.errors import DomainError
from windowdesk.domain.local_time import SHANGHAI, local_date
from windowdesk.domain.states import BEFORE_ACCEPTANCE, CaseState
from windowdesk.domain.text import LINE, NOTE, clean
from windowdesk.domain.turns import DateCorrection, DateField
from windowdesk.services.acting import ActReceipt, Bench, CaseAct

_PROMISE, _NOTICE = "到期日", "五个工作日内告知的最后一天"
FIELD_LABEL = {DateField.RECEIVED: "收件时间", DateField.ACCEPTED: "受理时间"}
_SILENT_SINCE = (
    "照更正后的收件日，受理时五个工作日已过，依法自收件之日起即为受理。"
    "受理时间也要更正的，存好以后再办一次。"
)
_SILENT_NOW = (
    "照更正后的收件日，五个工作日已过，依法自收件之日起即为受理。存好以后按视为受理接着办。"
)


@dataclass(frozen=True)
class WantedDate:
    """A date as it ought to be, with the reason and what proves it."""

    field: DateField
    day: date
    at: time | None
    reason: str
    evidence: str


@dataclass(frozen=True)
class Foreseen:
    """Where a correction would lead: both due dates, whether it is late then, and what follows.

    ``name`` says which date is due: the promise, or the notice of the five days.
    """

    name: str
    correction: DateCorrection
    before: DueProof | None
    after: DueProof | None
    is_late: bool
    note: str = ""


class DateCorrections:
    """What the head does with a wrong date."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench

    @staticmethod
    def fields_of(case: Case) -> tuple[DateField, ...]:
        """Return the dates of a case that can be wrong; silence accepts on the day of receipt."""
        if case.accepted_at is None or case.outcomes.deemed_at is not None:
            return (DateField.RECEIVED,)
        return (DateField.ACCEPTED, DateField.RECEIVED)

    def foresee(self, case_id: int, wanted: WantedDate) -> Foreseen:
        """Tell where a correction would lead; DomainError if it cannot be. Nothing is stored."""
        with self._bench.database.reading() as uow:
            case, at, centre = uow.cases.get(case_id), uow.now(), uow.centre()
        calendar = centre.calendar(self._bench.calendar)
        return self._foreseen(case, wanted, calendar, at)

    def foreseen(self, case: Case, wanted: WantedDate, at: datetime) -> Foreseen:
        """Tell the same of a case that is in sight, while it is typed; DomainError."""
        return self._foreseen(case, wanted, self._bench.calendar, at)

    def correct(
        self, case_id: int, wanted: WantedDate, seen_version: int | None = None
    ) -> ActReceipt:
        """Put the date right and price the case again; the receipt bears the new due date."""

        def act(doing: CaseAct) -> None:
            calendar = doing.centre.calendar(doing.bench.calendar)
            foreseen = self._foreseen(doing.case, wanted, calendar, doing.at)
            doing.case.correct_date(foreseen.correction, by=doing.actor)

        return self._bench.act_on(case_id, act, (), seen_version)

    def _foreseen(
        self, case: Case, wanted: WantedDate, calendar: WorkCalendar, at: datetime
    ) -> Foreseen:
        before = _start_of(case, wanted.field)
        after = _moment(wanted, before)
        today = local_date(at)
        old = _clock(case, wanted.field, calendar, today)
        bare = DateCorrection(
            field=wanted.field,
            before=before,
            after=after,
            reason=clean(wanted.reason, NOTE, "reason"),
            evidence=clean(wanted.evidence, LINE, "evidence"),
            due_before=old.due if old else None,
            due_after=None,
            at=at,
            by=self._bench.account.name,
        )
        # Tried out on a copy, which nobody stores: all rules speak before anything is shown.
        trial = replace(case, new_events=[])
        trial.correct_date(bare, by=self._bench.actor)
        new = _clock(trial, wanted.field, calendar, today)
        return Foreseen(
            name=_NOTICE if _is_notice(case, wanted.field) else _PROMISE,
            correction=replace(bare, due_after=new.due if new else None),
            before=old,
            after=new,
            is_late=new is not None and new.due < _ended_on(trial, wanted.field, today),
            note=_note(trial, wanted.field, calendar, today),
        )


def _start_of(case: Case, which: DateField) -> datetime:
    if which is DateField.RECEIVED:
        return case.receipt_at
    if case.accepted_at is None:
        raise DomainError("这件还没受理，没有受理时间。要改的是收件时间。", "field")
    return case.accepted_at


def _moment(wanted: WantedDate, before: datetime) -> datetime:
    """Return the moment that is meant; without a time of day it stays what it was."""
    at = wanted.at or before.astimezone(SHANGHAI).time()
    return datetime.combine(wanted.day, at, SHANGHAI).astimezone(before.tzinfo)


def _is_notice(case: Case, which: DateField) -> bool:
    return which is DateField.RECEIVED and case.outcomes.deemed_at is None


def _ended_on(case: Case, which: DateField, today: date) -> date:
    """Return the day on which the clock ended: today while it still runs."""
    end = case.accepted_at if _is_notice(case, which) else case.decided_at
    return local_date(end) if end is not None else today


def _clock(case: Case, which: DateField, calendar: WorkCalendar, today: date) -> DueProof | None:
    """Return the clock that runs from the date: the five days, or the promise."""
    if _is_notice(case, which):
        return notice_proof(case, calendar)
    return promise_proof(case, calendar, today)


def _note(case: Case, which: DateField, calendar: WorkCalendar, today: date) -> str:
    """Say what silence makes of a corrected receipt (Permit Law art. 32)."""
    if which is not DateField.RECEIVED or case.outcomes.deemed_at or case.outcomes.notices:
        return ""
    due = notice_proof(case, calendar).due
    if case.state in BEFORE_ACCEPTANCE - {CaseState.AWAITING_SUPPLEMENT} and due < today:
        return _SILENT_NOW
    if case.accepted_at is not None and due < local_date(case.accepted_at):
        return _SILENT_SINCE
    return ""
