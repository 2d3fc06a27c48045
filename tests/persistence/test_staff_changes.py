"""Duties and departments that change, and cases that are handed over, on both databases."""

from dataclasses import replace

import pytest

from tests.databases import Desks
from tests.factories import PASSWORD
from tests.persistence.acts import accept
from windowdesk.domain.case import Case
from windowdesk.domain.centre import Account
from windowdesk.domain.duties import Role
from windowdesk.domain.errors import DomainError, EnvironmentProblem
from windowdesk.domain.states import CaseState
from windowdesk.persistence.open_database import OpenDatabase


def test_who_gets_another_duty_may_do_what_it_covers_and_no_longer_the_old(desks: Desks) -> None:
    accounts = desks.log_in(Role.ADMIN).accounts
    accounts.add(Account("lin", "陆小林", frozenset((Role.CLERK,))), PASSWORD)
    wanted = Account("lin", "陆小娟", frozenset((Role.ADMIN,)), "民政办", "0990-5550107")
    accounts.change(wanted)
    account, database = desks.session(login="lin")
    assert account == wanted
    database.accounts.disable("archivist")
    accounts.change(replace(wanted, roles=frozenset((Role.CLERK,))))
    # On SQLite the services alone ask for the duty: whoever has the file has all of it.
    if desks.kind == "postgresql":
        with pytest.raises(EnvironmentProblem, match="没有这项权限"):
            database.accounts.enable("archivist")


def test_who_was_disabled_is_let_in_again(desks: Desks) -> None:
    accounts = desks.log_in(Role.ADMIN).accounts
    accounts.disable("archivist")
    with pytest.raises(DomainError):
        desks.log_in(Role.ARCHIVIST)
    accounts.enable("archivist")
    assert desks.session(Role.ARCHIVIST)[0].active


def test_the_last_administrator_keeps_his_duty(desks: Desks) -> None:
    accounts = desks.log_in(Role.ADMIN).accounts
    with pytest.raises(DomainError, match="最后一个系统管理员"):
        accounts.change(Account("admin", "段志刚", frozenset((Role.CLERK,))))
    assert Role.ADMIN in accounts.get("admin").roles


@pytest.fixture
def held(desks: Desks) -> int:
    case_id = accept(desks.log_in()).case.case_id
    database = desks.log_in(Role.REVIEWER)
    account = database.accounts.get("reviewer")
    with database.unit_of_work() as uow:
        case = uow.cases.get(case_id)
        case.assign(by=account.at_window(), at=uow.now())
        case.claim(by=account.at_window(), at=uow.now())
        uow.cases.save(case)
        uow.commit()
    return case_id


def handed_over(database: OpenDatabase, case_id: int, to: str) -> Case:
    admin, successor = database.accounts.get("admin"), to and database.accounts.get(to)
    with database.unit_of_work() as uow:
        assert uow.cases.held_by("reviewer") == (case_id,)
        case = uow.cases.get(case_id)
        actor = successor.at_window() if successor else None
        case.hand_over(actor, reason="调走", by=admin.at_window(), at=uow.now())
        uow.cases.save(case)
        uow.commit()
    with database.reading() as uow:
        assert uow.cases.held_by("reviewer") == ()
        return uow.cases.get(case_id)


@pytest.mark.parametrize(
    ("to", "state"), [("approver", CaseState.REVIEWING), ("", CaseState.ASSIGNED)]
)
def test_an_administrator_hands_over_what_somebody_holds(
    desks: Desks, held: int, to: str, state: CaseState
) -> None:
    case = handed_over(desks.log_in(Role.ADMIN), held, to)
    assert (case.state, case.holder) == (state, to)
