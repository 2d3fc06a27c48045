"""Calendar administration: years with their versions, import of a notice, open cases re-derived.

What is stored holds for new cases at once. Open cases keep the dates that they were told until
``redate`` moves them, each by an event of its own; closed ones keep theirs for good.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from windowdesk.domain.calendar import CalendarYear, WorkCalendar
from windowdesk.domain.case import Case
from windowdesk.domain.case_marks import repricing
from windowdesk.domain.centre import USUAL_BASIS, Centre
from windowdesk.domain.dated_case import Repricing
from windowdesk.domain.duties import Act
from windowdesk.domain.errors import ConcurrentChange, DomainError
from windowdesk.domain.ids import new_id
from windowdesk.domain.local_time import local_date, paper_date
from windowdesk.domain.notice_year import NoticeDay, NoticeYear
from windowdesk.domain.text import LINE, clean
from windowdesk.services.acting import Bench
from windowdesk.services.calendar_notice import ReadNotice
from windowdesk.services.ports import AuditEntry, UnitOfWork

_BATCH = 100
_ONE_DAY = timedelta(days=1)
_CHANGED = "日历刚被别人改过。按 F5 看最新的，再导入一次。"
# Told of how many of how many cases have been looked at; may raise to stop between two batches.
OnLook = Callable[[int, int], None]


@dataclass(frozen=True)
class YearView:
    """A year as it holds now; version 0 is not announced, walked by weekdays alone."""

    year: int
    version: int
    source: str
    off: Mapping[date, str]
    work: Mapping[date, str]
    local: Mapping[date, str]
    workdays: int
    stored_on: date | None = None
    stored_by: str = ""

    @property
    def is_official(self) -> bool:
        """Tell whether the year is announced."""
        return self.version > 0


@dataclass(frozen=True)
class Moved:
    """How many open cases there are, how many dates change, and between which days they lie."""

    looked: int = 0
    changed: int = 0
    earlier: int = 0
    later: int = 0
    first: date | None = None
    last: date | None = None

    def with_case(self, change: Repricing | None) -> "Moved":
        """Return the sum with one more case."""
        seen = replace(self, looked=self.looked + 1)
        if change is None:
            return seen
        seen = replace(seen, changed=seen.changed + 1)
        before, after = change.due_before, change.due_after
        if before is None or after is None or before == after:
            return seen
        return replace(
            seen,
            earlier=seen.earlier + (after < before),
            later=seen.later + (after > before),
            first=min(filter(None, (seen.first, after))),
            last=max(filter(None, (seen.last, after))),
        )


def moved_text(moved: Moved, word: str) -> str:
    """Say how many open cases change (``word``: 要变, 改了) and between which days they lie."""
    if not moved.changed:
        return f"在办 {moved.looked} 件，日期都不变。"
    parts = {
        "提前": moved.earlier,
        "推后": moved.later,
        "日子不变、只是定下来的": moved.changed - moved.earlier - moved.later,
    }
    told = "，".join(f"{name} {count} 件" for name, count in parts.items() if count)
    text = f"在办 {moved.looked} 件，{word} {moved.changed} 件：{told}。"
    if moved.first is None or moved.last is None:
        return text
    first, last = paper_date(moved.first), paper_date(moved.last)
    return f"{text}变后最早 {first}，最晚 {last}。"


def _nobody(_done: int, _of: int) -> None:
    return


class Calendars:
    """What an administrator does with the calendar of the house."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench

    @property
    def may_change(self) -> bool:
        """Tell whether this account may change the calendar."""
        return self._bench.account.may(Act.MANAGE_CENTRE)

    def years(self) -> tuple[YearView, ...]:
        """Return every known year and the next one, the newest first."""
        with self._bench.database.reading() as uow:
            centre, today = uow.centre(), local_date(uow.now())
        calendar = centre.calendar(self._bench.calendar)
        wanted = {*calendar.years, today.year, today.year + 1}
        return tuple(_view(year, calendar, centre) for year in sorted(wanted, reverse=True))

    def year(self, year: int) -> YearView:
        """Return one year as it holds now."""
        with self._bench.database.reading() as uow:
            centre = uow.centre()
        return _view(year, centre.calendar(self._bench.calendar), centre)

    def start_day(self) -> tuple[bool, str]:
        """Return whether the day that a period begins on counts, and by what provision."""
        with self._bench.database.reading() as uow:
            centre = uow.centre()
        return centre.counts_start_day, centre.start_day_basis

    def set_start_day(self, *, counts: bool, basis: str) -> None:
        """Let the day that a period begins on count, or not, for what is told from now on.

        Open cases keep their dates until ``redate``. DomainError without a provision: the Civil
        Code says that it does not count (art. 201).
        """
        self._require()
        said = clean(basis, LINE, "basis") or (USUAL_BASIS if not counts else "")
        if not said:
            raise DomainError("还没写依据。起算当日计入的，写明哪条规定。", "basis")
        with self._bench.database.unit_of_work() as uow:
            centre = uow.centre()
            wanted = replace(centre, counts_start_day=counts, start_day_basis=said)
            if wanted == centre:
                return
            uow.save_centre(wanted)
            self._log(uow, f"起算当日{'计入' if counts else '不计入'}：{said}")
            uow.commit()

    def preview(self, notice: ReadNotice, on_look: OnLook = _nobody) -> Moved:
        """Tell what would change for open cases if ``notice`` were stored; nothing is stored."""
        self._require()
        require_sound(notice)
        with self._bench.database.reading() as uow:
            centre, today = uow.centre(), local_date(uow.now())
        wanted = self._with_notice(centre, notice, today)
        return self._look(wanted.calendar(self._bench.calendar), on_look)

    def pending(self, on_look: OnLook = _nobody) -> Moved:
        """Tell which open cases were told other dates than the calendar of today gives."""
        self._require()
        with self._bench.database.reading() as uow:
            calendar = uow.centre().calendar(self._bench.calendar)
        return self._look(calendar, on_look)

    def store(self, notice: ReadNotice) -> tuple[NoticeYear, ...]:
        """Store a notice as new versions of its years; those that say what holds already stay.

        DomainError names the first fault; ConcurrentChange if somebody else stored one meanwhile.
        """
        self._require()
        require_sound(notice)
        with self._bench.database.unit_of_work() as uow:
            centre, at = uow.centre(), uow.now()
            wanted = self._with_notice(centre, notice, local_date(at))
            added = wanted.calendar_years[len(centre.calendar_years) :]
            if not added:
                raise DomainError(f"{notice.year} 年的日历已经是这样，没有要存的。")
            uow.save_centre(wanted)
            for one in added:
                self._log(uow, f"{one.year} 年第 {one.version} 版：{one.source}")
            uow.commit()
        return added

    def redate(self, on_look: OnLook = _nobody) -> Moved:
        """Move every open case whose dates the calendar of today changes, each by an event.

        It goes in batches, each a transaction of its own: broken off, it goes on where it stopped.
        What another program moves at the same time is moved once.
        """
        self._require()
        with self._bench.database.reading() as uow:
            ids = uow.cases.open_ids()
        moved, done = Moved(), 0
        for batch in _batches(ids):
            for change in self._redate_batch(batch):
                moved = moved.with_case(change)
            done += len(batch)
            on_look(done, len(ids))
        return moved

    def _redate_batch(self, ids: Sequence[int]) -> tuple[Repricing | None, ...]:
        """Move the cases of one batch; one by one where another program was in between."""
        try:
            return self._redate_at_once(ids)
        except ConcurrentChange:
            if len(ids) == 1:
                # Another desk has moved it this moment: the next look sees what it made of it.
                return (None,)
            return tuple(change for one in ids for change in self._redate_batch((one,)))

    def _redate_at_once(self, ids: Sequence[int]) -> tuple[Repricing | None, ...]:
        found: list[Repricing | None] = []
        with self._bench.database.unit_of_work() as uow:
            at = uow.now()
            calendar = uow.centre().calendar(self._bench.calendar)
            for case_id in ids:
                case = uow.cases.get(case_id)
                change = repricing(case, calendar, local_date(at))
                found.append(change)
                if change is not None:
                    why = _why(change, calendar)
                    case.redate(change, why, by=self._bench.actor, at=at)
                    uow.cases.save(case)
            if any(found):
                uow.commit()
        return tuple(found)

    def _look(self, calendar: WorkCalendar, on_look: OnLook) -> Moved:
        moved = Moved()
        with self._bench.database.reading() as uow:
            ids, today = uow.cases.open_ids(), local_date(uow.now())
        for batch in _batches(ids):
            for case in self._read(batch):
                moved = moved.with_case(repricing(case, calendar, today))
            on_look(moved.looked, len(ids))
        return moved

    def _read(self, ids: Sequence[int]) -> Iterator[Case]:
        with self._bench.database.reading() as uow:
            yield from [uow.cases.get(case_id) for case_id in ids]

    def _with_notice(self, centre: Centre, notice: ReadNotice, today: date) -> Centre:
        calendar = centre.calendar(self._bench.calendar)
        by = self._bench.account.name
        added = []
        for year in sorted({day.year for day in (*notice.off, *notice.work)}):
            known = calendar.years.get(year)
            if known is None and year != notice.year:
                # A few days at the turn of the year do not make the year before announced.
                continue
            off, work = _days_of(notice, year, known)
            if known and (dict(known.off), dict(known.work)) == (off, work):
                continue
            version = known.version + 1 if known else 1
            added.append(
                NoticeYear(year, version, notice.source, _days(off), _days(work), today, by)
            )
        return replace(centre, calendar_years=(*centre.calendar_years, *added))

    def _require(self) -> None:
        self._bench.account.require(Act.MANAGE_CENTRE)

    def _log(self, uow: UnitOfWork, subject: str) -> None:
        at = uow.now()
        uow.audit(AuditEntry(new_id(at), at, self._bench.account.login, "calendar", subject))


def require_sound(notice: ReadNotice) -> None:
    """Raise DomainError with the first fault of a notice, and how many there are."""
    if not notice.faults:
        return
    more = f"一共 {len(notice.faults)} 处。" if len(notice.faults) > 1 else ""
    raise DomainError(f"{notice.faults[0]}{more}", "text")


def _days_of(
    notice: ReadNotice, year: int, known: CalendarYear | None
) -> tuple[dict[date, str], dict[date, str]]:
    """Return the days of a year as the notice leaves it.

    Of the year before or after it names a few days at the turn of the year: those are added.
    """
    off = {day: name for day, name in notice.off.items() if day.year == year}
    work = {day: name for day, name in notice.work.items() if day.year == year}
    if year == notice.year:
        return off, work
    before = known or CalendarYear(year, 0, "", {}, {})
    kept_off = {day: name for day, name in before.off.items() if day not in work}
    kept_work = {day: name for day, name in before.work.items() if day not in off}
    return kept_off | off, kept_work | work


def _batches(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (ids[begin : begin + _BATCH] for begin in range(0, len(ids), _BATCH))


def _days(days: Mapping[date, str]) -> tuple[NoticeDay, ...]:
    return tuple(NoticeDay(on, days[on]) for on in sorted(days))


def _view(year: int, calendar: WorkCalendar, centre: Centre) -> YearView:
    notice = calendar.years.get(year)
    stored = [
        one
        for one in centre.calendar_years
        if notice and (one.year, one.version) == (year, notice.version)
    ]
    first, last = date(year, 1, 1), date(year, 12, 31)
    return YearView(
        year=year,
        version=notice.version if notice else 0,
        source=notice.source if notice else "",
        off=notice.off if notice else {},
        work=notice.work if notice else {},
        local={on: name for on, name in calendar.local_off.items() if on.year == year},
        workdays=calendar.workdays_after(first - _ONE_DAY, last),
        stored_on=stored[-1].stored_on if stored else None,
        stored_by=stored[-1].stored_by if stored else "",
    )


def _why(change: Repricing, calendar: WorkCalendar) -> str:
    """Name the years whose versions the case is judged by from now on."""
    before, after = set(change.mark_before.split()), change.mark_after.split()
    years = [word.split("@")[0] for word in after if word not in before and "@" in word]
    told = "、".join(f"{year} 年第 {calendar.version_of(int(year))} 版" for year in years)
    return f"日历有新版：{told}。" if told else "起算规则变了，按新的算。"
