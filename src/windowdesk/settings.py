"""Settings of this machine: which database, which window, which printer.

They stand in ``settings.toml`` in the data folder of the user. Facts of the centre do not belong
here; they are in the database, for every desk alike.
"""

import json
import os
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import time
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

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
    queue where it is not ``printer``, ``trays`` to a tray where it is not ``tray``; ``content`` is
    the centre's own folder over the shipped content; ``photo_folder`` is where a scanner or
    camera program saves; ``lock_minutes`` is the idle time after which the desk locks;
    ``print_server`` is the address of the print system if it is not this machine's;
    ``backup_folder`` is the second place for backups, made at ``day_end`` each day;
    ``seal_certificate`` is the PKCS#12 file of the electronic seal, often on a stick.
    """

    data: Path
    database: str
    window: str = "01"
    printer: str = ""
    printers: Mapping[str, str] = field(default_factory=dict)
    tray: str = ""
    trays: Mapping[str, str] = field(default_factory=dict)
    print_server: str = ""
    content: Path | None = None
    photo_folder: Path | None = None
    fonts: Mapping[str, str] = field(default_factory=dict)
    theme: str = "light"
    scale: float = 1.0
    lock_minutes: int = 10
    backup_folder: Path | None = None
    day_end: time = time(17, 40)
    seal_certificate: Path | None = None

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
    def backup(self) -> Path:
        """Return where backups go; without a second place, beside the database."""
        return self.backup_folder or self.data / "backups"

    def backing_up_to(self, folder: Path) -> "Settings":
        """Return the same settings with another place for backups."""
        return replace(self, backup_folder=folder)

    @property
    def cache(self) -> Path:
        """Return the folder of font subsets; it may be deleted at any time."""
        return self.data / "cache"


def data_folder() -> Path:
    """Return the data folder of this user; the variable WINDOWDESK_DATA moves it."""
    moved = os.environ.get(_DATA_VARIABLE)
    return Path(moved) if moved else platformdirs.user_data_path("windowdesk", appauthor=False)


def load_settings(data: Path | None = None) -> Settings:
    """Read settings.toml; without one, an SQLite file in the data folder is meant.

    SettingsFaulty names the entry that cannot be used and what may stand there.
    """
    folder = data or data_folder()
    settings = Settings(data=folder, database=str(folder / "windowdesk.db"))
    path = folder / FILE_NAME
    if not path.is_file():
        return settings
    try:
        plain = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsFaulty(f"设置文件读不了：{path}（{error}）。改好再开。") from error
    return replace(settings, **_checked(plain, path))


def save_settings(data: Path, values: Mapping[str, object]) -> Settings:
    """Write entries of settings.toml and return the settings as they are now.

    Other entries stay; '' and an empty table take an entry out. The file of before is kept beside
    it. SettingsFaulty if a value cannot stand; OSError if the file cannot be written.
    """
    path = data / FILE_NAME
    text = path.read_text(encoding="utf-8-sig") if path.is_file() else ""
    plain = {**tomllib.loads(text), **values}
    kept = {name: value for name, value in plain.items() if value not in ("", {})}
    settings = Settings(data=data, database=str(data / "windowdesk.db"))
    checked = replace(settings, **_checked(kept, path))
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    if text:
        path.with_suffix(".toml.old").write_text(text, encoding="utf-8")
    draft = path.with_suffix(".toml.new")
    draft.write_text("".join(_entry(name, value) for name, value in kept.items()), encoding="utf-8")
    draft.replace(path)
    return checked


def _entry(name: str, value: object) -> str:
    if isinstance(value, Mapping):
        inner = ", ".join(f"{_quoted(str(key))} = {_plain(one)}" for key, one in value.items())
        return f"{name} = {{ {inner} }}\n"
    return f"{name} = {_plain(value)}\n"


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int | float) else _quoted(str(value))


def _quoted(text: str) -> str:
    """Write a TOML string; JSON escapes are a part of its own."""
    return json.dumps(text, ensure_ascii=False)


def _checked(plain: Mapping[str, object], path: Path) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, value in plain.items():
        entry = _ENTRIES.get(name)
        if entry is None:
            known = "、".join(_ENTRIES)
            raise SettingsFaulty(f"设置文件 {path} 里不认得“{name}”。能写的是：{known}。")
        read, wanted = entry
        try:
            values[name] = read(value, path.parent)
        except (TypeError, ValueError) as error:
            raise SettingsFaulty(f"设置文件 {path} 里“{name}”写得不对。要写{wanted}。") from error
    return values


def _text(value: object, _folder: Path) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _database(value: object, folder: Path) -> str:
    """Read a path or an address; a path is meant from the data folder, wherever one stands."""
    text = _text(value, folder)
    if not text.strip():
        raise ValueError
    if "://" not in text:
        return str(folder / Path(text).expanduser())
    parts = urlsplit(text)
    # Whoever works logs in with a name and password of his own: none may stand in a file.
    if parts.scheme != "postgresql" or parts.password or parts.username:
        raise ValueError
    return text


def _window(value: object, folder: Path) -> str:
    text = _text(value, folder)
    if text and not (len(text) == _WINDOW_DIGITS and text.isascii() and text.isdigit()):
        raise ValueError
    return text


def _texts(value: object, folder: Path) -> Mapping[str, str]:
    if not isinstance(value, dict):
        raise TypeError
    return MappingProxyType({str(key): _text(one, folder) for key, one in value.items()})


def _content(value: object, folder: Path) -> Path:
    content = folder / Path(_text(value, folder)).expanduser()
    if not content.is_dir():
        raise ValueError
    return content


def _folder(value: object, folder: Path) -> Path:
    """Read a folder that may be away at the moment, as a stick is."""
    text = _text(value, folder).strip()
    if not text:
        raise ValueError
    return folder / Path(text).expanduser()


def _time(value: object, folder: Path) -> time:
    if isinstance(value, time):
        return value
    return time.fromisoformat(_text(value, folder))


def _theme(value: object, folder: Path) -> str:
    text = _text(value, folder)
    if text not in _THEMES:
        raise ValueError
    return text


def _scale(value: object, _folder: Path) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError
    if not _SMALLEST_SCALE <= value <= _LARGEST_SCALE:
        raise ValueError
    return float(value)


def _minutes(value: object, _folder: Path) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError
    if not 1 <= value <= _MOST_MINUTES:
        raise ValueError
    return value


_WINDOW_DIGITS = 2
_THEMES = ("light", "contrast")
_SMALLEST_SCALE, _LARGEST_SCALE = 1.0, 2.0
_MOST_MINUTES = 480
_Reader = Callable[[object, Path], object]
_ENTRIES: Mapping[str, tuple[_Reader, str]] = MappingProxyType(
    {
        "database": (
            _database,
            "文件路径，或 postgresql://服务器/数据库（不带账号和密码）",
        ),
        "window": (_window, "两位窗口号，如 02"),
        "printer": (_text, "打印队列名"),
        "printers": (_texts, "一张表：文书种类 = 打印队列名"),
        "tray": (_text, "纸盒名"),
        "trays": (_texts, "一张表：文书种类 = 纸盒名"),
        "print_server": (_text, "打印服务的地址"),
        "content": (_content, "本中心内容文件夹的路径，文件夹要在"),
        "photo_folder": (_content, "拍照或扫描程序存照片的文件夹，文件夹要在"),
        "fonts": (_texts, "一张表：用途 = 字体文件"),
        "seal_certificate": (_folder, "电子印章的证书文件（.p12 或 .pfx）"),
        "backup_folder": (_folder, "备份文件夹的路径，可以在 U 盘上"),
        "day_end": (_time, "每天自动备份的时间，如 17:40"),
        "theme": (_theme, " 或 ".join(_THEMES)),
        "scale": (_scale, f"{_SMALLEST_SCALE} 至 {_LARGEST_SCALE} 的数"),
        "lock_minutes": (_minutes, f"1 至 {_MOST_MINUTES} 的整数"),
    }
)
