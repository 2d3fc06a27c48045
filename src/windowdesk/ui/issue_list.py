"""The left side of the issuing desk: find, filter, the queue, and what is found in it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from windowdesk.domain.clock import Light
from windowdesk.domain.codes import read_code
from windowdesk.domain.errors import DomainError
from windowdesk.domain.states import CaseState
from windowdesk.services.session import Session
from windowdesk.services.worklists import CaseRow, LightCounts
from windowdesk.ui.buttons import ChipRow, Choice, KeyButton
from windowdesk.ui.case_words import counted
from windowdesk.ui.code_text import is_code
from windowdesk.ui.fields import LineField
from windowdesk.ui.issue_queue import FoundCases, IssueQueue, group_of
from windowdesk.ui.kit import Kit
from windowdesk.ui.lit_case import LitCase, whose
from windowdesk.ui.paging import PagedRows
from windowdesk.ui.queue_line import QueueLine
from windowdesk.ui.row_list import RowList, RowListModel
from windowdesk.ui.states import EmptyState
from windowdesk.ui.tone import Tone

_STEPS = {
    CaseState.APPROVED: "准予",
    CaseState.DENIED: "不予",
    CaseState.READY: "等来领",
}


class IssueList(QObject):
    """Reads the queue into the widgets of the desk and answers its find field.

    ``found`` tells how many cases a search brought up; ``elsewhere`` carries the row of a case
    that was meant but does not lie here; ``counted`` the counts of the whole queue. ``shown``
    follows every reading of a list that is not empty.
    """

    found = Signal(int)
    elsewhere = Signal(object)
    counted = Signal(object)
    shown = Signal()
    emptied = Signal()
    failed = Signal(object)

    def __init__(
        self,
        kit: Kit,
        session: Session,
        *,
        find_field: LineField,
        filters: ChipRow,
        queue: RowList,
        nothing: EmptyState,
    ) -> None:
        super().__init__(queue)
        self._kit = kit
        self._session = session
        self._source = IssueQueue(session)
        self._find = find_field
        self._filters = filters
        self._queue = queue
        self._nothing = nothing
        self._found: tuple[int, ...] = ()
        self._seeking = 0
        self._arriving = False
        self._pages = PagedRows[LitCase](kit.tasks, self)
        queue.show_rows(RowListModel(self._pages, self._line, self))
        self._pages.failed.connect(self._on_read_failed)
        self._pages.replaced.connect(self._on_replaced)
        find_field.enter_goes_on = False
        find_field.entered.connect(self._on_find_entered)
        filters.chosen.connect(self._on_filters_chosen)
        self._show_counts(LightCounts(0, 0, 0, 0, 0))

    @property
    def is_found(self) -> bool:
        """Whether the list shows what was found and not the queue."""
        return bool(self._found)

    @property
    def is_seeking(self) -> bool:
        """Whether what was scanned or looked for is still on its way."""
        return self._seeking > 0 or self._arriving

    def read(self) -> None:
        """Read list and counts again, with the filter or the search that is on."""
        if self._found:
            self._pages.read_from(lambda _cursor: self._source.these(self._found))
        else:
            self._pages.read_from(partial(self._source.page, self._filters.value()))
        self._kit.tasks.run(self._source.counts, self._show_counts, self.failed.emit)

    def scanned(self, case_digits: str) -> None:
        """Bring up the case with a number of 24 digits."""
        self._seek(case_digits, partial(self._source.by_number, case_digits))

    def search(self, text: str) -> None:
        """Bring up what a scanned code, a pickup code, a number or a name stands for."""
        if not is_code(text):
            self._seek(text, partial(self._source.find, text))
            return
        try:
            _kind, digits = read_code(text)
        except DomainError as error:
            self._find.set_fault(error.text)
            return
        self._find.set_value("")
        self.scanned(digits)

    def leave_found(self) -> bool:
        """Go back to the whole queue; False when it is already shown and nothing is typed."""
        if not self._found and not self._find.value():
            return False
        self._find.set_value("")
        if self._found:
            self._forget_found()
            self.read()
        return True

    def _seek(self, text: str, work: Callable[[], FoundCases]) -> None:
        self._seeking += 1
        self._kit.tasks.run(work, partial(self._on_found, text), self._on_seek_failed)

    def _forget_found(self) -> None:
        self._found = ()
        self._find.set_hint("")

    def _line(self, lit_case: LitCase) -> QueueLine:
        row = lit_case.row
        return QueueLine(
            key=str(row.case_id),
            light=lit_case.light,
            title=row.item_name,
            who=whose(row, self._session.divisions),
            step=_STEPS.get(row.state, ""),
            group=group_of(row.state),
        )

    def _show_counts(self, counts: LightCounts) -> None:
        self._filters.set_choices(
            (
                Choice("", f"全部 {counted(counts.total)}"),
                Choice(Light.RED.value, f"超期 {counted(counts.red)}", Light.RED),
                Choice(Light.AMBER.value, f"临期 {counted(counts.amber)}", Light.AMBER),
                Choice(Light.GREEN.value, f"正常 {counted(counts.green)}", Light.GREEN),
            )
        )
        self.counted.emit(counts)

    def _on_read_failed(self, error: Exception) -> None:
        self._arriving = False
        self.failed.emit(error)

    def _on_replaced(self) -> None:
        self._arriving = False
        is_empty = not self._pages.rows
        if is_empty and self._found:
            self.leave_found()
            return
        self._queue.setHidden(is_empty)
        self._nothing.setHidden(not is_empty)
        if is_empty:
            self._say_nothing()
            self.emptied.emit()
        else:
            self.shown.emit()

    def _say_nothing(self) -> None:
        if self._filters.value():
            self._nothing.say("check", Tone.GREEN, "这一类没有", "换一个筛选，或者看全部。")
            return
        again = KeyButton(self._kit.theme, "刷新", "F5")
        again.clicked.connect(self.read)
        title, detail = "都交出去了", "审批办完的件会自己到这里。"
        self._nothing.say("check", Tone.GREEN, title, detail, (again,))

    def _on_filters_chosen(self) -> None:
        self._forget_found()
        self.read()

    def _on_find_entered(self) -> None:
        text = self._find.value().strip()
        if text:
            self.search(text)
        else:
            self.leave_found()

    def _on_seek_failed(self, error: Exception) -> None:
        self._seeking -= 1
        self.failed.emit(error)

    def _on_found(self, text: str, found: FoundCases) -> None:
        self._seeking -= 1
        if not found.here:
            self._say_not_here(text, found.elsewhere)
            return
        self._find.set_fault("")
        self._found = tuple(row.case_id for row in found.here)
        self._find.set_hint(f"找到 {len(self._found)} 件，按 Esc 回到全部")
        self._arriving = True
        self.found.emit(len(self._found))
        self.read()

    def _say_not_here(self, text: str, elsewhere: CaseRow | None) -> None:
        if elsewhere is not None:
            self.elsewhere.emit(elsewhere)
            return
        self._find.set_fault(f"没有“{text}”的件在等出件。核对取件通知上的号。")
