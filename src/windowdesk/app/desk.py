"""The desk of a logged-in account: main window, its screens, printing, scanner, lock."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from windowdesk.app import lazy
from windowdesk.app.backup_watch import BackupWatch
from windowdesk.app.custody_watch import CustodyWatch
from windowdesk.app.paper_sheets import PaperSheets
from windowdesk.app.scan_watch import ScanWatch
from windowdesk.app.silence_watch import OPEN_KEY as SILENCE_KEY
from windowdesk.app.silence_watch import SilenceWatch
from windowdesk.app.status_words import printer_item
from windowdesk.app.warning_watch import WarningWatch
from windowdesk.domain.duties import ACT_ROLES, Act, Role
from windowdesk.domain.local_time import SHANGHAI, local_date
from windowdesk.services.print_port import QueueReport
from windowdesk.services.session import Session
from windowdesk.services.worklists import CaseRow, PrintRow
from windowdesk.settings import Settings
from windowdesk.ui.acceptance_desk import AcceptanceDesk
from windowdesk.ui.acts import KeyAct, KeyGroup
from windowdesk.ui.approval_desk import ApprovalDesk
from windowdesk.ui.case_page import CasePage
from windowdesk.ui.day_close_sheet import DayCloseSheet
from windowdesk.ui.deemed_sheet import DeemedSheet
from windowdesk.ui.find_screen import FindScreen
from windowdesk.ui.issue_desk import IssueDesk
from windowdesk.ui.keys_sheet import KeysSheet, help_text
from windowdesk.ui.kit import Kit
from windowdesk.ui.lock import CheckPassword, IdleWatch
from windowdesk.ui.main_window import MainWindow, ScreenSpec
from windowdesk.ui.password_sheet import PasswordSheet
from windowdesk.ui.print_list import PrintListSheet
from windowdesk.ui.print_watch import PrintWatch
from windowdesk.ui.scanner import Scanner
from windowdesk.ui.screen import Screen
from windowdesk.ui.session import Session as WindowSession
from windowdesk.ui.status_bar import StatusItem
from windowdesk.ui.tone import Tone

SYSTEM = "system"
ACCEPT, APPROVE, ISSUE, FIND, CASE = "accept", "approve", "issue", "search", "case"
CATALOGUE = "catalogue"
_PING_MS = 30_000
_CLOSE_KEY = "Ctrl+J"
_NOT_CLOSED = StatusItem("day", "lock", f"今天没日结 {_CLOSE_KEY}", Tone.AMBER, "没日结")
_CLOSED = StatusItem("day", "lock", "")
_BACK_OFFICE = frozenset((Role.REVIEWER, Role.APPROVER, Role.HEAD))
_DESKS = (
    (ACCEPT, "受理", 1, frozenset((Role.CLERK,))),
    (APPROVE, "审批", 2, _BACK_OFFICE),
    (ISSUE, "出件", 3, frozenset((Role.ISSUER, Role.CLERK))),
    (FIND, "查询", 4, frozenset(Role)),
    (CATALOGUE, "事项库", 8, ACT_ROLES[Act.MANAGE_CATALOGUE]),
    (SYSTEM, "系统", 9, frozenset((Role.ADMIN,))),
)


_DeskScreen = AcceptanceDesk | IssueDesk


def _now() -> datetime:
    return datetime.now(UTC)


class Desk(QObject):
    """Wires the screens of one session together; they know each other only through it."""

    def __init__(
        self,
        application: QApplication,
        settings: Settings,
        kit: Kit,
        session: Session,
        check_password: CheckPassword,
        *,
        now: Callable[[], datetime] = _now,
    ) -> None:
        super().__init__()
        self._kit = kit
        self._now = now
        self._settings = settings
        self._day_end = settings.day_end
        self._session = session
        self._before_case = ""
        self._password_due = session.account.must_change_password
        self.watch = PrintWatch(kit, session, self)
        self.window = MainWindow(kit, self._window_session(), self._specs(), check_password)
        self.idle = IdleWatch(application, settings.lock_minutes, self)
        self.idle.idle.connect(self.window.lock)
        self.scanner = Scanner(application)
        self.silence = SilenceWatch(kit, session.silence, now, self)
        self.silence.wanted.connect(self.open_case)
        self.silence.listed.connect(self._show_deemed)
        self.warnings = WarningWatch(kit, session.warnings, now, self)
        self.custody = CustodyWatch(kit, session, self.window, self.watch)
        self.papers = PaperSheets(kit, session, self.window, self.watch, now)
        self.papers.case_wanted.connect(self.open_case)
        self.scans = ScanWatch(kit, session, self.window, self.papers.scanned, self.custody.scanned)
        self.scans.case_wanted.connect(self.open_case)
        self.scanner.scanned.connect(self.scans.scanned)
        self._connect()
        self.backups = BackupWatch(settings, now, self)
        self.backups.shown.connect(self.window.status.set_item)
        self._ping = QTimer(self)
        self._ping.setInterval(_PING_MS)
        self._ping.timeout.connect(self._look_at_database)
        self._ping.timeout.connect(self._look_at_day)

    def open(self) -> None:
        """Show the first desk of the account; render what an interruption left."""
        self.window.visit(self._first())
        self.window.show()
        self._kit.tasks.run(
            self._session.press.render_left_over, lambda _n: self.watch.refresh(), self._failed
        )
        if self._session.window:
            # Papers are checked under the lock of the writer: at a window, where somebody waits,
            # their libraries are there before the first one.
            prepare = partial(self._session.renderer.lacking, "")
            self._kit.tasks.run(prepare, lambda _lacking: None, self._failed)
        self._look_at_database()
        self._ping.start()
        self.silence.start()
        self.custody.start()
        self.warnings.start()
        # Made-up cases are not worth a copy.
        if not self._session.centre.demo:
            self.backups.start()
        self._ask_for_password()

    def stop(self) -> None:
        """Leave off watching printer, database, scanner and idle time."""
        self._ping.stop()
        self.silence.stop()
        self.custody.stop()
        self.warnings.stop()
        self.backups.stop()
        self.watch.stop()
        self.scanner.stop()
        self.idle.deleteLater()

    def open_case(self, case_id: int) -> None:
        """Show the page of a case; its Esc goes back to where it was opened from."""
        if self.window.screen_code != CASE:
            self._before_case = self.window.screen_code
        page = self.window.visit(CASE)
        if isinstance(page, CasePage):
            page.open(case_id)

    def _window_session(self) -> WindowSession:
        session = self._session
        name = session.centre.window(session.window).name if session.window else "后台"
        return WindowSession(
            person=session.account.name,
            window=name,
            centre=session.centre.name,
            now=self._now,
            demo=session.centre.demo,
        )

    def _specs(self) -> tuple[ScreenSpec, ...]:
        makers: dict[str, Callable[[], Screen]] = {
            ACCEPT: partial(self._make, partial(AcceptanceDesk, now=self._now)),
            APPROVE: self._make_approval_desk,
            ISSUE: partial(self._make, IssueDesk),
            FIND: self._make_find_screen,
            CATALOGUE: self._make_catalogue_desk,
            SYSTEM: self._make_system_desk,
        }
        desks = [
            ScreenSpec(code, title, code, digit, makers[code])
            for code, title, digit in self._open_desks()
        ]
        return (*desks, ScreenSpec(CASE, "办件", FIND, 0, self._make_case_page))

    def _make(self, kind: Callable[[Kit, Session, PrintWatch], _DeskScreen]) -> Screen:
        screen = kind(self._kit, self._session, self.watch)
        screen.case_opened.connect(self.open_case)
        return screen

    def _make_approval_desk(self) -> Screen:
        screen = ApprovalDesk(self._kit, self._session, self.watch)
        screen.case_opened.connect(self.open_case)
        screen.sheet_done.connect(self.window.sheets.put_aside)
        return screen

    def _make_find_screen(self) -> Screen:
        screen = FindScreen(self._kit, self._session, self.watch)
        screen.case_opened.connect(self.open_case)
        screen.acceptance_wanted.connect(self._accept_for)
        screen.paper_bar.wanted.connect(self.papers.open)
        return screen

    def _make_catalogue_desk(self) -> Screen:
        # Loaded for those alone who manage the catalogue.
        make = lazy("ui.catalogue_desk").CatalogueScreen
        screen: Screen = make(self._kit, self._session, self.watch)
        return screen

    def _make_system_desk(self) -> Screen:
        # Its code and what it examines are loaded for administrators only.
        make = lazy("app.system_screen").make_system_desk
        screen: Screen = make(
            self._kit,
            self._session,
            self._settings,
            self.backups,
            self.window.sheets.put_aside,
        )
        return screen

    def _make_case_page(self) -> Screen:
        page = CasePage(self._kit, self._session, self.watch)
        page.window_wanted.connect(self._go_on_at_window)
        page.closed.connect(lambda: self.window.visit(self._before_case or self._first()))
        return page

    def _go_on_at_window(self, case_id: int) -> None:
        """Open a case that is not accepted yet where that is done."""
        desk = self.window.visit(ACCEPT)
        if isinstance(desk, AcceptanceDesk):
            desk.open_received(case_id)

    def _first(self) -> str:
        return next((code for code, _title, _digit in self._open_desks()), FIND)

    def _open_desks(self) -> Iterator[tuple[str, str, int]]:
        """Return the desks of the account's duties; who sits at no window receives nothing."""
        held = self._session.account.roles
        for code, title, digit, roles in _DESKS:
            if roles & held and (code != ACCEPT or self._session.window):
                yield code, title, digit

    def _connect(self) -> None:
        self.window.found.connect(self._on_found)
        self.window.reprint_wanted.connect(self.watch.again_all)
        self.watch.changed.connect(self._on_prints_changed)
        self.watch.printer_seen.connect(self._on_printer_seen)
        self.warnings.shown.connect(self.window.status.set_item)
        acts = (
            KeyAct("Alt+P", "没打出来的纸", self.show_prints),
            *self._day_close_key(),
            self.scans.key(),
            KeyAct(SILENCE_KEY, "打开视为受理的办件", self.silence.open_first),
            *self.warnings.keys(self.show_warnings),
        )
        self.window.add_keys(KeyGroup("", acts))

    def _day_close_key(self) -> tuple[KeyAct, ...]:
        return (KeyAct(_CLOSE_KEY, "日结", self.show_day_close),) if self._closes_days else ()

    def show_warnings(self) -> None:
        """Open what is near or over its limit, and what is waited for."""
        sheet = self.warnings.sheet(self._session, self.window.open_sheet)
        sheet.picked.connect(self.open_case)
        self.window.open_sheet(sheet)

    @property
    def _closes_days(self) -> bool:
        """Whether the account seals days: it has the duty and sees all departments."""
        account = self._session.account
        return account.may(Act.SEAL_DAY) and not account.department

    def show_day_close(self) -> None:
        """Open the sheet that seals the day."""
        sheet = DayCloseSheet(self._kit, self._session, lambda: local_date(self._now()))
        sheet.sealed.connect(lambda _seal: self.window.status.set_item(_CLOSED))
        sheet.help_wanted.connect(partial(self._tell_of_day_close, sheet.keys()))
        self.window.open_sheet(sheet)

    def _tell_of_day_close(self, groups: tuple[KeyGroup, ...]) -> None:
        """Show the page about 日结 and backups in place of its sheet."""
        page = help_text(self._kit.assets, "day_close")
        self.window.open_sheet(KeysSheet(self._kit.theme, "日结和备份", groups, page))

    def _look_at_day(self) -> None:
        """After the day's end, say so while it is not sealed."""
        at = self._now().astimezone(SHANGHAI)
        if not self._closes_days or at.time() < self._day_end:
            return
        self._kit.tasks.run(
            partial(self._session.day_close.is_open, at.date()),
            lambda is_open: self.window.status.set_item(_NOT_CLOSED if is_open else _CLOSED),
            lambda _error: None,
        )

    def show_prints(self) -> None:
        """Open the list of papers that wait or did not come out."""
        show = self.window.open_sheet
        show(PrintListSheet(self._kit, self._session, self.watch, show))

    def _show_deemed(self, rows: tuple[CaseRow, ...]) -> None:
        sheet = DeemedSheet(self._kit, self._session, rows, local_date(self._now()))
        sheet.picked.connect(self.open_case)
        self.window.open_sheet(sheet)

    def _accept_for(self, name: str) -> None:
        """Begin with a person who was looked for and is not known yet."""
        if ACCEPT not in self.window.desk_codes:
            self._kit.notifier.info("这个账号不受理。到综合窗口办。")
            return
        desk = self.window.visit(ACCEPT)
        desk.new()
        if isinstance(desk, AcceptanceDesk) and name:
            desk.visit.person.name.set_value(name)

    def _on_found(self, text: str) -> None:
        self.window.visit(FIND).look_for(text)

    def _on_prints_changed(self, _rows: tuple[PrintRow, ...]) -> None:
        troubled = len(self.watch.troubled)
        tone = Tone.AMBER if troubled else Tone.PLAIN
        text = f"没打出来 {troubled}" if troubled else ""
        self.window.status.set_item(StatusItem("prints", "paper", text, tone))

    def _on_printer_seen(self, report: QueueReport | None) -> None:
        self.window.status.set_item(printer_item(report))

    def _look_at_database(self) -> None:
        self._kit.tasks.run(
            self._session.database.lists.change_mark,
            lambda _mark: self._show_database(well=True),
            lambda _error: self._show_database(well=False),
        )

    def _show_database(self, *, well: bool) -> None:
        text, tone = ("数据库 正常", Tone.PLAIN) if well else ("数据库 连不上", Tone.AMBER)
        self.window.status.set_item(StatusItem("database", "link", text, tone))

    def _ask_for_password(self) -> None:
        """Ask until there is a password that only its owner knows; Esc asks again."""
        if not self._password_due:
            return
        why = "头一次登录，先换成只有自己知道的密码。"
        sheet = PasswordSheet(self._kit, self._session.staff.change_own_password, why)
        sheet.changed.connect(self._on_password_changed)
        sheet.left.connect(lambda: QTimer.singleShot(0, self._ask_for_password))
        self.window.open_sheet(sheet)

    def _on_password_changed(self) -> None:
        self._password_due = False
        self.window.sheets.put_aside()

    def _failed(self, error: Exception) -> None:
        self._kit.notifier.failed(error)
