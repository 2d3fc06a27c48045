"""文书台账 as a sheet: masked, with a purpose, written down in the journal (domain.md §8.1)."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from windowdesk.domain.duties import Act
from windowdesk.domain.errors import DomainError
from windowdesk.domain.ids import new_id
from windowdesk.domain.local_time import paper_date, paper_minute
from windowdesk.domain.masking import mask_name
from windowdesk.services.acting import Bench
from windowdesk.services.list_export import (
    FILE,
    Column,
    Exported,
    SheetHead,
    WriteSheet,
    cannot_write,
    check_place,
    checked_purpose,
)
from windowdesk.services.paper_ledger import LedgerRow, PaperLedger, PaperPage
from windowdesk.services.ports import AuditEntry

_EXPORTED = "export_ledger"
COLUMNS = (
    Column("序号", 6),
    Column("文号", 26),
    Column("文书", 22),
    Column("申请人", 9),
    Column("事项", 30),
    Column("办件编号", 31),
    Column("出文时间", 20),
    Column("份数", 6),
    Column("情况", 24),
    Column("用印", 6),
)


class LedgerExport:
    """Exports of one account."""

    def __init__(self, bench: Bench, ledger: PaperLedger, write: WriteSheet) -> None:
        self._bench = bench
        self._ledger = ledger
        self._write = write

    def export(self, first: date, last: date, kind: str, path: Path, purpose: str) -> Exported:
        """Write the ledger of some days to ``path``, which must not exist yet.

        Unused numbers follow the papers. DomainError at PURPOSE or FILE; NotPermitted without
        Act.EXPORT_LIST.
        """
        self._bench.account.require(Act.EXPORT_LIST)
        purpose = checked_purpose(purpose)
        check_place(path)
        page = self._ledger.page(first, last, kind)
        part = path.with_name(f".{path.name}.part")
        span = _span(first, last)
        try:
            self._write(part, self._head(span, purpose), COLUMNS, _rows(page))
            count = len(page.rows)
            self._record(f"{count} 份｜{span}｜用途：{purpose}｜{path.name}")
            part.replace(path)
        except OSError as error:
            raise DomainError(cannot_write(error), FILE) from error
        finally:
            part.unlink(missing_ok=True)
        return Exported(path, count)

    def _head(self, span: str, purpose: str) -> SheetHead:
        with self._bench.database.reading() as uow:
            centre, now = uow.centre(), uow.now()
        account = self._bench.account
        lines = (
            ("日期", span),
            ("用途", purpose),
            ("导出人", f"{account.name}（{account.login}）"),
            ("导出时间", paper_minute(now)),
            ("说明", "姓名已隐去一部分。只用于上面写的用途，用完销毁。"),
        )
        return SheetHead(f"{centre.name}　文书台账", lines, name="文书台账", unit="行")

    def _record(self, subject: str) -> None:
        with self._bench.database.unit_of_work() as uow:
            at, login = uow.now(), self._bench.account.login
            uow.audit(AuditEntry(new_id(at), at, login, _EXPORTED, subject))
            uow.commit()


def _rows(page: PaperPage) -> Iterator[tuple[str, ...]]:
    for place, row in enumerate(page.rows, 1):
        yield _row(place, row)
    for run in page.unused:
        yield ("", run.span, run.title, "", "", "", "", "", f"没用：{run.reason}", "")


def _row(place: int, row: LedgerRow) -> tuple[str, ...]:
    paper = row.document
    return (
        str(place),
        paper.number,
        paper.title,
        mask_name(row.applicant),
        row.item,
        row.case_number.grouped,
        paper_minute(paper.issued_at),
        str(paper.copies),
        row.state,
        str(row.sealed or ""),
    )


def _span(first: date, last: date) -> str:
    return paper_date(first) if first == last else f"{paper_date(first)}至{paper_date(last)}"
