"""What happened before a walk begins: done by colleagues without a screen."""

from collections.abc import Iterator
from contextlib import contextmanager

from tests.walks.program import Centre
from windowdesk.app.compose import build_house, log_in
from windowdesk.services.acting import ActReceipt
from windowdesk.services.session import Session
from windowdesk.tools.demo import demo_application
from windowdesk.tools.demo_centre import CLERK, CLERK_WINDOW, DEMO_PASSWORD


@contextmanager
def colleague(centre: Centre, login: str, window: str = "") -> Iterator[Session]:
    """Let somebody of the same centre work headless."""
    session = log_in(build_house(centre.seat("colleague", "")), login, DEMO_PASSWORD, window)
    try:
        yield session
    finally:
        session.close()


def an_accepted_case(centre: Centre) -> ActReceipt:
    """Return the acceptance of the first villager's subsidy by a colleague."""
    with colleague(centre, CLERK, CLERK_WINDOW) as session:
        return session.acceptance.receive_and_accept(demo_application(session))


def a_received_case(centre: Centre) -> ActReceipt:
    """Return the receipt of the same, not accepted yet."""
    with colleague(centre, CLERK, CLERK_WINDOW) as session:
        return session.acceptance.receive(demo_application(session))
