"""Keys that sign the codes and files of papers (Ed25519), and what is known of them elsewhere."""

from base64 import b64decode, b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Protocol

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from windowdesk.domain.canonical import sha256
from windowdesk.domain.document import Document
from windowdesk.domain.local_time import local_date
from windowdesk.domain.numbers import CaseNumber
from windowdesk.domain.paper_code import DIGEST_HEX, KEY_HEX, PaperCode, SignedCode

KEY_BYTES = 32


@dataclass(frozen=True)
class PublicKey:
    """What anybody may know of a key: 32 bytes, and since when it signs."""

    content: bytes
    since: datetime

    @cached_property
    def name(self) -> str:
        """Six hex digits that a code names the key by."""
        return key_name(self.content)

    @property
    def text(self) -> str:
        """The key as it is written down: base64."""
        return b64encode(self.content).decode("ascii")

    def holds(self, signature: bytes, signed: bytes) -> bool:
        """Tell whether ``signature`` was made with this key over just these bytes."""
        try:
            Ed25519PublicKey.from_public_bytes(self.content).verify(signature, signed)
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True)
class SigningKey:
    """The key that a centre signs with. ``seed`` are its 32 secret bytes; ``version`` counts."""

    version: int
    seed: bytes
    since: datetime

    @staticmethod
    def fresh(version: int, since: datetime) -> "SigningKey":
        """Make a key that nobody has had."""
        return SigningKey(version, Ed25519PrivateKey.generate().private_bytes_raw(), since)

    @cached_property
    def public(self) -> PublicKey:
        """The half that may be given away."""
        return PublicKey(self._private.public_key().public_bytes_raw(), self.since)

    def sign(self, content: bytes) -> bytes:
        """Return the signature of ``content``: 64 bytes, the same each time."""
        return self._private.sign(content)

    @cached_property
    def _private(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)


class KeyStore(Protocol):
    """The keys of a centre. Nothing is ever changed or deleted: old papers stay provable."""

    def signing(self) -> SigningKey:
        """Return the key in use; EnvironmentProblem if the centre has none."""
        ...

    def known(self) -> tuple[PublicKey, ...]:
        """Return the public half of every key, oldest first."""
        ...

    def renew(self, at: datetime) -> SigningKey:
        """Make a new key and use it from now on; ConcurrentChange if another was quicker."""
        ...


def key_name(content: bytes) -> str:
    """Return the name of a public key."""
    return sha256(content)[:KEY_HEX]


def code_of(document: Document, kind_code: str, number: CaseNumber, key: SigningKey) -> SignedCode:
    """Return the signed code of a paper that is about to be issued, or its own again."""
    code = PaperCode(
        key=key.public.name,
        kind_code=kind_code,
        digits=number.digits,
        year=local_date(document.issued_at).year,
        serial=document.serial,
        digest=document.bare_digest[:DIGEST_HEX],
    )
    return SignedCode(code, key.sign(code.payload()))


def public_key_of(text: str, since: datetime) -> PublicKey:
    """Read a key as it was written down; ValueError if it is none."""
    content = b64decode(text, validate=True)
    if len(content) != KEY_BYTES:
        raise ValueError("a public key has 32 bytes")
    return PublicKey(content, since)


def key_named(name: str, keys: Iterable[PublicKey]) -> PublicKey | None:
    """Return the key that a code names; None if nobody knows it."""
    return next((key for key in keys if key.name == name), None)
