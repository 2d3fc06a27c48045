"""A life: a case of the program and the notebook beside it, compared after every step."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

from tests.domain.builders import CLERK, application
from tests.domain.lives.allowed import allows
from tests.domain.lives.asked import Asked
from tests.domain.lives.days import MARKS, day_of
from tests.domain.lives.desk import Desk
from tests.domain.lives.done import done
from tests.domain.lives.kinds import KINDS, NAMES, ORIGINALS, hows
from tests.domain.lives.model import Model
from tests.domain.lives.people import ACTORS, ITEMS, handed_in
from tests.domain.lives.press_review import REVIEW
from tests.domain.lives.press_window import WINDOW
from tests.domain.lives.rows import ACTS, PEOPLE, ROWS, words
from tests.domain.lives.sight import differences, text_faults
from windowdesk.domain.case import Case
from windowdesk.domain.errors import DomainError
from windowdesk.domain.numbers import CaseNumber
from windowdesk.domain.transitions import papers_for
from windowdesk.domain.turns import Turns

BEGIN = datetime(2026, 2, 10, 1, 15, tzinfo=UTC)
SECOND = timedelta(seconds=1)
# What ends a life early, and what goes on beside it: not what somebody presses to get on with it.
ENDS = words(
    """take_back withdraw terminate end_before_acceptance not_required not_competent refuse
    lapse_gap lapse_supplement archive"""
)
BESIDE = words(
    """note take_over hand_over correct_date redate pass_originals take_originals refuse_originals
    call_back_originals return_originals send_originals originals_back remind_gap
    remind_supplement notify_pickup rate check_commitment rule_on_commitment"""
)
ONWARD = frozenset(ACTS) - ENDS - BESIDE
DUTIES = {who: frozenset(words.split()) for who, (words, _, _) in PEOPLE.items()}
PRESS = {**WINDOW, **REVIEW}
assert set(PRESS) == set(ACTS)


class Life:
    """Press anything; ``seen`` counts what was done and what was refused."""

    def __init__(self, kind: str, missing: frozenset[str], *, promised: bool) -> None:
        self.now, self.seen = BEGIN, Counter[str]()
        materials = handed_in(missing, promised=promised)
        self.case = Case.receive(
            case_id=7,
            number=CaseNumber.of("990322103", 2, day_of(BEGIN), 137),
            centre="990322103",
            application=application(ITEMS[kind], materials=materials),
            by=CLERK,
            at=BEGIN,
            turns=Turns(calendar_mark=MARKS[1]),
        )
        there = {code: CLERK.login for code in ORIGINALS if code not in missing}
        self.model = Model(
            KINDS[kind],
            BEGIN,
            CLERK.login,
            missing=missing & frozenset(NAMES),
            unpromised=promised,
            custody=there,
            last_by=CLERK.login,
            last_at=BEGIN,
        )
        self._put_papers(0)
        self._checked = 0

    def pass_time(self, by: timedelta) -> None:
        self.now += by

    def publish(self) -> None:
        """Hang a newer calendar on the wall; nobody has looked at the case yet."""
        self.model.published = 2

    def fitting(self, acts: frozenset[str], chance: Random) -> Asked | None:
        """Return one of ``acts`` that somebody may do now; None if nobody may do any."""
        row = {act: ROWS[act, self.model.code] for act in acts if (act, self.model.code) in ROWS}
        for act in chance.sample(sorted(row), len(row)):
            fit = [who for who in PEOPLE if row[act].duties & DUTIES[who]]
            for who in chance.sample(fit, min(3, len(fit))):
                for how in chance.sample(hows(act), min(3, len(hows(act)))):
                    one = self._asked(act, who, how)
                    if allows(self.model, one):
                        return one
        return None

    def press(self, act: str, who: str, how: str) -> None:
        """Do an act to both; both must agree whether it may be done."""
        self.now += SECOND
        one = self._asked(act, who, how)
        allowed, before = allows(self.model, one), self._copy()
        told = ""
        try:
            self._do(one)
        except DomainError as refused:
            told = refused.text
        assert (not told) == allowed, (one, allowed, told, self.model)
        if told:
            assert one.how == "brought" or self.case == before, one
            assert told.endswith("。")
            self.case = before
            self.seen["refused"] += 1
            return
        done(self.model, one)
        self._put_papers(before.event_count)
        self.seen[act] += 1

    def _asked(self, act: str, who: str, how: str) -> Asked:
        return Asked(act, who, how, self.now, f"{self.model.events}{act}")

    def _do(self, one: Asked) -> None:
        if one.act == "reverse":
            events = self.case.new_events
            self.case.reverse(events, reason="点错了", by=ACTORS[one.who], at=self.now)
        else:
            PRESS[one.act](Desk(self.case, self.model, one))

    def _put_papers(self, before: int) -> None:
        """Lay the papers on the desk that the rows of the new events call for."""
        for event in self.case.new_events[before:]:
            kinds = papers_for(event.source, event.move)
            if kinds:
                assert event is self.case.new_events[-1]
                self.case.attach_to_last_event({f"{k}{event.seq}": "0" * 64 for k in kinds})

    def _copy(self) -> Case:
        return replace(self.case, new_events=list(self.case.new_events))

    def check(self, *, stored: bool = True) -> None:
        """Hold the case against the notebook; AssertionError says in what they differ.

        ``stored``: if anything was done, it is also written down and read as storage does.
        """
        found = differences(self.case, self.model, self.now, self._checked)
        if stored and self.case.event_count > self._checked:
            found += [(fault,) for fault in text_faults(self.case)]
        assert not found, (found, self.model.last_act, self.model)
        self._checked = self.case.event_count
