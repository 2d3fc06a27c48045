"""出件: take decided results over, tell the applicants, hand out against a 送达回证."""

from collections.abc import Mapping
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from windowdesk.domain.errors import ConcurrentChange
from windowdesk.domain.issuing_guards import mail_under_way
from windowdesk.domain.local_time import local_date
from windowdesk.domain.states import CaseState
from windowdesk.services.acting import ActReceipt
from windowdesk.services.lookup import CaseView
from windowdesk.services.phrases import load_phrases
from windowdesk.services.session import Session
from windowdesk.services.worklists import CaseRow, LightCounts
from windowdesk.ui.acts import KeyAct, KeyGroup
from windowdesk.ui.buttons import ChipRow, KeyButton
from windowdesk.ui.code_text import is_code
from windowdesk.ui.delivery_form import DeliveryForm, TypedDelivery
from windowdesk.ui.ending_turns import issue_turns
from windowdesk.ui.fields import Field, LineField
from windowdesk.ui.issue_acts import act_text, has_act, papers_of, why_not, work_of
from windowdesk.ui.issue_detail import IssueDetail
from windowdesk.ui.issue_hand import CaseInHand
from windowdesk.ui.issue_list import IssueList
from windowdesk.ui.issue_words import elsewhere, said, waiting
from windowdesk.ui.kit import Kit
from windowdesk.ui.last_act import LastAct
from windowdesk.ui.layout_file import Maker
from windowdesk.ui.paper_sheet import open_papers
from windowdesk.ui.parts import set_look
from windowdesk.ui.print_watch import PrintWatch
from windowdesk.ui.proof_sheet import ProofSheet
from windowdesk.ui.room import Room
from windowdesk.ui.row_list import RowList
from windowdesk.ui.screen import Screen, TopLine
from windowdesk.ui.sheet_acts import WindowDone
from windowdesk.ui.states import EmptyState
from windowdesk.ui.tone import Tone
from windowdesk.ui.turn_acts import TurnActs
from windowdesk.ui.whole_number import WholeNumber

_ELSEWHERE = "issue_elsewhere"
_NOT_COLLECTED_KEY = "Alt+W"
_LIST_WIDTH = 486
_WIDEST = 1_240
# Top bar and status bar, a little less: a banner makes the desk as low as a low window does.
_FRAME = 70


class IssueDesk(Screen):
    """The queue of results at the left; at the right one result and what F9 does with it.

    ``acted`` carries the receipt of an act, ``case_opened`` the id of a case (an object, as ids are
    wider than a Qt int).
    """

    layout_name = "issue_desk"
    own_widgets: ClassVar[Mapping[str, Maker]] = {
        "IssueDetail": IssueDetail,
        "DeliveryForm": DeliveryForm,
    }

    list_panel: QFrame
    find_field: LineField
    filters: ChipRow
    queue: RowList
    nothing: EmptyState
    detail_panel: QFrame
    unchosen: EmptyState
    case_box: QWidget
    detail: IssueDetail
    form_rule: QFrame
    form: DeliveryForm
    gap_text: QLabel
    act_button: KeyButton
    papers_button: KeyButton
    case_button: KeyButton

    acted = Signal(object)
    case_opened = Signal(object)

    def __init__(
        self, kit: Kit, session: Session, watch: PrintWatch, parent: QWidget | None = None
    ) -> None:
        super().__init__(kit, parent)
        self._session = session
        self._watch = watch
        self._hand = CaseInHand(kit, session, self)
        self._goes_to_case = False
        self._typed: dict[int, TypedDelivery] = {}
        self._busy = False
        self._to_case = False
        self._list = IssueList(
            kit,
            session,
            find_field=self.find_field,
            filters=self.filters,
            queue=self.queue,
            nothing=self.nothing,
        )
        number = WholeNumber(kit, session, self.detail.whole_number, self.detail.id_number)
        self._number = number
        self._last = LastAct(kit, session, self, self.acted)
        book = load_phrases(kit.assets)
        self._turns = TurnActs(kit, session, book, self, issue_turns(_NOT_COLLECTED_KEY))
        self._connect()
        self._show_case(None)
        self._list.read()

    def _connect(self) -> None:
        self.find_field.set_key("Alt+Z")
        self._list.failed.connect(self.on_failed)
        self._number.failed.connect(self.on_failed)
        self._list.found.connect(self._on_found)
        self._list.elsewhere.connect(self._on_elsewhere)
        self._list.counted.connect(self._on_counted)
        self._list.shown.connect(self._on_list_shown)
        self._list.emptied.connect(partial(self._show_case, None))
        self._hand.came.connect(self._on_case_came)
        self._hand.failed.connect(self.on_failed)
        self.queue.chosen.connect(self._on_queue_chosen)
        self.queue.opened.connect(self._on_queue_opened)
        self.form.changed.connect(self._show_gap)
        self.form.changed.connect(self._name_act)
        self._turns.sheet_wanted.connect(self.open_sheet)
        self._turns.done.connect(self._on_turn_done)
        self.act_button.clicked.connect(self.act)
        self.papers_button.clicked.connect(self.show_papers)
        self.case_button.clicked.connect(self.open_case)
        self.detail.proof_button.clicked.connect(self.show_proof)

    def keys(self) -> tuple[KeyGroup, ...]:
        """Return the keys of the desk."""
        acts = (
            KeyAct("F9", "接收并通知领取；送达并打印回证", self.act),
            KeyAct("F8", "看要交的文书", self.show_papers),
            KeyAct("F4", "送达的日子怎么算的", self.show_proof),
            KeyAct("Alt+Z", "找取件码、编号、姓名", self.find_field.take_focus),
            KeyAct("Alt+H", "证件已核对", self._tick),
            KeyAct(_NOT_COLLECTED_KEY, "没来领、退件", self._not_collected),
            KeyAct("Alt+B", "看这件办件", self.open_case),
            self._number.act(),
            self._last.key(),
            KeyAct("Enter", "从列表到送达这几栏"),
            KeyAct("Alt+↓", "下一件", partial(self.queue.step, 1), shown="↑ ↓ Alt+↑ Alt+↓"),
            KeyAct("Alt+↑", "", partial(self.queue.step, -1)),
        )
        return (KeyGroup("出件", acts),)

    def help_page(self) -> str:
        """Return the name of the help page."""
        return "issue"

    def fields(self) -> Mapping[str, Field]:
        """Return the fields that an error may name."""
        return self.form.fields()

    def entered(self) -> None:
        """Another desk may have decided something meanwhile."""
        self.refresh()

    def take_focus(self) -> None:
        """Wait for somebody to come with a code."""
        self.find_field.take_focus()

    def new(self) -> None:
        """F2: the next visitor."""
        self._list.leave_found()
        self.kit.notifier.drop_banner(_ELSEWHERE)
        self.find_field.take_focus()

    def refresh(self) -> None:
        """F5: the list and the case in sight as they are now; what was typed stays."""
        self._keep_typed()
        self._list.read()
        self._hand.fetch()

    def step_back(self) -> bool:
        """Esc: from the case to the list where only one has room, then out of a search."""
        if self.room.is_narrow and self.list_panel.isHidden():
            self._to_case = False
            self._share_room()
            self.queue.setFocus()
            return True
        return self._list.leave_found()

    def look_for(self, text: str) -> bool:
        """Take a scanned code; anything else is for the search screen."""
        if not is_code(text):
            return False
        self._list.search(text)
        return True

    def scanned(self, case_digits: str) -> None:
        """Bring up the case with this number of 24 digits, as a scan of its paper asks for."""
        self._list.scanned(case_digits)

    def act(self) -> None:
        """F9: what this case needs next; pressed too early it goes to the first gap."""
        view = self._in_hand()
        if view is None or self._busy:
            return
        gaps = self.form.gaps() if view.case.state is CaseState.READY else ()
        if gaps:
            gaps[0].field.set_fault(f"还差：{gaps[0].text}")
            gaps[0].field.take_focus()
            return
        work = work_of(self._session.issuance, view, self.form)
        self._busy = True
        self._keep_typed()
        self.run(work, self._on_acted, self._on_act_failed)

    def show_papers(self) -> None:
        """F8: the papers of the case, the decision first."""
        if (view := self._hand.shown) is not None:
            papers = papers_of(view)
            open_papers(self.kit, self._session, self._watch, papers, self.open_sheet)

    def show_proof(self) -> None:
        """F4: how the day of delivery comes about."""
        view = self._hand.shown
        if view is not None and view.delivery is not None:
            today = local_date(view.now)
            title = "送达的日子怎么算的"
            self.open_sheet(ProofSheet(self.theme, title, view.delivery, today, "决定"))

    def open_case(self) -> None:
        """Open the page of the case."""
        if (view := self._hand.shown) is not None:
            self.case_opened.emit(view.case.case_id)

    def fold(self, room: Room) -> None:
        """Fold; where there is room for one side only, list or case is shown."""
        u = self.theme.u
        self.list_panel.setMinimumWidth(0 if room.is_narrow else u(_LIST_WIDTH))
        self.list_panel.setMaximumWidth(u(_WIDEST) if room.is_narrow else u(_LIST_WIDTH))
        own = Room(room.width, min(room.height, self.height() / self.theme.scale + _FRAME))
        self.detail.fold(own)
        self.form.fold(own)
        self._share_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt override: a banner takes its height from the desk, so the desk folds for it too."""
        super().resizeEvent(event)
        self.fold(self.room)

    def _share_room(self) -> None:
        only_one = self.room.is_narrow
        self.list_panel.setHidden(only_one and self._to_case)
        self.detail_panel.setHidden(only_one and not self._to_case)

    def _on_counted(self, counts: LightCounts) -> None:
        self.show_top(TopLine(text=waiting(counts), new_text="下一位"))
        self.badge_changed.emit(counts.red + counts.amber)

    def _on_queue_chosen(self, key: str) -> None:
        self._keep_typed()
        self._hand.choose(int(key or 0))
        if not key:
            self._show_case(None)

    def _on_queue_opened(self, _key: str) -> None:
        """Enter in the list: into the form, where the work is."""
        self._to_case = True
        self._share_room()
        self._go_to_case()

    def _on_list_shown(self) -> None:
        """Take what stands chosen in hand: after an act it may be the row of before."""
        self._hand.choose(int(self.queue.chosen_key() or 0))
        if self._goes_to_case:
            self._go_to_case()

    def _on_case_came(self, view: CaseView) -> None:
        self._show_case(view)
        if self._goes_to_case:
            self._go_to_case()

    def _in_hand(self) -> CaseView | None:
        """Return the case that a key means; None, and a word, while it is on its way."""
        if self._list.is_seeking or self._hand.is_coming:
            self.kit.notifier.info("正在取这件，取到了再按一次。")
            return None
        return self._hand.view

    def _show_case(self, view: CaseView | None) -> None:
        self.case_box.setHidden(view is None)
        self.unchosen.setHidden(view is not None)
        if view is None:
            self._number.set_case(0)
            self.unchosen.say("scan", Tone.PLAIN, "扫取件通知上的码", "或者在左边选一件。")
            return
        case = view.case
        self.detail.warn("")
        self.detail.show_case(view, self._session.divisions, self._session.calendar)
        self._number.set_case(case.case_id, case.application.applicant.id_number.masked)
        is_ready = case.state is CaseState.READY
        self.form.setVisible(is_ready)
        self.form_rule.setVisible(is_ready and not self.room.is_very_low)
        typed, today = self._typed.get(case.case_id), local_date(view.now)
        self.form.show_for(case.application, typed, mail_under_way(case), today)
        self._show_act(view)
        self._show_gap()

    def _show_act(self, view: CaseView) -> None:
        """Name what F9 does; what the duty forbids is off and says who may."""
        self._name_act()
        self.act_button.setVisible(has_act(view))
        refusal = why_not(view)
        self.act_button.setEnabled(not refusal)
        if refusal:
            self.gap_text.setText(refusal)

    def _name_act(self) -> None:
        """Say on the button what F9 does now; a letter is sent before it is served."""
        if (view := self._hand.shown) is not None:
            self.act_button.setText(act_text(view, self.form))

    def _show_gap(self) -> None:
        view = self._hand.shown
        if view is None or not self.act_button.isEnabled():
            return
        gaps = self.form.gaps() if view.case.state is CaseState.READY else ()
        names = "、".join(gap.text for gap in gaps)
        self.gap_text.setText(f"还差 {len(gaps)} 项：{names}" if gaps else "")
        set_look(self.gap_text, tone="amber" if gaps else "")
        self.gap_text.setHidden(not gaps)

    def _keep_typed(self) -> None:
        view = self._hand.shown
        if view is not None and view.case.state is CaseState.READY:
            self._typed[view.case.case_id] = self.form.typed()

    def _not_collected(self) -> None:
        """Alt+W: nobody came, or the letter came back."""
        if (view := self._in_hand()) is not None:
            self._turns.press(_NOT_COLLECTED_KEY, view, view.now)

    def _on_turn_done(self, done: WindowDone) -> None:
        self._tell(done.receipt)
        self.refresh()

    def _tell(self, receipt: ActReceipt) -> None:
        self._watch.hand_over(receipt)
        self.kit.notifier.settled()
        self.kit.notifier.info(said(receipt))
        self.acted.emit(receipt)

    def _tick(self) -> None:
        if self._in_hand() is not None and self.form.isVisible():
            self.form.checked.toggle()

    def _go_to_case(self) -> None:
        """Put the focus where the work is, as soon as the chosen case is in sight."""
        self._goes_to_case = self._hand.is_coming
        if self._goes_to_case:
            return
        gaps = self.form.gaps()
        if self.form.isVisible() and gaps:
            gaps[0].field.take_focus()
        elif self.act_button.isVisible():
            self.act_button.setFocus()

    def _on_acted(self, receipt: ActReceipt) -> None:
        self._busy = False
        self._typed.pop(receipt.case_id, None)
        self._hand.leave()
        self._tell(receipt)
        self._to_case = False
        self._share_room()
        self.queue.step(1)
        self._list.read()
        if self._list.is_found:
            self.new()
        else:
            self.queue.setFocus()

    def _on_act_failed(self, error: Exception) -> None:
        self._busy = False
        if isinstance(error, ConcurrentChange):
            self.detail.warn(f"{error.text}你写的还在。")
        else:
            self.on_failed(error)

    def _on_found(self, count: int) -> None:
        self._keep_typed()
        self._to_case = self._goes_to_case = count == 1
        self._share_room()
        if not self._to_case:
            self.queue.setFocus()

    def _on_elsewhere(self, row: CaseRow) -> None:
        """Say where a case is that was scanned or looked for here."""
        see = partial(self.case_opened.emit, row.case_id)
        self.kit.notifier.raise_banner(elsewhere(_ELSEWHERE, row, see))
