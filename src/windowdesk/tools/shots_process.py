"""Draws every screen of the demo centre. Run as a process of its own, see tools/shots.py."""

import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QLibraryInfo, QPoint, Qt, QTranslator
from PySide6.QtGui import QCursor, QImage, QImageWriter, QPainter
from PySide6.QtWidgets import QApplication, QWidget

from windowdesk.app.compose import House, log_in
from windowdesk.app.desk import CATALOGUE, FIND, ISSUE, SYSTEM, Desk
from windowdesk.app.desktop import month_marks
from windowdesk.app.first_start import FirstStart
from windowdesk.assets import Assets
from windowdesk.domain.local_time import SHANGHAI, local_date
from windowdesk.domain.materials import MaterialState
from windowdesk.domain.states import CaseState
from windowdesk.services.session import Session
from windowdesk.services.setup_draft import draft_of
from windowdesk.services.worklists import Queue, QueueQuery
from windowdesk.settings import Settings
from windowdesk.tools.demo import demo_settings, found_demo
from windowdesk.tools.demo_centre import (
    ADMIN,
    APPROVER,
    CLERK,
    DEMO_CENTRE,
    DEMO_PASSWORD,
    ISSUER,
    REVIEWERS,
)
from windowdesk.tools.demo_clock import HandClock
from windowdesk.tools.demo_people import VILLAGERS
from windowdesk.tools.shots_hands import Hands
from windowdesk.ui.acceptance_desk import AcceptanceDesk
from windowdesk.ui.buttons import Choice
from windowdesk.ui.catalogue_desk import CatalogueScreen
from windowdesk.ui.check_sheet import CheckKind, CheckSheet
from windowdesk.ui.issue_desk import IssueDesk
from windowdesk.ui.kit import Kit
from windowdesk.ui.login import LoginModel, LoginWindow
from windowdesk.ui.notifier import Notifier
from windowdesk.ui.setup_wizard import SetupWizard
from windowdesk.ui.system_desk import SystemDesk
from windowdesk.ui.tasks import RunNow
from windowdesk.ui.theme import Theme, ThemeName

# The day of the pictures in the look book, so that the two can be held side by side.
PICTURE_TIME = datetime(2026, 9, 18, 10, 24, tzinfo=SHANGHAI)
_ROUNDS = 8
_ITEM, _MATERIALS, _FORM = 1, 3, 4


@dataclass(frozen=True)
class Variant:
    """A size, a type scale and a theme; ``mark`` ends the names of its pictures."""

    mark: str
    width: int
    height: int
    scale: float = 1.0
    theme: ThemeName = "light"


VARIANTS = (
    Variant("", 1366, 768),
    Variant("-696", 1366, 696),
    Variant("-1080", 1920, 1080),
    Variant("-150", 1366, 768, 1.5),
    Variant("-contrast", 1366, 768, theme="contrast"),
)


@dataclass(frozen=True)
class Scene:
    """A desk that is open, with hands at its keyboard."""

    desk: Desk
    session: Session
    hands: Hands
    theme: Theme

    def accept_until(self, step: int) -> None:
        """Take in a known person's application for the subsidy, up to a step of the spine."""
        screen = self.desk.window.screen_in_front
        assert isinstance(screen, AcceptanceDesk)  # noqa: S101  the first desk of a clerk
        self.hands.type(VILLAGERS[0].id_number)
        for typed in ("", "kncjr", "1", "", ""):
            if screen.stack.active >= step:
                return
            self.hands.type(typed)
            self.hands.press_enter_until(partial(_is_past, screen, screen.stack.active))


def _is_past(screen: AcceptanceDesk, step: int) -> bool:
    return screen.stack.active > step


@dataclass(frozen=True)
class Picture:
    """A screen with something in it: who looks, at which window, and what was done before."""

    name: str
    login: str
    window: str
    prepare: Callable[[Scene], object]


def _accept_fault(scene: Scene) -> None:
    scene.hands.type("990322196502300013")
    scene.hands.press_enter()


def _accept_materials(scene: Scene) -> None:
    scene.accept_until(_MATERIALS)
    scene.hands.press_enter(2)


def _case(scene: Scene) -> None:
    rows = scene.session.database.lists.queue(QueueQuery(Queue.REVIEW))
    row = next(r for r in rows if r.state is CaseState.PROPOSED)
    scene.desk.open_case(row.case_id)


def _ready(scene: Scene) -> None:
    screen = scene.desk.window.visit(ISSUE)
    row = next(
        r
        for r in scene.session.database.lists.queue(QueueQuery(Queue.ISSUE))
        if r.state is CaseState.READY
    )
    assert isinstance(screen, IssueDesk)  # noqa: S101  the screen behind this code
    screen.scanned(row.number)


def _prints(scene: Scene) -> None:
    scene.accept_until(_FORM)
    scene.hands.press(Qt.Key.Key_F9)
    scene.desk.show_prints()


def _preview(scene: Scene) -> None:
    _case(scene)
    scene.hands.press(Qt.Key.Key_F8)


def _proof(scene: Scene) -> None:
    scene.accept_until(_MATERIALS)
    scene.hands.press(Qt.Key.Key_F4)


def _refuse(scene: Scene) -> None:
    scene.accept_until(_MATERIALS)
    scene.hands.press(Qt.Key.Key_F7)
    # A single sign may be the first of a scan: it is held back for a moment.
    scene.hands.type("2")
    scene.desk.scanner.hand_on()


def _notice(scene: Scene) -> None:
    scene.accept_until(_MATERIALS)
    scene.hands.press_enter(4)
    for _ in range(2):
        scene.hands.type("q")
        scene.desk.scanner.hand_on()
        scene.hands.press(Qt.Key.Key_Down)
    scene.hands.press(Qt.Key.Key_F6)


def _received(scene: Scene) -> None:
    scene.hands.chord(Qt.Key.Key_D, Qt.KeyboardModifier.AltModifier)


def _withdraw(scene: Scene) -> None:
    _case(scene)
    scene.hands.chord(Qt.Key.Key_H, Qt.KeyboardModifier.AltModifier)


def _system(code: str) -> Callable[[Scene], None]:
    """Return what brings a section of the administrator's screen to the front."""

    def show(scene: Scene) -> None:
        screen = scene.desk.window.visit(SYSTEM)
        if isinstance(screen, SystemDesk):
            screen.open(code)

    return show


def _catalogue(code: str) -> Callable[[Scene], None]:
    """Return what looks for an item and brings a part of it to the front."""

    def show(scene: Scene) -> None:
        screen = scene.desk.window.visit(CATALOGUE)
        if isinstance(screen, CatalogueScreen) and screen.look_for("低保"):
            scene.hands.press(Qt.Key.Key_Return)
            screen.editor.open(code)

    return show


def _filters(scene: Scene) -> None:
    scene.desk.window.visit(FIND)
    scene.hands.chord(Qt.Key.Key_F, Qt.KeyboardModifier.AltModifier)


def _filtered(scene: Scene) -> None:
    _filters(scene)
    for _ in range(3):
        scene.hands.press(Qt.Key.Key_Down)
    scene.hands.press(Qt.Key.Key_F9)


def _files(scene: Scene) -> None:
    """Show a drawn page as an attached picture."""
    page = QImage(620, 877, QImage.Format.Format_RGB888)
    page.fill(Qt.GlobalColor.white)
    painter = QPainter(page)
    painter.drawText(page.rect(), Qt.AlignmentFlag.AlignCenter, "残疾人证（样张）")
    painter.end()
    buffer = QBuffer()
    QImageWriter(buffer, QByteArray(b"png")).write(page)
    rows = scene.session.database.lists.queue(QueueQuery(Queue.REVIEW))
    row = next(r for r in rows if r.state is CaseState.PROPOSED)
    scene.session.attachments.attach(row.case_id, bytes(buffer.data().data()), "残疾人证.png")
    scene.desk.open_case(row.case_id)
    scene.hands.chord(Qt.Key.Key_E, Qt.KeyboardModifier.AltModifier)


def _department(scene: Scene) -> None:
    """Open the check of a case that its department accepts; its window has seen nothing."""
    rows = scene.session.database.lists.queue(QueueQuery(Queue.REVIEW))
    case = scene.session.lookup.case(rows[0].case_id).case
    unseen = tuple(replace(m, state=MaterialState.UNCHECKED) for m in case.application.materials)
    application = replace(case.application, materials=unseen)
    unchecked = replace(case, application=application)
    sheet = CheckSheet(scene.theme, unchecked, CheckKind.ACCEPT)
    scene.desk.window.open_sheet(sheet)


PICTURES = (
    Picture("02-accept-empty", CLERK, "02", lambda _scene: None),
    Picture("03-accept-fault", CLERK, "02", _accept_fault),
    Picture("04-accept-item", CLERK, "02", lambda scene: scene.accept_until(_ITEM)),
    Picture("05-accept", CLERK, "02", _accept_materials),
    Picture("06-accept-form", CLERK, "02", lambda scene: scene.accept_until(_FORM)),
    Picture("07-proof", CLERK, "02", _proof),
    Picture("08-approve", APPROVER, "", lambda _scene: None),
    Picture("09-case", APPROVER, "", _case),
    Picture("10-preview", APPROVER, "", _preview),
    Picture("11-issue", ISSUER, "05", lambda _scene: None),
    Picture("12-deliver", ISSUER, "05", _ready),
    Picture("13-find", CLERK, "02", lambda s: s.desk.window.visit(FIND).look_for("段桂兰")),
    Picture("14-prints", CLERK, "02", _prints),
    Picture("15-keys", CLERK, "02", lambda scene: scene.desk.window.show_keys()),
    Picture("16-lock", CLERK, "02", lambda scene: scene.desk.window.lock()),
    Picture("17-refuse", CLERK, "02", _refuse),
    Picture("18-notice", CLERK, "02", _notice),
    Picture("19-received", CLERK, "02", _received),
    Picture("20-withdraw", CLERK, "02", _withdraw),
    Picture("21-filters", CLERK, "02", _filters),
    Picture("22-filtered", CLERK, "02", _filtered),
    Picture("23-files", APPROVER, "", _files),
    Picture("24-department", REVIEWERS["民政"], "", _department),
    Picture("25-day-close", CLERK, "02", lambda scene: scene.desk.show_day_close()),
    Picture("30-system", ADMIN, "", _system("centre")),
    Picture("31-system-places", ADMIN, "", _system("places")),
    Picture("32-system-staff", ADMIN, "", _system("staff")),
    Picture("33-system-printers", ADMIN, "", _system("printers")),
    Picture("34-system-numbers", ADMIN, "", _system("numbers")),
    Picture("35-catalogue", ADMIN, "", _catalogue("identity")),
    Picture("36-catalogue-materials", ADMIN, "", _catalogue("materials")),
)


class Studio:
    """Draws pictures of one demo centre."""

    def __init__(self, application: QApplication, house: House, folder: Path) -> None:
        self._application = application
        self._house = house
        self._folder = folder

    def draw(self, variant: Variant) -> None:
        """Draw all pictures at one size."""
        theme = Theme(Assets(None), variant.theme, variant.scale)
        theme.apply(self._application)
        kit = Kit(theme, Assets(None), RunNow(), Notifier())
        self._login(kit, variant)
        self._first_day(kit, variant)
        for picture in PICTURES:
            with ExitStack() as stack:
                session = log_in(self._house, picture.login, DEMO_PASSWORD, picture.window)
                stack.callback(session.close)
                self._desk(kit, session, picture, variant)

    def _login(self, kit: Kit, variant: Variant) -> None:
        model = LoginModel(
            centre=DEMO_CENTRE.name,
            windows=tuple(Choice(w.code, w.name) for w in DEMO_CENTRE.windows),
            month=month_marks(self._house.calendar, local_date(PICTURE_TIME)),
            log_in=lambda _login, _password, _window: None,
            last_login=CLERK.upper(),
            last_window="02",
            help_text="忘了密码，找系统管理员：段志刚 0990-5550101",
            version="",
            demo=True,
        )
        self._grab(LoginWindow(kit.theme, kit.tasks, model), f"01-login{variant.mark}", variant)

    def _first_day(self, kit: Kit, variant: Variant) -> None:
        settings = Settings(data=self._folder, database=str(self._folder / "windowdesk.db"))
        model = replace(
            FirstStart(settings, lambda chosen: chosen).model(),
            draft=draft_of(DEMO_CENTRE),
            keep=lambda _draft: None,
        )
        for code in ("centre", "places", "staff"):
            wizard = SetupWizard(kit.theme, kit.tasks, model)
            wizard.open_page(code)
            self._grab(wizard, f"00-setup-{code}{variant.mark}", variant)

    def _desk(self, kit: Kit, session: Session, picture: Picture, variant: Variant) -> None:
        settings = self._house.settings
        desk = Desk(
            self._application,
            settings,
            kit,
            session,
            lambda _password: None,
            now=lambda: PICTURE_TIME,
        )
        desk.window.resize(variant.width, variant.height)
        desk.open()
        self._settle()
        picture.prepare(Scene(desk, session, Hands(self._application, desk.window), kit.theme))
        self._grab(desk.window, f"{picture.name}{variant.mark}", variant)
        desk.stop()

    def _grab(self, widget: QWidget, name: str, variant: Variant) -> None:
        QCursor.setPos(QPoint(4000, 4000))
        widget.resize(variant.width, variant.height)
        widget.show()
        self._settle()
        image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
        image.save(str(self._folder / f"{name}.png"))
        widget.close()
        widget.deleteLater()
        self._settle()
        # Without an event loop nothing is deleted for good, and every style sheet that follows
        # would dress all windows of before as well.
        self._application.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def _settle(self) -> None:
        for _ in range(_ROUNDS):
            self._application.processEvents()


def main() -> int:
    """Draw everything into the folder that the argument names."""
    folder = Path(sys.argv[1])
    application = QApplication(sys.argv[:1])
    translator = QTranslator()
    if translator.load(
        "qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    ):
        application.installTranslator(translator)
    with tempfile.TemporaryDirectory() as temporary:
        base = Settings(data=Path(temporary), database="")
        house = found_demo(demo_settings(base), HandClock(PICTURE_TIME))
        studio = Studio(application, house, folder)
        wanted = frozenset(sys.argv[2:])
        for variant in VARIANTS:
            if not wanted or variant.mark in wanted:
                studio.draw(variant)
    return 0


if __name__ == "__main__":
    sys.exit(main())
