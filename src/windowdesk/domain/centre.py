"""The centre: whose papers these are, and who works in it."""

from dataclasses import dataclass, replace
from datetime import date

from windowdesk.domain.calendar import ONE_DAY, LocalDay, LocalDays, WorkCalendar
from windowdesk.domain.duties import ACT_ROLES, NEVER_LENT, Act, Role, who_may
from windowdesk.domain.errors import DomainError, NotPermitted
from windowdesk.domain.escalation_rule import USUAL_ESCALATION, EscalationRule
from windowdesk.domain.event import Actor
from windowdesk.domain.notice_year import NoticeYear
from windowdesk.domain.record_text import later
from windowdesk.domain.stand_in import StandsFor

# What papers and proofs rest on unless the centre names another rule.
USUAL_BASIS = "《中华人民共和国民法典》第二百零一条"


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
class Organ:
    """An organ that decides: name, 机关代字 of its numbers, text of its seal, credit code.

    ``review_organ`` and ``court`` are where its decisions are objected to. Empty texts are those
    of the centre; an empty ``seal`` means that papers name the seal by its kind alone.
    """

    name: str
    short: str
    seal: str = ""
    credit_code: str = ""
    review_organ: str = ""
    court: str = ""


@dataclass(frozen=True)
class Centre:
    """Facts of the centre that its papers state.

    ``code`` is the nine-digit division code of the town. ``organ_name`` to ``credit_code`` are of
    the organ that decides unless an item names one of ``further_organs``. ``prints_receipt_too``:
    whether the 申请材料接收凭证 is printed although acceptance followed in the same act. ``demo``
    centres print a watermark, never a valid paper. ``paper_style`` is the code of the province
    whose titles the papers bear, '' for the usual ones. ``prints_flow_sheet``: a
    办件流程单 is printed when a case is assigned, and travels with it. ``local_days`` are the
    versions of the days off of this place, oldest first; ``calendar_years`` those of years that an
    administrator brought in. ``counts_start_day``: whether the day that a period begins on is its
    first, by ``start_day_basis``; the Civil Code says that it is not.
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
    seal_text: str = later("")
    credit_code: str = later("")
    further_organs: tuple[Organ, ...] = later(())
    service_hours: str = later("")
    mail_address: str = later("")
    paper_style: str = later("")
    departments: tuple[str, ...] = later(())
    local_days: tuple[LocalDays, ...] = later(())
    prints_flow_sheet: bool = later(False)
    escalation: EscalationRule = later(USUAL_ESCALATION)
    calendar_years: tuple[NoticeYear, ...] = later(())
    counts_start_day: bool = later(False)
    start_day_basis: str = later(USUAL_BASIS)

    @property
    def organ(self) -> Organ:
        """The organ of all items that name none."""
        return Organ(
            name=self.organ_name,
            short=self.organ_short,
            seal=self.seal_text,
            credit_code=self.credit_code,
            review_organ=self.review_organ,
            court=self.court,
        )

    @property
    def organs(self) -> tuple[Organ, ...]:
        """Every organ with all that holds for it, the usual one first."""
        further = (
            replace(
                organ,
                review_organ=organ.review_organ or self.review_organ,
                court=organ.court or self.court,
            )
            for organ in self.further_organs
        )
        return (self.organ, *further)

    def organ_of(self, name: str, credit_code: str = "") -> Organ:
        """Return the organ that an item names (实施主体), by code or name; else the usual one."""
        for organ in self.organs:
            if credit_code and organ.credit_code == credit_code:
                return organ
        return next((organ for organ in self.organs if name and organ.name == name), self.organ)

    def calendar(self, official: WorkCalendar) -> WorkCalendar:
        """Return ``official`` with what holds in this place laid over it.

        That are the years that were brought in, the days off of this place, and whether the day
        that a period begins on counts.
        """
        key = (self.calendar_years, self.local_days, self.counts_start_day)
        return official.laid(key, self._lay)

    def _lay(self, official: WorkCalendar) -> WorkCalendar:
        further = official.with_years([one.as_calendar for one in self.calendar_years])
        return further.with_local(self.local_days).counting_start(counts=self.counts_start_day)

    @property
    def days_off(self) -> tuple[LocalDay, ...]:
        """The days off of this place as they are written down now."""
        return self.local_days[-1].days if self.local_days else ()

    def with_days_off(self, days: tuple[LocalDay, ...], today: date) -> "Centre":
        """Return the centre with other days off, as a version of its own.

        It holds for what is received from tomorrow on: a date that was told today stays.
        """
        days = tuple(sorted(days, key=lambda day: day.on))
        if days == self.days_off:
            return self
        since = today + ONE_DAY
        before = self.local_days or (LocalDays(0, date.min, ()),)
        kept = tuple(version for version in before if version.since < since)
        return replace(self, local_days=(*kept, LocalDays(before[-1].version + 1, since, days)))

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
    """A member of staff who can log in.

    ``lent`` are those whom he is ordered to stand in for, now or later; ``stands_for`` those of
    them for whom he acts on the day that the account was looked at (``as_of``). Their duties are
    among the ``roles``.
    """

    login: str
    name: str
    roles: frozenset[Role]
    department: str = ""
    phone: str = ""
    active: bool = True
    must_change_password: bool = False
    lent: tuple[StandsFor, ...] = ()
    stands_for: tuple[StandsFor, ...] = ()

    @property
    def own_roles(self) -> frozenset[Role]:
        """The duties that the account has without standing in for anybody."""
        return self.roles.difference(*(one.roles for one in self.stands_for))

    def as_of(self, day: date) -> "Account":
        """Return the account with the duties that it has on a day."""
        holding = tuple(one for one in self.lent if one.order.holds_on(day))
        if holding == self.stands_for:
            return self
        roles = self.own_roles.union(*(one.roles for one in holding))
        return replace(self, roles=roles, stands_for=holding)

    def at_window(self, window: str = "") -> Actor:
        """Return the account as the actor of a move."""
        return Actor(self.login, self.name, window, self.roles, self.department, self.stands_for)

    def require(self, act: Act) -> None:
        """Raise NotPermitted unless a duty of the account covers ``act``."""
        if not self.may(act):
            raise NotPermitted(f"这个账号没有这项权限。能做的人：{who_may(ACT_ROLES[act])}。")

    def may(self, act: Act) -> bool:
        """Tell whether a duty of the account covers ``act``."""
        held = self.own_roles if act in NEVER_LENT else self.roles
        return bool(ACT_ROLES[act] & held)
