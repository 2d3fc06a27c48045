"""并联审查: other departments are asked, answer, or are not waited for any more."""

from collections.abc import Sequence
from datetime import date

from windowdesk.domain.case import Case
from windowdesk.domain.duties import REVIEWING
from windowdesk.domain.errors import DomainError
from windowdesk.domain.todo import TodoKind
from windowdesk.services.acting import ActReceipt, Bench, CaseAct
from windowdesk.services.todo_lists import TodoRow
from windowdesk.services.wording import statement


class Opinions:
    """One method per act. ``seen_version`` is the version of the case that the screen showed."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench

    def departments(self, case: Case) -> tuple[str, ...]:
        """Return the departments that can be asked about a case."""
        waiting = {one.department for one in case.turns.opinions if one.is_open}
        return tuple(
            one for one in self._staffed() if one != case.department and one not in waiting
        )

    def ask(
        self,
        case_id: int,
        departments: Sequence[str],
        question: str,
        until: date,
        *,
        seen_version: int | None = None,
    ) -> ActReceipt:
        """Ask one or several departments the same question, in one act."""
        words = statement(question, "question")
        if not departments:
            raise DomainError("还没选征求哪个部门。选好再发。", "departments")
        strange = [one for one in departments if one not in self._staffed()]
        if strange:
            names = "、".join(strange)
            raise DomainError(f"{names}没有能答复的人。另选一个部门。", "departments")

        def act(doing: CaseAct) -> None:
            for one in departments:
                doing.case.ask_opinion(one, words, until, by=doing.actor, at=doing.at)

        return self._bench.act_on(case_id, act, (), seen_version)

    def answer(
        self,
        case_id: int,
        department: str,
        text: str,
        *,
        agrees: bool,
        seen_version: int | None = None,
    ) -> ActReceipt:
        """Answer for a department that was asked."""
        words = statement(text, "text")
        return self._bench.act_on(
            case_id,
            lambda d: d.case.give_opinion(department, words, agrees=agrees, by=d.actor, at=d.at),
            (),
            seen_version,
        )

    def drop(
        self, case_id: int, department: str, reason: str, *, seen_version: int | None = None
    ) -> ActReceipt:
        """Go on without the answer of a department."""
        why = statement(reason, "reason")
        return self._bench.act_on(
            case_id,
            lambda d: d.case.drop_opinion(department, why, by=d.actor, at=d.at),
            (),
            seen_version,
        )

    def asked_of_us(self) -> tuple[TodoRow, ...]:
        """Return what this account's department is asked, due first; all for who sees all."""
        todos = self._bench.database.todos
        return todos.waiting(TodoKind.OPINION, self._bench.account.department)

    def _staffed(self) -> tuple[str, ...]:
        """Return the departments with somebody who can answer, in their own order."""
        accounts = self._bench.database.accounts.all()
        able = {one.department for one in accounts if one.active and one.roles & REVIEWING}
        return tuple(sorted(able - {""}))
