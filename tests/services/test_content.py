import shutil
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import pytest
from pypinyin import Style, pinyin
from stdnum.cn import ric

from windowdesk.assets import Assets
from windowdesk.domain.errors import EnvironmentProblem
from windowdesk.domain.find_items import ItemIndex
from windowdesk.domain.identity import IdKind, IdVerdict, check_id
from windowdesk.domain.item import Item
from windowdesk.domain.item_kinds import ItemState, ServiceType
from windowdesk.services.calendar_content import load_calendar, load_calendar_years
from windowdesk.services.catalogue_content import load_catalogue
from windowdesk.services.content import load_divisions, load_issuing_places, load_pinyin

SHIPPED = Assets()
RESOURCES = SHIPPED.path("resources", "README.md").parent
TODAY = date(2026, 9, 18)
TWO_BENEFITS = "困难残疾人生活补贴和重度残疾人护理补贴"


@pytest.fixture(scope="module")
def demo() -> dict[str, Item]:
    return {item.name: item for item in load_catalogue(SHIPPED, demo=True)}


def published(items: dict[str, Item]) -> list[Item]:
    return [item for item in items.values() if item.state is ItemState.PUBLISHED]


def test_the_shipped_calendars_agree_with_the_published_ones_day_by_day() -> None:
    calendar = load_calendar(SHIPPED)
    day = date(2024, 1, 1)
    while day <= date(2026, 12, 31):
        assert calendar.is_workday(day) == chinese_calendar.is_workday(day), day
        day += timedelta(days=1)


def test_no_calendar_is_shipped_before_its_notice() -> None:
    years = load_calendar_years(SHIPPED)
    assert [notice.year for notice in years] == [2024, 2025, 2026]
    assert "2025年11月4日" in years[-1].source


def test_the_year_2026_is_that_of_the_notice() -> None:
    year = load_calendar_years(SHIPPED)[-1]
    worked = [(1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10)]
    assert sorted(year.work) == [date(2026, month, day) for month, day in worked]
    assert (min(year.off), max(year.off), len(year.off)) == (
        date(2026, 1, 1), date(2026, 10, 7), 33,
    )  # fmt: skip
    calendar = load_calendar(SHIPPED)
    days = (date(2026, 1, 1) + timedelta(days=n) for n in range(365))
    assert sum(map(calendar.is_workday, days)) == 248


def test_all_items_have_an_identity_and_none_is_published_in_a_real_centre() -> None:
    items = load_catalogue(SHIPPED, demo=False)
    assert len({item.item_id for item in items}) == len(items) == 197
    assert {item.state for item in items} == {ItemState.PROPOSED}
    assert not any(item.has_demo_facts for item in items)


def test_the_demo_centre_has_published_what_has_limit_and_materials(demo: dict[str, Item]) -> None:
    assert len(published(demo)) == 39
    for item in published(demo):
        assert item.lacks(demo_centre=True) == (), item.name
        item.require_acceptable(TODAY)
        assert item.promised_limit is not None
        assert item.statutory_limit is not None
        assert item.promised_limit.is_within(item.statutory_limit)
        assert item.fee
        assert item.result_document


def test_what_the_demo_made_up_cannot_be_published_elsewhere(demo: dict[str, Item]) -> None:
    assert all("把演示用的内容换成真实的" in item.lacks() for item in published(demo))


def test_the_demo_never_replaces_a_fact(demo: dict[str, Item]) -> None:
    for fact in load_catalogue(SHIPPED, demo=False):
        item = demo[fact.name]
        assert fact.statutory_limit in (None, item.statutory_limit)
        assert fact.promised_limit in (None, item.promised_limit)
        assert fact.fee in ("", item.fee)
        assert fact.result_document in ("", item.result_document)
        if fact.statutory_limit is None and item.statutory_limit is not None:
            assert "statutory_limit" in item.provenance.demo_fields


def test_the_item_of_the_walk_has_the_limits_of_its_source(demo: dict[str, Item]) -> None:
    item = demo[TWO_BENEFITS]
    assert (item.statutory_limit, item.promised_limit) != (None, None)
    assert [limit.text for limit in (item.statutory_limit, item.promised_limit) if limit] == [
        "24个工作日", "4个工作日",
    ]  # fmt: skip
    low_income = next(s.code for s in item.situations if s.label == "低保家庭")
    assert len(item.materials_for([low_income])) == 7
    certificate = next(m for m in item.materials if "残疾人证" in m.name)
    assert {"在有效期内", "照片与本人相符"} <= set(certificate.review_points)


def test_an_unknown_limit_stays_unknown_and_zero_is_at_once(demo: dict[str, Item]) -> None:
    assert demo["临时救助"].statutory_limit is None
    at_once = [i for i in published(demo) if i.promised_limit and i.promised_limit.count == 0]
    assert at_once
    assert all(item.service_type is ServiceType.IMMEDIATE for item in at_once)
    assert all(item.statutory_limit and not item.statutory_limit.count for item in at_once)


def test_every_published_item_can_be_asked_for_its_materials(demo: dict[str, Item]) -> None:
    for item in published(demo):
        for situation in item.situations:
            assert item.materials_for([situation.code]), (item.name, situation.label)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("低保", "最低生活保障"),
        ("两补", TWO_BENEFITS),
        ("残补", TWO_BENEFITS),
        ("cjrlxbt", TWO_BENEFITS),
        ("高龄补贴", "80周岁以上老年人高龄津贴发放"),
        ("建房", "农村宅基地(建房用地)申请"),
        ("批地", "农村宅基地(建房用地)申请"),
        ("准生证", "生育登记"),
        ("zdshbz", "最低生活保障"),
        ("512B0003600029", "最低生活保障"),
    ],
)
def test_people_find_items_in_their_own_words(demo: dict[str, Item], typed: str, name: str) -> None:
    index = ItemIndex(demo.values(), load_pinyin(SHIPPED))
    assert name in [match.item.name for match in index.find(typed)[:2]]


def test_no_content_names_a_link() -> None:
    for path in RESOURCES.rglob("*.*"):
        if path.suffix in {".csv", ".toml", ".txt", ".md"}:
            text = path.read_text(encoding="utf-8")
            assert "http" not in text, path
            assert "www." not in text, path


def test_divisions_of_prefecture_and_demo_do_not_mix() -> None:
    real = load_divisions(SHIPPED)
    assert len(real.counties) == 9
    assert sum(len(county.towns) for county in real.counties) == 137
    demo_county = load_divisions(SHIPPED, demo=True)
    assert demo_county.path_of("990322103201") == "青岫县云岭镇永丰村民委员会"
    village = demo_county.village("990322103205")
    assert village is not None
    assert village.name == "松木坪村民委员会"
    assert real.town("990322103") is None
    assert real.path_of("530302001") == "麒麟区南宁街道"
    assert real.path_of("99") == ""


@pytest.mark.parametrize(
    ("prefix", "known", "known_to_demo"),
    [
        ("530302", True, True),
        ("532201", True, True),
        ("530328", True, True),
        ("530399", False, True),
        ("990322", False, True),
        ("530398", False, False),
    ],
)
def test_cards_of_past_counties_are_known_and_made_up_ones_only_to_the_demo(
    prefix: str, known: bool, known_to_demo: bool
) -> None:
    assert (prefix in load_issuing_places(SHIPPED).counties) is known
    assert (prefix in load_issuing_places(SHIPPED, demo=True).counties) is known_to_demo


def test_a_made_up_person_is_odd_in_a_real_centre_and_normal_in_the_demo() -> None:
    number = "53039919900101004"
    number += ric.calc_check_digit(number + "0")
    real, demo = load_issuing_places(SHIPPED), load_issuing_places(SHIPPED, demo=True)
    assert check_id(IdKind.RESIDENT, number, TODAY, real).verdict is IdVerdict.WARN
    assert check_id(IdKind.RESIDENT, number, TODAY, demo).verdict is IdVerdict.VALID


def test_the_readings_are_those_of_their_source() -> None:
    table = load_pinyin(SHIPPED)
    for character in "重单曾仇长行乐女略陆𬱖䶮㐂":
        given = pinyin(character, style=Style.NORMAL, heteronym=True, v_to_u=False)[0]
        assert set(table.syllables(character)) == {reading.replace("ü", "v") for reading in given}


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("单桂兰", "SGL"),
        ("仇小丽", "QXL"),
        ("曾国强", "ZGQ"),
        ("万俟春", "MQC"),
        ("尉迟恭", "YCG"),
        ("解放军", "XFJ"),
        ("查良镛", "ZLY"),
        ("区桂芳", "OGF"),
        ("阿依古丽·买买提", "AYGLMMT"),
    ],
)
def test_surnames_are_read_as_surnames(name: str, first: str) -> None:
    assert load_pinyin(SHIPPED).initials(name, is_person=True)[0] == first


def test_every_surname_reading_is_spelled_like_a_syllable() -> None:
    table = load_pinyin(SHIPPED)
    spelled = {syllable for many in table.readings.values() for syllable in many}
    for surname, readings in table.surnames.items():
        for reading in readings:
            assert len(reading) == len(surname)
            assert set(reading) <= spelled, surname


def test_the_pinyin_table_loads_within_its_budget() -> None:
    best = min(_seconds(lambda: load_pinyin(SHIPPED)) for _ in range(5))
    assert best < 0.06


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


@pytest.fixture
def own(tmp_path: Path) -> Path:
    shutil.copytree(RESOURCES, tmp_path / "resources")
    return tmp_path


@pytest.mark.parametrize(
    ("name", "before", "after", "sentence"),
    [
        ("calendar/2026.toml", "on = 2026-01-02", "on = 2025-01-02", "不是 2026 年的日期"),
        ("calendar/2026.toml", "version = 1", "", "缺 year 或 version"),
        ("calendar/2026.toml", "on = 2026-01-04", "on = 2026-01-03", "又放假又上班"),
        ("calendar/2026.toml", "year = ", "year ", "写法有误"),
        ("catalogue/items.csv", ",公共服务,", ",服务,", "第 2 行"),
        ("catalogue/items.csv", ",公共服务,人社", ",公共服务", "列数不对"),
        ("catalogue/materials.csv", ",必要,", ",要,", "第 2 行：没有“要”，可写：必要、非必要"),
        ("catalogue/materials.csv", "512B0003600029,", "512B,", "事项编码 512B 在"),
        ("catalogue/items.csv", ",8,1,", ",八,1,", "“八”应写整数"),
        ("catalogue/demo.toml", "statutory_days = 15", 'statutory_days = "15"', "应写整数"),
        ("catalogue/demo.toml", '[item."失业登记"]', '[item."失业"]', "没有的事项：失业"),
        ("catalogue/demo.toml", '"银行卡" =', '"卡" =', "没有的材料：卡"),
        ("catalogue/words.toml", '["低保", "吃低保", "低保证"]', '"低保"', "文字的清单"),
    ],
)
def test_a_spoiled_content_file_is_named_with_what_to_write(
    own: Path, name: str, before: str, after: str, sentence: str
) -> None:
    path = own / "resources" / name
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(EnvironmentProblem, match=sentence) as problem:
        _load_all(Assets(own))
    assert Path(name).name in problem.value.text


def _load_all(assets: Assets) -> None:
    load_calendar(assets)
    load_catalogue(assets, demo=True)


def test_content_that_is_no_utf8_is_named(own: Path) -> None:
    path = own / "resources" / "catalogue" / "items.csv"
    path.write_bytes("事项".encode("gbk"))
    with pytest.raises(EnvironmentProblem, match="不是 UTF-8"):
        load_catalogue(Assets(own), demo=False)
