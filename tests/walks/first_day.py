"""The first day of a centre at the keyboard: set up from nothing, first login, own password.

Every step is a function of its own, so that longer walks can begin with it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.walks.program import ENTER, KEY, Program
from windowdesk.app.desk import Desk
from windowdesk.app.program import Program as RunningProgram
from windowdesk.settings import Settings
from windowdesk.ui.setup_model import Person
from windowdesk.ui.setup_wizard import SetupWizard

ADMIN, CLERK, OWN_PASSWORD = "admin", "yl-0206", "yunling-first-day"
FACTS = {
    "中心名称": "云岭镇便民服务中心",
    "区划代码": "990322103",
    "地址": "青岫县云岭镇兴岭路18号",
    "咨询电话": "0990-5550102",
    "监督电话": "0990-5550112",
    "办公时间": "工作日9时至17时",
    "取件时间": "工作日9时至17时",
    "取件地点": "云岭镇便民服务中心05号出件窗口",
    "机关名称": "青岫县云岭镇人民政府",
    "机关代字": "云岭便",
    "行政复议机关": "青岫县人民政府",
    "管辖法院": "青岫县人民法院",
}
WINDOWS = (("1", "综合窗口"), ("5", "出件窗口"))
DEPARTMENTS = ("民政", "农业农村")
STAFF = (
    (ADMIN, "段志刚", "系统管理员、督办人员", "", "0990-5550101"),
    (CLERK, "李文秀", "综合窗口", "", ""),
    ("yl-0301", "何正明", "承办", "民政", ""),
    ("yl-0401", "段正刚", "分管领导", "", ""),
    ("yl-0501", "杨春燕", "出件、档案", "", ""),
)


@dataclass
class FirstDay:
    """A machine on which nothing is set up, and the hands at its keyboard."""

    qtbot: QtBot
    application: QApplication
    settings: Settings
    running: RunningProgram = field(init=False)
    demos: list[Settings] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.start()

    def start(self) -> None:
        """Start the program as an icon does."""
        self.running = RunningProgram(self.application, self.settings, self._open_demo)
        self.running.open()

    @property
    def wizard(self) -> SetupWizard:
        wizard = self.running.wizard
        assert isinstance(wizard, SetupWizard)
        return wizard

    @property
    def hands(self) -> Program:
        """Return the keyboard; it writes where the focus is."""
        desktop = self.running.desktop
        return Program(self.qtbot, self.application, desktop)  # type: ignore[arg-type]

    def until_page(self, code: str) -> None:
        self.qtbot.waitUntil(lambda: self.wizard.page_code == code, timeout=15_000)

    def sit_down(self) -> None:
        """Bring the wizard to the front."""
        self.qtbot.waitExposed(self.wizard)
        self.wizard.activateWindow()
        self.qtbot.waitUntil(self.wizard.isActiveWindow, timeout=15_000)

    def next_page(self, code: str) -> None:
        self.hands.press(KEY.Key_PageDown)
        self.until_page(code)

    def write_fields(self, texts: dict[str, str], last: str) -> None:
        """Go from field to field with Enter and write those that have a text, up to ``last``."""
        for _ in range(40):
            where = self.hands.where()
            if where in texts:
                self.hands.write(texts[where])
            if where == last:
                return
            self.hands.press(ENTER)
        raise AssertionError(f"never came to {last}")

    def write_rows(self, rows: Sequence[Sequence[str]]) -> None:
        """Write a table cell by cell, Enter after each; the last Enter leaves the blank row."""
        for cells in rows:
            for cell in cells:
                self.hands.enter(cell)
        self.hands.press(ENTER)

    def shown_people(self) -> dict[str, Person]:
        """Return who can log in, as the last page shows them."""
        set_up = self.wizard._set_up
        assert set_up is not None
        return {person.login: person for person in set_up.people}

    def close(self) -> None:
        """Close the program as its last window does."""
        for window in (self.running.wizard, *self._desk_windows()):
            if window is not None:
                window.close()
                window.deleteLater()
        self.running.close()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def _desk_windows(self) -> tuple[QWidget, ...]:
        desktop = self.running.desktop
        if desktop is None:
            return ()
        desk = desktop.desk
        if isinstance(desk, Desk):
            desk.stop()
            return (desktop.login, desk.window)
        return (desktop.login,)

    def _open_demo(self, settings: Settings) -> Settings:
        self.demos.append(settings)
        return settings


def describe_centre(day: FirstDay) -> None:
    """Fill the pages from the first to the last look."""
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
    day.next_page("numbers")
    day.write_fields({"受理通知书": "119"}, last="受理通知书")
    day.next_page("check")


def found_centre(day: FirstDay) -> dict[str, Person]:
    """Press F9 on the last look; return who can log in."""
    day.hands.press(KEY.Key_F9)
    day.until_page("done")
    return day.shown_people()


def go_to_login(day: FirstDay) -> Program:
    """Leave the sheet of passwords for the login window."""
    day.hands.press(KEY.Key_F9)
    day.qtbot.waitUntil(lambda: day.running.desktop is not None, timeout=15_000)
    hands = day.hands
    day.qtbot.waitExposed(hands.desktop.login)
    hands.desktop.login.activateWindow()
    hands.until(hands.desktop.login.isActiveWindow)
    return hands


def change_first_password(hands: Program, password: str = OWN_PASSWORD) -> None:
    """Give oneself a password on the sheet that stands over the desk at the first login."""
    hands.until_at("新密码")
    hands.enter(password)
    hands.enter(password)
    hands.until(lambda: hands.desk.window.sheets.current is None)


def first_settings(folder: Path) -> Settings:
    """Return the settings of a machine on which nothing was ever done."""
    return Settings(data=folder, database=str(folder / "windowdesk.db"))
