"""What the sheet 用印 shows: lines of papers that wait, columns of the register."""

from collections.abc import Container
from dataclasses import dataclass
from datetime import date

from windowdesk.domain.clock import short_date
from windowdesk.domain.local_time import clock_time, local_date
from windowdesk.domain.sealing import SEAL_KIND_LABEL, Sealing
from windowdesk.services.sealings import SealablePaper
from windowdesk.services.session import Session
from windowdesk.ui.row_table import Column
from windowdesk.ui.tick_list import Tick


@dataclass(frozen=True)
class SealsFound:
    """Papers with a place for a seal, uses of seals, and who allowed the last one."""

    papers: tuple[SealablePaper, ...]
    register: tuple[Sealing, ...]
    approver: str


def seals_found(session: Session, first: date, last: date) -> SealsFound:
    """Ask for some days; runs off the GUI thread."""
    seals = session.sealings
    return SealsFound(seals.papers(first, last), seals.register(first, last), seals.last_approver())


def tick_of(one: SealablePaper, ticked: Container[str]) -> Tick:
    """Return the line of a paper that waits."""
    paper = one.document
    code = str(paper.document_id)
    return Tick(
        code=code,
        name=f"{paper.title}　{paper.number}　{one.applicant}",
        remark=f"{one.item}",
        on=code in ticked,
        yes="选了",
        no="没选",
    )


def _when(one: Sealing) -> str:
    return f"{short_date(local_date(one.at))} {clock_time(one.at)}"


COLUMNS: tuple[Column[Sealing], ...] = (
    Column("时间", _when, 130),
    Column("文号", lambda one: one.number, 210),
    Column("印章", lambda one: one.seal, 0),
    Column("怎么盖的", lambda one: SEAL_KIND_LABEL[one.kind], 90),
    Column("份数", lambda one: str(one.copies), 50),
    Column("批准人", lambda one: one.approver, 80),
    Column("经手人", lambda one: one.person, 80),
)
