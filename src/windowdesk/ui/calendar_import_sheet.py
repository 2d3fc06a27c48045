"""The notice of a year, pasted or out of a file: read back line by line, then stored.

The walk: the notice has come out. Alt+9, F2, Ctrl+V; F9 reads it and says of every line what was
understood, and how many open cases would change. A wrong line is red and says what to do. F9 again
stores the year and moves the open cases; Esc leaves everything as it was.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal

from windowdesk.domain.errors import DomainError
from windowdesk.services.calendar_notice import ReadNotice, notice_text, read_notice
from windowdesk.services.calendars import Calendars, Moved, moved_text
from windowdesk.ui.acts import KeyAct, KeyGroup
from windowdesk.ui.buttons import ButtonKind, KeyButton
from windowdesk.ui.fields import LineField, TextField
from windowdesk.ui.kit import Kit
from windowdesk.ui.measures import SizeMeasure
from windowdesk.ui.paging import Page, PagedRows
from windowdesk.ui.parts import STRETCH, column, label, row
from windowdesk.ui.redating import Redater
from windowdesk.ui.row_table import Column, RowTable, RowTableModel
from windowdesk.ui.sheet import Sheet
from windowdesk.ui.tasks import RunNow
from windowdesk.ui.tone import Tone

_TEXT_HEIGHT, _TABLE_HEIGHT = 120, 250
_FILE_KEY = "Alt+O"
_LEAD = "把国务院办公厅的通知从标题起整篇贴进来，或者写上文件名。先读一遍，看清了再存。"


@dataclass(frozen=True)
class _Line:
    """One line of the report."""

    where: str
    what: str
    tone: Tone = Tone.PLAIN


class CalendarImportSheet(Sheet):
    """``stored`` follows when a year was stored."""

    stored = Signal(int)

    def __init__(self, kit: Kit, calendars: Calendars) -> None:
        super().__init__(kit.theme, "calendar", "导入放假通知", width=980)
        self._kit = kit
        self._calendars = calendars
        self._read: ReadNotice | None = None
        self._is_busy = False
        theme = kit.theme
        self.text = TextField(
            theme, label="通知全文，或者 date,kind,name 三列的表", height=_TEXT_HEIGHT
        )
        self.file = LineField(theme, label="或者从文件读（文本、CSV）")
        self.file_button = KeyButton(theme, "读文件", _FILE_KEY)
        self.button = KeyButton(theme, "读一遍", "F9", ButtonKind.GO)
        self.summary = label(_LEAD, "second", wrap=True)
        self._pages = PagedRows[_Line](RunNow(), self)
        self.table = RowTable(theme)
        self._build()
        self._redater = Redater(kit, self)
        self._redater.progressed.connect(self.summary.setText)
        self.text.edited.connect(self._on_edited)
        self.file_button.clicked.connect(self.read_file)
        self.button.clicked.connect(self.go_on)
        self._show(())

    def keys(self) -> tuple[KeyGroup, ...]:
        """F9 reads first, then stores."""
        acts = (
            KeyAct("F9", "先读一遍，再存好并重算", self.go_on),
            KeyAct(_FILE_KEY, "从文件读", self.read_file),
        )
        return (KeyGroup("放假通知", acts),)

    def take_focus(self) -> None:
        """Begin where the notice is pasted."""
        self.text.take_focus()

    def read_file(self) -> None:
        """Alt+O: put the text of a file into the field."""
        typed = self.file.value().strip()
        if not typed:
            self.file.set_fault("还没写文件名。写全路径。")
            self.file.take_focus()
            return
        work = partial(notice_text, Path(typed).expanduser())
        self._kit.tasks.run(work, self._on_file, self._on_failed)

    def go_on(self) -> None:
        """F9: read; what was read and is sound is stored."""
        if self._is_busy:
            return
        if self._read is not None:
            self._set_busy("正在存……")
            work = partial(self._calendars.store, self._read)
            self._kit.tasks.run(work, self._on_stored, self._on_failed)
            return
        typed = self.text.value()
        if not typed.strip():
            self.text.set_fault("还没贴通知。从标题起整篇贴进来。")
            self.text.take_focus()
            return
        try:
            notice = read_notice(typed)
        except DomainError as error:
            self.text.set_fault(error.text)
            self.text.take_focus()
            return
        self._show(_lines(notice))
        if notice.faults:
            self.summary.setText(f"{len(notice.faults)} 处不对，还不能存。改好再按 F9。")
            self.text.take_focus()
            return
        self._set_busy("正在看在办的件……")
        self._redater.run(
            partial(self._calendars.preview, notice),
            partial(self._on_seen, notice),
            self._on_failed,
        )

    def _build(self) -> None:
        theme = self.theme
        columns: tuple[Column[_Line], ...] = (
            Column("在哪里", lambda line: line.where, 110, lambda line: line.tone),
            Column("读懂的", lambda line: line.what, 0, lambda line: line.tone),
        )
        self.table.show_rows(RowTableModel(theme, self._pages, columns, self))
        self.table.setAccessibleName("逐行说明")
        SizeMeasure(theme, self.table, least=(None, _TABLE_HEIGHT))
        line = row(theme, (self.file, 1), 10, column(theme, STRETCH, self.file_button))
        self.put(self.text)
        self.put(column(theme, 6, line, 8))
        self.put(self.table, 1)
        self.put(row(theme, (self.summary, 1), 12, self.button))

    def _on_file(self, text: str) -> None:
        self.text.set_value(text)
        self._on_edited()
        self.go_on()

    def _on_edited(self) -> None:
        self._read = None
        self.button.setText("读一遍")
        self.summary.setText(_LEAD)
        self._show(())

    def _on_seen(self, notice: ReadNotice, moved: Moved) -> None:
        self._set_busy("")
        self._read = notice
        self.button.setText("存好并重算")
        days = f"{notice.year} 年：放假 {len(notice.off)} 天，调休上班 {len(notice.work)} 天。"
        self.summary.setText(f"{days}{moved_text(moved, '要变')}看清了，按 F9 存好。")

    def _on_stored(self, _added: object) -> None:
        self._redater.run(self._calendars.redate, self._on_moved, self._on_half_done)

    def _on_moved(self, moved: Moved) -> None:
        year = self._read.year if self._read else 0
        self._kit.notifier.info(f"{year} 年的日历存好了。{moved_text(moved, '改了')}")
        self.stored.emit(year)
        self.wants_aside.emit()

    def _on_half_done(self, error: Exception) -> None:
        """Leave it: the year is stored, and the other cases can be moved from the page."""
        self._kit.notifier.failed(error)
        self.stored.emit(self._read.year if self._read else 0)
        self.wants_aside.emit()

    def _on_failed(self, error: Exception) -> None:
        self._set_busy("")
        self._read = None
        self.button.setText("读一遍")
        self._kit.notifier.failed(error, {"text": self.text, "file": self.file})

    def _set_busy(self, text: str) -> None:
        self._is_busy = bool(text)
        self.button.setEnabled(not text)
        if text:
            self.summary.setText(text)

    def _show(self, lines: Sequence[_Line]) -> None:
        rows = tuple(lines)
        self._pages.read_from(lambda _cursor: Page(rows))
        self.table.setHidden(not rows)
        if rows:
            self.table.selectRow(0)


def _lines(notice: ReadNotice) -> tuple[_Line, ...]:
    """Return what was understood, what is wrong first; lines without days are only counted."""
    wrong = [_Line(f"第 {one.number} 行", one.fault, Tone.RED) for one in notice.lines if one.fault]
    right = [
        _Line(f"第 {one.number} 行", one.says) for one in notice.lines if one.says and not one.fault
    ]
    rest = sum(not one.says and not one.fault for one in notice.lines)
    spare = [_Line("其余", f"{rest} 行没有放假或上班的日子，不用")] if rest else []
    return (*wrong, *right, *spare)
