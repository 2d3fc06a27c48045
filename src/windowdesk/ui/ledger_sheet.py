"""文书台账: the papers of some days, void ones with the reason, unused numbers explained.

The walk: the inspector asks for the 受理通知书 of October. Ctrl+T, the two days, the kind; the list
is there. A number that no paper bears is named with its reason. Enter opens the case of a paper,
F8 the paper itself, Alt+E takes the list out as xlsx with what it is for.
"""

from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent

from windowdesk.domain.clock import short_date
from windowdesk.domain.document import PrintState
from windowdesk.domain.duties import ACT_ROLES, Act, who_may
from windowdesk.domain.local_time import clock_time, local_date
from windowdesk.services.paper_ledger import LedgerRow, PaperPage
from windowdesk.services.session import Session
from windowdesk.ui.acts import KeyAct, KeyGroup
from windowdesk.ui.buttons import ButtonKind, Choice, KeyButton
from windowdesk.ui.date_field import DateField
from windowdesk.ui.export_line import PaperRef
from windowdesk.ui.fields import ChoiceField
from windowdesk.ui.key_cap import KeyCap
from windowdesk.ui.kit import Kit
from windowdesk.ui.long_table import LongTable
from windowdesk.ui.paging import Page, PagedRows
from windowdesk.ui.parts import STRETCH, bare, column, label, row
from windowdesk.ui.row_table import Column, RowTableModel
from windowdesk.ui.sheet import Sheet
from windowdesk.ui.states import EmptyState
from windowdesk.ui.tasks import RunNow
from windowdesk.ui.tone import Tone

_EXPORT_KEY = "Alt+E"
_LABEL_ROOM = 22
_MOST_RUNS = 3
_PART_ONLY = "你只看得到本科室的文书，空号不在这里核。"


@dataclass(frozen=True)
class LedgerQuery:
    """Which papers: from one day to another, of one kind ('' for all)."""

    first: date
    last: date
    kind: str = ""


@dataclass(frozen=True)
class _Found:
    """What is asked for at once: the page, and the kinds of paper by their titles here."""

    page: PaperPage
    kinds: tuple[Choice, ...]


class LedgerSheet(Sheet):
    """``case_wanted`` carries a case id, ``paper_wanted`` a ``PaperRef``.

    ``export_wanted`` carries the ``LedgerQuery``, ``help_wanted`` follows F1.
    """

    case_wanted = Signal(object)
    paper_wanted = Signal(object)
    export_wanted = Signal(object)
    help_wanted = Signal()

    def __init__(self, kit: Kit, session: Session, query: LedgerQuery) -> None:
        super().__init__(kit.theme, "catalogue", "文书台账", width=1240)
        self._kit = kit
        self._session = session
        self.query = query
        self._to_list = True  # whether the focus goes to the list once it is there
        theme = kit.theme
        self.first = DateField(theme, label="从哪天", today=query.last)
        self.last = DateField(theme, label="到哪天（含这天）", today=query.last)
        self.kind = ChoiceField(theme, label="哪种文书")
        self.go_button = KeyButton(theme, "查", "F9", ButtonKind.GO)
        self.export_button = KeyButton(theme, "导出", _EXPORT_KEY)
        self.table = LongTable(theme)
        self.nothing = EmptyState(theme)
        self.unused = label("", "", Tone.AMBER, wrap=True)
        self._pages = PagedRows[LedgerRow](RunNow(), self)
        self._build()
        self._connect()
        self.refresh()

    def keys(self) -> tuple[KeyGroup, ...]:
        """Return the keys of the sheet."""
        acts = (
            KeyAct("F9", "查", self.look),
            KeyAct("Enter", "打开办件"),
            KeyAct("F8", "看文书", self.open_paper),
            KeyAct(_EXPORT_KEY, "导出", self.export),
            KeyAct("F5", "再查一遍", self.refresh),
            KeyAct("F1", "台账怎么看", self.help_wanted.emit),
        )
        return (KeyGroup("文书台账", acts),)

    def take_focus(self) -> None:
        """Begin in the list where there is one, else at the days."""
        if self._pages.rows:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.first.take_focus()

    def look(self) -> None:
        """F9: look for what the fields say, and go to the list."""
        self._to_list = True
        self._read()

    def _read(self) -> None:
        for field in (self.first, self.last):
            if field.day() is None:
                field.set_fault("写一个日期，如 2026-9-18。")
                field.take_focus()
                return
        first, last = self.first.day(), self.last.day()
        if first is not None and last is not None:
            self.query = LedgerQuery(first, last, self.kind.value())
            self.refresh()

    def refresh(self) -> None:
        """F5: ask again."""
        self.note.setText("正在查")
        self._kit.tasks.run(partial(_ask, self._session, self.query), self._on_found, self._failed)

    def export(self) -> None:
        """Alt+E: take the list out."""
        if self.export_button.isEnabled():
            self.export_wanted.emit(self.query)
        else:
            self._kit.notifier.info(self.export_button.toolTip())

    def open_paper(self) -> None:
        """F8: the chosen paper."""
        chosen = self._chosen()
        if chosen is not None:
            paper = chosen.document
            ref = PaperRef(paper.document_id, paper.title, paper.number, chosen.applicant)
            self.paper_wanted.emit(ref)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt override: the item gives way where there is little room."""
        super().resizeEvent(event)
        self.table.setColumnHidden(_ITEM, self.width() < self.theme.u(_WIDE))

    def _build(self) -> None:
        theme = self.theme
        self.table.show_rows(RowTableModel(theme, self._pages, _COLUMNS, self))
        self.table.setAccessibleName("文书台账")
        self.first.set_day(self.query.first)
        self.last.set_day(self.query.last)
        go = column(theme, _LABEL_ROOM, self.go_button, STRETCH)
        fields = row(theme, (self.first, 2), 12, (self.last, 2), 12, (self.kind, 3), 12, bare(go))
        self.put(fields)
        self.put(column(theme, 8, (self.table, 1), self.nothing), 1)
        self.nothing.hide()
        self.put(column(theme, 8, self.unused))
        hints = (
            *(KeyCap(theme, "Enter"), 5, label("打开办件", "hint"), 12),
            *(KeyCap(theme, "F8"), 5, label("看文书", "hint"), STRETCH),
        )
        self.put(bare(row(theme, *hints, self.export_button, margins=(0, 8, 0, 0))))
        may = self._session.account.may(Act.EXPORT_LIST)
        self.export_button.setEnabled(may)
        who = who_may(ACT_ROLES[Act.EXPORT_LIST])
        self.export_button.setToolTip("" if may else f"能导出的人：{who}")

    def _connect(self) -> None:
        self.go_button.clicked.connect(self.look)
        self.export_button.clicked.connect(self.export)
        self.kind.edited.connect(lambda _kind: self._read())
        self.table.opened.connect(self._on_opened)

    def _on_found(self, found: _Found) -> None:
        self.kind.set_choices(found.kinds)
        self.kind.set_value(self.query.kind)
        rows = found.page.rows
        self._pages.read_from(lambda _cursor: Page(rows))
        self.table.setVisible(bool(rows))
        self.nothing.setHidden(bool(rows))
        self.nothing.say("search", Tone.GREY, "这几天没有出文书", "换日子，或者换一种文书再查。")
        self.note.setText(_summary(found.page))
        self._say_unused(found.page)
        if rows:
            self.table.selectRow(0)
        if rows and self._to_list:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self._to_list = False

    def _say_unused(self, page: PaperPage) -> None:
        lines = [run.text for run in page.unused[:_MOST_RUNS]]
        more = len(page.unused) - len(lines)
        if more > 0:
            lines.append(f"还有 {more} 处没用的号，导出的表里都有。")
        self.unused.setText("\n".join(lines) if page.whole else _PART_ONLY)
        self.unused.setVisible(bool(self.unused.text()))

    def _chosen(self) -> LedgerRow | None:
        place = self.table.currentIndex().row()
        return self._pages.rows[place] if 0 <= place < len(self._pages.rows) else None

    def _on_opened(self, place: int) -> None:
        self.wants_aside.emit()
        self.case_wanted.emit(self._pages.rows[place].document.case_id)

    def _failed(self, error: Exception) -> None:
        self.note.setText("")
        self._kit.notifier.failed(error, {"last": self.last})


def _ask(session: Session, query: LedgerQuery) -> _Found:
    page = session.paper_ledger.page(query.first, query.last, query.kind)
    templates, style = session.bench.templates, session.centre.paper_style
    kinds = [Choice(code, templates.get(code, style).title) for code in templates.codes()]
    return _Found(page, (Choice("", "全部文书"), *kinds))


def _summary(page: PaperPage) -> str:
    void = sum(bool(one.void) for one in page.rows)
    sealed = sum(bool(one.sealed) for one in page.rows)
    parts = [f"{len(page.rows)} 份"]
    parts += [f"作废 {void}"] if void else []
    parts += [f"用过印 {sealed}"] if sealed else []
    return "，".join(parts)


def _tone(one: LedgerRow) -> Tone:
    if one.void:
        return Tone.GREY
    return Tone.AMBER if one.printed is PrintState.NOT_PRINTED else Tone.PLAIN


def _issued(one: LedgerRow) -> str:
    at = one.document.issued_at
    return f"{short_date(local_date(at))} {clock_time(at)}"


def _sealed(one: LedgerRow) -> str:
    return f"{one.sealed} 次" if one.sealed else ""


_COLUMNS: tuple[Column[LedgerRow], ...] = (
    Column("文号", lambda one: one.document.number, 205, _tone),
    Column("文书", lambda one: one.document.title, 160, _tone),
    Column("申请人", lambda one: one.applicant, 80),
    Column("出文", _issued, 132),
    Column("情况", lambda one: one.state, 0, _tone),
    Column("用印", _sealed, 60),
    Column("事项", lambda one: one.item, 270),
)
_ITEM = 6
_WIDE = 1000
