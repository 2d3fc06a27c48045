"""上报: referral up to the county, and what comes back (村代办、乡受理、县审批)."""

from dataclasses import replace
from datetime import date

from windowdesk.domain.case import Case
from windowdesk.domain.case_record import Decision
from windowdesk.domain.errors import DomainError
from windowdesk.domain.referral_clocks import goes_to_county
from windowdesk.domain.referred_case import CountyDecision
from windowdesk.domain.states import CaseState, Move
from windowdesk.domain.transitions import papers_for
from windowdesk.services.acting import ActReceipt, Bench, CaseAct
from windowdesk.services.window_steps import acceptance_number, issue_all
from windowdesk.services.wording import read_decision, short, statement

# The list of what goes up comes last: its number is that of the referral.
_LIST = papers_for(CaseState.ACCEPTED, Move.REFER_UP)[-1]


class Referrals:
    """One method per act. ``seen_version`` is the version of the case that the screen showed."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench

    @staticmethod
    def usual_organ(case: Case) -> str:
        """Return the county organ that the catalogue names for the item, '' where it names none."""
        item = case.item
        return (item.decide_organ or item.organ) if goes_to_county(case) else ""

    def refer_up(
        self, case_id: int, organ: str, opinion: str, *, seen_version: int | None = None
    ) -> ActReceipt:
        """Report a case up: 上报交接清单, and from the review 上报审查意见 with it."""
        to, words = short(organ, "organ"), statement(opinion, "opinion")

        def kinds(case: Case) -> tuple[str, ...]:
            return papers_for(case.state, Move.REFER_UP) or (_LIST,)

        def act(doing: CaseAct) -> None:
            chosen = kinds(doing.case)
            number = doing.number_of(_LIST)
            doing.case.refer_up(to, words, number, by=doing.actor, at=doing.at)
            issue_all(doing, chosen, acceptance_number(doing))

        return self._bench.act_on(case_id, act, kinds, seen_version)

    def county_decided(
        self,
        case_id: int,
        county: CountyDecision,
        *,
        seen_version: int | None = None,
    ) -> ActReceipt:
        """Enter the county's decision; the window answers the applicant with its original."""
        read = replace(
            county,
            number=short(county.number, "result_number"),
            decision=read_decision(county.decision),
        )
        if not read.approved and not read.decision.reason:
            raise DomainError("还没写县级不予的理由。照决定书写。", "decision.reason")
        return self._bench.act_on(
            case_id,
            lambda d: d.case.county_decided(read, by=d.actor, at=d.at),
            seen_version=seen_version,
        )

    def county_returned(
        self,
        case_id: int,
        reason: str,
        wanted: tuple[str, ...] = (),
        *,
        originals_back: bool = False,
        seen_version: int | None = None,
    ) -> ActReceipt:
        """Take a case in that the county sent back without deciding; the review goes on."""
        why = statement(reason, "reason")
        more = tuple(name for name in (short(one, "wanted") for one in wanted) if name)
        return self._bench.act_on(
            case_id,
            lambda d: d.case.county_returned(
                why, more, originals_back=originals_back, by=d.actor, at=d.at
            ),
            seen_version=seen_version,
        )


def county_decision(
    *,
    approved: bool,
    number: str,
    decided_on: date,
    content: str,
    reason: str = "",
    certificate: str = "",
    received: bool,
    originals_back: bool,
) -> CountyDecision:
    """Return what a sheet or a command says of the county's decision."""
    decision = Decision(content=content, reason=reason, certificate=certificate)
    return CountyDecision(approved, number, decided_on, decision, received, originals_back)
