"""What the story and the proof say of a date that was put right or derived again."""

from datetime import date, datetime

from windowdesk.domain.case import Case
from windowdesk.domain.clock import DueProof, short_date
from windowdesk.domain.clock_check import re_adds
from windowdesk.domain.event import CaseEvent
from windowdesk.domain.local_time import local_date
from windowdesk.domain.turns import DateField

_NAME = {DateField.RECEIVED: "收件", DateField.ACCEPTED: "受理"}


def date_event_words(event: CaseEvent) -> str:
    """Return where the due date went; which date was put right stands with the proof."""
    detail = event.detail
    return f"到期日 {_day(detail['due_before'])} → {_day(detail['due_after'])}"


def earlier_words(case: Case, code: str) -> str:
    """Return what the clock ``code`` was told before its first day was put right; '' if nothing."""
    begun = DateField.RECEIVED if code == "notice" else DateField.ACCEPTED
    if case.outcomes.deemed_at is not None:
        # Silence accepted on the day of receipt: both clocks begin with it.
        begun = DateField.RECEIVED
    found = [one for one in case.turns.dates if one.field is begun]
    if not found or code == "delivery":
        return ""
    first, last = found[0], found[-1]
    moved = f"{_NAME[begun]} {_on(first.before)} 更正为 {_on(last.after)}"
    is_told = first.due_before is not None and code in {"notice", "promise"}
    due = f"，原到期日 {short_date(first.due_before)}" if is_told and first.due_before else ""
    return f"{moved}{due}。"


def check_words(proof: DueProof) -> str:
    """Say whether the days of a proof, added up by themselves, come to its date."""
    return "逐日加过，对得上。" if re_adds(proof) else "逐日加不上，告诉管理员。"


def _on(at: datetime) -> str:
    return short_date(local_date(at))


def _day(text: str) -> str:
    return short_date(date.fromisoformat(text)) if text else "没有"
