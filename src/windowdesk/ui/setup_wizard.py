"""The wizard of the first start: page after page, back and forth, nothing is lost."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TypeVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QLayout, QScrollArea, QStackedWidget, QWidget

from windowdesk.domain.errors import DomainError, EnvironmentProblem
from windowdesk.services.setup_draft import SetupFault
from windowdesk.ui.acts import KeyAct, KeyGroup, install
from windowdesk.ui.buttons import ButtonKind, KeyButton
from windowdesk.ui.keys_sheet import KeysSheet, help_text
from windowdesk.ui.parts import STRETCH, bare, column, frame, label, row
from windowdesk.ui.room import Room
from windowdesk.ui.setup_machine import (
    CheckPage,
    DonePage,
    NumbersPage,
    PrintersPage,
    SetupCheck,
)
from windowdesk.ui.setup_model import LAST_ACT, WAYS, SetUp, SetupModel
from windowdesk.ui.setup_page import SetupPage
from windowdesk.ui.setup_pages import (
    CentrePage,
    DatabasePage,
    OrgansPage,
    PlacesPage,
    StaffPage,
    StartPage,
)
from windowdesk.ui.setup_rail import SetupRail
from windowdesk.ui.sheet import SheetHost
from windowdesk.ui.tasks import Tasks
from windowdesk.ui.theme import Theme

_ONLY_ONCE = "密码只显示这一次。打出来或抄下来，再按 F9 去登录。"
_KEEP_MS = 2_000
Result = TypeVar("Result")


class SetupWizard(QWidget):
    """``opened`` carries what to go on with; ``left`` when Esc or the window put it aside."""

    opened = Signal(object)
    left = Signal()

    def __init__(self, theme: Theme, tasks: Tasks, model: SetupModel) -> None:
        super().__init__()
        self._theme, self._tasks, self._model = theme, tasks, model
        self._draft = model.draft
        self._set_up: SetUp | None = None
        self._busy = self._closed = False
        self._pages = self._make_pages()
        self._current = "start"
        self.setProperty("role", "desk")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle("一窗受理 第一次使用")
        self._build()
        self._keep_soon = QTimer(self)
        self._keep_soon.setSingleShot(True)
        self._keep_soon.setInterval(_KEEP_MS)
        self._keep_soon.timeout.connect(self._keep)
        self.sheets = SheetHost(theme, self)
        keys = install(self, (KeyGroup("", self._keys()),), Qt.ShortcutContext.WindowShortcut)
        for shortcut in keys:
            self.sheets.opened.connect(partial(shortcut.setEnabled, False))
            self.sheets.cleared.connect(partial(shortcut.setEnabled, True))
        self.resize(1366, 768)
        theme.changed.connect(self._fold)
        for page in self._pages.values():
            page.fill(self._draft)
        self._show(self._draft.page if self._draft.page in self._way() else "start")

    @property
    def page_code(self) -> str:
        """The page in front."""
        return self._current

    @property
    def said(self) -> str:
        """What stands beside the buttons."""
        return self._said.text()

    def _keys(self) -> tuple[KeyAct, ...]:
        return (
            KeyAct("F1", "这张按键表", self.show_help),
            KeyAct("PgDown", "下一步", self.go_on),
            KeyAct("PgUp", "上一步", self.go_back),
            KeyAct("F9", "创建", self.finish),
            KeyAct("F8", "打印密码单", self._print),
            KeyAct("F12", "放大字", self._theme.cycle_scale),
            KeyAct("Alt+R", "导入", self._import),
            KeyAct("Esc", "先放着", self.leave),
        )

    def _make_pages(self) -> dict[str, SetupPage]:
        theme, tasks, model = self._theme, self._tasks, self._model
        pages: list[SetupPage] = [
            StartPage(theme),
            DatabasePage(theme),
            CentrePage(theme, model.styles),
            OrgansPage(theme),
            PlacesPage(theme),
            StaffPage(theme, tasks, model.read_staff),
            PrintersPage(theme, tasks, model.kinds, model.printing),
            NumbersPage(theme, model.kinds),
        ]
        titles = {page.code: page.title for page in pages}
        pages += [CheckPage(theme, titles), DonePage(theme)]
        for page in pages:
            page.edited.connect(self._on_edited)
            page.done.connect(self.go_on)
        return {page.code: page for page in pages}

    def _build(self) -> None:
        theme = self._theme
        steps = [(code, self._pages[code].title) for code in WAYS["new"]]
        self._rail = SetupRail(theme, steps)
        self._title, self._count = label("", "title"), label("", "hint")
        self._lead = label("", "second", wrap=True)
        self._stack = QStackedWidget()
        self._scrolls: dict[str, QScrollArea] = {}
        for code, page in self._pages.items():
            scroll = QScrollArea()
            scroll.setProperty("role", "bare")
            scroll.setWidgetResizable(True)
            scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            scroll.setWidget(page)
            self._scrolls[code] = scroll
            self._stack.addWidget(scroll)
        self._back = KeyButton(theme, "上一步", "PgUp", ButtonKind.PLAIN)
        self._back.clicked.connect(self.go_back)
        self._next = KeyButton(theme, "下一步", "PgDn", ButtonKind.GO)
        self._next.clicked.connect(self.go_on)
        self._finish = KeyButton(theme, "创建", "F9", ButtonKind.GO, "check")
        self._finish.clicked.connect(self.finish)
        self._print_button = KeyButton(theme, "打印密码单", "F8", ButtonKind.PLAIN, "print")
        self._print_button.clicked.connect(self._print)
        self._said = label("", "second", wrap=True)
        foot = row(
            theme,
            self._back,
            10,
            (self._said, 1),
            10,
            self._print_button,
            10,
            self._next,
            self._finish,
        )
        head = row(theme, self._title, 12, self._count, STRETCH)
        sheet = frame(
            "panel",
            column(
                theme, head, 4, self._lead, 16, (self._stack, 1), 14, foot, margins=(28, 16, 28, 16)
            ),
        )
        body = bare(column(theme, (sheet, 1), margins=(14, 14, 14, 14)))
        layout = row(theme, self._rail, (body, 1))
        layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self.setLayout(layout)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt override: fold what there is no room for."""
        super().resizeEvent(event)
        self._fold()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Qt override: closing the window keeps the answers as Esc does."""
        if not self._closed:
            self._closed = True
            self._keep()
            self.left.emit()
        super().closeEvent(event)

    def go_on(self) -> None:
        """PgDn, or Enter on the last field: the next page."""
        way = self._way()
        place = way.index(self._current) if self._current in way else -1
        if self._current == "done":
            self.finish()
        elif 0 <= place < len(way) - 1:
            self._show(way[place + 1])

    def go_back(self) -> None:
        """PgUp: the page before; nothing is lost."""
        way = self._way()
        if self._current in way[1:]:
            self._show(way[way.index(self._current) - 1])

    def finish(self) -> None:
        """F9: found, or go where something is still to be mended."""
        if self._busy:
            return
        self._take()
        goal = self._draft.goal
        if self._set_up is not None:
            self._open(self._set_up.opens)
        elif goal == "demo":
            self._do("正在建演示中心，要半分钟。", self._model.open_demo, self._open)
        elif goal == "existing":
            self._do("正在打开。", partial(self._model.open_existing, self._draft), self._open)
        else:
            work = partial(self._model.check, self._draft, self._owner)
            self._do("正在核对。", work, self._on_checked_to_found)

    def show_help(self) -> None:
        """F1: the keys, and the page that tells the first day."""
        groups = (KeyGroup("第一次使用", tuple(self._keys())),)
        page = help_text(self._model.assets, "first_day")
        self.sheets.open(KeysSheet(self._theme, "第一天", groups, page))

    def open_page(self, code: str) -> None:
        """Go to a page, as PgUp and PgDn would page by page."""
        self._show(code)

    def leave(self) -> None:
        """Esc: keep what is written and put the wizard aside; passwords are never shown again."""
        if self._set_up is not None:
            self._said.setText(_ONLY_ONCE)
            return
        self.close()

    @property
    def _owner(self) -> str:
        page = self._pages["database"]
        return page.owner_url if isinstance(page, DatabasePage) else ""

    def _way(self) -> tuple[str, ...]:
        return WAYS.get(self._draft.goal, WAYS["new"])

    def _on_edited(self) -> None:
        before = self._draft.goal
        self._take()
        if self._draft.goal != before:
            self._show_foot()
        self._keep_soon.start()

    def _take(self) -> None:
        page = self._pages.get(self._current)
        if page is not None:
            self._draft = replace(page.take(self._draft), page=self._current)

    def _keep(self) -> None:
        self._keep_soon.stop()
        if self._set_up is None:
            self._tasks.run(
                partial(self._model.keep, self._draft), lambda _nothing: None, self._on_not_kept
            )

    def _on_not_kept(self, error: Exception) -> None:
        self._said.setText(getattr(error, "text", "写好的没能存到磁盘上，先别关。"))

    def _show(self, code: str) -> None:
        self._take()
        self._current = code
        self._draft = replace(self._draft, page=code)
        page = self._pages[code]
        page.fill(self._draft)
        self._stack.setCurrentWidget(self._scrolls[code])
        self._title.setText(page.title)
        self._lead.setText(page.lead)
        self._lead.setVisible(bool(page.lead))
        self._said.clear()
        self._show_foot()
        self._keep()
        if code == "check":
            work = partial(self._model.check, self._draft, self._owner)
            self._tasks.run(work, self._on_checked, self._on_failed)
            self._finish.setFocus(Qt.FocusReason.OtherFocusReason)
        elif code == "done":
            self._finish.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            page.take_focus()

    def _show_foot(self) -> None:
        way, code = self._way(), self._current
        is_done = code == "done"
        place = way.index(code) if code in way else len(way) - 1
        is_last = place == len(way) - 1 or is_done
        self._count.setText(
            "" if is_done or len(way) == 1 else f"第 {place + 1} 页，共 {len(way)} 页"
        )
        self._back.setVisible(place > 0 and not is_done)
        self._next.setVisible(not is_last)
        self._finish.setVisible(is_last)
        self._finish.setText("去登录" if is_done else LAST_ACT[self._draft.goal])
        self._print_button.setVisible(is_done)
        self._rail.show_step(code, WAYS["new"] if is_done else way)

    def _on_checked(self, check: SetupCheck) -> None:
        page = self._pages["check"]
        if isinstance(page, CheckPage):
            page.show_check(check, self._summary())
        self._mark(check.faults)

    def _on_checked_to_found(self, check: SetupCheck) -> None:
        if check.faults:
            self._mark(check.faults)
            self._show(check.faults[0].page)
            self._said.setText(f"还有 {len(check.faults)} 处要改。")
            self._mark(check.faults)
            self._pages[self._current].take_focus()
            return
        work = partial(self._model.found, self._draft, self._owner)
        self._do("正在创建，要一会儿。", work, self._on_founded)

    def _on_founded(self, set_up: SetUp) -> None:
        self._set_up = set_up
        page = self._pages["done"]
        if isinstance(page, DonePage):
            page.show_people([(one.name, one.login, one.password) for one in set_up.people])
            page.said.setText(set_up.text)
        self._current = ""
        self._show("done")

    def _mark(self, faults: Sequence[SetupFault]) -> None:
        for code, page in self._pages.items():
            page.show_faults([fault for fault in faults if fault.page == code])

    def _summary(self) -> tuple[str, ...]:
        draft = self._draft
        where = draft.path if draft.place == "file" else draft.url
        return (
            f"{draft.facts.get('name', '')}，机关 {1 + len(draft.organs)} 个。",
            f"窗口 {len(draft.windows)} 个，科室 {len(draft.departments)} 个。",
            f"人员 {len(draft.staff)} 人，各给一个临时密码。",
            f"库建在 {where}。",
        )

    def _do(
        self, saying: str, work: Callable[[], Result], on_done: Callable[[Result], None]
    ) -> None:
        self._busy = True
        self._said.setText(saying)

        def done(result: Result) -> None:
            self._busy = False
            self._said.clear()
            on_done(result)

        self._tasks.run(work, done, self._on_failed)

    def _on_failed(self, error: Exception) -> None:
        self._busy = False
        if isinstance(error, DomainError) and error.field in {"url", "owner", "path"}:
            fault = SetupFault("database", error.field, error.text)
            self._show("database")
            self._mark((fault,))
            self._pages["database"].take_focus()
        elif isinstance(error, DomainError | EnvironmentProblem):
            self._said.setText(error.text)
        else:
            self._said.setText("这一步没办成，是程序的错。写好的都留着。")
            raise error

    def _print(self) -> None:
        if self._set_up is not None:
            self._do("正在打印。", self._model.print_passwords, self._on_printed)

    def _on_printed(self, said: str) -> None:
        self._said.setText(said)

    def _import(self) -> None:
        page = self._pages[self._current]
        if isinstance(page, StaffPage):
            page.bring_in()

    def _open(self, opens: object) -> None:
        self._closed = True
        self.opened.emit(opens)

    def _fold(self) -> None:
        """Hide the list of pages under 960 px wide, the sentence of a page under 480 high."""
        room = Room(self.width() / self._theme.scale, self.height() / self._theme.scale)
        self._rail.setHidden(room.is_narrow)
        self._lead.setVisible(bool(self._lead.text()) and not room.is_very_low)
