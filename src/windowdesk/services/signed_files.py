"""The signature in the last line of an archived PDF.

A PDF may be followed by a comment. Ours names the code of the paper and signs every byte before it,
so that a file can be proved anywhere with the public key alone, whatever becomes of the database.
"""

import re
from base64 import b64decode, b64encode
from dataclasses import dataclass

from windowdesk.domain.paper_code import DIGITS
from windowdesk.services.paper_keys import PublicKey, SigningKey

_LINE = re.compile(rf"%WD2 ([0-9]{{{DIGITS}}}) ([A-Za-z0-9+/]{{86}}==)\n".encode())


@dataclass(frozen=True)
class FileSignature:
    """What the signature of a file says. ``signed`` are the bytes that it covers.

    ``after`` are bytes that somebody added behind it: none in a file as it was archived.
    """

    code: str
    signed: bytes
    signature: bytes
    after: bytes

    def holds(self, key: PublicKey) -> bool:
        """Tell whether the bytes before the signature are those that were signed."""
        return key.holds(self.signature, self.signed)


def signed_file(pdf: bytes, code: str, key: SigningKey) -> bytes:
    """Return ``pdf`` with the line that signs it; a paper without a code stays as it is."""
    if not code:
        return pdf
    covered = (pdf if pdf.endswith(b"\n") else pdf + b"\n") + _start(code)
    return covered + b64encode(key.sign(covered)) + b"\n"


def signature_of(pdf: bytes) -> FileSignature | None:
    """Return the signature of a file; None if it bears none that can be read."""
    lines = list(_LINE.finditer(pdf))
    if not lines:
        return None
    found = lines[-1]
    covered = pdf[: found.start(2)]
    return FileSignature(found[1].decode("ascii"), covered, b64decode(found[2]), pdf[found.end() :])


def _start(code: str) -> bytes:
    return b"%WD2 " + code.encode("ascii") + b" "
