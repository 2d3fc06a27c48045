from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.databases import Desks
from tests.factories import DEPARTMENT, NOW
from tests.persistence.acts import accept
from windowdesk.domain.calendar import ONE_DAY
from windowdesk.domain.clock import Light
from windowdesk.domain.duties import Role
from windowdesk.domain.escalation import Audience, Level, cutoff
from windowdesk.domain.todo import TodoKind
from windowdesk.persistence.open_database import OpenDatabase
from windowdesk.services.lights import next_workday
from windowdesk.services.warning_port import (
    PROMISE,
    STATUTORY,
    Cutoffs,
    Place,
    WaitQuery,
    WarningQuery,
    WarningRow,
)

EVERYWHERE = frozenset(("received", "review", "issue"))
RunSql = Callable[[str], object]
_NO_RULES = "SET session_replication_role = replica"


def days(desks: Desks, today: date) -> Cutoffs:
    return Cutoffs(
        today=today,
        now=NOW + timedelta(days=(today - NOW.date()).days),
        soon=next_workday(today, desks.calendar),
        head_by=cutoff(today, 1, desks.calendar),
        leader_by=cutoff(today, 3, desks.calendar),
    )


def of_level(database: OpenDatabase, level: Level, department: str = "") -> list[WarningRow]:
    audience = Audience(level, EVERYWHERE, department)
    return list(database.warnings.warnings(WarningQuery(audience)))


def due_of(database: OpenDatabase, case_id: int) -> tuple[date, date]:
    row = database.lists.row(case_id)
    assert row is not None
    assert row.due_on is not None
    assert row.statutory_on is not None
    return row.due_on, row.statutory_on


def test_staff_are_warned_with_the_amber_light_then_the_head_then_the_leader(
    desks: Desks, clerk: OpenDatabase
) -> None:
    case = accept(clerk).case
    due, _ = due_of(clerk, case.case_id)
    seen: dict[int, list[str]] = {}
    for after in range(-4, 8):
        day = due + after * ONE_DAY
        if desks.calendar.is_workday(day):
            clerk.warnings.sweep(days(desks, day))
        seen[after] = sorted({row.level.value for level in Level for row in of_level(clerk, level)})
    first = {level: min(at for at, levels in seen.items() if level in levels) for level in Level}
    before = -1 if desks.calendar.is_workday(due - ONE_DAY) else -3
    assert first[Level.STAFF] == before
    assert desks.calendar.workdays_after(due, due + first[Level.HEAD] * ONE_DAY) == 1
    assert desks.calendar.workdays_after(due, due + first[Level.LEADER] * ONE_DAY) == 3


def test_a_second_sweep_of_a_day_warns_of_nothing(desks: Desks, clerk: OpenDatabase) -> None:
    case = accept(clerk).case
    due, _ = due_of(clerk, case.case_id)
    assert clerk.warnings.sweep(days(desks, due)) == 1
    assert clerk.warnings.sweep(days(desks, due)) == 0
    assert clerk.warnings.sweep(days(desks, due + ONE_DAY)) >= 0
    assert len(of_level(clerk, Level.STAFF)) == 1


def test_another_due_date_warns_anew_and_the_old_warning_no_longer_applies(
    desks: Desks, clerk: OpenDatabase, run_sql: RunSql
) -> None:
    case = accept(clerk).case
    due, _ = due_of(clerk, case.case_id)
    clerk.warnings.sweep(days(desks, due))
    later = desks.calendar.next_workday(due + 10 * ONE_DAY)
    run_sql(f"UPDATE case_ SET due_on = '{later}', amber_on = '{later}'")
    assert of_level(clerk, Level.STAFF) == []
    clerk.warnings.sweep(days(desks, later))
    assert [row.due_on for row in of_level(clerk, Level.STAFF)] == [later]
    record = WarningQuery(Audience(Level.STAFF, EVERYWHERE, ""), open_only=False)
    on_record = clerk.warnings.warnings(record)
    assert [(row.due_on, row.applies) for row in on_record] == [(due, False), (later, True)]


def test_a_paused_clock_warns_nobody(desks: Desks, clerk: OpenDatabase, run_sql: RunSql) -> None:
    case = accept(clerk).case
    due, _ = due_of(clerk, case.case_id)
    past_rules = "DROP TRIGGER case_moves" if desks.path else _NO_RULES
    paused = "UPDATE case_ SET clock_paused = (1 = 1), state = 'suspended'"
    if desks.path:
        run_sql(past_rules)
        run_sql(paused)
    else:
        run_sql(f"{past_rules}; {paused}")
    assert clerk.warnings.sweep(days(desks, due + 5 * ONE_DAY)) == 0


@pytest.mark.parametrize(("own", "written"), [(DEPARTMENT, 1), ("别的部门", 0)])
def test_an_account_of_a_department_sweeps_and_sees_its_own(
    desks: Desks, clerk: OpenDatabase, run_sql: RunSql, own: str, written: int
) -> None:
    case = accept(clerk).case
    due, _ = due_of(clerk, case.case_id)
    run_sql(f"UPDATE account SET department = '{own}' WHERE login = 'reviewer'")
    reviewer = desks.log_in(Role.REVIEWER)
    assert reviewer.warnings.sweep(days(desks, due)) == written
    clerk.warnings.sweep(days(desks, due))
    assert len(of_level(reviewer, Level.STAFF, own)) == written


def test_the_laws_limit_is_warned_of_where_the_promise_has_passed(
    desks: Desks, clerk: OpenDatabase
) -> None:
    case = accept(clerk).case
    due, law = due_of(clerk, case.case_id)
    assert due < law
    clerk.warnings.sweep(days(desks, law))
    found = {(row.clock, row.light) for row in of_level(clerk, Level.STAFF)}
    assert found == {(PROMISE, Light.RED), (STATUTORY, Light.AMBER)}


def test_what_is_seen_leaves_the_list_and_stays_on_record(
    desks: Desks, clerk: OpenDatabase
) -> None:
    case = accept(clerk).case
    due, _ = due_of(clerk, case.case_id)
    clerk.warnings.sweep(days(desks, due))
    row = of_level(clerk, Level.STAFF)[0]
    audience = Audience(Level.STAFF, EVERYWHERE, "")
    assert clerk.warnings.count(audience) == 1
    assert clerk.warnings.see(row, "clerk", NOW)
    assert not clerk.warnings.see(row, "reviewer", NOW)
    assert (clerk.warnings.count(audience), of_level(clerk, Level.STAFF)) == (0, [])
    kept = clerk.warnings.warnings(WarningQuery(audience, open_only=False))
    assert [(one.seen_by, one.seen_at) for one in kept] == [("clerk", NOW)]


@pytest.mark.parametrize(("department", "sees"), [("", 1), (DEPARTMENT, 1), ("别的部门", 0)])
def test_a_head_sees_the_warnings_of_his_department(
    desks: Desks, clerk: OpenDatabase, department: str, sees: int
) -> None:
    case = accept(clerk).case
    due, _ = due_of(clerk, case.case_id)
    clerk.warnings.sweep(days(desks, due + 7 * ONE_DAY))
    assert len(of_level(clerk, Level.HEAD, department)) == sees


def test_pages_of_warnings_meet_each_once(desks: Desks, clerk: OpenDatabase) -> None:
    ids = sorted(accept(clerk, serial).case.case_id for serial in range(5))
    due, _ = due_of(clerk, ids[0])
    clerk.warnings.sweep(days(desks, due))
    query = WarningQuery(Audience(Level.STAFF, EVERYWHERE, ""), limit=2)
    found: list[int] = []
    while rows := clerk.warnings.warnings(query):
        found += [row.case.case_id for row in rows]
        query = replace(query, after=rows[-1])
    assert found == ids


def test_waits_are_listed_by_whose_turn_it_is(
    desks: Desks, clerk: OpenDatabase, run_sql: RunSql
) -> None:
    case = accept(clerk).case
    _add_todo(run_sql, case.case_id, "late_material", "gap-1", ("", ""))
    _add_todo(run_sql, case.case_id, "opinion", "别的部门", ("别的部门", ""))
    _add_todo(run_sql, case.case_id, "step", "review", (DEPARTMENT, "reviewer"))
    at = {
        place: {kind for kind, count in clerk.warnings.wait_counts(place).items() if count}
        for place in Place
    }
    assert at[Place.WINDOW] == {TodoKind.LATE_MATERIAL}
    assert at[Place.DEPARTMENT] == {TodoKind.OPINION, TodoKind.STEP}
    assert at[Place.MINE] == set()
    reviewer = desks.log_in(Role.REVIEWER)
    assert reviewer.warnings.wait_counts(Place.MINE)[TodoKind.STEP] == 1
    rows = clerk.warnings.waits(WaitQuery(TodoKind.OPINION, Place.DEPARTMENT))
    assert [(row.department, row.case.case_id) for row in rows] == [("别的部门", case.case_id)]
    after = WaitQuery(TodoKind.OPINION, Place.DEPARTMENT, after=rows[-1])
    assert clerk.warnings.waits(after) == ()


def test_a_wait_warns_whose_turn_it_is(desks: Desks, clerk: OpenDatabase, run_sql: RunSql) -> None:
    case = accept(clerk).case
    _add_todo(run_sql, case.case_id, "late_material", "gap-1", ("", ""))
    _add_todo(run_sql, case.case_id, "step", "review", (DEPARTMENT, "reviewer"))
    clerk.warnings.sweep(days(desks, date(2026, 11, 20)))
    # A step warns on its last day alone, late materials one working day before.
    assert {(row.clock, row.desk) for row in of_level(clerk, Level.STAFF)} == {
        ("late_material", "received")
    }
    clerk.warnings.sweep(days(desks, date(2026, 11, 23)))
    reviewer = desks.log_in(Role.REVIEWER)
    assert {(row.clock, row.desk, row.login) for row in of_level(reviewer, Level.STAFF)} == {
        ("late_material", "received", ""),
        ("step", "review", "reviewer"),
    }


def _add_todo(run_sql: RunSql, case_id: int, kind: str, ref: str, whose: tuple[str, str]) -> None:
    department, login = whose
    run_sql(
        "INSERT INTO case_todo (case_id, kind, ref, centre, department, login, due_on, text)"
        f" SELECT case_id, '{kind}', '{ref}', centre, '{department}', '{login}',"
        f" '2026-11-23', '' FROM case_ WHERE case_id = {case_id}"
    )
