"""待受理: cases that were received but not accepted, each with the light of its five days."""

from datetime import date
from functools import partial

from PySide6.QtCore import Signal

from windowdesk.domain.clock import read_light
from windowdesk.domain.local_time import clock_time, local_date
from windowdesk.services.session import Session
from windowdesk.services.worklists import PAGE, CaseRow, Queue, QueueQuery
from windowdesk.ui.case_words import village_name
from windowdesk.ui.kit import Kit
from windowdesk.ui.measures import SizeMeasure
from windowdesk.ui.paging import Cursor, Page, PagedRows
from windowdesk.ui.parts import label
from windowdesk.ui.queue_line import QueueLine
from windowdesk.ui.row_list import RowList, RowListModel
from windowdesk.ui.sheet import Sheet


class ReceivedSheet(Sheet):
    """``picked`` carries the id of the case to be checked: an object, it is wider than a Qt int."""

    picked = Signal(object)

    def __init__(self, kit: Kit, session: Session, today: date) -> None:
        super().__init__(kit.theme, "accept", "待受理", width=760)
        self.note.setText("收了材料、还没受理的；五个工作日内要答复")
        self.list = RowList(kit.theme)
        self.list.setAccessibleName("待受理的办件")
        self._nothing = label("都受理了，没有待受理的。", "second")
        self._pages = PagedRows[CaseRow](kit.tasks, self)
        self._pages.failed.connect(kit.notifier.failed)
        self._pages.replaced.connect(self._on_replaced)
        present = partial(_line, session, today)
        self.list.show_rows(RowListModel(self._pages, present, self))
        self.list.opened.connect(self._on_opened)
        SizeMeasure(kit.theme, self.list, least=(None, 200))
        self.put(self.list, 1)
        self.put(self._nothing)
        self._nothing.hide()
        self._pages.read_from(partial(_fetch, session))

    def take_focus(self) -> None:
        """Go to the list."""
        self.list.setFocus()

    def _on_replaced(self) -> None:
        has_rows = bool(self._pages.rows)
        self.list.setVisible(has_rows)
        self._nothing.setHidden(has_rows)

    def _on_opened(self, key: str) -> None:
        self.wants_aside.emit()
        self.picked.emit(int(key))


def _fetch(session: Session, after: Cursor | None) -> Page[CaseRow]:
    query = QueueQuery(Queue.RECEIVED, after=after if isinstance(after, CaseRow) else None)
    rows = session.database.lists.queue(query)
    return Page(rows, rows[-1] if len(rows) == PAGE else None)


def _line(session: Session, today: date, case: CaseRow) -> QueueLine:
    is_done = case.due_on is None
    light = read_light(case.due_on, today, session.calendar, paused=False, done=is_done)
    received = local_date(case.received_at)
    when = f"{received.month}月{received.day}日 {clock_time(case.received_at)} 收件"
    who = " · ".join(
        part
        for part in (case.applicant_name, village_name(session.divisions, case.village))
        if part
    )
    return QueueLine(str(case.case_id), light, case.item_name, who, when)
