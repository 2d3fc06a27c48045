"""Days off that only a place has: laid over the official calendar, version by version."""

from dataclasses import replace
from datetime import date

import pytest

from tests.factories import make_calendar, make_centre
from windowdesk.domain.calendar import LocalDay
from windowdesk.domain.centre import Organ
from windowdesk.domain.clock import due_on, due_proof
from windowdesk.domain.limits import LimitUnit, TimeLimit
from windowdesk.persistence.centre_text import centre_text, read_centre

TODAY = date(2026, 4, 13)  # a Monday
FAIR = LocalDay(date(2026, 4, 30), "三月街")
WATER = LocalDay(date(2026, 4, 15), "泼水节")
TWO_DAYS = TimeLimit(2, LimitUnit.WORKDAY)


def test_what_was_received_before_a_day_off_was_written_down_keeps_its_date() -> None:
    calendar = make_centre().with_days_off((WATER,), TODAY).calendar(make_calendar())
    assert due_on(TODAY, TWO_DAYS, calendar.known_on(TODAY)) == date(2026, 4, 15)
    tomorrow = date(2026, 4, 14)
    assert due_on(tomorrow, TWO_DAYS, calendar.known_on(tomorrow)) == date(2026, 4, 17)


def test_the_proof_names_the_version_of_the_place_where_it_reaches_its_days() -> None:
    centre = make_centre().with_days_off((WATER,), TODAY)
    calendar = centre.with_days_off((WATER, FAIR), date(2026, 4, 14)).calendar(make_calendar())
    proof = due_proof(date(2026, 4, 28), TWO_DAYS, calendar)
    assert proof.due == date(2026, 5, 1)
    assert "三月街 1 天不计" in proof.sentence
    assert proof.calendar_text.endswith("；本地放假安排，第 2 版")
    assert "本地" not in due_proof(date(2026, 5, 4), TWO_DAYS, calendar).calendar_text


def test_a_second_change_of_one_day_takes_the_place_of_the_first() -> None:
    once = make_centre().with_days_off((WATER,), TODAY)
    twice = once.with_days_off((FAIR,), TODAY)
    assert [version.since for version in twice.local_days] == [date.min, date(2026, 4, 14)]
    assert twice.days_off == (FAIR,)
    assert twice.with_days_off((FAIR,), date(2026, 5, 1)) is twice


def test_a_centre_without_days_of_its_own_has_the_official_calendar() -> None:
    official = make_calendar()
    assert make_centre().calendar(official) is official
    assert official.known_on(TODAY) is official


ORGANS = replace(
    make_centre(),
    further_organs=(Organ("云溪镇农业农村局", "云溪农", credit_code="11990322MB0000002X"),),
)


@pytest.mark.parametrize(
    ("name", "code", "short"),
    [
        ("云溪镇农业农村局", "", "云溪农"),
        ("改过名的局", "11990322MB0000002X", "云溪农"),
        ("别的单位", "", "云溪"),
        ("", "", "云溪"),
    ],
)
def test_an_item_finds_its_organ_by_code_or_name_else_the_usual_one(
    name: str, code: str, short: str
) -> None:
    assert ORGANS.organ_of(name, code).short == short


def test_an_organ_without_ways_to_object_has_those_of_the_centre() -> None:
    assert ORGANS.organ_of("云溪镇农业农村局").court == ORGANS.court


def test_facts_of_a_centre_come_back_from_their_text() -> None:
    centre = ORGANS.with_days_off((WATER,), TODAY)
    assert read_centre(centre_text(centre)) == centre


def test_a_text_of_the_first_program_is_still_read() -> None:
    """What version 0001 wrote: every field, none of the later ones."""
    text = (
        '{"address":"云溪镇兴隆街 1 号","code":"990322103","complaint_phone":"0874-5550001",'
        '"court":"云山县人民法院","demo":false,"name":"云溪镇为民服务中心","organ_name":'
        '"云溪镇人民政府","organ_short":"云溪","phone":"0874-5550000","pickup_hours":'
        '"工作日 9:00—17:00","pickup_place":"一楼 3 号窗口","prints_receipt_too":false,'
        '"review_organ":"云山县人民政府","windows":[{"name":"综合窗口一","number":1},'
        '{"name":"综合窗口二","number":2}]}'
    )
    assert read_centre(text) == make_centre()
    assert centre_text(make_centre()) == text
