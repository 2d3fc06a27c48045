"""The 办事指南 of an item over the desk: look at it, print it, save it."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from windowdesk.domain.facts import PaperFacts
from windowdesk.services.session import Session
from windowdesk.services.sheet_facts import GUIDE
from windowdesk.services.sheets import SheetJob
from windowdesk.ui.acts import KeyAct, KeyGroup
from windowdesk.ui.buttons import KeyButton
from windowdesk.ui.fields import LineField
from windowdesk.ui.kit import Kit
from windowdesk.ui.paper_raster import PaperRaster
from windowdesk.ui.parts import STRETCH, bare, column, row
from windowdesk.ui.pdf_view import PaperSheet, PreviewPaper
from windowdesk.ui.saved_copy import FOLDER, file_stem, first_folder, save_copy
from windowdesk.ui.sheet import Sheet
from windowdesk.ui.tasks import is_alive

_LABEL_ROOM = 22


class GuideSheet(PaperSheet):
    """Shows the guide as it will be printed; F9 prints it, Alt+C and Alt+W save it."""

    def __init__(self, kit: Kit, session: Session, facts: PaperFacts, pdf: bytes) -> None:
        name = facts.texts["item.name"]
        shown = (PreviewPaper(GUIDE.title, name, pdf),)
        super().__init__(kit.theme, kit.tasks, PaperRaster(), shown)
        self._kit = kit
        self._sheets = session.sheets
        self._facts = facts
        self.folder = LineField(kit.theme, label="存到文件夹")
        self.folder.set_value(first_folder())
        self.folder.enter_goes_on = False
        pdf_button = KeyButton(kit.theme, "存 PDF", "Alt+C", icon="paper")
        docx_button = KeyButton(kit.theme, "存 Word", "Alt+W")
        pdf_button.clicked.connect(self.save_pdf)
        docx_button.clicked.connect(self.save_docx)
        self.print_wanted.connect(lambda _index: self.print_guide())
        buttons = column(
            kit.theme, _LABEL_ROOM, row(kit.theme, pdf_button, 8, docx_button), STRETCH
        )
        self.put(row(kit.theme, (self.folder, 1), 10, bare(buttons)))

    def keys(self) -> tuple[KeyGroup, ...]:
        """Return the keys of the preview, and those for saving."""
        acts = (
            KeyAct("Alt+C", "存 PDF", self.save_pdf),
            KeyAct("Alt+W", "存 Word", self.save_docx),
        )
        return (*super().keys(), KeyGroup("办事指南", acts))

    def print_guide(self) -> None:
        """Hand the guide to the printer."""
        work = partial(self._sheets.print_sheet, GUIDE.code, self._facts)
        self._kit.tasks.run(work, self._on_printed, self._kit.notifier.failed)

    def save_pdf(self) -> None:
        """Save the guide as it is printed."""
        self._save(self._sheets.export, ".pdf")

    def save_docx(self) -> None:
        """Save a copy that can be edited."""
        self._save(self._sheets.docx, ".docx")

    def _save(self, draw: Callable[[str, PaperFacts], bytes], ending: str) -> None:
        self.folder.set_fault("")
        work = partial(_saved, draw, self._facts, self.folder.value(), ending)
        self._kit.tasks.run(work, self._on_saved, self._on_not_saved)

    def _on_printed(self, job: SheetJob) -> None:
        if job.reason:
            self._kit.notifier.warn(f"办事指南没打出来。{job.reason}")
        else:
            self._kit.notifier.info("办事指南已送打印机")

    def _on_saved(self, path: Path) -> None:
        self.folder.set_hint(f"已存 {path.name}")
        self._kit.notifier.info(f"已存 {path.name}")

    def _on_not_saved(self, error: Exception) -> None:
        self._kit.notifier.failed(error, {FOLDER: self.folder})


def open_guide(kit: Kit, session: Session, item_id: str, show: Callable[[Sheet], None]) -> None:
    """Draw the guide off the GUI thread, then hand the sheet to ``show``."""

    def on_drawn(drawn: tuple[PaperFacts, bytes]) -> None:
        if is_alive(show):
            show(GuideSheet(kit, session, *drawn))

    kit.tasks.run(partial(_drawn, session, item_id), on_drawn, kit.notifier.failed)


def _drawn(session: Session, item_id: str) -> tuple[PaperFacts, bytes]:
    facts = session.catalogue.guide(item_id)
    return facts, session.sheets.render(GUIDE.code, facts)


def _saved(
    draw: Callable[[str, PaperFacts], bytes], facts: PaperFacts, folder: str, ending: str
) -> Path:
    stem = file_stem(GUIDE.title, facts.texts["item.name"])
    return save_copy(folder, stem, ending, draw(GUIDE.code, facts))
