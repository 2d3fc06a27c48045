"""Ports of attachments: storage, the drafts' own files, and the workshop that reads and stamps."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from windowdesk.domain.attachment import Attachment, Grade
from windowdesk.domain.media import MediaKind


class AttachmentStore(Protocol):
    """Files of cases in one transaction. Nothing is ever changed or deleted."""

    def add_content(self, attachment: Attachment, content: bytes) -> None:
        """Store the bytes of a file unless the centre has them; its case need not be there yet."""
        ...

    def add(self, attachment: Attachment, department: str) -> None:
        """Store a row; ``department`` is that of the case, which is stored already."""
        ...

    def get(self, attachment_id: int) -> Attachment:
        """Return one file's row; DomainError if there is none."""
        ...

    def of_case(self, case_id: int) -> tuple[Attachment, ...]:
        """Return the rows of a case, oldest first."""
        ...

    def content(self, digest: str) -> bytes | None:
        """Return the bytes with this SHA-256, None if they are gone."""
        ...


@dataclass(frozen=True)
class Prepared:
    """A file ready to be stored: without the traces of the camera, its pages counted."""

    content: bytes
    pages: int


@dataclass(frozen=True)
class Stamp:
    """What stands in the stamp of a copy that was held against the original."""

    centre: str
    item: str
    checker: str
    on: date


class Workshop(Protocol):
    """Reads and stamps files; windowdesk.reports stands behind it."""

    def prepare(self, content: bytes, kind: MediaKind, name: str) -> Prepared:
        """Check that a file opens, take place and device out of a photo, count the pages.

        DomainError says why a file cannot be read.
        """
        ...

    def stamped(self, content: bytes, kind: MediaKind, stamp: Stamp) -> bytes:
        """Return a PDF of a picture or PDF with the stamp on every page."""
        ...


@dataclass(frozen=True)
class DraftFile:
    """A file beside a draft. ``file_id`` is its own within the draft."""

    file_id: str
    material: str
    name: str
    sha256: str
    media: str
    size: int
    pages: int
    grade: Grade


class DraftFiles(Protocol):
    """Keeps the files of applications that are being typed, encrypted as their drafts are."""

    def keep(self, draft_id: str, file: DraftFile, content: bytes) -> None:
        """Keep a file; when it returns, the bytes are on the disk. EnvironmentProblem if not."""
        ...

    def all(self, draft_id: str) -> Sequence[DraftFile]:
        """Return the files of a draft in the order they were attached; unreadable ones are left."""
        ...

    def content(self, draft_id: str, file_id: str) -> bytes:
        """Return the bytes of a file; EnvironmentProblem if they cannot be read."""
        ...

    def drop(self, draft_id: str, file_id: str) -> None:
        """Take one file away; one that is gone already is no error."""
        ...

    def drop_all(self, draft_id: str) -> None:
        """Take all files of a draft away, after its application was stored or thrown away."""
        ...
