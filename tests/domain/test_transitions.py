"""The life cycle row by row, written out from the reference of the trade (domain.md §1.3, §1.3b).

Roles: in a township a decider may do what a reviewer does, and the window issues where there is no
issuing desk. What an applicant does is recorded by a clerk; what the system ends by lateness a
clerk or reviewer may end on its prompt. Silence accepts by itself: anybody's program records it.
Clocks: ten days for delivery run from every decision (Permit Law art. 44), so also from the
county's, from a denial and from a corrected one, where the reference only writes a dash.
"""

import pytest

from tests.domain.builders import received
from windowdesk.domain.duties import Role
from windowdesk.domain.errors import DomainError, NotPermitted
from windowdesk.domain.event import Actor
from windowdesk.domain.guards import MoveRequest
from windowdesk.domain.states import MOVE_LABEL, STATE_LABEL, CaseState, Move
from windowdesk.domain.transitions import (
    REVERSIBLE,
    TRANSITIONS,
    ClockEffect,
    moves_from,
    states_before,
)

CODES = {
    "-": None,
    "S1": CaseState.RECEIVED,
    "S2": CaseState.CORRECTING,
    "S3": CaseState.AWAITING_SUPPLEMENT,
    "S4a": CaseState.NOT_REQUIRED,
    "S4b": CaseState.NOT_COMPETENT,
    "S4c": CaseState.REFUSED,
    "S5": CaseState.ACCEPTED,
    "S5q": CaseState.ACCEPTED_DEFICIENT,
    "S5d": CaseState.DEEMED_ACCEPTED,
    "S6": CaseState.ASSIGNED,
    "S7": CaseState.REVIEWING,
    "S7p": CaseState.PROPOSED,
    "S8": CaseState.SUSPENDED,
    "S10": CaseState.REFERRED_UP,
    "S11": CaseState.APPROVED,
    "S12": CaseState.DENIED,
    "S13": CaseState.TERMINATED,
    "S14": CaseState.WITHDRAWN,
    "S15": CaseState.READY,
    "S16": CaseState.DELIVERED,
    "S18": CaseState.ARCHIVED,
}
WHO = {
    "CLK": {Role.CLERK},
    "REV": {Role.REVIEWER, Role.APPROVER, Role.HEAD},
    "rev": {Role.REVIEWER},
    "APR": {Role.APPROVER, Role.HEAD},
    "HED": {Role.HEAD},
    "ADM": {Role.ADMIN, Role.HEAD},
    "adm": {Role.ADMIN},
    "ISS": {Role.ISSUER, Role.CLERK},
    "iss": {Role.ISSUER},
    "ARC": {Role.ARCHIVIST},
    "KEEP": {Role.CLERK, Role.ISSUER, Role.REVIEWER, Role.APPROVER, Role.HEAD, Role.ARCHIVIST},
    "SUP": {Role.SUPERVISOR},
    "SYS": {Role.SYSTEM},
}
S5_TO_S8 = "S5 S5q S5d S6 S7 S7p S8"
OPEN = f"S1 S2 S3 {S5_TO_S8} S10"
EARLY_ENDS = "S4a S4b S4c S13 S14"

# from | move | who | to ("=" stays) | papers | clock
ROWS = f"""
- | receive | CLK | S1 | receipt | start_notice
- | enter_running | CLK | S1 | | start_notice
S1 | enter_accepted | CLK | S5 | | start_main
S1 | not_required | CLK | S4a | not_required | stop
S1 | not_competent | CLK | S4b | refusal | stop
S1 | refuse | CLK rev | S4c | refusal | stop
S1 | start_correction | CLK | S2 | | none
S2 | finish_correction | CLK | S1 | | none
S1 S3 | request_supplement | CLK | S3 | correction | stop
S1 | accept | CLK rev | S5 | acceptance | start_main
S1 | accept_deficient | CLK | S5q | deferred_promise deferred_acceptance | start_main_and_gap
S1 S2 | deem_accepted | SYS CLK REV iss SUP | S5d | | start_main_from_receipt
S3 | accept_supplemented | CLK rev | S5 | acceptance | start_main
S3 | supplement_complete | CLK | = | supplement_receipt | none
S3 | supplement_partly | CLK | = | supplement_receipt | none
S3 | lapse_supplement | SYS CLK | S13 | termination | stop
S3 | remind_supplement | SYS CLK | = | | none
S1 S2 S3 | take_back | CLK | S14 | materials_returned | stop
S1 S3 | end_before_acceptance | CLK | S13 | termination | stop
S5 S5q S5d | assign | SYS CLK REV | S6 | flow_sheet | none
S6 | claim | REV | S7 | | none
S7 S7p S8 | take_over | REV | = | | none
S7 | release | REV | S6 | | none
S7 S7p S8 | hand_over | ADM | = | | none
S7 | send_back | ADM | S6 | | none
S7p | pull_back | REV | S7 | | none
S7 | inspect | REV | = | inspection | none
S7 | notify_interested | REV | S8 | interested_party hearing | pause
S8 | ask_hearing | CLK REV | = | | none
S8 | call_hearing | REV | = | hearing_call | none
S7 S8 | ask_procedure | REV | = | | none
S7 S8 | decline_procedure | APR | = | | none
S7 S8 | suspend | APR | S8 | special_procedure | pause
S8 | end_procedure | REV | = | procedure_record | none
S8 | resume | REV | S7 | procedure_record | resume
S7 | ask_extension | REV | = | | none
S7 | decline_extension | HED | = | | none
S7 | extend | HED | = | extension_approval extension | extend
S7p | open | APR | = | | none
S7 | ask_opinion | REV | = | | none
S6 S7 S8 | give_opinion | REV | = | | none
S7 | drop_opinion | REV | = | | none
S7 | propose | REV | S7p | | none
S7p | return_for_review | APR | S7 | | none
S7 S7p | approve | APR | S11 | approval | start_delivery
S7 S7p | deny | APR | S12 | denial | start_delivery
S5 S6 | decide_at_once | CLK APR | S11 | immediate | start_delivery
S5 | refer_up | CLK | S10 | referral | end_review
S7 | refer_up | APR | S10 | referral_opinion referral | end_review
S10 | county_approved | ISS REV | S11 | | start_delivery
S10 | county_denied | ISS REV | S12 | | start_delivery
S10 | county_returned | ISS REV | S7 | | none
S5q | fill_gap | CLK | S5 | gap_receipt | end_gap
S6 S7 S7p S8 S10 | fill_gap | CLK | = | gap_receipt | end_gap
S5q S6 S7 S7p S8 S10 | fill_gap_partly | CLK | = | gap_receipt | none
S5q S6 S7 S7p S8 | extend_gap | CLK REV | = | | none
S5q S6 S7 S7p S8 | remind_gap | CLK REV | = | | none
S5q S6 S7 S7p S8 | waive_gap | HED | = | | none
S5q S6 S7 S7p S8 | lapse_gap | SYS REV | S13 | termination | stop
S1 S3 | commit | CLK rev | = | commitment | none
{S5_TO_S8} S10 S11 S12 S15 S16 S18 | check_commitment | REV | = | | none
{S5_TO_S8} S10 S11 S12 S15 S16 S18 | rule_on_commitment | HED | = | | none
{S5_TO_S8} | withdraw | CLK | S14 | withdrawal materials_returned | stop
S10 | withdraw | CLK | S14 | withdrawal county_notice | stop
{S5_TO_S8} S10 | terminate | APR | S13 | termination | stop
S11 S12 | make_ready | rev ISS | S15 | issue_handover | none
S15 | notify_pickup | ISS | = | pickup | none
S15 | send_by_mail | ISS | = | mailing | none
S15 | not_collected | ISS | = | pickup | none
S15 | deliver | ISS | S16 | delivery_receipt | stop
S16 | rate | SYS | = | | none
S16 | archive | ARC | S18 | flow_sheet file_cover file_contents file_remarks | none
{EARLY_ENDS} | archive | ARC | S18 | file_contents | none
S11 S16 | correct_decision | HED | S11 | decision_correction | start_delivery
S11 S16 | revoke_decision | HED | S11 | decision_revocation | start_delivery
{OPEN} S11 S12 S15 {EARLY_ENDS} | reverse | CLK REV iss | = | | none
{OPEN} S11 S12 S15 | correct_date | HED | = | | none
{OPEN} S11 S12 S15 | redate | adm SYS | = | | none
{OPEN} S11 S12 S15 | attach | CLK REV iss | = | | none
{OPEN} S11 S12 S15 S16 S18 {EARLY_ENDS} | pass_originals | KEEP | = | handover | none
{OPEN} S11 S12 S15 S16 S18 {EARLY_ENDS} | take_originals | KEEP | = |  | none
{OPEN} S11 S12 S15 S16 S18 {EARLY_ENDS} | refuse_originals | KEEP | = |  | none
{OPEN} S11 S12 S15 S16 S18 {EARLY_ENDS} | call_back_originals | KEEP | = |  | none
{OPEN} S11 S12 S15 S16 S18 {EARLY_ENDS} | return_originals | ISS | = | materials_returned | none
{OPEN} S11 S12 S15 S16 S18 {EARLY_ENDS} | send_originals | KEEP | = | handover | none
{OPEN} S11 S12 S15 S16 S18 {EARLY_ENDS} | originals_back | KEEP | = |  | none
{OPEN} S11 S12 S15 S16 S18 {EARLY_ENDS} | note | CLK REV iss SUP | = | | none
{OPEN} S11 S12 S15 S16 S18 {EARLY_ENDS} | issue_paper | CLK SUP HED | = | | none
"""

Row = tuple[str, Move, set[Role], str, tuple[str, ...], ClockEffect]


def spelled_out() -> list[Row]:
    rows: list[Row] = []
    for line in ROWS.strip().splitlines():
        sources, move, who, target, papers, clock = (part.strip() for part in line.split("|"))
        roles = set().union(*(WHO[one] for one in who.split()))
        rows.extend(
            (source, Move(move), roles, target, tuple(papers.split()), ClockEffect(clock))
            for source in sources.split()
        )
    return rows


TABLE = spelled_out()
LEGAL = {(CODES[row[0]], row[1]) for row in TABLE}
EVERYBODY = Actor("alone", "独一人", "01", frozenset(Role))


def name(row: Row) -> str:
    return f"{row[0]}-{row[1]}"


def test_the_table_has_exactly_the_rows_of_the_reference() -> None:
    assert len(TABLE) == len(LEGAL)
    assert set(TRANSITIONS) == LEGAL


@pytest.mark.parametrize("row", TABLE, ids=name)
def test_a_row_says_who_whereto_which_papers_and_which_clock(row: Row) -> None:
    source, move, roles, target, papers, clock = row
    step = TRANSITIONS[CODES[source], move]
    assert (step.source, step.move) == (CODES[source], move)
    assert step.roles == roles
    assert step.end is CODES[source if target == "=" else target]
    assert step.papers == papers
    assert step.clock is clock


@pytest.mark.parametrize("state", CaseState)
def test_every_other_move_is_refused_with_the_state_named(state: CaseState) -> None:
    case = received()
    case.state = state
    for move in Move:
        if (state, move) in LEGAL:
            continue
        with pytest.raises(DomainError, match=f"{STATE_LABEL[state]}.*不能{MOVE_LABEL[move]}"):
            case._allowed(state, move, MoveRequest(), EVERYBODY)


@pytest.mark.parametrize("row", TABLE, ids=name)
def test_whoever_has_none_of_the_duties_is_told_who_may(row: Row) -> None:
    source, move, roles, *_ = row
    others = Actor("other", "旁人", "01", frozenset(set(Role) - roles))
    with pytest.raises(NotPermitted, match="只有"):
        received()._allowed(CODES[source], move, MoveRequest(), others)


@pytest.mark.parametrize("role", Role)
def test_the_moves_of_a_state_are_those_of_the_duty(role: Role) -> None:
    for code, state in CODES.items():
        expected = {row[1] for row in TABLE if row[0] == code and role in row[2]}
        assert moves_from(state, [role]) == expected


def test_nobody_without_a_duty_moves_anything() -> None:
    assert all(not moves_from(state, []) for state in CODES.values())


@pytest.mark.parametrize("role", [Role.COUNTY, Role.AGENT])
def test_county_and_agent_move_no_case(role: Role) -> None:
    assert all(not moves_from(state, [role]) for state in CODES.values())


def test_an_administrator_only_hands_over_what_somebody_holds_and_moves_dates() -> None:
    moves = {move for state in CODES.values() for move in moves_from(state, [Role.ADMIN])}
    assert moves == {Move.HAND_OVER, Move.SEND_BACK, Move.REDATE}


def test_every_state_is_reached_and_only_the_archive_is_the_end() -> None:
    reached = {step.end for step in TRANSITIONS.values()}
    assert reached == set(CaseState)
    # What goes on beside the way of a case: originals get home, proofs are checked, papers issued.
    quiet = {Move.NOTE, Move.ISSUE_PAPER, Move.REVERSE, Move.ATTACH, Move.CORRECT_DATE}
    quiet |= {Move.REDATE, Move.CHECK_COMMITMENT, Move.RULE_ON_COMMITMENT}
    quiet |= {move for move in Move if move.value.endswith("_originals")} | {Move.ORIGINALS_BACK}
    stuck = {
        state
        for state in CaseState
        if not any(s.source is state and s.move not in quiet for s in TRANSITIONS.values())
    }
    assert stuck == {CaseState.ARCHIVED}


@pytest.mark.parametrize(
    ("state", "before"),
    [
        ("S1", "S1"),
        ("S3", "S1 S3"),
        ("S14", "S1 S2 S3 S5 S5q S5d S6 S7 S7p S8 S10 S14"),
        ("S5", "S1 S3 S5 S5q"),
        ("S6", "S1 S3 S5 S5q S5d S6 S7 S7p S8 S10"),
        ("S11", "S1 S3 S5 S5q S5d S6 S7 S7p S8 S10 S11"),
        ("S16", "S16"),
    ],
)
def test_a_reversal_leads_back_along_reversible_moves_only(state: str, before: str) -> None:
    start = CODES[state]
    assert start is not None
    assert states_before(start) == {CODES[code] for code in before.split()}


def test_what_can_be_taken_back_leaves_a_state_where_taking_back_is_a_move() -> None:
    # A paper on request that comes after the result was handed over is mended by another one.
    after = {(state, Move.ISSUE_PAPER) for state in (CaseState.DELIVERED, CaseState.ARCHIVED)}
    for step in TRANSITIONS.values():
        if step.move in REVERSIBLE and (step.source, step.move) not in after:
            assert (step.end, Move.REVERSE) in TRANSITIONS
