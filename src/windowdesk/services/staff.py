"""Accounts of the staff: who may manage them, with a trace of every change."""

from collections.abc import Sequence
from dataclasses import dataclass

from windowdesk.domain.centre import Account
from windowdesk.domain.duties import Act
from windowdesk.domain.errors import DomainError, EnvironmentProblem
from windowdesk.domain.event import Actor
from windowdesk.domain.ids import new_id
from windowdesk.services.acting import Bench, CaseAct
from windowdesk.services.ports import AuditEntry
from windowdesk.services.temporary_password import temporary_password

_LEFT = "{name}不再办理"


@dataclass(frozen=True)
class NewPassword:
    """A temporary password of somebody, for the slip that is handed to him."""

    account: Account
    password: str


@dataclass(frozen=True)
class KeptCase:
    """A case that could not be handed over, and why."""

    case_id: int
    number: str
    item_name: str
    reason: str


@dataclass(frozen=True)
class HandOver:
    """What became of the cases that somebody held; ``to`` is '' for the queue."""

    login: str
    to: str
    moved: tuple[str, ...]
    kept: tuple[KeptCase, ...]


class Staff:
    """Manages accounts as one logged-in account; NotPermitted without the duty for it."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._accounts = bench.database.accounts

    def all(self) -> tuple[Account, ...]:
        """Return every account, by login."""
        self._bench.account.require(Act.MANAGE_ACCOUNTS)
        return self._accounts.all()

    def add(self, account: Account, password: str) -> None:
        """Make an account; DomainError if the login is taken or cannot be one."""
        self._bench.account.require(Act.MANAGE_ACCOUNTS)
        self._accounts.add(account, password)
        self._log("account_added", account.login)

    def add_all(self, accounts: Sequence[Account]) -> tuple[NewPassword, ...]:
        """Make accounts with temporary passwords; DomainError before the first if one is taken."""
        taken = {account.login for account in self.all()}
        for account in accounts:
            if account.login in taken:
                raise DomainError(f"账号 {account.login} 已经有人用。换一个。", "login")
        made = tuple(NewPassword(account, temporary_password()) for account in accounts)
        for one in made:
            self.add(one.account, one.password)
        return made

    def change(self, account: Account) -> None:
        """Change name, duties, department or phone; the trace says what they were and are."""
        self._bench.account.require(Act.MANAGE_ACCOUNTS)
        before = self._accounts.get(account.login)
        self._accounts.change(account)
        self._log("account_changed", f"{account.login}：{_words(before)} → {_words(account)}")

    def disable(self, login: str) -> None:
        """Lock an account out; DomainError if there is none."""
        self._bench.account.require(Act.MANAGE_ACCOUNTS)
        self._accounts.disable(login)
        self._log("account_disabled", login)

    def enable(self, login: str) -> None:
        """Let a disabled account in again."""
        self._bench.account.require(Act.MANAGE_ACCOUNTS)
        self._accounts.enable(login)
        self._log("account_enabled", login)

    def reset_password(self, login: str, password: str) -> None:
        """Give somebody else a new password, which opens nothing but its own change."""
        self._bench.account.require(Act.MANAGE_ACCOUNTS)
        self._accounts.set_password(login, password, must_change=True)
        self._log("password_reset", login)

    def fresh_password(self, login: str) -> NewPassword:
        """Reset to a temporary password and return it, for the slip."""
        password = temporary_password()
        self.reset_password(login, password)
        return NewPassword(self._accounts.get(login), password)

    def change_own_password(self, password: str) -> None:
        """Change the password of the account that is logged in."""
        login = self._bench.account.login
        self._accounts.set_password(login, password, must_change=False)
        self._log("password_changed", login)

    def held(self, login: str) -> int:
        """Count the cases that somebody holds now."""
        self._bench.account.require(Act.MANAGE_ACCOUNTS)
        with self._bench.database.reading() as uow:
            return len(uow.cases.held_by(login))

    def hand_over(self, login: str, to: str = "") -> HandOver:
        """Give every case that ``login`` holds to ``to``, or back to the queue.

        Each case is a transaction of its own with its own trace: what cannot be handed over is
        named with the reason, and does not hold up the others.
        """
        self._bench.account.require(Act.MANAGE_ACCOUNTS)
        leaver = self._accounts.get(login)
        successor = self._successor(login, to)
        with self._bench.database.reading() as uow:
            cases = uow.cases.held_by(login)
        moved: list[str] = []
        kept: list[KeptCase] = []
        for case_id in cases:
            outcome = self._hand_over_one(case_id, leaver, successor)
            if isinstance(outcome, KeptCase):
                kept.append(outcome)
            else:
                moved.append(outcome)
        self._log("cases_handed_over", f"{login} → {to or '待领'}：{len(moved)} 件")
        return HandOver(login, to, tuple(moved), tuple(kept))

    def leave(self, login: str, to: str = "") -> HandOver:
        """Disable somebody who has left, then hand over what he holds."""
        self._successor(login, to)
        self.disable(login)
        return self.hand_over(login, to)

    def _successor(self, login: str, to: str) -> Actor | None:
        if not to:
            return None
        if to == login:
            raise DomainError("接手的人不能是他自己。换一个，或者转回待领。", "to")
        account = self._accounts.get(to)
        if not account.active:
            raise DomainError(f"{account.name}的账号停用了，不能接手。换一个。", "to")
        return account.at_window()

    def _hand_over_one(
        self, case_id: int, leaver: Account, successor: Actor | None
    ) -> str | KeptCase:
        reason = _LEFT.format(name=leaver.name)

        def act(doing: CaseAct) -> None:
            if doing.case.holder != leaver.login:
                raise DomainError("刚被别人接办，不用再转。")
            doing.case.hand_over(successor, reason=reason, by=doing.actor, at=doing.at)

        try:
            return self._bench.act_on(case_id, act).number
        except (DomainError, EnvironmentProblem) as problem:
            return self._kept(case_id, problem.text)

    def _kept(self, case_id: int, reason: str) -> KeptCase:
        with self._bench.database.reading() as uow:
            case = uow.cases.get(case_id)
        return KeptCase(case_id, case.number.digits, case.item.shown_name, reason)

    def _log(self, act: str, subject: str) -> None:
        with self._bench.database.unit_of_work() as uow:
            at = uow.now()
            uow.audit(AuditEntry(new_id(at), at, self._bench.account.login, act, subject))
            uow.commit()


def _words(account: Account) -> str:
    """Say what can be changed of an account."""
    return "/".join(
        (account.name, " ".join(sorted(account.roles)), account.department, account.phone)
    )
