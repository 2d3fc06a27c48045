"""The text inside the QR code of a paper: what a scanner types when it meets one of ours.

Papers bear a signed code (domain/paper_code.py). ``WD1:<kind>:<24 digits>:<check>`` stands on those
from before there was a key: ASCII only, so that a scanner in keyboard mode types it the same under
every keyboard layout. Neither holds a name or an ID number.
"""

import re
import unicodedata

from stdnum.iso7064 import mod_97_10

from windowdesk.domain.errors import DomainError
from windowdesk.domain.paper_code import is_signed_code, read_signed_code

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
    """Return kind code and case digits of a scanned text; DomainError if it is not ours.

    Whether the signature of a signed code holds is asked elsewhere (services/paper_proof.py).
    """
    plain = unicodedata.normalize("NFKC", text).strip().upper()
    if is_signed_code(plain):
        signed = read_signed_code(plain).code
        return signed.kind_code, signed.digits
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
    return (
        text.upper().startswith("WD1:") or _CASE.fullmatch(text) is not None or is_signed_code(text)
    )
