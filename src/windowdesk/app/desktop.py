"""The program: login first, everything else loads while the clerk types."""

import logging
import traceback
from concurrent.futures import Future
from datetime import UTC, date, datetime, timedelta
from functools import partial
from types import TracebackType
from typing import Protocol

from PySide6.QtWidgets import QApplication

from windowdesk import __version__
from windowdesk.app import lazy
from windowdesk.app.error_log import without_numbers
from windowdesk.app.look import theme_of
from windowdesk.app.remembered import Remembered, recall, remember
from windowdesk.assets import Assets
from windowdesk.domain.calendar import WorkCalendar
from windowdesk.domain.centre import Account, Centre
from windowdesk.domain.clock import short_date, weekday_name
from windowdesk.domain.local_time import local_date
from windowdesk.services.calendar_content import load_calendar
from windowdesk.settings import Settings
from windowdesk.ui.buttons import Choice
from windowdesk.ui.kit import Kit
from windowdesk.ui.login import LoginModel, LoginWindow
from windowdesk.ui.month_view import MonthMarks
from windowdesk.ui.notifier import Notifier
from windowdesk.ui.tasks import TaskRunner, Tasks

_LOADING_SECONDS = 60
_BACK_OFFICE = ("", "后台，不在窗口")
log = logging.getLogger("windowdesk")


class _Desk(Protocol):
    """The desk behind the login window, as far as this module knows it before it is loaded."""

    def open(self) -> None: ...


class _Session(Protocol):
    """As much of a session as this module needs; all use cases together take long to import."""

    @property
    def account(self) -> Account: ...

    @property
    def centre(self) -> Centre: ...

    @property
    def window(self) -> str: ...

    def close(self) -> None: ...


class Desktop:
    """Login window, then the desk; one a process."""

    def __init__(
        self,
        application: QApplication,
        settings: Settings,
        tasks: Tasks | None = None,
        *,
        can_set_up: bool = False,
    ) -> None:
        self._application = application
        self._can_set_up = can_set_up
        self._settings = settings
        assets = Assets(settings.content)
        theme = theme_of(settings, assets)
        theme.apply(application)
        self.tasks = tasks or TaskRunner()
        self.kit = Kit(theme, assets, self.tasks, Notifier())
        self._house: Future[object] = Future()
        self._remembered = recall(settings.data)
        self.login = LoginWindow(theme, self.tasks, self._login_model())
        self.login.logged_in.connect(self._on_logged_in)
        self.desk: _Desk | None = None
        self._session: _Session | None = None

    def open(self) -> None:
        """Show the login window and begin to load the rest."""
        self.login.show()
        self.tasks.run(self._load, self._on_loaded, self._house.set_exception)

    def close(self) -> None:
        """Give back threads and connections."""
        if isinstance(self.tasks, TaskRunner):
            self.tasks.close()
        if self._session is not None:
            self._session.close()

    def report(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Log an error that nobody expected and show it as one sheet; drafts are kept."""
        if issubclass(kind, KeyboardInterrupt):
            self._application.quit()
            return
        text = without_numbers("".join(traceback.format_exception(kind, error, trace)))
        log.error("%s", text)
        self.kit.notifier.bug(text)

    def _load(self) -> object:
        return lazy("app.compose").build_house(self._settings)

    def _on_loaded(self, house: object) -> None:
        self._house.set_result(house)
        # The desk's own code loads now, while the password is being typed.
        self.tasks.run(lambda: lazy("app.desk"), lambda _module: None, self._ignore)

    def _ignore(self, error: Exception) -> None:
        log.warning("the desk did not load ahead: %s", error)

    def _log_in(self, login: str, password: str, window: str) -> _Session:
        house = self._house.result(timeout=_LOADING_SECONDS)
        session: _Session = lazy("app.compose").log_in(house, login, password, window)
        return session

    def _on_logged_in(self, session: _Session) -> None:
        self._session = session
        centre = session.centre
        windows = tuple((w.code, w.name) for w in centre.windows)
        remember(
            self._settings.data,
            Remembered(
                centre.name,
                windows,
                session.account.login,
                session.window,
                self._remembered.help_text,
                centre.demo,
            ),
        )
        check = partial(self._check_password, session.account.login)
        desk: _Desk = lazy("app.desk").Desk(
            self._application, self._settings, self.kit, session, check
        )
        self.desk = desk
        desk.open()
        self.login.close()

    def _check_password(self, login: str, password: str) -> None:
        house = self._house.result(timeout=_LOADING_SECONDS)
        lazy("app.compose").check_password(house, login, password)

    def _login_model(self) -> LoginModel:
        known, own = self._remembered, self._settings.window
        windows = known.windows or (((own, f"{own} 号窗口"),) if own else ())
        return LoginModel(
            centre=known.centre,
            windows=tuple(Choice(code, name) for code, name in (*windows, _BACK_OFFICE)),
            month=month_marks(load_calendar(self.kit.assets), local_date(datetime.now(UTC))),
            log_in=self._log_in,
            last_login=known.login,
            last_window=known.window if known.login else own,
            help_text=known.help_text or "忘了密码，找系统管理员。",
            version=__version__,
            demo=known.demo,
            can_set_up=self._can_set_up,
        )


def month_marks(calendar: WorkCalendar, today: date) -> MonthMarks:
    """Return the working days of this month, and what is out of turn in it."""
    first = today.replace(day=1)
    days = [first + timedelta(days=n) for n in range(31)]
    days = [day for day in days if day.month == today.month]
    notes = ["实心的是工作日。"]
    notes += [
        f"{short_date(d)}（{weekday_name(d)}）调休上班。" for d in days if calendar.is_makeup(d)
    ]
    return MonthMarks(today, frozenset(d for d in days if calendar.is_workday(d)), tuple(notes))
