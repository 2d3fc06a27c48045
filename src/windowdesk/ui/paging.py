"""Rows that come in pages, fetched off the GUI thread; old rows stay until new ones are there."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from functools import partial
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Signal

from windowdesk.ui.tasks import Tasks

Row = TypeVar("Row")
Cursor = Hashable


@dataclass(frozen=True)
class Page(Generic[Row]):
    """One page of a keyset query.

    ``next`` is what to ask the following page with, None after the last. ``counts`` are the group
    headings with how many rows each has in all (``("今天到期", "3")``), where the source knows.
    ``cut`` is set where a look was bounded and ended before a page was full: what to ask with to
    go on, which happens on demand alone.
    """

    rows: tuple[Row, ...]
    next: Cursor | None = None
    counts: tuple[tuple[str, str], ...] = field(default=())
    cut: Cursor | None = None


Fetch = Callable[[Cursor | None], Page[Row]]
"""Asks for the page after a cursor; None asks for the first. Runs off the GUI thread."""


class PagedRows(QObject, Generic[Row]):
    """Keeps the rows that were fetched so far.

    ``replaced`` follows a refresh, ``growing``/``grown`` surround further rows (index of the first
    and of the last), ``failed`` carries the error; the rows stay as they were.
    """

    replacing = Signal()
    replaced = Signal()
    growing = Signal(int, int)
    grown = Signal()
    busy_changed = Signal()
    failed = Signal(object)

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._fetch: Fetch[Row] | None = None
        self._rows: list[Row] = []
        self._next: Cursor | None = None
        self._cut: Cursor | None = None
        self._counts: dict[str, str] = {}
        self._round = 0
        self._busy = False

    @property
    def rows(self) -> list[Row]:
        """The rows so far; not to be changed by the reader."""
        return self._rows

    @property
    def has_more(self) -> bool:
        """Whether there is a further page that is not being fetched yet."""
        return self._next is not None and not self._busy

    @property
    def cut(self) -> Cursor | None:
        """Where a bounded look ended; None where everything was looked at or pages go on."""
        return self._cut

    @property
    def is_busy(self) -> bool:
        """Whether a page is on its way."""
        return self._busy

    def count_of(self, group: str) -> str:
        """Return how many rows a group has in all, '' when the source does not say."""
        return self._counts.get(group, "")

    def read_from(self, fetch: Fetch[Row]) -> None:
        """Take another source (another filter) and fetch its first page."""
        self._fetch = fetch
        self.refresh()

    def refresh(self) -> None:
        """Fetch the first page again; what is on its way is dropped when it comes."""
        if self._fetch is not None:
            self._ask(self._fetch, None, self._on_first)

    def fetch_more(self) -> None:
        """Fetch the next page, if there is one and none is on its way."""
        if self._fetch is not None and self.has_more:
            self._ask(self._fetch, self._next, self._on_further)

    def go_on(self) -> None:
        """Look further from where a bounded look ended."""
        if self._fetch is not None and self._cut is not None and not self._busy:
            self._ask(self._fetch, self._cut, self._on_further)

    def _ask(
        self,
        fetch: Fetch[Row],
        cursor: Cursor | None,
        on_page: Callable[[int, Page[Row]], None],
    ) -> None:
        self._round += 1
        self._set_busy(busy=True)
        this = self._round
        self._tasks.run(
            partial(fetch, cursor), partial(on_page, this), partial(self._on_failed, this)
        )

    def _on_first(self, asked: int, page: Page[Row]) -> None:
        if asked != self._round:
            return
        self.replacing.emit()
        self._rows = list(page.rows)
        self._next, self._cut = page.next, page.cut
        self._counts = dict(page.counts)
        self.replaced.emit()
        self._set_busy(busy=False)

    def _on_further(self, asked: int, page: Page[Row]) -> None:
        if asked != self._round:
            return
        self._next, self._cut = page.next, page.cut
        if page.rows:
            first = len(self._rows)
            self.growing.emit(first, first + len(page.rows) - 1)
            self._rows.extend(page.rows)
            self.grown.emit()
        self._set_busy(busy=False)

    def _on_failed(self, asked: int, error: Exception) -> None:
        if asked != self._round:
            return
        self._set_busy(busy=False)
        self.failed.emit(error)

    def _set_busy(self, *, busy: bool) -> None:
        if busy != self._busy:
            self._busy = busy
            self.busy_changed.emit()
