"""Looking up: one case whole, a whole number with a trace, an item."""

from datetime import date, timedelta

import pytest

from tests.services.counter import ENDED, PERSON, PROMISE, UNPUBLISHED, Counter
from windowdesk.domain.clock import Light
from windowdesk.domain.duties import Role
from windowdesk.domain.errors import DomainError, NotPermitted
from windowdesk.domain.states import CaseState, Move
from windowdesk.domain.transitions import moves_from
from windowdesk.services.drafts import DRAFT_ITEM, DRAFT_NUMBER, Draft, DraftKind, draft_id_of


def test_a_case_is_shown_whole(counter: Counter) -> None:
    case_id = counter.accepted()
    view = counter.at().lookup.case(case_id)
    assert [event.move for event in view.events] == [Move.RECEIVE, Move.ACCEPT]
    assert [paper.kind for paper in view.papers] == ["receipt", "acceptance"]
    assert len(view.prints) == 1
    assert view.promise is not None
    assert view.statutory is not None
    assert view.running == view.promise
    assert (view.promise.due, view.delivery, view.light.light) == (
        date(2026, 12, 2), None, Light.GREEN,
    )  # fmt: skip
    assert view.moves == moves_from(CaseState.ACCEPTED, {Role.CLERK})
    assert {Move.ASSIGN, Move.DECIDE_AT_ONCE, Move.REFER_UP, Move.PASS_ORIGINALS} <= view.moves
    assert not {Move.CLAIM, Move.APPROVE, Move.DELIVER} & view.moves


def test_a_case_that_is_not_there_is_said_to_be(counter: Counter) -> None:
    with pytest.raises(DomainError):
        counter.at().lookup.case(1)


def test_who_administers_does_not_see_cases(counter: Counter) -> None:
    case_id = counter.accepted()
    with pytest.raises(NotPermitted):
        counter.at("admin").lookup.case(case_id)


def test_each_look_at_a_whole_number_is_logged(counter: Counter) -> None:
    case_id = counter.accepted()
    number = counter.at().lookup.case(case_id).case.number.digits
    assert counter.at("supervisor").lookup.full_id(case_id) == PERSON.id_number
    assert counter.audited() == [("supervisor", "full_id", number)]


@pytest.mark.parametrize("login", ["archivist", "admin", "county"])
def test_a_whole_number_is_for_those_who_need_it(counter: Counter, login: str) -> None:
    case_id = counter.accepted()
    with pytest.raises(NotPermitted, match="能做的人"):
        counter.at(login).lookup.full_id(case_id)
    assert counter.audited() == []


def test_the_finder_knows_every_item_and_offers_those_in_force(counter: Counter) -> None:
    lookup = counter.at().lookup
    finder = lookup.item_finder()
    assert {ENDED.name, UNPUBLISHED.name} <= {item.name for item in finder.items}
    offered = [item.name for item in finder.acceptable(lookup.today())]
    assert PROMISE.name in offered
    assert not {ENDED.name, UNPUBLISHED.name} & set(offered)
    assert finder.find("lxbt")[0].item.name == PROMISE.name


@pytest.mark.parametrize(
    ("minutes_before", "item_id", "offered"),
    [(1, "", False), (-1, "", True), (1, "another-item", True)],
    ids=["its case exists", "the case is older than the draft", "a case of another item"],
)
def test_a_draft_that_became_a_case_is_not_offered_again(
    counter: Counter, minutes_before: int, item_id: str, *, offered: bool
) -> None:
    session, application = counter.at(), counter.application()
    receipt = session.acceptance.receive_and_accept(application)
    draft = Draft(
        draft_id=draft_id_of(DraftKind.APPLICATION, "left-behind"),
        login=session.account.login,
        window=session.window,
        saved_at=receipt.at - timedelta(minutes=minutes_before),
        values={
            DRAFT_NUMBER: application.applicant.id_number.number,
            DRAFT_ITEM: item_id or application.item.item_id,
        },
    )
    session.drafts.save(draft)
    assert [d.draft_id for d in session.lookup.open_drafts()] == [draft.draft_id] * offered
