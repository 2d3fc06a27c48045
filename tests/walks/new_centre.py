"""A centre that was set up from nothing through the wizard, and people who sit down in it.

The printer is a tray whose papers are read back; passwords come from the sheet that it printed.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QComboBox
from pytestqt.qtbot import QtBot

from tests.reports.reading import page_texts
from tests.ui.desks import QUEUE, PaperTray
from tests.walks.first_day import (
    DEPARTMENTS,
    FACTS,
    WINDOWS,
    FirstDay,
    change_first_password,
    first_settings,
)
from tests.walks.program import CTRL, ENTER, KEY, SHIFT, Program, open_program
from windowdesk.domain.local_time import SHANGHAI
from windowdesk.settings import load_settings
from windowdesk.ui.screen import Screen

ADMIN, SECOND_ADMIN, CLERK, APPROVER, ISSUER = "gl01", "gl02", "ck01", "ld01", "cj01"
STAFF = (
    (ADMIN, "段志刚", "系统管理员", "", "0990-5550101"),
    (SECOND_ADMIN, "何文英", "系统管理员、督办人员", "", ""),
    (CLERK, "李文秀", "综合窗口人员", "", ""),
    (APPROVER, "段正刚", "分管领导", "", ""),
    (ISSUER, "杨春燕", "出件人员、档案员", "", ""),
)
FIRST_ACCEPTANCE = 119
BACK_OFFICE = "后台"
Shown = TypeVar("Shown", bound=Screen)


@dataclass
class NewCentre:
    """One machine with a centre in a file; ``temporary`` holds the passwords on the slips."""

    qtbot: QtBot
    application: QApplication
    data: Path
    tray: PaperTray
    temporary: dict[str, str] = field(default_factory=dict)
    own: dict[str, str] = field(default_factory=dict)
    _read: list[str] = field(default_factory=list, repr=False)

    @property
    def database(self) -> Path:
        return load_settings(self.data).sqlite_path

    @contextmanager
    def seat(self, login: str, window: str = BACK_OFFICE) -> Iterator[Program]:
        """Open the program, log in, and close it in the end; the first time with the slip."""
        hands = open_program(self.qtbot, self.application, load_settings(self.data))
        try:
            self.enter(hands, login, window)
            yield hands
        finally:
            hands.close()
            self.application.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def enter(self, hands: Program, login: str, window: str) -> None:
        """Log in; with a temporary password one's own is given at once."""
        is_first = login not in self.own
        type_login(hands, login, self.temporary[login] if is_first else self.own[login], window)
        hands.until(lambda: hands.desktop.desk is not None)
        self.qtbot.waitExposed(hands.desk.window)
        hands.take_chair()
        if is_first:
            self.own[login] = f"{login}-own-2026"
            change_first_password(hands, self.own[login])

    def papers_since(self, count: int) -> list[str]:
        """Return what stands on the papers that came out after the first ``count``."""
        for pdf in self.tray.papers[len(self._read) :]:
            self._read.append("".join(page_texts(pdf)))
        return self._read[count:]


def days_ago(days: int) -> str:
    """Return a day before today as somebody types it."""
    return f"{datetime.now(SHANGHAI).date() - timedelta(days=days):%Y%m%d}"


def type_login(hands: Program, login: str, password: str, window: str) -> None:
    """Write number and password, choose the window, and enter."""
    if hands.where() == "密码":
        hands.press(KEY.Key_Tab, SHIFT)
    hands.write(login)
    hands.press(ENTER)
    hands.write(password)
    hands.press(KEY.Key_Tab)
    choose(hands, window)
    hands.press(ENTER)


def choose(hands: Program, text: str) -> None:
    """Go down the list that has the focus until it shows ``text``."""
    hands.press(KEY.Key_Home)
    for _ in range(20):
        if text in shown_choice():
            return
        hands.press(KEY.Key_Down)
    raise AssertionError(f"no {text} in the list at {hands.where()}")


def shown_choice() -> str:
    """Return what the list that has the focus shows."""
    box = QApplication.focusWidget()
    return box.currentText() if isinstance(box, QComboBox) else ""


def rewrite(hands: Program, text: str) -> None:
    """Write over what stands in the field."""
    hands.press(KEY.Key_A, CTRL)
    hands.write(text)


def in_front(hands: Program, kind: type[Shown]) -> Shown:
    """Return the screen in front, which is of that kind."""
    screen = hands.desk.window.screen_in_front
    assert isinstance(screen, kind), screen
    return screen


def set_up(
    qtbot: QtBot, application: QApplication, data: Path, tray: PaperTray
) -> tuple[NewCentre, FirstDay]:
    """Go through the wizard with a printer, print the slips, read the passwords off them."""
    day = FirstDay(qtbot, application, first_settings(data))
    day.sit_down()
    day.next_page("database")
    day.next_page("centre")
    day.write_fields(FACTS, last="取件地点")
    day.next_page("organs")
    day.write_fields(FACTS, last="管辖法院")
    day.next_page("places")
    day.write_rows(WINDOWS)
    day.write_rows([(name,) for name in DEPARTMENTS])
    day.next_page("staff")
    day.write_rows(STAFF)
    day.until_page("printers")
    qtbot.waitUntil(lambda: QUEUE in shown_choice(), timeout=15_000)
    day.next_page("numbers")
    day.write_fields({"受理通知书": str(FIRST_ACCEPTANCE)}, last="受理通知书")
    day.next_page("check")
    day.hands.press(KEY.Key_F9)
    day.until_page("done")
    day.hands.press(KEY.Key_F8)
    qtbot.waitUntil(lambda: bool(tray.papers), timeout=15_000)
    centre = NewCentre(qtbot, application, data, tray)
    (slips,) = centre.papers_since(0)
    centre.temporary.update(re.findall(r"工号([a-z0-9]+)临时密码([a-z0-9-]+)头一次", slips))
    assert centre.temporary.keys() == {login for login, *_rest in STAFF}, slips
    return centre, day
