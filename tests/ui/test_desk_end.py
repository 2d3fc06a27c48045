"""A desk is put away in whatever order its window and its watches go."""

from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from tests.ui.desks import demo_desks
from windowdesk.app.desk import Desk
from windowdesk.assets import Assets
from windowdesk.settings import Settings
from windowdesk.tools.demo_centre import CLERK
from windowdesk.ui.kit import Kit
from windowdesk.ui.notifier import RecordingNotifier
from windowdesk.ui.tasks import RunNow
from windowdesk.ui.theme import Theme


def test_a_desk_stops_after_its_window_is_gone(
    tmp_path: Path, theme: Theme, qapp: QApplication
) -> None:
    with demo_desks(tmp_path) as desks:
        kit = Kit(theme, Assets(), RunNow(), RecordingNotifier())
        settings = Settings(data=tmp_path, database=desks.house.settings.database)
        session = desks.session(CLERK)
        desk = Desk(qapp, settings, kit, session, lambda _password: None, now=desks.clock.wall)
        desk.open()
        desk.window.close()
        desk.window.deleteLater()
        qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        desk.stop()
