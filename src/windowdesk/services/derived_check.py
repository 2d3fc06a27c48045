"""What lists read beside a case is derived from it; verification derives it again.

A line that is taken away would hide a case from whose turn it is, or an original from the shelf
list. Days are left out: those of the clocks are walked again with the case itself.
"""

from collections import defaultdict
from collections.abc import Iterator

from windowdesk.domain.calendar import WorkCalendar
from windowdesk.domain.case import Case
from windowdesk.domain.case_todos import todos_of
from windowdesk.domain.custody import custody_lines
from windowdesk.services.ledger_port import Ledger, LedgerOriginal, LedgerWait


class DerivedCheck:
    """The stored lines of all cases, held against the cases one by one."""

    def __init__(self, ledger: Ledger) -> None:
        self._waits: dict[int, set[LedgerWait]] = defaultdict(set)
        self._originals: dict[int, set[LedgerOriginal]] = defaultdict(set)
        for wait in ledger.waits():
            self._waits[wait.case_id].add(wait)
        for original in ledger.originals():
            self._originals[original.case_id].add(original)

    def faults(self, case: Case, calendar: WorkCalendar) -> Iterator[str]:
        """Say which lines of a case are not those that it gives."""
        waits = {
            LedgerWait(case.case_id, one.kind.value, one.ref, one.department, one.login)
            for one in todos_of(case, calendar)
        }
        if waits != self._waits.get(case.case_id, set()):
            yield "待办提醒和办件对不上：少了、多了，或者被改过。"
        originals = {
            LedgerOriginal(case.case_id, line.original.code, line.original.place,
                           line.original.holder, line.slip.number if line.slip else "")
            for line in custody_lines(case)
        }  # fmt: skip
        if originals != self._originals.get(case.case_id, set()):
            yield "原件保管清单和办件对不上：少了、多了，或者被改过。"
