"""The item in sight of the catalogue desk: its head, its editor, storing, and its next step."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from windowdesk.domain.admission import AdmissionAct, ItemDraft
from windowdesk.domain.duties import ACT_ROLES, Act, who_may
from windowdesk.domain.item_changes import Change
from windowdesk.domain.item_kinds import STATE_LABEL
from windowdesk.domain.item_texts import ItemTexts
from windowdesk.domain.local_time import clock_time
from windowdesk.services.catalogue_view import CatalogueView
from windowdesk.services.session import Session
from windowdesk.ui.buttons import KeyButton
from windowdesk.ui.catalogue_editor import ItemEditor
from windowdesk.ui.catalogue_pages import DRAFT
from windowdesk.ui.catalogue_step_sheet import Step, StepSheet, StepWords
from windowdesk.ui.catalogue_words import (
    NEXT_TEXT,
    STATE_TONE,
    STEP_WORDS,
    WITHDRAW_WORDS,
    facts_of,
    gaps_of,
)
from windowdesk.ui.cut_label import CutLabel
from windowdesk.ui.kit import Kit
from windowdesk.ui.parts import set_look
from windowdesk.ui.sheet import Sheet
from windowdesk.ui.tag import Tag

_WRITER = "这一版是你写的，批准要由另一名管理员记。让他登录来办。"


@dataclass(frozen=True)
class PaneParts:
    """The widgets of the pane, as the layout names them."""

    ground: QFrame
    name: CutLabel
    state: Tag
    saved: QLabel
    facts: QLabel
    gap: QLabel
    editor: ItemEditor
    guide: KeyButton
    end: KeyButton
    back: KeyButton
    next: KeyButton


class CataloguePane(QObject):
    """``changed`` follows every step and every stored text: the list shows it anew."""

    changed = Signal()
    sheet_wanted = Signal(Sheet)

    def __init__(self, kit: Kit, session: Session, parts: PaneParts, parent: QWidget) -> None:
        super().__init__(parent)
        self._kit = kit
        self._desk = session.catalogue
        self._may = session.account.may(Act.MANAGE_CATALOGUE)
        self._parts = parts
        self._view: CatalogueView | None = None
        self._draft: ItemDraft | None = None
        self._item_id = ""
        self._is_saving = False
        self._then: list[Callable[[], None]] = []
        set_look(parts.name, role="title")
        parts.ground.setEnabled(False)
        parts.editor.edited.connect(self.save)
        parts.editor.records["materials"].tell_names(session.bench.cancelled.told)
        parts.editor.compared.connect(self._compare)
        parts.next.clicked.connect(self.go_on)
        parts.back.clicked.connect(self.give_back)
        parts.end.clicked.connect(self.end)

    @property
    def item_id(self) -> str:
        """The item in sight, '' for none."""
        return self._item_id

    def show(self, item_id: str) -> None:
        """Bring an item into sight, once what is written in the one before is stored."""
        if item_id != self._item_id:
            self.when_saved(partial(self._ask_view, item_id))

    def refresh(self) -> None:
        """Read the item in sight again."""
        if self._item_id:
            self._run(partial(self._desk.view, self._item_id), self._on_view)

    def when_saved(self, then: Callable[[], None]) -> None:
        """Do something once what is written is stored; at once where there is nothing."""
        self._then.append(then)
        self.save()

    def save(self) -> None:
        """Store what is written; what cannot stand stays in its field and is told there."""
        draft, editor = self._draft, self._parts.editor
        if self._is_saving:
            return
        if draft is None or not editor.has_changes():
            self._go_on_after()
            return
        self._is_saving = True
        texts, faulty = editor.texts()
        work = partial(self._desk.save_draft, self._item_id, texts, draft.version)
        self._kit.tasks.run(
            work, partial(self._on_saved, editor.written(), faulty), self._on_not_saved
        )

    def go_on(self) -> None:
        """F9: begin a draft, or take its next step; too early it goes to the first gap."""
        view = self._view
        if view is None or not self._say_if_barred():
            return
        draft = view.entry.draft
        if draft is None:
            self._run(partial(self._desk.open_draft, self._item_id), self._on_opened)
        elif draft.next_act is AdmissionAct.PUBLISH and view.entry.blocking:
            self.go_to_gap()
        elif draft.next_act is AdmissionAct.APPROVE and not view.may_approve:
            self._kit.notifier.warn(_WRITER)
        else:
            self.when_saved(self._ask_next)

    def give_back(self) -> None:
        """F6: give a draft back to whoever writes it."""
        if self._draft is not None and self._draft.allows(AdmissionAct.REJECT):
            self.when_saved(partial(self._ask, AdmissionAct.REJECT))

    def end(self) -> None:
        """F7: put the draft away; without one stop taking the item."""
        view = self._view
        if view is None or not self._say_if_barred():
            return
        if view.entry.draft is not None:
            self.when_saved(partial(self._ask, AdmissionAct.DISCARD))
        elif view.entry.is_offered:
            item_id = self._item_id
            self._open(
                WITHDRAW_WORDS, lambda entry, first: self._desk.withdraw(item_id, first, entry)
            )

    def go_to_gap(self) -> None:
        """Go to the first thing that is missing."""
        if self._view is not None and self._view.entry.gaps:
            self._parts.editor.go_to(self._view.entry.gaps[0])

    def _ask_view(self, item_id: str) -> None:
        self._item_id = item_id
        self._draft = None
        self._run(partial(self._desk.view, item_id), self._on_view)

    def _on_view(self, view: CatalogueView) -> None:
        if view.entry.item.item_id != self._item_id:
            return
        self._view, self._draft = view, view.entry.draft
        editable = self._may and self._draft is not None
        self._parts.editor.show_view(view, locked=not editable)
        self._parts.ground.setEnabled(True)
        self._say(view)

    def _on_fresh_gaps(self, view: CatalogueView) -> None:
        """Show what a stored text changed, without touching what is being written."""
        if view.entry.item.item_id == self._item_id:
            self._view = view
            self._parts.editor.show_gaps(view)
            self._say(view)

    def _say(self, view: CatalogueView) -> None:
        parts, entry = self._parts, view.entry
        parts.name.set_text(entry.item.name)
        parts.state.say(entry.state_text, STATE_TONE[entry.state])
        parts.facts.setText(facts_of(view))
        text, tone = gaps_of(view)
        parts.gap.setText(text)
        set_look(parts.gap, tone=tone.value)
        draft = entry.draft
        parts.next.setText(NEXT_TEXT[draft.next_act] if draft else "起草下一版")
        parts.back.setVisible(draft is not None and draft.allows(AdmissionAct.REJECT))
        parts.end.setText("弃用草稿" if draft else "停办")
        parts.end.setVisible(draft is not None or entry.is_offered)
        who = "" if self._may else f"能办的人：{who_may(ACT_ROLES[Act.MANAGE_CATALOGUE])}"
        for button in (parts.next, parts.back, parts.end):
            button.setEnabled(self._may)
            button.setToolTip(who)
        if draft is None:
            parts.saved.setText("")
        parts.saved.setHidden(not parts.saved.text())

    def _say_if_barred(self) -> bool:
        """Return whether the account may act; say who may if it may not."""
        if not self._may:
            who = who_may(ACT_ROLES[Act.MANAGE_CATALOGUE])
            self._kit.notifier.info(f"这个账号只能看。能办的人：{who}。")
        return self._may

    def _on_opened(self, _draft: ItemDraft) -> None:
        self._kit.notifier.info("起草了下一版，改完按 F9 评估。")
        self.changed.emit()
        self.refresh()
        self._parts.editor.groups.setFocus()

    def _on_saved(self, written: ItemTexts, faulty: int, draft: ItemDraft) -> None:
        self._is_saving = False
        was = self._draft
        if draft.item.item_id == self._item_id:
            self._draft = draft
            self._parts.editor.stored(written)
            at = clock_time(draft.changed_at)
            self._parts.saved.setText(f"有 {faulty} 处没存，先改好" if faulty else f"草稿已存 {at}")
            self._run(partial(self._desk.view, self._item_id), self._on_fresh_gaps)
        if was is not None and was.state is not draft.state:
            self._kit.notifier.warn(f"内容改过，草稿退回{STATE_LABEL[draft.state]}，要重新评估。")
        self.changed.emit()
        self._go_on_after()

    def _on_not_saved(self, error: Exception) -> None:
        self._is_saving = False
        self._then.clear()
        self._kit.notifier.failed(error, self._parts.editor.fields())

    def _go_on_after(self) -> None:
        waiting, self._then = self._then, []
        for then in waiting:
            then()

    def _ask_next(self) -> None:
        if self._draft is not None:
            self._ask(self._draft.next_act)

    def _ask(self, act: AdmissionAct) -> None:
        if self._draft is None:
            return
        desk, item_id, seen = self._desk, self._item_id, self._draft.version
        steps: Mapping[AdmissionAct, Step] = {
            AdmissionAct.ASSESS: lambda entry, _first: desk.assess(item_id, entry, seen),
            AdmissionAct.APPROVE: lambda entry, _first: desk.approve(item_id, entry, seen),
            AdmissionAct.PUBLISH: lambda entry, first: desk.publish(item_id, first, entry, seen),
            AdmissionAct.REJECT: lambda entry, _first: desk.reject(item_id, entry, seen),
            AdmissionAct.DISCARD: lambda entry, _first: desk.discard(item_id, entry, seen),
        }
        self._open(STEP_WORDS[act], steps[act])

    def _open(self, words: StepWords, step: Step) -> None:
        if self._view is not None:
            sheet = StepSheet(self._kit, words, step, self._view.today)
            sheet.done.connect(self._on_step_done)
            self.sheet_wanted.emit(sheet)

    def _on_step_done(self) -> None:
        self.refresh()
        self.changed.emit()

    def _compare(self, first: int, second: str) -> None:
        wanted = None if second == DRAFT else int(second)
        self._run(partial(self._desk.compare, self._item_id, first, wanted), self._on_compared)

    def _on_compared(self, found: tuple[Change, ...]) -> None:
        self._parts.editor.compare.show_changes(found)

    def _run(self, work: Callable[[], object], on_done: Callable[..., None]) -> None:
        self._kit.tasks.run(work, on_done, self._kit.notifier.failed)
