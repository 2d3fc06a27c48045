"""What F9 of the issuing desk does for a case, and what it is called there."""

from collections.abc import Callable
from functools import partial

from windowdesk.domain.duties import who_may
from windowdesk.domain.states import MOVE_LABEL, CaseState, Move
from windowdesk.domain.transitions import TRANSITIONS
from windowdesk.services.acting import ActReceipt
from windowdesk.services.issuance import Issuance
from windowdesk.services.lookup import CaseView
from windowdesk.ui.delivery_form import DeliveryForm
from windowdesk.ui.export_line import PaperRef


def move_of(view: CaseView) -> Move:
    """Return the move that F9 makes: take over what was decided, then serve it or send it."""
    return Move.DELIVER if view.case.state is CaseState.READY else Move.MAKE_READY


def has_act(view: CaseView) -> bool:
    """Tell whether F9 does anything for the case at all."""
    return (view.case.state, move_of(view)) in TRANSITIONS


def why_not(view: CaseView) -> str:
    """Return who may do it where this account may not; '' where it may, or nobody can."""
    move = move_of(view)
    row = TRANSITIONS.get((view.case.state, move))
    if row is None or move in view.moves:
        return ""
    return f"只有{who_may(row.roles)}能{MOVE_LABEL[move]}。"


def papers_of(view: CaseView) -> tuple[PaperRef, ...]:
    """Return the papers of a case, the newest first."""
    owner = view.case.application.applicant.name
    return tuple(PaperRef(p.document_id, p.title, p.number, owner) for p in reversed(view.papers))


def act_text(view: CaseView, form: DeliveryForm) -> str:
    """Return what the button says."""
    if view.case.state is CaseState.READY:
        return "寄出并打印登记单" if form.sends_letter else "送达并打印回证"
    return "接收" if view.case.item.is_immediate else "接收并通知领取"


def work_of(issuance: Issuance, view: CaseView, form: DeliveryForm) -> Callable[[], ActReceipt]:
    """Return the act as the form states it; only without a gap."""
    case_id, version = view.case.case_id, view.case.version
    if view.case.state is not CaseState.READY:
        return partial(issuance.make_ready, case_id, seen_version=version)
    if form.sends_letter:
        return partial(issuance.send, case_id, form.letter(), seen_version=version)
    return partial(issuance.deliver, case_id, form.delivery(), seen_version=version)
