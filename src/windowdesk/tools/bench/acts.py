"""What receiving, accepting and deciding cost beside the same rows by hand."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

from windowdesk.domain.case import Decision
from windowdesk.persistence.by_hand import Driver, HandAct
from windowdesk.services.acting import ActReceipt
from windowdesk.tools.bench.ground import Ground
from windowdesk.tools.bench.measure import Line, at_least, in_turns

_ROUNDS = 150
_LEAST_ACCEPT = {"SQLite": 0.40, "PostgreSQL": 0.50}
_LEAST_DECIDE = {"SQLite": 0.30, "PostgreSQL": 0.50}

Opened = Callable[[], AbstractContextManager[Driver]]


def acts(ground: Ground, opened: Opened) -> Iterator[Line]:
    """Measure acceptance and decision."""
    applications = ground.applications()
    accept = ground.clerk.acceptance.receive_and_accept
    first = accept(next(applications))
    waiting: list[int] = [first.case_id]

    def ours() -> None:
        waiting.append(accept(next(applications)).case_id)

    with opened() as driver:
        by_hand = _hand(driver, first, first_seq=1)
        times = in_turns(ours, by_hand.run, _ROUNDS)
        yield at_least(f"收件并受理，{ground.kind}", times, _LEAST_ACCEPT[ground.kind])
    yield from _decisions(ground, opened, waiting)


def _decisions(ground: Ground, opened: Opened, waiting: list[int]) -> Iterator[Line]:
    approval = ground.approver.approval
    for case_id in waiting:
        approval.claim(case_id)
    decided = approval.approve(waiting.pop(), Decision("准予办理"))
    with ground.approver.database.reading() as uow:
        steps = uow.cases.get(decided.case_id).event_count
    with opened() as driver:
        by_hand = _hand(driver, decided, first_seq=steps)
        times = in_turns(
            lambda: approval.approve(waiting.pop(), Decision("准予办理")),
            by_hand.run,
            min(_ROUNDS, len(waiting) - 5),
        )
        yield at_least(f"决定一件，{ground.kind}", times, _LEAST_DECIDE[ground.kind])


def _hand(driver: Driver, receipt: ActReceipt, first_seq: int) -> HandAct:
    papers = [paper.document_id for paper in receipt.papers]
    return HandAct(driver, receipt.case_id, papers, first_seq)
