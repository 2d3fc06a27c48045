"""windowdesk doctor: what this machine has, lacks and does differently."""

import ctypes.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType
from typing import NamedTuple

from windowdesk.assets import Assets
from windowdesk.devices.choose import spooler_for_this_machine
from windowdesk.domain.errors import EnvironmentProblem
from windowdesk.domain.local_time import local_date
from windowdesk.persistence.sqlite_file import require_local, require_usable
from windowdesk.reports.catalogue import PaperRenderer, TomlTemplateCatalogue
from windowdesk.services.calendar_content import load_calendar
from windowdesk.services.sheet_facts import SHEETS
from windowdesk.settings import Settings

_PROBE_SECONDS = 30
_LEAST_DISK = 500_000_000
# What Qt loads at run time on Linux, by library and by Debian's package.
_LIBRARIES = {
    "EGL": "libegl1",
    "GL": "libgl1",
    "xkbcommon": "libxkbcommon0",
    "xkbcommon-x11": "libxkbcommon-x11-0",
    "dbus-1": "libdbus-1-3",
    "fontconfig": "libfontconfig1",
    "xcb-cursor": "libxcb-cursor0",
    "xcb-icccm": "libxcb-icccm4",
    "xcb-keysyms": "libxcb-keysyms1",
}
_RARE = "𬱖𠅤㐂"


@dataclass(frozen=True)
class Finding:
    """One line of the examination; ``cure`` says what to do where it is not well."""

    name: str
    well: bool
    text: str
    cure: str = ""


class _Answer(NamedTuple):
    """What one examination found; its name stands in the table of examinations."""

    well: bool
    text: str
    cure: str = ""


def display_opens() -> bool:
    """Tell whether a window can really be shown here."""
    # An offscreen platform that is set for tests shows nothing to anybody.
    environment = {k: v for k, v in os.environ.items() if k != "QT_QPA_PLATFORM"}
    try:
        done = subprocess.run(
            [sys.executable, "-m", "windowdesk.tools.display_probe"],
            env=environment,
            capture_output=True,
            timeout=_PROBE_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def examine(settings: Settings) -> Iterator[Finding]:
    """Go through this machine; every finding says what to do where it is not well."""
    for name, examination in _EXAMINATIONS.items():
        try:
            yield Finding(name, *examination(settings))
        except EnvironmentProblem as problem:
            yield Finding(name, well=False, text=problem.text)


def _python(_settings: Settings) -> _Answer:
    version = ".".join(str(part) for part in sys.version_info[:3])
    return _Answer(sys.version_info >= (3, 11), version, "装 Python 3.11 以上。")


def _libraries(_settings: Settings) -> _Answer:
    if sys.platform != "linux":
        return _Answer(well=True, text="这个系统不用另装")
    lacking = [p for name, p in _LIBRARIES.items() if ctypes.util.find_library(name) is None]
    if lacking:
        cure = f"请管理员装：apt-get install {' '.join(lacking)}"
        return _Answer(well=False, text=f"缺 {len(lacking)} 个", cure=cure)
    return _Answer(well=True, text="齐")


def _display(_settings: Settings) -> _Answer:
    opens = display_opens()
    text = "能开窗口" if opens else "开不了窗口"
    return _Answer(opens, text, "在有桌面的机器上运行，或用不带窗口的命令。")


def _disk(settings: Settings) -> _Answer:
    place = settings.data
    while not place.exists():
        place = place.parent
    free = shutil.disk_usage(place).free
    writable = os.access(place, os.W_OK)
    text = f"{settings.data}，余 {free // 1_000_000} MB" + ("" if writable else "，不能写")
    return _Answer(writable and free > _LEAST_DISK, text, "清理磁盘，或换个能写的数据文件夹。")


def _database(settings: Settings) -> _Answer:
    if settings.is_postgres:
        return _Answer(well=True, text="在 PostgreSQL 服务器上，登录时核对版本")
    path = settings.sqlite_path
    require_local(path)
    if not path.exists():
        return _Answer(well=True, text=f"还没有，要建在 {path}：windowdesk init")
    require_usable(path)
    return _Answer(well=True, text=f"{path}，{path.stat().st_size // 1_000} KB")


def _calendar(settings: Settings) -> _Answer:
    calendar = load_calendar(Assets(settings.content))
    year = local_date(datetime.now(UTC)).year
    years = "、".join(str(y) for y in sorted(calendar.years))
    return _Answer(calendar.is_official(year), f"有 {years} 年", f"导入 {year} 年的放假通知。")


def _templates(settings: Settings) -> _Answer:
    catalogue = TomlTemplateCatalogue(Assets(settings.content))
    for style in catalogue.styles():
        for code in catalogue.codes():
            catalogue.get(code, style.code)
        for code in SHEETS:
            catalogue.sheet(code, style.code)
    papers, sheets = len(catalogue.codes()), len(SHEETS)
    return _Answer(well=True, text=f"文书 {papers} 种、单子 {sheets} 种，都能用")


def _fonts(settings: Settings) -> _Answer:
    lacking = PaperRenderer(settings.cache, settings.fonts).lacking(_RARE)
    if lacking:
        text = f"生僻字打不出：{'、'.join(lacking)}"
        return _Answer(well=False, text=text, cure="装字体包 fonts-babelstone-han。")
    return _Answer(well=True, text="生僻字也打得出")


def _printing(settings: Settings) -> _Answer:
    queues = spooler_for_this_machine(settings.print_server or None).queues()
    if not queues:
        return _Answer(well=True, text="没有打印队列，文书留在库里等打印")
    text = "、".join(f"{q.name}（{'就绪' if q.ready else q.reason}）" for q in queues)
    known = not settings.printer or settings.printer in {q.name for q in queues}
    return _Answer(known, text, f"设置里的打印机 {settings.printer} 不在其中，改 settings.toml。")


def _content(settings: Settings) -> _Answer:
    changed = Assets(settings.content).changed_by_centre()
    text = f"本中心修改：{'、'.join(changed)}" if changed else "和随程序来的一样"
    return _Answer(well=True, text=text)


_EXAMINATIONS: Mapping[str, Callable[[Settings], _Answer]] = MappingProxyType(
    {
        "Python": _python,
        "系统库": _libraries,
        "显示": _display,
        "磁盘": _disk,
        "数据库": _database,
        "日历": _calendar,
        "文书模板": _templates,
        "文书字体": _fonts,
        "打印": _printing,
        "内容": _content,
    }
)
