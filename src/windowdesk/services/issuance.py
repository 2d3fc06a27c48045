"""The issuing desk: take results over, tell the applicant, hand over."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from windowdesk.domain.case import Case
from windowdesk.domain.facts import Row
from windowdesk.domain.states import CaseState, Move
from windowdesk.domain.text import NAME, clean
from windowdesk.domain.transitions import papers_for
from windowdesk.services.acting import ActReceipt, Bench, CaseAct
from windowdesk.services.wording import short

SELF = "本人"
(_PICKUP,) = papers_for(CaseState.READY, Move.NOTIFY_PICKUP)
(_DELIVERY_RECEIPT,) = papers_for(CaseState.READY, Move.DELIVER)
# The papers that the 送达回证 lists (domain.md §2.5).
SERVED_KINDS = frozenset(
    (
        *papers_for(CaseState.REVIEWING, Move.APPROVE),
        *papers_for(CaseState.REVIEWING, Move.DENY),
        *papers_for(CaseState.ACCEPTED, Move.DECIDE_AT_ONCE),
    )
)


class DeliveryMode(StrEnum):
    """How a result reaches the applicant (domain.md §2.5)."""

    DIRECT = "direct"
    BY_AGENT = "by_agent"
    ELECTRONIC = "electronic"
    MAIL = "mail"
    LEFT = "left"
    PUBLIC = "public"


# The words that reports/delivery_receipt.toml offers to tick.
DELIVERY_LABEL: Mapping[DeliveryMode, str] = MappingProxyType(
    {
        DeliveryMode.DIRECT: "直接送达",
        DeliveryMode.BY_AGENT: "代办员代领",
        DeliveryMode.ELECTRONIC: "电子送达",
        DeliveryMode.MAIL: "邮寄",
        DeliveryMode.LEFT: "留置送达",
        DeliveryMode.PUBLIC: "公告",
    }
)


@dataclass(frozen=True)
class Delivery:
    """What the desk states when it hands over."""

    mode: DeliveryMode
    receiver: str
    identity_checked: bool
    relation: str = SELF
    mail_number: str = ""
    note: str = ""


class Issuance:
    """One method per act of the issuing desk."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench

    def make_ready(self, case_id: int, *, seen_version: int | None = None) -> ActReceipt:
        """Take a result over and issue the 取件通知; what was decided at once needs no notice."""

        def act(doing: CaseAct) -> None:
            result = _result_name(doing)
            doing.case.make_ready(by=doing.actor, at=doing.at, pickup_code=_pickup_code())
            if not doing.case.item.is_immediate:
                doing.case.notify_pickup("打印取件通知", by=doing.actor, at=doing.at)
                doing.issue(_PICKUP, extra={"result_name": result})

        def kinds(case: Case) -> tuple[str, ...]:
            return () if case.item.is_immediate else (_PICKUP,)

        return self._bench.act_on(case_id, act, kinds, seen_version)

    def deliver(
        self, case_id: int, delivery: Delivery, *, seen_version: int | None = None
    ) -> ActReceipt:
        """Serve the result against a 送达回证; T10 ends."""
        receiver = clean(delivery.receiver, NAME, "delivery.receiver")
        relation = short(delivery.relation, "delivery.relation")
        mail_number = short(delivery.mail_number, "delivery.mail_number")
        note = short(delivery.note, "delivery.note")

        def act(doing: CaseAct) -> None:
            doing.case.deliver(
                mode=delivery.mode,
                receiver=receiver,
                identity_checked=delivery.identity_checked,
                note=note,
                by=doing.actor,
                at=doing.at,
            )
            extra = {
                "delivery.mode": DELIVERY_LABEL[delivery.mode],
                "delivery.place": doing.centre.pickup_place,
                "delivery.receiver": receiver,
                "delivery.relation": "" if relation == SELF else relation,
                "delivery.note": note,
                "mail.number": mail_number,
            }
            doing.issue(_DELIVERY_RECEIPT, extra=extra, served=_served(doing))

        return self._bench.act_on(case_id, act, (_DELIVERY_RECEIPT,), seen_version)


def _result_name(doing: CaseAct) -> str:
    """Return what is fetched: after a denial never the document that was applied for."""
    style = doing.centre.paper_style
    if doing.case.state is CaseState.DENIED:
        return doing.bench.templates.get("denial", style).title
    return doing.case.item.result_document or doing.bench.templates.get("approval", style).title


def _served(doing: CaseAct) -> tuple[Row, ...]:
    papers = doing.uow.papers.of_case(doing.case.case_id)
    void = doing.case.outcomes.void_papers
    rows: list[Row] = [
        {"name": p.title, "number": p.number, "copies": "1"}
        for p in papers
        if p.kind in SERVED_KINDS and p.number not in void
    ]
    decision = doing.case.decision
    if decision is not None and decision.certificate:
        name = doing.case.item.result_document or "证件"
        rows.append({"name": name, "number": decision.certificate, "copies": "1"})
    return tuple(rows)


def _pickup_code() -> str:
    return f"{secrets.randbelow(1_000_000):06d}"
