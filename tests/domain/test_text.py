import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from windowdesk.domain.errors import DomainError
from windowdesk.domain.masking import (
    mask_name,
    mask_name_on_stub,
    mask_number,
    mask_phone,
)
from windowdesk.domain.phone import parse_phone
from windowdesk.domain.text import (
    LINE,
    LOOK_ALIKE_DOTS,
    NOTE,
    clean,
    clean_name,
    compose,
    half_width,
    number_text,
)


@pytest.mark.parametrize("dot", LOOK_ALIKE_DOTS)
def test_look_alike_dots_in_a_name_become_the_interpunct(dot: str) -> None:
    assert clean_name(f"阿依古丽{dot}买买提") == "阿依古丽\u00b7买买提"


@pytest.mark.parametrize(
    "name", ["\ufa0c", "𬱖", "陆\u2cc56明", "ＡＢ", "e\u0301", "葛\U000e0100城", "㐂"]
)
def test_no_other_character_of_a_name_is_ever_changed(name: str) -> None:
    assert clean_name(name) == name


@given(st.text(st.characters(categories=["Lo", "Lu", "Ll", "Mn"]), min_size=1, max_size=40))
def test_letters_and_marks_of_a_name_stay_as_they_were_typed(name: str) -> None:
    assert clean_name(name) == name


@pytest.mark.parametrize(
    ("raw", "place"), [("张\u200b三", 2), ("\ufeff张三", 1), ("张三\x00", 3), ("李\ud800", 2)]
)
def test_a_sign_nobody_sees_in_a_name_is_refused_with_its_place(raw: str, place: int) -> None:
    with pytest.raises(DomainError, match=f"^第 {place} 个字符") as problem:
        clean_name(raw, "applicant.name")
    assert problem.value.field == "applicant.name"


@pytest.mark.parametrize(
    ("raw", "stored"),
    [
        ("  松木坪村\u3000上寨 ", "松木坪村\u3000上寨"),
        ("上寨\r\n下寨", "上寨 下寨"),
        ("\u202e上寨\ufeff", "上寨"),
        ("cafe\u0301", "caf\u00e9"),
        ("\ufa0c村", "\ufa0c村"),
    ],
)
def test_a_line_loses_what_nobody_sees_and_keeps_each_character(raw: str, stored: str) -> None:
    assert clean(raw, LINE) == stored


def test_a_note_keeps_its_lines() -> None:
    assert clean("一\r\n二\r三", NOTE) == "一\n二\n三"


@pytest.mark.parametrize("raw", ["\x00", "\x1b[31m", "\ufffd", "\uffff"])
def test_what_is_no_text_is_refused_in_every_field(raw: str) -> None:
    with pytest.raises(DomainError):
        clean(raw, NOTE)


def test_ten_thousand_characters_get_one_sentence_at_once() -> None:
    begun = time.perf_counter()
    with pytest.raises(DomainError) as problem:
        clean("长" * 10_000, LINE, "address")
    assert problem.value.text == "这一栏最多 200 个字，现在有 10000 个。删去多余的。"
    assert time.perf_counter() - begun < 0.1


def test_an_empty_name_asks_for_one() -> None:
    with pytest.raises(DomainError, match="还没有姓名"):
        clean_name(" \u3000")


def test_numbers_are_turned_to_half_width_and_undressed() -> None:
    assert number_text("５３０３９９ 1990－0101\u200b００4ｘ") == "53039919900101004X"
    assert half_width("ＡＢ：１") == "AB:1"


@given(st.text())
def test_composing_twice_changes_nothing_more(text: str) -> None:
    assert compose(compose(text)) == compose(text)


@pytest.mark.parametrize(
    ("raw", "stored"),
    [
        ("138 0013 8027", "13800138027"),
        ("１３８００１３８０２７", "13800138027"),
        ("+86 138-0013-8027", "13800138027"),
        ("0874-3123456", "0874-3123456"),
        ("(0874)3123456转801", "0874-3123456转801"),
        ("01062345678", "010-62345678"),
        ("4008123456", "400-812-3456"),
    ],
)
def test_phones_are_stored_in_one_form(raw: str, stored: str) -> None:
    assert parse_phone(raw) == stored


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        ("", "还没有电话号码。"),
        ("1380013802", "手机号有 10 位，还差 1 位。"),
        ("138001380277", "手机号有 12 位，多了 1 位。"),
        ("12800138027", "没有 12 开头的手机号。和本人再核一遍。"),
        ("3123456", "座机 3123456 前面还差区号。"),
        ("没有", "电话里有不是数字的字符：没有。只录号码。"),
        ("99", "99 不像电话号码。手机 11 位，座机要带区号。"),
    ],
)
def test_a_refused_phone_says_what_to_look_at(raw: str, sentence: str) -> None:
    with pytest.raises(DomainError) as problem:
        parse_phone(raw)
    assert problem.value.text == sentence


@pytest.mark.parametrize(
    ("masked", "shown"),
    [
        (mask_name("张三丰"), "张*"),
        (mask_name(""), ""),
        (mask_name_on_stub("段桂兰"), "段***兰"),
        (mask_name_on_stub("张三"), "张*"),
        (mask_name_on_stub("阿依古丽·买买提江"), "阿***江"),
        (mask_phone("13800130027"), "138****0027"),
        (mask_phone("0874-3123365"), "0874-***3365"),
        (mask_number("530399199001010046"), "530399********0046"),
        (mask_number("CAN530079021412"), "CAN530*****1412"),
        (mask_number("E12345678"), "E1*****78"),
        (mask_number("E1234"), "****4"),
        (mask_number("1"), "*"),
    ],
)
def test_lists_and_stubs_show_no_more_than_they_may(masked: str, shown: str) -> None:
    assert masked == shown
