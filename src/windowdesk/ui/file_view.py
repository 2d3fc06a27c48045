"""One attached file in sight: pages, size, turned by right angles."""

from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QScrollArea, QWidget

from windowdesk.domain.errors import EnvironmentProblem
from windowdesk.ui.file_raster import FilePage, FileRaster
from windowdesk.ui.file_source import FileEntry, FileSource
from windowdesk.ui.kit import Kit
from windowdesk.ui.measures import SizeMeasure

# How wide a page is, in widths of the view: it begins as wide as there is room.
_SIZES = (0.5, 0.7, 1.0, 1.4, 2.0, 3.0)
_FIRST = 2
_LEAST, _EDGE = 240, 20
_MOVED = 40  # px by which the view must change before the page is drawn anew
_RIGHT_ANGLES = 4
_NOTHING = "选一份电子件，在这里看。"
_KEPT = "{kind}在这里看不了。存出来，用电脑上的程序看。"
_NOT_IN_CASE = "{kind}在这里看不了，已经存好。"
_READING = "正在打开…"


class FileView(QScrollArea):
    """``told`` carries the line about the page in sight.

    The bytes are fetched anew for each page, so that one file at most is held in memory while it
    is being drawn, and nothing of it afterwards but the picture on the screen.
    """

    told = Signal(str)

    def __init__(self, kit: Kit, source: FileSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self._source = source
        self._raster = FileRaster()
        self._entry: FileEntry | None = None
        self._page = 0
        self._pages = 1
        self._zoom = _FIRST
        self._turns = 0
        self._asked = 0
        self._room = 0
        self._label = QLabel(_NOTHING)
        self._label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._label.setWordWrap(True)
        self.setWidget(self._label)
        self.setWidgetResizable(True)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setProperty("role", "paper")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("电子件内容")
        SizeMeasure(kit.theme, self, least=(None, 120))
        kit.theme.changed.connect(self._ask)

    @property
    def page(self) -> int:
        """The page in sight, from 0."""
        return self._page

    @property
    def turns(self) -> int:
        """By how many right angles it is turned."""
        return self._turns

    @property
    def shown_size(self) -> QSize:
        """How large the picture on the screen is, nothing while there is none."""
        return self._label.pixmap().size()

    def show_entry(self, entry: FileEntry | None) -> None:
        """Show another file, from its first page."""
        same = entry is not None and self._entry is not None and entry == self._entry
        self._entry = entry
        if not same:
            self._page, self._pages, self._turns = 0, 1, 0
            self._ask()

    def turn_page(self, step: int) -> bool:
        """Go ``step`` pages on; False at either end."""
        if not 0 <= self._page + step < self._pages:
            return False
        self._page += step
        self.verticalScrollBar().setValue(0)
        self._ask()
        return True

    def zoom(self, step: int) -> None:
        """Make it larger or smaller."""
        zoom = min(max(0, self._zoom + step), len(_SIZES) - 1)
        if zoom != self._zoom:
            self._zoom = zoom
            self._ask()

    def rotate(self) -> None:
        """Turn it by a right angle; what is stored stays as it is."""
        self._turns = (self._turns + 1) % _RIGHT_ANGLES
        self._ask()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt override: a page that was drawn for another width is drawn anew."""
        super().resizeEvent(event)
        if self._entry is not None and abs(self._free_width() - self._room) > _MOVED:
            self._ask()

    def _free_width(self) -> int:
        """Return how wide a page may be, whether or not it will have to be scrolled."""
        bar = self.verticalScrollBar().sizeHint().width()
        return self.maximumViewportSize().width() - bar

    def _ask(self) -> None:
        self._asked += 1
        entry = self._entry
        if entry is None:
            self._say(_NOTHING)
            return
        if not entry.is_shown:
            words = _KEPT if self._source.in_case else _NOT_IN_CASE
            self._say(words.format(kind=entry.kind_text))
            return
        self.told.emit(_READING)
        self._room = self._free_width()
        width = round(max(_LEAST, self._room - _EDGE) * _SIZES[self._zoom])
        work = partial(self._draw, entry, self._page, width, self._turns)
        self._kit.tasks.run(work, partial(self._on_page, self._asked), self._on_failed)

    def _draw(self, entry: FileEntry, page: int, width: int, turns: int) -> FilePage:
        media = "application/pdf" if entry.stamped else entry.media
        return self._raster.page(self._source.content(entry), media, page, width, turns)

    def _on_page(self, asked: int, page: FilePage) -> None:
        if asked != self._asked:
            return
        self._page, self._pages = page.index, page.count
        self._label.setPixmap(QPixmap.fromImage(page.image))
        self._label.setMinimumSize(page.image.size())
        self.told.emit(f"第 {page.index + 1} 页，共 {page.count} 页")

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, EnvironmentProblem):
            self._say(error.text)
        else:
            self._kit.notifier.failed(error)

    def _say(self, text: str) -> None:
        self._label.setMinimumSize(0, 0)
        self._label.clear()
        self._label.setText(text)
        self.told.emit("")
