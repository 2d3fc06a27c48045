"""Papers of record over the desk: look at the archived bytes, print them again, save them."""

from collections.abc import Callable, Sequence
from functools import partial

from windowdesk.domain.duties import ACT_ROLES, Act, who_may
from windowdesk.services.session import Session
from windowdesk.ui.acts import KeyAct, KeyGroup
from windowdesk.ui.buttons import ButtonKind, KeyButton
from windowdesk.ui.export_line import ExportLine, PaperRef
from windowdesk.ui.kit import Kit
from windowdesk.ui.paper_raster import PaperRaster
from windowdesk.ui.parts import STRETCH, bare, column, row
from windowdesk.ui.pdf_view import PaperSheet, PreviewPaper
from windowdesk.ui.print_watch import PrintWatch
from windowdesk.ui.sheet import Sheet
from windowdesk.ui.tasks import is_alive

_LABEL_ROOM = 22


class RecordSheet(PaperSheet):
    """Shows archived papers. F8 prints the one in sight once more, as 补打, with a trace."""

    def __init__(
        self,
        kit: Kit,
        session: Session,
        watch: PrintWatch,
        papers: Sequence[PaperRef],
        pdfs: Sequence[bytes],
    ) -> None:
        shown = [
            PreviewPaper(paper.title, paper.number, pdf)
            for paper, pdf in zip(papers, pdfs, strict=True)
        ]
        self._kit = kit
        self._watch = watch
        self._refs = tuple(papers)
        super().__init__(kit.theme, kit.tasks, PaperRaster(), shown, can_print=False)
        self.export = ExportLine(kit, session)
        self.export.set_paper(self._refs[0] if self._refs else None)
        self.again_button = KeyButton(kit.theme, "补打", "F8", ButtonKind.GO, "print")
        may = session.account.may(Act.REPRINT)
        self.again_button.setEnabled(may)
        who = who_may(ACT_ROLES[Act.REPRINT])
        self.again_button.setToolTip("" if may else f"能补打的人：{who}")
        self.again_button.clicked.connect(self.print_again)
        again = column(kit.theme, _LABEL_ROOM, self.again_button, STRETCH)
        self.put(bare(column(kit.theme, 8)))
        self.put(row(kit.theme, (self.export, 1), 8, bare(again)))

    def keys(self) -> tuple[KeyGroup, ...]:
        """Return the keys of the preview, and those for printing and saving."""
        acts = (
            KeyAct("F8", "补打这一份", self.again_button.click),
            KeyAct("Ctrl+P", "", self.again_button.click),
            *self.export.acts(),
        )
        return (*super().keys(), KeyGroup("这一份", acts))

    @property
    def paper(self) -> PaperRef:
        """The paper in sight."""
        return self._refs[self._paper]

    def turn(self, step: int) -> None:
        """Go on; what is saved and printed is always the paper in sight."""
        super().turn(step)
        self.export.set_paper(self.paper)

    def print_again(self) -> None:
        """Print the archived bytes of the paper in sight once more."""
        self._watch.reprint(self.paper.document_id)
        self._kit.notifier.info(f"补打：{self.paper.title} {self.paper.number}")


def open_papers(
    kit: Kit,
    session: Session,
    watch: PrintWatch,
    papers: Sequence[PaperRef],
    show: Callable[[Sheet], None],
) -> None:
    """Fetch the archived bytes off the GUI thread, then hand the sheet to ``show``.

    ``show`` is ``open_sheet`` of the screen or of the main window. A paper that an interruption
    left without bytes is rendered and archived on the way.
    """
    wanted = tuple(papers)

    def on_bytes(pdfs: tuple[bytes, ...]) -> None:
        if is_alive(show):
            show(RecordSheet(kit, session, watch, wanted, pdfs))

    if wanted:
        work = partial(_bytes_of_all, session, wanted)
        kit.tasks.run(work, on_bytes, kit.notifier.failed)


def _bytes_of_all(session: Session, papers: tuple[PaperRef, ...]) -> tuple[bytes, ...]:
    return tuple(session.press.bytes_of_record(paper.document_id) for paper in papers)
