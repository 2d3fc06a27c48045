from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric, uscc

from windowdesk.domain.errors import DomainError
from windowdesk.domain.identity import (
    IdKind,
    IdReason,
    IdVerdict,
    IssuingPlaces,
    Sex,
    check_id,
    organisation_check_sign,
)
from windowdesk.domain.identity_entry import id_oddity, id_problem, parse_id

TODAY = date(2026, 11, 20)
PLACES = IssuingPlaces(counties=frozenset({"530302", "532222", "530399"}))


def card(body: str) -> str:
    return body + ric.calc_check_digit(body + "0")


def credit(body: str) -> str:
    with_organisation = body + organisation_check_sign(body[8:])
    return with_organisation + uscc.calc_check_digit(with_organisation)


GOOD = card("53039919900101004")
OLD_PREFECTURE = card("53222219480912132")
HMT = card("83000019850505123")
FOREIGN = card("95384019790214123")
COMPANY = credit("91530302MA6K1234")
COLLECTIVE = credit("N2530302MF123456")


@pytest.mark.parametrize(
    ("kind", "raw", "verdict", "reason"),
    [
        (IdKind.RESIDENT, GOOD, IdVerdict.VALID, IdReason.NONE),
        (IdKind.RESIDENT, OLD_PREFECTURE, IdVerdict.VALID, IdReason.NONE),
        (IdKind.RESIDENT, f" {GOOD[:6]} {GOOD[6:14]}-{GOOD[14:]}\u200b", IdVerdict.NORMALISED,
         IdReason.MENDED),
        (IdKind.RESIDENT, "５" + GOOD[1:], IdVerdict.NORMALISED, IdReason.MENDED),
        (IdKind.RESIDENT, "", IdVerdict.INVALID, IdReason.EMPTY),
        (IdKind.RESIDENT, GOOD[:-1], IdVerdict.INVALID, IdReason.LENGTH),
        (IdKind.RESIDENT, "5" * 10_000, IdVerdict.INVALID, IdReason.LENGTH),
        (IdKind.RESIDENT, "O" + GOOD[1:], IdVerdict.INVALID, IdReason.CHARACTER),
        (IdKind.RESIDENT, GOOD[:17] + ("1" if GOOD[17] != "1" else "2"), IdVerdict.INVALID,
         IdReason.CHECKSUM),
        (IdKind.RESIDENT, card("53039919900230004"), IdVerdict.INVALID, IdReason.DATE),
        (IdKind.RESIDENT, card("53039920261121004"), IdVerdict.INVALID, IdReason.FUTURE),
        (IdKind.RESIDENT, card("53039920261120004"), IdVerdict.VALID, IdReason.NONE),
        (IdKind.RESIDENT, card("16039919900101004"), IdVerdict.INVALID, IdReason.PROVINCE),
        (IdKind.RESIDENT, card("53039818900101004"), IdVerdict.WARN, IdReason.TOO_OLD),
        (IdKind.RESIDENT, card("53039819900101004"), IdVerdict.WARN, IdReason.COUNTY),
        (IdKind.RESIDENT, "530399900101004", IdVerdict.LEGACY, IdReason.OLD_FORM),
        (IdKind.RESIDENT, "530399901301004", IdVerdict.INVALID, IdReason.DATE),
        (IdKind.RESIDENT, HMT, IdVerdict.WRONG_KIND, IdReason.IS_HMT),
        (IdKind.RESIDENT, FOREIGN, IdVerdict.WRONG_KIND, IdReason.IS_FOREIGN),
        (IdKind.RESIDENT, COMPANY, IdVerdict.WRONG_KIND, IdReason.IS_USCC),
        (IdKind.HMT, HMT, IdVerdict.VALID, IdReason.NONE),
        (IdKind.HMT, card("81000119850505123"), IdVerdict.INVALID, IdReason.PLACE),
        (IdKind.HMT, GOOD, IdVerdict.WRONG_KIND, IdReason.IS_RESIDENT),
        (IdKind.FOREIGN, FOREIGN, IdVerdict.VALID, IdReason.NONE),
        (IdKind.FOREIGN, card("99984019790214123"), IdVerdict.INVALID, IdReason.PROVINCE),
        (IdKind.FOREIGN, "CAN530079021412", IdVerdict.LEGACY, IdReason.OLD_FORM),
        (IdKind.FOREIGN, "CAN530079023012", IdVerdict.INVALID, IdReason.DATE),
        (IdKind.USCC, COMPANY, IdVerdict.VALID, IdReason.NONE),
        (IdKind.USCC, COMPANY.lower(), IdVerdict.NORMALISED, IdReason.MENDED),
        (IdKind.USCC, COLLECTIVE, IdVerdict.VALID, IdReason.NONE),
        (IdKind.USCC, credit("Y2530302MF123456"), IdVerdict.VALID, IdReason.NONE),
        (IdKind.USCC, credit("9153039XMA6K1234"), IdVerdict.INVALID, IdReason.CHARACTER),
        (IdKind.USCC, credit("91990302MA6K1234"), IdVerdict.INVALID, IdReason.PROVINCE),
        (IdKind.USCC, credit("0153030XMA6K1234".replace("X", "2")), IdVerdict.INVALID,
         IdReason.AUTHORITY),
        (IdKind.USCC, credit("91530398MA6K1234"), IdVerdict.WARN, IdReason.COUNTY),
        (IdKind.USCC, credit("91100000MA6K1234"), IdVerdict.VALID, IdReason.NONE),
        (IdKind.USCC, "530302200012345", IdVerdict.LEGACY, IdReason.OLD_FORM),
        (IdKind.USCC, GOOD, IdVerdict.WRONG_KIND, IdReason.IS_RESIDENT),
        (IdKind.PASSPORT, "E12345678", IdVerdict.VALID, IdReason.NONE),
        (IdKind.PASSPORT, "E12_45678", IdVerdict.INVALID, IdReason.CHARACTER),
        (IdKind.OTHER, "12", IdVerdict.INVALID, IdReason.LENGTH),
    ],
)  # fmt: skip
def test_every_number_gets_the_first_verdict_that_applies(
    kind: IdKind, raw: str, verdict: IdVerdict, reason: IdReason
) -> None:
    found = check_id(kind, raw, TODAY, PLACES)
    assert (found.verdict, found.reason) == (verdict, reason)


def test_a_wrong_organisation_code_under_a_right_credit_code_is_odd_not_wrong() -> None:
    body = COMPANY[:16]
    right = organisation_check_sign(body[8:])
    wrong = body + ("0" if right != "0" else "1")
    found = check_id(IdKind.USCC, wrong + uscc.calc_check_digit(wrong), TODAY, PLACES)
    assert (found.verdict, found.reason) == (IdVerdict.WARN, IdReason.ORGANISATION)
    assert "第 9 至 17 位" in id_oddity(found)


@pytest.mark.parametrize(
    ("kind", "raw", "sentence"),
    [
        (IdKind.RESIDENT, card("53039919900230004"),
         "2 月没有 30 日。照证件再核一遍第 11 至 14 位：0230。"),
        (IdKind.RESIDENT, card("53039920230229004"),
         "2023 年 2 月没有 29 日。照证件再核一遍第 7 至 14 位：20230229。"),
        (IdKind.RESIDENT, card("53039919901301004"),
         "没有 13 月。照证件再核一遍第 11、12 位：13。"),
        (IdKind.RESIDENT, card("53039900000101004"),
         "没有公元 0 年。照证件再核一遍第 7 至 10 位：0000。"),
        (IdKind.RESIDENT, card("53039920270101004"),
         "出生日期 2027年1月1日还没到。照证件再核一遍第 7 至 14 位：20270101。"),
        (IdKind.RESIDENT, "5303991990010100",
         "居民身份证号码是 18 位，现在有 16 位，还差 2 位。"),
        (IdKind.RESIDENT, "5303991990010100411",
         "居民身份证号码是 18 位，现在有 19 位，多了 1 位。"),
        (IdKind.RESIDENT, "5303991990O1010041",
         "第 11 位是“O”，这里只能是数字。照证件再核一遍。"),
        (IdKind.RESIDENT, GOOD[:17] + "A", "末位是“A”，这里只能是数字或 X。照证件再核一遍。"),
        (IdKind.RESIDENT, card("16039919900101004"),
         "没有代码是 16 的省份。照证件再核一遍第 1、2 位。"),
        (IdKind.RESIDENT, HMT,
         "这是港澳台居民居住证号码。证件类型改选“港澳台居民居住证”。"),
        (IdKind.RESIDENT, "530399900101004", "15 位是旧号码。照现在的身份证录 18 位号码。"),
        (IdKind.RESIDENT, "5" * 10_000, "这一栏最多 60 个字，现在有 10000 个。删去多余的。"),
        (IdKind.USCC, COMPANY[:9] + "O" + COMPANY[10:],
         "第 10 位是“O”，代码里不用这个字母。看看是不是 0。"),
        (IdKind.USCC, "", "还没有统一社会信用代码。"),
    ],
)  # fmt: skip
def test_a_refused_number_says_where_to_look(kind: IdKind, raw: str, sentence: str) -> None:
    with pytest.raises(DomainError) as problem:
        parse_id(kind, raw, TODAY, "applicant.id_number", PLACES)
    assert problem.value.text == sentence
    assert problem.value.field == "applicant.id_number"


def test_a_wrong_check_digit_shows_the_number_in_the_groups_of_the_card() -> None:
    wrong = GOOD[:17] + ("1" if GOOD[17] != "1" else "2")
    found = check_id(IdKind.RESIDENT, wrong, TODAY)
    assert id_problem(IdKind.RESIDENT, found).endswith(f"530399 19900101 {wrong[14:]}。")


def test_a_foreigner_with_a_card_of_the_old_form_is_served() -> None:
    value = parse_id(IdKind.FOREIGN, "can530079021412", TODAY)
    assert (value.number, value.birth_on) == ("CAN530079021412", None)


def test_the_number_tells_birth_sex_and_age_and_hides_itself() -> None:
    value = parse_id(IdKind.RESIDENT, card("53039919900229004"[:6] + "19920229" + "003"), TODAY)
    assert value.birth_on == date(1992, 2, 29)
    assert value.sex is Sex.MALE
    assert value.age_on(date(2026, 2, 28)) == 33
    assert value.age_on(date(2026, 3, 1)) == 34
    assert value.masked == value.number[:6] + "********" + value.number[-4:]
    assert value.number not in repr(value)


def test_the_demo_county_is_known_only_where_it_is_named() -> None:
    number = card("99032219900101004")
    demo = IssuingPlaces(provinces=frozenset({"99"}), counties=frozenset({"990322"}))
    assert check_id(IdKind.RESIDENT, number, TODAY, demo).verdict is IdVerdict.VALID
    assert check_id(IdKind.RESIDENT, number, TODAY).reason is IdReason.PROVINCE


@given(
    st.dates(date(1900, 1, 1), TODAY),
    st.integers(0, 999),
    st.integers(0, 16),
    st.integers(1, 9),
)
def test_any_single_wrong_digit_is_found(born: date, order: int, place: int, step: int) -> None:
    number = card(f"530399{born:%Y%m%d}{order:03d}")
    assert check_id(IdKind.RESIDENT, number, TODAY, PLACES).value is not None
    spoiled = f"{number[:place]}{(int(number[place]) + step) % 10}{number[place + 1 :]}"
    assert check_id(IdKind.RESIDENT, spoiled, TODAY, PLACES).value is None


@given(st.text(max_size=70), st.sampled_from(IdKind))
def test_whatever_is_typed_there_is_a_verdict_and_a_sentence(raw: str, kind: IdKind) -> None:
    found = check_id(kind, raw, TODAY + timedelta(days=1), PLACES)
    if found.value is None:
        assert id_problem(kind, found)
