"""Bad surroundings of a database file: one sentence each, nothing lost or half-written."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.databases import QUICK_CHECK, Desks
from tests.factories import PASSWORD, make_calendar
from tests.persistence.acts import accept
from windowdesk.domain.errors import EnvironmentProblem
from windowdesk.persistence.gates import SqliteGate
from windowdesk.persistence.open_database import OpenDatabase
from windowdesk.persistence.schema import REVISIONS
from windowdesk.persistence.sqlite_file import require_local

NOBODY = 65534


def path_of(desks: Desks) -> Path:
    assert desks.path is not None
    return desks.path


def gate(path: Path) -> SqliteGate:
    return SqliteGate(path, make_calendar(), check=QUICK_CHECK, busy_seconds=0.05)


def refused(path: Path) -> str:
    with pytest.raises(EnvironmentProblem) as caught:
        gate(path).log_in("clerk", PASSWORD)
    return caught.value.text


def remove(path: Path) -> None:
    path.unlink()


def empty(path: Path) -> None:
    path.write_bytes(b"")


def scribble(path: Path) -> None:
    path.write_text("办件台账，不是数据库", encoding="utf-8")


def half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:50])


def foreign(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE something (else_ TEXT)")


def folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '0099'")


def stripped(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DROP TABLE alembic_version")


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (remove, "找不到数据库文件"),
        (empty, "不是本系统的数据库"),
        (scribble, "不是本系统的数据库"),
        (half, "不是本系统的数据库"),
        (foreign, "不是本系统的数据库"),
        (folder, "读不了数据库文件"),
        (newer, "请升级程序"),
        (stripped, "没有本系统的表"),
    ],
)
def test_a_file_that_cannot_be_used(
    sqlite: Desks, spoil: Callable[[Path], None], told: str
) -> None:
    spoil(path_of(sqlite))
    assert told in refused(path_of(sqlite))


def test_a_file_with_torn_pages_is_said_to_be_damaged(sqlite: Desks) -> None:
    path = path_of(sqlite)
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xa5" * (len(content) - 4096)
    path.write_bytes(content)
    assert "损坏" in refused(path)


def test_an_older_schema_is_brought_up_to_date_after_a_copy(sqlite: Desks) -> None:
    path = path_of(sqlite)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE schema_info SET fingerprint = 'of an older program'")
        connection.execute("DROP TRIGGER event_moves")
    sqlite.log_in().close()
    copies = [one.name for one in path.parent.iterdir() if one.name.endswith(".bak")]
    assert copies == [f"centre.db.{REVISIONS[-1]}.bak"]
    with closing(sqlite3.connect(path.parent / copies[0])) as connection:
        (kept,) = connection.execute("SELECT fingerprint FROM schema_info").fetchone()
    assert kept == "of an older program"
    sqlite.log_in()
    assert len(list(path.parent.glob("*.bak"))) == 1


def test_an_act_waits_for_a_locked_file_and_then_says_who_has_it(sqlite: Desks) -> None:
    _, database = gate(path_of(sqlite)).log_in("clerk", PASSWORD)
    with closing(sqlite3.connect(path_of(sqlite), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(EnvironmentProblem, match="正被别的程序占用"), database.unit_of_work():
            pass
        other.execute("ROLLBACK")
    accept(database)
    database.close()


def test_a_full_disk_leaves_whole_acts_only(sqlite: Desks) -> None:
    database = sqlite.log_in()
    accepted = accept(database)
    engine = database._desk.writer
    with engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        (pages,) = driver.execute("PRAGMA page_count").fetchone()
        driver.execute(f"PRAGMA max_page_count = {pages}")
        connection.rollback()
    with pytest.raises(EnvironmentProblem, match="磁盘满了"):
        accept_many(database)
    whole = list(database.ledger.cases())
    assert accepted.case.case_id in {case.case_id for case in whole}
    events = [event.case_id for event in database.ledger.events()]
    assert sorted(events) == sorted(case.case_id for case in whole for _ in range(2))
    assert {line.last for line in database.ledger.lines()} == {len(whole)}


def accept_many(database: OpenDatabase) -> None:
    for serial in range(10, 60):
        accept(database, serial)


def test_an_act_in_a_file_that_may_not_grow_is_not_stored(sqlite: Desks) -> None:
    """The limit of a process for the size of files stands in for a disk that is full."""
    limit = path_of(sqlite).stat().st_size
    told = in_a_child(
        path_of(sqlite),
        "import resource, signal\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))",
    )
    assert "没有存" in told
    sqlite.log_in()


@pytest.mark.parametrize("what", ["file", "folder"])
def test_a_file_that_may_only_be_read(sqlite: Desks, tmp_path: Path, what: str) -> None:
    path = path_of(sqlite)
    tmp_path.chmod(0o777)
    path.chmod(0o666)
    target = path if what == "file" else tmp_path
    target.chmod(0o444 if what == "file" else 0o555)
    open_the_way_to(tmp_path)
    become = f"import os\nos.setgroups([]); os.setgid({NOBODY}); os.setuid({NOBODY})"
    told = in_a_child(path, become if os.geteuid() == 0 else "")
    tmp_path.chmod(0o777)
    assert "不能写" in told


def open_the_way_to(folder: Path) -> None:
    """Let everybody pass to a folder of pytest, which only its owner may enter."""
    for above in folder.parents:
        if above.is_relative_to(tempfile.gettempdir()) and above != Path(tempfile.gettempdir()):
            above.chmod(0o755)


def in_a_child(path: Path, before: str) -> str:
    """Accept a case in a process of its own and return the sentence that it ended with."""
    program = f"""
import json, sys
from pathlib import Path
from tests.databases import QUICK_CHECK
from tests.factories import PASSWORD, make_calendar
from tests.persistence.acts import accept
from windowdesk.domain.errors import EnvironmentProblem
from windowdesk.persistence.gates import SqliteGate
{before}
gate = SqliteGate(Path({str(path)!r}), make_calendar(), check=QUICK_CHECK)
try:
    database = gate.log_in("clerk", PASSWORD)[1]
    for serial in range(50):
        accept(database, serial)
except EnvironmentProblem as problem:
    print(json.dumps(problem.text))
"""
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=root,
        env={**os.environ, "PYTHONPATH": f"{root}{os.pathsep}{root / 'src'}"},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return str(json.loads(done.stdout))


@pytest.mark.parametrize("replacement", [False, True])
def test_a_file_that_vanishes_while_it_is_open(
    sqlite: Desks, tmp_path: Path, replacement: bool
) -> None:
    database = sqlite.log_in()
    case = accept(database).case
    path = path_of(sqlite)
    copy = tmp_path / "copy.db"
    shutil.copy(path, copy)
    path.unlink()
    if replacement:
        copy.rename(path)
    with pytest.raises(EnvironmentProblem, match="不见了或者被换过"):
        accept(database, 3)
    with pytest.raises(EnvironmentProblem, match="不见了或者被换过"):
        database.lists.row(case.case_id)


def test_an_act_is_not_acknowledged_into_a_deleted_file(sqlite: Desks) -> None:
    database = sqlite.log_in()

    def delete(name: str) -> None:
        if name == "before commit":
            path_of(sqlite).unlink()

    sqlite.steps.hook = delete
    with pytest.raises(EnvironmentProblem, match="不见了或者被换过"):
        accept(database)


MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
server:/share /mnt/nfs nfs4 rw 0 0
//server/share /mnt/with\\040blank cifs rw 0 0
share /mnt/shared 9p rw 0 0
me@server:/ /mnt/ssh fuse.sshfs rw 0 0
/dev/sdb1 /mnt/nfs/local ext4 rw 0 0
"""


@pytest.mark.parametrize(
    ("place", "is_local"),
    [
        ("/srv/desk/centre.db", True),
        ("/mnt/nfs/centre.db", False),
        ("/mnt/nfs/deep/er/centre.db", False),
        ("/mnt/with blank/centre.db", False),
        ("/mnt/shared/centre.db", False),
        ("/mnt/ssh/centre.db", False),
        ("/mnt/nfs/local/centre.db", True),
        ("/mnt/nfs2/centre.db", True),
        (r"\\server\share\centre.db", False),
    ],
)
def test_a_network_share_is_refused(tmp_path: Path, place: str, is_local: bool) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(MOUNTS, encoding="utf-8")
    if is_local:
        require_local(Path(place), mounts)
        return
    with pytest.raises(EnvironmentProblem, match="PostgreSQL"):
        require_local(Path(place), mounts)


@pytest.mark.parametrize("name", ["100%.db", "a?b.db", "a#b.db", "中心 1.db", "file:x.db"])
def test_a_file_may_have_any_name(sqlite: Desks, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path_of(sqlite).rename(path)
    _, database = gate(path).log_in("clerk", PASSWORD)
    accept(database)
    database.lists.change_mark()
    database.close()
    assert not path_of(sqlite).exists()
