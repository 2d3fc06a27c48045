"""Acts as services do them, cut down to what storage sees of them."""

from dataclasses import dataclass

from tests.factories import make_actor, make_application, make_case, make_document, make_party
from tests.factories import make_print_job as make_job
from windowdesk.domain.attachment import Attachment, Grade
from windowdesk.domain.canonical import sha256
from windowdesk.domain.case import Case
from windowdesk.domain.document import Document
from windowdesk.domain.duties import Role
from windowdesk.domain.local_time import local_date
from windowdesk.domain.numbers import CaseNumber, case_line
from windowdesk.persistence.open_database import OpenDatabase

ITEM = "disability-allowance"
KINDS = ("receipt", "acceptance")
TEMPLATE = "title = 'made up'"


@dataclass(frozen=True)
class Accepted:
    case: Case
    papers: tuple[Document, ...]


def accept(database: OpenDatabase, serial: int = 2, name: str = "段玉兰") -> Accepted:
    """Receive and accept a case of a new person in one transaction: two events, two papers."""
    with database.unit_of_work() as uow:
        at = uow.now()
        centre = uow.centre()
        item = uow.items.current(ITEM)
        party = make_party(name, serial, at)
        known = uow.parties.find(party.id_number.kind, party.id_number.number)
        line = case_line(centre.code, local_date(at))
        lines = {kind: f"paper|{centre.organ_short}|{kind}|{local_date(at).year}" for kind in KINDS}
        taken = uow.numbers.take([line, *lines.values()])
        if known is None:
            number = party.id_number.number
            uow.parties.add(party, [f"n{name}", f"n{name[:1]}", f"n{name[:2]}", f"i{number}"])
        case = make_case(
            at=at, application=make_application(item, known or party), centre=centre.code
        )
        case.number = CaseNumber.of(centre.code, 2, local_date(at), taken[line])
        case.accept(by=make_actor(), at=at)
        papers = tuple(make_document(case, taken[lines[kind]], kind, at) for kind in KINDS)
        case.attach_to_last_event({paper.number: paper.digest for paper in papers})
        tail = case.number.digits[-5:]
        uow.cases.add(
            case, [f"n{name}", f"n{name[:1]}", f"n{name[:2]}", f"d{tail}", f"c{case.number.digits}"]
        )
        for paper in papers:
            uow.papers.add(paper, TEMPLATE)
            uow.prints.add(make_job(paper))
        uow.commit()
    return Accepted(case, papers)


def move(database: OpenDatabase, case_id: int, verb: str, role: Role = Role.CLERK) -> Case:
    """Let a case take a move without arguments."""
    with database.unit_of_work() as uow:
        case = uow.cases.get(case_id)
        getattr(case, verb)(by=make_actor(role), at=uow.now())
        uow.cases.save(case)
        uow.commit()
    return case


def attach(clerk: OpenDatabase, case: Case) -> Attachment:
    """Store a file with a case, past the chain of events."""
    content = b"a scan"
    row = Attachment(
        attachment_id=case.case_id,
        case_id=case.case_id,
        centre=case.centre,
        material="",
        name="scan.pdf",
        sha256=sha256(content),
        media="application/pdf",
        size=len(content),
        pages=1,
        grade=Grade.UPLOADED,
        derived_from=None,
        login="clerk",
        person="clerk",
        window="01",
        at=case.received_at,
    )
    with clerk.unit_of_work() as uow:
        uow.attachments.add_content(row, content)
        uow.attachments.add(row, case.department)
        uow.commit()
    return row
