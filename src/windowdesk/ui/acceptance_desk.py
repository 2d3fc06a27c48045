"""受理: from the document of the visitor to the printed paper, by keyboard alone.

The walk: the desk is empty, the caret in 证件号码. The number is typed (full width or not) and
Enter pressed: it is checked, birth and sex are told, a known person's name, phone and address are
filled in, likely ones are listed. Enter goes on through the fields; after the last one step 1
folds to a line and 事项 opens: a few letters, ↑↓, Enter. Situations are asked only where the item
has any, by number keys. Materials: Enter is 齐 and next. The form comes last. F9 receives and
accepts in one transaction, hands the papers to the printer, and the desk is empty again.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from windowdesk.domain.case import Case
from windowdesk.domain.local_time import clock_time, local_date
from windowdesk.services.acting import ActReceipt
from windowdesk.services.bundles import BundleReceipt
from windowdesk.services.drafts import Draft
from windowdesk.services.session import Session
from windowdesk.ui.acceptance_acts import DeskActs, Done, problems_of
from windowdesk.ui.acceptance_after import AfterActs, told_number
from windowdesk.ui.acceptance_cases import ReceivedCases
from windowdesk.ui.acceptance_drafts import DeskDrafts
from windowdesk.ui.acceptance_files import DeskFiles
from windowdesk.ui.acceptance_ground import DeskGround, read_ground
from windowdesk.ui.acceptance_keys import desk_keys
from windowdesk.ui.acceptance_outcomes import DeskOutcomes
from windowdesk.ui.acceptance_pane import PromiseFoot, PromisePane
from windowdesk.ui.acceptance_promise import PromiseView
from windowdesk.ui.acceptance_step import Gap
from windowdesk.ui.acceptance_view import (
    NOTHING_YET,
    first_of,
    gaps_to_receive,
    promise_of,
    top_line,
)
from windowdesk.ui.acceptance_visit import CASE, Visit
from windowdesk.ui.acts import KeyGroup
from windowdesk.ui.buttons import ButtonKind, KeyButton
from windowdesk.ui.copy_sheet import COPY_KEY, CopyOutDoor
from windowdesk.ui.kit import Kit
from windowdesk.ui.layout_file import Maker
from windowdesk.ui.paper_sheet import open_papers
from windowdesk.ui.print_watch import PrintWatch
from windowdesk.ui.proof_sheet import ProofSheet
from windowdesk.ui.received_sheet import ReceivedSheet
from windowdesk.ui.room import Room
from windowdesk.ui.screen import Screen
from windowdesk.ui.step_stack import StepStack
from windowdesk.ui.window_acts import WindowDone

_WIDTH, _HEIGHT = 1366, 768


def _clock() -> datetime:
    return datetime.now(UTC)


class AcceptanceDesk(Screen):
    """``acted`` carries the receipt of every act, ``case_opened`` the id of a case to be looked at.

    Both are objects: the id of a case is wider than a Qt int.
    """

    layout_name = "acceptance_desk"
    own_widgets: ClassVar[dict[str, Maker]] = {
        "StepStack": StepStack,
        "PromisePane": PromisePane,
        "PromiseFoot": PromiseFoot,
    }

    stack: StepStack
    panel: QFrame
    hint_line: QFrame
    draft_text: QLabel
    pane: PromisePane
    foot: PromiseFoot

    acted = Signal(object)
    case_opened = Signal(object)

    def __init__(
        self,
        kit: Kit,
        session: Session,
        watch: PrintWatch,
        parent: QWidget | None = None,
        *,
        now: Callable[[], datetime] = _clock,
    ) -> None:
        super().__init__(kit, parent)
        self._session = session
        self._watch = watch
        self._today = local_date(now())
        self._ground: DeskGround | None = None
        self._view = PromiseView(NOTHING_YET, self._today)
        self.visit = Visit(kit, session, self.stack)
        self.visit.person.set_today(self._today)
        self.acts = DeskActs(kit, session, self.visit)
        self.outcomes = DeskOutcomes(kit, session, self.visit, self.acts)
        self.after = AfterActs(kit, session, watch, self.pane.done)
        self._copy_door = CopyOutDoor(kit, session, self)
        self._cases = ReceivedCases(kit, session, self)
        self.drafts = DeskDrafts(kit, session, self.pane.offer, self.visit, now=now)
        keeper, show = self.drafts.keeper, self.open_sheet
        self.files = DeskFiles(kit, session, self.visit, keeper, self, show=show, now=now)
        self.waiting_button = KeyButton(kit.theme, "", "Alt+D", ButtonKind.QUIET)
        self.visit.person.put_tool(self.waiting_button)
        self._connect()
        self._show()
        # Unfolded at large type the desk would force its window wider before it learns the room.
        self.set_room(Room(_WIDTH / kit.theme.scale, _HEIGHT / kit.theme.scale))
        self.entered()

    def keys(self) -> tuple[KeyGroup, ...]:
        """Return the keys of the desk."""
        acts: dict[str, Callable[[], object]] = {
            "F9": self.act,
            "Alt+S": self.receive,
            "F4": self.show_proof,
            "F8": self.show_papers,
            "Alt+J": self.after.slip.open,
            "Alt+D": self.show_received,
            "Alt+B": self.visit.person.toggle_agent,
            "Alt+↓": self.visit.person.go_to_likely,
            "Alt+R": self.resume_draft,
            "Alt+K": self.open_last_case,
            COPY_KEY: lambda: self._copy_door.open(self.after.last_case),
            "Ctrl+Z": self.reverse,
            **self.outcomes.ways(),
            **self.files.ways(),
        }
        return desk_keys(acts, self.visit.open)

    def help_page(self) -> str:
        """Return the name of the help page: a 一件事 has its own."""
        return "bundle" if self.outcomes.bundle.is_chosen else "acceptance"

    def entered(self) -> None:
        """Others may have received cases; a draft may lie from before."""
        self.refresh()
        self.drafts.look()

    def take_focus(self) -> None:
        """Go to the first gap of the open step; on an empty desk that is 证件号码."""
        self.stack.refresh()
        self.visit.steps[self.stack.active].take_focus()

    def new(self) -> None:
        """F2: put what was begun by as a draft, and begin anew."""
        if self.acts.is_running:
            return
        if not self.visit.is_empty:
            self.drafts.keeper.put_by()
        self._empty()
        self.drafts.look()

    def refresh(self) -> None:
        """F5: ask again for the day, the catalogue and what waits."""
        self.run(partial(read_ground, self._session), self._on_ground)

    def step_back(self) -> bool:
        """Esc: one step back; out of a received case back to the empty desk."""
        if self.visit.go_back():
            return True
        if self.visit.case is None:
            return False
        self.new()
        return True

    def fold(self, room: Room) -> None:
        """Fold what there is no room for (look.md, section 6)."""
        self.hint_line.setHidden(room.is_low)
        self.pane.setHidden(room.is_very_narrow)
        self.foot.setVisible(room.is_very_narrow)
        self.stack.set_room(room)
        self.pane.set_room(room)
        self._show_top()

    def act(self) -> None:
        """F9: accept and print, or go to the first gap."""
        bundle = self.outcomes.bundle
        if self._may_go_on(bundle.gaps if bundle.is_chosen else self.visit.gaps):
            self.outcomes.accept()

    def receive(self) -> None:
        """Alt+S: take the materials against a receipt; they may be incomplete."""
        if self.visit.case is None and self._may_go_on(partial(gaps_to_receive, self.visit)):
            self.outcomes.receive()

    def show_proof(self) -> None:
        """F4: how the date comes about."""
        view = self._view
        if view.proof is None:
            self.kit.notifier.info("选好事项才有应办结日。")
            return
        title = "应办结日怎么算的"
        self.open_sheet(ProofSheet(self.theme, title, view.proof, view.today, view.start_word))

    def show_papers(self) -> None:
        """F8: the archived bytes of what was printed last."""
        papers = self.after.last_papers
        if not papers:
            self.kit.notifier.info("还没有刚打的纸。文书在按 F9 后才有编号，到时在这里看。")
            return
        open_papers(self.kit, self._session, self._watch, papers, self.open_sheet)

    def show_received(self) -> None:
        """Alt+D: the cases that wait for acceptance, or for the applicant."""
        sheet = ReceivedSheet(self.kit, self._session, self._today)
        sheet.picked.connect(self.open_received)
        self.open_sheet(sheet)

    def open_received(self, case_id: int) -> None:
        """Open a received case, so that its materials can be checked and accepted."""
        self._cases.load(case_id)

    def open_last_case(self) -> None:
        """Alt+K: the page of the case that was done last."""
        if self.pane.done.acts:
            self.case_opened.emit(self.pane.done.acts[0].case_id)

    def reverse(self) -> None:
        """Ctrl+Z: take back the act just done."""
        subject = self.after.reversible
        if subject is None:
            self.kit.notifier.info("刚办完的里没有能收回的。别的件，在办件页里收回。")
        else:
            self.outcomes.acts.reverse(subject)

    def resume_draft(self) -> None:
        """Alt+R: go on with the draft that is offered."""
        if self.visit.is_empty:
            self.pane.offer.resume()
        else:
            self.kit.notifier.info("手上还有一件。办完它，或按 F2 先放下。")

    def _connect(self) -> None:
        self.visit.changed.connect(self._on_changed)
        self.visit.field_left.connect(self._on_field_left)
        self.visit.finished.connect(self._on_finished)
        self.pane.act_wanted.connect(self.act)
        self.foot.act_wanted.connect(self.act)
        self.pane.receive_wanted.connect(self.receive)
        self.pane.proof_wanted.connect(self.show_proof)
        self.pane.gap_wanted.connect(self._go_to_gap)
        self.acts.began.connect(self._on_began)
        self.acts.done.connect(self._on_done)
        self.acts.failed.connect(self._on_act_failed)
        self.drafts.resumed.connect(self._on_draft_resumed)
        self.drafts.thrown_away.connect(self.take_focus)
        self.waiting_button.clicked.connect(self.show_received)
        self.drafts.keeper.said.connect(self.draft_text.setText)
        self.pane.outcome_wanted.connect(self.outcomes.press)
        self.pane.done.reverse_wanted.connect(self.reverse)
        self.outcomes.refused.connect(self._on_act_failed)
        self.outcomes.sheet_wanted.connect(self.open_sheet)
        self.outcomes.acts.done.connect(self._on_window_done)
        self._cases.opened.connect(self._on_case_opened)
        self._cases.waits.connect(self.outcomes.open_waiting)
        self._cases.late.connect(self.outcomes.open_late)
        self._cases.gone.connect(self.drafts.let_go)

    def _may_go_on(self, gaps: Callable[[], tuple[Gap, ...]]) -> bool:
        """Tell whether an act can begin; else say or show why not."""
        if self.acts.is_running:
            return False
        if self.acts.off:
            self.kit.notifier.info(self.acts.off)
            return False
        if self._ground is None:
            self.kit.notifier.info("正在取事项库，取来再办。")
        # What is wrong in the first step can be mended while the items are on their way.
        self.visit.check()
        self._show()
        if found := gaps():
            first_of(found).go()
        return not found and self._ground is not None

    def _on_began(self, verb: str) -> None:
        self.pane.set_busy(f"正在{verb}")
        self.foot.set_busy(f"正在{verb}", off=bool(self.acts.off))

    def _on_done(self, done: Done) -> None:
        self.after.record_done(done, self.visit.item)
        self._leave(f"{done.name}{done.verb}", done.receipt)

    def _leave(self, what: str, receipt: ActReceipt | BundleReceipt) -> None:
        """Empty the desk after an act on what lay there."""
        self.drafts.keeper.finish()
        self._set_idle()
        self._empty()
        self._say_done(what, receipt)

    def _say_done(self, what: str, receipt: ActReceipt | BundleReceipt) -> None:
        self.kit.notifier.settled()
        self.kit.notifier.info(f"{clock_time(receipt.at)} {what}{told_number(receipt)}")
        self.acted.emit(receipt)
        self.entered()

    def _on_window_done(self, done: WindowDone) -> None:
        """Go on after one of the other outcomes: with the case, or with the empty desk."""
        what = f"{done.subject.name}{done.verb}"
        self.after.record_window(done)
        if done.goes_on:
            self._say_done(what, done.receipt)
            self.open_received(done.receipt.case_id)
        elif self.outcomes.is_in_hand(done.subject):
            self._leave(what, done.receipt)
        else:
            self._say_done(what, done.receipt)

    def _on_act_failed(self, error: Exception) -> None:
        """Everything stays; a fault goes to its field, the rest to the banner."""
        self._set_idle()
        if self.visit.show_faults(problems_of(error)):
            self._show()
        else:
            self.kit.notifier.failed(error)

    def _set_idle(self) -> None:
        self.pane.set_busy("")
        self.foot.set_busy("", off=bool(self.acts.off))

    def _empty(self) -> None:
        self.visit.clear()
        self._show()
        self.visit.person.id_number.take_focus()

    def _go_to_gap(self) -> bool:
        gaps = self.visit.gaps()
        if gaps:
            first_of(gaps).go()
        return bool(gaps)

    def _on_ground(self, ground: DeskGround) -> None:
        self._ground = ground
        self._today = ground.today
        self.visit.use(ground.finder, ground.today)
        self.outcomes.set_today(ground.today)
        if self.visit.renew_item():
            self.kit.notifier.info("换成了新的材料清单。核过的都在，逐份再看一遍。")
        self.drafts.offer_again()
        self._show()

    def _on_changed(self) -> None:
        if not self.visit.is_empty:
            self.drafts.keeper.touch()
        self._show()

    def _on_field_left(self) -> None:
        if not self.visit.is_empty:
            self.drafts.keeper.save()
        self._show()

    def _on_finished(self) -> None:
        """Enter on the last field: the main button is next."""
        if not self._go_to_gap():
            button = self.foot.act_button if self.room.is_very_narrow else self.pane.act_button
            button.setFocus()

    def _on_case_opened(self, case: Case, draft: Draft | None) -> None:
        self.new()
        if draft is not None:
            self.drafts.keeper.resume(draft)
        self.visit.show_case(case, draft.values if draft else None)

    def _on_draft_resumed(self, draft: Draft) -> None:
        case_id = draft.values.get(CASE, "")
        if case_id.isdecimal():
            self._cases.load(int(case_id), draft)
            return
        self.drafts.keeper.resume(draft)
        self.visit.restore(draft.values)

    def _show(self) -> None:
        """Show the promise, the first gap and the top line as they are now."""
        self._view = promise_of(self.visit, self._ground, self._today, self.acts.off)
        self.pane.show_view(self._view)
        self.foot.show_view(self._view)
        if not self.acts.is_running:
            self._set_idle()
            self._show_top()

    def _show_top(self) -> None:
        waiting = self._ground.waiting_text if self._ground else ""
        self.waiting_button.setText(waiting)
        self.waiting_button.setVisible(bool(waiting) and self.visit.is_empty)
        self.show_top(top_line(self.visit, waiting, very_narrow=self.room.is_very_narrow))
