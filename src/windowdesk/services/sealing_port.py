"""Ports of seals: the register, and the maker of electronic ones."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from windowdesk.domain.sealing import Sealing


@dataclass(frozen=True)
class SealedFile:
    """A PDF with an electronic seal, and the certificate that made it (PEM)."""

    pdf: bytes
    certificate: str


class SealingStore(Protocol):
    """The register of seals. Nothing is ever changed or deleted."""

    def add(self, one: Sealing, file: SealedFile | None = None) -> None:
        """Store a use of a seal, and the file that an electronic one made."""
        ...

    def of_document(self, document_id: int) -> tuple[Sealing, ...]:
        """Return the uses on one paper, oldest first."""
        ...

    def between(self, begin: datetime, end: datetime) -> tuple[Sealing, ...]:
        """Return the uses from ``begin`` until before ``end``, oldest first."""
        ...

    def file(self, document_id: int) -> SealedFile | None:
        """Return the newest file with an electronic seal; None if there is none."""
        ...

    def certificates(self) -> Sequence[str]:
        """Return every certificate that sealed a file, as PEM, once each."""
        ...


@dataclass(frozen=True)
class CertificateFacts:
    """What a certificate says: whose it is, who issued it, until when it holds."""

    subject: str
    issuer: str
    not_after: datetime
    pem: str


@dataclass(frozen=True)
class SealReading:
    """What an electronic seal on a file says.

    ``intact``: no byte changed since. ``trusted``: made with a certificate that is known here.
    """

    subject: str
    at: datetime | None
    intact: bool
    trusted: bool


class ElectronicSeal(Protocol):
    """Signs PDF files (PAdES) with the centre's certificate; windowdesk.reports stands behind it.

    ``certificate`` is a PKCS#12 file.
    """

    def facts(self, certificate: Path, passphrase: str) -> CertificateFacts:
        """Read a certificate; DomainError if the passphrase is wrong or the file is none."""
        ...

    def sign(self, pdf: bytes, certificate: Path, passphrase: str, reason: str) -> SealedFile:
        """Return the file with a signature over all of it; DomainError as ``facts``."""
        ...

    def read(self, pdf: bytes, trusted: Sequence[str]) -> SealReading | None:
        """Read the last signature of a file; None if it bears none.

        ``trusted`` are certificates as PEM.
        """
        ...
