import io

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from windowdesk.ui.paper_raster import PaperRaster
from windowdesk.ui.pdf_view import PaperSheet, PreviewPaper, SealSpot
from windowdesk.ui.sheet import SheetHost
from windowdesk.ui.tasks import RunNow, TaskRunner
from windowdesk.ui.theme import Theme


def pdf(pages: int) -> bytes:
    document = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        document.new_page(595, 842)
    out = io.BytesIO()
    document.save(out)
    document.close()
    return out.getvalue()


@pytest.fixture
def papers() -> tuple[PreviewPaper, ...]:
    return (
        PreviewPaper("受理通知书", "云乡受〔2026〕231 号", pdf(2), (SealSpot(1, 150, 200),)),
        PreviewPaper("送达回证", "云乡送〔2026〕90 号", pdf(1)),
    )


def test_pages_are_turned_over_the_end_of_a_paper(
    theme: Theme, papers: tuple[PreviewPaper, ...], qtbot: QtBot
) -> None:
    sheet = PaperSheet(theme, RunNow(), PaperRaster(), papers)
    qtbot.addWidget(sheet)
    assert sheet._where.text().endswith("第 1 页，共 2 页")
    sheet.turn(1)
    assert sheet._view._spots == [SealSpot(1, 150, 200)]
    sheet.turn(1)
    assert sheet._name.text() == "送达回证"
    sheet.turn(1)
    assert sheet._name.text() == "送达回证"
    with qtbot.waitSignal(sheet.print_wanted) as told:
        sheet._print.click()
    assert told.args == [1]


def test_the_ring_of_the_seal_is_on_screen_and_not_in_the_file(
    theme: Theme, papers: tuple[PreviewPaper, ...], qtbot: QtBot
) -> None:
    raster = PaperRaster()
    sheet = PaperSheet(theme, RunNow(), raster, papers)
    qtbot.addWidget(sheet)
    sheet.turn(1)
    shown = sheet._view.grab().toImage()
    bare = raster.page(papers[0].pdf, 1, sheet._view._fine).image
    x, y = (round(mm * sheet._view._fine) for mm in (150, 200))
    radius = round(21 * sheet._view._fine)
    area = [(x + dx, y - radius + dy) for dx in range(-20, 21) for dy in (-1, 0, 1)]
    assert any(shown.pixelColor(*at).red() > shown.pixelColor(*at).green() for at in area)
    assert all(bare.pixelColor(*at).name() == "#ffffff" for at in area)


def test_a_page_is_drawn_off_the_gui_thread_and_grows_with_zoom(
    theme: Theme, papers: tuple[PreviewPaper, ...], qtbot: QtBot
) -> None:
    runner = TaskRunner(1)
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1366, 768)
    host = SheetHost(theme, window)
    window.show()
    sheet = PaperSheet(theme, runner, PaperRaster(), papers)
    host.open(sheet)
    qtbot.waitUntil(lambda: not sheet._view._image.isNull())
    before = sheet._view.width()
    qtbot.keyClick(sheet._scroll, Qt.Key.Key_Plus)
    sheet.zoom(1)
    qtbot.waitUntil(lambda: sheet._view.width() > before)
    assert sheet.height() <= window.height()
    assert runner.close()
