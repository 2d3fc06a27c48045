"""Does every version of an item stand on its admission? Versions are held against the log."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from windowdesk.domain.admission import STEP_LABEL, AdmissionStep, looked_at
from windowdesk.domain.canonical import sha256
from windowdesk.domain.errors import DomainError
from windowdesk.domain.item import Item
from windowdesk.domain.item_kinds import ItemState
from windowdesk.services.ledger_port import Ledger, LedgerAdmission, LedgerItem

_LEADS_TO: Mapping[AdmissionStep, ItemState] = MappingProxyType(
    {
        AdmissionStep.PUBLISHED: ItemState.PUBLISHED,
        AdmissionStep.WITHDRAWN: ItemState.WITHDRAWN,
    }
)


def admission_faults(ledger: Ledger) -> Iterator[tuple[str, str]]:
    """Compare steps with versions and with each other; yield what does not hold, and how.

    A version 1 of which the log knows nothing came with the founding. A version whose text has
    not the digest that it was stored with is passed over: it proves nothing.
    """
    log = _AdmissionLog()
    for step in ledger.admissions():
        fault = log.read(step)
        if fault:
            yield _name(step.item_id, step.item_version), fault
    met = set()
    for row in ledger.items():
        met.add((row.item_id, row.version))
        fault = log.version_fault(row)
        if fault:
            yield _name(row.item_id, row.version), fault
    for item_id, version in sorted(log.leading.keys() - met):
        yield _name(item_id, version), "准入记录里有这一版，库里没有了。"


class _AdmissionLog:
    """What the steps say: which of them led to a version, and what was approved last."""

    def __init__(self) -> None:
        self.leading: dict[tuple[str, int], tuple[AdmissionStep, str]] = {}
        self._begun: set[tuple[str, int]] = set()
        self._approved: dict[str, str] = {}

    def read(self, row: LedgerAdmission) -> str:
        """Take in the next step; say what is wrong with it, empty if nothing is."""
        version = (row.item_id, row.item_version)
        self._begun.add(version)
        try:
            step = AdmissionStep(row.state)
        except ValueError:
            return "这一版有一条准入记录读不出来。"
        if step is AdmissionStep.APPROVED:
            self._approved[row.item_id] = row.digest
        if step is AdmissionStep.PROPOSED:
            self._approved.pop(row.item_id, None)
        if step not in _LEADS_TO:
            return ""
        if version in self.leading:
            return "这一版的准入记录重了：只能发布或停办一次。"
        self.leading[version] = (step, row.digest)
        # Who withdraws names a paper in that very step; only what is published was approved before.
        if step is AdmissionStep.PUBLISHED and self._approved.pop(row.item_id, "") != row.digest:
            return "发布的内容和批准的不一样，或者没有批准的记录。"
        return ""

    def version_fault(self, row: LedgerItem) -> str:
        """Say what is wrong with a version, held against the step that led to it."""
        if sha256(row.text) != row.digest:
            return ""
        version = (row.item_id, row.version)
        if version not in self.leading:
            is_founded = row.version == 1 and version not in self._begun
            return "" if is_founded else "这一版没有发布或停办的准入记录。"
        item = _read(row.text)
        if item is None:
            return "这一版的内容读不出来。"
        step, digest = self.leading[version]
        if looked_at(item) != digest:
            return f"这一版的内容和{STEP_LABEL[step]}时的不一样。"
        if (item.item_id, item.version, item.state) != (*version, _LEADS_TO[step]):
            return "这一版的编号、版次或状态和准入记录里的不一样。"
        return ""


def _read(text: str) -> Item | None:
    try:
        return Item.from_text(text)
    except (DomainError, ValueError, KeyError, TypeError):
        return None


def _name(item_id: str, version: int) -> str:
    return f"{item_id} 第 {version} 版"
