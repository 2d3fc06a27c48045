"""The login window: built from Qt alone, so that it stands while the rest still loads."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLayout, QLineEdit, QVBoxLayout, QWidget

from windowdesk.domain.errors import DomainError, EnvironmentProblem
from windowdesk.ui.acts import KeyAct, KeyGroup, install
from windowdesk.ui.buttons import ButtonKind, Choice, KeyButton
from windowdesk.ui.fields import ChoiceField, Field, LineField
from windowdesk.ui.measures import fix_width
from windowdesk.ui.month_view import MonthMarks, MonthView
from windowdesk.ui.parts import STRETCH, Item, bare, column, label, row
from windowdesk.ui.room import Room
from windowdesk.ui.states import IconSign
from windowdesk.ui.status_bar import StatusItem
from windowdesk.ui.tasks import Tasks
from windowdesk.ui.theme import Theme

_SAY_WAITING_MS = 2_000
_CAPS_ON = "大写锁定键开着。"

LogIn = Callable[[str, str, str], object]
"""Takes login, password and the code of the window; returns what ``logged_in`` carries.

Raises ``DomainError`` with ``field`` ``login``, ``password`` or ``window``, or
``EnvironmentProblem``. Runs off the GUI thread."""


@dataclass(frozen=True)
class LoginModel:
    """What the login window shows.

    ``windows`` are the service windows of this desk, ``last_window`` the code of the one used last;
    ``help_text`` says who knows when the password is forgotten; ``can_set_up`` whether F2 leads to
    the wizard of the first start.
    """

    centre: str
    windows: tuple[Choice, ...]
    month: MonthMarks
    log_in: LogIn
    last_login: str = ""
    last_window: str = ""
    help_text: str = ""
    status: tuple[StatusItem, ...] = ()
    version: str = ""
    demo: bool = False
    can_set_up: bool = False


class LoginWindow(QWidget):
    """``logged_in`` carries what ``log_in`` returned."""

    logged_in = Signal(object)
    setup_wanted = Signal()

    def __init__(self, theme: Theme, tasks: Tasks, model: LoginModel) -> None:
        super().__init__()
        self._theme = theme
        self._tasks = tasks
        self._model = model
        self._waiting = False
        self._caps_on = False
        self.setProperty("role", "desk")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(f"{model.centre} 一窗受理")
        self._make_fields()
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(_SAY_WAITING_MS)
        self._slow.timeout.connect(self._on_slow_timeout)
        form = bare(self._form())
        fix_width(theme, form, 400)
        self._side_part = self._side()
        layout = row(theme, self._side_part, STRETCH, form, STRETCH)
        # Parts fold to the room; the month beside the form must not hold the window open.
        layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self.setLayout(layout)
        self.resize(1366, 768)
        self._fold()
        theme.changed.connect(self._fold)
        (self._password if model.last_login else self._login).take_focus()

    def show_status(self, text: str) -> None:
        """Say what is still being loaded, '' when nothing is."""
        self._note.setText(text)

    def _make_fields(self) -> None:
        theme, model = self._theme, self._model
        self._login = LineField(theme, label="工号")
        self._login.set_value(model.last_login)
        self._password = LineField(theme, label="密码")
        self._password.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self._password.edit.installEventFilter(self)
        self._window = ChoiceField(theme, label="窗口")
        self._window.set_choices([self._with_last(choice) for choice in model.windows])
        codes = [choice.code for choice in model.windows]
        known = model.last_window in codes
        self._window.set_value(model.last_window if known else next(iter(codes), ""))
        self._window.setHidden(not model.windows)
        for editor in (self._login.edit, self._password.edit, self._window.combo):
            editor.setProperty("role", "big")
        self._password.enter_goes_on = False
        self._password.entered.connect(self._try)
        self._window.enter_goes_on = False
        self._window.entered.connect(self._try)
        self._button = KeyButton(theme, "进入", "Enter", ButtonKind.MAIN)
        self._button.setAutoDefault(True)
        self._button.clicked.connect(self._try)
        self._note = label("", "hint", wrap=True)
        self._setup = KeyButton(theme, "建新中心，或打开别的库", "F2", ButtonKind.QUIET)
        self._setup.clicked.connect(self.setup_wanted)
        self._setup.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._setup.setVisible(model.can_set_up)
        install(
            self,
            (KeyGroup("", (KeyAct("F2", "建新中心", self._ask_for_setup),)),),
            Qt.ShortcutContext.WindowShortcut,
        )

    def _ask_for_setup(self) -> None:
        if self._model.can_set_up:
            self.setup_wanted.emit()

    def _with_last(self, choice: Choice) -> Choice:
        is_last = choice.code == self._model.last_window
        return Choice(choice.code, f"{choice.text}（上次用的）") if is_last else choice

    def _form(self) -> QVBoxLayout:
        theme, model = self._theme, self._model
        signs: list[Item] = []
        for item in model.status:
            ink = item.tone.ink if item.tone else "ink_3"
            sign = IconSign(theme, icon=item.icon, size=16, colour=ink)
            signs += [sign, 6, label(item.text, "hint", item.tone), 16]
        version = label(f"版本 {model.version}" if model.version else "", "hint")
        self._title = bare(column(theme, label("登录", "title"), 18))
        self._help = label(model.help_text, "hint", wrap=True)
        self._foot = bare(row(theme, *signs, STRETCH, version, margins=(0, 0, 0, 24)))
        return column(
            theme,
            STRETCH,
            self._title,
            self._login,
            12,
            self._password,
            12,
            self._window,
            20,
            self._button,
            12,
            self._help,
            self._note,
            8,
            row(theme, self._setup, STRETCH),
            STRETCH,
            self._foot,
            margins=(0, 12, 0, 0),
        )

    def _side(self) -> QFrame:
        theme, model = self._theme, self._model
        today = model.month.today
        lines: list[Item] = []
        for note in model.month.notes:
            lines += [_rail_text(note, "rail_body"), 4]
        side = QFrame()
        side.setProperty("role", "rail")
        side.setLayout(
            column(
                theme,
                _rail_text("一窗受理", "rail_hero"),
                8,
                _rail_text(f"{model.centre}{'　演示' if model.demo else ''}", "rail_head"),
                34,
                _rail_text(f"{today.year}年{today.month}月", "rail_body"),
                10,
                MonthView(theme, model.month),
                24,
                *lines,
                STRETCH,
                margins=(64, 88, 40, 24),
            )
        )
        fix_width(theme, side, 470)
        return side

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt override: Qt does not tell of Caps Lock, but a letter in the wrong case does."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            text = event.text()
            if len(text) == 1 and text.isascii() and text.isalpha():
                shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                self._caps_on = text.isupper() != shift
                self._password.set_hint(_CAPS_ON if self._caps_on else "")
            elif event.key() == Qt.Key.Key_CapsLock:
                self._caps_on = False
                self._password.set_hint("")
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt override: fold what there is no room for."""
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        """Hide the month under 960 px wide; title, help and status under 480 px high."""
        room = Room(self.width() / self._theme.scale, self.height() / self._theme.scale)
        self._side_part.setHidden(room.is_narrow)
        for part in (self._title, self._help, self._foot):
            part.setHidden(room.is_very_low)
        self._setup.setVisible(self._model.can_set_up and not room.is_very_low)

    def _try(self) -> None:
        if self._waiting:
            return
        if not self._login.value().strip():
            self._fault(self._login, "写上工号。")
            return
        self._set_waiting(waiting=True)
        work = partial(
            self._model.log_in,
            self._login.value().strip(),
            self._password.value(),
            self._window.value(),
        )
        self._tasks.run(work, self._on_logged_in, self._on_failed)

    def _on_logged_in(self, result: object) -> None:
        self._set_waiting(waiting=False)
        self._password.set_value("")
        self.logged_in.emit(result)

    def _on_failed(self, error: Exception) -> None:
        self._set_waiting(waiting=False)
        if isinstance(error, DomainError):
            fields = {"login": self._login, "window": self._window}
            field = fields.get(error.field or "", self._password)
            caps = _CAPS_ON if self._caps_on and field is self._password else ""
            self._fault(field, f"{error.text}{caps}")
        elif isinstance(error, EnvironmentProblem):
            self._note.setText(error.text)
        else:
            self._note.setText("没能登录，是程序的错。再试一次，还不行就找系统管理员。")
            raise error

    def _fault(self, field: Field, text: str) -> None:
        field.set_fault(text)
        field.take_focus()
        if field is self._password:
            self._password.edit.selectAll()

    def _set_waiting(self, *, waiting: bool) -> None:
        self._waiting = waiting
        self._button.setText("正在进入" if waiting else "进入")
        if waiting:
            self._note.clear()
            self._slow.start()
        else:
            self._slow.stop()

    def _on_slow_timeout(self) -> None:
        self._note.setText("正在连数据库、打开界面，连上就进入。")


def _rail_text(text: str, role: str) -> QWidget:
    made = label(text, role)
    made.setWordWrap(True)
    return made
