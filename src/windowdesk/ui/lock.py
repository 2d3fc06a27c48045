"""The lock: after idle time, or at once, only name and password show; the desk is untouched."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from windowdesk.domain.errors import DomainError, EnvironmentProblem
from windowdesk.ui.buttons import ButtonKind, KeyButton
from windowdesk.ui.cover import Cover
from windowdesk.ui.fields import LineField
from windowdesk.ui.measures import fix_width
from windowdesk.ui.parts import STRETCH, bare, column, label, row
from windowdesk.ui.states import IconSign
from windowdesk.ui.tasks import Tasks
from windowdesk.ui.theme import Theme

_SIGNS_OF_LIFE = (
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
)

CheckPassword = Callable[[str], None]
"""Returns when the password is right; raises ``DomainError`` with what to say when it is not."""


class LockCover(Cover):
    """Lies over everything, an open sheet too. ``check_password`` is run off the GUI thread."""

    unlocked = Signal()

    def __init__(
        self,
        theme: Theme,
        tasks: Tasks,
        person: str,
        check_password: CheckPassword,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._tasks = tasks
        self._check_password = check_password
        self._password = LineField(theme, label="密码")
        self._password.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self._password.edit.setProperty("role", "big")
        self._password.enter_goes_on = False
        self._password.entered.connect(self._try)
        self._button = KeyButton(theme, "接着办", "Enter", ButtonKind.MAIN)
        self._button.setAutoDefault(True)
        self._button.clicked.connect(self._try)
        head = row(
            theme,
            IconSign(theme, icon="lock", size=24, colour="accent"),
            10,
            label(person, "title"),
            STRETCH,
        )
        form = bare(
            column(
                theme,
                STRETCH,
                head,
                6,
                label("屏幕锁着，办到一半的都在。", "second"),
                18,
                self._password,
                20,
                self._button,
                STRETCH,
            )
        )
        fix_width(theme, form, 400)
        self.setLayout(row(theme, STRETCH, form, STRETCH))
        self.setAccessibleName(f"已锁屏，{person}")

    def lock(self) -> None:
        """Cover the desk."""
        self._password.set_value("")
        self.cover()
        self._password.take_focus()

    @property
    def is_locked(self) -> bool:
        """Whether the desk is covered."""
        return not self.isHidden()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt override
        """Qt override: nothing of the desk shines through."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("canvas"))
        painter.end()

    def _try(self) -> None:
        if not self._password.edit.isEnabled():
            return
        self._password.edit.setEnabled(False)
        work = partial(self._check_password, self._password.value())
        self._tasks.run(work, self._on_right, self._on_wrong)

    def _on_right(self, _nothing: None) -> None:
        self._password.edit.setEnabled(True)
        self._password.set_value("")
        self.uncover()
        self.unlocked.emit()

    def _on_wrong(self, error: Exception) -> None:
        self._password.edit.setEnabled(True)
        self._password.set_value("")
        if not isinstance(error, DomainError | EnvironmentProblem):
            self._password.set_fault("没能核对密码。再试一次，还不行就找系统管理员。")
            self._password.take_focus()
            raise error
        self._password.set_fault(error.text)
        self._password.take_focus()


class IdleWatch(QObject):
    """Emits ``idle`` when nobody has touched keyboard or mouse for ``minutes``; 0 never does."""

    idle = Signal()

    def __init__(self, application: QObject, minutes: float, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._timer.setInterval(round(minutes * 60_000))
        self._timer.timeout.connect(self.idle)
        if minutes > 0:
            application.installEventFilter(self)
            self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt override: any sign of life begins the wait anew."""
        if event.type() in _SIGNS_OF_LIFE:
            self._timer.start()
        return super().eventFilter(watched, event)
