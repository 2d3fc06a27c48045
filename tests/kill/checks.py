"""What must hold after a kill, looked at with a database that is opened anew."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from tests.kill.day import DRAFT_FIELD, Ack
from tests.kill.stage import EVENING, Content, PaperTray, Place, Stage, open_stage
from windowdesk.domain.document import PrintState
from windowdesk.domain.numbers import BundleNumber
from windowdesk.persistence.draft_box import FileDraftBox
from windowdesk.persistence.draft_files import FileDraftFiles
from windowdesk.services.drafts import Draft
from windowdesk.services.ledger_check import place_of
from windowdesk.services.session import Session
from windowdesk.services.verification import Verification
from windowdesk.tools.demo_centre import ADMIN, CLERK, CLERK_WINDOW, ISSUE_WINDOW, ISSUER

OPEN_STATES = frozenset((PrintState.WAITING, PrintState.SPOOLED, PrintState.NOT_PRINTED))
# The receipt of what is accepted in the same act is archived; the centre does not print it.
_ARCHIVED_ONLY = "receipt"
_AT_WINDOW = {CLERK_WINDOW: CLERK, ISSUE_WINDOW: ISSUER, "": ADMIN}


def faults_after(place: Place, acks: Sequence[Ack], shared: Content) -> list[str]:
    """Open the centre anew, look at everything, put right what a start puts right; name faults."""
    faults = [*_draft_faults(place, acks), *centre_faults(place, acks, shared)]
    return [*faults, *_lost_files(place, acks, shared)]


def centre_faults(
    place: Place, acks: Sequence[Ack], shared: Content, at: datetime = EVENING
) -> list[str]:
    """Do the same, drafts aside."""
    faults: list[str] = []
    with open_stage(place, shared, at=at) as stage:
        admin = stage.session(ADMIN)
        faults += _lost_acts(admin, acks)
        faults += _number_faults(admin)
        faults += _print_faults(stage, acks)
        faults += _unverified(admin)
        _start_again(stage)
        faults += _left_over(admin)
    return faults


def faults_at_the_printer(place: Place, shared: Content) -> list[str]:
    """Print what the desks' lists still hold, as people do; name what is not on one sheet then.

    Somebody looks first: what lies on the desk came out, whatever the record says.
    """
    with open_stage(place, shared, at=EVENING) as stage:
        admin, lying = stage.session(ADMIN), _sheets(stage.tray)
        for row in admin.database.lists.unprinted(None):
            press = stage.session(_AT_WINDOW[row.window]).press
            if lying[row.print_id]:
                press.came_out(row.print_id)
            else:
                press.again(row.print_id)
        _start_again(stage)
        return [*_not_on_one_sheet(stage, admin), *_unverified(admin)]


def _not_on_one_sheet(stage: Stage, admin: Session) -> Iterator[str]:
    sheets = _sheets(stage.tray)
    for case in admin.database.ledger.cases():
        for row in admin.database.lists.prints(case.case_id):
            if row.state is not PrintState.DONE:
                yield f"{row.number} is {row.state} in the end"
            if sheets.pop(row.print_id, 0) != 1:
                yield f"{row.number} did not come out once"
    yield from (f"a sheet of print {one} belongs to no paper" for one in sheets)


def _lost_acts(session: Session, acks: Sequence[Ack]) -> Iterator[str]:
    for ack in acks:
        match ack:
            case {"act": "case", "number": str(number), "state": state, "papers": list(papers)}:
                row = session.database.lists.by_number(number)
                if row is None:
                    yield f"acknowledged case {number} is lost"
                    continue
                states = {event.target for event in session.database.lists.events(row.case_id)}
                if state not in states:
                    yield f"{number} was acknowledged as {state}, but went only {states}"
                there = {paper.number for paper in session.database.lists.papers(row.case_id)}
                yield from (f"paper {n} is lost" for n in papers if n not in there)
            case {"act": "archive", "document": int(document_id), "sha256": digest}:
                archived = session.database.lists.archived(document_id)
                if archived is None or sha256(archived.pdf).hexdigest() != digest:
                    yield f"acknowledged bytes of paper {document_id} are lost"


def _lost_files(place: Place, acks: Sequence[Ack], shared: Content) -> Iterator[str]:
    """Each file that was acknowledged lies beside its draft or in a case, whole (pitfall i5)."""
    beside = FileDraftFiles(place.drafts)
    kept = {
        sha256(beside.content(folder.name, file.file_id)).hexdigest()
        for folder in place.drafts.glob("files/*")
        for file in beside.all(folder.name)
    }
    with open_stage(place, shared, at=EVENING) as stage:
        ledger = stage.session(ADMIN).database.ledger
        stored = {sha256(file.content).hexdigest() for file in ledger.attachment_files()}
        filed = {row.row.sha256 for row in ledger.attachments() if row.row is not None}
    for ack in acks:
        if ack["act"] == "file" and ack["sha256"] not in kept | (stored & filed):
            yield f"acknowledged file {ack['sha256']} is lost"


def _number_faults(session: Session) -> Iterator[str]:
    """Count numbers apart from the program's own verification."""
    ledger = session.database.ledger
    used: dict[str, list[int]] = defaultdict(list)
    for case in ledger.cases():
        place = place_of(case.number)
        assert place is not None
        used[place[0]].append(place[1])
    for paper in ledger.documents():
        used[paper.line].append(paper.serial)
    for bundle in {BundleNumber(case.bundle) for case in ledger.cases() if case.bundle}:
        used[bundle.line].append(bundle.serial)
    for line in ledger.lines():
        expected = list(range(line.first, line.last + 1))
        found = sorted(used.pop(line.line, []))
        if found != expected:
            yield f"line {line.line} gave {expected}, used are {found}"
    yield from (f"line {line} is used and was never begun" for line in used)


def _print_faults(stage: Stage, acks: Sequence[Ack]) -> Iterator[str]:
    """No paper without a visible print state; no sheet that the record knows nothing of."""
    session = stage.session(ADMIN)
    lists = session.database.lists
    shown = {row.print_id: row for row in lists.unprinted(None)}
    jobs = {}
    for case in session.database.ledger.cases():
        rows = lists.prints(case.case_id)
        jobs.update({row.print_id: row for row in rows})
        printed = {row.document_id for row in rows}
        for paper in lists.papers(case.case_id):
            if paper.document_id not in printed and paper.kind != _ARCHIVED_ONLY:
                yield f"{paper.number} has no print state"
    for job in jobs.values():
        if (job.state in OPEN_STATES) != (job.print_id in shown):
            yield f"{job.number} is {job.state}, but not on the desk's list"
    for print_id in _sheets(stage.tray):
        if jobs[print_id].state is PrintState.WAITING:
            yield f"{jobs[print_id].number} came out, but would be printed once more"
    for print_id in _settled(acks):
        if jobs[print_id].state is PrintState.WAITING:
            yield f"print {print_id} fell back to waiting"


def _sheets(tray: PaperTray) -> Counter[int]:
    """Return how many sheets came out of each print job; its number ends the title."""
    return Counter(int(sheet.stem.rpartition(" ")[2]) for sheet in tray.sheets())


def _settled(acks: Sequence[Ack]) -> set[int]:
    return {ack["print"] for ack in acks if ack["act"] == "print" and isinstance(ack["print"], int)}


def _unverified(session: Session) -> Iterator[str]:
    report = Verification(session.bench).run()
    yield from (f"verify: {fault.subject}: {fault.text}" for fault in report.faults)


def _start_again(stage: Stage) -> None:
    """Do what a program does when it starts; each window sweeps for itself."""
    admin = stage.session(ADMIN)
    windows = {row.window for row in admin.database.lists.unprinted(None)}
    for window in sorted(windows):
        stage.session(_AT_WINDOW[window]).press.sweep()
    while admin.press.render_left_over():
        pass


def _left_over(session: Session) -> Iterator[str]:
    for paper in session.database.ledger.documents():
        if session.database.lists.archived(paper.document_id) is None:
            yield f"{paper.number} was not rendered after the start"
    for row in session.database.lists.unprinted(None):
        if row.state is PrintState.SPOOLED:
            yield f"{row.number} hangs at the printer and nobody is told"
        if row.state is PrintState.NOT_PRINTED and not row.reason:
            yield f"{row.number} did not come out, and nobody is told why"


def _draft_faults(place: Place, acks: Sequence[Ack]) -> Iterator[str]:
    """Each draft is offered as it was last acknowledged, or as it was being saved."""
    wanted: dict[str, set[str | None]] = {}
    for ack in acks:
        match ack:
            case {"act": "draft begun", "draft": str(draft), "value": str(value)}:
                wanted.setdefault(draft, {None}).add(value)
            case {"act": "draft", "draft": str(draft), "value": str(value)}:
                wanted[draft] = {value}
            case {"act": "drop begun", "draft": str(draft)}:
                wanted[draft].add(None)
            case {"act": "drop", "draft": str(draft)}:
                wanted[draft] = {None}
    offered = {draft.draft_id: draft.values[DRAFT_FIELD] for draft in _offered(place.drafts)}
    for draft_id in wanted.keys() | offered.keys():
        if offered.get(draft_id) not in wanted.get(draft_id, set()):
            yield f"draft {draft_id} is offered as {offered.get(draft_id)}"


def _offered(folder: Path) -> Sequence[Draft]:
    return FileDraftBox(folder).all(CLERK)
