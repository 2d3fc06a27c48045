"""The page of one case: what happened, its papers and materials, and why its date is what it is.

It is opened from any desk by a case id and goes back there with Esc.
"""

from collections.abc import Mapping
from functools import partial
from typing import ClassVar

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from windowdesk.domain.attachment import Filed
from windowdesk.domain.document import PRINT_MOVES, PrintState
from windowdesk.domain.duties import ACT_ROLES, Act, who_may
from windowdesk.domain.local_time import clock_time
from windowdesk.domain.material_gaps import counted
from windowdesk.domain.states import Move
from windowdesk.services.bundle_tracker import BundleView, HandedOut
from windowdesk.services.lookup import CaseView
from windowdesk.services.session import Session
from windowdesk.ui.acts import KeyAct, KeyGroup
from windowdesk.ui.bundle_tracker_sheet import BUNDLE_KEY, BundleTrackerSheet
from windowdesk.ui.buttons import KeyButton
from windowdesk.ui.case_acts import END, MAIN, REVERSE, TO_WINDOW, WITHDRAW, CaseActRow, CaseActs
from windowdesk.ui.case_originals import OriginalsLine
from windowdesk.ui.case_parts import CaseBar, MaterialSheet, StoryPane, StorySheet
from windowdesk.ui.case_rows import MaterialRows, PaperRows, paper_lines
from windowdesk.ui.case_story import story_of
from windowdesk.ui.case_words import materials_words
from windowdesk.ui.copy_sheet import COPY_KEY, CopyOutDoor
from windowdesk.ui.evidence_sheet import EVIDENCE_KEY, EvidenceDoor
from windowdesk.ui.export_line import PaperRef
from windowdesk.ui.file_sheet import FileSheet
from windowdesk.ui.file_source import CaseSource
from windowdesk.ui.kit import Kit
from windowdesk.ui.layout_file import Maker
from windowdesk.ui.limit_lines import LimitLines
from windowdesk.ui.paper_sheet import open_papers
from windowdesk.ui.print_watch import PrintWatch
from windowdesk.ui.proof_pane import ProofPane
from windowdesk.ui.proof_sheet import proof_of_case
from windowdesk.ui.review_lines import ReviewLines, review_lines
from windowdesk.ui.review_paper import REVIEW_KEY, open_review_paper
from windowdesk.ui.room import Room
from windowdesk.ui.screen import Screen, TopLine
from windowdesk.ui.tone import Tone
from windowdesk.ui.turn_list import TURN_LIST_KEY
from windowdesk.ui.whole_number import WholeNumber
from windowdesk.ui.window_acts import WindowDone

_REPRINT = QKeySequence("Ctrl+P")


class CasePage(Screen):
    """``open`` brings a case up; ``closed`` follows Esc."""

    layout_name = "case_page"
    own_widgets: ClassVar[Mapping[str, Maker]] = {
        "CaseActRow": CaseActRow,
        "CaseBar": CaseBar,
        "LimitLines": LimitLines,
        "ReviewLines": ReviewLines,
        "MaterialRows": MaterialRows,
        "OriginalsLine": OriginalsLine,
        "PaperRows": PaperRows,
        "ProofPane": ProofPane,
        "StoryPane": StoryPane,
    }

    closed = Signal()
    acted = Signal(object)
    window_wanted = Signal(object)

    bar: CaseBar
    story_panel: QFrame
    limits: LimitLines
    review: ReviewLines
    story: StoryPane
    paper_count: QLabel
    papers: PaperRows
    preview_button: KeyButton
    again_button: KeyButton
    missing_button: KeyButton
    material_title: QLabel
    material_button: KeyButton
    file_button: KeyButton
    materials: MaterialRows
    originals: OriginalsLine
    act_row: CaseActRow
    proof_panel: QFrame
    proof: ProofPane

    def __init__(
        self, kit: Kit, session: Session, watch: PrintWatch, parent: QWidget | None = None
    ) -> None:
        super().__init__(kit, parent)
        self._session = session
        self._watch = watch
        self._view: CaseView | None = None
        self._wanted = 0
        self._number = WholeNumber(kit, session, self.bar.whole_number, self.bar.id_number)
        self._acts = CaseActs(kit, session, self.act_row)
        self._door = CopyOutDoor(kit, session, self)
        self._evidence = EvidenceDoor(kit, session, self.open_sheet)
        self._connect()

    @property
    def view(self) -> CaseView | None:
        """The case in sight."""
        return self._view

    def open(self, case_id: int) -> None:
        """Bring up a case; the whole ID number of the one before is hidden again."""
        self._wanted = case_id
        self._number.hide()
        self._read()

    def keys(self) -> tuple[KeyGroup, ...]:
        """Return the keys of the page."""
        acts = (
            KeyAct("F4", "下一种期限", self._turn_proof),
            KeyAct("F8", "看选中的文书", self.preview),
            KeyAct("Enter", "打开选中的一行"),
            KeyAct("Ctrl+P", "补打选中的文书"),
            KeyAct("Alt+M", "没打出来，或打出来了", self._set_printed),
            self._number.act(),
            KeyAct("Alt+Q", "全部经过", self._show_story),
            KeyAct("Alt+C", "全部材料", self._show_materials),
            KeyAct(REVIEW_KEY, "审批表：各级意见", self._show_review),
            KeyAct("Alt+E", "电子件：看、附、核对原件", self._show_files),
            KeyAct(COPY_KEY, "抄到别的系统", self._copy_out),
            KeyAct(EVIDENCE_KEY, "导出证据包、归档信息包", self._export_evidence),
            KeyAct(REVERSE, "收回最后一步", partial(self._acts.press, REVERSE)),
            KeyAct(WITHDRAW, "撤回申请", partial(self._acts.press, WITHDRAW)),
            KeyAct(TO_WINDOW, "到受理台办", partial(self._acts.press, TO_WINDOW)),
            KeyAct(END, "受理前终止", partial(self._acts.press, END)),
            KeyAct(TURN_LIST_KEY, "其他办理", partial(self._acts.press, TURN_LIST_KEY)),
            KeyAct(BUNDLE_KEY, "一件事的全部办件", self._show_bundle),
            KeyAct("F9", "部门受理，或补核材料", self.act),
            KeyAct("Esc", "回到原来的台"),
        )
        return (KeyGroup("办件", acts),)

    def take_focus(self) -> None:
        """Begin with the papers."""
        self.papers.setFocus()

    def refresh(self) -> None:
        """F5: ask again."""
        self._read()

    def entered(self) -> None:
        """Look what others did meanwhile."""
        self._read()

    def act(self) -> None:
        """F9: accept for the department, check what silence accepted, or say where it is done."""
        self._acts.press(MAIN)

    def step_back(self) -> bool:
        """Esc: back to where the page was opened from."""
        self._number.hide()
        self.closed.emit()
        return True

    def preview(self) -> None:
        """F8: the archived papers, the chosen one first."""
        view = self._view
        if view is not None:
            owner = view.case.application.applicant.name
            lines = self.papers.lines[self.papers.index :] + self.papers.lines[: self.papers.index]
            refs = [PaperRef(line.document_id, line.title, line.number, owner) for line in lines]
            open_papers(self.kit, self._session, self._watch, refs, self.open_sheet)

    def fold(self, room: Room) -> None:
        """Give way: the story, then the proof; both stay within reach of their keys."""
        self.story_panel.setHidden(room.is_narrow)
        self.limits.fold(low=room.is_low)
        self.review.fold(low=room.is_low)
        self.proof_panel.setHidden(room.is_very_narrow)
        self.bar.fold(narrow=room.is_narrow, very_narrow=room.is_very_narrow)
        for part in (self.material_title, self.file_button, self.material_button):
            part.setHidden(room.is_very_low)
        self.act_row.fold(folded=room.is_very_low)
        self._share_room()
        low = room.is_low or room.is_narrow
        self.proof.fold(low=low, narrow=room.is_narrow, very_low=room.is_very_low)

    def event(self, event: QEvent) -> bool:
        """Qt override: on this page Ctrl+P means the chosen paper, not the last one printed."""
        if event.type() == QEvent.Type.ShortcutOverride and _is_reprint(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt override: Ctrl+P, see ``event``."""
        if _is_reprint(event):
            self.again_button.click()
        else:
            super().keyPressEvent(event)

    def _connect(self) -> None:
        self._number.failed.connect(self.on_failed)
        self.story.opened.connect(self._open_paper)
        self.story.all_wanted.connect(self._show_story)
        self.story.evidence_wanted.connect(self._export_evidence)
        self.story.evidence_button.setEnabled(not self._evidence.who)
        self.story.evidence_button.setToolTip(self._evidence.who)
        self.bar.copy_out.clicked.connect(self._copy_out)
        self.papers.opened.connect(self._on_papers_opened)
        self.papers.moved.connect(self._allow)
        self.preview_button.clicked.connect(self.preview)
        self.again_button.clicked.connect(self._reprint)
        self.missing_button.clicked.connect(self._set_printed)
        self.material_button.clicked.connect(self._show_materials)
        self.file_button.clicked.connect(self._show_files)
        self._watch.changed.connect(self._on_watch_changed)
        self._acts.sheet_wanted.connect(self.open_sheet)
        self._acts.window_wanted.connect(self.window_wanted)
        self._acts.done.connect(self._on_done)
        self.act_row.changed.connect(self._share_room)

    def _share_room(self) -> None:
        """Leave the materials to their key where papers and acts need the room."""
        crowded = self.room.is_narrow and not self.act_row.isHidden()
        self.materials.setHidden(self.room.is_very_low or crowded)

    def _read(self) -> None:
        if self._wanted:
            work = partial(self._session.lookup.case, self._wanted)
            self.run(work, partial(self._on_view, self._wanted))

    def _on_view(self, case_id: int, view: CaseView) -> None:
        if case_id != self._wanted:
            return
        is_other = self._view is None or self._view.case.case_id != case_id
        self._view = view
        login = self._session.account.login
        self.bar.show_view(view, self._session.divisions, login)
        self._number.set_case(case_id, view.case.application.applicant.id_number.masked)
        self.limits.show_limits(view.limits)
        session = self._session
        self.review.show_lines(review_lines(view, session.procedures, session.hearings))
        self.story.show_entries(story_of(view, login))
        if is_other:
            self.proof.show_first()
        self.proof.show_view(view)
        lines = paper_lines(view)
        self.papers.show_lines(lines)
        self.paper_count.setText(f"{len(lines)} 份")
        materials = view.case.application.materials
        self.materials.show_materials(materials)
        self.material_button.setText(materials_words(counted(view.case.item, materials)))
        self.originals.show_case(view.case, login, view.now)
        files = partial(self._session.attachments.of_case, case_id)
        self.run(files, partial(self._on_files, case_id))
        self._allow()
        self._acts.show_view(view)
        bundle = f"一件事 {BUNDLE_KEY}" if view.case.turns.bundle else ""
        self.show_top(TopLine(bundle, Tone.BLUE, f"办件 {view.case.number.short}"))

    def _on_done(self, done: WindowDone) -> None:
        self._watch.hand_over(done.receipt)
        self.kit.notifier.settled()
        self.kit.notifier.info(f"{clock_time(done.receipt.at)} {done.subject.name}{done.verb}")
        self.acted.emit(done.receipt)
        self._read()

    def _allow(self) -> None:
        line = self.papers.line
        may = self._session.account.may(Act.REPRINT)
        self.preview_button.setEnabled(line is not None)
        self.again_button.setEnabled(line is not None and may)
        self.again_button.setToolTip(
            "" if may else f"能补打的人：{who_may(ACT_ROLES[Act.REPRINT])}"
        )
        missing = line is not None and line.state is PrintState.NOT_PRINTED
        self.missing_button.setText("打出来了" if missing else "没打出来")
        state = line.state if line is not None else None
        wanted = PrintState.DONE if missing else PrintState.NOT_PRINTED
        self.missing_button.setEnabled(state is not None and wanted in PRINT_MOVES[state])

    def _on_papers_opened(self, _index: int) -> None:
        self.preview()

    def _open_paper(self, key: str) -> None:
        """Open the paper that a line of the story left."""
        view = self._view
        paper = next((p for p in view.papers if str(p.document_id) == key), None) if view else None
        if view is not None and paper is not None:
            owner = view.case.application.applicant.name
            ref = PaperRef(paper.document_id, paper.title, paper.number, owner)
            open_papers(self.kit, self._session, self._watch, [ref], self.open_sheet)

    def _reprint(self) -> None:
        line = self.papers.line
        if line is not None:
            self._watch.reprint(line.document_id)
            self.kit.notifier.info(f"补打：{line.title} {line.number}")

    def _set_printed(self) -> None:
        line = self.papers.line
        if line is None or line.print_id is None or not self.missing_button.isEnabled():
            return
        if line.state is PrintState.NOT_PRINTED:
            self._watch.set_came_out(line.print_id)
        else:
            self._watch.set_not_printed(line.print_id)

    def _on_watch_changed(self) -> None:
        if self.isVisible():
            self._read()

    def _turn_proof(self) -> None:
        if self.proof_panel.isHidden() and self._view is not None:
            self.open_sheet(proof_of_case(self.theme, self._view))
        else:
            self.proof.turn()

    def _copy_out(self) -> None:
        self._door.open(self._view.case.case_id if self._view else None)

    def _export_evidence(self) -> None:
        if self._view is not None:
            self._evidence.open(self._view.case)

    def _show_story(self) -> None:
        if self._view is not None:
            sheet = StorySheet(self.theme, self.story.entries, REVIEW_KEY)
            sheet.review_wanted.connect(self._show_review)
            self.open_sheet(sheet)

    def _show_review(self) -> None:
        """Alt+S: the 审批表 with every level's opinion."""
        if self._view is not None:
            open_review_paper(self.kit, self._session, self._view, self.open_sheet)

    def _show_materials(self) -> None:
        if self._view is not None:
            self.open_sheet(MaterialSheet(self.theme, self._view.case.application.materials))

    def _show_bundle(self) -> None:
        """Alt+Y: all cases of the 一件事 that this one belongs to."""
        number = self._view.case.turns.bundle if self._view is not None else ""
        if number:
            self.run(partial(self._session.bundle_tracker.view, number), self._on_bundle)
        else:
            self.kit.notifier.info("这件是单独办的，不属于一件事。")

    def _on_bundle(self, view: BundleView) -> None:
        sheet = BundleTrackerSheet(self.kit, self._session, view)
        sheet.picked.connect(self.open)
        sheet.handed_out.connect(self._on_handed_out)
        self.open_sheet(sheet)

    def _on_handed_out(self, handed: HandedOut) -> None:
        for receipt in handed.receipts:
            self._watch.hand_over(receipt)
            self.acted.emit(receipt)
        self._read()

    def _show_files(self) -> None:
        """Alt+E: the files of the case; attaching is absent where the state forbids it."""
        view = self._view
        if view is None:
            return
        source = CaseSource(self._session, view.case.case_id, view.case.application.materials)
        may = Move.ATTACH in view.moves
        sheet = FileSheet(self.kit, self._session, source, may_attach=may)
        sheet.changed.connect(self._read)
        self.open_sheet(sheet)

    def _on_files(self, case_id: int, files: tuple[Filed, ...]) -> None:
        if case_id == self._wanted:
            standing = sum(not one.is_void for one in files)
            self.file_button.setText(f"电子件 {standing}")


def _is_reprint(event: QEvent) -> bool:
    return isinstance(event, QKeyEvent) and QKeySequence(event.keyCombination()) == _REPRINT
