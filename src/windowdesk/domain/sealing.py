"""用印登记: every use of a seal on an issued paper (domain.md §8.4, {Z1}, {Z2}).

Only an issued paper with a place for a seal is sealed, never a blank sheet, and every use names who
allowed it. The time of sealing is the time of the entry.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from windowdesk.domain.document import Document
from windowdesk.domain.errors import DomainError


class SealKind(StrEnum):
    """How the seal came onto the paper."""

    INK = "ink"
    ELECTRONIC = "electronic"


SEAL_KIND_LABEL: Mapping[SealKind, str] = MappingProxyType(
    {SealKind.INK: "实物印章", SealKind.ELECTRONIC: "电子印章"}
)


@dataclass(frozen=True)
class Sealing:
    """One use of a seal. ``seal`` is the text of the seal, ``approver`` who allowed the use.

    ``copies`` are the sheets that were sealed; ``certificate`` is the subject of the certificate
    of an electronic seal, empty for ink.
    """

    sealing_id: int
    case_id: int
    document_id: int
    number: str
    kind: SealKind
    seal: str
    copies: int
    approver: str
    login: str
    person: str
    at: datetime
    note: str = ""
    certificate: str = ""


def require_sealable(document: Document, seal: str, *, void: bool, approver: str) -> None:
    """Raise DomainError unless the seal may be put onto this paper."""
    if void:
        raise DomainError(f"{document.number} 已作废，不能用印。")
    if not seal:
        raise DomainError(f"{document.title}没有盖章的地方，不用印。")
    if not approver.strip():
        raise DomainError("还没写谁批准用印。写上批准人的姓名。", "approver")
