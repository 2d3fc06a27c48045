"""Settings of this machine: which database, which window, which printer.

They stand in ``settings.toml`` in the data folder of the user. Facts of the centre do not belong
here; they are in the database, for every desk alike.
"""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import platformdirs

FILE_NAME = "settings.toml"
_DATA_VARIABLE = "WINDOWDESK_DATA"


class SettingsFaulty(Exception):
    """settings.toml cannot be used; ``text`` is one Chinese sentence that says what to write."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


@dataclass(frozen=True)
class Settings:
    """``database`` is a path (SQLite) or a ``postgresql://`` address without name and password.

    ``window`` is the two-digit window of this machine; ``printers`` maps a kind of paper to a
    queue where it is not ``printer``; ``content`` is the centre's own folder over the shipped
    content; ``lock_minutes`` is the idle time after which the desk locks; ``print_server`` is the
    address of the print system if it is not this machine's.
    """

    data: Path
    database: str
    window: str = "01"
    printer: str = ""
    printers: Mapping[str, str] = field(default_factory=dict)
    tray: str = ""
    print_server: str = ""
    content: Path | None = None
    fonts: Mapping[str, str] = field(default_factory=dict)
    theme: str = "light"
    scale: float = 1.0
    lock_minutes: int = 10

    @property
    def is_postgres(self) -> bool:
        """Tell whether the database is a PostgreSQL server."""
        return self.database.startswith("postgresql://")

    @property
    def sqlite_path(self) -> Path:
        """Return where the SQLite file lies."""
        return Path(self.database)

    @property
    def drafts(self) -> Path:
        """Return the folder of drafts."""
        return self.data / "drafts"

    @property
    def cache(self) -> Path:
        """Return the folder of font subsets; it may be deleted at any time."""
        return self.data / "cache"


def data_folder() -> Path:
    """Return the data folder of this user; the variable WINDOWDESK_DATA moves it."""
    moved = os.environ.get(_DATA_VARIABLE)
    return Path(moved) if moved else platformdirs.user_data_path("windowdesk", appauthor=False)


def load_settings(data: Path | None = None) -> Settings:
    """Read settings.toml; without one, an SQLite file in the data folder is meant."""
    folder = data or data_folder()
    settings = Settings(data=folder, database=str(folder / "windowdesk.db"))
    path = folder / FILE_NAME
    if not path.is_file():
        return settings
    try:
        plain = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsFaulty(f"设置文件读不了：{path}（{error}）。改好再开。") from error
    return replace(settings, **_checked(plain, path))


def _checked(plain: Mapping[str, object], path: Path) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, value in plain.items():
        kind = _KINDS.get(name)
        if kind is None:
            known = "、".join(_KINDS)
            raise SettingsFaulty(f"设置文件 {path} 里不认得“{name}”。能写的是：{known}。")
        if not isinstance(value, kind):
            raise SettingsFaulty(f"设置文件 {path} 里“{name}”写得不对。")
        values[name] = Path(value) if name == "content" and isinstance(value, str) else value
    return values


_KINDS: Mapping[str, type | tuple[type, ...]] = MappingProxyType(
    {
        "database": str,
        "window": str,
        "printer": str,
        "printers": dict,
        "tray": str,
        "print_server": str,
        "content": str,
        "fonts": dict,
        "theme": str,
        "scale": (int, float),
        "lock_minutes": int,
    }
)
