"""Calendar administration: versions of a year, open cases moved by events, closed ones left."""

from collections.abc import Sequence
from datetime import date, timedelta
from threading import Barrier, Thread

import pytest

from tests.services.counter import PROMISE, Counter
from windowdesk.domain.calendar import WorkCalendar
from windowdesk.domain.errors import DomainError, NotPermitted
from windowdesk.domain.states import Move
from windowdesk.services.calendar_notice import ReadNotice, read_notice
from windowdesk.services.calendars import Calendars, Moved
from windowdesk.services.lookup import CaseView
from windowdesk.services.session import Session
from windowdesk.services.verification import Verification

ONE_DAY = timedelta(days=1)
FESTIVALS = ("元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节")


def with_days_off(calendar: WorkCalendar, days: Sequence[date], name: str = "某节") -> ReadNotice:
    """Return a notice that says what is known of a year, and some days more."""
    year = days[0].year
    known = calendar.years.get(year)
    off = dict(known.off) if known else {}
    sundays = [on for n in range(300) if (on := date(year, 1, 1) + n * ONE_DAY).weekday() == 6]
    free = (on for on in sundays if on not in off and not (known and on in known.work))
    for festival in FESTIVALS:
        if festival not in off.values():
            off[next(free)] = festival
    off |= dict.fromkeys(days, name)
    rows = [f"{on},off,{off[on]}" for on in sorted(off)]
    rows += [f"{on},work,{holiday}" for on, holiday in (known.work.items() if known else ())]
    notice = read_notice("\n".join(["date,kind,name", *rows]))
    assert notice.faults == ()
    return notice


def workdays_on(session: Session, count: int) -> list[date]:
    """Return the next working days of one year after today, by the calendar of the session."""
    day, found = session.lookup.today(), []
    while len(found) < count:
        day += ONE_DAY
        if session.calendar.is_workday(day) and (not found or day.year == found[0].year):
            found.append(day)
    return found


def promise_of(view: CaseView) -> date:
    assert view.promise is not None
    return view.promise.due


def events_of(session: Session, case_id: int) -> list[Move]:
    with session.database.reading() as uow:
        return [event.move for event in uow.cases.last_events(case_id, 20)]


def test_a_new_version_of_a_year_moves_open_cases_by_an_event(either: Counter) -> None:
    case_id = either.accepted(PROMISE)
    clerk, admin = either.at(), either.at("admin")
    before = promise_of(clerk.lookup.case(case_id))
    notice = with_days_off(clerk.calendar, workdays_on(clerk, 2))

    foreseen = admin.calendars.preview(notice)
    (added, *_rest) = admin.calendars.store(notice)
    told = clerk.lookup.case(case_id)
    assert promise_of(told) == before  # what was told holds until it is moved
    done = admin.calendars.redate()

    view = clerk.lookup.case(case_id)
    later = promise_of(view)
    assert later > before
    assert foreseen == done == Moved(1, 1, 0, 1, later, later)
    assert f"{notice.year}@{added.version}" in view.case.turns.calendar_mark.split()
    assert events_of(clerk, case_id)[-1] is Move.REDATE
    with clerk.database.reading() as uow:
        (event,) = uow.cases.last_events(case_id, 1)
    assert event.detail["due_before"] == before.isoformat()
    assert event.detail["due_after"] == later.isoformat()
    assert event.detail["mark_before"] != event.detail["mark_after"]
    row = clerk.database.lists.row(case_id)
    assert row is not None
    assert row.due_on == later
    assert Verification(either.at("supervisor").bench).run().is_clean


def test_a_new_case_is_told_by_the_new_version_at_once(either: Counter) -> None:
    clerk, admin = either.at(), either.at("admin")
    old = promise_of(clerk.lookup.case(either.accepted(PROMISE)))
    admin.calendars.store(with_days_off(clerk.calendar, workdays_on(clerk, 2)))
    fresh = promise_of(clerk.lookup.case(either.accepted(PROMISE)))
    assert fresh > old
    assert admin.calendars.pending().changed == 1


def test_a_second_look_finds_nothing_more_to_move(either: Counter) -> None:
    for _ in range(3):
        either.accepted(PROMISE)
    admin = either.at("admin")
    admin.calendars.store(with_days_off(admin.calendar, workdays_on(admin, 1)))
    assert admin.calendars.redate().changed == 3
    assert admin.calendars.redate() == Moved(looked=3)
    assert admin.calendars.pending() == Moved(looked=3)


class Stopped(Exception):
    """Somebody has pulled the plug."""


def test_a_move_that_was_broken_off_goes_on_where_it_stopped(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("windowdesk.services.calendars._BATCH", 2)
    # In the order in which they are moved: numbers of one moment are given at random.
    ids = sorted(counter.accepted(PROMISE) for _ in range(5))
    admin = counter.at("admin")
    admin.calendars.store(with_days_off(admin.calendar, workdays_on(admin, 1)))

    def stop(done: int, _of: int) -> None:
        if done >= 2:
            raise Stopped

    with pytest.raises(Stopped):
        admin.calendars.redate(stop)
    due = promise_of(counter.at().lookup.case(ids[0]))
    assert admin.calendars.redate() == Moved(5, 3, 0, 3, due, due)
    moved = [events_of(admin, case_id).count(Move.REDATE) for case_id in ids]
    assert moved == [1] * 5


def test_two_programs_at_once_move_each_case_once(either: Counter) -> None:
    ids = [either.accepted(PROMISE) for _ in range(6)]
    first, second = either.new_session("admin"), either.new_session("admin")
    first.calendars.store(with_days_off(first.calendar, workdays_on(first, 1)))
    together, found = Barrier(2), []

    def sweep(calendars: Calendars) -> None:
        together.wait(timeout=10)
        found.append(calendars.redate().changed)

    threads = [Thread(target=sweep, args=(one.calendars,)) for one in (first, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert sum(found) == 6
    moved = [events_of(either.at(), case_id).count(Move.REDATE) for case_id in ids]
    assert moved == [1] * 6


def test_a_closed_case_keeps_its_dates(counter: Counter) -> None:
    case_id = counter.accepted(PROMISE)
    clerk, admin = counter.at(), counter.at("admin")
    opened = clerk.lookup.case(case_id).case
    clerk.outcomes.withdraw(
        case_id, "不办了", signed=True, returned=clerk.outcomes.returnable(opened)
    )
    closed = clerk.lookup.case(case_id)
    before, mark = promise_of(closed), closed.case.turns.calendar_mark
    admin.calendars.store(with_days_off(clerk.calendar, workdays_on(clerk, 2)))
    assert admin.calendars.redate() == Moved()
    after = clerk.lookup.case(case_id)
    assert (promise_of(after), after.case.turns.calendar_mark) == (before, mark)
    assert Verification(counter.at("supervisor").bench).run().is_clean


def test_a_year_that_is_not_announced_makes_a_date_provisional_until_it_is(
    counter: Counter,
) -> None:
    """2027 is not announced on 20 November 2026; twenty working days and ten more reach it."""
    clerk, admin = counter.at(), counter.at("admin")
    counter.pass_time(timedelta(days=25))
    case_id = counter.accepted(PROMISE)
    view = clerk.lookup.case(case_id)
    assert view.statutory is not None
    assert (view.statutory.provisional, view.statutory.due) == (True, date(2027, 1, 12))
    assert "2027@0" in view.case.turns.calendar_mark
    off = [date(2027, 1, 1), date(2027, 1, 2), date(2027, 1, 3)]
    admin.calendars.store(with_days_off(clerk.calendar, off, "元旦"))
    assert admin.calendars.redate().changed == 1
    again = clerk.lookup.case(case_id)
    assert again.statutory is not None
    assert (again.statutory.provisional, again.statutory.due) == (False, date(2027, 1, 13))
    assert again.case.turns.calendar_mark == "2026@1 2027@1"


def test_what_holds_already_is_not_stored_again(counter: Counter) -> None:
    admin = counter.at("admin")
    notice = with_days_off(admin.calendar, workdays_on(admin, 1))
    admin.calendars.store(notice)
    with pytest.raises(DomainError, match="已经是这样"):
        admin.calendars.store(notice)


def test_only_an_administrator_changes_the_calendar(counter: Counter) -> None:
    clerk = counter.at()
    notice = with_days_off(clerk.calendar, workdays_on(clerk, 1))
    for work in (clerk.calendars.redate, clerk.calendars.pending):
        with pytest.raises(NotPermitted):
            work()
    with pytest.raises(NotPermitted):
        clerk.calendars.store(notice)
    assert not clerk.calendars.may_change


def test_years_tell_where_they_come_from(counter: Counter) -> None:
    admin = counter.at("admin")
    admin.calendars.store(with_days_off(admin.calendar, [date(2027, 1, 1)], "元旦"))
    years = {one.year: one for one in admin.calendars.years()}
    worked = admin.calendar.workdays_after(date(2025, 12, 31), date(2026, 12, 31))
    assert (years[2026].version, years[2026].workdays, years[2026].stored_by) == (1, worked, "")
    assert (years[2027].version, years[2027].stored_by) == (1, "段admin")
    assert years[2027].stored_on == date(2026, 11, 20)
    assert [act for _, act, _ in counter.audited()] == ["calendar"]


def test_the_start_day_counts_where_a_provision_says_so(either: Counter) -> None:
    clerk, admin = either.at(), either.at("admin")
    old = either.accepted(PROMISE)
    before = promise_of(clerk.lookup.case(old))
    with pytest.raises(DomainError, match="还没写依据"):
        admin.calendars.set_start_day(counts=True, basis=" ")
    assert admin.calendars.start_day() == (False, "《中华人民共和国民法典》第二百零一条")
    admin.calendars.set_start_day(counts=True, basis="某省某办法第九条")
    assert admin.calendars.start_day() == (True, "某省某办法第九条")
    view = clerk.lookup.case(either.accepted(PROMISE))
    assert view.promise is not None
    assert "day1" in view.case.turns.calendar_mark
    assert view.promise.counts_start
    assert promise_of(clerk.lookup.case(old)) == before
    admin.calendars.redate()
    assert promise_of(clerk.lookup.case(old)) == promise_of(view)
    assert Verification(either.at("supervisor").bench).run().is_clean
