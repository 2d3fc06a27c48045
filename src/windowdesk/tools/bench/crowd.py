"""Many desks at once on a server, beside as many bare connections that write the same rows."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack
from itertools import islice

from windowdesk.app.compose import log_in
from windowdesk.domain.case import Application
from windowdesk.persistence.by_hand import HandAct, ServerDriver
from windowdesk.services.session import Session
from windowdesk.tools.bench.ground import Ground
from windowdesk.tools.bench.measure import Line, at_least, in_turns
from windowdesk.tools.demo_centre import CLERK, CLERK_WINDOW, DEMO_PASSWORD

_DESKS, _ACTS_EACH, _ROUNDS = 20, 5, 3
_LEAST = 0.5


def crowd(
    ground: Ground, opened: Callable[[], AbstractContextManager[ServerDriver]]
) -> Iterator[Line]:
    """Measure acceptances of many desks at once; an error at any desk ends the bench."""
    applications = ground.applications()
    first = ground.clerk.acceptance.receive_and_accept(next(applications))
    papers = [paper.document_id for paper in first.papers]
    with ExitStack() as stack, ThreadPoolExecutor(_DESKS) as pool:
        driver = stack.enter_context(opened())
        desks = [log_in(ground.house, CLERK, DEMO_PASSWORD, CLERK_WINDOW) for _ in range(_DESKS)]
        for desk in desks:
            stack.callback(desk.close)
        hands = [
            HandAct(
                stack.enter_context(driver.another()), first.case_id, papers, 1, start=n * 10**6
            )
            for n in range(_DESKS)
        ]

        def ours() -> None:
            shares = [list(islice(applications, _ACTS_EACH)) for _ in desks]
            list(pool.map(_accept_all, desks, shares))

        def raw() -> None:
            list(pool.map(_write_all, hands))

        times = in_turns(ours, raw, _ROUNDS, warm=1)
    yield at_least(f"{_DESKS} 个窗口同时收件并受理，每个 {_ACTS_EACH} 件", times, _LEAST)


def _accept_all(desk: Session, applications: Sequence[Application]) -> None:
    for application in applications:
        desk.acceptance.receive_and_accept(application)


def _write_all(hand: HandAct) -> None:
    for _ in range(_ACTS_EACH):
        hand.run()
