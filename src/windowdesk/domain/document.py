"""Papers as records: frozen facts under a number, and what became of their printing."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType

from windowdesk.domain.canonical import canonical_text, sha256


@dataclass(frozen=True)
class Document:
    """An issued paper. Nothing in it changes any more; a wrong one is cancelled by another.

    ``kind`` is the template code; ``line`` and ``serial`` its place in a gap-free number line;
    ``facts_text`` the canonical text of its facts; ``watermark`` is empty for a real centre.
    ``code`` are the digits of its signed code (domain/paper_code.py), which name the digest of the
    rest; it is empty on papers from before there was a key.
    """

    document_id: int
    case_id: int
    centre: str
    kind: str
    title: str
    number: str
    line: str
    serial: int
    template_version: int
    template_digest: str
    facts_text: str
    issued_at: datetime
    signer: str
    window: str
    copies: int
    watermark: str
    code: str = ""

    @cached_property
    def digest(self) -> str:
        """SHA-256 over every field; it is part of the event that issued the paper."""
        return sha256(canonical_text(self.record))

    @cached_property
    def bare_digest(self) -> str:
        """SHA-256 over every field but the code, which names this digest."""
        return sha256(canonical_text(_bare(self.record)))

    @property
    def record(self) -> Mapping[str, object]:
        """Every field as it is digested; a paper from before there was a key has no code."""
        plain = {field.name: getattr(self, field.name) for field in fields(self)}
        issued = self.issued_at.astimezone(UTC).isoformat(timespec="microseconds")
        return (
            {**plain, "issued_at": issued} if self.code else _bare({**plain, "issued_at": issued})
        )


def _bare(record: Mapping[str, object]) -> Mapping[str, object]:
    return {name: value for name, value in record.items() if name != "code"}


@dataclass(frozen=True)
class ArchivedPaper:
    """The bytes of record of a document."""

    document_id: int
    pdf: bytes
    sha256: str
    renderer: str
    rendered_at: datetime

    @staticmethod
    def of(document_id: int, pdf: bytes, renderer: str, at: datetime) -> "ArchivedPaper":
        """Archive ``pdf`` under the digest of its bytes."""
        return ArchivedPaper(document_id, pdf, sha256(pdf), renderer, at)

    @property
    def is_intact(self) -> bool:
        """Tell whether the bytes are still the archived ones."""
        return self.is_file(self.pdf)

    def is_file(self, content: bytes) -> bool:
        """Tell whether ``content`` is, byte for byte, what was archived."""
        return sha256(content) == self.sha256


class PrintState(StrEnum):
    """What became of the printing of a paper."""

    KEPT = "kept"
    WAITING = "waiting"
    SPOOLED = "spooled"
    DONE = "done"
    NOT_PRINTED = "not_printed"
    VOID = "void"


PRINT_LABEL: Mapping[PrintState, str] = MappingProxyType(
    {
        PrintState.KEPT: "已存档，不打印",
        PrintState.WAITING: "等打印",
        PrintState.SPOOLED: "已送打印机",
        PrintState.DONE: "已打出",
        PrintState.NOT_PRINTED: "没打出来",
        PrintState.VOID: "已作废，不打印",
    }
)

# Every step that a print may take. DONE goes back by one key when the sheet never came out; a
# centre without a printer prints the exported file elsewhere, so WAITING may be settled by hand.
# What is open is called off when its paper becomes void, and stays so.
PRINT_MOVES: Mapping[PrintState, frozenset[PrintState]] = MappingProxyType(
    {
        PrintState.KEPT: frozenset((PrintState.WAITING,)),
        PrintState.WAITING: frozenset(
            (PrintState.SPOOLED, PrintState.DONE, PrintState.NOT_PRINTED, PrintState.VOID)
        ),
        PrintState.SPOOLED: frozenset((PrintState.DONE, PrintState.NOT_PRINTED, PrintState.VOID)),
        PrintState.DONE: frozenset((PrintState.NOT_PRINTED,)),
        PrintState.NOT_PRINTED: frozenset(
            (PrintState.WAITING, PrintState.SPOOLED, PrintState.DONE, PrintState.VOID)
        ),
        PrintState.VOID: frozenset(),
    }
)


@dataclass(frozen=True)
class PrintJob:
    """One printing of one paper. A reprint (补打) is a job of its own with the same bytes."""

    print_id: int
    document_id: int
    centre: str
    window: str
    state: PrintState
    asked_by: str
    asked_at: datetime
    reprint: bool
    printer: str = ""
    job: str = ""
    reason: str = ""
    version: int = 1
