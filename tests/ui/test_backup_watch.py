"""The status bar says how old the last backup is, and one is made once after the day's end."""

import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from tests.databases import QUICK_CHECK, make_founding
from windowdesk.app.backup_watch import BackupWatch, backup_item
from windowdesk.domain.backups import BackupRecord
from windowdesk.domain.local_time import SHANGHAI
from windowdesk.persistence.backup_log import note_try, read_tries
from windowdesk.persistence.founding import found_sqlite
from windowdesk.settings import Settings
from windowdesk.ui.status_bar import StatusItem
from windowdesk.ui.tone import Tone

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=SHANGHAI)
EVENING = datetime(2026, 11, 20, 17, 50, tzinfo=SHANGHAI)
LONG = 60_000


def good(at: datetime) -> BackupRecord:
    return BackupRecord(at, "copy.db", 1)


@pytest.mark.parametrize(
    ("records", "text", "tone"),
    [
        ((), "还没有备份", Tone.AMBER),
        ((good(NOON - timedelta(hours=1)),), "备份 11:00", Tone.PLAIN),
        ((good(NOON - timedelta(days=1)),), "备份 11月19日", Tone.PLAIN),
        ((good(NOON - timedelta(days=3)),), "备份 11月17日", Tone.AMBER),
        (
            (good(NOON - timedelta(days=1)), BackupRecord(NOON, "", problem="U 盘没插。")),
            "备份没做成，上次 11月19日",
            Tone.AMBER,
        ),
        ((BackupRecord(NOON, "", problem="U 盘没插。"),), "备份没做成", Tone.AMBER),
    ],
)
def test_the_word_of_the_status_bar(
    records: tuple[BackupRecord, ...], text: str, tone: Tone
) -> None:
    item = backup_item(records, NOON)

    assert (item.text, item.tone) == (text, tone)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    path = tmp_path / "windowdesk.db"
    found_sqlite(path, make_founding(), QUICK_CHECK)
    return Settings(data=tmp_path, database=str(path))


def watch_at(settings: Settings, now: datetime) -> tuple[BackupWatch, list[StatusItem]]:
    watch = BackupWatch(settings, lambda: now, QCoreApplication.instance())
    shown: list[StatusItem] = []
    watch.shown.connect(shown.append)
    return watch, shown


def test_after_the_days_end_a_checked_copy_is_made_and_shown(
    settings: Settings, qtbot: QtBot
) -> None:
    watch, shown = watch_at(settings, EVENING)
    try:
        watch.start()
        assert watch.is_working
        qtbot.waitUntil(lambda: not watch.is_working, timeout=LONG)
    finally:
        watch.stop()

    (record,) = read_tries(settings.data)
    assert record.problem == ""
    with closing(sqlite3.connect(record.file)) as copy:
        assert copy.execute("SELECT count(*) FROM centre").fetchone() == (1,)
    assert len(shown) == 2


def test_during_the_day_nothing_is_made(settings: Settings, qtbot: QtBot) -> None:
    watch, shown = watch_at(settings, NOON)
    watch.start()
    watch.stop()

    assert [item.text for item in shown] == ["还没有备份"]
    assert not settings.backup.exists()


def test_after_a_failure_the_next_look_does_not_try_at_once(
    settings: Settings, qtbot: QtBot
) -> None:
    note_try(settings.data, BackupRecord(EVENING, "", problem="U 盘没插。"))
    watch, _ = watch_at(settings, EVENING)
    watch.make()
    watch.stop()

    watch.look()

    assert not watch.is_working


def test_a_server_is_none_of_this_machines_business(tmp_path: Path, qtbot: QtBot) -> None:
    watch, shown = watch_at(Settings(tmp_path, "postgresql://server/centre"), EVENING)
    watch.start()
    watch.stop()

    assert shown == []
