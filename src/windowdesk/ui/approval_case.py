"""The case in hand at the approval desk: shown, written about, acted on.

What was typed belongs to its case and is never replaced: neither by another row of the list nor by
what somebody else did meanwhile.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from windowdesk.domain.case import Case
from windowdesk.domain.errors import ConcurrentChange
from windowdesk.domain.local_time import local_date
from windowdesk.domain.states import BEFORE_ACCEPTANCE, CaseState
from windowdesk.domain.transitions import REVERSIBLE
from windowdesk.services.acting import ActReceipt
from windowdesk.services.handing_on import opens_by_looking
from windowdesk.services.lookup import CaseView
from windowdesk.services.phrases import OpinionKind, PhraseBook
from windowdesk.services.session import Session
from windowdesk.ui.approval_acts import (
    DENIAL,
    MAIN_KEY,
    OTHER,
    DeskAct,
    Offered,
    acts_for,
    why_none,
)
from windowdesk.ui.approval_detail import facts_about
from windowdesk.ui.approval_drafts import OpinionDrafts
from windowdesk.ui.approval_opinion import OpinionText
from windowdesk.ui.approval_orders import OPINION_KINDS, goes_to_gap, order, said, said_of
from windowdesk.ui.approval_parts import CaseParts
from windowdesk.ui.approval_phrases import OfferedPhrases
from windowdesk.ui.case_words import Holding, holder_of
from windowdesk.ui.kit import Kit
from windowdesk.ui.opinion_sheets import ANSWER_KEY
from windowdesk.ui.print_watch import PrintWatch
from windowdesk.ui.proof_sheet import proof_of_case
from windowdesk.ui.sheet import Sheet
from windowdesk.ui.take_over_sheet import TakeOverSheet
from windowdesk.ui.turn_acts import TurnActs
from windowdesk.ui.turn_list import TURN_LIST_KEY
from windowdesk.ui.waiting_words import facts_waited_for
from windowdesk.ui.window_acts import WindowActs, WindowDone

_KEEPS_IN_HAND = frozenset((DeskAct.CLAIM, DeskAct.TAKE_OVER, DeskAct.PULL_BACK))
# How long a case stays in sight until it counts as opened.
LOOKED_MS = 1_500
_IN_HAND = frozenset((CaseState.REVIEWING, CaseState.PROPOSED))
_ON_ITS_WAY = "正在取这件，取到了再按一次。"


class ApprovalCase(QObject):
    """Shows one case and does what its buttons say.

    ``acted`` carries the receipt and whether the case leaves the hand; ``shown`` follows every
    case that came into sight.
    """

    acted = Signal(object, bool)
    shown = Signal(object)
    sheet_wanted = Signal(Sheet)
    sheet_done = Signal()

    def __init__(
        self, kit: Kit, session: Session, watch: PrintWatch, parts: CaseParts, phrases: PhraseBook
    ) -> None:
        super().__init__(parts.body)
        self._kit = kit
        self._session = session
        self._watch = watch
        self._parts = parts
        self._phrases = OfferedPhrases(phrases)
        self._view: CaseView | None = None
        self._since = QElapsedTimer()
        self._looking = QTimer(self)
        self._wanted = 0
        self._acting = False
        self.drafts = OpinionDrafts(kit, session, self)
        self._window_acts = WindowActs(kit, session, phrases, self)
        self._turns = TurnActs(kit, session, phrases, self)
        self._connect()
        parts.body.hide()

    @property
    def view(self) -> CaseView | None:
        """The case in sight, None while there is none."""
        return self._view

    @property
    def case_id(self) -> int:
        """The case in sight or on its way, 0 for none."""
        return self._wanted

    @property
    def has_own_words(self) -> bool:
        """Whether something was typed about the case in sight that is not acted on yet."""
        return self._view is not None and not self._parts.opinion.text().is_empty

    def now(self) -> datetime:
        """Return the time of the database, as far as the case in sight tells it."""
        assert self._view is not None  # noqa: S101  asked only while a case is in sight
        return self._view.now + timedelta(milliseconds=self._since.elapsed())

    def show_case(self, case_id: int) -> None:
        """Bring a case into sight; the old one stays until it is there. 0 empties the pane."""
        self._keep_words()
        self._wanted = case_id
        if case_id:
            self._read(partial(self._on_view, case_id))
        else:
            self._view = None
            self._parts.body.hide()

    def look_again(self) -> None:
        """Ask whether somebody else changed the case; own words stay in any case."""
        if self._wanted and not self._acting:
            self._read(self._on_looked_again)

    def show_changes(self) -> None:
        """F5, 看改动: show the case as it is now, with one's own words."""
        self._parts.strip.say("")
        if self._wanted:
            self._keep_words()
            self._read(partial(self._on_view, self._wanted))

    def tick(self) -> None:
        """Follow the time: a claim that has run out shows."""
        if self._view is not None and not self._acting:
            self._show_holder()

    def press(self, key: str) -> bool:
        """Do what ``key`` stands for now; False when it stands for nothing here."""
        offered = self._parts.acts.by_key(key)
        if offered is None:
            return False
        self._do(offered)
        return True

    def turn(self, key: str) -> None:
        """Open the sheet of a turn by its key, Alt+B: the list of them."""
        view = self._view
        if view is None or self._acting:
            return
        if view.case.case_id != self._wanted:
            self._kit.notifier.info(_ON_ITS_WAY)
        elif key == TURN_LIST_KEY:
            self._turns.open_list(view, self.now())
        else:
            self._turns.press(key, view, self.now())

    def stop_denying(self) -> bool:
        """Esc: back from the denial to the opinion; False when none is being written."""
        opinion = self._parts.opinion
        if opinion.is_denying:
            opinion.set_denying(denying=False)
            self._offer_acts()
            opinion.opinion.take_focus()
            return True
        if opinion.shows_more:
            opinion.show_more(shown=False)
            return True
        return False

    def show_more(self) -> None:
        """Open basis, certificate and validity of an approval."""
        if self._view is not None and not self._parts.opinion.is_denying:
            self._parts.opinion.show_more(shown=True)
            self._parts.opinion.basis.take_focus()

    def show_proof(self) -> None:
        """F4: how the due date comes about."""
        if self._view is not None:
            self.sheet_wanted.emit(proof_of_case(self._kit.theme, self._view))

    def _connect(self) -> None:
        parts = self._parts
        parts.acts.wanted.connect(self._on_act_wanted)
        parts.clock.proof_wanted.connect(self.show_proof)
        parts.strip.look_wanted.connect(self.show_changes)
        parts.opinion.edited.connect(self._keep_words)
        self._window_acts.sheet_wanted.connect(self.sheet_wanted)
        self._window_acts.done.connect(self._on_accepted)
        self._turns.sheet_wanted.connect(self.sheet_wanted)
        self._turns.done.connect(self._on_turned)
        parts.opinion.left.connect(self.drafts.save_now)
        self._looking.setSingleShot(True)
        self._looking.setInterval(LOOKED_MS)
        self._looking.timeout.connect(self._on_looked)
        self.drafts.restored.connect(self._on_restored)

    def _read(self, on_done: Callable[[CaseView], None]) -> None:
        work = partial(self._session.lookup.case, self._wanted)
        self._kit.tasks.run(work, on_done, self._kit.notifier.failed)

    def _on_view(self, case_id: int, view: CaseView) -> None:
        if case_id != self._wanted:
            return
        is_other = self._view is None or self._view.case.case_id != case_id
        self._view = view
        self._since.start()
        case, parts = view.case, self._parts
        parts.strip.say("")
        parts.head.show_view(view, self._session.divisions)
        parts.clock.show_view(view, self._session.calendar)
        form = self._session.forms.get(case.item.form_code)
        waited = facts_waited_for(view, self._session.calendar)
        parts.facts.show_facts((*waited, *facts_about(case, form, local_date(view.now))))
        parts.earlier.show_events(view.events)
        if is_other:
            parts.opinion.show_text(self.drafts.text_of(case_id), case.item.accept_basis)
        parts.opinion.setHidden(case.state in BEFORE_ACCEPTANCE)
        self._offer_phrases(view)
        self._show_holder()
        self._offer_acts()
        parts.body.show()
        self._watch_look(case)
        self.shown.emit(view)

    def _watch_look(self, case: Case) -> None:
        """Count the decider's look after a moment: what he passed by on his way was not read."""
        if opens_by_looking(case, self._session.account):
            self._looking.start()
        else:
            self._looking.stop()

    def _on_looked(self) -> None:
        view = self._view
        in_sight = view is not None and view.case.case_id == self._wanted
        if view is not None and in_sight and not self._acting and self._parts.body.isVisible():
            work = partial(self._session.handing_on.open_handed, view.case.case_id)
            shown = partial(self._on_view, view.case.case_id)
            # Whoever was quicker has changed the case: it is shown as it is now.
            self._kit.tasks.run(work, lambda _done: self._read(shown), lambda _e: self.look_again())

    def _on_looked_again(self, view: CaseView) -> None:
        shown = self._view
        if shown is None or view.case.case_id != shown.case.case_id or self._acting:
            return
        if view.case.version == shown.case.version:
            return
        if not self.has_own_words:
            self._on_view(view.case.case_id, view)
            return
        last = view.events[-1].actor.name if view.events else "别人"
        self._parts.strip.say(f"这件刚被 {last} 办过。你写的还在。")

    def _show_holder(self) -> None:
        view = self._view
        if view is None:
            return
        before = self._parts.head.holder.text()
        self._parts.head.show_holder(view, self.now(), self._session.account.login)
        if self._parts.head.holder.text() != before:
            self._offer_acts()

    def _offer_acts(self) -> None:
        view = self._view
        if view is None:
            return
        now = self.now()
        acts = acts_for(view, now, self._session.account)
        denial = next((each for each in acts if each.act is DeskAct.DENY), None)
        if self._parts.opinion.is_denying and denial is not None and not denial.off:
            self._parts.acts.show_acts(DENIAL)
            return
        if self._parts.opinion.is_denying:
            self._parts.opinion.set_denying(denying=False)
        can_decide = any(each.key == MAIN_KEY for each in acts)
        note = "" if can_decide else why_none(view)
        other = (OTHER,) if self._turns.offers(view, now) else ()
        self._parts.acts.show_acts((*acts, *other), note)

    def _offer_phrases(self, view: CaseView) -> None:
        acts = acts_for(view, self.now(), self._session.account)
        decides = any(each.act is DeskAct.APPROVE and not each.off for each in acts)
        kind = OpinionKind.APPROVE if decides else OpinionKind.PROPOSE
        opinion = self._parts.opinion
        opinion.phrases.offer(self._phrases.offers(view.case, kind))
        opinion.deny_phrases.offer(self._phrases.offers(view.case, OpinionKind.DENY))

    def _on_act_wanted(self, act: str) -> None:
        wanted = DeskAct(act)
        for offered in self._parts.acts.offered:
            if offered.act is wanted:
                self._do(offered)
                return

    def _do(self, offered: Offered) -> None:
        view = self._view
        if view is None or self._acting:
            return
        if view.case.case_id != self._wanted:
            self._kit.notifier.info(_ON_ITS_WAY)
        elif offered.off:
            self._kit.notifier.info(offered.off)
        else:
            self._begin(offered.act, view)

    def _begin(self, act: DeskAct, view: CaseView) -> None:
        opinion = self._parts.opinion
        if act is DeskAct.DROP_DENIAL:
            self.stop_denying()
        elif act is DeskAct.DENY and not opinion.is_denying:
            opinion.set_denying(denying=True)
            self._offer_acts()
            opinion.reason.take_focus()
        elif act is DeskAct.TAKE_OVER:
            self._take_over(view)
        elif act is DeskAct.ACCEPT:
            self._window_acts.accept(view.case)
        elif act is DeskAct.OTHER:
            self._turns.open_list(view, self.now())
        elif act is DeskAct.ANSWER:
            self._turns.press(ANSWER_KEY, view, self.now())
        elif act is DeskAct.PULL_BACK:
            self._run(act, partial(self._session.handing_on.pull_back, view.case.case_id))
        elif not goes_to_gap(act, opinion):
            self._run(act, order(act, self._session.approval, view, opinion.text()))

    def _take_over(self, view: CaseView) -> None:
        holder = holder_of(view.case, self.now(), self._session.account.login)
        approval, case_id = self._session.approval, view.case.case_id
        if holder.holding is not Holding.OTHERS:
            self._run(DeskAct.TAKE_OVER, partial(approval.take_over, case_id, ""))
            return
        text = f"{view.case.application.applicant.name}　{view.case.item.name}"
        sheet = TakeOverSheet(self._kit.theme, text, holder.text)
        sheet.asked.connect(partial(self._on_reason_asked, case_id))
        self.sheet_wanted.emit(sheet)

    def _on_reason_asked(self, case_id: int, reason: str) -> None:
        self.sheet_done.emit()
        if self._view is not None and self._view.case.case_id == case_id and not self._acting:
            work = partial(self._session.approval.take_over, case_id, reason)
            self._run(DeskAct.TAKE_OVER, work)

    def _run(self, act: DeskAct, work: Callable[[], ActReceipt]) -> None:
        self._acting = True
        self._looking.stop()
        self._parts.acts.set_busy(busy=True)
        self._kit.tasks.run(work, partial(self._on_acted, act), self._on_failed)

    def _on_acted(self, act: DeskAct, receipt: ActReceipt) -> None:
        self._rest()
        self._kit.notifier.settled()
        self._kit.notifier.info(said(act, receipt))
        if receipt.papers:
            self._watch.hand_over(receipt)
        leaves = act not in _KEEPS_IN_HAND
        if leaves:
            self._remember(act)
            self._parts.opinion.show_text(OpinionText(), "")
            self.drafts.forget(receipt.case_id, receipt.at)
        self.acted.emit(receipt, leaves)

    def _on_accepted(self, done: WindowDone) -> None:
        self._on_acted(DeskAct.ACCEPT, done.receipt)

    def _on_turned(self, done: WindowDone) -> None:
        """Keep the case in hand while there is something to be done with it here."""
        receipt = done.receipt
        self._kit.notifier.settled()
        self._kit.notifier.info(said_of(done.verb, receipt, reversible=done.move in REVERSIBLE))
        if receipt.papers:
            self._watch.hand_over(receipt)
        self.acted.emit(receipt, receipt.state not in _IN_HAND)

    def _on_failed(self, error: Exception) -> None:
        self._rest()
        if isinstance(error, ConcurrentChange):
            self.look_again()
        self._kit.notifier.failed(error, self._parts.opinion.fields())

    def _rest(self) -> None:
        self._acting = False
        self._parts.acts.set_busy(busy=False)

    def _remember(self, act: DeskAct) -> None:
        kind = OPINION_KINDS.get(act)
        if self._view is not None and kind is not None:
            text = self._parts.opinion.text()
            words = text.reason if kind is OpinionKind.DENY else text.opinion
            self._phrases.remember(self._view.case, kind, words.strip())

    def _keep_words(self) -> None:
        if self._view is not None:
            self.drafts.keep(self._view.case.case_id, self._parts.opinion.text(), self.now())

    def _on_restored(self) -> None:
        view = self._view
        if view is not None and not self.has_own_words:
            text = self.drafts.text_of(view.case.case_id)
            self._parts.opinion.show_text(text, view.case.item.accept_basis)
            self._offer_acts()
