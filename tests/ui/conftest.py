"""What the tests of the screens share: one theme, its kit, doubles."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from tests.ui.samples import CONTENT
from windowdesk.assets import Assets
from windowdesk.ui.kit import Kit
from windowdesk.ui.notifier import RecordingNotifier
from windowdesk.ui.tasks import RunNow
from windowdesk.ui.theme import Theme


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    # Qt's offscreen platform says this of every window that has a least size.
    for item in items:
        item.add_marker(pytest.mark.qt_log_ignore("propagateSizeHints", extend=True))


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    made = Theme(Assets())
    made.apply(qapp)
    yield made
    # First the widgets of the test, then the sheet: Qt keeps the rules of a header that is asked
    # for its size while the sheet goes, and the next sheet would dress a widget that is gone.
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    qapp.setStyleSheet("")


@pytest.fixture
def notifier(qapp: QApplication) -> RecordingNotifier:
    return RecordingNotifier()


@pytest.fixture
def kit(theme: Theme, notifier: RecordingNotifier) -> Kit:
    return Kit(theme, Assets(CONTENT), RunNow(), notifier)
