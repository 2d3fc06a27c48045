"""The issuing desk: take results over, tell the applicant, send, hand over (domain.md §2.5)."""

import secrets
from dataclasses import dataclass, replace
from datetime import date

from windowdesk.domain.case import Case
from windowdesk.domain.errors import DomainError
from windowdesk.domain.facts import Row
from windowdesk.domain.issuing import (
    DELIVERY_LABEL,
    DeliveryMode,
    Mailing,
    ResultHandover,
    Service,
    Uncollected,
)
from windowdesk.domain.states import CaseState, Move
from windowdesk.domain.text import NAME, clean
from windowdesk.domain.transitions import papers_for
from windowdesk.services.acting import ActReceipt, Bench, CaseAct
from windowdesk.services.referral_facts import county_paper
from windowdesk.services.wording import PARTICULAR, short, statement

__all__ = ["DELIVERY_LABEL", "SELF", "Delivery", "DeliveryMode", "Issuance", "Letter"]

SELF = "本人"
(_HANDOVER,) = papers_for(CaseState.APPROVED, Move.MAKE_READY)
(_PICKUP,) = papers_for(CaseState.READY, Move.NOTIFY_PICKUP)
(_MAILING,) = papers_for(CaseState.READY, Move.SEND_BY_MAIL)
(_DELIVERY_RECEIPT,) = papers_for(CaseState.READY, Move.DELIVER)
# The papers that the 送达回证 lists (domain.md §2.5).
SERVED_KINDS = frozenset(
    (
        *papers_for(CaseState.REVIEWING, Move.APPROVE),
        *papers_for(CaseState.REVIEWING, Move.DENY),
        *papers_for(CaseState.ACCEPTED, Move.DECIDE_AT_ONCE),
        *papers_for(CaseState.APPROVED, Move.CORRECT_DECISION),
        *papers_for(CaseState.APPROVED, Move.REVOKE_DECISION),
    )
)


@dataclass(frozen=True)
class Delivery:
    """What the desk states when it hands over.

    ``mail_number`` is the waybill, ``on`` the day that counts where it is not today: that on the
    receipt of a letter, of the arrival in a system, the last day of a public notice, which begins
    on ``posted_on`` and runs for ``days``. The rest is as in ``domain.issuing.Service``.
    """

    mode: DeliveryMode
    receiver: str
    identity_checked: bool
    relation: str = SELF
    mail_number: str = ""
    note: str = ""
    on: date | None = None
    authority: str = ""
    consent: str = ""
    address: str = ""
    refusal: str = ""
    witness: str = ""
    posted_on: date | None = None
    days: int = 0


@dataclass(frozen=True)
class Letter:
    """A letter as it goes to the carrier; ``sent_on`` None is today."""

    waybill: str
    carrier: str
    addressee: str
    address: str
    phone: str = ""
    sent_on: date | None = None


class Issuance:
    """One method per act of the issuing desk."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench

    def make_ready(self, case_id: int, *, seen_version: int | None = None) -> ActReceipt:
        """Take a result over: 出件交接单 for both hands, and the 取件通知.

        What was decided at once goes straight to the applicant and needs neither.
        """

        def act(doing: CaseAct) -> None:
            chosen, result = kinds(doing.case), result_name(doing)
            handover = _handover(doing, result) if _HANDOVER in chosen else None
            doing.case.make_ready(
                by=doing.actor, at=doing.at, pickup_code=_pickup_code(), handover=handover
            )
            if handover is not None:
                doing.issue(_HANDOVER, extra={"result_name": result}, served=_served(doing))
            if _PICKUP in chosen:
                doing.case.notify_pickup("打印取件通知", by=doing.actor, at=doing.at)
                doing.issue(_PICKUP, extra={"result_name": result})

        def kinds(case: Case) -> tuple[str, ...]:
            if case.item.is_immediate and not case.turns.changes:
                return ()
            return (_HANDOVER, _PICKUP)

        return self._bench.act_on(case_id, act, kinds, seen_version)

    def send(self, case_id: int, letter: Letter, *, seen_version: int | None = None) -> ActReceipt:
        """Send a result by letter: 邮寄登记单; it is served when the receipt has come back."""
        waybill = short(letter.waybill, "mail_number")
        carrier = short(letter.carrier, "carrier")
        addressee = clean(letter.addressee, NAME, "addressee")
        address = clean(letter.address, PARTICULAR, "address")
        phone = short(letter.phone, "phone")

        def act(doing: CaseAct) -> None:
            mailing = Mailing(
                waybill=waybill,
                carrier=carrier,
                addressee=addressee,
                address=address,
                phone=phone,
                sent_on=_not_later(letter.sent_on, doing.today, "sent_on"),
                number=doing.number_of(_MAILING),
                at=doing.at,
                by=doing.actor.login,
            )
            doing.case.send_by_mail(mailing, by=doing.actor)
            doing.issue(_MAILING, served=_served(doing))

        return self._bench.act_on(case_id, act, (_MAILING,), seen_version)

    def not_collected(
        self,
        case_id: int,
        reason: str,
        told: str,
        *,
        waybill: str = "",
        seen_version: int | None = None,
    ) -> ActReceipt:
        """Record that nobody came, or which letter came back, and tell him again: 取件通知."""
        why, how = statement(reason, "reason"), short(told, "told")
        letter = short(waybill, "mail_number")

        def act(doing: CaseAct) -> None:
            number, result = doing.number_of(_PICKUP), result_name(doing)
            entry = Uncollected(why, how, number, doing.at, doing.actor.login, letter)
            doing.case.not_collected(entry, by=doing.actor)
            doing.issue(_PICKUP, extra={"result_name": result})

        return self._bench.act_on(case_id, act, (_PICKUP,), seen_version)

    def deliver(
        self, case_id: int, delivery: Delivery, *, seen_version: int | None = None
    ) -> ActReceipt:
        """Serve the result against a 送达回证; T10 ends on the day that counts."""
        read = _read(delivery)

        def act(doing: CaseAct) -> None:
            service = replace(read, number=doing.number_of(_DELIVERY_RECEIPT))
            if delivery.on is None:
                service = replace(service, on=doing.today)
            rows = _served(doing)
            doing.case.deliver(
                mode=service.mode,
                receiver=service.receiver,
                identity_checked=delivery.identity_checked,
                note=service.note,
                by=doing.actor,
                at=doing.at,
                service=service,
            )
            doing.issue(_DELIVERY_RECEIPT, served=rows)

        return self._bench.act_on(case_id, act, (_DELIVERY_RECEIPT,), seen_version)


def result_name(doing: CaseAct) -> str:
    """Return what is fetched: after a denial never the document that was applied for."""
    style = doing.centre.paper_style
    changes = doing.case.turns.changes
    if changes:
        kind = "decision_revocation" if changes[-1].revoked else "decision_correction"
        return doing.bench.templates.get(kind, style).title
    county = county_paper(doing.case)
    if doing.case.was_denied and county is not None:
        return county["name"]
    if doing.case.was_denied:
        return doing.bench.templates.get("denial", style).title
    return doing.case.item.result_document or doing.bench.templates.get("approval", style).title


def _read(delivery: Delivery) -> Service:
    """Return what the desk states, cleaned; today stands in where no day was written."""
    relation = short(delivery.relation, "delivery.relation")
    return Service(
        mode=delivery.mode,
        receiver=clean(delivery.receiver, NAME, "delivery.receiver"),
        on=delivery.on or date.max,
        relation="" if relation == SELF else relation,
        authority=short(delivery.authority, "delivery.authority"),
        waybill=short(delivery.mail_number, "delivery.mail_number"),
        consent=short(delivery.consent, "delivery.consent"),
        address=clean(delivery.address, PARTICULAR, "delivery.address"),
        refusal=clean(delivery.refusal, PARTICULAR, "delivery.refusal"),
        witness=short(delivery.witness, "delivery.witness"),
        posted_on=delivery.posted_on,
        days=delivery.days,
        note=short(delivery.note, "delivery.note"),
    )


def _not_later(day: date | None, today: date, field: str) -> date:
    if day is not None and day > today:
        raise DomainError("寄出的日子在今天以后。照邮局的面单写。", field)
    return day or today


def _handover(doing: CaseAct, result: str) -> ResultHandover:
    names = (result, *(str(row["name"]) for row in _served(doing)))
    return ResultHandover(
        results=tuple(dict.fromkeys(names)),
        giver_name=doing.case.decider_name,
        receiver=doing.actor.login,
        receiver_name=doing.actor.name,
        number=doing.number_of(_HANDOVER),
        at=doing.at,
    )


def _served(doing: CaseAct) -> tuple[Row, ...]:
    """Return what is handed over now: papers of decisions that were not served before."""
    case = doing.case
    before = _served_before(doing)
    rows: list[Row] = [
        {"name": p.title, "number": p.number, "copies": "1"}
        for p in doing.uow.papers.of_case(case.case_id)
        if p.kind in SERVED_KINDS
        and p.number not in case.outcomes.void_papers
        and p.number not in before
    ]
    county = county_paper(case)
    if county is not None and not before:
        rows.append(county)
    decision = case.decision
    if decision is not None and decision.certificate and not before:
        name = case.item.result_document or "证件"
        rows.append({"name": name, "number": decision.certificate, "copies": "1"})
    return tuple(rows)


def _served_before(doing: CaseAct) -> frozenset[str]:
    """Return the numbers of the decisions that an earlier 送达回证 listed."""
    receipts = {one.number for one in doing.case.turns.services}
    papers = doing.uow.papers.of_case(doing.case.case_id)
    last = max((p.document_id for p in papers if p.number in receipts), default=0)
    return frozenset(p.number for p in papers if p.document_id < last)


def _pickup_code() -> str:
    return f"{secrets.randbelow(1_000_000):06d}"
