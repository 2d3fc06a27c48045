"""What was received and not accepted: waiting for the window's answer, or for the applicant."""

from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from windowdesk.domain.clock import read_light, short_date
from windowdesk.domain.local_time import clock_time, local_date
from windowdesk.services.lights import light_of
from windowdesk.services.session import Session
from windowdesk.services.todo_lists import TodoRow
from windowdesk.ui.acts import KeyAct, KeyGroup
from windowdesk.ui.buttons import ChipRow, Choice
from windowdesk.ui.case_words import counted
from windowdesk.ui.key_cap import KeyCap
from windowdesk.ui.kit import Kit
from windowdesk.ui.lit_case import whose
from windowdesk.ui.measures import SizeMeasure
from windowdesk.ui.paging import PagedRows
from windowdesk.ui.parts import STRETCH, column, label
from windowdesk.ui.queue_line import QueueLine
from windowdesk.ui.received_source import (
    Received,
    Waiting,
    WaitingCounts,
    read_counts,
    read_page,
)
from windowdesk.ui.row_list import RowList, RowListModel
from windowdesk.ui.sheet import Sheet

_NOTES = {
    Waiting.WINDOW: "五个工作日内要答复，过了依法视为受理",
    Waiting.APPLICANT: "告知过补正，等申请人交来",
    Waiting.LATE: "容缺受理了，缺的还没补来；打开就收",
}
_NAMES = {
    Waiting.WINDOW: "待受理的办件",
    Waiting.APPLICANT: "待补正的办件",
    Waiting.LATE: "容缺待补的办件",
}
_NOTHING = {
    Waiting.WINDOW: "都答复了，没有待受理的。",
    Waiting.APPLICANT: "没有等补正的。",
    Waiting.LATE: "容缺的都补齐了。",
}


class ReceivedSheet(Sheet):
    """``picked`` carries the id of the case to go on with: an object, wider than a Qt int."""

    picked = Signal(object)

    def __init__(self, kit: Kit, session: Session, today: date) -> None:
        super().__init__(kit.theme, "accept", "已收件", width=800)
        self._session = session
        self.chips = ChipRow(kit.theme)
        self.list = RowList(kit.theme)
        self._nothing = label("", "second")
        self._pages = PagedRows[Received](kit.tasks, self)
        self._pages.failed.connect(kit.notifier.failed)
        self._pages.replaced.connect(self._on_replaced)
        present = partial(_line, session, today)
        self.list.show_rows(RowListModel(self._pages, present, self))
        self.list.opened.connect(self._on_opened)
        self.chips.chosen.connect(lambda _code: self._read())
        SizeMeasure(kit.theme, self.list, least=(None, 224))
        keys = (KeyCap(kit.theme, "← →"), 5, label("换一类", "hint"), 10)
        self.put_row(
            (self.chips, 1), STRETCH, *keys, KeyCap(kit.theme, "Enter"), 5, label("打开", "hint")
        )
        self.put(column(kit.theme, 8, (self.list, 1), self._nothing), 1)
        self._nothing.hide()
        self._show_counts(WaitingCounts(0, 0, 0))
        kit.tasks.run(partial(read_counts, session), self._show_counts, kit.notifier.failed)
        self._read()

    def keys(self) -> tuple[KeyGroup, ...]:
        """Return the keys of the sheet."""
        acts = (KeyAct("←", "待受理、待补正、容缺待补", shown="← →"), KeyAct("Enter", "打开"))
        return (KeyGroup("", acts),)

    def take_focus(self) -> None:
        """Go to the list."""
        self.list.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt override: ←→ change the kind also from the list."""
        codes = tuple(Waiting)
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        here = codes.index(Waiting(self.chips.value())) + (step or 0)
        if step is not None and 0 <= here < len(codes):
            self.chips.set_value(codes[here])
            self._read()
        else:
            super().keyPressEvent(event)

    def _read(self) -> None:
        waiting = Waiting(self.chips.value())
        self.note.setText(_NOTES[waiting])
        self.list.setAccessibleName(_NAMES[waiting])
        self._pages.read_from(partial(read_page, self._session, waiting))

    def _show_counts(self, counts: WaitingCounts) -> None:
        late = f"，过了 {counted(counts.late)}" if counts.late else ""
        self.chips.set_choices(
            [
                Choice(Waiting.WINDOW, f"待受理 {counted(counts.window)}{late}"),
                Choice(Waiting.APPLICANT, f"待补正 {counted(counts.applicant)}"),
                Choice(Waiting.LATE, f"容缺待补 {counted(counts.gaps)}"),
            ]
        )
        if not counts.window and (counts.applicant or counts.gaps):
            self.chips.set_value(Waiting.APPLICANT if counts.applicant else Waiting.LATE)
            self._read()

    def _on_replaced(self) -> None:
        has_rows = bool(self._pages.rows)
        self.list.setVisible(has_rows)
        self._nothing.setText(_NOTHING[Waiting(self.chips.value())])
        self._nothing.setHidden(has_rows)
        if not has_rows and self.isVisible():
            self.setFocus()
        elif has_rows and self.hasFocus():
            self.list.setFocus()

    def _on_opened(self, key: str) -> None:
        self.wants_aside.emit()
        self.picked.emit(int(key))


def _line(session: Session, today: date, row: Received) -> QueueLine:
    if isinstance(row, TodoRow):
        return _late_line(session, today, row)
    case = row
    light = light_of(case, today, session.calendar)
    received = local_date(case.received_at)
    when = f"{received.month}月{received.day}日 {clock_time(case.received_at)} 收件"
    who = whose(case, session.divisions)
    return QueueLine(str(case.case_id), light, case.item_name, who, when)


def _late_line(session: Session, today: date, todo: TodoRow) -> QueueLine:
    case = todo.row
    light = read_light(todo.due_on, today, session.calendar, paused=False, done=False)
    when = f"{short_date(todo.due_on)}前补：{todo.text}"
    return QueueLine(str(case.case_id), light, case.item_name, whose(case, session.divisions), when)
