"""Takes files from a dialog, the file manager, the clipboard or a folder: one after the other."""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QEvent,
    QIODevice,
    QMimeData,
    QObject,
    QPoint,
    Signal,
)
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage, QImageWriter
from PySide6.QtWidgets import QFileDialog, QWidget

from windowdesk.domain.errors import DomainError
from windowdesk.domain.media import KINDS
from windowdesk.ui.file_source import FileSource, Taken, content_of
from windowdesk.ui.kit import Kit

_PASTED = "粘贴的图片.png"
_TITLE = "选电子件，可以选几份"
_ALL = "所有文件 (*)"
_DRAGS = (QEvent.Type.DragEnter, QEvent.Type.DragMove)


@dataclass(frozen=True)
class _Waiting:
    source: FileSource
    material: str
    load: Callable[[], tuple[str, bytes]]


class FileTaker(QObject):
    """``taken`` follows each file that is safe, ``idle`` the end of the last one.

    Each file is stored and acknowledged before the next one is read (pitfalls.md i5): one that is
    refused, or a database that goes away, stops none of the others.
    """

    taken = Signal(str)
    idle = Signal()

    def __init__(self, kit: Kit, parent: QObject) -> None:
        super().__init__(parent)
        self._kit = kit
        self._waiting: deque[_Waiting] = deque()
        self._is_running = False

    @property
    def left(self) -> int:
        """How many files are on their way."""
        return len(self._waiting) + self._is_running

    def take_paths(self, source: FileSource, material: str, paths: Sequence[Path]) -> None:
        """Attach files to a material ('' for the whole)."""
        for path in paths:
            self._waiting.append(_Waiting(source, material, partial(_from_path, path)))
        self._go_on()

    def take_clipboard(self, source: FileSource, material: str) -> None:
        """Attach what lies on the clipboard: files, or one picture."""
        found = QGuiApplication.clipboard().mimeData()
        paths = paths_in(found)
        if paths:
            self.take_paths(source, material, paths)
            return
        image = QGuiApplication.clipboard().image()
        if image.isNull():
            self._kit.notifier.info("剪贴板里没有图片或文件。先截图或复制，再按 Ctrl+V。")
            return
        self._waiting.append(_Waiting(source, material, partial(_from_image, image)))
        self._go_on()

    def ask(self, over: QWidget, source: FileSource, material: str) -> None:
        """Let the clerk choose files; nothing waits while the dialog is open."""
        dialog = QFileDialog(over, _TITLE)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        suffixes = " ".join(f"*{suffix}" for kind in KINDS for suffix in kind.suffixes)
        dialog.setNameFilters([f"能附的文件 ({suffixes})", _ALL])
        dialog.filesSelected.connect(
            lambda names: self.take_paths(source, material, [Path(name) for name in names])
        )
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _go_on(self) -> None:
        if self._is_running:
            return
        if not self._waiting:
            self.idle.emit()
            return
        self._is_running = True
        self._kit.tasks.run(
            partial(_attach, self._waiting.popleft()), self._on_taken, self._on_failed
        )

    def _on_taken(self, taken: Taken) -> None:
        self._is_running = False
        self._kit.notifier.info(taken.said)
        self.taken.emit(taken.name)
        self._go_on()

    def _on_failed(self, error: Exception) -> None:
        self._is_running = False
        if isinstance(error, DomainError):
            # No field of the desk is wrong: what was to be attached is.
            self._kit.notifier.warn(error.text)
        else:
            self._kit.notifier.failed(error)
        self._go_on()


class DropCatcher(QObject):
    """Takes files that are dropped on a widget; ``dropped`` carries their paths and where."""

    dropped = Signal(list, QPoint)

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        over.setAcceptDrops(True)
        over.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt override: files are taken, all else goes where it went before."""
        if isinstance(event, QDropEvent) and paths_in(event.mimeData()):
            event.acceptProposedAction()
            if event.type() == QEvent.Type.Drop:
                at = event.position().toPoint()
                self.dropped.emit(paths_in(event.mimeData()), at)
            return event.type() in (*_DRAGS, QEvent.Type.Drop)
        return super().eventFilter(watched, event)


def paths_in(found: QMimeData | None) -> list[Path]:
    """Return the files of this machine that are carried along; an empty clipboard has none."""
    if found is None:
        return []
    return [Path(url.toLocalFile()) for url in found.urls() if url.isLocalFile()]


def _attach(waiting: _Waiting) -> Taken:
    name, content = waiting.load()
    return waiting.source.attach(content, name, waiting.material)


def _from_path(path: Path) -> tuple[str, bytes]:
    return path.name, content_of(path)


def _from_image(image: QImage) -> tuple[str, bytes]:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return _PASTED, bytes(buffer.data().data())
