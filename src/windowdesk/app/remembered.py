"""What the login window shows before anybody may look into the database.

Centre, windows and the last login are kept beside settings.toml. None of it is secret and none of
it decides anything: the database is asked again at login.
"""

import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

_FILE = "last_login.json"


@dataclass(frozen=True)
class Remembered:
    """``windows`` are pairs of two-digit code and name."""

    centre: str = "便民服务中心"
    windows: tuple[tuple[str, str], ...] = ()
    login: str = ""
    window: str = ""
    help_text: str = ""
    demo: bool = False


def recall(data: Path) -> Remembered:
    """Return what the last login left; defaults if there was none or it cannot be read."""
    try:
        plain = json.loads((data / _FILE).read_text(encoding="utf-8"))
        windows = tuple((str(code), str(name)) for code, name in plain.pop("windows"))
        return Remembered(windows=windows, **plain)
    except (OSError, ValueError, TypeError, KeyError):
        return Remembered()


def remember(data: Path, remembered: Remembered) -> None:
    """Keep it for the next login; a disk that is full is no reason not to open the desk."""
    with suppress(OSError):
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        text = json.dumps(asdict(remembered), ensure_ascii=False, indent=1)
        (data / _FILE).write_text(text, encoding="utf-8")
