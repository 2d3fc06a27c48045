"""The text inside the QR code of a paper: what a scanner types when it meets one of ours.

``WD1:<kind>:<24 digits>:<check>`` is ASCII only, so that a scanner in keyboard mode types it the
same under every keyboard layout. It holds no name and no ID number.
"""

import re
import unicodedata

from stdnum.iso7064 import mod_97_10

from windowdesk.domain.errors import DomainError

_PARTS = re.compile(r"[0-9]{2}:[0-9]{24}")
_CASE = re.compile(r"[0-9]{24}")
_FORM = re.compile(r"WD1:([0-9]{2}):([0-9]{24}):([0-9]{2})")


def code_text(kind_code: str, digits: str) -> str:
    """Return the code of a paper: ``kind_code`` has two digits, ``digits`` is the case number.

    The check digits follow ISO 7064 mod 97-10 over both. ValueError if either is not made of
    that many digits.
    """
    if _PARTS.fullmatch(kind_code + ":" + digits) is None:
        raise ValueError(f"not two and 24 digits: {kind_code!r}, {digits!r}")
    return f"WD1:{kind_code}:{digits}:{mod_97_10.calc_check_digits(kind_code + digits)}"


def read_code(text: str) -> tuple[str, str]:
    """Return kind code and case digits of a scanned text; DomainError if it is not ours."""
    plain = unicodedata.normalize("NFKC", text).strip().upper()
    found = _FORM.fullmatch(plain)
    if found is None:
        raise DomainError("这不是本系统文书上的二维码。换文书右上角的码再扫，或者输入办件编号。")
    kind_code, digits, check = found.groups()
    if mod_97_10.calc_check_digits(kind_code + digits) != check:
        raise DomainError("二维码没有读全，校验位对不上。擦净再扫一次，或者输入办件编号。")
    return kind_code, digits


def is_our_code(text: str) -> bool:
    """Tell whether a scanned text comes from one of our papers: its QR code, or its 24 digits.

    A code that was not read whole still counts: it is to be told, not typed into a field.
    """
    return text.upper().startswith("WD1:") or _CASE.fullmatch(text) is not None
