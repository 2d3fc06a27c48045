"""核验文书, 文书台账 and 用印 on every desk: Ctrl+H, Ctrl+T, Ctrl+S."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from windowdesk.domain.local_time import local_date
from windowdesk.services.key_file import KeyFile
from windowdesk.services.list_export import Exported
from windowdesk.services.session import Session
from windowdesk.services.trusted_keys import OfferedKeys
from windowdesk.ui.acts import KeyAct, KeyGroup
from windowdesk.ui.export_line import PaperRef
from windowdesk.ui.keys_sheet import KeysSheet, help_text
from windowdesk.ui.kit import Kit
from windowdesk.ui.ledger_export_sheet import LedgerExportSheet, LedgerOrder, exported
from windowdesk.ui.ledger_sheet import LedgerQuery, LedgerSheet
from windowdesk.ui.main_window import MainWindow
from windowdesk.ui.paper_bar import LEDGER_KEY, PAPER_ACTS, SEAL_KEY, VERIFY_KEY
from windowdesk.ui.paper_sheet import open_papers
from windowdesk.ui.print_watch import PrintWatch
from windowdesk.ui.seal_sheet import SealSheet
from windowdesk.ui.trust_sheet import TrustSheet
from windowdesk.ui.verify_sheet import VerifySheet

_HELP_PAGE = "papers"


class PaperSheets(QObject):
    """``case_wanted`` carries the id of a case that a sheet opens."""

    case_wanted = Signal(object)

    def __init__(
        self,
        kit: Kit,
        session: Session,
        window: MainWindow,
        prints: PrintWatch,
        now: Callable[[], datetime],
    ) -> None:
        super().__init__(window)
        self._kit = kit
        self._session = session
        self._window = window
        self._prints = prints
        self._now = now
        self._query: LedgerQuery | None = None
        self._sheets = {VERIFY_KEY: self.verify, LEDGER_KEY: self.ledger, SEAL_KEY: self.seals}
        if session.proofs.is_allowed:
            acts = tuple(KeyAct(key, text, self._sheets[key]) for key, text in PAPER_ACTS)
            window.add_keys(KeyGroup("", acts))

    def open(self, key: str) -> None:
        """Open the sheet of a key."""
        if self._session.proofs.is_allowed:
            self._sheets[key]()
        else:
            self._kit.notifier.info("这个账号不看办件，文书也看不到。")

    def scanned(self, text: str) -> bool:
        """Prove a scanned code where the sheet for it is open; tell whether it is."""
        sheet = self._window.sheets.current
        if not isinstance(sheet, VerifySheet):
            return False
        sheet.scanned(text)
        return True

    def verify(self, typed: str = "") -> None:
        """Ctrl+H."""
        sheet = VerifySheet(self._kit, self._session, typed)
        sheet.case_wanted.connect(self.case_wanted)
        sheet.paper_wanted.connect(self._show_paper)
        sheet.keys_offered.connect(partial(self._offer_keys, sheet))
        sheet.help_wanted.connect(partial(self._help, "核验文书", sheet.keys()))
        self._window.open_sheet(sheet)

    def ledger(self) -> None:
        """Ctrl+T: today, or the days that were looked at before."""
        today = local_date(self._now())
        sheet = LedgerSheet(self._kit, self._session, self._query or LedgerQuery(today, today))
        sheet.case_wanted.connect(self.case_wanted)
        sheet.paper_wanted.connect(self._show_paper)
        sheet.export_wanted.connect(self._export)
        sheet.help_wanted.connect(partial(self._help, "文书台账", sheet.keys()))
        sheet.left.connect(partial(self._keep_query, sheet))
        self._window.open_sheet(sheet)

    def seals(self) -> None:
        """Ctrl+S."""
        sheet = SealSheet(self._kit, self._session, local_date(self._now()))
        sheet.help_wanted.connect(partial(self._help, "用印", sheet.keys()))
        self._window.open_sheet(sheet)

    def _keep_query(self, sheet: LedgerSheet) -> None:
        self._query = sheet.query

    def _show_paper(self, paper: PaperRef) -> None:
        open_papers(self._kit, self._session, self._prints, (paper,), self._window.open_sheet)

    def _offer_keys(self, sheet: VerifySheet, offered: OfferedKeys) -> None:
        asked = TrustSheet(self._kit.theme, offered)
        typed = sheet.typed
        asked.wanted.connect(partial(self._trust, asked, typed))
        self._window.open_sheet(asked)

    def _trust(self, asked: TrustSheet, typed: str, path: Path) -> None:
        asked.set_busy("正在装")
        work = partial(self._session.proofs.trusted.install, path)
        self._kit.tasks.run(
            work, partial(self._on_trusted, typed), partial(self._trust_failed, asked)
        )

    def _on_trusted(self, typed: str, file: KeyFile) -> None:
        self._kit.notifier.info(f"装好了：{file.name}的公钥文件")
        self.verify("" if typed.endswith(".wdkey") else typed)

    def _trust_failed(self, asked: TrustSheet, error: Exception) -> None:
        asked.set_busy("")
        self._kit.notifier.failed(error)

    def _export(self, query: LedgerQuery) -> None:
        sheet = LedgerExportSheet(self._kit.theme, query)
        sheet.wanted.connect(partial(self._write, sheet))
        self._window.open_sheet(sheet)

    def _write(self, sheet: LedgerExportSheet, order: LedgerOrder) -> None:
        sheet.set_busy("正在导出")
        work = partial(exported, self._session, order)
        self._kit.tasks.run(work, self._on_written, partial(self._write_failed, sheet))

    def _on_written(self, done: Exported) -> None:
        self._kit.notifier.info(f"导出 {done.cases} 份，存在 {done.path}")
        self.ledger()

    def _write_failed(self, sheet: LedgerExportSheet, error: Exception) -> None:
        sheet.set_busy("")
        self._kit.notifier.failed(error, sheet.fields())

    def _help(self, title: str, groups: tuple[KeyGroup, ...]) -> None:
        page = help_text(self._kit.assets, _HELP_PAGE)
        self._window.open_sheet(KeysSheet(self._kit.theme, title, groups, page))
