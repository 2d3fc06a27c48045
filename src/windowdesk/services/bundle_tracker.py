"""All cases of a 一件事 in one view, and handing over together what is ready."""

from dataclasses import dataclass
from datetime import date

from windowdesk.domain.errors import DomainError, EnvironmentProblem
from windowdesk.domain.local_time import local_date
from windowdesk.domain.numbers import BundleNumber, CaseNumber
from windowdesk.domain.states import CaseState
from windowdesk.services.acting import ActReceipt, Bench
from windowdesk.services.case_row import CaseRow
from windowdesk.services.issuance import Delivery, Issuance


@dataclass(frozen=True)
class BundleView:
    """A bundle with those of its ``cases`` that the account sees, as of ``today``."""

    number: BundleNumber
    name: str
    applicant: str
    cases: int
    rows: tuple[CaseRow, ...]
    today: date

    @property
    def ready(self) -> tuple[CaseRow, ...]:
        """The cases whose result can be fetched."""
        return tuple(row for row in self.rows if row.state is CaseState.READY)

    @property
    def elsewhere(self) -> int:
        """How many cases other departments have, which this account does not see."""
        return self.cases - len(self.rows)


@dataclass(frozen=True)
class KeptBack:
    """A case that could not be handed over, and why."""

    row: CaseRow
    reason: str


@dataclass(frozen=True)
class HandedOut:
    """What became of handing over together: each case is an act of its own."""

    receipts: tuple[ActReceipt, ...]
    kept: tuple[KeptBack, ...]


class BundleTracker:
    """Follows bundles for one logged-in account."""

    def __init__(self, bench: Bench, issuance: Issuance) -> None:
        self._bench = bench
        self._issuance = issuance

    def view(self, typed: str) -> BundleView:
        """Return a bundle by its number as typed; DomainError if there is none to see."""
        number = BundleNumber.read(typed)
        rows = self._bench.database.lists.bundle(number.text)
        if not rows:
            raise DomainError(
                f"没有一件事 {number.grouped}。照联办回执上的编号再核一遍。", "bundle"
            )
        with self._bench.database.reading() as uow:
            first = uow.cases.get(rows[0].case_id)
            today = local_date(uow.now())
        of = first.turns.bundle_of
        return BundleView(
            number=number,
            name=of.name if of else "",
            applicant=first.application.applicant.name,
            cases=of.cases if of else len(rows),
            rows=rows,
            today=today,
        )

    def of_case(self, case_id: int) -> str:
        """Return the number of the bundle that a case belongs to, '' where it belongs to none."""
        with self._bench.database.reading() as uow:
            return uow.cases.get(case_id).turns.bundle

    def find(self, typed: str) -> BundleView:
        """Return a bundle by its number, or by the number of any of its cases."""
        try:
            number = CaseNumber.read(typed)
        except DomainError:
            return self.view(typed)
        row = self._bench.database.lists.by_number(number.digits)
        if row is None:
            raise DomainError(f"没有办件 {number.grouped}。照纸上的编号再核一遍。", "case_number")
        bundle = self.of_case(row.case_id)
        if not bundle:
            raise DomainError(f"办件 {number.grouped} 是单独办的，不属于一件事。", "bundle")
        return self.view(bundle)

    def deliver(self, typed: str, delivery: Delivery) -> HandedOut:
        """Hand over every result that is ready, each against a 送达回证 of its own.

        What fails does not keep the others back; DomainError if nothing is ready.
        """
        ready = self.view(typed).ready
        if not ready:
            raise DomainError("这件事里还没有可以领的结果。等出件窗口通知。", "bundle")
        receipts: list[ActReceipt] = []
        kept: list[KeptBack] = []
        for row in ready:
            try:
                receipts.append(self._issuance.deliver(row.case_id, delivery))
            except (DomainError, EnvironmentProblem) as error:
                kept.append(KeptBack(row, error.text))
        return HandedOut(tuple(receipts), tuple(kept))
