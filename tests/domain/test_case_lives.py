"""Random lives of a case with every move, beside a notebook that was written apart (lives/).

``python -m tests.domain.random_lives 20000`` lives many more of them.
"""

from datetime import timedelta
from random import Random

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tests.domain.lives.kinds import KINDS, hows
from tests.domain.lives.life import BESIDE, ENDS, ONWARD, PRESS, Life
from tests.domain.lives.rows import ACTS, PEOPLE, ROWS
from tests.domain.lives.sight import STATE_OF
from tests.domain.random_lives import LACKING, SPANS, live
from windowdesk.domain.states import CaseState, Move
from windowdesk.domain.transitions import TRANSITIONS

LOGINS = tuple(PEOPLE)
chances = st.randoms(use_true_random=False)
# Moves that the notebook calls otherwise, and those that no life makes here.
OTHER_NAMES = {
    Move.COUNTY_APPROVED: "county_yes",
    Move.COUNTY_DENIED: "county_no",
    Move.SUPPLEMENT_COMPLETE: "supply",
    Move.SUPPLEMENT_PARTLY: "supply",
    Move.FILL_GAP_PARTLY: "fill_gap",
    Move.SEND_BACK: "hand_over",
    Move.RESUME: "end_procedure",
}
ELSEWHERE = {
    Move.RECEIVE,  # every life begins with it
    Move.ENTER_RUNNING,  # test_case.py
    Move.ENTER_ACCEPTED,  # test_case.py
    Move.REVERSE,  # in every life, see Life
    Move.ATTACH,  # test_attachment.py
    Move.ISSUE_PAPER,  # papers on request change nothing
}


class CaseLife(RuleBasedStateMachine):
    """Ten people press whatever they like, also what they may not, at whatever time."""

    @initialize(
        kind=st.sampled_from(sorted(KINDS)),
        lacking=st.sampled_from(LACKING),
        promised=st.booleans(),
    )
    def receive(self, kind: str, lacking: str, *, promised: bool) -> None:
        self.life = Life(kind, frozenset(lacking.split()), promised=promised)

    @rule(by=st.sampled_from(SPANS))
    def time_passes(self, by: timedelta) -> None:
        self.life.pass_time(by)

    @rule()
    def a_newer_calendar_is_published(self) -> None:
        self.life.publish()

    @rule(chance=chances)
    def somebody_gets_on_with_it(self, chance: Random) -> None:
        self._go_on(ONWARD, chance)

    @rule(chance=chances)
    def somebody_does_something_beside(self, chance: Random) -> None:
        self._go_on(BESIDE, chance)

    @rule(chance=chances)
    def somebody_ends_it(self, chance: Random) -> None:
        self._go_on(ENDS, chance)

    @rule(act=st.sampled_from(ACTS), who=st.sampled_from(LOGINS), chance=chances)
    def anybody_presses_anything(self, act: str, who: str, chance: Random) -> None:
        self.life.press(act, who, chance.choice(hows(act)))

    @rule(who=st.sampled_from(LOGINS))
    def anybody_takes_back(self, who: str) -> None:
        self.life.press("reverse", who, "good")

    @rule()
    def who_acted_last_takes_back(self) -> None:
        self.life.press("reverse", self.life.model.last_by, "good")

    def _go_on(self, acts: frozenset[str], chance: Random) -> None:
        one = self.life.fitting(acts, chance)
        if one is not None:
            self.life.press(one.act, one.who, one.how)

    @invariant()
    def case_and_notebook_agree(self) -> None:
        self.life.check()


TestCaseLife = CaseLife.TestCase
TestCaseLife.settings = settings(max_examples=25, stateful_step_count=30, deadline=None)


def test_many_short_lives_agree() -> None:
    seen = live(20)
    assert seen["lives"] == 20
    assert seen["refused"] > seen["lives"]


def test_the_notebook_knows_every_move_and_every_state() -> None:
    named = {Move(act) for act in ACTS if act in set(Move)}
    assert named | set(OTHER_NAMES) | ELSEWHERE == set(Move)
    assert set(OTHER_NAMES.values()) <= set(ACTS)
    assert set(STATE_OF.values()) == set(CaseState)
    assert set(PRESS) == set(ACTS)


def test_the_notebook_and_the_table_know_the_same_steps() -> None:
    """Each step of the program is one of the reference, and the other way round."""
    acts = {move: OTHER_NAMES.get(move, move.value) for move in Move if move not in ELSEWHERE}
    code_of = {state: code for code, state in STATE_OF.items()}
    program = {
        (acts[row.move], code_of[row.source])
        for row in TRANSITIONS.values()
        if row.move in acts and row.source is not None
    }
    # What silence accepted is checked afterwards as a note; see Case.settle_materials.
    assert program == {(act, code) for act, code in ROWS if act != "settle_materials"}
