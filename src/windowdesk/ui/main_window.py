"""The frame of the program: rail, top bar, banner, desk, status bar; sheets and the lock over it.

It knows screens only by their specification and what all of them share. Screens are built on the
first visit.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QStackedWidget, QWidget

from windowdesk.ui.acts import KeyAct, KeyGroup, install
from windowdesk.ui.banner_slot import BannerSlot
from windowdesk.ui.bug_sheet import BugSheet
from windowdesk.ui.cover import FocusPlace
from windowdesk.ui.keys_sheet import KeysSheet, help_text
from windowdesk.ui.kit import Kit
from windowdesk.ui.lock import CheckPassword, LockCover
from windowdesk.ui.measures import fix_height
from windowdesk.ui.parts import bare, column, row
from windowdesk.ui.rail_bar import RailBar, RailEntry
from windowdesk.ui.room import Rail, Room
from windowdesk.ui.screen import Screen
from windowdesk.ui.session import Session
from windowdesk.ui.sheet import Sheet, SheetHost
from windowdesk.ui.status_bar import StatusBar
from windowdesk.ui.top_bar import TopBar

_DEMO_TEXT = "演示　人和办件都是编的，打出的纸印着“演示·无效”，编号不作数"


@dataclass(frozen=True)
class ScreenSpec:
    """A desk that can be visited: ``factory`` builds its screen on the first visit.

    ``shortcut`` is the digit of its Ctrl key, 1 to 9; a page without one (0) is not on the rail.
    """

    code: str
    title: str
    icon: str
    shortcut: int
    factory: Callable[[], Screen]


class MainWindow(QMainWindow):
    """Shows one desk of ``specs`` at a time.

    Signals go upwards: ``found`` (what was typed into the find field and no desk wanted),
    ``reprint_wanted`` (Ctrl+P), ``aside`` (a banner was put aside), ``screen_shown``,
    ``case_wanted`` and ``closing``.
    """

    found = Signal(str)
    reprint_wanted = Signal()
    aside = Signal(str)
    screen_shown = Signal(str)
    case_wanted = Signal(str)
    locked = Signal()
    unlocked = Signal()

    def __init__(
        self,
        kit: Kit,
        session: Session,
        specs: tuple[ScreenSpec, ...],
        check_password: CheckPassword,
    ) -> None:
        super().__init__()
        self._kit = kit
        self._session = session
        self._specs = {spec.code: spec for spec in specs}
        self._screens: dict[str, Screen] = {}
        self._focus: dict[str, FocusPlace] = {}
        self._current = ""
        self._rail_called = False
        self._further: tuple[KeyAct, ...] = ()
        self.setWindowTitle(f"{session.centre} 一窗受理{'（演示）' if session.demo else ''}")
        self._build(specs)
        self.sheets = SheetHost(kit.theme, self._ground)
        self.lock_cover = LockCover(
            kit.theme, kit.tasks, session.person, check_password, self._ground
        )
        self._connect()
        self._shortcuts = install(self, self._frame_keys(), Qt.ShortcutContext.WindowShortcut)
        self.resize(1366, 768)

    @property
    def screen_code(self) -> str:
        """The code of the desk in front, '' before the first visit."""
        return self._current

    @property
    def desk_codes(self) -> frozenset[str]:
        """The codes of the desks that can be visited."""
        return frozenset(self._specs)

    @property
    def screen_in_front(self) -> Screen | None:
        """The desk in front."""
        return self._screens.get(self._current)

    def visit(self, code: str) -> Screen:
        """Bring a desk to the front, building it on the first visit."""
        if self._current and self._current != code:
            self._focus[self._current] = FocusPlace()
        is_first = code not in self._screens
        screen = self._screens[code] if not is_first else self._make(code)
        self._current = code
        self._rail_called = False
        self._stack.setCurrentWidget(screen)
        self.rail.set_current(code)
        self._show_top()
        self._apply_room()
        if is_first or code not in self._focus:
            screen.take_focus()
        else:
            self._focus.pop(code).restore()
        screen.entered()
        self.screen_shown.emit(code)
        return screen

    def open_sheet(self, sheet: Sheet) -> None:
        """Open a sheet over the desk; one that is open is put aside."""
        self.sheets.open(sheet)

    def add_keys(self, group: KeyGroup) -> None:
        """Make further keys work on every desk: those of what the window itself does not know."""
        self._shortcuts += install(self, (group,), Qt.ShortcutContext.WindowShortcut)
        self._further = (*self._further, *group.acts)

    def lock(self) -> None:
        """Ctrl+L, or the idle time is over."""
        if not self.lock_cover.is_locked:
            self.lock_cover.lock()
            self._set_keys_live()
            self.locked.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt override: fold what there is no room for."""
        super().resizeEvent(event)
        self._apply_room()

    def _build(self, specs: tuple[ScreenSpec, ...]) -> None:
        theme = self._kit.theme
        self._ground = QWidget()
        self._ground.setProperty("role", "desk")
        self._ground.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        entries = tuple(RailEntry(s.code, s.title, s.icon, s.shortcut) for s in specs if s.shortcut)
        self.rail = RailBar(theme, entries, self._ground)
        self.top_bar = TopBar(theme, self._ground)
        self.banners = BannerSlot(theme, self._ground)
        self.status = StatusBar(theme, self._session, self._ground)
        self._stack = QStackedWidget()
        self._demo = QLabel(_DEMO_TEXT)
        self._demo.setProperty("role", "demo")
        self._demo.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._demo.setVisible(self._session.demo)
        fix_height(theme, self._demo, 22)
        desk = bare(column(theme, self.top_bar, self.banners, (self._stack, 1)))
        body = row(theme, self.rail, (desk, 1))
        self._ground.setLayout(column(theme, self._demo, (bare(body), 1), self.status))
        self.setCentralWidget(self._ground)

    def _connect(self) -> None:
        notifier = self._kit.notifier
        notifier.said.connect(self.status.say)
        notifier.banner_raised.connect(self.banners.show_banner)
        notifier.banner_dropped.connect(self.banners.drop)
        notifier.bug_found.connect(self._on_bug_found)
        self.banners.aside.connect(self.aside)
        self.rail.chosen.connect(self.visit)
        self.rail.keys_wanted.connect(self.show_keys)
        self.top_bar.find_asked.connect(self._on_find_asked)
        self.top_bar.find_left.connect(self._focus_desk)
        self.top_bar.new_asked.connect(self._new)
        self.sheets.opened.connect(self._set_keys_live)
        self.sheets.cleared.connect(self._on_cleared)
        self.lock_cover.unlocked.connect(self._on_unlocked)
        self.status.raised.connect(self._apply_room)
        self._kit.theme.changed.connect(self._apply_room)

    def _frame_keys(self) -> tuple[KeyGroup, ...]:
        """List the keys of all screens; F1 lists them beside the screen's own."""
        codes = {spec.shortcut: spec.code for spec in self._specs.values() if spec.shortcut}
        to_desks = [
            KeyAct(f"Ctrl+{digit}", "", partial(self.visit, code))
            for digit, code in sorted(codes.items())
        ]
        last = max(codes, default=1)
        acts = (
            KeyAct("F1", "这张按键表", self.show_keys),
            KeyAct("F2", "新的一件", self._new),
            KeyAct("F3", "找", self.top_bar.take_find_focus),
            KeyAct("F5", "刷新", self._refresh),
            KeyAct("Enter", "下一项"),
            KeyAct("Esc", "退一步，不丢字", self._step_back),
            KeyAct("Ctrl+1", "左边的台", shown=f"Ctrl+1 …{last}"),
            KeyAct("Ctrl+P", "重打上一张", self.reprint_wanted.emit),
            KeyAct("Ctrl+L", "锁屏", self.lock),
            KeyAct("F12", "放大字", self._kit.theme.cycle_scale),
        )
        return (KeyGroup("哪一屏都一样", acts), KeyGroup("", tuple(to_desks)))

    def show_keys(self) -> None:
        """F1: the keys of the desk in front, and its help page."""
        screen = self.screen_in_front
        if screen is None:
            return
        page = help_text(self._kit.assets, screen.help_page())
        title = self._specs[self._current].title
        frame = self._frame_keys()[0]
        everywhere = KeyGroup(frame.title, (*frame.acts, *self._further))
        groups = (*screen.keys(), everywhere)
        self.open_sheet(KeysSheet(self._kit.theme, title, groups, page))

    def call_rail(self) -> None:
        """Show the rail where it is folded away; Esc on an empty desk asks for it."""
        self._rail_called = True
        self._apply_room()

    def _make(self, code: str) -> Screen:
        screen = self._specs[code].factory()
        self._screens[code] = screen
        self._stack.addWidget(screen)
        screen.install_keys()
        screen.top_changed.connect(self._show_top)
        screen.sheet_wanted.connect(self.open_sheet)
        screen.case_wanted.connect(self.case_wanted)
        screen.badge_changed.connect(lambda count: self.rail.set_count(code, count))
        return screen

    def _show_top(self) -> None:
        screen = self.screen_in_front
        if screen is not None:
            self.top_bar.show_line(self._specs[self._current].title, screen.top)

    def _apply_room(self) -> None:
        """Measure the room inside the frame and let every part fold (look.md, section 6)."""
        scale = self._kit.theme.scale
        room = Room(self.width() / scale, self.height() / scale)
        self.rail.set_form(room.rail)
        self.rail.setVisible(room.rail is not Rail.HIDDEN or self._rail_called)
        self.top_bar.set_room(room)
        self.status.set_room(room)
        self.status.setVisible(not room.is_lowest or self.status.has_care)
        screen = self.screen_in_front
        if screen is not None:
            screen.set_room(room)

    def _set_keys_live(self) -> None:
        """Keys of the desk rest while something lies over it."""
        live = self.sheets.current is None and not self.lock_cover.is_locked
        for shortcut in self._ground_shortcuts():
            shortcut.setEnabled(live)

    def _ground_shortcuts(self) -> list[QShortcut]:
        desk_keys = self._stack.findChildren(QShortcut)
        return [*self._shortcuts, *desk_keys]

    def _keep_focus(self) -> None:
        """Give the desk the caret where what lay over it was there first: keys go nowhere else."""
        focus = QApplication.focusWidget()
        if focus is None or not self._ground.isAncestorOf(focus):
            self._focus_desk()

    def _focus_desk(self) -> None:
        screen = self.screen_in_front
        if screen is not None:
            screen.take_focus()

    def _new(self) -> None:
        screen = self.screen_in_front
        if screen is not None:
            screen.new()

    def _refresh(self) -> None:
        screen = self.screen_in_front
        if screen is not None:
            screen.refresh()

    def _step_back(self) -> None:
        """Esc: out of the find field, then the screen's own step, then to the folded rail."""
        screen = self.screen_in_front
        if self.top_bar.leave_find() or (screen is not None and screen.step_back()):
            return
        if self.rail.isHidden():
            self.call_rail()

    def _on_find_asked(self, text: str) -> None:
        screen = self.screen_in_front
        if screen is None or not screen.look_for(text):
            self.found.emit(text)

    def _on_bug_found(self, report: str) -> None:
        self.open_sheet(BugSheet(self._kit.theme, report))

    def _on_cleared(self) -> None:
        self._set_keys_live()
        self._keep_focus()

    def _on_unlocked(self) -> None:
        self._set_keys_live()
        self._keep_focus()
        self.unlocked.emit()
