"""查询: one field finds a case by whatever the visitor brings, a filter narrows it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import ClassVar

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QWidget

from windowdesk.domain.clock import short_date
from windowdesk.domain.codes import read_code
from windowdesk.domain.duties import ACT_ROLES, Act, who_may
from windowdesk.domain.errors import DomainError
from windowdesk.domain.local_time import local_date
from windowdesk.services.case_filter import CaseFilter, FoundCount
from windowdesk.services.case_row import CaseRow
from windowdesk.services.session import Session
from windowdesk.ui.acts import KeyAct, KeyGroup
from windowdesk.ui.buttons import KeyButton
from windowdesk.ui.code_text import is_code
from windowdesk.ui.fields import Field, LineField
from windowdesk.ui.find_bar import FindBar
from windowdesk.ui.find_filter import FindFilter, saved_keys
from windowdesk.ui.find_source import RECENT, Cut, FindSource
from windowdesk.ui.find_words import count_words, no_case_fits, not_found
from windowdesk.ui.key_cap import KeyCap
from windowdesk.ui.kit import Kit
from windowdesk.ui.layout_file import Maker
from windowdesk.ui.lit_case import LitCase, short_number, state_text, whose
from windowdesk.ui.paging import PagedRows
from windowdesk.ui.paper_bar import PaperBar
from windowdesk.ui.parts import set_look
from windowdesk.ui.print_watch import PrintWatch
from windowdesk.ui.queue_line import QueueLine
from windowdesk.ui.room import Room
from windowdesk.ui.row_list import RowList, RowListModel
from windowdesk.ui.screen import Screen, TopLine
from windowdesk.ui.states import EmptyState
from windowdesk.ui.tone import Tone
from windowdesk.ui.whole_number import WholeNumber

_TYPING_MS = 250
_LONG_MS = 2_000


class FindScreen(Screen):
    """Newest first, page by page; old rows stay until new ones are there.

    ``case_opened`` carries the id of a case: an object, as ids are wider than a Qt int.
    ``acceptance_wanted`` follows F2 with the name that was looked for, '' if it was no name.
    """

    layout_name = "find_screen"
    own_widgets: ClassVar[Mapping[str, Maker]] = {"FindBar": FindBar, "PaperBar": PaperBar}

    find_field: LineField
    filter_button: KeyButton
    filter_bar: FindBar
    saved_button: KeyButton
    export_button: KeyButton
    count_text: QLabel
    further_button: KeyButton
    number_text: QLabel
    number_button: KeyButton
    list_key: KeyCap
    list_text: QLabel
    open_key: KeyCap
    open_text: QLabel
    results: RowList
    nothing: EmptyState
    paper_bar: PaperBar

    acted = Signal(object)
    case_opened = Signal(object)
    acceptance_wanted = Signal(str)

    def __init__(
        self, kit: Kit, session: Session, watch: PrintWatch, parent: QWidget | None = None
    ) -> None:
        super().__init__(kit, parent)
        del watch  # Every desk is built alike; nothing is printed here.
        self._session = session
        self._source = FindSource(session)
        self._asked = ""
        self._counted: FoundCount | None = None
        self._enters_list = False
        self._typing = _timer(self, _TYPING_MS, self._search_typed)
        self._long = _timer(self, _LONG_MS, self._say_still_searching)
        self._pages = PagedRows[LitCase](kit.tasks, self)
        self.results.show_rows(RowListModel(self._pages, self._line, self))
        self._filter = FindFilter(kit, session, self.filter_bar, self.open_sheet)
        self._number = WholeNumber(kit, session, self.number_button, self.number_text)
        self._prepare()
        self._filter.load()
        self._read()

    def _prepare(self) -> None:
        set_look(self.find_field.edit, role="big")
        self.find_field.enter_goes_on = False
        self.find_field.edit.installEventFilter(self)
        self.find_field.edited.connect(self._typing.start)
        self.find_field.entered.connect(self._on_find_field_entered)
        self._pages.replaced.connect(self._on_replaced)
        self._pages.grown.connect(self._say_count)
        self._pages.busy_changed.connect(self._on_busy_changed)
        self._pages.failed.connect(self.on_failed)
        self.results.opened.connect(self._on_results_opened)
        self.results.chosen.connect(self._on_results_chosen)
        self.further_button.clicked.connect(self._pages.go_on)
        self._filter.changed.connect(self._on_filter_changed)
        self._filter.used.connect(self._on_filter_used)
        self._filter.failed.connect(self.on_failed)
        self._number.failed.connect(self.on_failed)
        self.filter_button.clicked.connect(self._filter.edit)
        self.saved_button.clicked.connect(self._keep)
        self.export_button.clicked.connect(self._export)
        self.export_button.setEnabled(self._filter.may_export)
        self.export_button.setToolTip(self._filter.who_exports)
        self.show_top(TopLine(text="人、办件、文书", new_text="新受理"))

    def keys(self) -> tuple[KeyGroup, ...]:
        """Return the keys of the screen."""
        acts = (
            KeyAct("Enter", "从框到列表，从列表到办件"),
            KeyAct("↓", "从框到列表"),
            KeyAct("Alt+Z", "回到框里", self.take_focus),
            self._number.act(),
            KeyAct("Alt+J", "接着往前找", self._pages.go_on),
            KeyAct("Esc", "清空重找"),
        )
        narrowing = (
            KeyAct("Alt+F", "按村、事项、时限、日子筛选", self._filter.edit),
            KeyAct("Alt+X", "去掉全部筛选", self._filter.clear),
            KeyAct("Alt+Y", "常用筛选：存、用、删", self._keep),
            KeyAct("Alt+1", "用第 1 到第 9 个常用筛选", shown="Alt+1…9"),
            *(KeyAct(key, "", use) for key, use in saved_keys(self._filter)),
            KeyAct("Alt+E", "导出找到的", self._export),
        )
        return (KeyGroup("查询", acts), KeyGroup("筛选", narrowing))

    def help_page(self) -> str:
        """Return the name of the help page."""
        return "find"

    def fields(self) -> Mapping[str, Field]:
        """Return the one field there is."""
        return {"find": self.find_field}

    def take_focus(self) -> None:
        """Put the caret into the field, what stands there marked."""
        self.find_field.take_focus()
        self.find_field.edit.selectAll()

    def entered(self) -> None:
        """Show what became of the found cases meanwhile."""
        self._filter.load()
        self._pages.refresh()

    def refresh(self) -> None:
        """F5: search again."""
        self._pages.refresh()

    def new(self) -> None:
        """F2: somebody who is not found has come to apply."""
        text = self._asked
        self.acceptance_wanted.emit("" if text.isascii() else text)

    def step_back(self) -> bool:
        """Esc: hide the number, from the list to the field, clear the field, then the filter."""
        if self._number.is_shown:
            self._number.hide()
        elif not self.find_field.edit.hasFocus():
            self.take_focus()
        elif self.find_field.value():
            self.find_field.set_value("")
            self._search_typed()
        elif self._filter.now.narrows:
            self._filter.clear()
        else:
            return False
        self.find_field.take_focus()
        return True

    def look_for(self, text: str) -> bool:
        """Search for what was typed into the top bar."""
        self.find_field.set_value(text)
        self.find_field.edit.end(False)
        self._search(text, enter_list=True)
        return True

    def scanned(self, case_digits: str) -> None:
        """Open the case with this number of 24 digits."""
        work = partial(self._source.by_number, case_digits)
        self.run(work, partial(self._on_number, case_digits))

    def fold(self, room: Room) -> None:
        """Fold the key hints; the rows say less where there is less room."""
        self._show_hints()
        self.paper_bar.setHidden(room.is_very_low or room.is_very_narrow)
        self.results.viewport().update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt override: the arrow down goes from the field to the list."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            is_down = event.key() == Qt.Key.Key_Down
            if watched is self.find_field.edit and is_down and not event.modifiers():
                self._go_to_list()
                return True
        return super().eventFilter(watched, event)

    def _line(self, lit_case: LitCase) -> QueueLine:
        row = lit_case.row
        who = f"{whose(row, self._session.divisions)}　{row.id_masked}"
        facts = [state_text(row.state), short_number(row.number)]
        if not self.room.is_narrow:
            facts.append(f"{self._day_of(row)}收")
        return QueueLine(
            key=str(row.case_id),
            light=lit_case.light,
            title=row.item_name,
            who=who,
            step="　".join(facts),
            group=RECENT if self._wanted().is_empty else "",
        )

    def _day_of(self, row: CaseRow) -> str:
        """Return the day of receipt, with its year where the newest row is of another one."""
        day = local_date(row.received_at)
        newest = local_date(self._pages.rows[0].row.received_at) if self._pages.rows else day
        return short_date(day) if day.year == newest.year else f"{day.year}年{short_date(day)}"

    def _search_typed(self) -> None:
        self._search(self.find_field.value(), enter_list=False)

    def _search(self, text: str, *, enter_list: bool) -> None:
        self._typing.stop()
        text = text.strip()
        self._enters_list = enter_list
        self.find_field.set_fault("")
        if is_code(text):
            self._open_code(text)
            return
        self._asked = text
        self._read()

    def _read(self) -> None:
        self._counted = None
        self.results.forget()
        self._pages.read_from(partial(self._source.page, self._wanted()))

    def _wanted(self) -> CaseFilter:
        return replace(self._filter.now, text=self._asked)

    def _on_filter_changed(self) -> None:
        self._search(self.find_field.value(), enter_list=False)

    def _on_filter_used(self, text: str) -> None:
        self.find_field.set_value(text)
        self._search(text, enter_list=True)

    def _keep(self) -> None:
        self._filter.keep(self.find_field.value().strip())

    def _export(self) -> None:
        self._filter.export(self._asked)

    def _on_results_chosen(self, key: str) -> None:
        self._number.set_case(int(key or 0))

    def _open_code(self, text: str) -> None:
        try:
            _kind, digits = read_code(text)
        except DomainError as error:
            self.find_field.set_fault(error.text)
            return
        self.scanned(digits)

    def _on_number(self, digits: str, row: CaseRow | None) -> None:
        if row is None:
            text = f"本中心没有 {short_number(digits)} 这件。看纸上的中心名称，到那里去查。"
            self.find_field.set_fault(text)
            return
        self.find_field.set_value("")
        self.case_opened.emit(row.case_id)

    def _on_find_field_entered(self) -> None:
        if self.find_field.value().strip() == self._asked and not self._pages.is_busy:
            self._typing.stop()
            self._go_to_list()
        else:
            self._search(self.find_field.value(), enter_list=True)

    def _go_to_list(self) -> None:
        if self._pages.rows:
            if not self.results.chosen_key():
                self.results.choose_first()
            self.results.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_results_opened(self, key: str) -> None:
        self.case_opened.emit(int(key))

    def _on_replaced(self) -> None:
        is_empty = not self._pages.rows
        self.results.setHidden(is_empty)
        self.nothing.setHidden(not is_empty)
        self._show_hints()
        self._say_count()
        self.number_button.setHidden(is_empty)
        wanted = self._wanted()
        if self._pages.has_more and not wanted.is_empty:
            self.run(partial(self._source.count, wanted), partial(self._on_counted, wanted))
        if is_empty:
            self._say_nothing()
        elif self._enters_list:
            self._go_to_list()
        self._enters_list = False

    def _show_hints(self) -> None:
        for part in (self.list_key, self.list_text, self.open_key, self.open_text):
            part.setHidden(self.room.is_narrow or not self._pages.rows)

    def _on_busy_changed(self) -> None:
        if self._pages.is_busy:
            self._long.start()
        else:
            self._long.stop()
            self._say_count()

    def _on_counted(self, wanted: CaseFilter, counted: FoundCount) -> None:
        if wanted == self._wanted():
            self._counted = counted
            self._say_count()

    def _say_count(self) -> None:
        loaded, cut = len(self._pages.rows), self._pages.cut
        self.further_button.setVisible(isinstance(cut, Cut))
        if self._wanted().is_empty:
            self.count_text.setText("")
        elif isinstance(cut, Cut):
            day = f"{cut.reached.year}年{short_date(cut.reached)}"
            self.count_text.setText(f"找到 {loaded} 件，找到{day}收的为止")
        else:
            self.count_text.setText(count_words(loaded, self._counted, more=self._pages.has_more))

    def _say_still_searching(self) -> None:
        what = f"“{self._asked}”" if self._asked else ""
        self.count_text.setText(f"还在找{what}，下面是上一次的")

    def _say_nothing(self) -> None:
        if not self._source.may_see:
            who = who_may(ACT_ROLES[Act.SEE_CASES])
            self.nothing.say("search", Tone.GREY, "这个账号不看办件", f"能看的人：{who}")
            return
        if self._wanted().is_empty:
            title, advice = "找人、找件、找文书", "写几个字就开始找。你收的件也会列在这里。"
            self.nothing.say("search", Tone.GREY, title, advice)
            return
        found = no_case_fits(self._asked) if self._filter.now.narrows else not_found(self._asked)
        clear = KeyButton(self.theme, "清空重找", "Esc")
        clear.clicked.connect(self.step_back)
        accept = KeyButton(self.theme, "新受理", "F2")
        accept.clicked.connect(self.new)
        self.nothing.say("search", Tone.GREY, found.title, found.advice, (clear, accept))


def _timer(owner: QObject, after_ms: int, run: Callable[[], None]) -> QTimer:
    timer = QTimer(owner)
    timer.setSingleShot(True)
    timer.setInterval(after_ms)
    timer.timeout.connect(run)
    return timer
