"""Who sits at the desk: passwords, the lock, the first login, and what F1 tells."""

import pytest
from PySide6.QtWidgets import QTextBrowser

from tests.walks.conftest import OpenSeat
from tests.walks.counter_acts import NAME, NUMBER
from tests.walks.given import an_accepted_case, colleague
from tests.walks.program import CTRL, ENTER, KEY, Centre, Program
from windowdesk.domain.codes import code_text
from windowdesk.tools.demo_centre import (
    ADMIN,
    APPROVER,
    CLERK,
    DEMO_PASSWORD,
    ISSUER,
)
from windowdesk.ui.keys_sheet import KeysSheet
from windowdesk.ui.password_sheet import PasswordSheet

OWN_PASSWORD = "my-own-password"


def test_five_wrong_passwords_lock_the_account(seats: OpenSeat, sqlite_centre: Centre) -> None:
    program = seats(sqlite_centre)
    program.enter(CLERK)
    for said in (*(f"还可以试 {left} 次" for left in (4, 3, 2, 1)), "锁定 10 分钟"):
        _try(program, "not-the-password", said)
    _try(program, DEMO_PASSWORD, "账号还要锁")
    assert program.desktop.desk is None


def test_the_lock_leaves_a_half_filled_form_untouched(
    seats: OpenSeat, sqlite_centre: Centre
) -> None:
    clerk = seats(sqlite_centre)
    clerk.log_in(CLERK)
    clerk.until_at(NUMBER)
    clerk.press(ENTER)
    clerk.write("段桂兰")
    clerk.press(KEY.Key_Left)
    clerk.press(KEY.Key_L, CTRL)
    clerk.until_at("密码")
    clerk.press(KEY.Key_F9)
    clerk.enter("not-the-password")
    clerk.until(lambda: clerk.desk.window.lock_cover.is_locked and clerk.where() == "密码")
    clerk.enter(DEMO_PASSWORD)
    clerk.until(lambda: not clerk.desk.window.lock_cover.is_locked)
    clerk.until_at(NAME)
    clerk.write("小")
    assert clerk.acceptance.visit.person.name.value() == "段桂小兰"


def test_a_scan_over_the_lock_opens_nothing(seats: OpenSeat, sqlite_centre: Centre) -> None:
    receipt = an_accepted_case(sqlite_centre)
    clerk = seats(sqlite_centre)
    clerk.log_in(CLERK)
    clerk.until_at(NUMBER)
    clerk.press(KEY.Key_L, CTRL)
    clerk.until_at("密码")
    clerk.scan(code_text("02", receipt.number))
    clerk.press(KEY.Key_O, CTRL)
    clerk.enter(DEMO_PASSWORD)
    clerk.until(lambda: not clerk.desk.window.lock_cover.is_locked)
    assert clerk.desk.window.screen_code == "accept"


def test_the_first_login_asks_for_a_password_of_ones_own(
    seats: OpenSeat, sqlite_centre: Centre
) -> None:
    with colleague(sqlite_centre, ADMIN) as session:
        session.database.accounts.set_password(CLERK, "given-password", must_change=True)
    clerk = seats(sqlite_centre)
    clerk.log_in(CLERK, "given-password")
    clerk.until(lambda: _asks_for_password(clerk))
    clerk.press(KEY.Key_Escape)
    clerk.until(lambda: _asks_for_password(clerk))
    clerk.enter("short")
    clerk.enter("short")
    assert clerk.where() == "新密码"
    clerk.press(KEY.Key_A, CTRL)
    clerk.enter(OWN_PASSWORD)
    clerk.press(KEY.Key_A, CTRL)
    clerk.enter(OWN_PASSWORD)
    clerk.until(lambda: clerk.desk.window.sheets.current is None)
    clerk.until_at(NUMBER)
    clerk.close()
    again = seats(sqlite_centre)
    assert again.where() == "密码"
    again.enter(OWN_PASSWORD)
    again.until(lambda: again.desktop.desk is not None)
    again.take_chair()
    again.until_at(NUMBER)
    assert again.desk.window.sheets.current is None


@pytest.mark.parametrize(
    ("login", "window", "digits"),
    [(CLERK, "02", "134"), (APPROVER, "", "24"), (ISSUER, "05", "34")],
)
def test_f1_shows_the_keys_and_the_help_page_of_every_desk(
    seats: OpenSeat, sqlite_centre: Centre, login: str, window: str, digits: str
) -> None:
    program = seats(sqlite_centre, "seat", window)
    program.log_in(login)
    for digit in digits:
        program.press(KEY(ord(digit)), CTRL)
        program.press(KEY.Key_F1)
        _read_help(program)


def test_f1_explains_the_page_of_a_case(seats: OpenSeat, sqlite_centre: Centre) -> None:
    receipt = an_accepted_case(sqlite_centre)
    clerk = seats(sqlite_centre)
    clerk.log_in(CLERK)
    clerk.until_at(NUMBER)
    clerk.scan(code_text("02", receipt.number))
    clerk.until(lambda: "扫到办件" in clerk.banner_titles)
    clerk.press(KEY.Key_O, CTRL)
    clerk.until(lambda: clerk.desk.window.screen_code == "case")
    clerk.press(KEY.Key_F1)
    _read_help(clerk)


def _try(program: Program, password: str, said: str) -> None:
    program.enter(password)
    program.until(lambda: said in program.said())
    assert program.where() == "密码"


def _read_help(program: Program) -> None:
    """Turn to the help page with F1, see that it is there, and put the sheet aside."""
    sheet = program.desk.window.sheets.current
    assert isinstance(sheet, KeysSheet)
    assert "的按键" in sheet.accessibleName()
    page = sheet.findChild(QTextBrowser)
    assert isinstance(page, QTextBrowser)
    assert not page.isVisible()
    program.press(KEY.Key_F1)
    assert page.isVisible()
    assert len(page.toPlainText()) > 100
    program.press(KEY.Key_Escape)
    assert program.desk.window.sheets.current is None


def _asks_for_password(program: Program) -> bool:
    is_asking = isinstance(program.desk.window.sheets.current, PasswordSheet)
    return is_asking and program.where() == "新密码"
