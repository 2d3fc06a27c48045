"""Drafts as encrypted files, one a draft, replaced whole or not at all."""

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from cryptography.fernet import InvalidToken

from windowdesk.domain.errors import EnvironmentProblem
from windowdesk.persistence.draft_files import FileDraftFiles
from windowdesk.persistence.sealed_files import lock_of, sync_folder, write_through
from windowdesk.services.drafts import Draft

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
        self._files = FileDraftFiles(folder)

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
            sealed = lock_of(self._folder).encrypt(json.dumps(plain, ensure_ascii=False).encode())
            self._on_step("draft write")
            write_through(fresh, sealed)
            self._on_step("draft rename")
            fresh.replace(path)
            sync_folder(self._folder)
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
        """Delete a draft with the files beside it; one that is gone already is no error."""
        self._files.drop_all(draft_id)
        self._path(draft_id).unlink(missing_ok=True)

    def _path(self, draft_id: str) -> Path:
        return self._folder / f"{draft_id}{_SUFFIX}"

    def _read(self, path: Path) -> Draft | None:
        try:
            plain = json.loads(lock_of(self._folder).decrypt(path.read_bytes()))
            return Draft(
                draft_id=path.stem,
                login=plain["login"],
                window=plain["window"],
                saved_at=datetime.fromisoformat(plain["saved_at"]),
                values=plain["values"],
            )
        except (OSError, InvalidToken, ValueError, KeyError):
            return None
