"""Numbers of persons and organisations: what is valid, what is odd, what it tells.

Resident cards and the residence permits built like them: GB 11643. Unified social credit codes:
GB 32100. Only the checksums of python-stdnum are used: its birthplace check refuses prefectures
of the past (5322xx), the permits 81, 82, 83 and lets future births pass.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from stdnum.cn import ric, uscc

from windowdesk.domain.masking import mask_number
from windowdesk.domain.text import number_text

LENGTH = 18
LONGEST_TYPED = 60  # with blanks and hyphens
_OLD_LENGTH = 15
OLDEST_YEARS = 130
PASSPORT_LENGTHS = range(5, 21)
_CREDIT_ALPHABET = frozenset("0123456789ABCDEFGHJKLMNPQRTUWXY")
# First sign of a credit code: the registering authority. Letters are of the army, of village
# collectives (N) and of others (Y); stdnum refuses them by format, its checksum does not.
_AUTHORITIES = frozenset("123456789ANY")
_HMT_PLACES = frozenset({"810000", "820000", "830000"})
_FOREIGN_MARK = "9"
_NATIONWIDE = "100000"
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_PROVINCES = frozenset(
    str(code)
    for first, last in ((11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 65), (71, 71))
    for code in range(first, last + 1)
)


class IdKind(StrEnum):
    """Kind of document that a number stands on."""

    RESIDENT = "resident"
    HMT = "hmt"
    FOREIGN = "foreign"
    USCC = "uscc"
    PASSPORT = "passport"
    OTHER = "other"


KIND_LABEL = {
    IdKind.RESIDENT: "居民身份证",
    IdKind.HMT: "港澳台居民居住证",
    IdKind.FOREIGN: "外国人永久居留身份证",
    IdKind.USCC: "统一社会信用代码",
    IdKind.PASSPORT: "护照",
    IdKind.OTHER: "其他证件",
}


class Sex(StrEnum):
    """Sex as the seventeenth digit tells it."""

    MALE = "male"
    FEMALE = "female"


SEX_LABEL = {Sex.MALE: "男", Sex.FEMALE: "女"}


class IdVerdict(StrEnum):
    """Result of a check; the first that applies, in this order."""

    INVALID = "invalid"
    WRONG_KIND = "wrong_kind"
    LEGACY = "legacy"
    WARN = "warn"
    NORMALISED = "normalised"
    VALID = "valid"


class IdReason(StrEnum):
    """Why a number got its verdict; the list is closed."""

    NONE = ""
    EMPTY = "empty"
    LENGTH = "length"
    CHARACTER = "character"
    PROVINCE = "unknown_province"
    PLACE = "unknown_issuing_place"
    AUTHORITY = "unknown_authority"
    DATE = "impossible_date"
    FUTURE = "future_birth"
    CHECKSUM = "checksum"
    IS_RESIDENT = "is_resident"
    IS_HMT = "is_hmt"
    IS_FOREIGN = "is_foreign"
    IS_USCC = "is_uscc"
    OLD_FORM = "old_form"
    TOO_OLD = "older_than_130"
    COUNTY = "unknown_county"
    ORGANISATION = "organisation_code"
    MENDED = "mended"


@dataclass(frozen=True)
class IssuingPlaces:
    """Codes of places that exist or existed; an empty ``counties`` means: not checked."""

    provinces: frozenset[str] = _PROVINCES
    counties: frozenset[str] = frozenset()


ANY_COUNTY = IssuingPlaces()


@dataclass(frozen=True)
class IdNumber:
    """A number that passed; ``birth_on`` and ``sex`` are None where the number does not tell.

    The number is left out of ``repr``, so that no log ever holds one.
    """

    kind: IdKind
    number: str = field(repr=False)
    birth_on: date | None = field(default=None, repr=False)
    sex: Sex | None = None

    @property
    def masked(self) -> str:
        """The number as lists show it: 530399********0046."""
        return mask_number(self.number)

    def age_on(self, day: date) -> int | None:
        """Return full years on ``day``; None where the birth is not known."""
        if self.birth_on is None:
            return None
        had_birthday = (day.month, day.day) >= (self.birth_on.month, self.birth_on.day)
        return day.year - self.birth_on.year - (0 if had_birthday else 1)


@dataclass(frozen=True)
class IdCheck:
    """Verdict on a typed number; ``value`` is None if invalid or of another kind.

    ``typed`` is the number after mending, as the sentences about it count its digits.
    """

    verdict: IdVerdict
    value: IdNumber | None
    reason: IdReason
    typed: str = field(default="", repr=False)


def check_id(kind: IdKind, raw: str, today: date, places: IssuingPlaces = ANY_COUNTY) -> IdCheck:
    """Check a number as it was typed, against the day ``today`` and the ``places`` known."""
    if len(raw) > LONGEST_TYPED:
        return _invalid(IdReason.LENGTH, raw)
    typed = number_text(raw)
    found = _FORMS[kind](typed, _Ground(today, places))
    if found.verdict is IdVerdict.INVALID:
        return _as_other_kind(kind, typed, _Ground(today, places)) or found
    if found.verdict is IdVerdict.VALID and typed != raw:
        return replace(found, verdict=IdVerdict.NORMALISED, reason=IdReason.MENDED)
    return found


class _Ground(NamedTuple):
    """What a number is checked against."""

    today: date
    places: IssuingPlaces


_Form = Callable[[str, _Ground], IdCheck]


def _invalid(reason: IdReason, typed: str) -> IdCheck:
    return IdCheck(IdVerdict.INVALID, None, reason, typed)


def _as_other_kind(kind: IdKind, typed: str, ground: _Ground) -> IdCheck | None:
    for other, reason in _OTHER_KINDS.items():
        if other is kind:
            continue
        verdict = _FORMS[other](typed, ground).verdict
        # One in eleven half-typed numbers would pass for an organisation code of nine signs.
        is_guess = verdict is IdVerdict.LEGACY and other is IdKind.USCC
        if verdict is not IdVerdict.INVALID and not is_guess:
            return IdCheck(IdVerdict.WRONG_KIND, None, reason, typed)
    return None


def _resident(typed: str, ground: _Ground) -> IdCheck:
    if len(typed) == _OLD_LENGTH and _is_digits(typed):
        return _old_resident(typed, ground)
    problem = _shape_problem(typed)
    if problem is None and typed[:2] not in ground.places.provinces:
        problem = IdReason.PROVINCE
    if problem is not None:
        return _invalid(problem, typed)
    found = _eighteen(IdKind.RESIDENT, typed, ground.today)
    counties = ground.places.counties
    if found.verdict is IdVerdict.VALID and counties and typed[:6] not in counties:
        return replace(found, verdict=IdVerdict.WARN, reason=IdReason.COUNTY)
    return found


def _old_resident(typed: str, ground: _Ground) -> IdCheck:
    if typed[:2] not in ground.places.provinces:
        return _invalid(IdReason.PROVINCE, typed)
    born = _birth(f"19{typed[6:12]}")
    if born is None:
        return _invalid(IdReason.DATE, typed)
    value = IdNumber(IdKind.RESIDENT, typed, born, _sex(typed[-1]))
    return IdCheck(IdVerdict.LEGACY, value, IdReason.OLD_FORM, typed)


def _hmt(typed: str, ground: _Ground) -> IdCheck:
    problem = _shape_problem(typed)
    if problem is None and typed[:6] not in _HMT_PLACES:
        problem = IdReason.PLACE
    return _invalid(problem, typed) if problem else _eighteen(IdKind.HMT, typed, ground.today)


def _foreign(typed: str, ground: _Ground) -> IdCheck:
    if len(typed) == _OLD_LENGTH and not _is_digits(typed):
        return _old_foreign(typed, ground)
    problem = _shape_problem(typed)
    if problem is None and not typed.startswith(_FOREIGN_MARK):
        problem = IdReason.PLACE
    if problem is None and typed[1:3] not in ground.places.provinces:
        problem = IdReason.PROVINCE
    return _invalid(problem, typed) if problem else _eighteen(IdKind.FOREIGN, typed, ground.today)


def _old_foreign(typed: str, ground: _Ground) -> IdCheck:
    # Three letters of the nationality, four digits of the place, birth as yymmdd, two digits.
    # The century of the birth is not written, so no birth date is derived.
    letters, digits = typed[:3], typed[3:]
    if not (letters.isascii() and letters.isalpha() and _is_digits(digits)):
        return _invalid(IdReason.CHARACTER, typed)
    if digits[:2] not in ground.places.provinces:
        return _invalid(IdReason.PROVINCE, typed)
    if _birth(f"19{digits[4:10]}") is None and _birth(f"20{digits[4:10]}") is None:
        return _invalid(IdReason.DATE, typed)
    value = IdNumber(IdKind.FOREIGN, typed)
    return IdCheck(IdVerdict.LEGACY, value, IdReason.OLD_FORM, typed)


def _eighteen(kind: IdKind, typed: str, today: date) -> IdCheck:
    """Check what all cards of eighteen digits have in common: birth and checksum."""
    born = _birth(typed[6:14])
    if born is None:
        return _invalid(IdReason.DATE, typed)
    if born > today:
        return _invalid(IdReason.FUTURE, typed)
    if ric.calc_check_digit(typed) != typed[-1]:
        return _invalid(IdReason.CHECKSUM, typed)
    value = IdNumber(kind, typed, born, _sex(typed[16]))
    if (value.age_on(today) or 0) > OLDEST_YEARS:
        return IdCheck(IdVerdict.WARN, value, IdReason.TOO_OLD, typed)
    return IdCheck(IdVerdict.VALID, value, IdReason.NONE, typed)


def _credit(typed: str, ground: _Ground) -> IdCheck:
    if _is_old_credit(typed):
        value = IdNumber(IdKind.USCC, typed)
        return IdCheck(IdVerdict.LEGACY, value, IdReason.OLD_FORM, typed)
    problem = _credit_problem(typed, ground.places)
    if problem is not None:
        return _invalid(problem, typed)
    value = IdNumber(IdKind.USCC, typed)
    place, counties = typed[2:8], ground.places.counties
    if counties and place != _NATIONWIDE and place not in counties:
        return IdCheck(IdVerdict.WARN, value, IdReason.COUNTY, typed)
    if organisation_check_sign(typed[8:16]) != typed[16]:
        return IdCheck(IdVerdict.WARN, value, IdReason.ORGANISATION, typed)
    return IdCheck(IdVerdict.VALID, value, IdReason.NONE, typed)


def _credit_problem(typed: str, places: IssuingPlaces) -> IdReason | None:
    if len(typed) != LENGTH:
        return IdReason.LENGTH if typed else IdReason.EMPTY
    if not set(typed) <= _CREDIT_ALPHABET or not _is_digits(typed[2:8]):
        return IdReason.CHARACTER
    if typed[0] not in _AUTHORITIES:
        return IdReason.AUTHORITY
    if typed[2:8] != _NATIONWIDE and typed[2:4] not in places.provinces:
        return IdReason.PROVINCE
    return None if uscc.calc_check_digit(typed[:17]) == typed[17] else IdReason.CHECKSUM


def _is_old_credit(typed: str) -> bool:
    """Return whether it is a registration number (15 digits) or a bare organisation code (9)."""
    if len(typed) == _OLD_LENGTH:
        return _is_digits(typed)
    is_code = len(typed) == len(_ORGANISATION_WEIGHTS) + 1 and typed.isascii() and typed.isalnum()
    return is_code and organisation_check_sign(typed[:-1]) == typed[-1]


def organisation_check_sign(body: str) -> str:
    """Return the check sign of an organisation code of eight signs (GB 11714)."""
    total = sum(
        weight * int(sign, 36) for weight, sign in zip(_ORGANISATION_WEIGHTS, body, strict=True)
    )
    return "0123456789X0"[11 - total % 11]


def _passport(typed: str, ground: _Ground) -> IdCheck:
    del ground
    return _loose(IdKind.PASSPORT, typed)


def _other(typed: str, ground: _Ground) -> IdCheck:
    del ground
    return _loose(IdKind.OTHER, typed)


def _loose(kind: IdKind, typed: str) -> IdCheck:
    if not typed:
        return _invalid(IdReason.EMPTY, typed)
    if len(typed) not in PASSPORT_LENGTHS:
        return _invalid(IdReason.LENGTH, typed)
    if not (typed.isascii() and typed.isalnum()):
        return _invalid(IdReason.CHARACTER, typed)
    return IdCheck(IdVerdict.VALID, IdNumber(kind, typed), IdReason.NONE, typed)


def _shape_problem(typed: str) -> IdReason | None:
    if not typed:
        return IdReason.EMPTY
    if len(typed) != LENGTH:
        return IdReason.LENGTH
    body, last = typed[:-1], typed[-1]
    return None if _is_digits(body) and last in "0123456789X" else IdReason.CHARACTER


def _is_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _birth(digits: str) -> date | None:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return None


def _sex(digit: str) -> Sex:
    return Sex.MALE if int(digit) % 2 else Sex.FEMALE


_FORMS: dict[IdKind, _Form] = {
    IdKind.RESIDENT: _resident,
    IdKind.HMT: _hmt,
    IdKind.FOREIGN: _foreign,
    IdKind.USCC: _credit,
    IdKind.PASSPORT: _passport,
    IdKind.OTHER: _other,
}
_OTHER_KINDS = {
    IdKind.RESIDENT: IdReason.IS_RESIDENT,
    IdKind.HMT: IdReason.IS_HMT,
    IdKind.FOREIGN: IdReason.IS_FOREIGN,
    IdKind.USCC: IdReason.IS_USCC,
}
