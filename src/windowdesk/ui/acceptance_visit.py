"""One visit: the five steps, what hangs together between them, and the application they make."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from windowdesk.domain.attachment import Enclosed
from windowdesk.domain.case import Application, Case
from windowdesk.domain.errors import DomainError
from windowdesk.domain.item import Item
from windowdesk.domain.joint_item import JointItem
from windowdesk.domain.party import require_applicant
from windowdesk.forms.context import FormContext
from windowdesk.forms.form import FormSpec
from windowdesk.services.bundle_entry import BundleApplication
from windowdesk.services.bundle_shares import MemberState, Ways
from windowdesk.services.bundles import BundleFinder
from windowdesk.services.session import Session
from windowdesk.ui.acceptance_earlier import EarlierAnswers
from windowdesk.ui.acceptance_form import FormStep
from windowdesk.ui.acceptance_item import ITEM, ItemStep
from windowdesk.ui.acceptance_known import as_typed
from windowdesk.ui.acceptance_materials import MaterialsStep
from windowdesk.ui.acceptance_person import PersonStep
from windowdesk.ui.acceptance_reading import (
    FORM_AT,
    ITEM_AT,
    MATERIALS_AT,
    PERSON,
    SITUATIONS_AT,
    VisitReader,
)
from windowdesk.ui.acceptance_situations import SITUATIONS, SituationsStep
from windowdesk.ui.acceptance_step import Gap, Step
from windowdesk.ui.form_known import known_of
from windowdesk.ui.kit import Kit
from windowdesk.ui.step_stack import StepStack

CASE: Final = "case"


class Visit(QObject):
    """``changed`` follows every change by the clerk, ``field_left`` the leaving of a field."""

    changed = Signal()
    field_left = Signal()
    moved_on = Signal(int)
    finished = Signal()
    cleared = Signal()

    def __init__(self, kit: Kit, session: Session, stack: StepStack) -> None:
        super().__init__(stack)
        self._kit = kit
        self._session = session
        self._stack = stack
        self._today = date.max
        self._restoring: Mapping[str, str] = {}
        self._spec_asked = 0
        self._case: Case | None = None
        self._enclosed: tuple[Enclosed, ...] = ()
        self._files_left = 0
        self.person = PersonStep(kit, session)
        self.item_step = ItemStep(kit.theme)
        self.situations = SituationsStep(kit.theme)
        self.materials = MaterialsStep(kit.theme)
        self.form = FormStep(kit.theme, session)
        parts = (self.person, self.item_step, self.situations, self.materials, self.form)
        self._reader = VisitReader(session, *parts, self._file_names)
        self._earlier = EarlierAnswers(kit, session, self)
        self._earlier.found.connect(self._tell_form)
        self._connect()
        stack.set_steps(self.steps, frozenset((MATERIALS_AT, FORM_AT)))

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps, in the order of the talk."""
        return (self.person, self.item_step, self.situations, self.materials, self.form)

    @property
    def item(self) -> Item | None:
        """The item that was chosen."""
        return self.item_step.item

    @property
    def joint(self) -> JointItem | None:
        """The 一件事 that was chosen, None for a single item or a case that was received."""
        return self.item_step.joint if self._case is None else None

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing was done yet."""
        return not self.person.is_begun() and self.item is None

    @property
    def case(self) -> Case | None:
        """The case that was received before and is being checked now, None for a new one."""
        return self._case

    def use(self, finder: BundleFinder, today: date) -> None:
        """Take the catalogue as it is now, and the day."""
        self._today = today
        self.person.set_today(today)
        self.form.set_today(today)
        self.item_step.use(finder, today)

    def renew_item(self) -> bool:
        """F5: take the newest version of the item; what was checked stays. True if it changed."""
        item = self.item if self._case is None else None
        newest = self.item_step.newest(item) if item else None
        if item is None or newest is None or newest.version == item.version:
            return False
        self.item_step.set_item(newest)
        self._take_item(newest)
        return True

    def gaps(self) -> tuple[Gap, ...]:
        """Return what is missing or wrong, in the order of the talk."""
        return tuple(
            Gap(gap.text, partial(self._go, index, gap), gap.is_fault)
            for index, step in enumerate(self.steps)
            if self._may_open(index)
            for gap in step.gaps()
        )

    def check(self) -> None:
        """Ask all rules now."""
        self.person.check()
        self._tell_form()
        self.form.check()
        self._stack.refresh()

    def application(self, *, so_far: bool = False) -> Application:
        """Return the application; DomainError (or one that lists all problems) if it fails.

        ``so_far`` asks no more of the form than what was typed: it is not accepted.
        """
        self._require_files()
        application = self._reader.application(self._today, so_far=so_far)
        return replace(application, enclosed=self._enclosed)

    def bundle(self, ways: Ways) -> BundleApplication:
        """Return the application for all items of a 一件事; errors as for ``application``."""
        self._require_files()
        if self.joint is None:
            raise DomainError("还没选一件事。", ITEM)
        return self._reader.bundle(self.joint, self._today, ways, self._enclosed)

    def members(self, left_out: Collection[str] = ()) -> tuple[MemberState, ...]:
        """Return how each item of a 一件事 stands with the materials as checked."""
        return self._reader.members(self.joint, left_out) if self.joint else ()

    def _require_files(self) -> None:
        if self._files_left:
            raise DomainError(f"还有 {self._files_left} 份电子件正在存。存好了再办一次。")

    def enclose(self, enclosed: tuple[Enclosed, ...]) -> None:
        """Take the files that lie beside the draft; they go with the application."""
        self._enclosed = enclosed
        if self.item is not None:
            self._tell_form()

    def _file_names(self) -> tuple[str, ...]:
        return tuple(one.name for one in self._enclosed)

    def renew_case(self, case: Case) -> None:
        """Take the received case as it is after a file of ours came into it; the check stays."""
        if self._case is not None and self._case.case_id == case.case_id:
            self._case = case

    def wait_for_files(self, left: int) -> None:
        """Make no application while ``left`` files are on their way: one would stay behind."""
        self._files_left = left

    def case_as_checked(self) -> Application | None:
        """Return the application of the received case with its materials as checked now."""
        if self._case is None:
            return None
        return replace(self._case.application, materials=self.materials.materials())

    def open(self, index: int) -> None:
        """Open a step and put the focus on its first gap."""
        if not self._may_open(index):
            self._kit.notifier.info("收件时定下的，受理时只核材料。")
            return
        if index == FORM_AT:
            self._tell_form()
        self._stack.show_active(index)
        self.steps[index].take_focus()

    def go_back(self) -> bool:
        """Esc: one step back; False at the first one."""
        if self.materials.step_back():
            return True
        if self._case is not None:
            return False
        before = self._stack.active - 1
        if before == SITUATIONS_AT and not self.situations.is_asked:
            before -= 1
        if before < 0:
            return False
        self.open(before)
        return True

    def show_faults(self, problems: tuple[tuple[str, str], ...]) -> bool:
        """Show faults at their fields and go to the first; False where a field is not here."""
        placed = [(self._reader.place(name), text) for name, text in problems]
        first = placed[0][0] if placed else None
        if first is None or any(place is None for place, _text in placed):
            return False
        self.open(first[0])
        for place, text in placed:
            if place is not None:
                place[1].set_fault(text)
        self._stack.refresh()
        first[1].take_focus()
        return True

    def values(self) -> Mapping[str, str]:
        """Return everything that was typed and chosen, for the draft."""
        found: dict[str, str] = {CASE: str(self._case.case_id)} if self._case else {}
        for step in self.steps:
            found.update(step.values())
        return {key: value for key, value in found.items() if value}

    def restore(self, values: Mapping[str, str]) -> None:
        """Put back what a draft holds, and go to its first gap."""
        self.person.restore(values)
        item = self.item_step.by_id(values.get(ITEM, ""))
        if item is None:
            self.item_step.restore_search(values)
        else:
            self.item_step.set_item(item)
            self.situations.show_item(item)
            self.situations.set_codes(frozenset(values.get(SITUATIONS, "").split(",")))
            self._restoring = values
            self._take_item(item)
            self.materials.restore(values)
        self.changed.emit()
        gaps = self.gaps()
        if gaps:
            gaps[0].go()
        else:
            self.open(FORM_AT)

    def show_case(self, case: Case, values: Mapping[str, str] | None = None) -> None:
        """Show a case that was received before; only its materials are open to be checked.

        ``values`` is what a draft holds of the check.
        """
        application = case.application
        party = application.applicant
        self._case = case
        self.person.restore(as_typed(party))
        self.item_step.set_item(application.item)
        self.situations.show_item(application.item)
        self.situations.set_codes(frozenset(application.situations))
        answers = {f"form.{key}": answer for key, answer in application.answers.items()}
        self._restoring = answers
        self._take_item(application.item)
        # A list that is shown keeps what was checked: let go of the one that was just asked for.
        self.materials.clear()
        self.materials.show_materials(application.item, application.materials)
        if values:
            self.materials.restore(values)
        self.open(MATERIALS_AT)
        self.changed.emit()

    def clear(self) -> None:
        """Empty all steps for the next visitor."""
        self._spec_asked += 1
        self._restoring = {}
        self._case = None
        self._enclosed = ()
        self._earlier.forget()
        for step in self.steps:
            step.clear()
        self._stack.show_active(PERSON)
        self.cleared.emit()

    def _connect(self) -> None:
        self._stack.asked.connect(self.open)
        for index, step in enumerate(self.steps):
            step.changed.connect(self._on_changed)
            step.left.connect(self._on_left)
            step.settled.connect(partial(self._go_on, index))
        self.item_step.item_picked.connect(self._on_item_picked)
        self.situations.chosen.connect(self._on_situations_chosen)

    def _may_open(self, index: int) -> bool:
        return self._case is None or index == MATERIALS_AT

    def _go(self, index: int, gap: Gap) -> None:
        if self._stack.active != index:
            self.open(index)
        gap.go()

    def _go_on(self, index: int) -> None:
        """Fold a settled step and open the next one that asks something."""
        following = index + 1 if self._case is None else len(self.steps)
        if following == SITUATIONS_AT and not self.situations.is_asked:
            following += 1
        if following == MATERIALS_AT and not self.materials.lines.entries:
            following += 1
        if following < len(self.steps):
            self.open(following)
            self.moved_on.emit(following)
        else:
            self._stack.refresh()
            self.finished.emit()

    def _on_changed(self) -> None:
        self._stack.refresh()
        self.changed.emit()

    def _on_left(self) -> None:
        self._stack.refresh()
        self.field_left.emit()

    def _on_item_picked(self, item: Item) -> None:
        try:
            require_applicant(item, self.person.party_kind())
        except DomainError as error:
            self.item_step.set_item(None)
            self.item_step.search.set_fault(error.text)
            self.changed.emit()
            return
        joint = self.joint
        if joint is not None:
            # All of it is done unless the clerk takes something out.
            self.situations.show_item(item)
            self.situations.set_codes(frozenset(joint.start))
        self._take_item(item)
        self.changed.emit()
        self._go_on(ITEM_AT)

    def _take_item(self, item: Item) -> None:
        self.situations.show_item(item)
        self._on_situations_chosen(self.situations.codes())
        self._spec_asked += 1
        work = partial(self._session.bundles.spec_of, item, self.joint)
        done = partial(self._on_spec, self._spec_asked, item)
        self._kit.tasks.run(work, done, self._kit.notifier.failed)

    def _on_spec(self, asked: int, item: Item, spec: FormSpec) -> None:
        if asked != self._spec_asked:
            return
        self.form.show_form(spec, asks_result=item.is_immediate)
        self._tell_form()
        if self._restoring:
            self.form.restore(self._restoring)
            self._restoring = {}
        self._stack.refresh()
        # Qt shows new fields on its next turn; before that they take no focus.
        QTimer.singleShot(0, self, self._focus_form)
        self.changed.emit()

    def _tell_form(self) -> None:
        """Tell the form who applies, in which situations, and what is known of them."""
        if self._case is None:
            self._earlier.ask_about(self.person.identity.value)
        self.form.set_context(
            FormContext(
                situations=frozenset(self.situations.codes()),
                applicant=self.person.party_kind(),
                has_agent=self.person.with_agent.isChecked(),
                today=self._today,
                known=known_of(self.person, self._session.divisions, self._today),
                earlier=self._earlier.answers,
                divisions=self._session.divisions,
                places=self._session.places,
                files=self._file_names(),
            )
        )

    def _focus_form(self) -> None:
        """Follow up on an Enter that came before the form did: its first gap is next."""
        focus = QApplication.focusWidget()
        if focus is not None and focus is not self.form:
            is_elsewhere = not self._stack.isAncestorOf(focus)
            if is_elsewhere or self.form.isAncestorOf(focus):
                return
        if self._stack.active == FORM_AT:
            self.form.take_focus()

    def _on_situations_chosen(self, codes: tuple[str, ...]) -> None:
        item = self.item
        if item is None:
            return
        self._tell_form()
        self.materials.show_uses(self.joint.uses(codes) if self.joint else {})
        try:
            self.materials.show_item(item, codes)
        except DomainError:
            # Of a group nothing holds yet: what is asked for is not known before.
            self.materials.show_materials(item, ())
