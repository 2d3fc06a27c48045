"""视为受理: the cases that silence accepted and nobody has decided yet."""

from datetime import date

from PySide6.QtCore import Signal

from windowdesk.domain.clock import short_date
from windowdesk.domain.local_time import local_date
from windowdesk.services.case_row import CaseRow
from windowdesk.services.session import Session
from windowdesk.ui.acts import KeyAct, KeyGroup
from windowdesk.ui.key_cap import KeyCap
from windowdesk.ui.kit import Kit
from windowdesk.ui.lit_case import lit, whose
from windowdesk.ui.measures import SizeMeasure
from windowdesk.ui.paging import Page, PagedRows
from windowdesk.ui.parts import STRETCH, label
from windowdesk.ui.queue_line import QueueLine
from windowdesk.ui.row_list import RowList, RowListModel
from windowdesk.ui.sheet import Sheet

_TOLD = "收件后五个工作日没有告知，从收件那天起就是受理，期限已经在走。尽快审查、决定。"


class DeemedSheet(Sheet):
    """``picked`` carries the id of a case: an object, it is wider than a Qt int."""

    picked = Signal(object)

    def __init__(self, kit: Kit, session: Session, rows: tuple[CaseRow, ...], today: date) -> None:
        super().__init__(kit.theme, "warn", f"视为受理 {len(rows)} 件", width=800)
        pages = PagedRows[CaseRow](kit.tasks, self)
        self.list = RowList(kit.theme)
        self.list.setAccessibleName("视为受理的办件")

        def present(row: CaseRow) -> QueueLine:
            light = lit(row, today, session.calendar).light
            when = f"{short_date(local_date(row.received_at))}收件并起算"
            who = whose(row, session.divisions)
            return QueueLine(str(row.case_id), light, row.item_name, who, when)

        self.list.show_rows(RowListModel(pages, present, self))
        self.list.opened.connect(self._on_opened)
        SizeMeasure(kit.theme, self.list, least=(None, 168))
        self.put(label(_TOLD, "second", wrap=True))
        self.put_row(STRETCH, KeyCap(kit.theme, "Enter"), 5, label("打开办件", "hint"))
        self.put(self.list, 1)
        pages.read_from(lambda _after: Page(rows))

    def keys(self) -> tuple[KeyGroup, ...]:
        """Return the keys of the sheet."""
        return (KeyGroup("", (KeyAct("Enter", "打开办件"),)),)

    def take_focus(self) -> None:
        """Go to the list."""
        self.list.setFocus()

    def _on_opened(self, key: str) -> None:
        self.wants_aside.emit()
        self.picked.emit(int(key))
