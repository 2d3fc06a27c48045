"""Files beside drafts: encrypted, content first, so that what is listed is there."""

import json
import re
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from cryptography.fernet import InvalidToken

from windowdesk.domain.attachment import Grade
from windowdesk.domain.canonical import sha256
from windowdesk.domain.errors import EnvironmentProblem
from windowdesk.persistence.sealed_files import lock_of, sync_folder, write_through
from windowdesk.services.attachment_port import DraftFile

_FOLDER = "files"
_CONTENT, _LISTED = ".content", ".listed"
_ODD = re.compile(r"[^A-Za-z0-9._-]")
_FULL = (
    "“{name}”存不下来，磁盘可能满了，没附上。填的和别的文件都在，先受理完这件，再请管理员清理磁盘。"
)
_GONE = "草稿旁的文件读不出来了，这次没有受理，填的都还在。去掉这份，照原件重新附一次。"


def _no_step(_name: str) -> None:
    """Do nothing between the steps of a save."""


class FileDraftFiles:
    """Keeps files below ``folder``, that of the drafts, under the key of the drafts.

    ``on_step`` is told the name of each step that a crash could fall between.
    """

    def __init__(self, folder: Path, on_step: Callable[[str], None] = _no_step) -> None:
        self._folder = folder
        self._on_step = on_step

    def keep(self, draft_id: str, file: DraftFile, content: bytes) -> None:
        """Keep a file: its content first, then its line in the list; both durable."""
        folder = self._of(draft_id)
        plain = {
            "material": file.material,
            "name": file.name,
            "sha256": file.sha256,
            "media": file.media,
            "size": file.size,
            "pages": file.pages,
            "grade": file.grade.value,
        }
        try:
            lock = lock_of(self._folder)
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._on_step("draft file content")
            _put(folder / f"{file.file_id}{_CONTENT}", lock.encrypt(content))
            self._on_step("draft file listed")
            listed = lock.encrypt(json.dumps(plain, ensure_ascii=False).encode())
            _put(folder / f"{file.file_id}{_LISTED}", listed)
            self._on_step("draft file kept")
        except OSError as error:
            raise EnvironmentProblem(_FULL.format(name=file.name)) from error

    def all(self, draft_id: str) -> tuple[DraftFile, ...]:
        """Return the files of a draft in the order they were attached."""
        paths = sorted(self._of(draft_id).glob(f"*{_LISTED}"))
        return tuple(file for file in map(self._read, paths) if file is not None)

    def content(self, draft_id: str, file_id: str) -> bytes:
        """Return the bytes of a file; EnvironmentProblem if they cannot be read."""
        path = self._of(draft_id) / f"{file_id}{_CONTENT}"
        listed = self._read(path.with_suffix(_LISTED))
        try:
            content = lock_of(self._folder).decrypt(path.read_bytes())
        except (OSError, InvalidToken) as error:
            raise EnvironmentProblem(_GONE) from error
        if listed is None or sha256(content) != listed.sha256:
            raise EnvironmentProblem(_GONE)
        return content

    def drop(self, draft_id: str, file_id: str) -> None:
        """Take one file off the list, then away."""
        folder = self._of(draft_id)
        for suffix in (_LISTED, _CONTENT):
            (folder / f"{file_id}{suffix}").unlink(missing_ok=True)

    def drop_all(self, draft_id: str) -> None:
        """Take all files of a draft away."""
        with suppress(FileNotFoundError):
            shutil.rmtree(self._of(draft_id))

    def _of(self, draft_id: str) -> Path:
        return self._folder / _FOLDER / _ODD.sub("_", draft_id)

    def _read(self, path: Path) -> DraftFile | None:
        try:
            plain = json.loads(lock_of(self._folder).decrypt(path.read_bytes()))
            return DraftFile(
                file_id=path.stem,
                material=plain["material"],
                name=plain["name"],
                sha256=plain["sha256"],
                media=plain["media"],
                size=plain["size"],
                pages=plain["pages"],
                grade=Grade(plain["grade"]),
            )
        except (OSError, InvalidToken, ValueError, KeyError):
            return None


def _put(path: Path, content: bytes) -> None:
    fresh = path.with_name(f"{path.name}.new")
    write_through(fresh, content)
    fresh.replace(path)
    sync_folder(path.parent)
