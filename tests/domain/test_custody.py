"""At any moment each original has exactly one holder (pitfalls.md, part 3, no. 10)."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.domain.builders import (
    APPROVER,
    CLERK,
    ISSUER,
    ITEM,
    NOW,
    REVIEWER,
    accepted,
    handed_in,
    received,
)
from tests.long_runs import tries
from windowdesk.domain.case import Case
from windowdesk.domain.custody import (
    APPLICANT,
    TO_APPLICANT,
    at_hand,
    custody_lines,
    originals_in_house,
    originals_of,
    originals_to_give_back,
    place_of,
    wanted_back_on,
)
from windowdesk.domain.custody_records import HandoverSlip, Original
from windowdesk.domain.duties import Role
from windowdesk.domain.errors import DomainError
from windowdesk.domain.event import Actor
from windowdesk.domain.materials import HandedIn, MaterialState
from windowdesk.domain.outcomes import Departure, ReturnedMaterial
from windowdesk.domain.record_text import record_of, record_text
from windowdesk.domain.stand_in import StandIn, StandsFor
from windowdesk.domain.states import CaseState, Move
from windowdesk.domain.turns import NO_TURNS, Turns

FARMING = Actor("xiaolan", "沐小兰", "", frozenset((Role.REVIEWER,)), "村镇建设")
COUNTY = "青岫县民政局"
CODES = ("M01", "M02", "M03")


def kept(*codes: str) -> tuple[HandedIn, ...]:
    """Return the list with one original of each of ``codes`` kept, the rest copies."""
    return tuple(
        replace(m, originals=1 if m.code in codes else 0, copies=1, pages=2) for m in handed_in()
    )


def case_with(*codes: str) -> Case:
    return received(materials=kept(*(codes or CODES)))


def slip(
    number: str,
    codes: tuple[str, ...],
    to: Actor = REVIEWER,
    *,
    named: bool = False,
    at: datetime = NOW,
) -> HandoverSlip:
    return HandoverSlip(
        number=number,
        codes=codes,
        giver="",
        giver_name="",
        giver_place="",
        receiver=to.login if named else "",
        receiver_name=to.name if named else "",
        receiver_place=place_of(to),
        purpose="审查",
        given_at=at,
        due_at=at,
    )


def holders(case: Case) -> dict[str, str]:
    return {one.code: one.holder or one.holder_name for one in case.turns.originals}


def test_what_is_kept_is_held_by_whoever_received_it() -> None:
    case = case_with("M01", "M03")
    assert holders(case) == {"M01": CLERK.login, "M03": CLERK.login}
    assert {one.place for one in originals_in_house(case)} == {"02号窗口"}


def test_what_was_shown_and_given_back_is_never_in_custody() -> None:
    shown = tuple(replace(m, returned=True) for m in kept("M01"))
    assert received(materials=shown).turns.originals == ()


def test_a_list_checked_again_takes_in_and_gives_back() -> None:
    case = case_with("M01")
    again = tuple(replace(m, returned=m.code == "M01") for m in kept("M01", "M02"))
    case.replace_materials(again, by=CLERK, at=NOW)
    assert holders(case) == {"M01": APPLICANT, "M02": CLERK.login}
    case.replace_materials(kept("M01", "M02"), by=ISSUER, at=NOW)
    assert holders(case) == {"M01": ISSUER.login, "M02": CLERK.login}


def test_a_list_moves_nothing_that_somebody_else_holds() -> None:
    case = case_with("M01")
    case.pass_originals(slip("1号", ("M01",)), by=CLERK)
    shown = tuple(replace(m, returned=True) for m in kept("M01"))
    case.replace_materials(shown, by=CLERK, at=NOW)
    assert holders(case) == {"M01": CLERK.login}


def test_until_it_is_taken_the_giver_answers_for_it() -> None:
    case = case_with("M01", "M02")
    case.pass_originals(slip("1号", ("M01",)), by=CLERK)
    assert holders(case) == {"M01": CLERK.login, "M02": CLERK.login}
    assert [one.code for one in at_hand(case.turns, CLERK)] == ["M02"]
    assert [line.slip.number if line.slip else "" for line in custody_lines(case)] == ["1号", ""]
    case.take_originals("1号", by=REVIEWER, at=NOW)
    assert holders(case) == {"M01": REVIEWER.login, "M02": CLERK.login}


def test_both_hands_stand_on_the_slip_with_name_and_moment() -> None:
    case = case_with("M01")
    case.pass_originals(slip("1号", ("M01",)), by=CLERK)
    later = NOW + timedelta(minutes=9)
    case.take_originals("1号", by=REVIEWER, at=later, condition="缺封皮")
    (done,) = case.turns.slips
    assert (done.giver_name, done.given_at) == (CLERK.name, NOW)
    assert (done.taken_name, done.taken_at, done.condition) == (REVIEWER.name, later, "缺封皮")
    told = [event.cause for event in case.new_events[-2:]]
    assert told == [
        "申请表1份交给农业农村，用途：审查",
        "申请表1份（1号）：缺封皮",
    ]


def test_nobody_passes_to_himself() -> None:
    with pytest.raises(DomainError, match="不能交给自己"):
        case_with("M01").pass_originals(slip("1号", ("M01",), CLERK, named=True), by=CLERK)


def test_an_act_on_what_another_holds_says_who_and_where() -> None:
    case = case_with("M01")
    with pytest.raises(DomainError, match="在李文秀（02号窗口）手里"):
        case.pass_originals(slip("1号", ("M01",), FARMING), by=REVIEWER)


def test_a_withdrawal_leaves_with_its_keeper_what_it_does_not_list() -> None:
    case = case_with("M01", "M02")
    case.accept(by=CLERK, at=NOW)
    case.pass_originals(slip("1号", ("M01",)), by=CLERK)
    case.take_originals("1号", by=REVIEWER, at=NOW)
    rows = (ReturnedMaterial("户口簿", originals=1),)
    case.withdraw(Departure("不办了", rows, NOW), signed=True, by=ISSUER_AND_CLERK)
    assert holders(case) == {"M01": REVIEWER.login, "M02": APPLICANT}


ISSUER_AND_CLERK = replace(CLERK, login="other", window="01")


def test_a_reversal_puts_custody_back() -> None:
    case = case_with("M01")
    case.accept(by=CLERK, at=NOW)
    rows = (ReturnedMaterial("申请表", originals=1),)
    later = NOW + timedelta(minutes=1)
    case.withdraw(Departure("不办了", rows, later), signed=True, by=CLERK)
    assert holders(case) == {"M01": APPLICANT}
    case.reverse(case.new_events, reason="点错了", by=CLERK, at=later)
    assert holders(case) == {"M01": CLERK.login}


def test_what_goes_up_with_a_referral_comes_back_to_whoever_takes_it() -> None:
    case = case_with("M01", "M02")
    assert case.send_originals_out(COUNTY, "上1号", by=CLERK, at=NOW) == ("M01", "M02")
    assert case.originals_with(COUNTY) == ("M01", "M02")
    assert originals_in_house(case) == ()
    case.originals_came_back(case.originals_with(COUNTY), by=ISSUER, at=NOW)
    assert holders(case) == {"M01": ISSUER.login, "M02": ISSUER.login}


def test_what_somebody_else_holds_does_not_go_up() -> None:
    case = case_with("M01")
    assert case.send_originals_out(COUNTY, "上1号", by=APPROVER, at=NOW) == ()
    assert holders(case) == {"M01": CLERK.login}
    assert case.turns.slips == ()


def test_only_what_the_item_returns_is_the_applicants() -> None:
    materials = tuple(replace(m, returned=m.code == "M02") for m in ITEM.materials)
    case = received(replace(ITEM, materials=materials), materials=kept(*CODES))
    assert [one.code for one in originals_to_give_back(case)] == ["M02"]
    (card,) = originals_to_give_back(case)
    assert wanted_back_on(case, card) is None


def test_a_case_from_before_custody_begins_its_record_where_it_was_received() -> None:
    case = accepted()
    case.application = replace(case.application, materials=kept("M02"))
    case.turns = NO_TURNS
    (found,) = originals_of(case)
    assert (found.code, found.holder, found.holder_name) == ("M02", CLERK.login, CLERK.name)
    case.pass_originals(slip("1号", ("M02",)), by=CLERK)
    assert holders(case) == {"M02": CLERK.login}


def test_custody_is_stored_as_text_and_read_back() -> None:
    case = case_with("M01")
    case.pass_originals(slip("1号", ("M01",)), by=CLERK)
    assert record_of(Turns, record_text(case.turns)) == case.turns


HANDS = (CLERK, ISSUER, REVIEWER, FARMING, APPROVER)
some_codes = st.sets(st.sampled_from(CODES), min_size=1).map(lambda s: tuple(sorted(s)))
a_hand = st.sampled_from(HANDS)


@dataclass
class Model:
    """Who holds what, kept by hand beside the case; and the open slips."""

    where: dict[str, str] = field(default_factory=dict)
    slips: dict[str, tuple[tuple[str, ...], str, str, str]] = field(default_factory=dict)

    @property
    def going(self) -> set[str]:
        return {code for codes, *_ in self.slips.values() for code in codes}


class HandToHand(RuleBasedStateMachine):
    """Random passes, refusals, returns and referrals; the model says what may happen."""

    @initialize()
    def begin(self) -> None:
        self.case = case_with()
        self.case.accept(by=CLERK, at=NOW)
        self.model = Model(dict.fromkeys(CODES, CLERK.login))
        self.at, self.made, self.over = NOW, 0, False

    def tick(self) -> datetime:
        self.at += timedelta(minutes=1)
        return self.at

    def does(self, act: Callable[[], object], *, allowed: bool) -> bool:
        """Do it; it must go through exactly when the model says so, and leave no trace if not."""
        before = (self.case.turns, self.case.event_count)
        if allowed:
            act()
            return True
        with pytest.raises(DomainError):
            act()
        assert (self.case.turns, self.case.event_count) == before
        return False

    @rule(codes=some_codes, giver=a_hand, to=a_hand, named=st.booleans())
    def pass_on(self, codes: tuple[str, ...], giver: Actor, to: Actor, named: bool) -> None:
        self.made += 1
        number, at = f"{self.made}号", self.tick()
        given = slip(number, codes, to, named=named, at=at)
        free = all(
            self.model.where[code] == giver.login and code not in self.model.going for code in codes
        )
        allowed = free and not (named and giver is to)
        if self.does(lambda: self.case.pass_originals(given, by=giver), allowed=allowed):
            who = to.login if named else ""
            self.model.slips[number] = (codes, giver.login, who, place_of(to))

    @precondition(lambda self: self.made)
    @rule(data=st.data(), by=a_hand, how=st.sampled_from(("take", "refuse", "call back")))
    def answer(self, data: st.DataObject, by: Actor, how: str) -> None:
        number = f"{data.draw(st.integers(1, self.made))}号"
        at, case = self.tick(), self.case
        known = self.model.slips.get(number)
        mine = known is not None and (
            known[2] == by.login
            or (not known[2] and known[3] == place_of(by) and known[1] != by.login)
        )
        if how == "take":
            done = self.does(lambda: case.take_originals(number, by=by, at=at), allowed=mine)
        elif how == "refuse":
            done = self.does(
                lambda: case.refuse_originals(number, "缺页", by=by, at=at), allowed=mine
            )
        else:
            gave = known is not None and known[1] == by.login
            done = self.does(lambda: case.call_back_originals(number, by=by, at=at), allowed=gave)
        if done:
            codes = self.model.slips.pop(number)[0]
            if how == "take":
                self.model.where |= dict.fromkeys(codes, by.login)

    @rule(codes=some_codes, by=st.sampled_from((CLERK, ISSUER)))
    def give_back(self, codes: tuple[str, ...], by: Actor) -> None:
        at, windows = self.tick(), {CLERK.login, ISSUER.login}
        free = all(
            self.model.where[code] in windows and code not in self.model.going for code in codes
        )
        self.made += 1
        number = f"{self.made}号"
        if self.does(
            lambda: self.case.return_originals(codes, number, signed=True, by=by, at=at),
            allowed=free,
        ):
            self.model.where |= dict.fromkeys(codes, APPLICANT)

    @rule(codes=some_codes, by=a_hand)
    def send(self, codes: tuple[str, ...], by: Actor) -> None:
        at = self.tick()
        free = all(
            self.model.where[code] == by.login and code not in self.model.going for code in codes
        )
        self.made += 1
        number = f"{self.made}号"
        if self.does(
            lambda: self.case.send_originals(codes, COUNTY, "上报", number, by=by, at=at),
            allowed=free,
        ):
            self.model.where |= dict.fromkeys(codes, COUNTY)

    @rule(codes=some_codes, by=a_hand)
    def fetch(self, codes: tuple[str, ...], by: Actor) -> None:
        at = self.tick()
        outside = all(self.model.where[code] in {APPLICANT, COUNTY} for code in codes)
        if self.does(lambda: self.case.take_originals_back(codes, by=by, at=at), allowed=outside):
            self.model.where |= dict.fromkeys(codes, by.login)

    @precondition(lambda self: not self.over)
    @rule(data=st.data())
    def withdraw(self, data: st.DataObject) -> None:
        names = {m.code: m.name for m in self.case.application.materials}
        codes = data.draw(st.sets(st.sampled_from(CODES)))
        rows = tuple(ReturnedMaterial(names[code], originals=1) for code in sorted(codes))
        windows = {CLERK.login, ISSUER.login}
        inside = [code for code in codes if self.model.where[code] not in {APPLICANT, COUNTY}]
        free = all(
            self.model.where[code] in windows and code not in self.model.going for code in inside
        )
        departure = Departure("不办了", rows, self.tick())
        if self.does(lambda: self.case.withdraw(departure, signed=True, by=CLERK), allowed=free):
            self.over = True
            self.model.where |= dict.fromkeys(inside, APPLICANT)

    @invariant()
    def each_original_has_exactly_one_holder(self) -> None:
        originals = self.case.turns.originals
        assert [one.code for one in originals] == list(CODES)
        assert all(bool(one.holder) == bool(one.place) for one in originals)
        assert holders(self.case) == self.model.where

    @invariant()
    def no_original_lies_under_two_open_slips(self) -> None:
        going = [c for s in self.case.turns.slips if s.is_open for c in s.codes]
        assert len(going) == len(set(going))
        assert set(going) == self.model.going

    @invariant()
    def every_open_slip_is_answered_for_by_its_giver(self) -> None:
        for one in self.case.turns.slips:
            if one.is_open:
                assert {self.model.where[code] for code in one.codes} == {one.giver}

    @invariant()
    def the_list_of_the_house_has_each_original_once(self) -> None:
        codes = [line.original.code for line in custody_lines(self.case)]
        inside = [c for c in CODES if self.model.where[c] not in {APPLICANT, COUNTY}]
        assert codes == inside


HandToHand.TestCase.settings = settings(
    max_examples=tries(50, 120), stateful_step_count=40, deadline=None
)
TestHandToHand = HandToHand.TestCase


def test_every_move_of_custody_is_told_in_the_story() -> None:
    case = case_with("M01")
    case.pass_originals(slip("1号", ("M01",)), by=CLERK)
    case.refuse_originals("1号", "缺页", by=REVIEWER, at=NOW)
    case.return_originals(("M01",), "2号", signed=True, by=CLERK, at=NOW)
    told = [(event.move, event.cause) for event in case.new_events[1:]]
    assert told == [
        (Move.PASS_ORIGINALS, "申请表1份交给农业农村，用途：审查"),
        (Move.REFUSE_ORIGINALS, "申请表1份（1号）：缺页"),
        (Move.RETURN_ORIGINALS, "申请表1份退还申请人"),
    ]
    assert case.turns.slips[-1].purpose == TO_APPLICANT


def test_a_returned_original_is_not_offered_for_return_again() -> None:
    case = case_with("M01")
    case.return_originals(("M01",), "2号", signed=True, by=CLERK, at=NOW)
    (line,) = [m for m in case.application.materials if m.code == "M01"]
    assert line.returned
    assert line.state is MaterialState.PRESENT


def test_an_original_is_written_where_it_lies() -> None:
    one = Original("M01", "申请表", 1, "wenxiu", "李文秀", "02号窗口", NOW)
    assert place_of(CLERK) == one.place
    assert place_of(REVIEWER) == "农业农村"
    assert place_of(APPROVER) == "后台"


def test_a_deputy_takes_and_hands_on_in_the_place_of_the_absent_one() -> None:
    order = StandIn(1, REVIEWER.login, "deputy", NOW.date(), NOW.date(), "休假", "guoqing", NOW)
    absent = StandsFor(REVIEWER.login, REVIEWER.name, frozenset(), order)
    deputy = replace(REVIEWER, login="deputy", name="代永康", stands_for=(absent,))
    stranger = replace(deputy, stands_for=())
    case = case_with("M01")
    case.pass_originals(slip("1号", ("M01",), named=True), by=CLERK)
    with pytest.raises(DomainError, match="由他本人接收"):
        case.take_originals("1号", by=stranger, at=NOW)
    case.take_originals("1号", by=deputy, at=NOW)
    assert holders(case) == {"M01": "deputy"}
    case.pass_originals(slip("2号", ("M01",), REVIEWER, named=True), by=deputy)
    case.take_originals("2号", by=REVIEWER, at=NOW)
    case.pass_originals(slip("3号", ("M01",), ISSUER), by=deputy)
    assert case.turns.slips[-1].is_open
    assert holders(case) == {"M01": "deputy"}


def delivered(*returned: str) -> Case:
    """Return a delivered case; ``returned`` are the codes that its applicant gets back."""
    materials = tuple(replace(m, returned=m.code in returned) for m in ITEM.materials)
    case = received(replace(ITEM, materials=materials), materials=kept("M01", "M02"))
    case.state = CaseState.DELIVERED
    return case


def test_what_stays_in_the_file_of_a_finished_case_is_not_counted_each_evening() -> None:
    case = delivered("M02")
    assert [line.original.code for line in custody_lines(case)] == ["M02"]
    assert [one.code for one in originals_in_house(case)] == ["M01", "M02"]
    (book,) = originals_to_give_back(case)
    assert wanted_back_on(case, book) is not None


def test_what_another_department_keeps_of_a_finished_case_is_still_looked_for() -> None:
    case = case_with("M01")
    case.pass_originals(slip("1号", ("M01",), FARMING), by=CLERK)
    case.take_originals("1号", by=FARMING, at=NOW)
    case.state = CaseState.DELIVERED
    assert [line.original.code for line in custody_lines(case)] == ["M01"]
    case.pass_originals(slip("2号", ("M01",), CLERK), by=FARMING)
    case.take_originals("2号", by=CLERK, at=NOW)
    assert custody_lines(case) == ()
