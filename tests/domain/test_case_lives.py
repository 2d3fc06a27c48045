"""Random lives of a case beside a model of state and holder that was written apart."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tests.domain.builders import (
    ALONE,
    APPROVER,
    CLERK,
    HEAD,
    ISSUER,
    MINUTE,
    NO,
    NOW,
    OTHER_REVIEWER,
    REVIEWER,
    YES,
    received,
)
from windowdesk.domain.case import Case
from windowdesk.domain.errors import DomainError
from windowdesk.domain.event import FIRST_LINK, Actor, CaseEvent
from windowdesk.domain.materials import HandedIn, MaterialState
from windowdesk.domain.outcomes import (
    CorrectionNotice,
    Departure,
    Gap,
    Refusal,
    RefusalKind,
)

HOUR = timedelta(hours=1)
# verb: who, from where, whereto; "hold" verbs are closed to others while somebody holds the case
CLERKS, REVIEWERS = {"wenxiu", "alone"}, {"xiaoyu", "yongkang", "zhenggang", "guoqing", "alone"}
DECIDERS = {"zhenggang", "guoqing", "alone"}
WINDOWS = {"wenxiu", "fenfang", "alone"}
LIFE: dict[str, tuple[set[str], set[str], str]] = {
    "accept": ({"wenxiu", "xiaoyu", "yongkang", "alone"}, {"received"}, "accepted"),
    "assign": (CLERKS | REVIEWERS, {"accepted"}, "assigned"),
    "claim": (REVIEWERS, {"assigned"}, "reviewing"),
    "take_over": (REVIEWERS, {"reviewing", "proposed"}, "="),
    "release": (REVIEWERS, {"reviewing"}, "assigned"),
    "propose": (REVIEWERS, {"reviewing"}, "proposed"),
    "return": (DECIDERS, {"proposed"}, "reviewing"),
    "approve": (DECIDERS, {"reviewing", "proposed"}, "approved"),
    "deny": (DECIDERS, {"reviewing", "proposed"}, "denied"),
    "make_ready": (WINDOWS | {"xiaoyu", "yongkang"}, {"approved", "denied"}, "ready"),
    "notify": (WINDOWS, {"ready"}, "="),
    "deliver": (WINDOWS, {"ready"}, "delivered"),
    "note": (CLERKS | REVIEWERS | WINDOWS, set(), "="),
    "refuse": ({"wenxiu", "xiaoyu", "yongkang", "alone"}, {"received"}, "refused"),
    "ask": (CLERKS, {"received", "awaiting_supplement"}, "awaiting_supplement"),
    "supply": (CLERKS, {"awaiting_supplement"}, "="),
    "accept_supplied": (
        {"wenxiu", "xiaoyu", "yongkang", "alone"},
        {"awaiting_supplement"},
        "accepted",
    ),
    "start": (CLERKS, {"received"}, "correcting"),
    "finish": (CLERKS, {"correcting"}, "received"),
    "take_back": (CLERKS, {"received", "correcting", "awaiting_supplement"}, "withdrawn"),
    "withdraw": (CLERKS, {"accepted", "assigned", "reviewing", "proposed"}, "withdrawn"),
}
FOR_THE_HOLDER = {"release", "propose", "return", "approve", "deny"}
STAYS_DONE = {"take_over", "deliver", "note", "reverse", "receive", "start", "finish"}
ACCEPTS = {"accept", "accept_supplied"}
DECIDED = {"approved", "denied", "ready", "delivered"}


@dataclass
class Model:
    """What a clerk would know of the case without the program."""

    state: str = "received"
    holder: str = ""
    until: datetime = NOW
    accepter: str = ""
    events: int = 1
    last_verb: str = "receive"
    last_by: str = ""
    last_at: datetime = NOW
    state_before: str = ""
    accepted: bool = False
    wanting: tuple[str, ...] = ()  # what each notice still waits for, "" where it has come in
    wanting_before: tuple[str, ...] = ()

    def held_by(self, now: datetime) -> str:
        return self.holder if now < self.until else ""

    def allows(self, verb: str, who: str, now: datetime, *, reason: bool) -> bool:
        people, sources, _ = LIFE[verb]
        if who not in people or (sources and self.state not in sources):
            return False
        if verb == "supply" and not self.is_wanting:
            return False
        if verb == "accept_supplied" and self.is_wanting:
            return False
        other = self.held_by(now) not in {"", who}
        if verb == "take_over":
            return reason or not other
        if verb in FOR_THE_HOLDER and other:
            return False
        return not (verb in {"approve", "deny"} and who == self.accepter)

    @property
    def is_wanting(self) -> bool:
        return bool(self.wanting) and self.wanting[-1] != ""

    def allows_reversal(self, who: str, now: datetime) -> bool:
        fresh = now - self.last_at <= HOUR / 2
        return who == self.last_by and fresh and self.last_verb not in STAYS_DONE

    def does(self, verb: str, who: str, now: datetime) -> None:
        stale = verb in FOR_THE_HOLDER and self.holder not in {"", who}
        self.events += 2 if stale else 1
        self.state_before, self.wanting_before = self.state, self.wanting
        self.last_verb, self.last_by, self.last_at = verb, who, now
        target = LIFE[verb][2]
        self.state = self.state if target == "=" else target
        if verb in {"claim", "take_over"}:
            self.holder, self.until = who, now + HOUR
        elif verb in FOR_THE_HOLDER:
            self.holder = ""
        elif self.held_by(now) == who:
            self.until = now + HOUR
        if verb in ACCEPTS:
            self.accepter, self.accepted = who, True
        if verb == "ask":
            self.wanting = (*self.wanting, "签名页")
        if verb == "supply":
            self.wanting = (*self.wanting[:-1], "")
        if verb == "withdraw":
            self.holder = ""

    def reverses(self, who: str, now: datetime) -> None:
        self.events += 1
        if self.last_verb in ACCEPTS:
            self.accepter, self.accepted = "", False
        self.state, self.wanting = self.state_before, self.wanting_before
        self.last_verb, self.last_by, self.last_at = "reverse", who, now
        held = self.state in {"reviewing", "proposed"} and who in REVIEWERS
        self.holder = who if held else ""
        self.until = now + HOUR


BARRED = Refusal(RefusalKind.OTHER, "还在限制申请的期间内", "《行政许可法》第七十八条")
GAPS = (Gap("", "签名页", "没有签名"),)


def supply(case: Case, by: Actor, at: datetime) -> None:
    line = HandedIn("", "签名页", required=True, state=MaterialState.PRESENT)
    case.supplement((line,), number="2号", by=by, at=at)


PEOPLE = {
    actor.login: actor for actor in (CLERK, REVIEWER, OTHER_REVIEWER, APPROVER, HEAD, ISSUER, ALONE)
}
people = st.sampled_from(tuple(PEOPLE.values()))
VERBS: dict[str, Callable[[Case, Actor, datetime, str], None]] = {
    "accept": lambda c, by, at, _: c.accept(by=by, at=at),
    "assign": lambda c, by, at, _: c.assign(by=by, at=at),
    "claim": lambda c, by, at, _: c.claim(by=by, at=at),
    "take_over": lambda c, by, at, why: c.take_over(by=by, at=at, reason=why),
    "release": lambda c, by, at, _: c.release(by=by, at=at),
    "propose": lambda c, by, at, _: c.propose("拟同意", by=by, at=at),
    "return": lambda c, by, at, _: c.return_for_review("补核", by=by, at=at),
    "approve": lambda c, by, at, _: c.approve(YES, by=by, at=at),
    "deny": lambda c, by, at, _: c.deny(NO, by=by, at=at),
    "make_ready": lambda c, by, at, _: c.make_ready(by=by, at=at, pickup_code="004711"),
    "notify": lambda c, by, at, _: c.notify_pickup("电话", by=by, at=at),
    "deliver": lambda c, by, at, _: c.deliver(
        mode="direct", receiver="段桂兰", identity_checked=True, note="", by=by, at=at
    ),
    "note": lambda c, by, at, _: c.note("记一笔", by=by, at=at),
    "refuse": lambda c, by, at, _: c.refuse(BARRED, silent=False, by=by, at=at),
    "ask": lambda c, by, at, _: c.request_supplement(
        CorrectionNotice(GAPS, None, "", "", at, "1号"), "", silent=False, by=by, at=at
    ),
    "supply": lambda c, by, at, _: supply(c, by, at),
    "accept_supplied": lambda c, by, at, _: c.accept_supplemented(by=by, at=at),
    "start": lambda c, by, at, _: c.start_correction("电话写错", silent=False, by=by, at=at),
    "finish": lambda c, by, at, _: c.finish_correction((), "段", by=by, at=at),
    "take_back": lambda c, by, at, _: c.take_back(Departure("不办了", (), at), signed=True, by=by),
    "withdraw": lambda c, by, at, _: c.withdraw(Departure("不办了", (), at), signed=True, by=by),
}


class CaseLife(RuleBasedStateMachine):
    """Clerks, reviewers and deciders press whatever they like, at whatever time."""

    @initialize()
    def receive(self) -> None:
        self.now = NOW
        self.case = received()
        self.model = Model(last_by=CLERK.login)

    @rule(minutes=st.sampled_from((1, 5, 29, 31, 59, 61)))
    def time_passes(self, minutes: int) -> None:
        self.now += minutes * MINUTE

    @rule(verb=st.sampled_from(tuple(VERBS)), by=people, why=st.sampled_from(("", "请假")))
    def anybody_presses_anything(self, verb: str, by: Actor, why: str) -> None:
        self._press(verb, by, why)

    @rule(data=st.data())
    def somebody_does_the_next_thing(self, data: st.DataObject) -> None:
        fitting = [
            (verb, by)
            for verb in VERBS
            for by in PEOPLE.values()
            if verb not in {"note", "take_over"}
            and self.model.allows(verb, by.login, self.now, reason=True)
        ]
        if fitting:
            verb, by = data.draw(st.sampled_from(fitting))
            self._press(verb, by, "请假")

    @rule(by=people)
    def anybody_takes_back(self, by: Actor) -> None:
        self._take_back(by)

    @rule()
    def who_acted_last_takes_back(self) -> None:
        self._take_back(PEOPLE[self.model.last_by])

    def _take_back(self, by: Actor) -> None:
        self.now += timedelta(seconds=1)
        allowed = self.model.allows_reversal(by.login, self.now)
        done = self._try(
            lambda: self.case.reverse(self.case.new_events, reason="点错了", by=by, at=self.now)
        )
        assert done == allowed
        if done:
            self.model.reverses(by.login, self.now)

    def _press(self, verb: str, by: Actor, why: str) -> None:
        self.now += timedelta(seconds=1)
        allowed = self.model.allows(verb, by.login, self.now, reason=bool(why))
        done = self._try(lambda: VERBS[verb](self.case, by, self.now, why))
        assert done == allowed
        if done:
            self.model.does(verb, by.login, self.now)

    def _try(self, act: Callable[[], object]) -> bool:
        before = replace(self.case, new_events=list(self.case.new_events))
        with suppress(DomainError):
            act()
            return True
        assert self.case == before
        return False

    @invariant()
    def case_and_model_agree(self) -> None:
        case, model = self.case, self.model
        assert case.state == model.state
        assert case.holder_at(self.now) == model.held_by(self.now)
        assert case.accepter == model.accepter
        assert case.event_count == len(case.new_events) == model.events

    @invariant()
    def the_record_fits_the_state(self) -> None:
        case = self.case
        assert (case.accepted_at is not None) == self.model.accepted
        assert bool(case.outcomes.still_open) == self.model.is_wanting
        assert len(case.outcomes.notices) == len(self.model.wanting)
        assert (case.outcomes.refusal is not None) == (case.state == "refused")
        assert (case.outcomes.departure is not None) == (case.state == "withdrawn")
        assert (case.decided_at is not None) == (case.state in DECIDED)
        assert (case.decision is not None) == (case.state in DECIDED)
        assert bool(case.pickup_code) == (case.state in {"ready", "delivered"})
        assert case.handed_over == (case.state == "delivered")

    @invariant()
    def the_chain_holds(self) -> None:
        link, at, state = FIRST_LINK, NOW, None
        for event in self.case.new_events:
            assert CaseEvent.from_text(event.text) == event
            assert event.previous == link
            assert event.at >= at
            assert event.source == state
            link, at, state = event.hash, event.at, event.target
        assert (self.case.head, self.case.last_at, self.case.state) == (link, at, state)


TestCaseLife = CaseLife.TestCase
TestCaseLife.settings = settings(max_examples=150, stateful_step_count=60, deadline=None)
