"""The line that saves a paper as a file: a folder to type, and two buttons."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from windowdesk.domain.duties import ACT_ROLES, Act, who_may
from windowdesk.services.session import Session
from windowdesk.ui.acts import KeyAct
from windowdesk.ui.buttons import KeyButton
from windowdesk.ui.fields import LineField
from windowdesk.ui.kit import Kit
from windowdesk.ui.parts import STRETCH, bare, column, row
from windowdesk.ui.saved_copy import FOLDER, file_stem, first_folder, save_copy

_LABEL_ROOM = 22


@dataclass(frozen=True)
class PaperRef:
    """Which paper: its record, its title and its 文号; ``owner`` is whose, for a file name."""

    document_id: int
    title: str
    number: str
    owner: str = ""


class ExportLine(QWidget):
    """存 PDF saves the archived bytes, 存 Word a working copy. No dialog: the folder is typed."""

    def __init__(self, kit: Kit, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self._session = session
        self._paper: PaperRef | None = None
        theme = kit.theme
        self.folder = LineField(theme, label="存到文件夹")
        self.folder.set_value(first_folder())
        self.folder.enter_goes_on = False
        self.pdf_button = KeyButton(theme, "存 PDF", "Alt+C", icon="paper")
        self.docx_button = KeyButton(theme, "存 Word", "Alt+W")
        self.pdf_button.clicked.connect(self.save_pdf)
        self.docx_button.clicked.connect(self.save_docx)
        buttons = column(
            theme, _LABEL_ROOM, row(theme, self.pdf_button, 8, self.docx_button), STRETCH
        )
        self.setLayout(row(theme, (self.folder, 1), 10, bare(buttons)))
        self._allow()

    def set_paper(self, paper: PaperRef | None) -> None:
        """Save this paper from now on; None while there is none."""
        self._paper = paper
        self._allow()

    def acts(self) -> tuple[KeyAct, ...]:
        """Return the keys of the line, for the screen or sheet that holds it."""
        return (
            KeyAct("Alt+C", "存 PDF", self.save_pdf),
            KeyAct("Alt+W", "存 Word", self.save_docx),
        )

    def save_pdf(self) -> None:
        """Save the archived bytes."""
        self._save(self._session.press.export_pdf, ".pdf")

    def save_docx(self) -> None:
        """Save a working copy that can be edited."""
        self._save(self._session.press.docx, ".docx")

    def _save(self, bytes_of: Callable[[int], bytes], ending: str) -> None:
        paper = self._paper
        if paper is None:
            return
        self.folder.set_fault("")
        stem = file_stem(paper.title, paper.number, paper.owner)
        folder = self.folder.value()
        work = partial(_saved, bytes_of, paper.document_id, folder, stem, ending)
        self._kit.tasks.run(work, self._on_saved, self._on_failed)

    def _on_saved(self, path: Path) -> None:
        self.folder.set_hint(f"已存 {path.name}")
        self._kit.notifier.info(f"已存 {path.name}")

    def _on_failed(self, error: Exception) -> None:
        self._kit.notifier.failed(error, {FOLDER: self.folder})

    def _allow(self) -> None:
        may = self._session.account.may(Act.EXPORT_PAPER)
        for button in (self.pdf_button, self.docx_button):
            button.setEnabled(may and self._paper is not None)
            button.setToolTip("" if may else f"能存的人：{who_may(ACT_ROLES[Act.EXPORT_PAPER])}")


def _saved(
    bytes_of: Callable[[int], bytes], document_id: int, folder: str, stem: str, ending: str
) -> Path:
    return save_copy(folder, stem, ending, bytes_of(document_id))
