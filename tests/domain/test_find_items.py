import time
from dataclasses import replace

import pytest

from tests.domain.test_item import ITEM
from windowdesk.domain.find_items import ItemIndex, MatchKind
from windowdesk.domain.item_kinds import ItemState
from windowdesk.domain.pinyin import PinyinTable

PINYIN = PinyinTable(
    readings={
        "重": ("zhong", "chong"),
        "农": ("nong",),
        "村": ("cun",),
        "宅": ("zhai",),
        "基": ("ji",),
        "地": ("di",),
        "申": ("shen",),
        "请": ("qing",),
        "建": ("jian",),
        "房": ("fang",),
        "低": ("di",),
        "保": ("bao",),
        "最": ("zui",),
        "生": ("sheng",),
        "活": ("huo",),
        "障": ("zhang",),
        "民": ("min",),
        "政": ("zheng",),
        "业": ("ye",),
    },
    surnames={},
)
LAND = replace(ITEM, code="511A001", department="农业农村")
AID = replace(
    ITEM, item_id="WD-2", code="511A0012", name="最低生活保障", department="民政",
    plain_words=("低保",),
)  # fmt: skip
HIDDEN = replace(ITEM, item_id="WD-3", code="", name="低保", state=ItemState.PROPOSED,
                 plain_words=())  # fmt: skip
INDEX = ItemIndex((LAND, AID, HIDDEN), PINYIN)


@pytest.mark.parametrize(
    ("typed", "name", "kind", "part"),
    [
        ("511a001", "农村宅基地申请", MatchKind.CODE, "511A001"),
        ("５１１Ａ０", "农村宅基地申请", MatchKind.CODE_START, "511A0"),
        ("低保", "最低生活保障", MatchKind.PLAIN_WORD, "低保"),
        ("低", "最低生活保障", MatchKind.PLAIN_WORD_PART, "低"),
        ("生活", "最低生活保障", MatchKind.NAME_PART, "生活"),
        ("农村宅", "农村宅基地申请", MatchKind.NAME_START, "农村宅"),
        ("db", "最低生活保障", MatchKind.PLAIN_WORD_PINYIN, "低保"),
        ("zdsh", "最低生活保障", MatchKind.NAME_START_PINYIN, "最低生"),
        ("shenghuo", "最低生活保障", MatchKind.NAME_PART_PINYIN, "生活"),
        ("nczhaij", "农村宅基地申请", MatchKind.NAME_START_PINYIN, "农村宅基"),
        ("zhaijid", "农村宅基地申请", MatchKind.NAME_PART_PINYIN, "宅基地"),
        ("民政", "最低生活保障", MatchKind.DEPARTMENT, "民政"),
        ("minzh", "最低生活保障", MatchKind.DEPARTMENT_PINYIN, "民政"),
        ("民政 生活", "最低生活保障", MatchKind.DEPARTMENT, "民政"),
    ],
)
def test_an_item_is_found_by_whatever_the_clerk_knows(
    typed: str, name: str, kind: MatchKind, part: str
) -> None:
    best = INDEX.find(typed)[0]
    assert (best.item.name, best.kind) == (name, kind)
    assert best.text[best.start : best.start + best.length] == part


@pytest.mark.parametrize("typed", ["", "  ", "zzz", "不动产", "低保 宅基地", "长" * 61])
def test_what_fits_nothing_finds_nothing(typed: str) -> None:
    assert INDEX.find(typed) == ()


def test_published_items_come_before_better_matches_that_cannot_be_accepted() -> None:
    assert [match.item.item_id for match in INDEX.find("低保")] == ["WD-2", "WD-3"]


def test_a_character_is_found_by_every_reading() -> None:
    index = ItemIndex((replace(ITEM, name="重建"),), PINYIN)
    assert index.find("cj")
    assert index.find("zhongj")


def test_a_keystroke_over_many_items_stays_below_the_budget() -> None:
    index = ItemIndex(tuple(replace(AID, item_id=str(n), code=str(n)) for n in range(200)), PINYIN)
    best = min(_seconds(index, "zdshbz") for _ in range(5))
    assert best < 0.005


def _seconds(index: ItemIndex, typed: str) -> float:
    begun = time.perf_counter()
    index.find(typed)
    return time.perf_counter() - begun
