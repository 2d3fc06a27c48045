"""Taking a list out of the house: masked, with a purpose, written down in the journal.

Village sheets with whole numbers have leaked from townships (domain.md §8.1): names, ID numbers and
phones are masked as §8.3 says, and who took what out for which purpose stays on record.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from threading import Event

from windowdesk.domain.divisions import Divisions
from windowdesk.domain.duties import Act
from windowdesk.domain.errors import DomainError
from windowdesk.domain.ids import new_id
from windowdesk.domain.local_time import local_date, paper_minute
from windowdesk.domain.masking import mask_name, mask_phone
from windowdesk.domain.numbers import CaseNumber
from windowdesk.domain.states import STATE_LABEL
from windowdesk.services.acting import Bench
from windowdesk.services.case_filter import CaseFilter
from windowdesk.services.filter_words import FilterNames, filter_text
from windowdesk.services.finding import Finding, LitCase
from windowdesk.services.ports import AuditEntry

EXPORTED = "export_list"
PURPOSE, FILE = "purpose", "file"
"""The fields that a fault belongs to."""

_LONGEST_PURPOSE = 60
_AT_ONCE = 500
_NO_PURPOSE = "写明用途，例如：11月低保复核。用途会记在案。"
_TOO_LONG = f"用途最多 {_LONGEST_PURPOSE} 个字。"
_STOPPED = "导出停下了，没有留下文件。"


@dataclass(frozen=True)
class Column:
    """A column of the sheet: its head and its width in characters."""

    head: str
    width: int


@dataclass(frozen=True)
class SheetHead:
    """What stands above the rows, each a label and its text; ``name`` is that of the sheet.

    ``unit`` counts the rows at the foot.
    """

    title: str
    lines: tuple[tuple[str, str], ...]
    name: str = "办件清单"
    unit: str = "件"


WriteSheet = Callable[[Path, SheetHead, Sequence[Column], Iterable[tuple[str, ...]]], int]
"""Writes a sheet of strings to a new file and returns how many rows it has."""

COLUMNS = (
    Column("序号", 6),
    Column("办件编号", 31),
    Column("申请人", 9),
    Column("证件号码", 21),
    Column("电话", 15),
    Column("村（社区）", 14),
    Column("事项", 30),
    Column("承办部门", 18),
    Column("窗口", 6),
    Column("情况", 16),
    Column("时限", 10),
    Column("到期日", 12),
    Column("收件", 12),
    Column("受理", 12),
    Column("决定", 12),
    Column("承办人", 9),
)


class ExportProgress:
    """How far an export is. It runs off the GUI thread; ``stop`` asks it to leave nothing."""

    def __init__(self) -> None:
        self.done = 0
        self._stopped = Event()

    def stop(self) -> None:
        """Ask the export to end without a file."""
        self._stopped.set()

    @property
    def is_stopped(self) -> bool:
        """Whether somebody asked for the end."""
        return self._stopped.is_set()


class ExportStopped(DomainError):
    """Somebody stopped the export; no file was left."""

    def __init__(self) -> None:
        super().__init__(_STOPPED)


@dataclass(frozen=True)
class Exported:
    """An export that is done: where it lies, and how many cases are in it."""

    path: Path
    cases: int


class ListExport:
    """Exports of one account."""

    def __init__(
        self, bench: Bench, finding: Finding, divisions: Divisions, write: WriteSheet
    ) -> None:
        self._bench = bench
        self._finding = finding
        self._divisions = divisions
        self._write = write

    def export(
        self,
        wanted: CaseFilter,
        path: Path,
        purpose: str,
        progress: ExportProgress | None = None,
    ) -> Exported:
        """Write all cases of a filter to ``path``, which must not exist yet.

        The file is written beside and renamed when the journal has the entry. DomainError at
        PURPOSE or FILE; ExportStopped; NotPermitted without Act.EXPORT_LIST.
        """
        self._bench.account.require(Act.EXPORT_LIST)
        purpose = checked_purpose(purpose)
        check_place(path)
        progress = progress or ExportProgress()
        names = self._finding.names()
        part = path.with_name(f".{path.name}.part")
        try:
            count = self._write(
                part,
                self._head(filter_text(wanted, names), purpose),
                COLUMNS,
                self._rows(wanted, names, progress),
            )
            self._record(path, filter_text(wanted, names), purpose, count)
            part.replace(path)
        except OSError as error:
            raise DomainError(cannot_write(error), FILE) from error
        finally:
            part.unlink(missing_ok=True)
        return Exported(path, count)

    def _rows(
        self, wanted: CaseFilter, names: FilterNames, progress: ExportProgress
    ) -> Iterator[tuple[str, ...]]:
        windows = {one.code: one.name for one in names.windows}
        before: int | None = None
        while True:
            page = self._finding.page(wanted, before, _AT_ONCE)
            numbers = [lit.row.number for lit in page.rows]
            phones = self._bench.database.lists.phones(numbers) if numbers else {}
            for lit in page.rows:
                if progress.is_stopped:
                    raise ExportStopped
                progress.done += 1
                phone = phones.get(lit.row.number, "")
                yield self._row(progress.done, lit, phone, windows.get(lit.row.window, ""))
            before = page.before
            if progress.is_stopped:
                raise ExportStopped
            if before is None:
                return

    def _row(self, serial: int, lit: LitCase, phone: str, window: str) -> tuple[str, ...]:
        row = lit.row
        village = self._divisions.village(row.village)
        return (
            str(serial),
            CaseNumber(row.number).grouped,
            mask_name(row.applicant_name),
            row.id_masked,
            mask_phone(phone),
            village.name if village else row.village,
            row.item_name,
            row.department,
            window or row.window,
            STATE_LABEL[row.state],
            lit.light.word,
            _day(row.due_on),
            _day(local_date(row.received_at)),
            _moment(row.accepted_at),
            _moment(row.decided_at),
            row.holder_name,
        )

    def _head(self, filtered: str, purpose: str) -> SheetHead:
        with self._bench.database.reading() as uow:
            centre, now = uow.centre(), uow.now()
        account = self._bench.account
        return SheetHead(
            f"{centre.name}　办件清单",
            (
                ("筛选", filtered),
                ("用途", purpose),
                ("导出人", f"{account.name}（{account.login}）"),
                ("导出时间", paper_minute(now)),
                ("说明", "姓名、证件号码、电话已隐去一部分。只用于上面写的用途，用完销毁。"),
            ),
        )

    def _record(self, path: Path, filtered: str, purpose: str, count: int) -> None:
        with self._bench.database.unit_of_work() as uow:
            at = uow.now()
            subject = f"{count} 件｜{filtered}｜用途：{purpose}｜{path.name}"
            login = self._bench.account.login
            uow.audit(AuditEntry(new_id(at), at, login, EXPORTED, subject))
            uow.commit()


def checked_purpose(purpose: str) -> str:
    """Return a purpose in one line; DomainError at PURPOSE without one."""
    text = " ".join(purpose.split())
    if not text or len(text) > _LONGEST_PURPOSE:
        raise DomainError(_TOO_LONG if text else _NO_PURPOSE, PURPOSE)
    return text


def check_place(path: Path) -> None:
    """Raise DomainError at FILE unless a new file can be made there."""
    if not path.parent.is_dir():
        raise DomainError(f"没有 {path.parent} 这个文件夹。照文件管理器里的路径再写一遍。", FILE)
    if path.exists():
        raise DomainError(f"{path.name} 已经有了。换一个文件名，原来的不动。", FILE)


def cannot_write(error: OSError) -> str:
    """Say that a folder takes no file, and what to do."""
    reason = f"（{error.strerror}）" if error.strerror else ""
    return f"这个文件夹存不进去{reason}。换一个文件夹，或者插上 U 盘再导。"


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _moment(at: datetime | None) -> str:
    return _day(local_date(at)) if at else ""
