"""The one extension: asked for, allowed with two papers, or declined (Permit Law art. 42)."""

from dataclasses import dataclass, replace
from datetime import date

from windowdesk.domain.case import Case
from windowdesk.domain.case_clocks import statutory_proof
from windowdesk.domain.review_turns import Extension, ExtensionRequest
from windowdesk.domain.states import CaseState, Move
from windowdesk.domain.transitions import papers_for
from windowdesk.services.acting import ActReceipt, Bench, CaseAct
from windowdesk.services.window_steps import acceptance_number, issue_all
from windowdesk.services.wording import short, statement

_PAPERS = papers_for(CaseState.REVIEWING, Move.EXTEND)
_FORM, _NOTICE = _PAPERS


@dataclass(frozen=True)
class ExtensionWish:
    """How many working days, why, and whether several departments handle the case together.

    ``office`` is that of the one who allows it, as the papers name it; nothing while it is asked.
    """

    days: int
    reason: str
    joint: bool = False
    office: str = ""


class Extensions:
    """One method per act; ``seen_version`` is what the screen showed."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench

    def ask(
        self, case_id: int, wish: ExtensionWish, *, seen_version: int | None = None
    ) -> ActReceipt:
        """Ask the head of the organ for more time."""
        reason = statement(wish.reason, "reason")

        def act(doing: CaseAct) -> None:
            request = _request(wish, reason, doing)
            doing.case.ask_extension(request, late=_is_late(doing), by=doing.actor, at=doing.at)

        return self._bench.act_on(case_id, act, seen_version=seen_version)

    def allow(
        self, case_id: int, wish: ExtensionWish, *, seen_version: int | None = None
    ) -> ActReceipt:
        """Allow an extension, maybe a shorter one; issue the 审批表 and the 通知书."""
        reason, title = statement(wish.reason, "reason"), short(wish.office, "office")

        def act(doing: CaseAct) -> None:
            asked = doing.case.turns.asked_extension
            request = _request(wish, reason, doing)
            if asked is not None:
                request = replace(asked, days=wish.days, reason=reason, joint=wish.joint)
            before, after = _due(doing, doing.case), _due(doing, _longer(doing.case, wish.days))
            extension = Extension(
                request=request,
                allowed_by=doing.actor.login,
                allowed_name=doing.actor.name,
                at=doing.at,
                number=doing.number_of(_NOTICE),
                office=title,
                form_number=doing.number_of(_FORM),
                due_before=before,
                due_after=after,
            )
            doing.case.extend(extension, late=_is_late(doing), by=doing.actor, at=doing.at)
            issue_all(doing, _PAPERS, acceptance_number(doing))

        return self._bench.act_on(case_id, act, _PAPERS, seen_version)

    def decline(self, case_id: int, reason: str, *, seen_version: int | None = None) -> ActReceipt:
        """Decline what was asked for."""
        why = statement(reason, "reason")
        return self._bench.act_on(
            case_id,
            lambda d: d.case.decline_extension(why, by=d.actor, at=d.at),
            seen_version=seen_version,
        )

    def due_with(self, case: Case, days: int, today: date) -> tuple[date, date] | None:
        """Return the statutory due date before and after so many days; None before acceptance."""
        calendar = self._bench.calendar
        before = statutory_proof(case, calendar, today)
        after = statutory_proof(_longer(case, days), calendar, today)
        return (before.due, after.due) if before is not None and after is not None else None


def _request(wish: ExtensionWish, reason: str, doing: CaseAct) -> ExtensionRequest:
    who = doing.actor
    return ExtensionRequest(wish.days, reason, wish.joint, who.login, who.name, doing.at)


def _longer(case: Case, days: int) -> Case:
    return replace(case, extension_days=max(0, days))


def _due(doing: CaseAct, case: Case) -> date | None:
    proof = statutory_proof(case, doing.centre.calendar(doing.bench.calendar), doing.today)
    return proof.due if proof is not None else None


def _is_late(doing: CaseAct) -> bool:
    """Tell whether the statutory limit has run out (art. 42: before it does)."""
    due = _due(doing, doing.case)
    return due is not None and doing.today > due
