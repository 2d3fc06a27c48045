"""Phone numbers: mobile, landline with area code, service numbers."""

import re

from windowdesk.domain.errors import DomainError
from windowdesk.domain.text import number_text, require_length

_LONGEST_TYPED = 40
_MOBILE = re.compile(r"1[3-9][0-9]{9}")
# Area codes 010 and 02x have three digits, all others four; local numbers seven or eight.
_LANDLINE = re.compile(r"(010|02[0-9]|0[3-9][0-9]{2})([2-8][0-9]{6,7})(?:转([0-9]{1,6}))?")
_SERVICE = re.compile(r"(400|800)([0-9]{3})([0-9]{4})")
_LOCAL = re.compile(r"[2-8][0-9]{6,7}")
_COUNTRY = re.compile(r"^(?:\+86|0086)")
_MOBILE_LENGTH = 11


def parse_phone(raw: str, field: str = "phone") -> str:
    """Return a phone number in one form: 13800138000, 0874-3123456, 0874-3123456转801.

    DomainError says what to look at.
    """
    require_length(raw, _LONGEST_TYPED, field)
    typed = number_text(raw).translate({ord("("): None, ord(")"): None})
    number = _COUNTRY.sub("", typed)
    if _MOBILE.fullmatch(number):
        return number
    if found := _LANDLINE.fullmatch(number):
        area, local, extension = found.groups()
        return f"{area}-{local}" + (f"转{extension}" if extension else "")
    if found := _SERVICE.fullmatch(number):
        return "-".join(found.groups())
    raise DomainError(_problem(number), field)


def _problem(number: str) -> str:
    if not number:
        return "还没有电话号码。"
    if not number.isascii() or not number.isdigit():
        return f"电话里有不是数字的字符：{number}。只录号码。"
    if _LOCAL.fullmatch(number):
        return f"座机 {number} 前面还差区号。"
    if number.startswith("1"):
        return _mobile_problem(number)
    return f"{number} 不像电话号码。手机 11 位，座机要带区号。"


def _mobile_problem(number: str) -> str:
    missing = _MOBILE_LENGTH - len(number)
    if missing > 0:
        return f"手机号有 {len(number)} 位，还差 {missing} 位。"
    if missing < 0:
        return f"手机号有 {len(number)} 位，多了 {-missing} 位。"
    return f"没有 {number[:2]} 开头的手机号。和本人再核一遍。"
