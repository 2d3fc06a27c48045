"""A key means one thing on a screen: two shortcuts of the same chord both go dead in Qt."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.desks import DemoDesks, demo_desks
from windowdesk.app.desk import CASE, Desk
from windowdesk.assets import Assets
from windowdesk.tools.demo_centre import ADMIN, APPROVER, CLERK, ISSUER
from windowdesk.ui.acts import KeyAct, KeyGroup
from windowdesk.ui.kit import Kit
from windowdesk.ui.notifier import RecordingNotifier
from windowdesk.ui.tasks import RunNow
from windowdesk.ui.theme import Theme

# The page of a case takes Ctrl+P for its chosen paper before the shortcut of the frame sees it.
TAKEN_OVER = {(CASE, "Ctrl+P")}
# Enter and Esc mean what has the focus says.
ANYWHERE = {"Enter", "Esc"}


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[DemoDesks]:
    with demo_desks(tmp_path) as made:
        yield made


@pytest.mark.parametrize("login", [CLERK, APPROVER, ISSUER, ADMIN])
def test_no_key_means_two_things_on_one_screen(
    qapp: QApplication, qtbot: QtBot, theme: Theme, desks: DemoDesks, login: str
) -> None:
    kit = Kit(theme, Assets(), RunNow(), RecordingNotifier())
    session = desks.session(login)
    desk = Desk(
        qapp, desks.house.settings, kit, session, lambda _password: None, now=desks.clock.wall
    )
    qtbot.addWidget(desk.window)
    desk.open()
    try:
        found = [double for code in desk.window._specs for double in _doubles(desk, code)]
    finally:
        desk.stop()
    assert found == []


def _doubles(desk: Desk, code: str) -> list[tuple[str, str]]:
    """Return the keys that work twice, and those that are listed twice."""
    window, screen = desk.window, desk.window.visit(code)
    live = [*window._shortcuts, *screen.findChildren(QShortcut)]
    listed = [*_acts(window._frame_keys()), *window._further, *_acts(screen.keys())]
    working = Counter(shortcut.key().toString() for shortcut in live)
    printed = Counter(act.keys for act in listed if act.text and act.keys not in ANYWHERE)
    return [
        (code, key)
        for counted in (working, printed)
        for key, count in counted.items()
        if count > 1 and (code, key) not in TAKEN_OVER
    ]


def _acts(groups: tuple[KeyGroup, ...]) -> list[KeyAct]:
    return [act for group in groups for act in group.acts]
