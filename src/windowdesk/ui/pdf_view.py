"""The preview of papers: the archived bytes, page by page, as a sheet over the desk."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QScrollArea, QWidget

from windowdesk.ui.acts import KeyAct, KeyGroup
from windowdesk.ui.buttons import ButtonKind, KeyButton
from windowdesk.ui.measures import SizeMeasure
from windowdesk.ui.paper_raster import PaperPage, PaperRaster
from windowdesk.ui.parts import STRETCH, bare, column, label, row
from windowdesk.ui.sheet import Sheet
from windowdesk.ui.tasks import Tasks
from windowdesk.ui.theme import Theme

_ZOOMS = (3.0, 3.6, 4.5, 6.0, 8.0)
"""Pixels per mm at 100 %: the first shows a whole A4 page at 1366x768 in two screens' height."""


@dataclass(frozen=True)
class SealSpot:
    """Where the seal will stand: page from 0, centre and diameter in mm from the upper left."""

    page: int
    x_mm: float
    y_mm: float
    diameter_mm: float = 42


@dataclass(frozen=True)
class PreviewPaper:
    """A paper to look at: its name, number, bytes and the places kept for seals."""

    name: str
    number: str
    pdf: bytes
    seals: tuple[SealSpot, ...] = ()


class PaperSheet(Sheet):
    """Shows papers one after the other; ``print_wanted`` carries the index of the one in sight.

    PgUp and PgDn turn pages and go on to the next paper, + and - change the size.
    """

    print_wanted = Signal(int)

    def __init__(
        self,
        theme: Theme,
        tasks: Tasks,
        raster: PaperRaster,
        papers: Sequence[PreviewPaper],
        *,
        can_print: bool = True,
    ) -> None:
        super().__init__(theme, "paper", "预览", width=1000)
        self._tasks = tasks
        self._raster = raster
        self._papers = tuple(papers)
        self._paper = 0
        self._page = 0
        self._pages = 1
        self._zoom = 1
        self._asked = 0
        self._view = _PageView(theme)
        self._scroll = QScrollArea()
        self._scroll.setWidget(self._view)
        self._scroll.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._scroll.setProperty("role", "paper")
        self._scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._scroll.setAccessibleName("纸样")
        SizeMeasure(theme, self._scroll, least=(None, 120))
        self._name = label("", "head")
        self._number = label("", "second")
        self._where = label("", "hint")
        self._print = KeyButton(theme, "打印这一份", "F9", ButtonKind.GO, "print")
        self._print.clicked.connect(self._on_print_clicked)
        self._print.setVisible(can_print)
        self._can_print = can_print
        self.put_row(self._name, 10, self._number, STRETCH, self._where)
        self.put(bare(column(theme, 10)))
        self.put(self._scroll, 1)
        self.put(bare(column(theme, 12)))
        self.put(row(theme, *self._buttons(), STRETCH, self._print))
        theme.changed.connect(self._ask)
        self._ask()

    def keys(self) -> tuple[KeyGroup, ...]:
        """Turn, size, print."""
        acts = [
            KeyAct("PgDown", "下一页", partial(self.turn, 1)),
            KeyAct("PgUp", "上一页", partial(self.turn, -1)),
            KeyAct("+", "放大", partial(self.zoom, 1)),
            KeyAct("=", "", partial(self.zoom, 1)),
            KeyAct("-", "缩小", partial(self.zoom, -1)),
        ]
        if self._can_print:
            acts.append(KeyAct("F9", "打印这一份", self._on_print_clicked))
        return (KeyGroup("预览", tuple(acts)),)

    def take_focus(self) -> None:
        """Let ↑↓ move the paper at once."""
        self._scroll.setFocus(Qt.FocusReason.OtherFocusReason)

    def sizeHint(self) -> QSize:
        """Qt override: as high as there is room."""
        return QSize(super().sizeHint().width(), self.theme.u(2_000))

    def turn(self, step: int) -> None:
        """Go ``step`` pages on, over the end of a paper to the next one."""
        page = self._page + step
        if 0 <= page < self._pages:
            self._page = page
        elif 0 <= self._paper + step < len(self._papers):
            self._paper += step
            self._page = 0
        else:
            return
        self._scroll.verticalScrollBar().setValue(0)
        self._ask()

    def zoom(self, step: int) -> None:
        """Make the paper larger or smaller."""
        zoom = min(max(0, self._zoom + step), len(_ZOOMS) - 1)
        if zoom != self._zoom:
            self._zoom = zoom
            self._ask()

    def _buttons(self) -> tuple[QWidget | float, ...]:
        made: list[QWidget | float] = []
        for text, key, act in (
            ("上一页", "PgUp", partial(self.turn, -1)),
            ("下一页", "PgDn", partial(self.turn, 1)),
            ("缩小", "-", partial(self.zoom, -1)),
            ("放大", "+", partial(self.zoom, 1)),
        ):
            button = KeyButton(self.theme, text, key)
            button.clicked.connect(act)
            made += [button, 8]
        return tuple(made)

    def _ask(self) -> None:
        if not self._papers:
            return
        paper = self._papers[self._paper]
        self._name.setText(paper.name)
        self._number.setText(paper.number)
        self._asked += 1
        fine = _ZOOMS[self._zoom] * self.theme.scale
        work = partial(self._raster.page, paper.pdf, self._page, fine)
        self._tasks.run(work, partial(self._on_page, self._asked), self._on_failed)

    def _on_page(self, asked: int, page: PaperPage) -> None:
        if asked != self._asked:
            return
        self._page, self._pages = page.index, page.count
        papers = (
            f"第 {self._paper + 1} 份，共 {len(self._papers)} 份　" if len(self._papers) > 1 else ""
        )
        self._where.setText(f"{papers}第 {page.index + 1} 页，共 {page.count} 页")
        spots = [s for s in self._papers[self._paper].seals if s.page == page.index]
        self._view.show_page(page, spots)

    def _on_failed(self, error: Exception) -> None:
        self._where.setText("这份文书打不开，存档的内容可能坏了。到系统里核对一遍。")
        raise error

    def _on_print_clicked(self) -> None:
        self.print_wanted.emit(self._paper)


class _PageView(QWidget):
    """The page on its ground; the ring of the seal is drawn here and is not in the file."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._image = QImage()
        self._fine = 1.0
        self._spots: list[SealSpot] = []

    def show_page(self, page: PaperPage, spots: list[SealSpot]) -> None:
        self._image = page.image
        self._fine = page.pixels_per_mm
        self._spots = spots
        self.setFixedSize(page.image.size())
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt override
        """Qt override."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawImage(0, 0, self._image)
        for spot in self._spots:
            self._paint_spot(painter, spot)
        painter.end()

    def _paint_spot(self, painter: QPainter, spot: SealSpot) -> None:
        # Paper is white in every theme, so the ring keeps the red of the light one.
        pen = QPen(Qt.GlobalColor.darkRed, self._theme.u(1.5), Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        centre = QPointF(spot.x_mm, spot.y_mm) * self._fine
        radius = spot.diameter_mm / 2 * self._fine
        painter.drawEllipse(centre, radius, radius)
        painter.setFont(self._theme.font(13))
        box = QRectF(centre.x() - radius, centre.y() + radius / 2, 2 * radius, radius / 2)
        painter.drawText(box, Qt.AlignmentFlag.AlignHCenter, "盖章处")
