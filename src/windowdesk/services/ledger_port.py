"""The port to raw rows: what verification recomputes, without any trust in the program."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from windowdesk.domain.attachment import Attachment


@dataclass(frozen=True)
class LedgerCase:
    """Columns of a case. ``due_on`` is None where no clock runs; ``body`` is the stored JSON."""

    case_id: int
    centre: str
    department: str
    number: str
    state: str
    item_id: str
    item_version: int
    item_name: str
    service_type: str
    party_id: int
    applicant_name: str
    id_masked: str
    village: str
    window: str
    due_on: date | None
    provisional: bool
    clock_paused: bool
    received_at: datetime
    received_by: str
    event_count: int
    head: str
    last_at: datetime
    version: int
    body: str
    accepted_at: datetime | None
    decided_at: datetime | None
    pickup_code: str
    bundle: str


@dataclass(frozen=True)
class LedgerEvent:
    """A stored event: ``text`` was hashed, the other columns repeat parts of it."""

    case_id: int
    seq: int
    centre: str
    department: str
    move: str
    actor: str
    window: str
    at: datetime
    source: str
    target: str
    previous: str
    hash: str
    text: str


@dataclass(frozen=True)
class LedgerDocument:
    """A stored paper; ``digest`` was taken over the other fields when it was issued."""

    document_id: int
    case_id: int
    centre: str
    department: str
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
    code: str
    digest: str


@dataclass(frozen=True)
class LedgerTemplate:
    """A stored template text under the digest that it was stored with."""

    digest: str
    text: str


@dataclass(frozen=True)
class LedgerFile:
    """Archived bytes of a paper with the digest that was stored beside them."""

    document_id: int
    pdf: bytes
    sha256: str
    renderer: str


@dataclass(frozen=True)
class LedgerItem:
    """A stored version of an item; ``digest`` was taken over ``text``."""

    item_id: str
    version: int
    digest: str
    text: str


@dataclass(frozen=True)
class LedgerAdmission:
    """A stored step of admission; ``digest`` is that of the text that was looked at."""

    item_id: str
    item_version: int
    state: str
    digest: str


@dataclass(frozen=True)
class LedgerLine:
    """A number line: every serial from ``first`` to ``last`` was handed out."""

    line: str
    first: int
    last: int


@dataclass(frozen=True)
class LedgerGap:
    """Serials that a restored backup passed over, because they stand on papers."""

    line: str
    first: int
    last: int
    reason: str


@dataclass(frozen=True)
class LedgerSeal:
    """A stored evening seal: ``text`` was hashed, the other columns repeat parts of it."""

    seq: int
    day: date
    at: datetime
    login: str
    previous: str
    hash: str
    text: str


@dataclass(frozen=True)
class LedgerAttachment:
    """A stored file of a case; ``row`` is None where its columns cannot be read any more."""

    attachment_id: int
    case_id: int
    department: str
    name: str
    row: Attachment | None


@dataclass(frozen=True)
class LedgerAttachmentFile:
    """Stored bytes of attachments under the digest that they were stored with."""

    sha256: str
    media: str
    size: int
    content: bytes


@dataclass(frozen=True)
class LedgerWait:
    """A stored line of what a case waits for: whose turn it is."""

    case_id: int
    kind: str
    ref: str
    department: str
    login: str


@dataclass(frozen=True)
class LedgerOriginal:
    """A stored line of who holds an original of a case."""

    case_id: int
    code: str
    place: str
    holder: str
    going: str


class Ledger(Protocol):
    """All rows of the centre, streamed in one consistent reading each."""

    def cases(self) -> Iterator[LedgerCase]:
        """Return all cases, oldest first."""
        ...

    def events(self) -> Iterator[LedgerEvent]:
        """Return all events, case by case, in their order."""
        ...

    def documents(self) -> Iterator[LedgerDocument]:
        """Return all papers, oldest first."""
        ...

    def templates(self) -> Iterator[LedgerTemplate]:
        """Return all template texts."""
        ...

    def files(self) -> Iterator[LedgerFile]:
        """Return all archived bytes, one paper at a time."""
        ...

    def items(self) -> Iterator[LedgerItem]:
        """Return all versions of all items."""
        ...

    def admissions(self) -> Iterator[LedgerAdmission]:
        """Return all steps of admission, item by item, in their order."""
        ...

    def lines(self) -> Iterator[LedgerLine]:
        """Return all number lines."""
        ...

    def gaps(self) -> Iterator[LedgerGap]:
        """Return all serials that were passed over."""
        ...

    def torn_pages(self) -> tuple[str, ...]:
        """Return what the database itself finds wrong with its file, indexes among it."""
        ...

    def waits(self) -> Iterator[LedgerWait]:
        """Return everything that cases wait for, case by case."""
        ...

    def originals(self) -> Iterator[LedgerOriginal]:
        """Return every original in the house, case by case."""
        ...

    def seals(self) -> Iterator[LedgerSeal]:
        """Return all evening seals, oldest first."""
        ...

    def attachments(self) -> Iterator[LedgerAttachment]:
        """Return all files of cases, oldest first."""
        ...

    def attachment_files(self) -> Iterator[LedgerAttachmentFile]:
        """Return all bytes of attachments, one file at a time."""
        ...
