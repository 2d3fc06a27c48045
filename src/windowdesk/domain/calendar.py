"""The working calendar: official holidays and working weekends, year by year.

Source: the yearly notice of the General Office of the State Council. A year whose notice is not
loaded is walked by weekdays alone, and whatever reaches into it is provisional. Years and the days
of a place have versions; a case keeps those that its dates were told by (``told``).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import groupby
from typing import TypeVar, cast

_SATURDAY = 5
ONE_DAY = timedelta(days=1)
WEEKEND = "周末"
_COUNTS_START = "day1"  # the word of a mark: the first day counted when the date was told
# The mark of a case from before marks were kept: only what came with the program holds for it.
SHIPPED = "shipped"
# As people say it. 春节 and 元旦 have no shorter name.
_SHORT_NAMES = {
    "清明节": "清明",
    "劳动节": "五一",
    "端午节": "端午",
    "中秋节": "中秋",
    "国庆节": "国庆",
}


_Answer = TypeVar("_Answer")
_MOST_ANSWERS = 4096


@dataclass(frozen=True)
class CalendarYear:
    """One official notice: ``off`` and ``work`` map a day to the name of its holiday.

    ``off`` are days without work, ``work`` the weekend days that are worked in exchange.
    ``version`` counts corrections of the same year; ``source`` names the notice. ``imported``:
    an administrator brought it in; the others came with the program.
    """

    year: int
    version: int
    source: str
    off: Mapping[date, str]
    work: Mapping[date, str]
    imported: bool = False


@dataclass(frozen=True)
class LocalDay:
    """A day off that only this place has (a festival of its people, a fair), with its name."""

    on: date
    name: str


@dataclass(frozen=True)
class LocalDays:
    """One version of the days off of this place.

    It holds for cases that begin on ``since`` or later: who was promised a date before keeps it.
    ``version`` counts from 1; 0 has no days and stands for the time before there were any.
    """

    version: int
    since: date
    days: tuple[LocalDay, ...]


@dataclass(frozen=True)
class WorkCalendar:
    """All loaded years, and days off that only this place has.

    A weekend day that the notice says is worked stays worked, also where ``local_off`` has it.
    ``local`` are the versions of ``local_off``, oldest first; the newest is the one in use.
    ``versions`` are all versions of all years, ``years`` those in use. ``counts_start``: whether
    the day that a period begins on is its first day; the Civil Code says it is not (art. 201).
    """

    years: Mapping[int, CalendarYear]
    local_off: Mapping[date, str]
    local: tuple[LocalDays, ...] = ()
    versions: tuple[CalendarYear, ...] = ()
    counts_start: bool = False
    # The same days by what they are: a sweep asks for millions of them.
    _makeup: Mapping[date, str] = field(init=False, repr=False, compare=False)
    _off: Mapping[date, str] = field(init=False, repr=False, compare=False)
    _older: dict[int, "WorkCalendar"] = field(init=False, repr=False, compare=False)
    _told: dict[str, "WorkCalendar"] = field(init=False, repr=False, compare=False)
    _laid: list[tuple[object, "WorkCalendar"]] = field(init=False, repr=False, compare=False)
    _answers: dict[object, object] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        official = {day: name for y in self.years.values() for day, name in y.off.items()}
        makeup = {day: name for y in self.years.values() for day, name in y.work.items()}
        object.__setattr__(self, "_makeup", makeup)
        object.__setattr__(self, "_off", official | dict(self.local_off))
        object.__setattr__(self, "_older", {})
        object.__setattr__(self, "_told", {})
        object.__setattr__(self, "_laid", [])
        object.__setattr__(self, "_answers", {})

    @staticmethod
    def of(
        years: Iterable[CalendarYear], local_off: Mapping[date, str] | None = None
    ) -> "WorkCalendar":
        """Build a calendar from the notices of some years; the newest of a year is in use."""
        versions = tuple(years)
        return WorkCalendar(_newest(versions), dict(local_off or {}), versions=versions)

    def with_years(self, imported: Sequence[CalendarYear]) -> "WorkCalendar":
        """Return the calendar with further versions of years.

        Of two with one number the one that was brought in here holds.
        """
        fresh = [one for one in imported if one not in self.versions]
        if not fresh:
            return self
        versions = (*self.versions, *fresh)
        return replace(self, years=_newest(versions), versions=versions)

    def laid(
        self, key: object, build: Callable[["WorkCalendar"], "WorkCalendar"]
    ) -> "WorkCalendar":
        """Return what ``build`` makes of this calendar; the same again while ``key`` is equal.

        Every act asks for the calendar of its centre, and it seldom changes.
        """
        last = self._laid[-1:]
        if last and last[0][0] == key:
            return last[0][1]
        made = build(self)
        self._laid[:] = [(key, made)]
        return made

    def remembered(self, question: object, answer: Callable[[], _Answer]) -> _Answer:
        """Return what ``answer`` says to a ``question`` about this calendar, asked once.

        A calendar never changes, so that the same question has the same answer; one act asks for
        the same due date a dozen times. ``question`` tells everything that the answer depends on.
        """
        if question in self._answers:
            return cast("_Answer", self._answers[question])
        if len(self._answers) >= _MOST_ANSWERS:
            self._answers.clear()
        found = self._answers[question] = answer()
        return found

    def counting_start(self, *, counts: bool) -> "WorkCalendar":
        """Return the calendar with another rule for the day that a period begins on."""
        return self if counts == self.counts_start else replace(self, counts_start=counts)

    def with_local(self, versions: Sequence[LocalDays]) -> "WorkCalendar":
        """Return the calendar with the days off of this place, oldest version first."""
        if not versions and not self.local:
            return self
        days = versions[-1].days if versions else ()
        return replace(self, local=tuple(versions), local_off={day.on: day.name for day in days})

    def known_on(self, day: date) -> "WorkCalendar":
        """Return the calendar that a case which begins on ``day`` is judged by.

        What begins before the first version was written down is judged by the first.
        """
        if len(self.local) < 2:  # noqa: PLR2004  one version holds for every case
            return self
        held = next((v for v in reversed(self.local) if v.since <= day), self.local[0])
        if held is self.local[-1]:
            return self
        if held.version not in self._older:
            self._older[held.version] = self.with_local((held,))
        return self._older[held.version]

    def told(self, begin: date, mark: str) -> "WorkCalendar":
        """Return the calendar that a case is judged by: of its beginning, and of its ``mark``.

        A year that the mark does not name is judged as it is known now, and so is everything by
        an empty mark: that of a case which is not stored yet.
        """
        return self.known_on(begin).as_of(mark)

    def as_of(self, mark: str) -> "WorkCalendar":
        """Return the calendar with the versions of years that ``mark`` names, see ``told``."""
        if self.is_current(mark):
            return self
        if mark not in self._told:
            self._told[mark] = self._as_of(mark)
        return self._told[mark]

    def is_current(self, mark: str) -> bool:
        """Tell whether a case with ``mark`` is judged by the versions that are in use now."""
        if not mark:
            return True
        if mark == SHIPPED:
            return self._own() == self.years and not self.counts_start
        pinned, counts = _read_mark(mark)
        return counts == self.counts_start and all(
            self.version_of(year) == version for year, version in pinned.items()
        )

    def mark_for(self, years: Iterable[int]) -> str:
        """Write down by which versions ``years`` are judged now (2026@1 2027@0)."""
        words = [f"{year}@{self.version_of(year)}" for year in sorted(set(years))]
        return " ".join([*words, _COUNTS_START] if self.counts_start else words)

    def version_of(self, year: int) -> int:
        """Return which version of ``year`` is in use; 0 while it is not announced."""
        notice = self.years.get(year)
        return notice.version if notice else 0

    def _as_of(self, mark: str) -> "WorkCalendar":
        if mark == SHIPPED:
            return replace(self, years=self._own(), counts_start=False)
        pinned, counts = _read_mark(mark)
        years = dict(self.years)
        for year, version in pinned.items():
            found = [one for one in self.versions if (one.year, one.version) == (year, version)]
            if found:
                years[year] = found[-1]
            elif version == 0:
                years.pop(year, None)
        return replace(self, years=years, counts_start=counts)

    def _own(self) -> Mapping[int, CalendarYear]:
        """Return the years as they came with the program."""
        return _newest([one for one in self.versions if not one.imported])

    def is_official(self, year: int) -> bool:
        """Tell whether the notice of ``year`` is loaded."""
        return year in self.years

    def is_workday(self, day: date) -> bool:
        """Tell whether ``day`` is worked."""
        if day in self._makeup:
            return True
        return day not in self._off and day.weekday() < _SATURDAY

    def is_makeup(self, day: date) -> bool:
        """Tell whether ``day`` is a weekend day that is worked in exchange."""
        return day in self._makeup

    def name_of(self, day: date) -> str:
        """Return why ``day`` is off or worked out of turn; empty for an ordinary day."""
        name = self._makeup.get(day) or self._off.get(day)
        if name:
            return name
        if day.weekday() >= _SATURDAY:
            return WEEKEND
        return "放假" if day in self._off else ""

    def next_workday(self, day: date) -> date:
        """Return the first working day on or after ``day``."""
        while not self.is_workday(day):
            day += ONE_DAY
        return day

    def workdays_after(self, start: date, end: date) -> int:
        """Count working days after ``start`` up to and with ``end``; negative if it is earlier."""
        if end < start:
            return -self.workdays_after(end, start)
        days = (end - start).days
        return sum(self.is_workday(start + timedelta(days=n)) for n in range(1, days + 1))

    def text_for(self, first: date, last: date) -> str:
        """Name the notices that the days from ``first`` to ``last`` were judged by."""
        reached = range(first.year, last.year + 1)
        parts: list[str] = []
        for loaded, run in groupby(reached, self.is_official):
            years = list(run)
            parts.extend(self._sources(years) if loaded else [_not_published(years)])
        if self.local and any(first <= day <= last for day in self.local_off):
            parts.append(f"本地放假安排，第 {self.local[-1].version} 版")
        return "；".join(parts)

    def _sources(self, years: Iterable[int]) -> Iterator[str]:
        notices = (self.years[year] for year in years)
        return (f"{notice.source}，第 {notice.version} 版" for notice in notices)


def _newest(versions: Iterable[CalendarYear]) -> dict[int, CalendarYear]:
    ordered = sorted(versions, key=lambda one: (one.year, one.version, one.imported))
    return {one.year: one for one in ordered}


def _read_mark(mark: str) -> tuple[Mapping[int, int], bool]:
    """Return the version of each year that a mark names, and whether the first day counted."""
    words = mark.split()
    pairs = (word.split("@") for word in words if "@" in word)
    return {int(year): int(version) for year, version in pairs}, _COUNTS_START in words


def marked_years(mark: str) -> frozenset[int]:
    """Return the years that a mark names."""
    return frozenset(_read_mark(mark)[0])


def short_holiday(name: str) -> str:
    """Return a holiday as people say it (中秋 for 中秋节); other names stay as they are."""
    return _SHORT_NAMES.get(name, name)


def _not_published(years: list[int]) -> str:
    span = f"{years[0]} 年" if len(years) == 1 else f"{years[0]} 至 {years[-1]} 年"
    return f"{span}放假安排还没公布，暂按周末推算"
