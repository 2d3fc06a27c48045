"""How a result leaves the house: taken over, sent, not fetched, served (domain.md §2.5).

Records without rules, stored with the case; the rules are issuing_guards.py and issued_case.py.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType

from windowdesk.domain.record_text import later


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
# Somebody stands at the desk and shows who he is.
IN_PERSON = frozenset((DeliveryMode.DIRECT, DeliveryMode.BY_AGENT))


@dataclass(frozen=True)
class ResultHandover:
    """A result that the issuing desk took over, under the number of its 出件交接单.

    ``number`` is empty where the desk that decided issues too: nothing changed hands.
    """

    results: tuple[str, ...]
    giver_name: str
    receiver: str
    receiver_name: str
    number: str
    at: datetime


class MailOutcome(StrEnum):
    """What became of a letter."""

    UNDER_WAY = "under_way"
    ARRIVED = "arrived"
    RETURNED = "returned"


@dataclass(frozen=True)
class Mailing:
    """A result sent by letter, under the number of its 邮寄登记单.

    ``settled_on`` is the day on the receipt, or the day on which it came back.
    """

    waybill: str
    carrier: str
    addressee: str
    address: str
    phone: str
    sent_on: date
    number: str
    at: datetime
    by: str
    outcome: MailOutcome = MailOutcome.UNDER_WAY
    settled_on: date | None = None
    signer: str = later("")


@dataclass(frozen=True)
class Uncollected:
    """A result that nobody fetched, or whose letter came back (未领/退件).

    ``told`` is how the applicant was told again, under the ``number`` of the new 取件通知;
    ``waybill`` that of a letter that came back.
    """

    reason: str
    told: str
    number: str
    at: datetime
    by: str
    waybill: str = later("")


@dataclass(frozen=True)
class Service:
    """A result as it was served; ``on`` is the day that counts.

    ``relation`` is that of a substitute receiver, empty for the addressee himself; ``authority``
    the number or date of an agent's paper; ``consent`` that of the 送达地址确认书 by which
    ``address`` is an electronic one; ``refusal`` and ``witness`` belong to what was left behind,
    ``posted_on`` and ``days`` to a public notice.
    """

    mode: DeliveryMode
    receiver: str
    on: date
    relation: str = ""
    authority: str = ""
    waybill: str = ""
    consent: str = ""
    address: str = ""
    refusal: str = ""
    witness: str = ""
    posted_on: date | None = None
    days: int = 0
    note: str = ""
    number: str = ""
