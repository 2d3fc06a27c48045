"""The issuing desk: take results over, tell the applicant, hand over."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from windowdesk.domain.facts import Row
from windowdesk.domain.item_kinds import ServiceType
from windowdesk.domain.states import CaseState
from windowdesk.domain.text import NAME, clean
from windowdesk.services.acting import ActReceipt, Bench, CaseAct
from windowdesk.services.wording import short

SELF = "本人"
_SERVED_KINDS = ("approval", "denial", "immediate")


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
        # Numbers are taken before the case is loaded, so the kind of item is asked for first.
        row = self._bench.database.lists.row(case_id)
        at_once = row is not None and row.service_type is ServiceType.IMMEDIATE

        def act(doing: CaseAct) -> None:
            result = _result_name(doing)
            doing.case.make_ready(by=doing.actor, at=doing.at, pickup_code=_pickup_code())
            if not at_once:
                doing.case.notify_pickup("打印取件通知", by=doing.actor, at=doing.at)
                doing.issue("pickup", extra={"result_name": result})

        kinds = () if at_once else ("pickup",)
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
            doing.issue("delivery_receipt", extra=extra, served=_served(doing))

        return self._bench.act_on(case_id, act, ("delivery_receipt",), seen_version)


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
        if p.kind in _SERVED_KINDS and p.number not in void
    ]
    decision = doing.case.decision
    if decision is not None and decision.certificate:
        name = doing.case.item.result_document or "证件"
        rows.append({"name": name, "number": decision.certificate, "copies": "1"})
    return tuple(rows)


def _pickup_code() -> str:
    return f"{secrets.randbelow(1_000_000):06d}"
