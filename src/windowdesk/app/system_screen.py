"""Builds the 系统 screen: what it asks of this machine comes from here."""

from collections.abc import Callable, Mapping
from pathlib import Path

from windowdesk.app import lazy
from windowdesk.app.backup_watch import BackupWatch
from windowdesk.app.late_files import LateSpreadsheets
from windowdesk.devices.choose import spooler_for_this_machine
from windowdesk.domain.errors import EnvironmentProblem
from windowdesk.services.print_port import PrintersSeen
from windowdesk.services.session import Session
from windowdesk.services.spreadsheet_port import Sheet
from windowdesk.settings import Settings, save_settings
from windowdesk.ui.kit import Kit
from windowdesk.ui.system_backup import BackupKeeper, BackupSection
from windowdesk.ui.system_desk import SystemDesk
from windowdesk.ui.system_section import Machine, MachineLine, SystemGround

_SHOWN_BY_ITSELF = "显示"  # a window that is read needs no examination whether windows open


def make_system_desk(
    kit: Kit,
    session: Session,
    settings: Settings,
    backups: BackupWatch,
    put_aside: Callable[[], None],
) -> SystemDesk:
    """Return the screen for one session on this machine; ``put_aside`` closes its sheets."""
    keeper = BackupKeeper(backups.tries, backups.make, backups.take)

    def section(ground: SystemGround) -> BackupSection:
        made = BackupSection(ground, keeper)
        backups.tried.connect(made.show_tries)
        return made

    desk = SystemDesk(SystemGround(kit, session, machine_of(settings)), (section,))
    desk.sheet_done.connect(put_aside)
    return desk


def machine_of(settings: Settings) -> Machine:
    """Return this machine as the screen sees it."""

    def printers() -> PrintersSeen:
        return PrintersSeen.of(spooler_for_this_machine(settings.print_server or None))

    def look() -> tuple[MachineLine, ...]:
        findings = lazy("tools.doctor").examine(settings)
        return tuple(
            MachineLine(one.name, one.text, one.well, one.cure)
            for one in findings
            if one.name != _SHOWN_BY_ITSELF
        )

    def save(values: Mapping[str, object]) -> Settings:
        try:
            return save_settings(settings.data, values)
        except OSError as error:
            text = f"设置存不进 {settings.data}（{error.strerror}）。放开写权限再存。"
            raise EnvironmentProblem(text) from error

    def read_sheet(path: Path) -> Sheet:
        return LateSpreadsheets().read(path)[0]

    return Machine(settings, look, printers, save, read_sheet)
