"""Every row of domain.md §1.3 and §1.3b through the real services, on both databases.

Each row is brought about, refused in every way that its guards name, done, and looked at: state,
event, papers and clock. Refused means that nothing has changed.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.databases import QUICK_CHECK, SharedPostgres
from tests.factories import make_case
from tests.persistence.postgres_server import PostgresServer
from tests.services.conftest import BOTH
from tests.services.counter import Counter, counter_on, open_counter
from tests.services.rows.later_rows import LATER_ROWS
from tests.services.rows.office_rows import OFFICE_ROWS
from tests.services.rows.row import Row
from tests.services.rows.ways import moment, row_founding
from tests.services.rows.window_rows import WINDOW_ROWS
from windowdesk.domain.duties import Role
from windowdesk.domain.errors import DomainError
from windowdesk.domain.event import Actor
from windowdesk.domain.guards import MoveRequest
from windowdesk.domain.states import CaseState, Move
from windowdesk.domain.transitions import TRANSITIONS
from windowdesk.persistence.founding import found_sqlite
from windowdesk.reports.catalogue import PaperRenderer
from windowdesk.services.acting import ActReceipt
from windowdesk.services.lookup import CaseView
from windowdesk.services.verification import Verification

ROWS = (*WINDOW_ROWS, *OFFICE_ROWS, *LATER_ROWS)
# What goes on beside the way of a case is done here in one state, and in all others by the random
# lives (tests/domain/lives).
IN_ANY_STATE = {
    Move.PASS_ORIGINALS,
    Move.TAKE_ORIGINALS,
    Move.REFUSE_ORIGINALS,
    Move.CALL_BACK_ORIGINALS,
    Move.RETURN_ORIGINALS,
    Move.SEND_ORIGINALS,
    Move.ORIGINALS_BACK,
    Move.CORRECT_DATE,
    Move.CHECK_COMMITMENT,
    Move.RULE_ON_COMMITMENT,
    Move.REVERSE,
    Move.NOTE,
    Move.ASK_PROCEDURE,
    Move.DECLINE_PROCEDURE,
    Move.GIVE_OPINION,
    Move.FILL_GAP_PARTLY,
    Move.DECIDE_AT_ONCE,
}
ELSEWHERE = {
    Move.ENTER_RUNNING,  # test_window_outcomes.py
    Move.ENTER_ACCEPTED,  # test_window_outcomes.py
    Move.COMMIT,  # test_commitments.py: part of receiving and of accepting
    Move.ATTACH,  # test_attachments.py
    Move.REDATE,  # test_calendars.py
    Move.ISSUE_PAPER,  # the papers on request have tests of their own
}


@pytest.fixture(scope="module")
def row_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("rows") / "centre.db"
    found_sqlite(path, row_founding(), QUICK_CHECK)
    return path


@pytest.fixture(scope="module")
def row_server(postgres_server: PostgresServer) -> SharedPostgres:
    return SharedPostgres(postgres_server, row_founding())


@pytest.fixture(params=BOTH)
def desk(
    request: pytest.FixtureRequest, tmp_path: Path, renderer: PaperRenderer, row_file: Path
) -> Iterator[Counter]:
    """Return the counter with the items of the rows, once on each database."""
    if request.param == "sqlite":
        opened = open_counter(tmp_path, renderer, row_founding(), template=row_file)
    else:
        server: SharedPostgres = request.getfixturevalue("row_server")
        opened = counter_on(server.desks(), tmp_path, renderer)
    yield opened
    opened.close()


def view_of(desk: Counter, case_id: int) -> CaseView:
    return desk.at("head").lookup.case(case_id)


def receipt_of(done: object) -> ActReceipt | None:
    return done if isinstance(done, ActReceipt) else None


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_a_row_is_refused_as_it_says_and_done_as_it_says(desk: Counter, row: Row) -> None:
    case_id = row.begin(desk) if row.begin else 0
    before = view_of(desk, case_id) if case_id else None
    moment(desk)
    for no in row.refused:
        with pytest.raises(DomainError, match=no.says) as told:
            no.act(desk, case_id)
        assert told.value.text.endswith("。")
    if before is not None:
        assert before.case.state is row.source
        untouched = view_of(desk, case_id)
        assert (untouched.case, untouched.events) == (before.case, before.events)
        assert untouched.papers == before.papers
    receipt = receipt_of(row.act(desk, case_id))
    after = view_of(desk, receipt.case_id if receipt else case_id)
    _look(row, before, after)
    if receipt is not None:
        assert tuple(paper.kind for paper in receipt.papers) == row.papers
        assert receipt.state is row.target
    assert Verification(desk.at("head").bench).run().faults == ()


def _look(row: Row, before: CaseView | None, after: CaseView) -> None:
    """See that state, events, papers and clock are what the row says."""
    seen = len(before.events) if before else 0
    new = after.events[seen:]
    assert tuple(event.move for event in new)[-len(row.moves) :] == row.moves
    assert len(new) == len(row.moves) or before is None
    assert (new[-len(row.moves)].source, after.case.state) == (row.source, row.target)
    issued = after.papers[len(before.papers) if before else 0 :]
    assert tuple(paper.kind for paper in issued) == row.papers
    assert row.clock(before, after)


def test_every_step_of_the_table_is_a_row_here() -> None:
    """What a row's act writes first starts from its state, the others follow from one another."""
    walked = set()
    for row in ROWS:
        at = row.source
        for move in row.moves:
            walked.add((at, move))
            at = TRANSITIONS[at, move].end
        assert at is row.target or row.moves == (Move.REVERSE,), row.name
    wanted = {key for key in TRANSITIONS if key[1] not in ELSEWHERE | IN_ANY_STATE}
    assert wanted <= walked
    assert {move for _, move in walked} == set(Move) - ELSEWHERE
    assert walked <= set(TRANSITIONS)


@pytest.mark.parametrize("role", Role)
def test_what_is_no_row_is_refused_to_every_duty_with_a_sentence(role: Role) -> None:
    case = make_case()
    by = Actor("somebody", "某人", "01", frozenset((role,)))
    for state in CaseState:
        for move in Move:
            if (state, move) in TRANSITIONS:
                continue
            with pytest.raises(DomainError, match=r"不能.*按 F5") as told:
                case._allowed(state, move, MoveRequest(), by)
            assert told.value.text.endswith("。")
