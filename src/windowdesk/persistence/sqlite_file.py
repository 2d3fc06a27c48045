"""The file that an SQLite database lies in: whether it is there, ours, writable and local."""

import os
import sqlite3
import stat
import sys
from contextlib import closing
from pathlib import Path, PureWindowsPath

from windowdesk.domain.errors import EnvironmentProblem

APPLICATION_ID = 0x57444B31  # "WDK1" in the header of the file
MOUNTS = Path("/proc/mounts")

# https://www.sqlite.org/fileformat.html, the database header.
_HEADER = b"SQLite format 3\0"
_HEADER_LENGTH = 100
_MARK = slice(68, 72)
_NETWORK_KINDS = frozenset(
    (
        "nfs",
        "nfs4",
        "cifs",
        "smb",
        "smb2",
        "smb3",
        "smbfs",
        "9p",
        "afs",
        "ncpfs",
        "ceph",
        "glusterfs",
        "lustre",
        "davfs",
        "fuse.sshfs",
        "fuse.davfs2",
        "fuse.glusterfs",
        "fuse.rclone",
        "fuse.gvfsd-fuse",
        "virtiofs",
        "vboxsf",
        "prl_fs",
    )
)
_DRIVE_REMOTE = 4  # GetDriveTypeW: a network drive

NOT_OURS = "这个文件不是本系统的数据库：{path}。请管理员核对设置里的数据库位置，或者从备份恢复。"


def require_local(path: Path, mounts: Path = MOUNTS) -> None:
    """Raise EnvironmentProblem if ``path`` lies on a network share, where locks do not hold."""
    if _is_remote(path, mounts):
        raise EnvironmentProblem(
            f"数据库不能放在共享文件夹里：{path}。改放本机硬盘；"
            "要几个窗口一起用，请管理员装 PostgreSQL。"
        )


def require_usable(path: Path) -> None:
    """Raise EnvironmentProblem unless ``path`` is a database of ours that can be written."""
    try:
        is_file = stat.S_ISREG(path.stat().st_mode)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise EnvironmentProblem(
            f"找不到数据库文件：{path}。请管理员核对位置，从备份恢复，或者用 windowdesk init 新建。"
        ) from error
    except OSError:
        is_file = False  # a folder on the way may not be entered
    if not (is_file and os.access(path, os.R_OK)):
        raise EnvironmentProblem(f"读不了数据库文件：{path}。请管理员放开读写权限。")
    if not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        raise EnvironmentProblem(
            f"数据库文件或者它所在的文件夹不能写：{path}。请管理员放开写权限。"
        )
    if _application_id(path) != APPLICATION_ID:
        raise EnvironmentProblem(NOT_OURS.format(path=path))


class FileWatch:
    """Notices that the file was deleted, moved or replaced while it is open.

    A program goes on writing into a deleted file on Linux, and all of it is lost.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._identity = self._look()

    def __call__(self) -> None:
        """Raise EnvironmentProblem unless the file is still the one that was opened."""
        if self._look() != self._identity:
            raise EnvironmentProblem(
                f"数据库文件不见了或者被换过：{self._path}。先停止办理，请管理员恢复，再重新打开程序。"
            )

    def _look(self) -> tuple[int, int] | None:
        try:
            found = self._path.stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino


def copy_beside(path: Path, mark: str) -> Path:
    """Copy a database whole, beside itself, with ``mark`` in its name; an older copy stays."""
    number = 0
    while True:
        suffix = f".{number}" if number else ""
        copy = path.with_name(f"{path.name}.{mark}{suffix}.bak")
        if not copy.exists():
            break
        number += 1
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    with copy.open("rb+") as written:
        os.fsync(written.fileno())
    return copy


def _application_id(path: Path) -> int:
    """Read the mark from the header of the file, which nothing but a founding writes."""
    with path.open("rb") as file:
        header = file.read(_HEADER_LENGTH)
    if len(header) < _HEADER_LENGTH or not header.startswith(_HEADER):
        return 0
    return int.from_bytes(header[_MARK], "big")


def _is_remote(path: Path, mounts: Path) -> bool:
    if PureWindowsPath(path).drive.startswith("\\\\"):
        return True
    if sys.platform == "win32":
        return _is_remote_drive(path)
    return _mount_kind(path, mounts) in _NETWORK_KINDS


if sys.platform == "win32":
    import ctypes

    def _is_remote_drive(path: Path) -> bool:
        root = path.resolve().anchor
        return bool(ctypes.windll.kernel32.GetDriveTypeW(root) == _DRIVE_REMOTE)


def _mount_kind(path: Path, mounts: Path) -> str:
    """Return the kind of the file system that ``path`` lies in; empty if it cannot be told."""
    if not mounts.exists():
        return ""
    resolved = path.resolve()
    best, kind = -1, ""
    for line in mounts.read_text(encoding="utf-8", errors="replace").splitlines():
        parts = line.split()
        if len(parts) < 3:  # noqa: PLR2004  device, mount point, kind
            continue
        point = Path(parts[1].replace("\\040", " "))
        if resolved.is_relative_to(point) and len(point.parts) >= best:
            best, kind = len(point.parts), parts[2]
    return kind
