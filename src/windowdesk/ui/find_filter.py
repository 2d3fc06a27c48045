"""The filter of the search screen: what it is now, its sheets, and the saved ones."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from windowdesk.domain.duties import ACT_ROLES, Act, who_may
from windowdesk.services.case_filter import CaseFilter, SavedFilter
from windowdesk.services.filter_words import FilterNames, filter_parts
from windowdesk.services.session import Session
from windowdesk.ui.find_bar import FindBar
from windowdesk.ui.find_export_sheet import ExportSheet
from windowdesk.ui.find_filter_sheet import FilterSheet
from windowdesk.ui.find_saved_sheet import SavedSheet
from windowdesk.ui.kit import Kit
from windowdesk.ui.sheet import Sheet


class FindFilter(QObject):
    """``changed`` follows every change; ``used`` carries the text of a saved filter that is used.

    The text of the find field is no part of it: the screen hands it in where it is needed.
    """

    changed = Signal()
    used = Signal(str)
    failed = Signal(object)

    def __init__(
        self, kit: Kit, session: Session, bar: FindBar, show: Callable[[Sheet], None]
    ) -> None:
        super().__init__(bar)
        self._kit = kit
        self._session = session
        self._bar = bar
        self._show = show
        self._now = CaseFilter()
        self._names: FilterNames | None = None
        self._saved: tuple[SavedFilter, ...] = ()
        bar.cleared.connect(self._on_cleared)
        bar.picked.connect(self.use)
        bar.more_wanted.connect(self.edit)

    @property
    def now(self) -> CaseFilter:
        """The filter, without text."""
        return self._now

    @property
    def may_export(self) -> bool:
        """Whether a duty of the account covers exports."""
        return self._session.account.may(Act.EXPORT_LIST)

    @property
    def who_exports(self) -> str:
        """Who may export, for whom may not."""
        return "" if self.may_export else f"能导出的人：{who_may(ACT_ROLES[Act.EXPORT_LIST])}"

    def load(self) -> None:
        """Ask for names and saved filters (again)."""
        self._kit.tasks.run(self._ask, self._on_loaded, self.failed.emit)

    def set(self, wanted: CaseFilter) -> None:
        """Narrow the search by another filter."""
        self._now = replace(wanted, text="")
        self._show_bar()
        self.changed.emit()

    def clear(self) -> None:
        """Take everything away that narrows the search."""
        if self._now.narrows:
            self.set(CaseFilter())

    def use(self, place: int) -> None:
        """Alt+1…9: use a saved filter, its text too."""
        if place < len(self._saved):
            self._use(self._saved[place].filter)
        else:
            self._kit.notifier.info(f"第 {place + 1} 个常用筛选还没有存。按 Alt+Y 存一个。")

    def edit(self) -> None:
        """Alt+F: open the sheet of fields."""
        if self._names is not None:
            sheet = FilterSheet(self._kit, self._names, self._now, self._session.pinyin)
            sheet.wanted.connect(self.set)
            self._show(sheet)

    def keep(self, text: str) -> None:
        """Alt+Y: open the sheet of saved filters."""
        if self._names is not None:
            wanted = replace(self._now, text=text)
            sheet = SavedSheet(self._kit, self._session, self._names, wanted)
            sheet.used.connect(self._use)
            sheet.changed.connect(self.load)
            self._show(sheet)

    def export(self, text: str) -> None:
        """Alt+E: open the sheet that exports what is found."""
        if not self.may_export:
            self._kit.notifier.info(f"{self.who_exports}。")
        elif self._names is not None:
            wanted = replace(self._now, text=text)
            self._show(ExportSheet(self._kit, self._session, self._names, wanted))

    def _ask(self) -> tuple[FilterNames, tuple[SavedFilter, ...]]:
        return self._session.finding.names(), self._session.finding.saved()

    def _on_loaded(self, found: tuple[FilterNames, tuple[SavedFilter, ...]]) -> None:
        self._names, self._saved = found
        self._show_bar()

    def _on_cleared(self, field: str) -> None:
        self.set(self._now.without(field))

    def _use(self, wanted: CaseFilter) -> None:
        self._now = replace(wanted, text="")
        self._show_bar()
        self.used.emit(wanted.text)

    def _show_bar(self) -> None:
        if self._now.narrows and self._names is not None:
            self._bar.show_parts(filter_parts(self._now, self._names), self._now.light)
        else:
            self._bar.show_saved(self._saved)


def saved_keys(filters: FindFilter) -> tuple[tuple[str, Callable[[], None]], ...]:
    """Return Alt+1 to Alt+9 with what they do."""
    return tuple((f"Alt+{place + 1}", partial(filters.use, place)) for place in range(9))
