"""Commitments (告知承诺) in the acts of the window: the paper is issued once."""

from collections.abc import Sequence

from windowdesk.domain.case import Case
from windowdesk.domain.clock import due_on
from windowdesk.domain.commitments import Commitment, PromisedProof
from windowdesk.domain.item import Item
from windowdesk.domain.item_parts import Material
from windowdesk.domain.limits import LimitUnit, TimeLimit
from windowdesk.domain.materials import HandedIn, MaterialState
from windowdesk.domain.states import CaseState, Move
from windowdesk.domain.transitions import papers_for
from windowdesk.services.acting import CaseAct

COMMITMENT_PAPERS = papers_for(CaseState.RECEIVED, Move.COMMIT)


def commitment_papers(materials: Sequence[HandedIn], case: Case | None = None) -> tuple[str, ...]:
    """Return the papers that an act on ``materials`` issues for commitments not given yet."""
    known = case.turns.commitments if case is not None else ()
    told = {proof.code for one in known for proof in one.proofs}
    is_new = any(m.state is MaterialState.PROMISED and m.code not in told for m in materials)
    return COMMITMENT_PAPERS if is_new else ()


def commit_promised(doing: CaseAct) -> None:
    """Record the commitments that were signed at the desk and issue their 告知承诺书, if any."""
    case = doing.case
    names = case.uncommitted
    if not names:
        return
    (kind,) = COMMITMENT_PAPERS
    proofs = tuple(
        promised_proof(case.item, m.code) for m in case.application.materials if m.name in names
    )
    days = case.item.check_days
    limit = TimeLimit(doing.bench.gap_rule.check_days if days is None else days, LimitUnit.WORKDAY)
    calendar = doing.centre.calendar(doing.bench.calendar)
    commitment = Commitment(
        proofs=proofs,
        number=doing.number_of(kind),
        at=doing.at,
        check_by=due_on(doing.today, limit, calendar),
    )
    case.commit(commitment, by=doing.actor, at=doing.at)
    doing.issue(kind)


def promised_proof(item: Item, code: str) -> PromisedProof:
    """Return what a commitment has to say in the place of a material."""
    asked: Material = next(m for m in item.materials if m.code == code)
    content = asked.standard.rstrip("。") or f"{asked.name}所证明的事实真实、有效"
    return PromisedProof(code, asked.name, content, asked.basis or item.accept_basis)
