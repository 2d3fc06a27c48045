"""A number as it is typed at the desk: the value, or one sentence that says where to look."""

from calendar import isleap
from collections.abc import Callable
from datetime import date
from itertools import pairwise

from windowdesk.domain.errors import DomainError
from windowdesk.domain.identity import (
    ANY_COUNTY,
    KIND_LABEL,
    LENGTH,
    LONGEST_TYPED,
    OLDEST_YEARS,
    PASSPORT_LENGTHS,
    IdCheck,
    IdKind,
    IdNumber,
    IdReason,
    IdVerdict,
    IssuingPlaces,
    check_id,
)
from windowdesk.domain.local_time import paper_date
from windowdesk.domain.text import require_length

_MONTHS = 12
_REGION_PLACES = range(3, 9)
_FEBRUARY, _LEAP_DAY = 2, 29
_MISREAD = {"I": "1", "O": "0", "Z": "2", "S": "5", "V": "U"}


def parse_id(
    kind: IdKind,
    raw: str,
    today: date,
    field: str = "id_number",
    places: IssuingPlaces = ANY_COUNTY,
) -> IdNumber:
    """Return the number on the document, or raise DomainError that says where to look.

    An odd number (``IdVerdict.WARN``) passes. The old form of the foreigner's card passes too,
    as such cards are in force until they expire; other old forms do not.
    """
    require_length(raw, LONGEST_TYPED, field)
    check = check_id(kind, raw, today, places)
    if check.verdict is IdVerdict.WRONG_KIND:
        raise DomainError(_WRONG_KIND[check.reason], field)
    is_refused_form = check.verdict is IdVerdict.LEGACY and kind is not IdKind.FOREIGN
    if is_refused_form or check.value is None:
        raise DomainError(id_problem(kind, check), field)
    return check.value


def id_problem(kind: IdKind, check: IdCheck) -> str:
    """Return the sentence for a check that did not pass; "" for one that did."""
    if check.verdict is IdVerdict.WRONG_KIND:
        return _WRONG_KIND[check.reason]
    if check.verdict is IdVerdict.LEGACY:
        return _OLD_FORM.get(kind, "")
    if check.verdict is not IdVerdict.INVALID:
        return ""
    return _SENTENCES[check.reason](kind, check.typed)


def id_oddity(check: IdCheck) -> str:
    """Return the remark for a number that passes but is odd; "" if it is not."""
    return _ODDITIES.get(check.reason, "") if check.verdict is IdVerdict.WARN else ""


def _empty(kind: IdKind, typed: str) -> str:
    del typed
    return f"还没有{_number_name(kind)}。"


def _length(kind: IdKind, typed: str) -> str:
    if kind in {IdKind.PASSPORT, IdKind.OTHER}:
        least, most = PASSPORT_LENGTHS[0], PASSPORT_LENGTHS[-1]
        return f"证件号码有 {len(typed)} 位，应是 {least} 至 {most} 位。照证件再核一遍。"
    missing = LENGTH - len(typed)
    how = f"还差 {missing} 位" if missing > 0 else f"多了 {-missing} 位"
    return f"{_number_name(kind)}是 18 位，现在有 {len(typed)} 位，{how}。"


def _character(kind: IdKind, typed: str) -> str:
    if kind is IdKind.USCC:
        return _credit_character(typed)
    if kind in {IdKind.PASSPORT, IdKind.OTHER}:
        place = next(i for i, sign in enumerate(typed) if not (sign.isascii() and sign.isalnum()))
        return f"第 {place + 1} 位是“{typed[place]}”。证件号码只有字母和数字。"
    if len(typed) != LENGTH:
        return "旧版外国人永久居留身份证号码是 3 个字母加 12 位数字。照证件再核一遍。"
    for place, sign in enumerate(typed[:-1], start=1):
        if not (sign.isascii() and sign.isdigit()):
            return f"第 {place} 位是“{sign}”，这里只能是数字。照证件再核一遍。"
    return f"末位是“{typed[-1]}”，这里只能是数字或 X。照证件再核一遍。"


def _credit_character(typed: str) -> str:
    for place, sign in enumerate(typed, start=1):
        if sign in _MISREAD:
            return f"第 {place} 位是“{sign}”，代码里不用这个字母。看看是不是 {_MISREAD[sign]}。"
        is_plain = sign.isascii() and sign.isalnum()
        if not is_plain or (place in _REGION_PLACES and not sign.isdigit()):
            return f"第 {place} 位是“{sign}”，这里不能用。照证照再核一遍。"
    return "代码里有不能用的字符。照证照再核一遍。"


def _province(kind: IdKind, typed: str) -> str:
    start = {IdKind.USCC: 2, IdKind.FOREIGN: 1 if len(typed) == LENGTH else 3}.get(kind, 0)
    code = typed[start : start + 2]
    return f"没有代码是 {code} 的省份。照证件再核一遍第 {start + 1}、{start + 2} 位。"


def _place(kind: IdKind, typed: str) -> str:
    if kind is IdKind.HMT:
        return (
            "港澳台居民居住证以 810000、820000 或 830000 开头。"
            f"照证件再核一遍前 6 位：{typed[:6]}。"
        )
    return f"外国人永久居留身份证号码以 9 开头。照证件再核一遍第 1 位：{typed[:1]}。"


def _authority(kind: IdKind, typed: str) -> str:
    del kind
    return f"没有登记机关用“{typed[0]}”开头。照证照再核一遍第 1 位。"


def _date(kind: IdKind, typed: str) -> str:
    del kind
    if len(typed) != LENGTH:
        return "号码里的出生日期不存在。照证件再核一遍。"
    year, month, day = int(typed[6:10]), int(typed[10:12]), int(typed[12:14])
    if not year:
        return f"没有公元 0 年。照证件再核一遍第 7 至 10 位：{typed[6:10]}。"
    if not 1 <= month <= _MONTHS:
        return f"没有 {month} 月。照证件再核一遍第 11、12 位：{typed[10:12]}。"
    if (month, day) == (_FEBRUARY, _LEAP_DAY) and not isleap(year):
        return f"{year} 年 2 月没有 29 日。照证件再核一遍第 7 至 14 位：{typed[6:14]}。"
    return f"{month} 月没有 {day} 日。照证件再核一遍第 11 至 14 位：{typed[10:14]}。"


def _future(kind: IdKind, typed: str) -> str:
    del kind
    day = paper_date(date(int(typed[6:10]), int(typed[10:12]), int(typed[12:14])))
    return f"出生日期 {day}还没到。照证件再核一遍第 7 至 14 位：{typed[6:14]}。"


def _checksum(kind: IdKind, typed: str) -> str:
    cuts = (0, 2, 8, 17, LENGTH) if kind is IdKind.USCC else (0, 6, 14, LENGTH)
    parts = " ".join(typed[start:end] for start, end in pairwise(cuts))
    return f"号码和末位对不上，有一位录错或两位颠倒。照证件分段核：{parts}。"


def _number_name(kind: IdKind) -> str:
    return KIND_LABEL[kind] if kind is IdKind.USCC else f"{KIND_LABEL[kind]}号码"


_Sentence = Callable[[IdKind, str], str]
_SENTENCES: dict[IdReason, _Sentence] = {
    IdReason.EMPTY: _empty,
    IdReason.LENGTH: _length,
    IdReason.CHARACTER: _character,
    IdReason.PROVINCE: _province,
    IdReason.PLACE: _place,
    IdReason.AUTHORITY: _authority,
    IdReason.DATE: _date,
    IdReason.FUTURE: _future,
    IdReason.CHECKSUM: _checksum,
}
_WRONG_KIND = {
    reason: f"这是{_number_name(kind)}。证件类型改选“{KIND_LABEL[kind]}”。"
    for kind, reason in (
        (IdKind.RESIDENT, IdReason.IS_RESIDENT),
        (IdKind.HMT, IdReason.IS_HMT),
        (IdKind.FOREIGN, IdReason.IS_FOREIGN),
        (IdKind.USCC, IdReason.IS_USCC),
    )
}
_OLD_FORM = {
    IdKind.RESIDENT: "15 位是旧号码。照现在的身份证录 18 位号码。",
    IdKind.FOREIGN: "这是旧版号码。换了新证的，照新证录 18 位号码。",
    IdKind.USCC: "这是旧的注册号或组织机构代码。照现在的证照录 18 位统一社会信用代码。",
}
_ODDITIES = {
    IdReason.TOO_OLD: f"按号码已超过 {OLDEST_YEARS} 岁。照证件再核一遍出生日期。",
    IdReason.COUNTY: "区划表里没有这个县级代码。照证件再核一遍地区代码。",
    IdReason.ORGANISATION: "主体标识码和它的校验码对不上。照证照再核一遍第 9 至 17 位。",
}
