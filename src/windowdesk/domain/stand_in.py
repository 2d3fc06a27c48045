"""Who acts for whom while somebody is away: a deputy has the absent one's duties for some days.

Duties are lent, persons are not: whatever is done, the person who did it stands on record, with the
name of the one whom he stood in for. A deputy may not do what the absent one might not.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from windowdesk.domain.duties import Role
from windowdesk.domain.errors import DomainError

# Whoever manages the system hands out an account of his own for that; others act in no case.
_NEVER_LENT = frozenset((Role.ADMIN, Role.SYSTEM, Role.COUNTY, Role.AGENT))


@dataclass(frozen=True)
class StandIn:
    """An order: ``deputy`` acts for ``absent`` from ``first_on`` to ``last_on``, both included.

    Both are logins. ``ended_on`` is the first day on which it no longer holds although its last
    day has not come; None while it was not ended early.
    """

    stand_in_id: int
    absent: str
    deputy: str
    first_on: date
    last_on: date
    reason: str
    made_by: str
    made_at: datetime
    ended_on: date | None = None
    version: int = 1

    def holds_on(self, day: date) -> bool:
        """Tell whether the deputy acts for the absent one on a day."""
        return self.first_on <= day <= self.last_on and not self.is_ended(day)

    def is_ended(self, day: date) -> bool:
        """Tell whether it was ended early, as of a day."""
        return self.ended_on is not None and self.ended_on <= day

    def is_over(self, day: date) -> bool:
        """Tell whether it holds on no day from ``day`` on."""
        called_off = self.ended_on is not None and self.ended_on <= self.first_on
        return self.last_on < day or self.is_ended(day) or called_off

    def overlaps(self, other: "StandIn") -> bool:
        """Tell whether there is a day on which both would hold."""
        first, last = max(self.first_on, other.first_on), min(self.last_on, other.last_on)
        return first <= last and not self.is_ended(first) and not other.is_ended(first)


@dataclass(frozen=True)
class StandsFor:
    """Whom an account stands in for now: login, name, and the duties that it has from him alone."""

    login: str
    name: str
    roles: frozenset[Role]
    order: StandIn


def lent_roles(absent: frozenset[Role], own: frozenset[Role]) -> frozenset[Role]:
    """Return the duties that a deputy gets besides his own."""
    return absent - own - _NEVER_LENT


def check_order(order: StandIn, others: Iterable[StandIn], today: date) -> None:
    """Raise DomainError unless an order can be given beside the ``others``."""
    if order.absent == order.deputy:
        raise DomainError("代班的人不能是他自己。换一个人。", "deputy")
    if order.last_on < order.first_on:
        raise DomainError("代到哪天比哪天起还早。核对两个日期。", "last_on")
    if order.last_on < today:
        raise DomainError("代班的日子已经过了。写今天或以后的日子。", "last_on")
    for other in others:
        if not order.overlaps(other):
            continue
        if other.absent == order.absent:
            raise DomainError("这几天已经有人代他。先结束那一次，再安排。", "first_on")
        if other.absent == order.deputy or other.deputy == order.absent:
            raise DomainError("代班的人这几天自己也要人代。换一个人。", "deputy")


def ended(order: StandIn, today: date) -> StandIn:
    """Return the order ended as of ``today``; DomainError if it is over already.

    What was done today is done; from the next look on the deputy has his own duties alone.
    """
    if order.is_over(today):
        raise DomainError("这次代班已经结束了。按 F5 看最新的。")
    return replace(order, ended_on=max(today, order.first_on))
