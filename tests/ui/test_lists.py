from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.samples import COUNTS, QUEUE, Waiting, queue_line, whole_queue
from windowdesk.domain.errors import EnvironmentProblem
from windowdesk.ui.paging import Page, PagedRows
from windowdesk.ui.queue_line import QueueHeading
from windowdesk.ui.row_list import RowList, RowListModel
from windowdesk.ui.row_table import Column, RowTable, RowTableModel
from windowdesk.ui.tasks import RunNow, RunOnCall
from windowdesk.ui.theme import Theme
from windowdesk.ui.tone import Tone


def by_twos(cursor: object) -> Page[Waiting]:
    start = cursor if isinstance(cursor, int) else 0
    end = start + 2
    return Page(QUEUE[start:end], end if end < len(QUEUE) else None, COUNTS)


@dataclass
class Shown:
    pages: PagedRows[Waiting]
    queue: RowList
    tasks: RunOnCall


@pytest.fixture
def shown(theme: Theme, qtbot: QtBot) -> Shown:
    tasks = RunOnCall()
    pages = PagedRows[Waiting](tasks)
    queue = RowList(theme)
    qtbot.addWidget(queue)
    queue.resize(486, 400)
    queue.show_rows(RowListModel(pages, queue_line, queue))
    queue.show()
    return Shown(pages, queue, tasks)


def texts(queue: RowList) -> list[str]:
    model = queue.model()
    return [model.index(n, 0).data() for n in range(model.rowCount())]


def test_rows_stand_under_headings_with_counts_of_the_source(shown: Shown) -> None:
    shown.pages.read_from(whole_queue)
    shown.tasks.finish()
    assert texts(shown.queue)[0] == "已超期 2"
    assert texts(shown.queue)[3] == "今天到期 3"
    assert "超 2 日 9月16日，农村宅基地（建房用地）申请" in texts(shown.queue)[1]


def test_arrows_skip_headings_and_enter_opens(shown: Shown, qtbot: QtBot) -> None:
    shown.pages.read_from(whole_queue)
    shown.tasks.finish()
    assert shown.queue.chosen_key() == "1"
    keys = []
    shown.queue.chosen.connect(keys.append)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up):
        qtbot.keyClick(shown.queue, key)
    assert keys == ["2", "3", "2"]
    with qtbot.waitSignal(shown.queue.opened) as told:
        qtbot.keyClick(shown.queue, Qt.Key.Key_Return)
    assert told.args == ["2"]
    with qtbot.waitSignal(shown.queue.letter) as told:
        qtbot.keyClick(shown.queue, Qt.Key.Key_R)
    assert told.args == ["R"]


def test_old_rows_stay_while_new_ones_are_fetched_and_the_choice_stays(shown: Shown) -> None:
    shown.pages.read_from(whole_queue)
    shown.tasks.finish()
    shown.queue.choose("4")
    shown.pages.refresh()
    assert len(texts(shown.queue)) == 11
    shown.tasks.finish()
    assert shown.queue.chosen_key() == "4"


def test_a_late_page_of_an_earlier_filter_is_dropped(shown: Shown) -> None:
    shown.pages.read_from(whole_queue)
    shown.pages.read_from(lambda _: Page(QUEUE[:1]))
    shown.tasks.finish()
    assert len(shown.pages.rows) == 1


def test_further_pages_are_added_without_a_second_heading(theme: Theme, qtbot: QtBot) -> None:
    pages = PagedRows[Waiting](RunNow())
    model = RowListModel(pages, queue_line)
    pages.read_from(by_twos)
    while pages.has_more:
        pages.fetch_more()
    lines = [model.line_at(n) for n in range(model.rowCount())]
    headings = [line.text for line in lines if isinstance(line, QueueHeading)]
    assert headings == ["已超期", "今天到期", "其余"]
    assert len(pages.rows) == len(QUEUE)


def test_bars_show_only_after_a_while_and_only_without_rows(shown: Shown, qtbot: QtBot) -> None:
    shown.pages.read_from(whole_queue)
    assert shown.queue._bars.isHidden()
    qtbot.waitUntil(lambda: not shown.queue._bars.isHidden(), timeout=2000)
    shown.tasks.finish()
    assert shown.queue._bars.isHidden()


def test_a_fetch_that_fails_leaves_the_rows_and_tells(shown: Shown, qtbot: QtBot) -> None:
    shown.pages.read_from(whole_queue)
    shown.tasks.finish()

    def fail(_cursor: object) -> Page[Waiting]:
        raise EnvironmentProblem("连不上镇里的数据库。")

    shown.pages.read_from(fail)
    with qtbot.waitSignal(shown.pages.failed):
        shown.tasks.finish()
    assert len(shown.pages.rows) == len(QUEUE)
    assert not shown.pages.is_busy


def test_a_list_that_runs_empty_chooses_nothing(shown: Shown, qtbot: QtBot) -> None:
    shown.pages.read_from(whole_queue)
    shown.tasks.finish()
    shown.pages.read_from(lambda _: Page(()))
    with qtbot.waitSignal(shown.queue.chosen) as told:
        shown.tasks.finish()
    assert told.args == [""]


def test_a_table_shows_its_columns_and_pages(theme: Theme, qtbot: QtBot) -> None:
    pages = PagedRows[Waiting](RunNow())
    columns = (
        Column("编号", lambda row: row.number, 90),
        Column("事项", lambda row: row.item),
        Column("时限", lambda row: row.word, 120, lambda _row: Tone.RED, to_right=True),
    )
    model = RowTableModel(theme, pages, columns)
    table = RowTable(theme)
    qtbot.addWidget(table)
    table.show_rows(model)
    pages.read_from(by_twos)
    assert model.canFetchMore(table.rootIndex())
    model.fetchMore(table.rootIndex())
    assert model.rowCount() == 4
    assert model.index(0, 1).data() == "农村宅基地（建房用地）申请"
    assert model.index(0, 2).data(Qt.ItemDataRole.ForegroundRole) == theme.colour("red")
    assert model.headerData(2, Qt.Orientation.Horizontal) == "时限"
    table.selectRow(1)
    with qtbot.waitSignal(table.opened) as told:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert told.args == [1]
