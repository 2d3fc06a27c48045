"""Drafts as encrypted files, one a draft, replaced whole or not at all."""

import json
import os
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken

from windowdesk.domain.errors import EnvironmentProblem
from windowdesk.services.drafts import Draft

_KEY_FILE = "key"
_SUFFIX = ".draft"


def _no_step(_name: str) -> None:
    """Do nothing between the steps of a save."""


class FileDraftBox:
    """Keeps drafts below ``folder``, encrypted with a key that only this OS user can read.

    ``on_step`` is told the name of each step that a crash could fall between.
    """

    def __init__(self, folder: Path, on_step: Callable[[str], None] = _no_step) -> None:
        self._folder = folder
        self._on_step = on_step

    def save(self, draft: Draft) -> None:
        """Write a draft beside the old one, make it durable, then put it in its place."""
        plain = {
            "login": draft.login,
            "window": draft.window,
            "saved_at": draft.saved_at.isoformat(),
            "values": dict(draft.values),
        }
        path = self._path(draft.draft_id)
        fresh = path.with_suffix(".new")
        try:
            sealed = self._lock().encrypt(json.dumps(plain, ensure_ascii=False).encode())
            self._on_step("draft write")
            _write_through(fresh, sealed)
            self._on_step("draft rename")
            fresh.replace(path)
            _sync_folder(self._folder)
            self._on_step("draft kept")
        except OSError as error:
            raise EnvironmentProblem(
                "草稿存不下来，磁盘可能满了。填的还在屏幕上，先受理完这件，再请管理员清理磁盘。"
            ) from error

    def all(self, login: str) -> tuple[Draft, ...]:
        """Return the drafts of ``login``, newest first."""
        found = (self._read(path) for path in self._folder.glob(f"*{_SUFFIX}"))
        mine = [draft for draft in found if draft is not None and draft.login == login]
        return tuple(sorted(mine, key=lambda draft: draft.saved_at, reverse=True))

    def remove(self, draft_id: str) -> None:
        """Delete a draft; one that is gone already is no error."""
        self._path(draft_id).unlink(missing_ok=True)

    def _path(self, draft_id: str) -> Path:
        return self._folder / f"{draft_id}{_SUFFIX}"

    def _read(self, path: Path) -> Draft | None:
        try:
            plain = json.loads(self._lock().decrypt(path.read_bytes()))
            return Draft(
                draft_id=path.stem,
                login=plain["login"],
                window=plain["window"],
                saved_at=datetime.fromisoformat(plain["saved_at"]),
                values=plain["values"],
            )
        except (OSError, InvalidToken, ValueError, KeyError):
            return None

    def _lock(self) -> Fernet:
        path = self._folder / _KEY_FILE
        if not path.exists():
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            fresh = self._folder / f"{_KEY_FILE}.{os.getpid()}"
            _write_through(fresh, Fernet.generate_key())
            # The first of two programs wins; the other takes its key.
            with suppress(FileExistsError):
                os.link(fresh, path)
            fresh.unlink()
        return Fernet(path.read_bytes())


def _write_through(path: Path, content: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    # Windows cannot open a folder; its rename is durable with the file's own sync.
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
