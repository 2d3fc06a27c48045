"""Offers photos that have just come into the watched folder: one key attaches them."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from windowdesk.services.photo_folder import Photo
from windowdesk.services.session import Session
from windowdesk.ui.kit import Kit
from windowdesk.ui.notifier import Banner, BannerAct
from windowdesk.ui.tone import Tone

_EVERY_MS = 2_000
_CODE = "photos"
_NONE = "照片文件夹里没有新照片。"
_NO_FOLDER = "还没设照片文件夹。在 settings.toml 里写 photo_folder，扫描和拍照程序就往那里存。"


class PhotoWatch(QObject):
    """``wanted`` carries the paths of the photos that the clerk takes.

    ``target`` names what they would be attached to, None while nothing can be attached: photos of
    one visitor are never offered for the next, they are let go when the desk is empty.
    """

    wanted = Signal(list)

    def __init__(
        self, kit: Kit, session: Session, target: Callable[[], str | None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._kit = kit
        self._folder = session.photos
        self._target = target
        self._found: tuple[Photo, ...] = ()
        self._said: tuple[tuple[Photo, ...], str] = ((), "")
        self._is_looking = False
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.look)
        if self._folder is not None:
            self._timer.start()

    def look(self) -> None:
        """Look for new photos, off the GUI thread."""
        if self._folder is None or self._is_looking:
            return
        self._is_looking = True
        self._kit.tasks.run(self._folder.look, self._on_found, self._on_failed)

    def take(self) -> None:
        """Alt+X: attach what is offered."""
        if self._folder is None:
            self._kit.notifier.info(_NO_FOLDER)
            return
        if not self._found or self._target() is None:
            self._kit.notifier.info(_NONE)
            return
        found, self._found = self._found, ()
        self._folder.let_go(found)
        self._kit.notifier.drop_banner(_CODE)
        self._said = ((), "")
        self.wanted.emit([photo.path for photo in found])

    def _on_found(self, found: tuple[Photo, ...]) -> None:
        self._is_looking = False
        target = self._target()
        if target is None and self._folder is not None:
            self._folder.let_go(found)
            found = ()
        self._found = found
        if (found, target or "") == self._said:
            return
        self._said = (found, target or "")
        if not found or target is None:
            self._kit.notifier.drop_banner(_CODE)
            return
        more = f" 等 {len(found)} 张" if len(found) > 1 else ""
        self._kit.notifier.raise_banner(
            Banner(
                _CODE,
                Tone.BLUE,
                "scan",
                f"有新照片：{found[0].path.name}{more}",
                f"附到“{target}”。",
                (BannerAct("附上", self.take, "Alt+X"),),
            )
        )

    def _on_failed(self, error: Exception) -> None:
        """Say it once: a folder on a stick that was pulled out is no reason to say it forever."""
        self._is_looking = False
        self._timer.stop()
        self._kit.notifier.failed(error)
