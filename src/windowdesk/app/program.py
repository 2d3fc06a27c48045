"""The running program: the wizard where nothing is set up yet, else login and desk."""

import sys
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QLibraryInfo, QTranslator
from PySide6.QtWidgets import QApplication, QWidget

from windowdesk.app import lazy
from windowdesk.app.desktop import Desktop
from windowdesk.app.error_log import log_to_file
from windowdesk.app.look import theme_of
from windowdesk.assets import Assets
from windowdesk.settings import Settings, load_settings
from windowdesk.ui.tasks import TaskRunner

OpenDemo = Callable[[Settings], Settings]
"""Founds the demo centre unless it is there; returns the settings to open it with."""


class Program:
    """Goes from the wizard to the login and back; one window at a time."""

    def __init__(self, application: QApplication, settings: Settings, open_demo: OpenDemo) -> None:
        self._application = application
        self._settings = settings
        self._open_demo = open_demo
        self._tasks: TaskRunner | None = None
        self.desktop: Desktop | None = None
        self.wizard: QWidget | None = None

    def open(self) -> None:
        """Show the wizard if nothing was ever set up here, else the login window."""
        settings = self._settings
        if not settings.is_postgres and not settings.sqlite_path.exists():
            self.set_up()
        else:
            self.show_login(self._settings)

    def show_login(self, settings: Settings) -> None:
        """Show the login window of a centre."""
        self._settings = settings
        self.desktop = Desktop(self._application, settings, can_set_up=True)
        self.desktop.login.setup_wanted.connect(self.set_up)
        self.desktop.open()

    def set_up(self) -> None:
        """Show the wizard; Esc goes back to the login window if there was one."""
        if self.wizard is not None:
            return
        settings = self._settings
        theme = theme_of(settings, Assets(settings.content))
        theme.apply(self._application)
        self._tasks = TaskRunner()
        # Loaded only here: whoever logs in every morning never sees it.
        model = lazy("app.first_start").FirstStart(settings, self._open_demo).model()
        wizard = lazy("ui.setup_wizard").SetupWizard(theme, self._tasks, model)
        wizard.opened.connect(self._on_opened)
        wizard.left.connect(self._on_left)
        wizard.show()
        self.wizard = wizard
        if self.desktop is not None:
            self.desktop.login.hide()

    def close(self) -> None:
        """Give back threads and connections."""
        if self._tasks is not None:
            self._tasks.close()
        if self.desktop is not None:
            self.desktop.close()

    def report(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Log an error that nobody expected, and show it where there is a desk."""
        if self.desktop is not None:
            self.desktop.report(kind, error, trace)
        else:
            lazy("app.error_log").log_error(kind, error, trace)

    def _on_opened(self, settings: Settings) -> None:
        old, self.desktop = self.desktop, None
        self.show_login(settings)
        self._drop_wizard()
        if old is not None:
            old.login.close()
            old.close()

    def _on_left(self) -> None:
        if self.desktop is not None:
            self.desktop.login.show()
        self._drop_wizard()

    def _drop_wizard(self) -> None:
        wizard, self.wizard = self.wizard, None
        if wizard is not None:
            wizard.close()
            wizard.deleteLater()


def open_program(open_demo: OpenDemo, settings: Settings | None = None) -> int:
    """Run the program until its window is closed; return the exit code."""
    settings = settings or load_settings()
    log_to_file(settings.data)
    application = QApplication(sys.argv[:1])
    translator = QTranslator()
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load("qtbase_zh_CN", folder):
        application.installTranslator(translator)
    program = Program(application, settings, open_demo)
    sys.excepthook = program.report
    program.open()
    code = application.exec()
    program.close()
    return code
