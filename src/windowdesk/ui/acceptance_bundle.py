"""A 一件事 at the acceptance desk: all of it at once, or what is done with each item.

What is complete is accepted by F9 as one item is. Where an item lacks something, or by F6, a
sheet asks item by item; nothing that was typed is touched by it.
"""

from functools import partial

from PySide6.QtCore import QObject, Signal

from windowdesk.domain.errors import DomainError
from windowdesk.services.bundle_shares import MemberWay, Ways
from windowdesk.services.session import Session
from windowdesk.ui.acceptance_acts import DeskActs
from windowdesk.ui.acceptance_step import Gap
from windowdesk.ui.acceptance_visit import Visit
from windowdesk.ui.bundle_left_out import LeftOut, left_out
from windowdesk.ui.bundle_sheet import BundleSheet
from windowdesk.ui.kit import Kit
from windowdesk.ui.sheet import Sheet

_WHOLE = "一件事要逐项来：在“情形”里只留这一项，或者单独选这个事项，再办。"


class BundleDesk(QObject):
    """``sheet_wanted`` carries the sheet that asks what is done with each item."""

    sheet_wanted = Signal(Sheet)
    refused = Signal(object)

    def __init__(self, kit: Kit, session: Session, visit: Visit, acts: DeskActs) -> None:
        super().__init__(visit)
        self._kit = kit
        self._session = session
        self._visit = visit
        self._acts = acts

    @property
    def is_chosen(self) -> bool:
        """Tell whether a 一件事 lies on the desk."""
        return self._visit.joint is not None

    def gaps(self) -> tuple[Gap, ...]:
        """Return what keeps it from being done: what was found missing is asked about instead."""
        found = {
            line.handed.name
            for line in self._visit.materials.lines.entries
            if line.is_gap and line.is_touched
        }
        return tuple(gap for gap in self._visit.gaps() if gap.is_fault or gap.text not in found)

    def act(self) -> None:
        """F9: accept all items where nothing is missing, else ask."""
        members = self._visit.members()
        if any(one.missing for one in members):
            self.ask()
        else:
            self._acts.accept_bundle({})

    def receive(self) -> None:
        """Alt+S: take the materials for all items against receipts."""
        ways = {one.part.key: MemberWay.RECEIVE for one in self._visit.members()}
        self._acts.accept_bundle(ways)

    def ask(self) -> None:
        """F6: what is done with each item."""
        joint = self._visit.joint
        if joint is None or self._acts.is_running:
            return
        sheet = BundleSheet(self._kit, joint.bundle.name, self._visit.members)
        sheet.chosen.connect(partial(self._on_chosen, sheet))
        self.sheet_wanted.emit(sheet)

    def tell_not_whole(self) -> None:
        """Say how a single item of it is refused, entered or consulted about."""
        self._kit.notifier.info(_WHOLE)

    def _on_chosen(self, sheet: BundleSheet, ways: Ways) -> None:
        try:
            self._visit.bundle(ways)
        except DomainError as error:
            # What is wrong stands on the desk, under the sheet.
            sheet.wants_aside.emit()
            self.refused.emit(error)
            return
        sheet.wants_aside.emit()
        self._acts.accept_bundle(ways, self._put_by(ways))

    def _put_by(self, ways: Ways) -> tuple[LeftOut, ...]:
        joint = self._visit.joint
        if joint is None:
            return ()
        form, typed = self._session.bundles.form_of(joint), self._visit.values()
        chosen = self._visit.situations.codes()
        return tuple(
            left_out(joint, form.part(key), typed, chosen)
            for key, way in ways.items()
            if way is MemberWay.LEAVE_OUT
        )
