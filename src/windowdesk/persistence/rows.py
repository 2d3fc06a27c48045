"""Rows of the tables to values of the domain, and back."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Row

from windowdesk.domain.calendar import WorkCalendar
from windowdesk.domain.case import Case
from windowdesk.domain.case_clocks import running_proof
from windowdesk.domain.centre import Account
from windowdesk.domain.document import ArchivedPaper, Document, PrintJob, PrintState
from windowdesk.domain.duties import Role
from windowdesk.domain.event import CaseEvent
from windowdesk.domain.identity import IdKind, IdNumber, Sex
from windowdesk.domain.item import Item
from windowdesk.domain.item_kinds import ServiceType
from windowdesk.domain.local_time import local_date
from windowdesk.domain.numbers import CaseNumber
from windowdesk.domain.party import Party, PartyKind
from windowdesk.domain.states import CaseState
from windowdesk.domain.todo import Todo
from windowdesk.persistence.case_text import read_case_text
from windowdesk.persistence.dialect import day_out, moment_in, moment_or_none, moment_out
from windowdesk.persistence.light_days import day_or_none, light_days_of
from windowdesk.persistence.tables import NO_DUE
from windowdesk.services.worklists import QUEUE_STATES, CaseRow, PartyRow, PrintRow, Queue

Values = Mapping[str, object]

_STATES = {state.value: state for state in CaseState}
_SERVICES = {kind.value: kind for kind in ServiceType}
# The queues that an open case lies in; closed cases lie in none and leave their indexes. What
# waits to be claimed is part of the review queue and has an index of its own.
_DESKS = (Queue.RECEIVED, Queue.REVIEW, Queue.ISSUE)


def desk_of(state: CaseState) -> str:
    """Return the queue that a case in ``state`` lies in, empty if in none."""
    return next((queue.value for queue in _DESKS if state in QUEUE_STATES[queue]), "")


def case_values(case: Case, calendar: WorkCalendar, body: str) -> Values:
    """Return the columns of a case, its version aside; due date as of its last event.

    ``body`` is its ``case_text``.
    """
    applicant = case.application.applicant
    last_at = case.last_at or case.received_at
    proof = running_proof(case, calendar, local_date(last_at))
    return {
        "case_id": case.case_id,
        "centre": case.centre,
        "department": case.department,
        "number": case.number.digits,
        "state": case.state.value,
        "desk": desk_of(case.state),
        "item_id": case.item.item_id,
        "item_version": case.item.version,
        "item_name": case.item.shown_name,
        "service_type": case.item.service_type.value,
        "party_id": int(applicant.id),
        "applicant_name": applicant.name,
        "id_masked": applicant.id_number.masked,
        "village": applicant.village,
        "service_window": case.window,
        "due_on": (proof.due if proof else NO_DUE).isoformat(),
        **light_days_of(case, calendar, proof, local_date(last_at)),
        "provisional": proof is not None and proof.provisional,
        "clock_paused": case.state is CaseState.SUSPENDED,
        "received_at": moment_in(case.received_at),
        "received_by": case.received_by,
        "accepter": case.accepter,
        "accepter_name": case.accepter_name,
        "holder": case.holder,
        "holder_name": case.holder_name,
        "claimed_until": moment_in(case.claimed_until) if case.claimed_until else None,
        "event_count": case.event_count,
        "head": case.head,
        "last_at": moment_in(last_at),
        "body": body,
        "accepted_at": moment_in(case.accepted_at) if case.accepted_at else None,
        "decided_at": moment_in(case.decided_at) if case.decided_at else None,
        "pickup_code": case.pickup_code,
        "bundle": case.turns.bundle,
    }


def case_of(row: Row[Any], item: Item) -> Case:
    """Return the case of a row."""
    body = read_case_text(row.body, item)
    return Case(
        case_id=row.case_id,
        number=CaseNumber(row.number),
        centre=row.centre,
        department=row.department,
        window=row.service_window,
        application=body.application,
        received_at=moment_out(row.received_at),
        received_by=row.received_by,
        state=CaseState(row.state),
        version=row.version,
        event_count=row.event_count,
        head=row.head,
        last_at=moment_out(row.last_at),
        accepted_at=body.accepted_at,
        accepter=row.accepter,
        accepter_name=row.accepter_name,
        holder=row.holder,
        holder_name=row.holder_name,
        claimed_until=moment_or_none(row.claimed_until),
        opened_by_next=body.opened_by_next,
        decided_at=body.decided_at,
        decider_name=body.decider_name,
        decision=body.decision,
        pickup_code=body.pickup_code,
        delivered_at=body.delivered_at,
        pauses=body.pauses,
        extension_days=body.extension_days,
        handed_over=body.handed_over,
        outcomes=body.outcomes,
        turns=body.turns,
    )


def event_values(event: CaseEvent, centre: str, department: str) -> Values:
    """Return the columns of an event."""
    return {
        "case_id": event.case_id,
        "seq": event.seq,
        "centre": centre,
        "department": department,
        "move": event.move.value,
        "actor": event.actor.login,
        "service_window": event.actor.window,
        "at": moment_in(event.at),
        "source": event.source.value if event.source else "",
        "target": event.target.value,
        "previous": event.previous,
        "hash": event.hash,
        "text": event.text,
    }


def todo_values(todo: Todo, case_id: int, centre: str) -> Values:
    """Return the columns of one thing that a case waits for."""
    return {
        "case_id": case_id,
        "kind": todo.kind.value,
        "ref": todo.ref,
        "centre": centre,
        "department": todo.department,
        "login": todo.login,
        "due_on": todo.due_on.isoformat(),
        "due_at": moment_in(todo.due_at) if todo.due_at else None,
        "text": todo.text,
    }


def party_values(party: Party, centre: str) -> Values:
    """Return the columns of a party, its version aside."""
    number = party.id_number
    return {
        "party_id": int(party.id),
        "centre": centre,
        "kind": party.kind.value,
        "name": party.name,
        "id_kind": number.kind.value,
        "id_number": number.number,
        "id_masked": number.masked,
        "birth_on": number.birth_on.isoformat() if number.birth_on else None,
        "sex": number.sex.value if number.sex else None,
        "phone": party.phone,
        "address": party.address,
        "village": party.village,
        "representative": party.representative,
        "note": party.note,
    }


def party_of(row: Row[Any]) -> Party:
    """Return the party of a row."""
    return Party(
        id=str(row.party_id),
        kind=PartyKind(row.kind),
        name=row.name,
        id_number=IdNumber(
            kind=IdKind(row.id_kind),
            number=row.id_number,
            birth_on=day_out(row.birth_on) if row.birth_on else None,
            sex=Sex(row.sex) if row.sex else None,
        ),
        phone=row.phone,
        address=row.address,
        village=row.village,
        representative=row.representative,
        note=row.note,
        version=row.version,
    )


def document_values(paper: Document, department: str) -> Values:
    """Return the columns of a paper."""
    return {
        "document_id": paper.document_id,
        "case_id": paper.case_id,
        "centre": paper.centre,
        "department": department,
        "kind": paper.kind,
        "title": paper.title,
        "number": paper.number,
        "line": paper.line,
        "serial": paper.serial,
        "template_version": paper.template_version,
        "template_digest": paper.template_digest,
        "facts": paper.facts_text,
        "issued_at": moment_in(paper.issued_at),
        "signer": paper.signer,
        "service_window": paper.window,
        "copies": paper.copies,
        "watermark": paper.watermark,
        "digest": paper.digest,
        "code": paper.code,
    }


def document_of(row: Row[Any]) -> Document:
    """Return the paper of a row."""
    return Document(
        document_id=row.document_id,
        case_id=row.case_id,
        centre=row.centre,
        kind=row.kind,
        title=row.title,
        number=row.number,
        line=row.line,
        serial=row.serial,
        template_version=row.template_version,
        template_digest=row.template_digest,
        facts_text=row.facts,
        issued_at=moment_out(row.issued_at),
        signer=row.signer,
        window=row.service_window,
        copies=row.copies,
        watermark=row.watermark,
        code=row.code,
    )


def documents_of(rows: Sequence[Row[Any]]) -> tuple[Document, ...]:
    """Return the papers of some rows."""
    return tuple(document_of(row) for row in rows)


def archived_of(row: Row[Any]) -> ArchivedPaper:
    """Return the bytes of record of a row."""
    return ArchivedPaper(
        document_id=row.document_id,
        pdf=bytes(row.pdf),
        sha256=row.sha256,
        renderer=row.renderer,
        rendered_at=moment_out(row.rendered_at),
    )


def print_values(job: PrintJob, case_id: int, department: str) -> Values:
    """Return the columns of a print job, its version aside."""
    return {
        "print_id": job.print_id,
        "document_id": job.document_id,
        "case_id": case_id,
        "centre": job.centre,
        "department": department,
        "service_window": job.window,
        "state": job.state.value,
        "asked_by": job.asked_by,
        "asked_at": moment_in(job.asked_at),
        "reprint": job.reprint,
        "printer": job.printer,
        "job": job.job,
        "reason": job.reason,
    }


def print_of(row: Row[Any]) -> PrintJob:
    """Return the print job of a row."""
    return PrintJob(
        print_id=row.print_id,
        document_id=row.document_id,
        centre=row.centre,
        window=row.service_window,
        state=PrintState(row.state),
        asked_by=row.asked_by,
        asked_at=moment_out(row.asked_at),
        reprint=bool(row.reprint),
        printer=row.printer,
        job=row.job,
        reason=row.reason,
        version=row.version,
    )


def account_of(row: Row[Any]) -> Account:
    """Return the account of a row."""
    return Account(
        login=row.login,
        name=row.name,
        roles=frozenset(Role(code) for code in row.roles.split()),
        department=row.department,
        phone=row.phone,
        active=bool(row.active),
        must_change_password=bool(row.must_change),
    )


def account_values(new: Account, centre: str) -> Values:
    """Return the columns of an account."""
    return {
        "login": new.login,
        "centre": centre,
        "name": new.name,
        "roles": " ".join(sorted(new.roles)),
        "department": new.department,
        "phone": new.phone,
        "active": new.active,
        "must_change": new.must_change_password,
    }


def case_row_of(row: Row[Any]) -> CaseRow:
    """Return the line of a list."""
    return CaseRow(
        row.case_id,
        row.number,
        _STATES[row.state],
        row.item_name,
        _SERVICES[row.service_type],
        row.applicant_name,
        row.id_masked,
        row.village,
        row.department,
        day_or_none(row.due_on),
        moment_out(row.received_at),
        row.holder,
        row.holder_name,
        moment_or_none(row.claimed_until),
        row.accepter_name,
        bool(row.provisional),
        moment_or_none(row.accepted_at),
        moment_or_none(row.decided_at),
        row.service_window,
        day_or_none(row.amber_on),
        day_or_none(row.statutory_on),
        day_or_none(row.step_due_on),
    )


def print_row_of(row: Row[Any]) -> PrintRow:
    """Return the line of a list of printings."""
    return PrintRow(
        print_id=row.print_id,
        document_id=row.document_id,
        case_id=row.case_id,
        title=row.title,
        number=row.number,
        applicant_name=row.applicant_name,
        state=PrintState(row.state),
        reason=row.reason,
        window=row.service_window,
        asked_at=moment_out(row.asked_at),
        reprint=bool(row.reprint),
    )


def party_row_of(row: Row[Any]) -> PartyRow:
    """Return the line of a list of known parties."""
    return PartyRow(row.party_id, row.name, row.id_masked, row.village, row.cases)
