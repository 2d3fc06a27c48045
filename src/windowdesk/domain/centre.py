"""The centre: whose papers these are, and who works in it."""

from dataclasses import dataclass

from windowdesk.domain.duties import ACT_ROLES, Act, Role, who_may
from windowdesk.domain.errors import DomainError, NotPermitted
from windowdesk.domain.event import Actor


@dataclass(frozen=True)
class ServiceWindow:
    """A window of the hall; ``number`` stands in the case number, 1 to 99."""

    number: int
    name: str

    @property
    def code(self) -> str:
        """The number with two digits, as papers write it."""
        return f"{self.number:02d}"


def window_label(code: str) -> str:
    """Return a window as papers name it: 02号窗口."""
    return f"{code}号窗口"


@dataclass(frozen=True)
class Centre:
    """Facts of the centre that its papers state.

    ``code`` is the nine-digit division code of the town. ``prints_receipt_too``: whether the
    申请材料接收凭证 is printed although acceptance followed in the same act. ``demo`` centres
    print a watermark, never a valid paper.
    """

    code: str
    name: str
    organ_name: str
    organ_short: str
    address: str
    phone: str
    complaint_phone: str
    pickup_place: str
    pickup_hours: str
    review_organ: str
    court: str
    windows: tuple[ServiceWindow, ...]
    prints_receipt_too: bool = False
    demo: bool = False

    def window(self, code: str) -> ServiceWindow:
        """Return the window with the two-digit ``code``; DomainError names those there are."""
        for window in self.windows:
            if window.code == code:
                return window
        known = "、".join(w.code for w in self.windows)
        raise DomainError(f"没有 {code} 号窗口。本中心的窗口是：{known}。", "window")

    @property
    def watermark(self) -> str:
        """What lies over every page of its papers; empty for a real centre."""
        return "演示·无效" if self.demo else ""


@dataclass(frozen=True)
class Account:
    """A member of staff who can log in."""

    login: str
    name: str
    roles: frozenset[Role]
    department: str = ""
    phone: str = ""
    active: bool = True
    must_change_password: bool = False

    def at_window(self, window: str = "") -> Actor:
        """Return the account as the actor of a move."""
        return Actor(self.login, self.name, window, self.roles, self.department)

    def require(self, act: Act) -> None:
        """Raise NotPermitted unless a duty of the account covers ``act``."""
        if not self.may(act):
            raise NotPermitted(f"这个账号没有这项权限。能做的人：{who_may(ACT_ROLES[act])}。")

    def may(self, act: Act) -> bool:
        """Tell whether a duty of the account covers ``act``."""
        return bool(ACT_ROLES[act] & self.roles)
