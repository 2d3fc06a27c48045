"""A new centre as it is described before it is founded: by a file of answers or by the wizard."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from windowdesk.domain.centre import Account, Centre
from windowdesk.domain.centre_rules import CentreFault, centre_faults
from windowdesk.domain.duties import Role
from windowdesk.domain.item import Item
from windowdesk.domain.numbers import document_line


@dataclass(frozen=True)
class LineStart:
    """Papers of a kind that were numbered by hand before: ``serial`` is the next to be given."""

    organ_short: str
    kind: str
    serial: int


@dataclass(frozen=True)
class NewCentre:
    """All that a centre begins with; accounts get temporary passwords when it is founded."""

    centre: Centre
    accounts: tuple[Account, ...]
    items: tuple[Item, ...] = ()
    starts: tuple[LineStart, ...] = ()

    def lines(self, year: int) -> tuple[tuple[str, int], ...]:
        """Return the number lines of a year that do not begin at 1."""
        return tuple(
            (document_line(start.organ_short, start.kind, year), start.serial)
            for start in self.starts
        )


def plan_faults(plan: NewCentre, kinds: Sequence[str]) -> tuple[CentreFault, ...]:
    """Return everything for which the centre cannot be founded; ``kinds`` of papers there are."""
    return (
        *centre_faults(plan.centre),
        *_staff_faults(plan.accounts),
        *_start_faults(plan, kinds),
    )


def _staff_faults(accounts: Sequence[Account]) -> Iterator[CentreFault]:
    if not any(Role.ADMIN in account.roles for account in accounts):
        yield CentreFault("accounts", "还没有系统管理员。给一个人加上系统管理员的岗位。")
    logins = [account.login for account in accounts]
    for login in sorted({login for login in logins if logins.count(login) > 1}):
        yield CentreFault("accounts", f"工号 {login} 写了两次。改成不同的。")


def _start_faults(plan: NewCentre, kinds: Sequence[str]) -> Iterator[CentreFault]:
    shorts = [organ.short for organ in plan.centre.organs]
    seen: set[tuple[str, str]] = set()
    for start in plan.starts:
        if start.kind not in kinds:
            yield CentreFault("starts", f"没有“{start.kind}”这种文书。能写的：{'、'.join(kinds)}。")
        if start.organ_short not in shorts:
            yield CentreFault(
                "starts", f"没有代字“{start.organ_short}”的机关。能写的：{'、'.join(shorts)}。"
            )
        if start.serial < 1:
            yield CentreFault("starts", "起始号从 1 起。纸上编到 118 号，就写 119。")
        if (start.organ_short, start.kind) in seen:
            yield CentreFault("starts", "同一种文书的起始号写了两次。留下对的一个。")
        seen.add((start.organ_short, start.kind))
