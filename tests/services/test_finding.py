"""Finding: filters in words, saved filters, lights of rows, exports and their traces."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import make_calendar
from tests.services.counter import OTHER_REVIEWER, PERSON, Counter
from windowdesk.domain.case_clocks import running_light
from windowdesk.domain.clock import Light
from windowdesk.domain.errors import DomainError, NotPermitted
from windowdesk.domain.states import CaseState
from windowdesk.services.case_filter import CaseFilter, Period
from windowdesk.services.filter_words import FilterNames, Named, filter_text, period_text
from windowdesk.services.lights import light_of
from windowdesk.services.list_export import ExportProgress, ExportStopped

TODAY = date(2026, 11, 20)
NAMES = FilterNames(
    today=TODAY,
    villages=(Named("990322103203", "松木坪村"),),
    items=(Named("dibao", "低保"),),
    departments=(Named("民政办", "民政办"),),
    windows=(Named("02", "综合窗口 2"),),
    holders=(Named("reviewer", "宁小雨"),),
)
DAYS = st.dates(date(2020, 1, 1), date(2088, 12, 31))
PERIODS = st.none() | st.builds(lambda a, b: Period(min(a, b), max(a, b)), DAYS, DAYS)
FILTERS = st.builds(
    CaseFilter,
    text=st.text(max_size=20),
    village=st.text(max_size=12),
    item_id=st.text(max_size=12),
    state=st.none() | st.sampled_from(CaseState),
    light=st.none() | st.sampled_from(Light),
    received=PERIODS,
    accepted=PERIODS,
    decided=PERIODS,
    department=st.text(max_size=8),
    window=st.text(max_size=2),
    holder=st.text(max_size=8),
)


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        (CaseFilter(), "全部办件"),
        (
            CaseFilter(
                village="990322103203",
                item_id="dibao",
                light=Light.RED,
                received=Period(date(2026, 11, 1), date(2026, 11, 20)),
            ),
            "松木坪村 · 低保 · 红灯 · 11月1日至20日收",
        ),
        (CaseFilter(text="段", window="02", holder="reviewer"), "“段” · 综合窗口 2 · 宁小雨在办"),
        (CaseFilter(state=CaseState.SUSPENDED, department="民政办"), "特别程序中 · 民政办"),
        (CaseFilter(village="别处"), "别处"),
    ],
)
def test_a_filter_reads_as_people_say_it(wanted: CaseFilter, words: str) -> None:
    assert filter_text(wanted, NAMES) == words


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2026, 11, 1), date(2026, 11, 1), "11月1日"),
        (date(2026, 11, 1), date(2026, 11, 20), "11月1日至20日"),
        (date(2026, 10, 30), date(2026, 11, 20), "10月30日至11月20日"),
        (date(2025, 10, 30), date(2025, 11, 20), "2025年10月30日至11月20日"),
        (date(2025, 12, 30), date(2026, 1, 2), "2025年12月30日至2026年1月2日"),
    ],
)
def test_a_period_says_its_year_only_where_it_must(first: date, last: date, words: str) -> None:
    assert period_text(Period(first, last), TODAY) == words


@given(wanted=FILTERS)
def test_a_filter_survives_being_kept(wanted: CaseFilter) -> None:
    assert CaseFilter.from_text(wanted.to_text()) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "null",
        '{"light":"purple"}',
        '{"received":"2026"}',
        '{"unknown":"x"}',
        '{"village":3}',
        '{"received":["2026-11-02","2026-11-01"]}',
    ],
)
def test_a_spoiled_filter_is_told(text: str) -> None:
    with pytest.raises(DomainError):
        CaseFilter.from_text(text)


def test_a_row_burns_as_its_case_does(counter: Counter) -> None:
    case_id = counter.accepted()
    row = counter.at().database.lists.row(case_id)
    assert row is not None
    with counter.at().database.reading() as uow:
        case = uow.cases.get(case_id)
    for day in (date(2026, 11, 20), date(2026, 12, 1), date(2026, 12, 2), date(2026, 12, 9)):
        calendar = make_calendar()
        burns, seen = running_light(case, calendar, day), light_of(row, day, calendar)
        assert (seen.light, seen.word) == (burns.light, burns.word)
        # Past the promise a row says what the law still leaves.
        past = day > date(2026, 12, 2)
        assert seen.second == ("法定余 7 日" if past else burns.second)


def test_filters_are_kept_replaced_shared_and_dropped(counter: Counter) -> None:
    mine, others = counter.at().finding, counter.at("clerk2").finding
    mine.keep(" 松木坪  低保 ", CaseFilter(light=Light.RED))
    mine.keep("松木坪 低保", CaseFilter(light=Light.GREEN))
    (kept,) = mine.saved()
    assert (kept.name, kept.filter.light, kept.shared) == ("松木坪 低保", Light.GREEN, False)
    assert others.saved() == ()
    mine.keep("全中心的", CaseFilter(text="段"), shared=True)
    assert [one.name for one in others.saved()] == ["全中心的"]
    with pytest.raises(DomainError, match="不是你存的"):
        others.drop("全中心的")
    mine.drop("全中心的")
    assert others.saved() == ()


@pytest.mark.parametrize("name", ["", "　", "长" * 21])
def test_a_filter_needs_a_short_name(counter: Counter, name: str) -> None:
    with pytest.raises(DomainError) as told:
        counter.at().finding.keep(name, CaseFilter())
    assert told.value.field == "name"


def test_names_are_those_of_the_centre(counter: Counter) -> None:
    names = counter.at().finding.names()
    assert [one.code for one in names.windows] == ["01", "02"]
    assert "clerk" in {one.code for one in names.holders}
    assert "admin" not in {one.code for one in names.holders}
    farming = counter.at(OTHER_REVIEWER.login).finding.names()
    assert [one.code for one in farming.departments] == [OTHER_REVIEWER.department]


def cells(path: Path) -> list[list[object]]:
    sheet = openpyxl.load_workbook(path).worksheets[0]
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_an_export_holds_strings_alone_and_hides_persons(counter: Counter, tmp_path: Path) -> None:
    counter.accepted()
    path = tmp_path / "list.xlsx"
    done = counter.at("approver").list_export.export(CaseFilter(), path, " 月度  核对 ")
    assert (done.path, done.cases) == (path, 1)
    rows = cells(path)
    assert all(isinstance(cell, str) for row in rows for cell in row if cell is not None)
    flat = [str(cell) for row in rows for cell in row if cell is not None]
    assert {"段*", "530399********0045", "139****0027", "全部办件", "月度 核对", "共 1 件"} <= set(
        flat
    )
    for secret in (PERSON.name, PERSON.id_number, PERSON.phone):
        assert not any(secret in text for text in flat)


@pytest.mark.parametrize("typed", ["=1+1", '=HYPERLINK("http://x")', "+1", "@a", "-1", "{=1}"])
def test_nothing_typed_becomes_a_formula(counter: Counter, tmp_path: Path, typed: str) -> None:
    path = tmp_path / "list.xlsx"
    counter.at("approver").list_export.export(CaseFilter(text=typed), path, typed)
    sheet = openpyxl.load_workbook(path).worksheets[0]
    (cell,) = [c for row in sheet.iter_rows() for c in row if c.value == typed]
    assert cell.data_type == "s"
    assert cell.hyperlink is None


def test_an_export_is_written_down_with_filter_purpose_and_count(
    counter: Counter, tmp_path: Path
) -> None:
    counter.accepted()
    wanted = CaseFilter(light=Light.GREEN)
    counter.at("approver").list_export.export(wanted, tmp_path / "list.xlsx", "核对")
    (entry,) = counter.at("supervisor").finding.journal("export_list")
    assert (entry.login, entry.subject) == ("approver", "1 件｜绿灯｜用途：核对｜list.xlsx")


def test_an_export_asks_duty_purpose_and_a_place(counter: Counter, tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    with pytest.raises(NotPermitted):
        counter.at().list_export.export(CaseFilter(), path, "核对")
    export = counter.at("approver").list_export.export
    for purpose, place, field in (
        ("  ", path, "purpose"),
        ("长" * 61, path, "purpose"),
        ("核对", tmp_path / "none" / "list.xlsx", "file"),
    ):
        with pytest.raises(DomainError) as told:
            export(CaseFilter(), place, purpose)
        assert told.value.field == field
    assert not any(".xlsx" in place.name for place in tmp_path.iterdir())
    assert counter.at("supervisor").finding.journal("export_list") == ()


def test_an_export_that_is_stopped_leaves_nothing(counter: Counter, tmp_path: Path) -> None:
    counter.accepted()
    progress = ExportProgress()
    progress.stop()
    place = tmp_path / "out"
    place.mkdir()
    with pytest.raises(ExportStopped):
        counter.at("approver").list_export.export(
            CaseFilter(), place / "list.xlsx", "核对", progress
        )
    assert list(place.iterdir()) == []
    assert counter.at("supervisor").finding.journal("export_list") == ()


def test_the_journal_is_for_supervisors_and_administrators(counter: Counter) -> None:
    case_id = counter.accepted()
    counter.at().lookup.full_id(case_id)
    for login in ("supervisor", "admin"):
        (entry,) = counter.at(login).finding.journal("full_id")
        assert (entry.login, entry.person) == ("clerk", counter.at().account.name)
    with pytest.raises(NotPermitted):
        counter.at().finding.journal("full_id")


def test_a_case_of_another_department_is_not_there(counter: Counter) -> None:
    case_id = counter.accepted()
    farming = counter.at(OTHER_REVIEWER.login)
    for look in (farming.lookup.case, farming.lookup.full_id):
        with pytest.raises(DomainError, match="没有这个办件"):
            look(case_id)
    assert counter.at("supervisor").finding.journal("full_id") == ()
