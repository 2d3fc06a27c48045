"""Files that only this user of the machine can read: written whole, or not at all."""

import os
from contextlib import suppress
from pathlib import Path

from cryptography.fernet import Fernet

_KEY_FILE = "key"


def lock_of(folder: Path) -> Fernet:
    """Return the lock of a folder; its key is made with the first file."""
    path = folder / _KEY_FILE
    if not path.exists():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh = folder / f"{_KEY_FILE}.{os.getpid()}"
        write_through(fresh, Fernet.generate_key())
        # The first of two programs wins; the other takes its key.
        with suppress(FileExistsError):
            os.link(fresh, path)
        fresh.unlink()
    return Fernet(path.read_bytes())


def write_through(path: Path, content: bytes) -> None:
    """Write a file that only its owner can read; when it returns, the bytes are on the disk."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable."""
    # Windows cannot open a folder; its rename is durable with the file's own sync.
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
