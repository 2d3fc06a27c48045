"""The tries to back up that are known on this machine; the status bar reads them."""

import json
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from windowdesk.domain.backups import BackupRecord

LOG_NAME = "backups.json"
_TRIES_KEPT = 60


def read_tries(folder: Path) -> tuple[BackupRecord, ...]:
    """Return the tries noted in a data folder, oldest first; none if the log is away or spoiled."""
    try:
        plain = json.loads((folder / LOG_NAME).read_text(encoding="utf-8"))
        return tuple(_record(one) for one in plain)
    except (OSError, ValueError, TypeError, KeyError):
        return ()


def note_try(folder: Path, record: BackupRecord) -> None:
    """Add a try to the log of a data folder; old ones go."""
    records = (*read_tries(folder), record)[-_TRIES_KEPT:]
    text = json.dumps([asdict(one) for one in records], default=datetime.isoformat, indent=1)
    beside = folder / f".{LOG_NAME}.part"
    beside.write_text(text, encoding="utf-8")
    beside.replace(folder / LOG_NAME)


def _record(plain: dict[str, str | int | None]) -> BackupRecord:
    last = plain["last_event_at"]
    return BackupRecord(
        at=datetime.fromisoformat(str(plain["at"])),
        file=str(plain["file"]),
        size=int(plain["size"] or 0),
        sha256=str(plain["sha256"]),
        cases=int(plain["cases"] or 0),
        last_event_at=datetime.fromisoformat(str(last)) if last else None,
        problem=str(plain["problem"]),
    )
