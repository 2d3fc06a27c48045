import pytest
from hypothesis import given
from hypothesis import strategies as st

from windowdesk.domain.pinyin import MOST_INITIALS, PinyinTable
from windowdesk.domain.search_keys import (
    MOST_NAME_KEYS,
    KeyRange,
    case_keys,
    key_ranges,
    name_keys,
    number_key,
    phone_key,
    upper_bound,
)

PINYIN = PinyinTable(
    readings={
        "单": ("dan", "chan", "shan"), "桂": ("gui",), "兰": ("lan",), "万": ("wan", "mo"),
        "俟": ("si", "qi"), "春": ("chun",), "重": ("zhong", "chong"),
    },
    surnames={"单": (("shan",),), "万俟": (("mo", "qi"),)},
)  # fmt: skip


@pytest.mark.parametrize(
    ("name", "is_person", "initials"),
    [
        ("单桂兰", True, ("SGL", "DGL", "CGL")),
        ("单桂兰", False, ("DGL", "CGL", "SGL")),
        ("万俟春", True, ("MQC", "MSC", "WQC", "WSC")),
        ("兰·桂", True, ("LG",)),
        ("John 兰", True, ("JOHNL",)),
        ("（）", True, ()),
        ("", True, ()),
    ],
)
def test_initials_are_whole_strings_with_the_surname_reading_first(
    name: str, is_person: bool, initials: tuple[str, ...]
) -> None:
    assert PINYIN.initials(name, is_person=is_person) == initials


def test_readings_are_multiplied_for_the_first_four_characters_only() -> None:
    found = PINYIN.initials("重" * 20, is_person=False)
    assert len(found) == 2**4
    assert all(one.endswith("Z" * 16) for one in found)
    assert len(PINYIN.initials("单" * 20, is_person=True)) == MOST_INITIALS


def test_a_name_is_found_from_any_of_its_characters_and_initials() -> None:
    keys = name_keys("单桂兰", PINYIN, is_person=True)
    wanted = {
        "n单桂兰", "n桂兰", "n兰", "n单", "n单桂", "pSGL", "pGL", "pL", "pS", "pSG", "pDGL", "pCGL",
    }  # fmt: skip
    assert wanted <= set(keys)
    assert len(keys) == len(set(keys)) <= MOST_NAME_KEYS


@given(st.text(max_size=100), st.booleans())
def test_no_name_has_more_keys_than_allowed(name: str, is_person: bool) -> None:
    assert len(name_keys(name, PINYIN, is_person=is_person)) <= MOST_NAME_KEYS


def test_dots_and_blanks_of_a_name_do_not_hide_it() -> None:
    assert "n阿依买买" in name_keys("阿依•买买", PINYIN, is_person=True)
    assert key_ranges("阿依·买")[0] == KeyRange("n阿依买", "n阿依乱")


def test_other_keys_bear_their_letter() -> None:
    assert number_key("53039919900101004x") == "i53039919900101004X"
    assert phone_key("0874-3123456") == "t08743123456"
    digits = "990322103022026112000137"
    assert case_keys(digits) == ("c" + digits, "s112000137", "d00137")


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("", ()),
        ("张", (KeyRange("n张", None),)),
        ("张三", (KeyRange("n张三", None),)),
        ("zs", (KeyRange("nZS", None), KeyRange("pZS", None))),
        ("zsf", (KeyRange("nZSF", "nZSG"), KeyRange("pZSF", "pZSG"))),
        ("1234", ()),
        ("００１３７", (KeyRange("d00137", None), KeyRange("t00137", "t00138"),
                  KeyRange("i00137", "i00138"), KeyRange("c00137", "c00138"))),
        ("990322103-02-20261120-00137", (KeyRange("c990322103022026112000137", None),)),
        ("1120-00137", (KeyRange("s112000137", None), KeyRange("t112000137", "t112000138"),
                        KeyRange("i112000137", "i112000138"),
                        KeyRange("c112000137", "c112000138"))),
        ("9153ma", (KeyRange("n9153MA", "n9153MB"), KeyRange("i9153MA", "i9153MB"))),
        ("长" * 61, ()),
    ],
)  # fmt: skip
def test_what_is_typed_tells_which_keys_to_ask(typed: str, asked: tuple[KeyRange, ...]) -> None:
    assert key_ranges(typed) == asked


CHARACTERS = st.characters(exclude_categories=["Cs"])


@given(st.text(CHARACTERS, min_size=1), st.text(CHARACTERS), st.text(CHARACTERS))
def test_the_upper_bound_holds_exactly_what_begins_with_the_prefix(
    prefix: str, rest: str, other: str
) -> None:
    bound = upper_bound(prefix)
    assert bound is None or prefix + rest < bound
    if bound is not None and prefix <= other < bound:
        assert other.startswith(prefix)


@pytest.mark.parametrize(
    ("prefix", "bound"),
    [("", None), ("a\U0010ffff", "b"), ("\U0010ffff", None), ("\ud7ff", "\ue000")],
)
def test_the_bound_steps_over_what_is_no_character(prefix: str, bound: str | None) -> None:
    assert upper_bound(prefix) == bound
