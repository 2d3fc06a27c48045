"""Key files of other centres that this machine trusts: files in the data folder, one a centre."""

from dataclasses import dataclass
from pathlib import Path

from windowdesk.domain.errors import DomainError, EnvironmentProblem
from windowdesk.services.key_file import SUFFIX, KeyFile, read_key_file

_FOLDER = "keys"


@dataclass(frozen=True)
class OfferedKeys:
    """A key file that somebody gave, and the one of the same centre that it would replace."""

    file: KeyFile
    path: Path
    before: KeyFile | None

    @property
    def names(self) -> tuple[str, ...]:
        """The names to compare by phone, the oldest key first."""
        return tuple(key.name for key in self.file.keys)

    @property
    def is_strange(self) -> bool:
        """Tell whether it shares no key with what was trusted before."""
        known = {key.name for key in self.before.keys} if self.before else set(self.names)
        return known.isdisjoint(self.names)


class TrustedKeys:
    """The key files of one machine; ``data`` is its data folder."""

    def __init__(self, data: Path) -> None:
        self._folder = data / _FOLDER

    def all(self) -> tuple[KeyFile, ...]:
        """Return what is trusted; DomainError names a file that somebody changed."""
        return tuple(key_file_at(path) for path in sorted(self._folder.glob(f"*{SUFFIX}")))

    def offered(self, path: Path) -> OfferedKeys:
        """Look at a file without trusting it."""
        file = key_file_at(path)
        place = self._place(file)
        return OfferedKeys(file, path, key_file_at(place) if place.is_file() else None)

    def install(self, path: Path) -> KeyFile:
        """Trust a key file from now on, in place of an older one of the same centre."""
        file = key_file_at(path)
        place = self._place(file)
        draft = place.with_name(f".{place.name}.new")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            draft.write_bytes(path.read_bytes())
            draft.replace(place)
        except OSError as error:
            text = f"公钥文件存不进 {self._folder}（{error.strerror}）。放开写权限再装。"
            raise EnvironmentProblem(text) from error
        return file

    def _place(self, file: KeyFile) -> Path:
        return self._folder / f"{file.centre}{SUFFIX}"


def key_file_at(path: Path) -> KeyFile:
    """Read a key file; EnvironmentProblem if it cannot be read, DomainError if it does not hold."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise EnvironmentProblem(
            f"读不出公钥文件 {path}。核对位置，或者请出证的中心重新导出。"
        ) from problem
    if not text.strip():
        raise DomainError(f"公钥文件是空的：{path}。请出证的中心重新导出。", "key")
    return read_key_file(text, path.name)
