from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from windowdesk.domain.clock import Light, LightReading
from windowdesk.ui.paging import Cursor, Page, PagedRows
from windowdesk.ui.queue_line import QueueHeading, QueueLine
from windowdesk.ui.row_list import AnyIndex, RowList, RowListModel
from windowdesk.ui.tasks import RunNow
from windowdesk.ui.theme import Theme

PAGE = 50
FIRST_GROUP = 6
UNGROUPED = 100_000
READING = LightReading(Light.GREEN, "余 7 日", "9月29日")


def present(number: int) -> QueueLine:
    group = "已超期" if number < FIRST_GROUP else "其余" if number < UNGROUPED else ""
    return QueueLine(str(number), READING, f"事项 {number}", "段桂兰", "审查", group)


class CountingModel(RowListModel[int]):
    """Counts how often it is asked for anything about a row."""

    asked = 0

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        self.asked += 1
        return super().data(index, role)


@dataclass
class Source:
    """Numbers without end: the first page of ``first``, then pages of 50."""

    first: int = PAGE
    asked: list[int] = field(default_factory=list)

    def __call__(self, cursor: Cursor | None) -> Page[int]:
        start = cursor if isinstance(cursor, int) else 0
        end = start + PAGE if start else self.first
        self.asked.append(end - start)
        return Page(tuple(range(start, end)), end)


@dataclass
class Shown:
    pages: PagedRows[int]
    queue: RowList
    model: CountingModel

    def read(self, first: int = PAGE) -> Source:
        source = Source(first)
        self.pages.read_from(source)
        QApplication.processEvents()
        return source

    def line_under(self, y: int) -> QueueLine | QueueHeading | None:
        return self.model.line_at(self.queue.rowAt(y))

    @property
    def has_current_whole(self) -> bool:
        box = self.queue.visualRect(self.queue.currentIndex())
        return self.queue.viewport().rect().contains(box)


@pytest.fixture
def shown(theme: Theme, qtbot: QtBot) -> Shown:
    pages = PagedRows[int](RunNow())
    queue = RowList(theme)
    qtbot.addWidget(queue)
    queue.resize(486, 400)
    model = CountingModel(pages, present, queue)
    queue.show_rows(model)
    queue.show()
    return Shown(pages, queue, model)


@pytest.mark.parametrize("loaded", [PAGE, 2_500, 20_000])
def test_a_further_page_asks_only_about_the_rows_in_sight(shown: Shown, loaded: int) -> None:
    shown.read(loaded)
    in_sight = shown.queue.height() // shown.queue.rowHeight(1) + 2
    shown.model.asked = 0
    shown.pages.fetch_more()
    QApplication.processEvents()
    assert len(shown.pages.rows) == loaded + PAGE
    assert shown.model.asked <= 3 * in_sight


def test_rows_are_fetched_a_page_at_a_time_and_only_near_the_end(
    shown: Shown, qtbot: QtBot
) -> None:
    source = shown.read()
    assert source.asked == [PAGE]
    bar = shown.queue.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    QApplication.processEvents()
    assert source.asked == [PAGE]
    bar.setValue(bar.maximum() - shown.queue.viewport().height())
    QApplication.processEvents()
    assert source.asked == [PAGE, PAGE]
    qtbot.keyClick(shown.queue, Qt.Key.Key_End)
    QApplication.processEvents()
    assert source.asked == [PAGE, PAGE, PAGE]


def test_short_pages_are_followed_until_the_list_is_full(shown: Shown) -> None:
    source = shown.read(first=2)
    assert source.asked == [2, PAGE]


def test_typing_signs_reads_no_rows(shown: Shown, qtbot: QtBot) -> None:
    shown.read(2_500)
    shown.model.asked = 0
    qtbot.keyClicks(shown.queue, "-/")
    assert shown.model.asked == 0


def test_the_first_heading_is_in_sight_after_loading(theme: Theme, qtbot: QtBot) -> None:
    pages = PagedRows[int](RunNow())
    queue = RowList(theme)
    qtbot.addWidget(queue)
    queue.resize(486, 60)
    queue.show_rows(RowListModel(pages, present, queue))
    pages.read_from(Source())
    queue.show()
    queue.resize(486, 400)
    QApplication.processEvents()
    assert queue.verticalScrollBar().value() == 0
    assert queue.chosen_key() == "0"


def test_going_up_to_the_first_row_of_a_group_shows_its_heading(shown: Shown) -> None:
    shown.read()
    shown.queue.choose("40")
    shown.queue.choose(str(FIRST_GROUP))
    assert shown.line_under(1) == QueueHeading("其余", "")
    assert shown.has_current_whole


def test_keys_go_by_screenfuls_and_to_both_ends(shown: Shown, qtbot: QtBot) -> None:
    shown.read()
    came_to = []
    for key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_Home):
        qtbot.keyClick(shown.queue, key)
        assert shown.has_current_whole
        came_to.append(int(shown.queue.chosen_key()))
    down, further, back, home = came_to
    assert 4 <= down <= 7
    assert further == 2 * down
    assert down - 1 <= back <= down + 1
    assert home == 0
    qtbot.keyClick(shown.queue, Qt.Key.Key_End)
    assert shown.queue.chosen_key() == str(PAGE - 1)
    assert shown.has_current_whole


@pytest.mark.parametrize("key", [Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_End])
def test_keys_on_an_empty_list_do_nothing(shown: Shown, qtbot: QtBot, key: Qt.Key) -> None:
    qtbot.keyClick(shown.queue, key)
    assert shown.queue.chosen_key() == ""


def test_a_heading_is_never_chosen_nor_opened(shown: Shown, qtbot: QtBot) -> None:
    shown.read()
    shown.queue.choose("3")
    opened: list[str] = []
    shown.queue.opened.connect(opened.append)
    on_heading = QPoint(40, shown.queue.rowHeight(0) // 2)
    viewport = shown.queue.viewport()
    qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=on_heading)
    qtbot.mouseDClick(viewport, Qt.MouseButton.LeftButton, pos=on_heading)
    assert shown.queue.chosen_key() == "3"
    assert opened == []


def test_a_row_that_is_clicked_comes_wholly_into_sight(shown: Shown, qtbot: QtBot) -> None:
    shown.read()
    viewport = shown.queue.viewport()
    at_foot = QPoint(40, viewport.height() - 2)
    qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=at_foot)
    assert shown.queue.chosen_key() == "6"
    assert shown.has_current_whole


def test_a_refresh_leaves_the_chosen_row_where_it_stood(shown: Shown) -> None:
    shown.read(500)
    shown.queue.choose("200")
    bar = shown.queue.verticalScrollBar()
    bar.setValue(bar.value() + 100)
    before = bar.value()
    shown.pages.refresh()
    QApplication.processEvents()
    assert shown.queue.chosen_key() == "200"
    assert bar.value() == before


def test_the_current_row_stays_whole_when_room_and_type_change(shown: Shown, theme: Theme) -> None:
    shown.read()
    shown.queue.choose("5")
    shown.queue.resize(486, 120)
    assert shown.has_current_whole
    theme.set_scale(1.5)
    assert shown.has_current_whole
    assert shown.queue.rowHeight(0) == theme.u(30)
    assert shown.queue.rowHeight(1) == theme.u(56)


def test_rows_are_as_wide_as_the_list(shown: Shown) -> None:
    shown.read()
    shown.queue.resize(300, 400)
    assert shown.queue.columnWidth(0) == shown.queue.viewport().width()
    assert shown.queue.horizontalScrollBar().maximum() == 0


def test_a_screen_reader_gets_the_words_of_a_row_and_no_number(shown: Shown) -> None:
    shown.read()
    spoken = shown.model.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "余 7 日 9月29日，事项 0，段桂兰，审查"
    assert shown.model.headerData(1, Qt.Orientation.Vertical) is None


def test_rows_have_their_height_where_a_heading_stood_before(shown: Shown, theme: Theme) -> None:
    shown.read()
    assert shown.queue.rowHeight(0) == theme.u(30)
    shown.pages.read_from(lambda _cursor: Page((UNGROUPED, UNGROUPED + 1)))
    assert [shown.queue.rowHeight(row) for row in (0, 1)] == [theme.u(56)] * 2
    shown.read()
    assert [shown.queue.rowHeight(row) for row in (0, 1)] == [theme.u(30), theme.u(56)]
