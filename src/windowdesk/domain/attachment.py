"""Files of a case: what was attached, how far it is trusted, and how much may be attached."""

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from enum import StrEnum
from functools import cached_property
from pathlib import PurePosixPath
from types import MappingProxyType

from windowdesk.domain.canonical import canonical_text, sha256
from windowdesk.domain.errors import DomainError
from windowdesk.domain.event import FILE_KEY
from windowdesk.domain.media import MediaKind

MEGABYTE = 1024 * 1024
FILE_LIMIT = 20 * MEGABYTE
CASE_LIMIT = 200 * MEGABYTE
_LONGEST_NAME = 100
_FIELD = "file"


class Grade(StrEnum):
    """How far a file is trusted (国办函〔2016〕108号, levels A to D); void is none of them."""

    ISSUED = "issued"  # A: from the organ that issued it
    CHECKED = "checked"  # B: a clerk held it against the original
    UPLOADED = "uploaded"  # C: handed in, still to be checked
    DECLARED = "declared"  # D: made by the applicant, who answers for it
    VOID = "void"  # attached by mistake; the bytes stay, the row says so


GRADE_LABEL: Mapping[Grade, str] = MappingProxyType(
    {
        Grade.ISSUED: "A 级 签发机关提供",
        Grade.CHECKED: "B 级 已核原件",
        Grade.UPLOADED: "C 级 未核原件",
        Grade.DECLARED: "D 级 本人自述",
        Grade.VOID: "作废",
    }
)


@dataclass(frozen=True)
class Attachment:
    """A file of a case. ``material`` is the code of the material, empty for the whole case.

    ``size`` counts bytes; ``pages`` is 0 where they cannot be counted. ``derived_from`` names the
    file that this one was made of: stamped, graded anew or declared void. Nothing ever changes.
    """

    attachment_id: int
    case_id: int
    centre: str
    material: str
    name: str
    sha256: str
    media: str
    size: int
    pages: int
    grade: Grade
    derived_from: int | None
    login: str
    person: str
    window: str
    at: datetime

    @cached_property
    def digest(self) -> str:
        """SHA-256 over every field; it is part of the event that attached the file."""
        return sha256(canonical_text(self.record))

    @property
    def record(self) -> Mapping[str, object]:
        """Every field as it is digested."""
        return {field.name: getattr(self, field.name) for field in fields(self)} | {
            "at": self.at.astimezone(UTC).isoformat(timespec="microseconds")
        }

    @property
    def bound(self) -> Mapping[str, str]:
        """What an event keeps of the file, so that a changed row or byte breaks the chain."""
        return {f"{FILE_KEY}{self.attachment_id}": self.digest}

    @property
    def told(self) -> Mapping[str, str]:
        """What the event that attached only this file says in words."""
        return {
            **self.bound,
            "name": self.name,
            "material": self.material,
            "sha256": self.sha256,
            "grade": self.grade.value,
        }


@dataclass(frozen=True)
class Enclosed:
    """A file that comes with an application, checked and made ready when it was attached.

    ``content`` loads its bytes when they are stored, so that they need not all be held at once.
    """

    material: str
    name: str
    sha256: str
    media: str
    size: int
    pages: int
    grade: Grade
    content: Callable[[], bytes]


@dataclass(frozen=True)
class Filed:
    """A file as it stands now: the first row, its grade by now, and its stamped copy if any."""

    original: Attachment
    grade: Grade
    stamped: Attachment | None

    @property
    def is_void(self) -> bool:
        """Tell whether it was attached by mistake."""
        return self.grade is Grade.VOID


def filed(attachments: Iterable[Attachment]) -> tuple[Filed, ...]:
    """Return the files of a case with what became of them, in the order they were attached."""
    standing: dict[int, Filed] = {}
    for one in sorted(attachments, key=lambda a: a.attachment_id):
        before = standing.get(one.derived_from) if one.derived_from is not None else None
        if before is None:
            standing[one.attachment_id] = Filed(one, one.grade, None)
        else:
            copy = one if one.sha256 != before.original.sha256 else before.stamped
            standing[before.original.attachment_id] = Filed(before.original, one.grade, copy)
    return tuple(standing.values())


def files_of(material: str, attachments: Iterable[Attachment]) -> int:
    """Count the files of a material that were not attached by mistake."""
    return sum(one.original.material == material and not one.is_void for one in filed(attachments))


def require_small(size: int, name: str) -> None:
    """Raise DomainError if a file is larger than one file may be."""
    if size > FILE_LIMIT:
        raise DomainError(
            f"“{name}”有 {megabytes(size)}，一个文件最多 {FILE_LIMIT // MEGABYTE} MB，没附上。"
            "把扫描分辨率调到 200 dpi 再扫，或者分成几个文件。",
            _FIELD,
        )


def require_room(used: int, size: int, name: str) -> None:
    """Raise DomainError if a case whose files have ``used`` bytes cannot take ``size`` more."""
    if used + size > CASE_LIMIT:
        raise DomainError(
            f"“{name}”没附上：一件最多附 {CASE_LIMIT // MEGABYTE} MB，已有 {megabytes(used)}。"
            "把扫描分辨率调到 200 dpi 再扫，或者只附要紧的页。",
            _FIELD,
        )


def megabytes(size: int) -> str:
    """Say a size as people do."""
    if size < MEGABYTE:
        return f"{max(size // 1024, 1)} KB"
    return f"{size / MEGABYTE:.1f} MB"


def file_name(typed: str, kind: MediaKind) -> str:
    """Return a name without folders and odd signs, with the suffix of what the file really is."""
    last = typed.replace("\\", "/").rstrip("/").rpartition("/")[2]
    plain = "".join(c for c in last if unicodedata.category(c)[0] != "C" and c not in '<>:"|?*')
    path = PurePosixPath(plain.strip(" .") or "未命名")
    stem, suffix = path.stem, path.suffix.lower()
    if suffix in kind.suffixes:
        return f"{stem[:_LONGEST_NAME]}{path.suffix}"
    # A dot may belong to the name: only what looks like a suffix is replaced.
    known = 1 < len(suffix) <= len(".docx") and suffix[1:].isascii() and suffix[1:].isalnum()
    whole = stem if known else path.name
    return f"{whole[:_LONGEST_NAME]}{kind.suffixes[0]}"
