"""A folder into which a scanner or camera program saves: what is new in it, and whole."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from windowdesk.domain.errors import EnvironmentProblem
from windowdesk.domain.media import KINDS

_SUFFIXES = frozenset(suffix for kind in KINDS if kind.is_shown for suffix in kind.suffixes)
_GONE = "照片文件夹 {folder} 打不开了，不再看新照片。插好 U 盘或连好共享，重新登录。"


@dataclass(frozen=True)
class Photo:
    """A file as it was seen: another size or time makes it another one."""

    path: Path
    size: int
    changed_ns: int


class PhotoFolder:
    """Remembers what was there at log-in; safe to call from several threads.

    Files are read where they lie and never moved or deleted: they belong to the other program.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = Lock()
        self._known: set[Photo] | None = None
        self._last: frozenset[Photo] = frozenset()

    def look(self) -> tuple[Photo, ...]:
        """Return what came since, oldest first; a file that still grows is not told of yet.

        EnvironmentProblem if the folder cannot be read.
        """
        with self._lock:
            try:
                now = frozenset(self._seen())
            except OSError as error:
                raise EnvironmentProblem(_GONE.format(folder=self._folder)) from error
            if self._known is None:
                self._known = set(now)
            # Seen twice the same: nobody writes it any more.
            whole = (now & self._last) - self._known
            self._last = now
        return tuple(sorted(whole, key=lambda photo: (photo.changed_ns, photo.path)))

    def let_go(self, photos: Iterable[Photo]) -> None:
        """Tell of these no more."""
        with self._lock:
            self._known = (self._known or set()) | set(photos)

    def _seen(self) -> Iterable[Photo]:
        for path in self._folder.iterdir():
            if path.suffix.lower() in _SUFFIXES and path.is_file():
                about = path.stat()
                yield Photo(path, about.st_size, about.st_mtime_ns)
