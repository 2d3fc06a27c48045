import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.sample_screen import SampleScreen
from tests.ui.samples import SESSION, queue_line, whole_queue
from windowdesk.domain.errors import DomainError
from windowdesk.ui.keys_sheet import KeysSheet
from windowdesk.ui.kit import Kit
from windowdesk.ui.main_window import MainWindow, ScreenSpec
from windowdesk.ui.notifier import Banner, BannerAct
from windowdesk.ui.parts import label
from windowdesk.ui.room import Rail, Room
from windowdesk.ui.screen import TopLine
from windowdesk.ui.sheet import Sheet
from windowdesk.ui.status_bar import StatusItem
from windowdesk.ui.theme import Theme
from windowdesk.ui.tone import Tone


def check_password(password: str) -> None:
    if password != "right":
        raise DomainError("密码不对，还可以试 4 次。", "password")


@pytest.fixture
def built() -> list[str]:
    return []


@pytest.fixture
def window(kit: Kit, built: list[str], qtbot: QtBot) -> MainWindow:
    def make(code: str) -> SampleScreen:
        built.append(code)
        return SampleScreen(kit, whole_queue, queue_line)

    specs = (
        ScreenSpec("accept", "受理", "accept", 1, lambda: make("accept")),
        ScreenSpec("approve", "审批", "approve", 2, lambda: make("approve")),
    )
    made = MainWindow(kit, SESSION, specs, check_password)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.visit("accept")
    return made


def screen_of(window: MainWindow) -> SampleScreen:
    screen = window.screen_in_front
    assert isinstance(screen, SampleScreen)
    return screen


def test_a_desk_is_built_on_its_first_visit_only(
    window: MainWindow, built: list[str], qtbot: QtBot
) -> None:
    assert built == ["accept"]
    for key in (Qt.Key.Key_2, Qt.Key.Key_1, Qt.Key.Key_2):
        qtbot.keyClick(QApplication.focusWidget(), key, Qt.KeyboardModifier.ControlModifier)
    assert built == ["accept", "approve"]
    assert window.screen_code == "approve"


def test_coming_back_restores_the_caret(window: MainWindow, qtbot: QtBot) -> None:
    opinion = screen_of(window).opinion
    opinion.take_focus()
    window.visit("approve")
    window.visit("accept")
    assert opinion.text.hasFocus()


def test_f9_is_the_act_of_the_desk_in_front(window: MainWindow, qtbot: QtBot) -> None:
    screen = screen_of(window)
    screen.opinion.set_value("同意")
    qtbot.keyClick(screen.queue, Qt.Key.Key_F9)
    assert screen.approved == ["1"]


def test_f1_lists_keys_and_esc_gives_the_focus_back(window: MainWindow, qtbot: QtBot) -> None:
    screen = screen_of(window)
    screen.opinion.take_focus()
    qtbot.keyClick(screen.opinion.text, Qt.Key.Key_F1)
    assert isinstance(window.sheets.current, KeysSheet)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F9)
    assert screen.approved == []
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert window.sheets.current is None
    assert screen.opinion.text.hasFocus()


def test_only_one_sheet_is_open(window: MainWindow, theme: Theme) -> None:
    first, second = (Sheet(theme, "paper", title) for title in ("一", "二"))
    left = []
    first.left.connect(lambda: left.append("一"))
    window.open_sheet(first)
    second.put(label("纸"))
    window.open_sheet(second)
    assert left == ["一"]
    assert window.sheets.current is second


def test_find_goes_up_when_the_desk_does_not_want_it(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(screen_of(window).queue, Qt.Key.Key_F3)
    field = QApplication.focusWidget()
    qtbot.keyClicks(field, "A037")
    with qtbot.waitSignal(window.found) as told:
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert told.args == ["A037"]
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert screen_of(window).queue.hasFocus()


def test_the_lock_hides_the_desk_until_the_password_is_right(
    window: MainWindow, qtbot: QtBot
) -> None:
    screen = screen_of(window)
    screen.opinion.take_focus()
    qtbot.keyClick(screen.opinion.text, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert window.lock_cover.is_locked
    password = QApplication.focusWidget()
    qtbot.keyClicks(password, "wrong")
    qtbot.keyClick(password, Qt.Key.Key_Return)
    assert window.lock_cover.is_locked
    assert window.lock_cover._password.fault() == "密码不对，还可以试 4 次。"
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert window.lock_cover.is_locked
    qtbot.keyClicks(password, "right")
    with qtbot.waitSignal(window.unlocked):
        qtbot.keyClick(password, Qt.Key.Key_Return)
    assert screen.opinion.text.hasFocus()


def test_tab_stays_in_the_lock(window: MainWindow, qtbot: QtBot) -> None:
    window.lock()
    for _ in range(3):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert window.lock_cover.isAncestorOf(QApplication.focusWidget())


def test_the_gravest_banner_is_shown_and_the_rest_counted(window: MainWindow, kit: Kit) -> None:
    pressed = []
    act = BannerAct("重打", lambda: pressed.append(1), "Ctrl+P")
    kit.notifier.raise_banner(Banner("print", Tone.AMBER, "print-off", "没打出来", "", (act,)))
    kit.notifier.raise_banner(Banner("net", Tone.GREY, "offline", "已离线", ""))
    kit.notifier.problem("这件已由宁小雨领办。")
    assert [b.code for b in window.banners.banners] == ["problem", "print", "net"]
    kit.notifier.settled()
    kit.notifier.drop_banner("print")
    kit.notifier.drop_banner("net")
    assert window.banners.isHidden()


def test_top_bar_follows_the_desk_in_front(window: MainWindow, kit: Kit) -> None:
    screen_of(window).show_top(TopLine("A037 号", Tone.BLUE, "还有 6 人", "新受理"))
    assert window.top_bar._tag.text() == "A037 号"
    assert window.top_bar._new.text() == "新受理"
    window.visit("approve")
    assert window.top_bar._title.text() == "审批"
    assert window.top_bar._new.text() == "领下一件"


def test_a_count_stands_on_the_rail(window: MainWindow) -> None:
    screen_of(window).badge_changed.emit(120)
    badge = window.rail._buttons["accept"]._badge
    assert (badge.text(), badge.isHidden()) == ("99+", False)


@pytest.mark.parametrize(
    ("width", "rail"), [(1366, Rail.FULL), (959, Rail.WORDS), (759, Rail.HIDDEN)]
)
def test_the_rail_folds_by_the_room(width: int, rail: Rail) -> None:
    assert Room(width, 700).rail is rail


def test_f12_folds_as_type_grows_and_esc_calls_the_rail(
    window: MainWindow, theme: Theme, qtbot: QtBot
) -> None:
    window.resize(1366, 768)
    theme.set_scale(2.0)
    assert window.rail.isHidden()
    qtbot.keyClick(screen_of(window).queue, Qt.Key.Key_Escape)
    assert not window.rail.isHidden()
    theme.set_scale(1.0)
    assert not window.rail.isHidden()


def test_the_status_bar_returns_when_something_needs_care(window: MainWindow, theme: Theme) -> None:
    window.resize(1366, 700)
    theme.set_scale(2.0)
    assert window.status.isHidden()
    window.status.set_item(StatusItem("print", "paper", "没打出来 1", Tone.AMBER))
    assert not window.status.isHidden()
    assert window.status.text_of("print") == "没打出来 1"


def test_a_bug_opens_one_sheet_with_a_report(window: MainWindow, kit: Kit, qtbot: QtBot) -> None:
    kit.notifier.failed(KeyError("x"))
    sheet = window.sheets.current
    assert sheet is not None
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert "KeyError" in QApplication.clipboard().text()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F9)
    assert window.sheets.current is None
