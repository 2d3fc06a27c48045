"""Imports and exports the catalogue: a report of every bad row, all or nothing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from windowdesk.domain.admission import ItemDraft
from windowdesk.domain.item import Item
from windowdesk.domain.item_changes import Change, changes
from windowdesk.domain.item_fields import PARTS
from windowdesk.domain.item_rules import check_item_rules
from windowdesk.domain.item_texts import ItemFaulty, read_item
from windowdesk.services.catalogue_desk import CatalogueDesk
from windowdesk.services.catalogue_reading import ReadRow, ReadSheets, RowFault, read_sheets
from windowdesk.services.catalogue_sheets import ITEMS_SHEET, sheets_of
from windowdesk.services.ports import Database, UnitOfWork
from windowdesk.services.spreadsheet_port import SheetFiles


@dataclass(frozen=True)
class ChangedItem:
    """An item that the file changes."""

    before: Item
    after: Item
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class ImportReport:
    """What a file would do, or has done. With ``faults`` nothing was done.

    ``unchanged`` counts the items that say what the catalogue says already.
    """

    new: tuple[Item, ...]
    changed: tuple[ChangedItem, ...]
    unchanged: int
    faults: tuple[RowFault, ...]

    @property
    def is_clean(self) -> bool:
        """Whether the file can be taken over as it is."""
        return not self.faults

    @property
    def summary(self) -> str:
        """What the file does, in one sentence."""
        if self.faults:
            return f"有 {len(self.faults)} 处要改，什么都没有导入。照下面逐处改好，再导入一次。"
        return f"新增 {len(self.new)} 项，改动 {len(self.changed)} 项，不变 {self.unchanged} 项。"


class CatalogueExchange:
    """The catalogue in files of a spreadsheet program."""

    def __init__(self, desk: CatalogueDesk, database: Database, files: SheetFiles) -> None:
        self._desk = desk
        self._database = database
        self._files = files

    def export(self, path: Path, *, blank: bool = False) -> int:
        """Write the whole catalogue, or empty sheets to fill in; return how many items.

        An item with a draft is written as its draft stands, else as its newest version.
        """
        items = () if blank else tuple(entry.item for entry in self._desk.entries())
        self._files.write(path, sheets_of(items))
        return len(items)

    def look(self, path: Path) -> ImportReport:
        """Return what a file would do, and change nothing; DomainError if it cannot be read."""
        self._desk.require_duty()
        read = read_sheets(self._files.read(path))
        with self._database.reading() as uow:
            return _report(read, _Known(uow))

    def take(self, path: Path) -> ImportReport:
        """Take a file over as drafts, all of it or nothing; DomainError if it cannot be read."""
        self._desk.require_duty()
        read = read_sheets(self._files.read(path))
        with self._database.unit_of_work() as uow:
            known = _Known(uow)
            report = _report(read, known)
            if report.is_clean and (report.new or report.changed):
                self._store(uow, report, known)
                uow.commit()
        return report

    def _store(self, uow: UnitOfWork, report: ImportReport, known: "_Known") -> None:
        for item in report.new:
            begun = self._desk.begin_in(uow, replace(item, version=0))
            self._desk.put_draft(uow, begun, item)
        for one in report.changed:
            draft = known.drafts.get(one.before.item_id)
            after = one.after
            if draft is None:
                draft = self._desk.begin_in(uow, one.before)
                if after.effective_from == one.before.effective_from:
                    after = replace(after, effective_from=None)
            self._desk.put_draft(uow, draft, after)


class _Known:
    """The catalogue as it stands: drafts before versions."""

    def __init__(self, uow: UnitOfWork) -> None:
        self.drafts: Mapping[str, ItemDraft] = {
            draft.item.item_id: draft for draft in uow.admissions.drafts()
        }
        self._versions = uow.items.all_versions()

    def first_day(self, item_id: str) -> date | None:
        versions = self._versions.get(item_id)
        return versions[-1].effective_from if versions else None

    def item(self, item_id: str) -> Item | None:
        if item_id in self.drafts:
            return self.drafts[item_id].item
        versions = self._versions.get(item_id)
        return versions[-1] if versions else None


def _report(read: ReadSheets, known: _Known) -> ImportReport:
    new: list[Item] = []
    changed: list[ChangedItem] = []
    unchanged = 0
    faults = list(read.faults)
    for row in read.rows:
        before = known.item(row.item_id)
        try:
            after = read_item(row.texts, before)
        except ItemFaulty as problem:
            faults += [row.placed(fault) for fault in problem.faults]
            continue
        if before is not None and after.effective_from == known.first_day(row.item_id):
            # The day on which the version in force began is no wish for the next one.
            after = replace(after, effective_from=before.effective_from)
        if after == before:
            unchanged += 1
            continue
        faults += _rules(row, before, after)
        if before is None:
            new.append(after)
        else:
            changed.append(ChangedItem(before, after, changes(before, after)))
    order = {name: place for place, name in enumerate((ITEMS_SHEET, *(p.label for p in PARTS)))}
    faults.sort(key=lambda fault: (order.get(fault.sheet, len(order)), fault.line))
    return ImportReport(tuple(new), tuple(changed), unchanged, tuple(faults))


def _rules(row: ReadRow, before: Item | None, after: Item) -> Iterator[RowFault]:
    """Yield what the file makes contradict itself, at the row that the sentence names."""
    old = check_item_rules(before) if before else ()
    for sentence in check_item_rules(after):
        if sentence not in old:
            sheet, line = _place(row, sentence)
            yield RowFault(sheet, line, "", sentence, "")


def _place(row: ReadRow, sentence: str) -> tuple[str, int]:
    for part in PARTS:
        named = [spec.name for spec in part.fields if spec.required]
        for one in row.parts.get(part.name, ()):
            if any(f"“{one.texts.get(name, '')}”" in sentence for name in named):
                return part.label, one.line
    return ITEMS_SHEET, row.line
