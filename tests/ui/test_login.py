import subprocess
import sys
from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from windowdesk.domain.errors import DomainError, EnvironmentProblem
from windowdesk.ui.buttons import Choice
from windowdesk.ui.login import LoginModel, LoginWindow
from windowdesk.ui.month_view import MonthMarks
from windowdesk.ui.tasks import RunOnCall
from windowdesk.ui.theme import Theme


class Door:
    def __init__(self) -> None:
        self.asked: list[tuple[str, str, str]] = []
        self.answer: Exception | str = "session"

    def __call__(self, login: str, password: str, window: str) -> object:
        self.asked.append((login, password, window))
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


@pytest.fixture
def door() -> Door:
    return Door()


@pytest.fixture
def tasks() -> RunOnCall:
    return RunOnCall()


@pytest.fixture
def login(theme: Theme, tasks: RunOnCall, door: Door, qtbot: QtBot) -> LoginWindow:
    model = LoginModel(
        centre="云岭镇便民服务中心",
        windows=(Choice("w1", "综合窗口 1"), Choice("w2", "综合窗口 2")),
        month=MonthMarks(date(2026, 9, 18), frozenset({date(2026, 9, 18)})),
        log_in=door,
        last_login="YL-0206",
        last_window="w2",
    )
    window = LoginWindow(theme, tasks, model)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def test_with_the_last_login_only_the_password_is_to_be_typed(
    login: LoginWindow, tasks: RunOnCall, door: Door, qtbot: QtBot
) -> None:
    assert login._password.edit.hasFocus()
    qtbot.keyClicks(login._password.edit, "geheim")
    qtbot.keyClick(login._password.edit, Qt.Key.Key_Return)
    with qtbot.waitSignal(login.logged_in) as told:
        tasks.finish()
    assert told.args == ["session"]
    assert door.asked == [("YL-0206", "geheim", "w2")]
    assert login._password.value() == ""


def test_a_wrong_password_is_said_under_its_field(
    login: LoginWindow, tasks: RunOnCall, door: Door, qtbot: QtBot
) -> None:
    door.answer = DomainError("密码不对，还可以试 3 次。", "password")
    qtbot.keyClicks(login._password.edit, "GEHEIM")
    qtbot.keyClick(login._password.edit, Qt.Key.Key_Return)
    tasks.finish()
    assert login._password.fault().startswith("密码不对，还可以试 3 次。")
    assert login._password.edit.hasFocus()


def test_caps_lock_is_told_from_a_capital_without_shift(
    login: LoginWindow, tasks: RunOnCall, door: Door, qtbot: QtBot
) -> None:
    door.answer = DomainError("密码不对。", "password")
    qtbot.keyClick(login._password.edit, "A", Qt.KeyboardModifier.NoModifier)
    login._caps_on = True
    qtbot.keyClick(login._password.edit, Qt.Key.Key_Return)
    tasks.finish()
    assert login._password.fault() == "密码不对。大写锁定键开着。"


def test_pressing_enter_twice_asks_once(login: LoginWindow, tasks: RunOnCall, qtbot: QtBot) -> None:
    for _ in range(2):
        qtbot.keyClick(login._password.edit, Qt.Key.Key_Return)
    assert tasks.waiting == 1
    assert login._button.text() == "正在进入"


def test_trouble_with_the_database_is_said_without_blaming_a_field(
    login: LoginWindow, tasks: RunOnCall, door: Door, qtbot: QtBot
) -> None:
    door.answer = EnvironmentProblem("连不上镇里的数据库。")
    login._button.click()
    tasks.finish()
    assert login._note.text() == "连不上镇里的数据库。"
    assert login._password.fault() == ""


def test_without_a_login_nothing_is_asked(
    login: LoginWindow, tasks: RunOnCall, qtbot: QtBot
) -> None:
    login._login.set_value(" ")
    login._button.click()
    assert tasks.waiting == 0
    assert login._login.fault() == "写上工号。"


def test_the_login_window_needs_nothing_heavy() -> None:
    code = (
        "import sys, windowdesk.ui.login;"
        "heavy = {'sqlalchemy', 'PySide6.QtUiTools', 'pypdfium2', 'reportlab'} & set(sys.modules);"
        "sys.exit(str(heavy) if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
