"""Backs up the SQLite database of this machine, checks the copy, and restores one.

Nobody logs in for it: whoever may read the file may copy it. A copy counts only after it was
opened, every page of it was read and ``verify`` found nothing. It is checked on this machine's own
disk and then written to the second place, where it is read again.
"""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from windowdesk.app.compose import build_house
from windowdesk.domain.backups import BackupRecord, file_name, outdated
from windowdesk.domain.centre import Account
from windowdesk.domain.duties import Role
from windowdesk.domain.errors import EnvironmentProblem
from windowdesk.domain.local_time import local_date, paper_minute
from windowdesk.persistence.backup_file import (
    Contents,
    LostCase,
    cases_lost,
    contents_of,
    copy_whole,
    fold_log,
    lines_of_spoiled,
    pass_over,
    require_sound,
    synced,
)
from windowdesk.persistence.backup_log import note_try
from windowdesk.persistence.gates import SqliteGate
from windowdesk.persistence.number_journal import NumberJournal, Span
from windowdesk.persistence.sqlite_file import require_local, require_usable
from windowdesk.services.acting import Bench
from windowdesk.services.ledger_check import line_name
from windowdesk.services.verification import Verification
from windowdesk.settings import Settings

_SPARE = 2  # room that a copy needs, in sizes of the database: one to check, one to keep
_INSPECTOR = Account("backup", "备份检查", frozenset((Role.SUPERVISOR,)))
_ON_SERVER = "数据库在 PostgreSQL 服务器上，由服务器的管理员用 pg_dump 或 pg_basebackup 备份。"


@dataclass(frozen=True)
class Restored:
    """What a restore did. ``gaps`` are serials on papers that the backup does not hold.

    ``lost`` are cases that the spoiled file still tells of; ``kept`` is where it lies now.
    """

    backup: Path
    reaches: datetime | None
    cases: int
    gaps: Mapping[str, Span]
    lost: tuple[LostCase, ...]
    kept: Path | None

    @property
    def lines(self) -> tuple[str, ...]:
        """What is missing since the backup, in sentences for the administrator."""
        until = paper_minute(self.reaches) if self.reaches else "还没有办件的时候"
        told = [f"已恢复到{until}，共 {self.cases} 件。"]
        if not self.gaps:
            return (*told, "备份以后没有取过新的编号，什么也不缺。")
        told.append("备份以后取过下面这些编号，办件和文书不在备份里，要照纸补录，编号不会再用：")
        told.extend(f"{line_name(line)}：{_serials(gap)}" for line, gap in self.gaps.items())
        told.extend(
            f"{case.number}　{case.applicant}　{case.item}　{paper_minute(case.received_at)}收件"
            for case in self.lost
        )
        return tuple(told)


def back_up(settings: Settings, now: datetime) -> BackupRecord:
    """Make and check a copy in the second place; EnvironmentProblem says what stands in the way.

    Every try is written to the log of this machine, also one that failed.
    """
    if settings.is_postgres:
        raise EnvironmentProblem(_ON_SERVER)
    try:
        require_usable(settings.sqlite_path)
        record = _back_up(settings, now)
    except EnvironmentProblem as problem:
        note_try(settings.data, BackupRecord(now, "", problem=problem.text))
        raise
    except OSError as error:
        text = f"备份写不到 {settings.backup}（{error.strerror}）。看 U 盘插好没有、满没满。"
        note_try(settings.data, BackupRecord(now, "", problem=text))
        raise EnvironmentProblem(text) from error
    note_try(settings.data, record)
    return record


def restore(settings: Settings, backup: Path, now: datetime) -> Restored:
    """Put a checked backup in place of the database; the old file is kept beside it.

    Numbers that were given since the backup are passed over. EnvironmentProblem if the backup is
    not sound, not of this program, or if another program is at work; then nothing has changed.
    """
    if settings.is_postgres:
        raise EnvironmentProblem(_ON_SERVER)
    path = settings.sqlite_path
    require_local(path)
    require_usable(backup)
    require_sound(backup)
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.restoring")
    fresh.unlink(missing_ok=True)
    copy_whole(backup, fresh)
    try:
        held = contents_of(fresh)
        gaps = _gaps(held, path)
        pass_over(fresh, gaps, f"从 {backup.name} 恢复", now)
        _require_verified(settings, fresh)
        fold_log(fresh)
        lost = cases_lost(path, fresh) if path.exists() else ()
        kept = _put_aside(path, now)
        fresh.replace(path)
        synced(path)
    finally:
        fresh.unlink(missing_ok=True)
    return Restored(backup, held.last_event_at, held.cases, gaps, lost, kept)


def _back_up(settings: Settings, now: datetime) -> BackupRecord:
    path, goal = settings.sqlite_path, settings.backup
    _require_room(settings, path.stat().st_size)
    with TemporaryDirectory(prefix="backup-", dir=settings.data) as folder:
        copy = Path(folder) / "copy.db"
        copy_whole(path, copy)
        require_sound(copy)
        _require_verified(settings, copy)
        fold_log(copy)
        held = contents_of(copy)
        digest = _digest(copy)
        target = goal / file_name(held.centre_code, now)
        _put(copy, target, digest)
    _remove_outdated(goal, held.centre_code)
    NumberJournal(path).forget_before(local_date(now))
    return BackupRecord(
        at=now,
        file=str(target),
        size=target.stat().st_size,
        sha256=digest,
        cases=held.cases,
        last_event_at=held.last_event_at,
    )


def _require_room(settings: Settings, size: int) -> None:
    settings.backup.mkdir(parents=True, exist_ok=True)
    for folder in (settings.data, settings.backup):
        if shutil.disk_usage(folder).free < _SPARE * size:
            raise EnvironmentProblem(
                f"{folder} 的地方不够放备份。清理出地方，或者换一个备份文件夹。"
            )


def _require_verified(settings: Settings, copy: Path) -> None:
    """Raise EnvironmentProblem unless ``verify`` finds nothing in a copy."""
    house = build_house(replace(settings, database=str(copy)))
    gate = SqliteGate(copy, house.calendar)
    database = gate.inspect(_INSPECTOR)
    try:
        bench = Bench(database, house.calendar, house.templates, house.renderer, _INSPECTOR)
        report = Verification(bench).run()
    finally:
        database.close()
    if not report.is_clean:
        first = report.faults[0]
        raise EnvironmentProblem(
            f"备份核对出 {len(report.faults)} 处对不上，头一处：{first.subject}：{first.text}"
        )


def _put(copy: Path, target: Path, digest: str) -> None:
    """Write a checked copy to its place; it bears its name only after it was read there again."""
    beside = target.with_name(f".{target.name}.part")
    try:
        shutil.copyfile(copy, beside)
        synced(beside)
        if _digest(beside) != digest:
            raise EnvironmentProblem(f"备份写到 {target.parent} 以后读出来不一样。换一个 U 盘。")
        beside.replace(target)
        synced(target)
    finally:
        beside.unlink(missing_ok=True)


def _remove_outdated(folder: Path, centre_code: str) -> None:
    for name in outdated((one.name for one in folder.iterdir()), centre_code):
        (folder / name).unlink(missing_ok=True)


def _gaps(held: Contents, spoiled: Path) -> dict[str, Span]:
    """Return the serials that were given after the backup, as journal and spoiled file tell."""
    gaps: dict[str, Span] = {}
    told = (NumberJournal(spoiled).known(), lines_of_spoiled(spoiled))
    for line, span in sorted(item for known in told for item in known.items()):
        in_backup = held.lines.get(line)
        first = in_backup.last + 1 if in_backup else span.first
        first = min(first, gaps[line].first) if line in gaps else first
        last = max(span.last, gaps[line].last) if line in gaps else span.last
        if last >= first:
            gaps[line] = Span(first, last)
    return gaps


def _put_aside(path: Path, now: datetime) -> Path | None:
    """Move a database and its log out of the way; None if there was none."""
    if not path.exists():
        return None
    folder = path.with_name(f"{path.name}.spoiled-{now:%Y%m%d-%H%M%S}")
    folder.mkdir()
    for suffix in ("-wal", "-shm", ""):
        file = path.with_name(path.name + suffix)
        if file.exists():
            file.replace(folder / file.name)
    return folder / path.name


def _serials(gap: Span) -> str:
    if gap.first == gap.last:
        return f"第 {gap.first} 号"
    return f"第 {gap.first} 至 {gap.last} 号，共 {gap.last - gap.first + 1} 个"


def _digest(path: Path) -> str:
    taken = sha256()
    with path.open("rb") as file:
        while part := file.read(1 << 20):
            taken.update(part)
    return taken.hexdigest()
