"""代班: who acts for whom while somebody is away; ordered by an administrator or the head."""

from dataclasses import dataclass
from datetime import date

from windowdesk.domain.centre import Account
from windowdesk.domain.duties import Act, Role
from windowdesk.domain.errors import DomainError, NotPermitted
from windowdesk.domain.ids import new_id
from windowdesk.domain.local_time import local_date
from windowdesk.domain.stand_in import StandIn, check_order, ended, lent_roles
from windowdesk.domain.text import clean
from windowdesk.services.acting import Bench
from windowdesk.services.ports import AuditEntry
from windowdesk.services.wording import PARTICULAR


@dataclass(frozen=True)
class StandInRow:
    """An order with the names of both, as of ``today``."""

    order: StandIn
    absent_name: str
    deputy_name: str
    holds: bool
    is_over: bool


class StandIns:
    """Orders of one logged-in account; NotPermitted without the duty for them.

    The head gives them for his own staff: those of his department, everybody where he has none.
    """

    def __init__(self, bench: Bench) -> None:
        self._bench = bench

    def all(self) -> tuple[StandInRow, ...]:
        """Return the orders that the account may give and end, the last to begin on top."""
        self._bench.account.require(Act.ORDER_STAND_INS)
        accounts = {one.login: one for one in self._bench.database.accounts.all()}
        with self._bench.database.reading() as uow:
            orders, today = uow.stand_ins.all(), local_date(uow.now())
        return tuple(
            StandInRow(
                order=one,
                absent_name=accounts[one.absent].name,
                deputy_name=accounts[one.deputy].name,
                holds=one.holds_on(today),
                is_over=one.is_over(today),
            )
            for one in orders
            if self._answers_for(accounts[one.absent])
        )

    def absentees(self) -> tuple[Account, ...]:
        """Return the accounts for whom the account may order somebody."""
        self._bench.account.require(Act.ORDER_STAND_INS)
        every = self._bench.database.accounts.all()
        return tuple(one for one in every if one.active and self._answers_for(one))

    def deputies(self, absent: Account) -> tuple[Account, ...]:
        """Return who can stand in for somebody: whoever sees the same cases."""
        every = self._bench.database.accounts.all()
        return tuple(
            one
            for one in every
            if one.active and one.login != absent.login and not _why_not(absent, one)
        )

    def add(self, absent: str, deputy: str, first_on: date, last_on: date, reason: str) -> StandIn:
        """Order that ``deputy`` acts for ``absent``; both are logins, both days are included."""
        self._bench.account.require(Act.ORDER_STAND_INS)
        away, acting = self._active(absent, "absent"), self._active(deputy, "deputy")
        if not self._answers_for(away):
            raise NotPermitted(f"{away.name}不归你管。请系统管理员安排代班。")
        why = clean(reason, PARTICULAR, "reason")
        if not why:
            raise DomainError("还没写为什么要人代。写明请假、出差或者别的。", "reason")
        if away.login != acting.login and (fault := _why_not(away, acting)):
            raise DomainError(fault, "deputy")
        with self._bench.database.unit_of_work() as uow:
            at = uow.now()
            order = StandIn(
                stand_in_id=new_id(at),
                absent=away.login,
                deputy=acting.login,
                first_on=first_on,
                last_on=last_on,
                reason=why,
                made_by=self._bench.account.login,
                made_at=at,
            )
            check_order(order, uow.stand_ins.all(), local_date(at))
            uow.stand_ins.add(order)
            told = f"{deputy} 代 {absent}：{first_on} 至 {last_on}，{why}"
            uow.audit(AuditEntry(new_id(at), at, order.made_by, "stand_in_added", told))
            uow.commit()
        return order

    def end(self, stand_in_id: int) -> StandIn:
        """End an order now; what was done stays done."""
        self._bench.account.require(Act.ORDER_STAND_INS)
        with self._bench.database.unit_of_work() as uow:
            at = uow.now()
            found = [one for one in uow.stand_ins.all() if one.stand_in_id == stand_in_id]
            if not found:
                raise DomainError("没有这次代班。按 F5 看最新的。")
            if not self._answers_for(self._bench.database.accounts.get(found[0].absent)):
                raise NotPermitted("这个人不归你管。请系统管理员结束代班。")
            order = ended(found[0], local_date(at))
            uow.stand_ins.end(order)
            told = f"{order.deputy} 代 {order.absent}"
            login = self._bench.account.login
            uow.audit(AuditEntry(new_id(at), at, login, "stand_in_ended", told))
            uow.commit()
        return order

    def _active(self, login: str, field: str) -> Account:
        account = self._bench.database.accounts.get(login)
        if not account.active:
            raise DomainError(f"{account.name}的账号停用了。换一个人。", field)
        return account

    def _answers_for(self, absent: Account) -> bool:
        own = self._bench.account
        if Role.ADMIN in own.own_roles:
            return True
        is_head = Role.HEAD in own.own_roles
        return is_head and own.department in {"", absent.department}


def _why_not(absent: Account, deputy: Account) -> str:
    """Say why somebody cannot act for the absent one; empty if he can."""
    if not absent.roles - lent_never(absent):
        return f"{absent.name}的职责不能由别人代。等他回来办。"
    if deputy.department not in {"", absent.department}:
        seen = f"只看得到{deputy.department}的件"
        return f"{deputy.name}{seen}，代不了{absent.name}。换一位同部门或者看全中心的人。"
    return ""


def lent_never(absent: Account) -> frozenset[Role]:
    """Return the duties of somebody that nobody gets from him."""
    return absent.roles - lent_roles(absent.roles, frozenset())
