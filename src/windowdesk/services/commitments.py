"""告知承诺 after acceptance: the check afterwards, and what the head makes of a false one."""

from windowdesk.domain.commitments import CommitmentCheck, FalseCommitmentRuling
from windowdesk.services.acting import ActReceipt, Bench, CaseAct
from windowdesk.services.wording import short, statement


class Commitments:
    """One method per act. ``seen_version`` is the version of the case that the screen showed."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench

    def check(
        self, case_id: int, how: str, found: str, *, is_true: bool, seen_version: int | None = None
    ) -> ActReceipt:
        """Record the check of the oldest commitment that nobody has checked."""
        where, what = short(how, "commitment.how"), statement(found, "commitment.found")

        def act(doing: CaseAct) -> None:
            who = doing.actor
            check = CommitmentCheck(is_true, where, what, doing.at, who.login, who.name)
            doing.case.check_commitment(check, by=who)

        return self._bench.act_on(case_id, act, (), seen_version)

    def rule(
        self, case_id: int, ruling: str, basis: str = "", seen_version: int | None = None
    ) -> ActReceipt:
        """Record what the head decided about a commitment that was found false."""
        text, rests_on = statement(ruling, "commitment.ruling"), statement(basis, "basis")

        def act(doing: CaseAct) -> None:
            who = doing.actor
            ruled = FalseCommitmentRuling(text, rests_on, doing.at, who.login, who.name)
            doing.case.rule_on_commitment(ruled, by=who)

        return self._bench.act_on(case_id, act, (), seen_version)
