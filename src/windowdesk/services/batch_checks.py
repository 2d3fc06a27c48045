"""The checks that whole tables can be put through: due dates, numbers, names."""

from collections.abc import Callable, Sequence
from datetime import date

from windowdesk.domain.calendar import WorkCalendar
from windowdesk.domain.clock import ClockPause, due_proof
from windowdesk.domain.errors import DomainError
from windowdesk.domain.identity import KIND_LABEL, IdKind, IssuingPlaces, check_id
from windowdesk.domain.limits import LONGEST_COUNT, LimitUnit, TimeLimit
from windowdesk.domain.local_time import read_day
from windowdesk.domain.pinyin import PinyinTable
from windowdesk.domain.text import NAME, clean_name, half_width, require_length, with_interpuncts
from windowdesk.services.batch import BatchCheck, Row

_UNITS = {
    "workday": LimitUnit.WORKDAY,
    "工作日": LimitUnit.WORKDAY,
    "calendar": LimitUnit.CALENDAR_DAY,
    "自然日": LimitUnit.CALENDAR_DAY,
    "month": LimitUnit.MONTH,
    "月": LimitUnit.MONTH,
}
_KINDS = (IdKind.RESIDENT, IdKind.HMT, IdKind.FOREIGN, IdKind.USCC)
_KIND_WORDS = {kind.value: kind for kind in _KINDS} | {KIND_LABEL[kind]: kind for kind in _KINDS}
_YES_NO = {True: "yes", False: "no"}


def due_check(calendar: WorkCalendar) -> BatchCheck:
    """Return the check of due dates: start, days, unit, pauses → due, provisional."""

    def answer(row: Row) -> Row:
        limit = TimeLimit(read_count(row["days"]), read_unit(row["unit"]))
        proof = due_proof(read_day(row["start"]), limit, calendar, read_pauses(row["pauses"]))
        return {"due": proof.due.isoformat(), "provisional": _YES_NO[proof.provisional]}

    return BatchCheck(
        ("start", "days", "unit"), ("due", "provisional"), answer, optional=("pauses",)
    )


def id_check(today: date, places: IssuingPlaces) -> BatchCheck:
    """Return the check of numbers: kind, number → verdict, value, reason."""

    def answer(row: Row) -> Row:
        found = check_id(read_kind(row["kind"]), row["number"], today, places)
        return {
            "verdict": found.verdict.value,
            "value": found.value.number if found.value else "",
            "reason": found.reason.value,
        }

    return BatchCheck(("kind", "number"), ("verdict", "value", "reason"), answer)


def name_check(pinyin: PinyinTable, lacking: Callable[[str], Sequence[str]]) -> BatchCheck:
    """Return the check of names: name → normalised, initials, lacking.

    ``lacking`` returns the characters of a text that fonts have no picture of.
    """

    def answer(row: Row) -> Row:
        name = read_name(row["name"])
        return {
            "normalised": name,
            "initials": "/".join(pinyin.initials(name, is_person=True)),
            "lacking": "".join(lacking(name)),
        }

    return BatchCheck(("name",), ("normalised", "initials", "lacking"), answer)


def read_name(typed: str) -> str:
    """Return a name with its dots as U+00B7, otherwise as it is; DomainError if it is none."""
    require_length(typed, NAME.longest, "name")
    clean_name(typed)
    return with_interpuncts(typed)


def read_kind(typed: str) -> IdKind:
    """Return a kind of document by its code or Chinese name; DomainError."""
    kind = _KIND_WORDS.get(typed.strip().lower())
    if kind is None:
        raise DomainError(f"证件类型“{typed}”不认得。写 {'、'.join(_KINDS)} 之一。", "kind")
    return kind


def read_unit(typed: str) -> LimitUnit:
    """Return the unit of a limit by its code or Chinese name; DomainError."""
    unit = _UNITS.get(typed.strip().lower())
    if unit is None:
        raise DomainError(f"单位“{typed}”不认得。写 workday、calendar 或 month。", "unit")
    return unit


def read_count(typed: str) -> int:
    """Return a count of days or months, 0 or more; DomainError."""
    digits = half_width(typed).strip()
    if not (digits.isascii() and digits.isdigit()):
        raise DomainError(f"天数“{typed}”不是整数。写 0 或更大的整数。", "days")
    if len(digits.lstrip("0")) > len(str(LONGEST_COUNT)):
        raise DomainError(f"天数“{typed}”太大。写 0 至 {LONGEST_COUNT} 之间的整数。", "days")
    return int(digits)


def read_pauses(typed: str) -> tuple[ClockPause, ...]:
    """Return pauses written as ``2026-03-11/2026-03-22;…``, both ends inclusive; DomainError."""
    parts = half_width(typed).split(";")
    return tuple(read_pause(part) for part in parts if part.strip())


def read_pause(typed: str) -> ClockPause:
    """Return one pause; a single day stands for itself."""
    first, slash, last = typed.partition("/")
    return ClockPause(read_day(first), read_day(last if slash else first), "")
