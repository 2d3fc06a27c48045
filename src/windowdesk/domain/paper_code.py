"""The signed code of a paper: which paper it is, what it says, and that the centre issued it.

The QR code holds digits only: a scanner in keyboard mode types them alike under every keyboard
layout and input method, and they need no more room than letters. It holds no name and no ID number.
"""

import re
import unicodedata
from dataclasses import dataclass

from windowdesk.domain.errors import DomainError

_FORMAT = 2
_PAYLOAD_BYTES = 35
SIGNATURE_BYTES = 64
DIGITS = 240  # the decimal digits that 35 + 64 bytes may need, rounded up to an even number
KEY_HEX = 6
DIGEST_HEX = 32
_FIRST_YEAR = 2000
_DIGITS = re.compile(rf"[0-9]{{{DIGITS}}}")
_GAPS = re.compile(r"[\s-]+")
_NOT_OURS = "这不是本系统文书上的二维码。换文书右上角的码再扫，或者输入文号。"


@dataclass(frozen=True)
class PaperCode:
    """What the code of a paper says, before it is signed.

    ``key`` is the name of the signing key, six hex digits; ``kind_code`` the two-digit kind;
    ``digits`` the case number; ``year`` and ``serial`` the place in the number line of the paper;
    ``digest`` the first 32 hex digits of the digest of the frozen paper.
    """

    key: str
    kind_code: str
    digits: str
    year: int
    serial: int
    digest: str

    def payload(self) -> bytes:
        """Return the bytes that are signed; ValueError if a part does not fit its place."""
        try:
            made = b"".join(
                (
                    bytes((_FORMAT,)),
                    bytes.fromhex(self.key),
                    bytes((int(self.kind_code),)),
                    int(self.digits).to_bytes(10, "big"),
                    bytes((self.year - _FIRST_YEAR,)),
                    self.serial.to_bytes(3, "big"),
                    bytes.fromhex(self.digest),
                )
            )
        except OverflowError as problem:
            raise ValueError(f"too large for a code: {self}") from problem
        if len(made) != _PAYLOAD_BYTES:
            raise ValueError(f"parts of wrong length: {self}")
        return made


@dataclass(frozen=True)
class SignedCode:
    """A code with its signature (Ed25519, 64 bytes)."""

    code: PaperCode
    signature: bytes

    @property
    def text(self) -> str:
        """The digits that the QR code holds."""
        whole = int.from_bytes(self.code.payload() + self.signature, "big")
        return f"{whole:0{DIGITS}d}"


def is_signed_code(text: str) -> bool:
    """Tell whether a scanned text looks like the signed code of a paper."""
    return _DIGITS.fullmatch(text) is not None


def read_signed_code(text: str) -> SignedCode:
    """Read the digits of a code, typed or scanned; DomainError if they are none.

    Blanks and hyphens between groups of digits are passed over. The signature is not looked at.
    """
    plain = _GAPS.sub("", unicodedata.normalize("NFKC", text))
    if not is_signed_code(plain):
        raise DomainError(_NOT_OURS, "code")
    try:
        whole = int(plain).to_bytes(_PAYLOAD_BYTES + SIGNATURE_BYTES, "big")
    except OverflowError as problem:
        raise DomainError(_NOT_OURS, "code") from problem
    payload, signature = whole[:_PAYLOAD_BYTES], whole[_PAYLOAD_BYTES:]
    digits = int.from_bytes(payload[5:15], "big")
    if payload[0] != _FORMAT or digits >= 10**24:
        raise DomainError(_NOT_OURS, "code")
    code = PaperCode(
        key=payload[1:4].hex(),
        kind_code=f"{payload[4]:02d}",
        digits=f"{digits:024d}",
        year=_FIRST_YEAR + payload[15],
        serial=int.from_bytes(payload[16:19], "big"),
        digest=payload[19:].hex(),
    )
    return SignedCode(code, signature)
