"""The section 备份 of the 系统 screen: where copies go, and how the last ones went."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QGridLayout

from windowdesk.domain.backups import BackupRecord
from windowdesk.domain.clock import short_date
from windowdesk.domain.local_time import clock_time, local_date
from windowdesk.domain.text import half_width
from windowdesk.settings import Settings
from windowdesk.ui.acts import KeyAct
from windowdesk.ui.buttons import KeyButton
from windowdesk.ui.fields import LineField
from windowdesk.ui.measures import LayoutMeasure
from windowdesk.ui.parts import STRETCH, column, empty, label, row, rule
from windowdesk.ui.system_section import SystemGround, SystemSection
from windowdesk.ui.tone import Tone

_SHOWN = 10
_MIB = 1024 * 1024
_NOW_KEY = "Alt+B"
_ON_SERVER = "数据库在 PostgreSQL 服务器上，由服务器的管理员用 pg_dump 或 pg_basebackup 备份。"
_CURE = (
    "数据库坏了：先关掉程序，在命令行里运行 windowdesk restore 备份文件。"
    "原来的文件会留着，备份以后取过的编号不会再用，缺哪些会一条一条说清。"
)


@dataclass(frozen=True)
class BackupKeeper:
    """What the section asks: the tries that are known, oldest first, and one more now.

    ``take`` tells the program that the settings have changed.
    """

    tries: Callable[[], tuple[BackupRecord, ...]]
    make: Callable[[], None]
    take: Callable[[Settings], None]


class BackupSection(SystemSection):
    """Copies of the database in a second place."""

    code, title = "backup", "备份"
    lead = "每天下班以后自动备份一次，打开核对过才算数。放到第二块硬盘或 U 盘上才保险。"
    save_text = "存好"

    def __init__(self, ground: SystemGround, keeper: BackupKeeper) -> None:
        super().__init__(ground)
        self._keeper = keeper
        self._settings = self.machine.settings
        self._folder = LineField(self.theme, label="备份到哪个文件夹")
        self._time = LineField(self.theme, label="每天几点以后")
        for field in (self._folder, self._time):
            field.edited.connect(self.edited)
        self._button = KeyButton(self.theme, "现在备份", _NOW_KEY)
        self._button.clicked.connect(self._on_now_clicked)
        self._grid = QGridLayout()
        LayoutMeasure(self.theme, self._grid, gap=8)
        self._grid.setColumnStretch(1, 1)
        self.setLayout(
            column(
                self.theme,
                row(self.theme, (self._folder, 3), 14, (self._time, 1)),
                12,
                row(self.theme, self._button, STRETCH),
                12,
                rule(),
                10,
                self._grid,
                12,
                label(_CURE, "second", wrap=True),
                STRETCH,
            )
        )

    def acts(self) -> tuple[KeyAct, ...]:
        """Alt+B makes a copy now."""
        return (KeyAct(_NOW_KEY, "现在备份", self._on_now_clicked),)

    def load(self) -> None:
        """Show where copies go and how the last ones went."""
        if self._settings.is_postgres:
            self._show_server()
            return
        self._folder.set_value(str(self._settings.backup))
        self._time.set_value(f"{self._settings.day_end:%H:%M}")
        self.run(self._keeper.tries, self.show_tries)

    def save(self) -> None:
        """Write settings.toml; the next backup goes there."""
        values = {
            "backup_folder": self._folder.value().strip(),
            "day_end": half_width(self._time.value()).strip().replace("：", ":"),
        }
        self.run(partial(self.machine.save, values), self._on_saved)

    def take_focus(self) -> None:
        """Begin at the folder."""
        self._folder.take_focus()

    def show_tries(self, records: tuple[BackupRecord, ...]) -> None:
        """Show the last tries, the newest first."""
        empty(self._grid)
        if not records:
            self._grid.addWidget(label("还没有备份过。", "", Tone.AMBER), 0, 0, 1, 2)
        for place, record in enumerate(reversed(records[-_SHOWN:])):
            at = f"{short_date(local_date(record.at))} {clock_time(record.at)}"
            tone = Tone.PLAIN if record.is_good else Tone.AMBER
            self._grid.addWidget(label(at, "label"), place, 0)
            self._grid.addWidget(label(_told(record), "", tone, wrap=True), place, 1)

    def _show_server(self) -> None:
        for field in (self._folder, self._time):
            field.set_read_only(True)
        self._button.setEnabled(False)
        empty(self._grid)
        self._grid.addWidget(label(_ON_SERVER, "", wrap=True), 0, 0)

    def _on_now_clicked(self) -> None:
        if not self._settings.is_postgres:
            self._keeper.make()
            self.kit.notifier.info("正在备份，做完核对好，下面会写出来。")

    def _on_saved(self, settings: Settings) -> None:
        self._settings = settings
        self._keeper.take(settings)
        self.kit.notifier.settled()
        self.kit.notifier.info("存好了，下一次备份放到这里。")


def _told(record: BackupRecord) -> str:
    if not record.is_good:
        return record.problem
    return f"好了，{record.cases} 件，{record.size / _MIB:.0f} MB　{record.file}"
