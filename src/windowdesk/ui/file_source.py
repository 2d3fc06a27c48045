"""Where the files of a sheet lie: beside a draft, or in a case. Both look the same to the sheet."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from windowdesk.domain.attachment import (
    FILE_LIMIT,
    GRADE_LABEL,
    Filed,
    Grade,
    megabytes,
    require_small,
)
from windowdesk.domain.errors import DomainError
from windowdesk.domain.local_time import clock_time
from windowdesk.domain.materials import HandedIn
from windowdesk.domain.media import PDF, kind_with
from windowdesk.services.attachment_port import DraftFile
from windowdesk.services.session import Session
from windowdesk.services.sheets import SheetJob
from windowdesk.ui.pick_list import Spoken

_WHOLE = "整件"


@dataclass(frozen=True)
class FileEntry(Spoken):
    """A file in a list. ``key`` is what its source knows it by; ``stamped`` the checked copy.

    ``material`` is the name of what it is a copy of.
    """

    key: str
    name: str
    material: str
    about: str
    grade: Grade
    media: str
    stamped: str = ""

    @property
    def is_shown(self) -> bool:
        """Tell whether the program can show it."""
        kind = kind_with(self.media)
        return kind is not None and kind.is_shown

    @property
    def is_void(self) -> bool:
        """Tell whether it was attached by mistake."""
        return self.grade is Grade.VOID

    @property
    def can_be_printed(self) -> bool:
        """Tell whether it is a PDF: what was checked, and what was attached as one."""
        return not self.is_void and (bool(self.stamped) or self.media == PDF.code)

    @property
    def kind_text(self) -> str:
        """What it is."""
        kind = kind_with(self.media)
        return kind.label if kind else "别的文件"

    @property
    def grade_text(self) -> str:
        """How far it is trusted."""
        return GRADE_LABEL[self.grade]

    @property
    def spoken(self) -> str:
        """Name, material, grade and what is known of it."""
        return f"{self.name}，{self.material}，{self.grade_text}，{self.about}"


@dataclass(frozen=True)
class Taken:
    """What came of attaching: the name, and what is to be said of it."""

    name: str
    said: str


class FileSource(Protocol):
    """Works off the GUI thread; what it cannot do is told by ``in_case``."""

    in_case: bool

    def entries(self) -> tuple[FileEntry, ...]:
        """Return the files as they stand now."""
        ...

    def content(self, entry: FileEntry) -> bytes:
        """Return the bytes to look at: the stamped copy where there is one."""
        ...

    def attach(self, content: bytes, name: str, material: str) -> Taken:
        """Add one file; when it returns, the file is safe."""
        ...

    def remove(self, entry: FileEntry) -> None:
        """Take a file away, or declare it void."""
        ...

    def check(self, entry: FileEntry) -> None:
        """Record that it was held against the original."""
        ...

    def export(self, entry: FileEntry) -> tuple[str, bytes]:
        """Return name and bytes to be saved; the export is logged."""
        ...

    def print_copy(self, entry: FileEntry) -> SheetJob:
        """Print what is looked at; logged."""
        ...


class DraftSource:
    """Files of the application that is being typed."""

    in_case = False

    def __init__(
        self,
        session: Session,
        draft_id: str,
        now: Callable[[], datetime],
        materials: Iterable[HandedIn],
    ) -> None:
        self._session = session
        self._names = _names(materials)
        self._draft_id = draft_id
        self._now = now

    def entries(self) -> tuple[FileEntry, ...]:
        """Return the files beside the draft."""
        beside = self._session.enclosures.of_draft(self._draft_id)
        return tuple(_of_draft(one, self._names) for one in beside)

    def content(self, entry: FileEntry) -> bytes:
        """Return the bytes."""
        return self._session.enclosures.read(self._draft_id, entry.key)

    def attach(self, content: bytes, name: str, material: str) -> Taken:
        """Keep a file beside the draft."""
        kept = self._session.enclosures.attach(
            self._draft_id, content, name, material=material, at=self._now()
        )
        return Taken(kept.file.name, said_of(kept.file.name, kept.twin, is_new=kept.is_new))

    def remove(self, entry: FileEntry) -> None:
        """Take a file away; the case does not exist yet."""
        self._session.enclosures.remove(self._draft_id, entry.key)

    def check(self, entry: FileEntry) -> None:
        """Refuse: the stamp names the case."""
        raise DomainError(f"“{entry.name}”还没进办件。受理以后，在办件那一页核对原件、盖章。")

    def export(self, entry: FileEntry) -> tuple[str, bytes]:
        """Refuse: nothing is recorded before there is a case."""
        raise DomainError(f"“{entry.name}”还没进办件。受理以后，在办件那一页存出来。")

    def print_copy(self, entry: FileEntry) -> SheetJob:
        """Refuse: nothing is recorded before there is a case."""
        raise DomainError(f"“{entry.name}”还没进办件。受理以后，在办件那一页打。")


class CaseSource:
    """Files of a case."""

    in_case = True

    def __init__(self, session: Session, case_id: int, materials: Iterable[HandedIn]) -> None:
        self._session = session
        self._names = _names(materials)
        self._case_id = case_id

    def entries(self) -> tuple[FileEntry, ...]:
        """Return the files of the case, with what became of them."""
        filed = self._session.attachments.of_case(self._case_id)
        return tuple(_of_case(one, self._names) for one in filed)

    def content(self, entry: FileEntry) -> bytes:
        """Return the bytes of the stamped copy, else those that were attached."""
        return self._session.attachments.read(int(entry.stamped or entry.key))[1]

    def attach(self, content: bytes, name: str, material: str) -> Taken:
        """Store a file with the case."""
        done = self._session.attachments.attach(self._case_id, content, name, material)
        name = done.attachment.name
        return Taken(name, said_of(name, done.twin, is_new=done.is_new))

    def remove(self, entry: FileEntry) -> None:
        """Declare a file void."""
        self._session.attachments.grade(int(entry.key), Grade.VOID)

    def check(self, entry: FileEntry) -> None:
        """Make the stamped copy."""
        self._session.attachments.check(int(entry.key))

    def export(self, entry: FileEntry) -> tuple[str, bytes]:
        """Return what is looked at, logged."""
        row, content = self._session.attachments.export(int(entry.stamped or entry.key))
        return row.name, content

    def print_copy(self, entry: FileEntry) -> SheetJob:
        """Print the stamped copy, else the PDF that was attached."""
        row, content = self._session.attachments.read(int(entry.stamped or entry.key))
        return self._session.sheets.print_copy(row.name, content)


def content_of(path: Path) -> bytes:
    """Read a file that is to be attached; DomainError says why it cannot be read.

    Its size is asked first: a film of many gigabytes would not fit into memory.
    """
    try:
        if not path.is_file():
            raise DomainError(f"“{path.name}”不是文件，或者已经移走了。文件夹要打开，一份一份附。")
        if path.stat().st_size > FILE_LIMIT:
            require_small(path.stat().st_size, path.name)
        return path.read_bytes()
    except OSError as error:
        raise DomainError(f"“{path.name}”读不出来，没附上。看 U 盘或共享还在不在。") from error


def said_of(name: str, twin: str, *, is_new: bool) -> str:
    """Say what became of a file."""
    if not is_new:
        return f"“{name}”早就附过了，没有重复存。"
    return f"已附“{name}”，和“{twin}”一模一样。" if twin else f"已附“{name}”。"


def _names(materials: Iterable[HandedIn]) -> Mapping[str, str]:
    return {material.code: material.name for material in materials}


def _of_draft(one: DraftFile, names: Mapping[str, str]) -> FileEntry:
    return FileEntry(
        key=one.file_id,
        name=one.name,
        material=names.get(one.material, _WHOLE),
        about=_about(one.pages, one.size),
        grade=one.grade,
        media=one.media,
    )


def _of_case(one: Filed, names: Mapping[str, str]) -> FileEntry:
    row = one.original
    return FileEntry(
        key=str(row.attachment_id),
        name=row.name,
        material=names.get(row.material, _WHOLE),
        about=f"{_about(row.pages, row.size)}，{row.person} {clock_time(row.at)} 附",
        grade=one.grade,
        media=row.media,
        stamped=str(one.stamped.attachment_id) if one.stamped and not one.is_void else "",
    )


def _about(pages: int, size: int) -> str:
    return f"{pages} 页，{megabytes(size)}" if pages else megabytes(size)
