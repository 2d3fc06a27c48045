"""Every act as every role, against a table written out by hand."""

import pytest

from windowdesk.domain.centre import Account
from windowdesk.domain.duties import ACT_ROLES, ROLE_LABEL, Act, Role, who_may
from windowdesk.domain.errors import NotPermitted
from windowdesk.domain.states import CaseState, Move
from windowdesk.domain.transitions import TRANSITIONS

#                     clerk reviewer approver head issuer archivist supervisor county agent admin
ACTS = {
    Act.SEE_CASES: "yes yes yes yes yes yes yes no no no",
    Act.ADVISE: "yes no no no no no no no yes no",
    Act.SEE_FULL_ID: "yes yes yes yes yes no yes no no no",
    Act.REPRINT: "yes yes yes yes yes yes no no no no",
    Act.SEAL_PAPER: "yes yes yes yes yes no no no no no",
    Act.EXPORT_PAPER: "yes yes yes yes yes yes yes no no no",
    Act.VERIFY: "no no no yes no no yes no no yes",
    Act.SEAL_DAY: "yes yes yes yes yes no yes no no no",
    Act.EXPORT_LIST: "no no yes yes no yes yes no no no",
    Act.EXPORT_EVIDENCE: "no no no yes no yes yes no no no",
    Act.SEE_AUDIT: "no no no no no no yes no no yes",
    Act.ORDER_STAND_INS: "no no no yes no no no no no yes",
    Act.MANAGE_ACCOUNTS: "no no no no no no no no no yes",
    Act.MANAGE_CENTRE: "no no no no no no no no no yes",
    Act.MANAGE_CATALOGUE: "no no no no no no no no no yes",
}
MOVES = {
    Move.RECEIVE: "yes no no no no no no no no no",
    Move.ENTER_RUNNING: "yes no no no no no no no no no",
    Move.ENTER_ACCEPTED: "yes no no no no no no no no no",
    Move.NOT_REQUIRED: "yes no no no no no no no no no",
    Move.NOT_COMPETENT: "yes no no no no no no no no no",
    Move.REFUSE: "yes yes no no no no no no no no",
    Move.START_CORRECTION: "yes no no no no no no no no no",
    Move.FINISH_CORRECTION: "yes no no no no no no no no no",
    Move.REQUEST_SUPPLEMENT: "yes no no no no no no no no no",
    Move.ACCEPT: "yes yes no no no no no no no no",
    Move.ACCEPT_DEFICIENT: "yes no no no no no no no no no",
    Move.DEEM_ACCEPTED: "yes yes yes yes yes no yes no no no",
    Move.ACCEPT_SUPPLEMENTED: "yes yes no no no no no no no no",
    Move.SUPPLEMENT_COMPLETE: "yes no no no no no no no no no",
    Move.SUPPLEMENT_PARTLY: "yes no no no no no no no no no",
    Move.LAPSE_SUPPLEMENT: "yes no no no no no no no no no",
    Move.REMIND_SUPPLEMENT: "yes no no no no no no no no no",
    Move.TAKE_BACK: "yes no no no no no no no no no",
    Move.END_BEFORE_ACCEPTANCE: "yes no no no no no no no no no",
    Move.ASSIGN: "yes yes yes yes no no no no no no",
    Move.CLAIM: "no yes yes yes no no no no no no",
    Move.TAKE_OVER: "no yes yes yes no no no no no no",
    Move.RELEASE: "no yes yes yes no no no no no no",
    Move.HAND_OVER: "no no no yes no no no no no yes",
    Move.SEND_BACK: "no no no yes no no no no no yes",
    Move.OPEN: "no no yes yes no no no no no no",
    Move.PULL_BACK: "no yes yes yes no no no no no no",
    Move.INSPECT: "no yes yes yes no no no no no no",
    Move.NOTIFY_INTERESTED: "no yes yes yes no no no no no no",
    Move.ASK_HEARING: "yes yes yes yes no no no no no no",
    Move.CALL_HEARING: "no yes yes yes no no no no no no",
    Move.ASK_PROCEDURE: "no yes yes yes no no no no no no",
    Move.DECLINE_PROCEDURE: "no no yes yes no no no no no no",
    Move.END_PROCEDURE: "no yes yes yes no no no no no no",
    Move.ASK_EXTENSION: "no yes yes yes no no no no no no",
    Move.DECLINE_EXTENSION: "no no no yes no no no no no no",
    Move.SUSPEND: "no no yes yes no no no no no no",
    Move.RESUME: "no yes yes yes no no no no no no",
    Move.EXTEND: "no no no yes no no no no no no",
    Move.ASK_OPINION: "no yes yes yes no no no no no no",
    Move.GIVE_OPINION: "no yes yes yes no no no no no no",
    Move.DROP_OPINION: "no yes yes yes no no no no no no",
    Move.PROPOSE: "no yes yes yes no no no no no no",
    Move.RETURN_FOR_REVIEW: "no no yes yes no no no no no no",
    Move.APPROVE: "no no yes yes no no no no no no",
    Move.DENY: "no no yes yes no no no no no no",
    Move.DECIDE_AT_ONCE: "yes no yes yes no no no no no no",
    Move.REFER_UP: "yes no yes yes no no no no no no",
    Move.COUNTY_APPROVED: "yes yes yes yes yes no no no no no",
    Move.COUNTY_DENIED: "yes yes yes yes yes no no no no no",
    Move.COUNTY_RETURNED: "yes yes yes yes yes no no no no no",
    Move.FILL_GAP: "yes no no no no no no no no no",
    Move.FILL_GAP_PARTLY: "yes no no no no no no no no no",
    Move.EXTEND_GAP: "yes yes yes yes no no no no no no",
    Move.REMIND_GAP: "yes yes yes yes no no no no no no",
    Move.WAIVE_GAP: "no no no yes no no no no no no",
    Move.LAPSE_GAP: "no yes yes yes no no no no no no",
    Move.COMMIT: "yes yes no no no no no no no no",
    Move.CHECK_COMMITMENT: "no yes yes yes no no no no no no",
    Move.RULE_ON_COMMITMENT: "no no no yes no no no no no no",
    Move.WITHDRAW: "yes no no no no no no no no no",
    Move.TERMINATE: "no no yes yes no no no no no no",
    Move.MAKE_READY: "yes yes no no yes no no no no no",
    Move.NOTIFY_PICKUP: "yes no no no yes no no no no no",
    Move.SEND_BY_MAIL: "yes no no no yes no no no no no",
    Move.NOT_COLLECTED: "yes no no no yes no no no no no",
    Move.DELIVER: "yes no no no yes no no no no no",
    Move.RATE: "no no no no no no no no no no",
    Move.CORRECT_DECISION: "no no no yes no no no no no no",
    Move.REVOKE_DECISION: "no no no yes no no no no no no",
    Move.REVERSE: "yes yes yes yes yes no no no no no",
    Move.ATTACH: "yes yes yes yes yes no no no no no",
    Move.CORRECT_DATE: "no no no yes no no no no no no",
    Move.REDATE: "no no no no no no no no no yes",
    Move.NOTE: "yes yes yes yes yes no yes no no no",
    Move.ISSUE_PAPER: "yes no no yes no no yes no no no",
    Move.PASS_ORIGINALS: "yes yes yes yes yes yes no no no no",
    Move.TAKE_ORIGINALS: "yes yes yes yes yes yes no no no no",
    Move.REFUSE_ORIGINALS: "yes yes yes yes yes yes no no no no",
    Move.CALL_BACK_ORIGINALS: "yes yes yes yes yes yes no no no no",
    Move.SEND_ORIGINALS: "yes yes yes yes yes yes no no no no",
    Move.ORIGINALS_BACK: "yes yes yes yes yes yes no no no no",
    Move.RETURN_ORIGINALS: "yes no no no yes no no no no no",
    Move.ARCHIVE: "no no no no no yes no no no no",
}
STAFF = [role for role in Role if role is not Role.SYSTEM]


def allowed(words: str) -> set[Role]:
    answers = words.split()
    assert len(answers) == len(STAFF)
    return {role for role, answer in zip(STAFF, answers, strict=True) if answer == "yes"}


def test_the_tables_leave_nothing_out() -> None:
    assert set(ACTS) == set(Act) == set(ACT_ROLES)
    assert set(MOVES) == set(Move) == {row.move for row in TRANSITIONS.values()}


@pytest.mark.parametrize("role", STAFF)
@pytest.mark.parametrize("act", Act)
def test_an_act_is_for_the_duties_of_the_matrix_alone(act: Act, role: Role) -> None:
    account = Account("x", "某人", frozenset((role,)))
    assert account.may(act) is (role in allowed(ACTS[act]))
    if account.may(act):
        account.require(act)
        return
    with pytest.raises(NotPermitted, match="能做的人"):
        account.require(act)


@pytest.mark.parametrize("role", STAFF)
@pytest.mark.parametrize("move", Move)
def test_a_move_is_for_the_duties_of_the_matrix_alone(move: Move, role: Role) -> None:
    rows = [row for row in TRANSITIONS.values() if row.move is move]
    assert any(role in row.roles for row in rows) is (role in allowed(MOVES[move]))


def test_only_where_the_reference_says_so_do_duties_differ_by_state() -> None:
    sides = {(row.source, row.move): row.roles for row in TRANSITIONS.values()}
    assert sides[CaseState.ACCEPTED, Move.REFER_UP] == {Role.CLERK}
    assert sides[CaseState.REVIEWING, Move.REFER_UP] == {Role.APPROVER, Role.HEAD}
    uneven = {
        move
        for move in Move
        if len({roles for (_, other), roles in sides.items() if other is move}) > 1
    }
    assert uneven == {Move.REFER_UP}


def test_the_system_does_by_itself_only_what_runs_out_and_what_is_counted() -> None:
    mine = {row.move for row in TRANSITIONS.values() if Role.SYSTEM in row.roles}
    assert mine == {
        Move.REDATE,
        Move.DEEM_ACCEPTED,
        Move.LAPSE_SUPPLEMENT,
        Move.REMIND_SUPPLEMENT,
        Move.ASSIGN,
        Move.LAPSE_GAP,
        Move.RATE,
    }


def test_who_accepts_needs_another_duty_to_decide() -> None:
    deciding = {Move.APPROVE, Move.DENY, Move.TERMINATE, Move.SUSPEND, Move.EXTEND}
    for row in TRANSITIONS.values():
        if row.move in deciding:
            assert not row.roles & {Role.CLERK, Role.REVIEWER, Role.AGENT, Role.ADMIN}


def test_duties_are_named_once_each_in_one_order() -> None:
    assert set(ROLE_LABEL) == set(Role)
    assert who_may([Role.HEAD, Role.APPROVER, Role.HEAD]) == "分管领导、机关负责人"
    assert who_may([]) == ""
