"""Copies of papers as files of their own, in a folder that the clerk names."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths

from windowdesk.domain.errors import DomainError

FOLDER = "folder"
"""The field that a fault of the folder belongs to."""

# What a file system somewhere takes for a sign of its own.
_NOT_IN_NAMES = str.maketrans(dict.fromkeys('\\/:*?"<>|\t\r\n', " "))
_MOST_COPIES = 1_000


def first_folder() -> str:
    """Return the folder offered first: the documents of the user, else his home."""
    documents = Path(
        QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    )
    return str(documents if documents.is_dir() else Path.home())


def file_stem(*parts: str) -> str:
    """Return a file name without its ending, made of what is known of a paper."""
    return " ".join(" ".join(parts).translate(_NOT_IN_NAMES).split())


def save_copy(folder: str, stem: str, ending: str, content: bytes) -> Path:
    """Write ``content`` to a new file and return where it lies; no file is ever written over.

    Runs off the GUI thread. DomainError of the field ``folder`` if it cannot be written there.
    """
    place = Path(folder.strip()).expanduser()
    if not folder.strip() or not place.is_dir():
        raise DomainError("没有这个文件夹。照文件管理器里的路径再写一遍。", FOLDER)
    try:
        return _write_new(place, stem, ending, content)
    except OSError as error:
        reason = f"（{error.strerror}）" if error.strerror else ""
        text = f"这个文件夹存不进去{reason}。换一个文件夹，或者插上 U 盘再存。"
        raise DomainError(text, FOLDER) from error


def free_path(folder: Path, stem: str, ending: str) -> Path:
    """Return a name that is free in ``folder``; DomainError of the field ``file`` without one."""
    for count in range(1, _MOST_COPIES):
        path = folder / f"{stem}{f' {count}' if count > 1 else ''}{ending}"
        if not path.exists():
            return path
    raise DomainError("这个文件夹里同名的太多了。换一个文件夹。", "file")


def _write_new(place: Path, stem: str, ending: str, content: bytes) -> Path:
    for count in range(1, _MOST_COPIES):
        path = place / f"{stem}{f' {count}' if count > 1 else ''}{ending}"
        try:
            with path.open("xb") as file:
                file.write(content)
        except FileExistsError:
            continue
        return path
    raise DomainError("这个文件夹里同名的太多了。换一个文件夹。", FOLDER)
