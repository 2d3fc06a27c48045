"""Backups of an SQLite centre: made, checked, kept, and restored without a number given twice."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.databases import QUICK_CHECK
from tests.factories import NOW
from tests.kill.tampering import FileTamperer
from tests.services.counter import Counter, counter_founding, open_counter
from windowdesk.domain.errors import EnvironmentProblem
from windowdesk.persistence.backup_log import read_tries
from windowdesk.persistence.founding import found_sqlite
from windowdesk.reports.catalogue import PaperRenderer
from windowdesk.services.verification import Verification
from windowdesk.settings import Settings
from windowdesk.tools import backup as tool

EVENING = NOW + timedelta(hours=8)


@pytest.fixture(scope="module")
def renderer(tmp_path_factory: pytest.TempPathFactory) -> PaperRenderer:
    return PaperRenderer(tmp_path_factory.mktemp("fonts"))


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("counter") / "centre.db"
    found_sqlite(path, counter_founding(), QUICK_CHECK)
    return path


@pytest.fixture
def counter(tmp_path: Path, renderer: PaperRenderer, founded: Path) -> Iterator[Counter]:
    opened = open_counter(tmp_path, renderer, counter_founding(), template=founded)
    yield opened
    opened.close()


def settings_of(counter: Counter, **other: object) -> Settings:
    assert counter.desks.path is not None
    settings = replace(counter.house.settings, database=str(counter.desks.path))
    return replace(settings, **other)  # type: ignore[arg-type]


def spoil(path: Path, kind: str) -> None:
    """Spoil a database file: its header, its middle, its end, or all of it."""
    content = bytearray(path.read_bytes())
    page = 4096
    if kind == "header":
        content[:page] = bytes(page)
    elif kind == "middle":
        content[2 * page : -2 * page] = b"\xa5" * (len(content) - 4 * page)
    elif kind == "cut":
        del content[page:]
    else:
        content[:] = b""
    path.write_bytes(bytes(content))
    for suffix in ("-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def restart(counter: Counter) -> Counter:
    """Close every session, as a program does that is opened anew."""
    counter.close()
    counter._usual.clear()
    return counter


def clean(counter: Counter) -> bool:
    return Verification(counter.at("supervisor").bench).run().is_clean


def test_a_backup_holds_what_was_there_while_desks_go_on(counter: Counter) -> None:
    counter.accepted()
    settings = settings_of(counter)

    made = tool.back_up(settings, EVENING)
    counter.accepted()

    assert (made.cases, made.is_good) == (1, True)
    with closing(sqlite3.connect(made.file)) as copy:
        assert copy.execute("SELECT count(*) FROM case_").fetchone() == (1,)
    assert read_tries(settings.data) == (made,)
    assert Path(made.file).parent == settings.data / "backups"
    assert [one.name for one in settings.data.iterdir() if one.name.startswith("backup-")] == []


def test_a_copy_in_which_verify_finds_something_is_no_backup(counter: Counter) -> None:
    counter.accepted()
    settings = settings_of(counter)
    FileTamperer(settings.sqlite_path).run("UPDATE case_ SET applicant_name = '别人'")

    with pytest.raises(EnvironmentProblem, match="对不上"):
        tool.back_up(settings, EVENING)

    (failed,) = read_tries(settings.data)
    assert "对不上" in failed.problem
    assert list(settings.backup.iterdir()) == []


def test_a_place_that_is_away_is_told_and_recorded(counter: Counter, tmp_path: Path) -> None:
    (tmp_path / "stick").write_text("a file where the stick should be")
    settings = settings_of(counter, backup_folder=tmp_path / "stick")

    with pytest.raises(EnvironmentProblem, match="备份写不到"):
        tool.back_up(settings, EVENING)

    assert "U 盘" in read_tries(settings.data)[0].problem


def test_a_full_place_is_told_before_anything_is_written(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(".")
    monkeypatch.setattr(shutil, "disk_usage", lambda _at: usage._replace(free=10))

    with pytest.raises(EnvironmentProblem, match="地方不够"):
        tool.back_up(settings_of(counter), EVENING)


@pytest.mark.parametrize("kind", ["header", "middle", "cut", "empty"])
def test_a_restore_loses_nothing_backed_up_and_gives_no_number_twice(
    counter: Counter, kind: str
) -> None:
    settings = settings_of(counter)
    counter.accepted()
    made = tool.back_up(settings, EVENING)
    lost_case = counter.accepted()
    lost = counter.at().lookup.case(lost_case).case.number.digits
    restart(counter)
    spoil(settings.sqlite_path, kind)

    done = tool.restore(settings, Path(made.file), EVENING + timedelta(hours=15))

    assert (done.cases, done.reaches) == (1, made.last_event_at)
    assert {(gap.first, gap.last) for gap in done.gaps.values()} == {(2, 2)}
    assert len(done.gaps) == 3
    assert any("受理通知书" in line for line in done.lines)
    assert clean(counter)
    counter.pass_time(timedelta(hours=16))
    again = counter.accepted()
    number = counter.at().lookup.case(again).case.number.digits
    assert number != lost
    assert clean(counter)
    assert done.kept is not None
    assert done.kept.exists()


def test_a_file_that_still_tells_names_the_lost_cases(counter: Counter) -> None:
    settings = settings_of(counter)
    counter.accepted()
    made = tool.back_up(settings, EVENING)
    lost = counter.at().lookup.case(counter.accepted()).case
    restart(counter)

    done = tool.restore(settings, Path(made.file), EVENING)

    assert [case.number for case in done.lost] == [lost.number.digits]
    assert any(lost.application.applicant.name in line for line in done.lines)


def test_nothing_since_the_backup_is_nothing_missing(counter: Counter) -> None:
    settings = settings_of(counter)
    counter.accepted()
    made = tool.back_up(settings, EVENING)
    restart(counter)
    spoil(settings.sqlite_path, "header")

    done = tool.restore(settings, Path(made.file), EVENING)

    assert (done.gaps, done.lost) == ({}, ())
    assert "什么也不缺" in done.lines[-1]
    assert clean(counter)


def test_a_machine_without_a_database_can_be_restored(counter: Counter, tmp_path: Path) -> None:
    settings = settings_of(counter)
    counter.accepted()
    made = tool.back_up(settings, EVENING)
    other = replace(settings, database=str(tmp_path / "new" / "centre.db"))

    done = tool.restore(other, Path(made.file), EVENING)

    assert (done.cases, done.kept) == (1, None)
    assert other.sqlite_path.exists()


@pytest.mark.parametrize("kind", ["header", "middle", "cut", "empty"])
def test_a_spoiled_backup_is_refused_and_nothing_changes(counter: Counter, kind: str) -> None:
    settings = settings_of(counter)
    counter.accepted()
    made = tool.back_up(settings, EVENING)
    spoil(Path(made.file), kind)
    before = sorted(one.name for one in settings.sqlite_path.parent.iterdir())

    with pytest.raises(EnvironmentProblem):
        tool.restore(settings, Path(made.file), EVENING)

    assert sorted(one.name for one in settings.sqlite_path.parent.iterdir()) == before
    assert clean(counter)


def test_a_backup_that_was_changed_by_hand_is_refused(counter: Counter) -> None:
    settings = settings_of(counter)
    counter.accepted()
    made = tool.back_up(settings, EVENING)
    FileTamperer(Path(made.file)).run("UPDATE case_ SET applicant_name = '别人'")

    with pytest.raises(EnvironmentProblem, match="对不上"):
        tool.restore(settings, Path(made.file), EVENING)


def test_old_copies_go_and_other_files_stay(counter: Counter) -> None:
    settings = settings_of(counter)
    settings.backup.mkdir()
    (settings.backup / "notes.txt").write_text("mine")
    start = datetime(2026, 10, 1, 9, 40, tzinfo=UTC)
    code = counter.at().centre.code
    for day in range(30):
        name = f"windowdesk-{code}-{start + timedelta(days=day):%Y%m%d-%H%M%S}.db"
        (settings.backup / name).write_text("old")

    tool.back_up(settings, EVENING)

    left = sorted(one.name for one in settings.backup.iterdir())
    assert "notes.txt" in left
    assert len(left) == 1 + 14


def test_a_server_is_backed_up_by_its_administrator(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path, database="postgresql://server/centre")

    for act in (
        lambda: tool.back_up(settings, EVENING),
        lambda: tool.restore(settings, tmp_path / "x.db", EVENING),
    ):
        with pytest.raises(EnvironmentProblem, match="pg_dump"):
            act()
