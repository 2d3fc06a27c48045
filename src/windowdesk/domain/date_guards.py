"""Conditions of moves that change a date of a case afterwards (domain.md §1.5)."""

from windowdesk.domain.event import Actor
from windowdesk.domain.guards import CaseFacts, MoveRequest
from windowdesk.domain.turns import DateCorrection, DateField


def may_correct_date(case: CaseFacts, request: MoveRequest, _by: Actor) -> str:
    """Ask for a reason, for what proves the other date, and for dates in their order."""
    correction = request.correction
    if correction is None:
        return "还没写更正成哪天。照凭据写。"
    if not request.reason.strip():
        return "还没写更正的原因。写明原因再更正。"
    if not request.basis.strip():
        return "还没写凭据。写明登记簿、收件凭证存根或别的证据再更正。"
    if correction.after == correction.before:
        return "更正后的时间和原来一样。照凭据核对。"
    if correction.after > correction.at:
        return "更正后的时间在现在以后。照凭据核对。"
    return _ORDER[correction.field](case, correction)


def _receipt_order(case: CaseFacts, correction: DateCorrection) -> str:
    if case.accepted_at is None or case.outcomes.deemed_at is not None:
        return _decided_order(case, correction)
    if correction.after > case.accepted_at:
        return "收件不能晚于受理。核对两个日期，受理日期也错的先更正受理。"
    return ""


def _acceptance_order(case: CaseFacts, correction: DateCorrection) -> str:
    if case.accepted_at is None:
        return "这件还没受理，没有受理日期。要改的是收件日期。"
    if case.outcomes.deemed_at is not None:
        return "视为受理的件，受理日期就是收件日期。更正收件日期。"
    if correction.after < case.receipt_at:
        return "受理不能早于收件。核对两个日期，收件日期也错的先更正收件。"
    return _decided_order(case, correction)


def _decided_order(case: CaseFacts, correction: DateCorrection) -> str:
    if case.decided_at is not None and correction.after > case.decided_at:
        return "更正后的日期晚于决定。照凭据核对。"
    return ""


_ORDER = {DateField.RECEIVED: _receipt_order, DateField.ACCEPTED: _acceptance_order}
