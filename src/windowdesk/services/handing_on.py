"""拟办 and what follows it: the next opens the case, or its author pulls it back unread."""

from windowdesk.domain.case import Case
from windowdesk.domain.centre import Account
from windowdesk.domain.duties import DECIDING
from windowdesk.domain.errors import ConcurrentChange
from windowdesk.domain.states import CaseState
from windowdesk.services.acting import ActReceipt, Bench


class HandingOn:
    """The two acts of a case that waits for its decision; whoever is quicker wins."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench

    def open_handed(self, case_id: int) -> ActReceipt:
        """Note that the decider has the case in front of him: nobody pulls it back any more."""
        return self._bench.act_on(case_id, lambda d: d.case.open_handed(by=d.actor, at=d.at))

    def pull_back(self, case_id: int) -> ActReceipt:
        """Pull one's own hand-on back; DomainError says so if the next was quicker."""
        try:
            return self._pull_back(case_id)
        except ConcurrentChange:
            # Somebody wrote at the same moment. What the case says now tells what he did.
            return self._pull_back(case_id)

    def _pull_back(self, case_id: int) -> ActReceipt:
        return self._bench.act_on(case_id, lambda d: d.case.pull_back(by=d.actor, at=d.at))


def is_unread(case: Case) -> bool:
    """Tell whether a case was handed on and nobody has opened it."""
    return case.state is CaseState.PROPOSED and not case.opened_by_next


def may_pull_back(case: Case, account: Account) -> bool:
    """Tell whether the account can pull the case back now."""
    return is_unread(case) and case.turns.proposed_by == account.login


def opens_by_looking(case: Case, account: Account) -> bool:
    """Tell whether the account is the next, whose look at the case counts."""
    is_next = bool(account.roles & DECIDING) and case.turns.proposed_by != account.login
    return is_unread(case) and is_next
