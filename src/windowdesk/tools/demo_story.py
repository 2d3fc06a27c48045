"""What happened in the demo town before the program is opened: some weeks of cases.

The story is told through the real services, act by act, in the order of time, with the same rules
as any day at the counter. It depends on nothing but the day on which it ends.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from windowdesk.domain.calendar import WorkCalendar
from windowdesk.domain.case import Decision
from windowdesk.domain.case_clocks import promised_limit
from windowdesk.domain.clock import due_on
from windowdesk.domain.item import Item
from windowdesk.domain.item_kinds import ItemState
from windowdesk.domain.limits import LimitUnit, TimeLimit
from windowdesk.domain.local_time import SHANGHAI
from windowdesk.domain.states import CaseState
from windowdesk.services.acting import ActReceipt
from windowdesk.services.entry import ApplicationEntry, all_present, read_application
from windowdesk.services.issuance import Delivery, DeliveryMode
from windowdesk.services.session import Session
from windowdesk.tools.demo_centre import APPROVER, CLERK, ISSUER, REVIEWERS, SECOND_CLERK
from windowdesk.tools.demo_clock import HandClock
from windowdesk.tools.demo_people import VILLAGERS, Villager
from windowdesk.tools.usual_situations import usual_situations

SUBSIDY = "困难残疾人生活补贴和重度残疾人护理补贴"


@dataclass(frozen=True)
class Visit:
    """One visitor: who came, for what, how many working days before the end, and how far it got.

    ``pace`` is the share of the promised days that review took; above 1 it is late. ``until`` is
    the last step that was done.
    """

    villager: Villager
    item: str
    days_ago: int
    until: CaseState
    pace: float = 0.5
    clerk: str = CLERK


S = CaseState
_PLAN: tuple[tuple[str, int, CaseState, float], ...] = (
    ("农村宅基地(建房用地)申请", 29, S.DELIVERED, 0.6),
    ("80周岁以上老年人高龄津贴发放", 28, S.DELIVERED, 0.7),
    ("城乡居民养老保险注销登记", 26, S.DELIVERED, 0.5),
    ("特困人员认定(协办)", 25, S.DELIVERED, 0.8),
    ("残疾人证新办", 24, S.DELIVERED, 0.5),
    ("农村低保初审及转报", 22, S.READY, 0.9),
    ("80周岁以上老年人高龄津贴发放", 21, S.REVIEWING, 0.9),
    ("社会散居孤儿基本生活费发放", 20, S.PROPOSED, 0.8),
    ("农村宅基地(建房用地)申请", 22, S.REVIEWING, 0.9),
    ("农村宅基地(建房用地)申请", 20, S.PROPOSED, 0.9),
    ("农村宅基地(建房用地)申请", 19, S.PROPOSED, 0.9),
    ("农村低保初审及转报", 16, S.PROPOSED, 0.9),
    ("农村低保初审及转报", 15, S.REVIEWING, 0.6),
    ("农村五保户初审及转报", 14, S.PROPOSED, 0.6),
    ("城镇低保初审及转报", 13, S.REVIEWING, 0.5),
    ("公益性岗位申请", 12, S.REVIEWING, 0.5),
    ("特困人员认定(协办)", 11, S.ASSIGNED, 0.5),
    ("残疾人证新办", 9, S.PROPOSED, 0.6),
    ("就业困难人员认定", 6, S.PROPOSED, 0.7),
    ("最低生活保障", 8, S.REVIEWING, 0.5),
    ("80周岁以上老年人高龄津贴发放", 7, S.ACCEPTED, 0.5),
    ("农村宅基地(建房用地)申请", 6, S.ACCEPTED, 0.5),
    (SUBSIDY, 5, S.APPROVED, 0.7),
    (SUBSIDY, 4, S.PROPOSED, 0.7),
    (SUBSIDY, 3, S.REVIEWING, 0.5),
    ("对公民法律援助申请的审批", 3, S.ACCEPTED, 0.5),
    ("生育登记", 2, S.READY, 0.0),
    ("老年优待证换发", 2, S.APPROVED, 0.0),
    ("最低生活保障", 2, S.ACCEPTED, 0.5),
    ("就业登记", 1, S.DELIVERED, 0.0),
    ("失业登记", 1, S.DENIED, 0.5),
    (SUBSIDY, 1, S.ACCEPTED, 0.5),
    ("乡村建设规划许可证核发", 1, S.ACCEPTED, 0.5),
    ("残疾人证新办", 1, S.RECEIVED, 0.5),
    ("农村低保初审及转报", 0, S.RECEIVED, 0.5),
    ("生育登记", 0, S.APPROVED, 0.0),
    ("公益性岗位申请", 0, S.ACCEPTED, 0.5),
)

_CLERKS = (CLERK, CLERK, SECOND_CLERK)

VISITS = tuple(
    Visit(VILLAGERS[n % len(VILLAGERS)], item, ago, until, pace, _CLERKS[n % len(_CLERKS)])
    for n, (item, ago, until, pace) in enumerate(_PLAN)
)
"""The visitors of the demo, oldest first."""

_Act = Callable[[], object]


class Storyteller:
    """Plays the visits through the services of the accounts that did them."""

    def __init__(
        self, sessions: Mapping[str, Session], clock: HandClock, calendar: WorkCalendar
    ) -> None:
        self._sessions = sessions
        self._clock = clock
        self._calendar = calendar

    def tell(self, now: datetime) -> None:
        """Let everything happen that lies before ``now``."""
        acts: list[tuple[datetime, int, _Act]] = []
        for order, visit in enumerate(VISITS):
            acts.extend((at, order, act) for at, act in self._acts(visit, order, now))
        acts = [act for act in acts if act[0] < now]
        for at, _order, act in sorted(acts, key=lambda one: one[:2]):
            self._clock.set(at)
            act()
        self._clock.set(now)

    def _acts(self, visit: Visit, order: int, now: datetime) -> Iterator[tuple[datetime, _Act]]:
        item = self._item(visit.item)
        day = self._workday_before(now.astimezone(SHANGHAI).date(), visit.days_ago)
        at = _moment(day, order)
        told: dict[str, ActReceipt] = {}
        immediate = item.is_immediate
        yield at, lambda: told.update(receipt=self._receive(visit, item))
        if visit.until is S.RECEIVED or (immediate and visit.until is S.APPROVED):
            return
        if not immediate:
            yield from self._review(visit, item, day, order, told)
        if visit.until in {S.READY, S.DELIVERED}:
            decided = day if immediate else self._reviewed_on(item, visit, day)
            yield from self._issue(visit, decided, order, told)

    def _review(
        self,
        visit: Visit,
        item: Item,
        day: date,
        order: int,
        told: Mapping[str, ActReceipt],
    ) -> Iterator[tuple[datetime, _Act]]:
        if visit.until in {S.ACCEPTED, S.ASSIGNED}:
            return
        claimed = self._calendar.next_workday(day + timedelta(days=1))
        # A reviewer of another department does not see the case: the approver takes it himself.
        opener = self._sessions[REVIEWERS.get(item.department, APPROVER)].approval
        yield _moment(claimed, order), lambda: opener.claim(told["receipt"].case_id)
        if visit.until is S.REVIEWING:
            return
        done = self._reviewed_on(item, visit, day)
        opinion = f"经审查，{visit.villager.name}的材料齐全，符合{item.shown_name}的条件，拟同意。"
        yield (
            _moment(done, order, hour=14),
            lambda: opener.propose(told["receipt"].case_id, opinion),
        )
        if visit.until is S.PROPOSED:
            return
        yield (
            _moment(done, order, hour=16),
            lambda: self._decide(visit, item, told["receipt"].case_id),
        )

    def _decide(self, visit: Visit, item: Item, case_id: int) -> None:
        approval = self._sessions[APPROVER].approval
        if visit.until is S.DENIED:
            reason = "经核查，申请人已有稳定就业，不符合登记条件"
            approval.deny(case_id, Decision("不予批准", reason=reason, basis=item.accept_basis))
            return
        content = f"经审查，符合规定条件，准予办理{item.shown_name}。"
        approval.approve(case_id, Decision(content, basis=item.accept_basis))

    def _issue(
        self, visit: Visit, decided: date, order: int, told: Mapping[str, ActReceipt]
    ) -> Iterator[tuple[datetime, _Act]]:
        issuance = self._sessions[ISSUER].issuance
        ready = self._calendar.next_workday(decided + timedelta(days=1))
        yield _moment(ready, order), lambda: issuance.make_ready(told["receipt"].case_id)
        if visit.until is S.DELIVERED:
            delivery = Delivery(DeliveryMode.DIRECT, visit.villager.name, identity_checked=True)
            fetched = self._calendar.next_workday(ready + timedelta(days=1))
            yield (
                _moment(fetched, order),
                lambda: issuance.deliver(told["receipt"].case_id, delivery),
            )

    def _receive(self, visit: Visit, item: Item) -> ActReceipt:
        session = self._sessions[visit.clerk]
        situations = usual_situations(item)
        materials = all_present(item, situations)
        entry = ApplicationEntry(
            applicant=visit.villager.entry(),
            agent=None,
            item=item,
            situations=situations,
            materials=materials,
            answers=usual_answers(visit.villager, item),
        )
        application = read_application(
            entry, session.forms.get(item.form_code), session.lookup.today(), session.places
        )
        if visit.until is S.RECEIVED:
            return session.acceptance.receive(application)
        if item.is_immediate:
            return session.acceptance.receive_and_decide(
                application, Decision(f"{item.shown_name}已当场办结")
            )
        return session.acceptance.receive_and_accept(application)

    def _item(self, name: str) -> Item:
        with self._sessions[CLERK].database.reading() as uow:
            found = [i for i in uow.items.all_current() if i.name == name]
        (item,) = found
        assert item.state is ItemState.PUBLISHED, name  # noqa: S101  the plan names published items
        return item

    def _workday_before(self, day: date, count: int) -> date:
        while count > 0 or not self._calendar.is_workday(day):
            count -= self._calendar.is_workday(day)
            day -= timedelta(days=1)
        return day

    def _reviewed_on(self, item: Item, visit: Visit, day: date) -> date:
        days = max(1, round(promised_limit(item).count * visit.pace))
        return due_on(day, TimeLimit(days, LimitUnit.WORKDAY), self._calendar)


def _moment(day: date, order: int, hour: int = 9) -> datetime:
    minute = 5 + (order * 7) % 50
    return datetime.combine(day, time(hour, minute, order % 60), SHANGHAI)


def usual_answers(villager: Villager, item: Item) -> dict[str, str]:
    """Return what a villager of the demo answers on the form of an item."""
    if item.form_code != "disability_allowance":
        return {"issue_by": "窗口自取"}
    return {
        "category": "肢体残疾 一级",
        "certificate": f"{villager.id_number.replace('X', '0')}41",
        "bank": "农商银行云岭支行",
        "issue_by": "窗口自取",
    }
