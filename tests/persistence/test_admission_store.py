"""Drafts, steps and versions that begin on a day, the same on both databases."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy.exc import DBAPIError

from tests.databases import Desks
from tests.factories import make_item
from windowdesk.domain.admission import (
    Admission,
    AdmissionPaper,
    AdmissionStep,
    ItemDraft,
    looked_at,
)
from windowdesk.domain.duties import Role
from windowdesk.domain.errors import ConcurrentChange, EnvironmentProblem
from windowdesk.domain.ids import new_id
from windowdesk.domain.item_kinds import ItemState
from windowdesk.domain.local_time import local_date
from windowdesk.persistence.item_store import in_force
from windowdesk.persistence.open_database import OpenDatabase

ITEM = make_item()
AT = datetime(2026, 11, 20, 2, 42, tzinfo=UTC)
DRAFT = ItemDraft(
    replace(ITEM, version=2, state=ItemState.PROPOSED), ItemState.PROPOSED, ("admin",), AT
)
STEP = Admission(
    admission_id=new_id(AT),
    item_id=ITEM.item_id,
    item_version=2,
    step=AdmissionStep.APPROVED,
    digest=looked_at(ITEM),
    login="admin",
    name="段admin",
    at=AT,
    paper=AdmissionPaper("云溪镇人民政府", "云政发〔2026〕3号", date(2026, 11, 18)),
    note="同意",
)


@pytest.fixture
def admin(desks: Desks) -> OpenDatabase:
    return desks.log_in(Role.ADMIN)


def test_a_draft_comes_back_as_it_was_and_is_saved_once(admin: OpenDatabase) -> None:
    with admin.unit_of_work() as uow:
        uow.admissions.add_draft(DRAFT)
        uow.commit()
    with admin.unit_of_work() as uow:
        assert uow.admissions.draft(ITEM.item_id) == DRAFT
        with pytest.raises(ConcurrentChange):
            uow.admissions.add_draft(DRAFT)
        changed = replace(DRAFT, state=ItemState.ASSESSED, writers=("admin", "other"))
        uow.admissions.save_draft(changed)
        with pytest.raises(ConcurrentChange):
            uow.admissions.save_draft(changed)
        with pytest.raises(ConcurrentChange):
            uow.admissions.remove_draft(changed)
        assert uow.admissions.drafts() == (replace(changed, version=2),)
        uow.admissions.remove_draft(replace(changed, version=2))
        assert uow.admissions.drafts() == ()


def test_a_step_comes_back_as_it_was(admin: OpenDatabase) -> None:
    plain = replace(STEP, admission_id=STEP.admission_id + 1, paper=None, note="")
    with admin.unit_of_work() as uow:
        uow.admissions.log(STEP)
        uow.admissions.log(plain)
        uow.commit()
    with admin.reading() as uow:
        assert uow.admissions.steps(ITEM.item_id) == (STEP, plain)
        assert uow.admissions.steps("other") == ()


def test_steps_are_only_ever_added(admin: OpenDatabase, run_sql: Callable[[str], object]) -> None:
    with admin.unit_of_work() as uow:
        uow.admissions.log(STEP)
        uow.commit()
    for statement in ("UPDATE item_admission SET note = 'x'", "DELETE FROM item_admission"):
        with pytest.raises(Exception, match="only ever added"):
            run_sql(statement)


def test_the_version_of_a_day_is_the_newest_that_has_begun(
    desks: Desks, admin: OpenDatabase
) -> None:
    with admin.reading() as uow:
        today = local_date(uow.now())
    later = replace(ITEM, version=2, effective_from=today + timedelta(days=9))
    now = replace(ITEM, version=3, effective_from=today)
    with admin.unit_of_work() as uow:
        uow.items.add([later])
        assert uow.items.current(ITEM.item_id).version == 1
    with admin.reading() as uow:
        assert uow.items.versions(ITEM.item_id) == (ITEM,)
    for one, current in ((later, 1), (now, 3)):
        with admin.unit_of_work() as uow:
            uow.items.add([one])
            uow.commit()
        with desks.log_in().reading() as uow:
            assert uow.items.current(ITEM.item_id).version == current
            assert [i.version for i in uow.items.all_current()] == [current]
    with admin.unit_of_work() as uow, pytest.raises(ConcurrentChange):
        uow.items.add([now])


@pytest.mark.parametrize(
    ("firsts", "version"),
    [
        ((None,), 1),
        ((date(2026, 12, 1),), 1),
        ((None, date(2026, 12, 1)), 1),
        ((date(2026, 1, 1), date(2026, 11, 20)), 2),
        ((date(2026, 1, 1), date(2026, 12, 1), date(2026, 2, 1)), 3),
    ],
)
def test_what_is_in_force_follows_from_the_first_days(
    firsts: tuple[date | None, ...], version: int
) -> None:
    versions = [
        replace(ITEM, version=number, effective_from=first)
        for number, first in enumerate(firsts, start=1)
    ]
    assert in_force(versions, date(2026, 11, 20)).version == version


@pytest.mark.postgres
def test_on_a_server_only_an_administrator_writes_drafts(postgres: Desks) -> None:
    clerk = postgres.log_in()
    with clerk.unit_of_work() as uow, pytest.raises((EnvironmentProblem, DBAPIError)):
        uow.admissions.add_draft(DRAFT)
    with clerk.reading() as uow:
        assert uow.admissions.drafts() == ()
