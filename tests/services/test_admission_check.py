"""Every version of an item stands on the steps of its admission, and verify says where not."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

import pytest

from tests.databases import SharedPostgres
from tests.kill.tampering import FileTamperer
from tests.persistence.postgres_server import PostgresServer, postgres_server
from tests.services.catalogue import PAPER, READY, Admission, catalogue_founding
from tests.services.counter import Counter, counter_on, open_counter
from windowdesk.domain.canonical import sha256
from windowdesk.domain.item import Item
from windowdesk.domain.item_kinds import ItemState
from windowdesk.reports.catalogue import PaperRenderer
from windowdesk.services.admission_entry import StepEntry
from windowdesk.services.verification import Verification

__all__ = ["postgres_server"]
BOTH = ("sqlite", pytest.param("postgresql", marks=pytest.mark.postgres))
ITEM = READY.item_id
HERE = f"item_id = '{ITEM}'"
SECOND, THIRD = f"{ITEM} 第 2 版", f"{ITEM} 第 3 版"


class Owner(Protocol):
    """Somebody who has the file or the server, and whom no trigger stops."""

    def run(self, sql: str) -> None: ...


class ServerOwner:
    """Works as the superuser of a server."""

    def __init__(self, server: PostgresServer, database: str) -> None:
        self._connection = server.superuser(database)
        self.run("SET search_path = windowdesk")
        self.run("SET session_replication_role = replica")

    def run(self, sql: str) -> None:
        self._connection.execute(sql.encode())

    def close(self) -> None:
        self._connection.close()


@dataclass
class Place:
    """A centre where READY was published as version 2 and withdrawn as version 3."""

    counter: Counter
    owner: Owner
    published: Item
    withdrawn: Item

    @staticmethod
    def on(counter: Counter, owner: Owner) -> "Place":
        admission = Admission.at(counter)
        published = admission.published(ITEM)
        return Place(counter, owner, published, admission.writer.withdraw(ITEM, None, PAPER))

    def rewrite(self, item: Item, version: int) -> None:
        """Put another text in the place of a version, with the digest that fits it."""
        self.owner.run(
            f"UPDATE item_version SET body = '{item.to_text()}', digest = '{item.digest}'"
            f" WHERE {HERE} AND version = {version}"
        )

    def faults(self) -> list[tuple[str, str]]:
        """Return what verify finds, all of it about admission."""
        report = Verification(self.counter.at("supervisor").bench).run()
        assert {fault.kind for fault in report.faults} <= {"admission"}
        return [(fault.subject, fault.text) for fault in report.faults]


@pytest.fixture(scope="module")
def shared(postgres_server: PostgresServer) -> SharedPostgres:
    return SharedPostgres(postgres_server, catalogue_founding())


@pytest.fixture
def on_file(tmp_path: Path, renderer: PaperRenderer) -> Iterator[Place]:
    opened = open_counter(tmp_path, renderer, catalogue_founding())
    assert opened.desks.path is not None
    owner = FileTamperer(opened.desks.path)
    yield Place.on(opened, owner)
    owner.close()
    opened.close()


@pytest.fixture
def on_server(
    shared: SharedPostgres, postgres_server: PostgresServer, tmp_path: Path, renderer: PaperRenderer
) -> Iterator[Place]:
    opened = counter_on(shared.desks(), tmp_path, renderer)
    owner = ServerOwner(postgres_server, opened.desks.database)
    yield Place.on(opened, owner)
    owner.close()
    opened.close()


@pytest.fixture(params=BOTH)
def place(request: pytest.FixtureRequest) -> Place:
    fixture = "on_file" if request.param == "sqlite" else "on_server"
    made: Place = request.getfixturevalue(fixture)
    return made


def test_what_was_founded_published_and_withdrawn_holds(place: Place) -> None:
    assert place.faults() == []


def test_a_draft_that_a_withdrawal_overtook_holds_when_it_is_published(place: Place) -> None:
    admission = Admission.at(place.counter)
    draft = admission.approved(ITEM, fee="收费", fee_basis="某某办法第三条")
    assert (
        admission.other.publish(ITEM, None, StepEntry(), draft.version).version
        == place.withdrawn.version + 1
    )

    assert place.faults() == []


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        pytest.param(
            f"UPDATE item_admission SET digest = 'x' WHERE {HERE} AND state = 'withdrawn'",
            [(THIRD, "这一版的内容和停办时的不一样。")],
            id="other_text_withdrawn",
        ),
        pytest.param(
            f"UPDATE item_admission SET digest = 'x' WHERE {HERE} AND state = 'approved'",
            [(SECOND, "发布的内容和批准的不一样，或者没有批准的记录。")],
            id="other_text_approved",
        ),
        pytest.param(
            f"DELETE FROM item_admission WHERE {HERE} AND state = 'approved'",
            [(SECOND, "发布的内容和批准的不一样，或者没有批准的记录。")],
            id="never_approved",
        ),
        pytest.param(
            f"DELETE FROM item_admission WHERE {HERE} AND state = 'withdrawn'",
            [(THIRD, "这一版没有发布或停办的准入记录。")],
            id="step_taken_out",
        ),
        pytest.param(
            f"DELETE FROM item_version WHERE {HERE} AND version = 3",
            [(THIRD, "准入记录里有这一版，库里没有了。")],
            id="version_taken_out",
        ),
        pytest.param(
            f"UPDATE item_admission SET item_version = 3 WHERE {HERE} AND state = 'published'",
            [
                (THIRD, "这一版的准入记录重了：只能发布或停办一次。"),
                (SECOND, "这一版没有发布或停办的准入记录。"),
                (THIRD, "这一版的编号、版次或状态和准入记录里的不一样。"),
            ],
            id="step_moved_to_another_version",
        ),
        pytest.param(
            f"UPDATE item_admission SET state = 'x' WHERE {HERE} AND state = 'assessed'",
            [(SECOND, "这一版有一条准入记录读不出来。")],
            id="unknown_step",
        ),
    ],
)
def test_a_log_that_does_not_fit_the_versions_shows(
    place: Place, change: str, expected: list[tuple[str, str]]
) -> None:
    place.owner.run(change)

    assert place.faults() == expected


def test_a_version_rewritten_together_with_its_digest_shows(place: Place) -> None:
    place.rewrite(replace(place.published, result_document="别的结果"), 2)

    assert place.faults() == [(SECOND, "这一版的内容和发布时的不一样。")]


def test_a_withdrawn_version_made_to_be_offered_again_shows(place: Place) -> None:
    place.rewrite(replace(place.withdrawn, state=ItemState.PUBLISHED), 3)

    assert place.faults() == [(THIRD, "这一版的编号、版次或状态和准入记录里的不一样。")]


def test_a_version_that_is_no_item_any_more_shows(place: Place) -> None:
    place.owner.run(
        f"UPDATE item_version SET body = '[]', digest = '{sha256('[]')}'"
        f" WHERE {HERE} AND version = 3"
    )

    assert place.faults() == [(THIRD, "这一版的内容读不出来。")]


def test_a_version_slipped_in_past_the_admission_shows(place: Place) -> None:
    later = replace(place.published, version=4)
    with place.counter.at("admin").database.unit_of_work() as uow:
        uow.items.add([later])
        uow.commit()

    assert place.faults() == [(f"{ITEM} 第 4 版", "这一版没有发布或停办的准入记录。")]


def test_a_new_item_that_was_drafted_is_not_taken_for_a_founded_one(place: Place) -> None:
    place.owner.run(
        f"UPDATE item_admission SET item_version = 1 WHERE {HERE} AND state = 'proposed'"
    )

    assert place.faults() == [(f"{ITEM} 第 1 版", "这一版没有发布或停办的准入记录。")]
