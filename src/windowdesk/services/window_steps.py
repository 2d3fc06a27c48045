"""Steps that acts at the window are made of: one move with its papers."""

from collections.abc import Collection

from windowdesk.domain.outcomes import CorrectionNotice, Refusal, SupplementRequest
from windowdesk.domain.states import CaseState, Move
from windowdesk.domain.transitions import papers_for
from windowdesk.services.acting import CaseAct
from windowdesk.services.window_wording import read_request


def refuse(doing: CaseAct, refusal: Refusal, kinds: Collection[str]) -> None:
    """Refuse, with the paper of this kind of refusal."""
    doing.case.refuse(refusal, silent=doing.is_silent, by=doing.actor, at=doing.at)
    issue_all(doing, kinds)


def request_supplement(doing: CaseAct, typed: SupplementRequest, kinds: Collection[str]) -> None:
    """Tell every gap at once, with the 一次性补正告知书."""
    request = read_request(typed, doing.today)
    names = [gap.name for gap in request.gaps]
    doing.bench.cancelled.require(names, request.proof_reason, "correction.proof_reason")
    (kind,) = kinds
    notice = CorrectionNotice(
        gaps=request.gaps,
        until=request.until,
        lapse_effect=request.lapse_effect,
        how=request.how,
        told_at=doing.at,
        number=doing.number_of(kind),
        proof_reason=request.proof_reason if doing.bench.cancelled.needs_reason(names) else "",
    )
    doing.case.request_supplement(
        notice, request.again_reason, silent=doing.is_silent, by=doing.actor, at=doing.at
    )
    doing.issue(kind, extra={"receipt_number": doing.earlier_number("receipt")})


def accept_supplemented(doing: CaseAct) -> None:
    """Accept what was supplemented, with the 受理通知书."""
    doing.case.accept_supplemented(by=doing.actor, at=doing.at)
    issue_all(doing, papers_for(CaseState.AWAITING_SUPPLEMENT, Move.ACCEPT_SUPPLEMENTED))


def start_correction(doing: CaseAct, reason: str) -> None:
    """Begin a correction on the spot."""
    doing.case.start_correction(reason, silent=doing.is_silent, by=doing.actor, at=doing.at)


def issue_all(doing: CaseAct, kinds: Collection[str], extra: dict[str, str] | None = None) -> None:
    """Issue several papers of one move."""
    for kind in kinds:
        doing.issue(kind, extra=extra or {})


def acceptance_number(doing: CaseAct) -> dict[str, str]:
    """Return the fact of the 受理文号, empty where there was no such paper."""
    return {"acceptance_number": doing.earlier_number("acceptance")}
