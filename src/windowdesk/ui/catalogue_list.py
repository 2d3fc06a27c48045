"""The list of the catalogue desk: what was asked for, by state and by what is missing."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from windowdesk.services.catalogue_desk import CatalogueDesk
from windowdesk.services.catalogue_view import CatalogueEntry
from windowdesk.ui.buttons import ChipRow, Choice
from windowdesk.ui.catalogue_words import lack_of, state_of, tone_of
from windowdesk.ui.paging import Page, PagedRows
from windowdesk.ui.row_table import Column, RowTable, RowTableModel
from windowdesk.ui.tasks import RunNow
from windowdesk.ui.theme import Theme
from windowdesk.ui.tone import Tone

EVERYTHING = "all"
_KINDS: Mapping[str, tuple[str, Callable[[CatalogueEntry], bool]]] = {
    EVERYTHING: ("全部", lambda _entry: True),
    "offered": ("在办", lambda entry: entry.is_offered),
    "draft": ("草稿", lambda entry: entry.draft is not None),
    "lacking": ("缺内容", lambda entry: entry.blocking > 0),
}


class CatalogueList(QObject):
    """Keeps the entries and shows those that are wanted; the chosen one stays chosen."""

    def __init__(
        self,
        theme: Theme,
        table: RowTable,
        chips: ChipRow,
        desk: CatalogueDesk,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._table = table
        self._chips = chips
        self._desk = desk
        self._entries: tuple[CatalogueEntry, ...] = ()
        self._asked = ""
        self._pages = PagedRows[CatalogueEntry](RunNow(), self)
        columns: tuple[Column[CatalogueEntry], ...] = (
            Column("事项", lambda entry: entry.item.shown_name),
            Column("状态", state_of, 116, tone_of),
            Column("", lack_of, 56, lambda _entry: Tone.RED, to_right=True),
        )
        table.show_rows(RowTableModel(theme, self._pages, columns, self))
        table.setAccessibleName("事项")
        self._count()

    @property
    def rows(self) -> list[CatalogueEntry]:
        """The entries in sight."""
        return self._pages.rows

    def take(self, entries: tuple[CatalogueEntry, ...]) -> None:
        """Take the catalogue as it is now."""
        self._entries = entries
        self._count()

    def finds(self, typed: str) -> bool:
        """Tell whether there is an item that is meant by ``typed``."""
        return bool(typed.strip()) and bool(self._desk.find(self._entries, typed))

    def show(self, typed: str, chosen: str) -> bool:
        """Show what is asked for; tell whether the item ``chosen`` is among it."""
        self._asked = typed
        fits = _KINDS[self._chips.value()][1]
        rows = tuple(one for one in self._desk.find(self._entries, typed) if fits(one))
        self._pages.read_from(lambda _cursor: Page(rows))
        places = [place for place, one in enumerate(rows) if one.item.item_id == chosen]
        if rows:
            self._table.selectRow(places[0] if places else 0)
        return bool(places)

    def _count(self) -> None:
        self._chips.set_choices(
            [
                Choice(code, f"{label} {sum(map(fits, self._entries))}")
                for code, (label, fits) in _KINDS.items()
            ]
        )
