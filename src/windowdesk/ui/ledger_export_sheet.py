"""导出台账: the ledger of papers as xlsx, masked, for a purpose that goes on record."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from windowdesk.domain.local_time import paper_date
from windowdesk.services.list_export import FILE, PURPOSE, Exported
from windowdesk.services.session import Session
from windowdesk.ui.act_sheet import ActSheet, SheetGap
from windowdesk.ui.fields import LineField
from windowdesk.ui.ledger_sheet import LedgerQuery
from windowdesk.ui.notifier import FaultShower
from windowdesk.ui.parts import label
from windowdesk.ui.saved_copy import file_stem, first_folder, free_path
from windowdesk.ui.theme import Theme

_SAID = "姓名隐去一部分。谁导出、用途和份数记在案。没用的号也在表里。"


@dataclass(frozen=True)
class LedgerOrder:
    """What was written: for what, and into which folder."""

    query: LedgerQuery
    purpose: str
    folder: str


class LedgerExportSheet(ActSheet):
    """``wanted`` carries a ``LedgerOrder``."""

    def __init__(self, theme: Theme, query: LedgerQuery) -> None:
        super().__init__(theme, "paper", "导出文书台账", act="导出", width=680)
        self._query = query
        self.purpose = LineField(theme, label="用途（会记在案）")
        self.purpose.set_required(True)
        self.folder = LineField(theme, label="存到文件夹")
        self.folder.set_value(first_folder())
        self.folder.enter_goes_on = False
        self.folder.entered.connect(self.act)
        self.body.addWidget(label(_SAID, "second", wrap=True))
        self.body.addWidget(self.purpose)
        self.body.addWidget(self.folder)
        self.note.setText(span_words(query))

    def take_focus(self) -> None:
        """Begin with the purpose."""
        self.purpose.take_focus()

    def gaps(self) -> tuple[SheetGap, ...]:
        """Return the purpose while there is none."""
        if self.purpose.value().strip():
            return ()
        return (SheetGap("写明用途，例如：迎检核对文号。用途会记在案。", self.purpose),)

    def command(self) -> LedgerOrder:
        """Return what was written."""
        return LedgerOrder(self._query, self.purpose.value(), self.folder.value())

    def fields(self) -> Mapping[str, FaultShower]:
        """Return the fields by the names that errors use."""
        return {PURPOSE: self.purpose, FILE: self.folder}


def exported(session: Session, order: LedgerOrder) -> Exported:
    """Write the file; runs off the GUI thread."""
    query = order.query
    stem = file_stem("文书台账", span_words(query))
    path = free_path(Path(order.folder.strip()).expanduser(), stem, ".xlsx")
    return session.ledger_export.export(query.first, query.last, query.kind, path, order.purpose)


def span_words(query: LedgerQuery) -> str:
    """Say which days."""
    first, last = paper_date(query.first), paper_date(query.last)
    return first if first == last else f"{first}至{last}"
