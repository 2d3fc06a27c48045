"""The acts of the acceptance desk: what was typed becomes a command, once, off the GUI thread."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal

from windowdesk.domain.case import Decision
from windowdesk.domain.duties import who_may
from windowdesk.domain.errors import DomainError
from windowdesk.domain.party import EntryProblems
from windowdesk.domain.states import Move
from windowdesk.domain.transitions import TRANSITIONS
from windowdesk.forms.answers import AnswersFaulty
from windowdesk.services.acting import ActReceipt
from windowdesk.services.bundle_shares import Ways
from windowdesk.services.bundles import BundleReceipt
from windowdesk.services.session import Session
from windowdesk.ui.acceptance_visit import Visit
from windowdesk.ui.bundle_left_out import LeftOut, accept_and_put_by
from windowdesk.ui.kit import Kit

RECEIVED = "收件"
_ACCEPTED, _DECIDED = "受理", "当场办结"
_BUNDLE = "一件事受理"
_Work = Callable[[], ActReceipt | BundleReceipt]


@dataclass(frozen=True)
class Done:
    """An act that went through: what it is called, for whom, and its receipt."""

    verb: str
    name: str
    receipt: ActReceipt | BundleReceipt


class DeskActs(QObject):
    """``began`` carries what is being done, ``done`` a ``Done``, ``failed`` the error.

    While an act is running no other begins, however often a key is pressed.
    """

    began = Signal(str)
    done = Signal(object)
    failed = Signal(object)

    def __init__(self, kit: Kit, session: Session, visit: Visit) -> None:
        super().__init__(visit)
        self._kit = kit
        self._session = session
        self._visit = visit
        self._running = False

    @property
    def is_running(self) -> bool:
        """Tell whether an act is on its way."""
        return self._running

    @property
    def off(self) -> str:
        """Return who may accept where this account may not, '' where it may."""
        allowed = TRANSITIONS[(None, Move.RECEIVE)].roles
        may = bool(allowed & self._session.account.roles)
        return "" if may else f"只有{who_may(allowed)}能受理。"

    def accept(self) -> None:
        """Accept a received case as checked now, or receive and accept (or decide) a new one."""
        self._do(self._acceptance)

    def receive(self) -> None:
        """Take the materials against a receipt."""
        self._do(self._receipt)

    def accept_bundle(self, ways: Ways, put_by: Collection[LeftOut] = ()) -> None:
        """Accept a 一件事; what is not in ``ways`` is done as usual.

        What was typed for the items of ``put_by`` becomes a draft of each.
        """
        self._do(partial(self._bundle, ways, put_by))

    def _do(self, prepare: Callable[[], tuple[str, _Work]]) -> None:
        if self._running:
            return
        try:
            verb, work = prepare()
        except DomainError as error:
            self.failed.emit(error)
            return
        self._running = True
        self.began.emit(verb)
        name = self._visit.person.name.value().strip()
        self._kit.tasks.run(work, partial(self._on_done, verb, name), self._on_failed)

    def _acceptance(self) -> tuple[str, _Work]:
        acceptance, case = self._session.acceptance, self._visit.case
        if case is not None:
            checked = self._visit.materials.materials()
            return _ACCEPTED, partial(acceptance.accept, case.case_id, checked, case.version)
        application = self._visit.application()
        if application.item.is_immediate:
            decision = Decision(content=self._visit.form.result())
            return _DECIDED, partial(acceptance.receive_and_decide, application, decision)
        return _ACCEPTED, partial(acceptance.receive_and_accept, application)

    def _bundle(self, ways: Ways, put_by: Collection[LeftOut]) -> tuple[str, _Work]:
        application = self._visit.bundle(ways)
        return _BUNDLE, partial(accept_and_put_by, self._session, application, put_by)

    def _receipt(self) -> tuple[str, _Work]:
        application = self._visit.application()
        return RECEIVED, partial(self._session.acceptance.receive, application)

    def _on_done(self, verb: str, name: str, receipt: ActReceipt | BundleReceipt) -> None:
        self._running = False
        self.done.emit(Done(verb, name, receipt))

    def _on_failed(self, error: Exception) -> None:
        self._running = False
        self.failed.emit(error)


def problems_of(error: Exception) -> tuple[tuple[str, str], ...]:
    """Return the fields that an error names, each with its sentence; () where it names none."""
    if isinstance(error, EntryProblems):
        return tuple((problem.field or "", problem.text) for problem in error.problems)
    if isinstance(error, AnswersFaulty):
        return tuple((problem.key, problem.text) for problem in error.problems)
    if isinstance(error, DomainError) and error.field:
        return ((error.field, error.text),)
    return ()
