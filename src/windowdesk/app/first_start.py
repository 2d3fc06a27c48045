"""The first start: what the wizard asks of the rest of the program."""

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from windowdesk.app import lazy
from windowdesk.app.late_files import LateSpreadsheets
from windowdesk.app.remembered import Remembered, remember
from windowdesk.assets import Assets
from windowdesk.domain.centre import Account, Centre
from windowdesk.domain.duties import Role
from windowdesk.domain.errors import DomainError, EnvironmentProblem
from windowdesk.domain.facts import PaperFacts
from windowdesk.domain.item import Item
from windowdesk.domain.local_time import local_date
from windowdesk.services.centre_facts import lacks_of
from windowdesk.services.new_centre import NewCentre
from windowdesk.services.paper_port import Renderer, TemplateCatalogue
from windowdesk.services.print_port import PrintersSeen, Spooler
from windowdesk.services.setup_draft import (
    Rows,
    SetupDraft,
    SetupFault,
    SetupRead,
    draft_text,
    read_draft,
    read_setup,
    without_secrets,
)
from windowdesk.services.staff_table import lines_of, read_staff
from windowdesk.settings import Settings, SettingsFaulty, load_settings, save_settings
from windowdesk.ui.buttons import Choice
from windowdesk.ui.printer_rows import PrinterTry
from windowdesk.ui.setup_machine import Printing, SetupCheck
from windowdesk.ui.setup_model import WAYS, Person, SetUp, SetupModel

_DRAFT = "setup.json"
_NOT_WRITTEN = "写不进 {path}（{reason}）。看磁盘满没满、文件夹能不能写，再试。"
OpenDemo = Callable[[Settings], Settings]


class FirstStart:
    """Keeps the answers, checks them, founds the centre and writes the settings of the machine."""

    def __init__(self, settings: Settings, open_demo: OpenDemo) -> None:
        self._settings = settings
        self._open_demo = open_demo
        self._assets = Assets(settings.content)
        self._people: tuple[tuple[Account, str], ...] = ()
        self._centre: Centre | None = None
        self._printing: Settings = settings

    def model(self) -> SetupModel:
        """Return what the wizard works with."""
        templates = self._templates
        return SetupModel(
            draft=self._recalled(),
            styles=tuple(Choice(style.code, style.name) for style in templates.styles()),
            kinds=tuple(Choice(code, templates.get(code).title) for code in templates.codes()),
            printing=Printing(queues=lambda: PrintersSeen.of(self._spooler), test=self._test),
            read_staff=self._read_staff,
            keep=self._keep,
            check=self._check,
            found=self._found,
            open_existing=self._open_existing,
            open_demo=lambda: self._open_demo(self._settings),
            print_passwords=self._print_passwords,
            assets=self._assets,
        )

    @cached_property
    def _templates(self) -> TemplateCatalogue:
        made: TemplateCatalogue = lazy("reports.catalogue").TomlTemplateCatalogue(self._assets)
        return made

    @cached_property
    def _renderer(self) -> Renderer:
        settings = self._settings
        made: Renderer = lazy("reports.catalogue").PaperRenderer(settings.cache, settings.fonts)
        return made

    @cached_property
    def _spooler(self) -> Spooler:
        server = self._settings.print_server or None
        made: Spooler = lazy("devices.choose").spooler_for_this_machine(server)
        return made

    @cached_property
    def _items(self) -> tuple[Item, ...]:
        return tuple(lazy("services.catalogue_content").load_catalogue(self._assets, demo=False))

    def _recalled(self) -> SetupDraft:
        settings = self._settings
        usual = SetupDraft(path="" if settings.is_postgres else settings.database)
        with suppress(OSError, ValueError, TypeError, KeyError):
            return read_draft((settings.data / _DRAFT).read_text(encoding="utf-8"))
        return usual

    def _keep(self, draft: SetupDraft) -> None:
        folder = self._settings.data
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            fresh = folder / f"{_DRAFT}.new"
            descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                file.write(draft_text(without_secrets(draft)))
            fresh.replace(folder / _DRAFT)
        except OSError as error:
            raise _not_written(folder, error) from error

    def _read(self, draft: SetupDraft) -> SetupRead:
        today = local_date(datetime.now(UTC))
        return read_setup(draft, self._items, self._templates.codes(), today)

    def _check(self, draft: SetupDraft, owner: str) -> SetupCheck:
        read = self._read(draft)
        lacks = tuple(
            f"{lack.fact.label}：{'、'.join(lack.papers)}出不了。"
            for lack in lacks_of(read.plan.centre, self._templates)
            if not lack.fact.needed
        )
        faults = (*self._place_faults(draft, owner), *read.faults)
        return SetupCheck(tuple(sorted(faults, key=_page_order)), lacks)

    def _place_faults(self, draft: SetupDraft, owner: str) -> tuple[SetupFault, ...]:
        try:
            self._require_place(self._settings_of(draft), owner)
        except DomainError as error:
            return (SetupFault("database", error.field or "url", error.text),)
        except (EnvironmentProblem, SettingsFaulty) as error:
            return (SetupFault("database", "path", error.text),)
        return ()

    @staticmethod
    def _require_place(settings: Settings, owner: str) -> None:
        if settings.is_postgres:
            if not owner:
                raise DomainError("写上属主的地址，库要用它来建。", "owner")
            lazy("persistence.postgres_server").ServerAddress.read(owner)
            return
        lazy("persistence.sqlite_file").require_local(settings.sqlite_path)
        if settings.sqlite_path.exists():
            text = "这里已经有一个库。换个位置；要用它，回第 1 页选“打开已有的库”。"
            raise DomainError(text, "path")

    def _settings_of(self, draft: SetupDraft) -> Settings:
        """Return the settings of the place that was chosen; DomainError if there is none such."""
        if draft.place == "server":
            if not draft.url.startswith("postgresql://"):
                raise DomainError("服务器地址写成 postgresql://服务器/数据库 的样子。", "url")
            return replace(self._settings, database=without_secrets(draft).url)
        if not draft.path:
            raise DomainError("写上文件放在哪里。", "path")
        path = self._settings.data / Path(draft.path).expanduser()
        return replace(self._settings, database=str(path))

    def _found(self, draft: SetupDraft, owner: str) -> SetUp:
        settings = self._settings_of(draft)
        plan: NewCentre = self._read(draft).plan
        founded = lazy("app.founding").found(settings, plan, owner)
        saved = self._save(draft, settings, f"{plan.centre.windows[0].number:02d}")
        (self._settings.data / _DRAFT).unlink(missing_ok=True)
        remember(self._settings.data, _first_login(plan))
        self._people, self._centre, self._printing = founded.accounts, plan.centre, saved
        people = tuple(Person(one.name, one.login, word) for one, word in founded.accounts)
        text = f"{plan.centre.name}建好了，库在 {founded.database}，事项 {founded.items} 个。"
        return SetUp(people, text, saved)

    def _save(self, draft: SetupDraft, settings: Settings, window: str) -> Settings:
        printers, trays = dict(draft.printers), dict(draft.trays)
        values = {
            "database": settings.database,
            "window": window,
            "printer": printers.pop("", ""),
            "tray": trays.pop("", ""),
            "printers": printers,
            "trays": trays,
        }
        try:
            return save_settings(self._settings.data, values)
        except OSError as error:
            raise _not_written(self._settings.data, error) from error

    def _open_existing(self, draft: SetupDraft) -> Settings:
        settings = self._settings_of(draft)
        if not settings.is_postgres:
            path = settings.sqlite_path
            lazy("persistence.sqlite_file").require_local(path)
            if not path.is_file():
                raise DomainError(f"{path} 没有这个文件。核对位置。", "path")
            lazy("persistence.sqlite_file").require_usable(path)
        try:
            save_settings(self._settings.data, {"database": settings.database})
        except OSError as error:
            raise _not_written(self._settings.data, error) from error
        return load_settings(self._settings.data)

    def _read_staff(self, path: Path) -> tuple[Rows, tuple[str, ...]]:
        lines, spoiled = lines_of(LateSpreadsheets().read(path)[0])
        faults = (*spoiled, *read_staff(lines).faults)
        rows = tuple(
            (one.login, one.name, one.roles, one.department, one.phone)
            for one in lines
            if not one.is_empty
        )
        return rows, tuple(fault.sentence for fault in faults)

    def _print_passwords(self) -> str:
        if self._centre is None:
            raise DomainError("中心还没建。先建中心，再打临时密码。")
        house = lazy("services.house_sheets")
        facts = house.password_facts(self._people, self._centre, datetime.now(UTC))
        return self._print("passwords", facts, self._centre, self._choice(self._printing))

    def _test(self, wanted: PrinterTry) -> str:
        if not wanted.queue:
            raise DomainError("先选一个打印机，再试打。")
        house, press = lazy("services.house_sheets"), lazy("services.press")
        centre = self._read(self._recalled()).plan.centre
        title = self._templates.get(wanted.kind).title if wanted.kind else "各种文书"
        tried = house.TriedPrinter(wanted.queue, wanted.tray, (title,))
        facts = house.trial_facts(tried, self._renderer, centre, "", datetime.now(UTC))
        choice = press.PrinterChoice(wanted.queue, tray=wanted.tray)
        return self._print("test_page", facts, centre, choice)

    def _choice(self, settings: Settings) -> object:
        choice = lazy("services.press").PrinterChoice
        return choice(settings.printer, settings.printers, settings.tray, settings.trays)

    def _print(self, kind: str, facts: PaperFacts, centre: Centre, choice: object) -> str:
        sheets = lazy("services.sheets")
        tools = sheets.SheetTools(
            templates=self._templates,
            renderer=self._renderer,
            spooler=self._spooler,
            now=lambda: datetime.now(UTC),
            record=_keep_no_record,
        )
        printed = sheets.Sheets(tools, sheets.SheetPlace(centre), choice)
        job = printed.print_sheet(kind, facts)
        if job.reason:
            raise DomainError(f"{job.title}没打出来：{job.reason}。看好打印机，再打一次。")
        return f"{job.title}已送打印机。"


def _first_login(plan: NewCentre) -> Remembered:
    """Return what the login window shows before anybody has logged in here."""
    admin = next(one for one in plan.accounts if Role.ADMIN in one.roles)
    return Remembered(
        centre=plan.centre.name,
        windows=tuple((window.code, window.name) for window in plan.centre.windows),
        help_text=f"忘了密码，找系统管理员：{admin.name} {admin.phone}".rstrip(),
    )


def _page_order(fault: SetupFault) -> int:
    return WAYS["new"].index(fault.page)


def _keep_no_record(_act: str, _subject: str) -> None:
    """Do nothing: there is no session yet whose log it could stand in."""


def _not_written(folder: Path, error: OSError) -> EnvironmentProblem:
    return EnvironmentProblem(_NOT_WRITTEN.format(path=folder, reason=error.strerror))
