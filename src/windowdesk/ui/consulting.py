"""Advice at the window: the visit is recorded once, its 一次性告知单 printed until it comes out."""

from functools import partial

import shiboken6
from PySide6.QtCore import QObject, Signal

from windowdesk.domain.document import PrintState
from windowdesk.domain.facts import PaperFacts
from windowdesk.domain.item import Item
from windowdesk.services.session import Session
from windowdesk.services.sheet_facts import ADVICE
from windowdesk.services.sheets import SheetJob
from windowdesk.ui.consult_sheet import ConsultOrder, ConsultSheet
from windowdesk.ui.kit import Kit
from windowdesk.ui.notifier import Banner, BannerAct
from windowdesk.ui.sheet import Sheet
from windowdesk.ui.sheet_acts import act_failed
from windowdesk.ui.tone import Tone

_BANNER = "advice"


class Consulting(QObject):
    """``sheet_wanted`` carries a sheet to open, ``advised`` the item that was asked about."""

    sheet_wanted = Signal(Sheet)
    advised = Signal(str)

    def __init__(self, kit: Kit, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._kit = kit
        self._session = session
        self._waiting: SheetJob | None = None

    def open(self, item: Item, situations: tuple[str, ...], told: str, person: str) -> None:
        """Ask who wants to know what, then print."""
        sheet = ConsultSheet(self._kit.theme, item, told, person)
        recorded: list[PaperFacts] = []

        def work(order: ConsultOrder) -> SheetJob:
            # A second F9 after a sheet that could not be drawn is the same visit.
            if not recorded:
                outcomes = self._session.outcomes
                visit = outcomes.consult(item.item_id, situations, order.person, order.question)
                recorded.append(visit.facts)
            return self._session.sheets.print_sheet(ADVICE.code, recorded[0])

        def on_wanted(order: ConsultOrder) -> None:
            sheet.set_busy("正在打印")
            done = partial(self._on_printed, sheet, item.shown_name)
            self._kit.tasks.run(partial(work, order), done, partial(act_failed, self._kit, sheet))

        sheet.wanted.connect(on_wanted)
        self.sheet_wanted.emit(sheet)

    def print_again(self) -> None:
        """Print the sheet again that did not come out."""
        if self._waiting is not None:
            work = partial(self._session.sheets.again, self._waiting.sheet_id)
            self._kit.tasks.run(work, self._follow, self._kit.notifier.failed)

    def _on_printed(self, sheet: ConsultSheet, item_name: str, job: SheetJob) -> None:
        if shiboken6.isValid(sheet):
            sheet.wants_aside.emit()
        self._follow(job)
        self.advised.emit(item_name)

    def _follow(self, job: SheetJob) -> None:
        if job.state is not PrintState.NOT_PRINTED:
            self._waiting = None
            self._kit.notifier.drop_banner(_BANNER)
            self._kit.notifier.info("咨询记下了，一次性告知单已送打印机。")
            return
        self._waiting = job
        text = f"咨询已经记下。{job.reason or '打印机没有收下'}。"
        again = BannerAct("重打", self.print_again, icon="print")
        title = "一次性告知单没打出来"
        banner = Banner(_BANNER, Tone.AMBER, "print-off", title, text, (again,))
        self._kit.notifier.raise_banner(banner)
