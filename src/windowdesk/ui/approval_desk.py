"""The approval desk: what is due first at the left, the case in hand at the right."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import ClassVar

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QWidget

from windowdesk.services.acting import ActReceipt
from windowdesk.services.lookup import CaseView
from windowdesk.services.phrases import load_phrases
from windowdesk.services.session import Session
from windowdesk.ui.acts import KeyGroup
from windowdesk.ui.approval_acts import MAIN_KEY, ActRow
from windowdesk.ui.approval_case import ApprovalCase
from windowdesk.ui.approval_detail import CaseClock, CaseHead, EarlierOpinions, FactRow
from windowdesk.ui.approval_keys import approval_keys
from windowdesk.ui.approval_list import (
    EMPTY,
    ApprovalQueue,
    Filter,
    Overview,
    QueuedCase,
    choices,
)
from windowdesk.ui.approval_opinion import OpinionBox
from windowdesk.ui.approval_parts import CaseParts
from windowdesk.ui.buttons import ChipRow, KeyButton
from windowdesk.ui.case_words import counted
from windowdesk.ui.change_strip import ChangeStrip
from windowdesk.ui.export_line import PaperRef
from windowdesk.ui.fields import Field
from windowdesk.ui.gaps import measure_of
from windowdesk.ui.kit import Kit
from windowdesk.ui.last_act import LastAct
from windowdesk.ui.layout_file import Maker
from windowdesk.ui.measures import SizeMeasure
from windowdesk.ui.paging import PagedRows
from windowdesk.ui.paper_sheet import open_papers
from windowdesk.ui.print_watch import PrintWatch
from windowdesk.ui.queue_line import QueueLine
from windowdesk.ui.room import Room
from windowdesk.ui.row_list import RowList, RowListModel
from windowdesk.ui.screen import Screen, TopLine
from windowdesk.ui.stand_in_sheet import put_stand_ins, stand_in_keys
from windowdesk.ui.states import EmptyState
from windowdesk.ui.tone import Tone

_POLL_MS = 2_000


class ApprovalDesk(Screen):
    """F9 decides or hands on. ``acted`` carries the receipt, ``case_opened`` a case id."""

    layout_name = "approval_desk"
    own_widgets: ClassVar[Mapping[str, Maker]] = {
        "ActRow": ActRow,
        "CaseClock": CaseClock,
        "CaseHead": CaseHead,
        "ChangeStrip": ChangeStrip,
        "EarlierOpinions": EarlierOpinions,
        "FactRow": FactRow,
        "OpinionBox": OpinionBox,
    }

    acted = Signal(object)
    # A case id has 63 bits, more than an int of Qt.
    case_opened = Signal(object)
    sheet_done = Signal()

    list_panel: QFrame
    filters: ChipRow
    queue: RowList
    queue_empty: EmptyState
    detail_panel: QFrame
    detail: QWidget
    strip: ChangeStrip
    head: CaseHead
    clock: CaseClock
    facts: FactRow
    facts_rule: QFrame
    earlier: EarlierOpinions
    earlier_rule: QFrame
    opinion: OpinionBox
    acts: ActRow

    def __init__(
        self, kit: Kit, session: Session, watch: PrintWatch, parent: QWidget | None = None
    ) -> None:
        super().__init__(kit, parent)
        self._session = session
        self._watch = watch
        self._source = ApprovalQueue(session)
        self._overview: Overview | None = None
        self._mark: int | None = None
        self._asking = self._away = False
        self._replacing = False
        self._sought = 0
        self._shows_detail = False
        self.case = ApprovalCase(kit, session, watch, self._parts(), load_phrases(kit.assets))
        self.pages = PagedRows[QueuedCase](kit.tasks, self)
        self._poll = QTimer(self)
        self._poll.setInterval(_POLL_MS)
        self._list_width = SizeMeasure(kit.theme, self.list_panel)
        self._gaps = measure_of(self.detail)
        self._last = LastAct(kit, session, self, self.acted)
        self._stand_ins = put_stand_ins(kit, session, self.list_panel, self.open_sheet)
        self._connect()
        self.queue_empty.hide()
        self.filters.set_choices(choices(None))
        self._show_counts()
        self.case.drafts.restore()

    def keys(self) -> tuple[KeyGroup, ...]:
        """Return the keys of the desk."""
        runs: dict[str, Callable[[], object]] = {
            MAIN_KEY: self.act,
            "Alt+L": self._claim,
            "Alt+Z": self.case.show_more,
            "F4": self.case.show_proof,
            "F8": self.preview,
            "Ctrl+Z": self._last.reverse,
            "Alt+↓": partial(self.queue.step, 1),
            "Alt+↑": partial(self.queue.step, -1),
        }
        groups = approval_keys(runs, self.case.press, self.case.turn, self.opinion.pick)
        return (*groups, *stand_in_keys(self._stand_ins))

    def help_page(self) -> str:
        """Return the name of the help page."""
        return "approval"

    def entered(self) -> None:
        """Look what others did meanwhile."""
        self.refresh()

    def take_focus(self) -> None:
        """Begin in the list."""
        self.queue.setFocus()

    def new(self) -> None:
        """F2: claim the next case that nobody holds."""
        self.run(self._session.approval.claim_next, self._on_claimed_next)

    def act(self) -> None:
        """F9: the main act of the account on this case."""
        if not self.case.press(MAIN_KEY):
            self.kit.notifier.info(self.acts.note.whole or "列表里没有要办的件。按 F5 再看一次。")

    def refresh(self) -> None:
        """F5: ask again for the list and the case in hand."""
        self._reload()
        self.case.show_changes()

    def preview(self) -> None:
        """F8: the papers of the case in hand."""
        view = self.case.view
        if view is not None:
            owner = view.case.application.applicant.name
            papers = [PaperRef(p.document_id, p.title, p.number, owner) for p in view.papers]
            open_papers(self.kit, self._session, self._watch, papers, self.open_sheet)

    def step_back(self) -> bool:
        """Esc: out of the denial; where only one half fits, back to the list."""
        if self.case.stop_denying():
            return True
        if self._shows_detail and self.room.is_very_narrow:
            self._shows_detail = False
            self.fold(self.room)
            self.queue.setFocus()
            return True
        return False

    def fields(self) -> Mapping[str, Field]:
        """Return the fields that a rule may name."""
        return self.opinion.fields()

    def fold(self, room: Room) -> None:
        """Give way in the order of look.md; with little width, one half at a time."""
        one = room.is_very_narrow
        low, narrow = room.is_low or room.is_narrow, room.is_narrow
        width = 318 if narrow else 486
        self._list_width.change(
            least=(1 if one else width, None), most=(1240 if one else width, None)
        )
        self.filters.set_choices(choices(self._overview, narrow=self._is_cramped))
        self.list_panel.setHidden(one and self._shows_detail)
        self.detail_panel.setHidden(one and not self._shows_detail)
        self.head.fold(narrow=narrow)
        self.clock.fold(low=low and narrow, very_low=room.is_very_low)
        self.facts.fold(low=low, narrow=narrow)
        shows_facts = not one and room.height >= 560  # noqa: PLR2004 - measured, as in look.md
        self.facts.setVisible(shows_facts)
        self.facts_rule.setVisible(shows_facts)
        shows_earlier = room.height >= 500  # noqa: PLR2004 - as above
        self.earlier.setVisible(shows_earlier)
        self.earlier_rule.setVisible(shows_earlier)
        most = 5 if room.height >= 900 else 1 if low else 2  # noqa: PLR2004 - as above
        self.earlier.fold(most=most, low=low and narrow)
        self.opinion.fold(lines=2 if low else 3, low=room.is_very_low)
        self.acts.fold(narrow=narrow)
        self._gaps.set_gap(4 if low and narrow else 8)
        edge = 6 if room.is_very_low else 12
        self._gaps.set_margins((18, edge, 18, edge + 2))

    def showEvent(self, event: QShowEvent) -> None:
        """Qt override: watch what others do only while the desk is in sight."""
        super().showEvent(event)
        self._poll.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Qt override."""
        super().hideEvent(event)
        self._poll.stop()
        self.case.drafts.save_now()

    @property
    def _is_cramped(self) -> bool:
        return self.room.is_narrow and not self.room.is_very_narrow

    def _parts(self) -> CaseParts:
        return CaseParts(
            self.detail,
            self.strip,
            self.head,
            self.clock,
            self.facts,
            self.earlier,
            self.opinion,
            self.acts,
        )

    def _connect(self) -> None:
        self.queue.show_rows(RowListModel(self.pages, _line_of, self))
        self.queue.chosen.connect(self._on_queue_chosen)
        self.queue.opened.connect(self._on_queue_opened)
        self.filters.chosen.connect(self._on_filters_chosen)
        self.earlier.all_wanted.connect(self._open_case)
        self.pages.failed.connect(self.on_failed)
        self.pages.replacing.connect(self._on_replacing)
        self.pages.replaced.connect(self._on_replaced)
        self.case.acted.connect(self._on_acted)
        self.case.shown.connect(self._on_case_shown)
        self.case.sheet_wanted.connect(self.open_sheet)
        self.case.sheet_done.connect(self.sheet_done)
        self._poll.timeout.connect(self.look_for_changes)

    def _claim(self) -> None:
        """Alt+L works also where claiming is the main act."""
        if not self.case.press("Alt+L"):
            main = self.acts.by_key(MAIN_KEY)
            if main is not None and main.text == "领办":
                self.case.press(MAIN_KEY)

    def _reload(self) -> None:
        self.run(self._source.overview, self._on_overview)

    def _on_overview(self, overview: Overview) -> None:
        self._overview = overview
        self.filters.set_choices(choices(overview, narrow=self._is_cramped))
        self._show_counts()
        shown = Filter(self.filters.value() or Filter.ALL)
        loaded = len(self.pages.rows)
        self.pages.read_from(partial(self._source.page, overview, shown, loaded))

    def _show_counts(self) -> None:
        overview = self._overview
        department = self._session.account.department or "全部部门"
        text = ""
        if overview is not None:
            lights = overview.lights
            text = f"{counted(lights.total)} 件待办 · 今日已办 {overview.decided}"
            self.badge_changed.emit(lights.red + lights.amber)
        self.show_top(TopLine(department, Tone.PLAIN, text, "领下一件"))

    def _on_filters_chosen(self) -> None:
        if self._overview is not None:
            page = partial(self._source.page, self._overview, Filter(self.filters.value()), 0)
            self.pages.read_from(page)

    def _on_replacing(self) -> None:
        self._replacing = True

    def _on_replaced(self) -> None:
        """Follow up on fresh rows, after the list has chosen among them."""
        self._replacing = False
        if self._sought:
            sought, self._sought = self._sought, 0
            self.queue.choose(str(sought))
            if self.case.case_id != sought:
                self.case.show_case(sought)
        is_empty = not self.pages.rows
        self.queue.setHidden(is_empty)
        self.queue_empty.setVisible(is_empty)
        if is_empty:
            self._say_empty()
            if not self.case.has_own_words:
                self.case.show_case(0)

    def _say_empty(self) -> None:
        shown = Filter(self.filters.value() or Filter.ALL)
        overview = self._overview
        again = KeyButton(self.theme, "刷新", "F5")
        again.clicked.connect(self.refresh)
        decided = overview.decided if overview is not None else 0
        title = EMPTY.get(shown, "都办完了")
        detail = f"今天办了 {decided} 件。" if decided else "有新的件，这里会自己出来。"
        self.queue_empty.say("check", Tone.GREEN, title, detail, (again,))

    def _on_queue_chosen(self, key: str) -> None:
        # A refresh may take the row away; a case that is being written about stays in sight.
        if self._replacing and (self._sought or self.case.has_own_words):
            self.case.look_again()
            return
        self.case.show_case(int(key) if key else 0)

    def _on_queue_opened(self, key: str) -> None:
        if self.room.is_very_narrow and not self._shows_detail:
            self._shows_detail = True
            self.fold(self.room)
            self.opinion.first_field().take_focus()
        else:
            self.case_opened.emit(int(key))

    def _open_case(self) -> None:
        if self.case.view is not None:
            self.case_opened.emit(self.case.view.case.case_id)

    def _on_case_shown(self, _view: CaseView) -> None:
        self.fold(self.room)

    def _on_claimed_next(self, receipt: ActReceipt | None) -> None:
        if receipt is None:
            self.kit.notifier.info("没有等领办的件了。")
            return
        self.kit.notifier.settled()
        self._sought = receipt.case_id
        self.filters.set_value(Filter.ALL)
        self.acted.emit(receipt)
        self._reload()
        self.case.show_changes()
        self.opinion.first_field().take_focus()

    def _on_acted(self, receipt: ActReceipt, leaves: bool) -> None:  # noqa: FBT001 - a signal
        self.acted.emit(receipt)
        if leaves:
            before = self.queue.chosen_key()
            self.queue.step(1)
            if self.queue.chosen_key() == before:
                self.queue.step(-1)
            if self.queue.chosen_key() == before:
                self.case.show_changes()
        else:
            # What was claimed is written about next.
            self.opinion.first_field().take_focus()
            self.case.show_changes()
        self._reload()

    def look_for_changes(self) -> None:
        """Ask whether another desk has written; then list and case follow, typed words stay."""
        self.case.tick()
        if not self._asking:
            self._asking = True
            lists = self._session.database.lists
            self.run(lists.change_mark, self._on_mark, self._on_mark_failed)

    def _on_mark(self, mark: int) -> None:
        self._asking = self._away = False
        before, self._mark = self._mark, mark
        if before is not None and before != mark:
            self._reload()
            self.case.look_again()

    def _on_mark_failed(self, error: Exception) -> None:
        """Say it once, not every two seconds."""
        self._asking = False
        if not self._away:
            self._away = True
            self.on_failed(error)


def _line_of(queued: QueuedCase) -> QueueLine:
    return queued.line
