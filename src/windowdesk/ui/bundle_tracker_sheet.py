"""A 一件事 on one page: all its cases with light and state; Enter opens one."""

from functools import partial
from typing import Final

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QCheckBox

from windowdesk.domain.numbers import CaseNumber
from windowdesk.domain.states import STATE_LABEL, CaseState, Move
from windowdesk.domain.transitions import TRANSITIONS
from windowdesk.services.bundle_tracker import BundleView, HandedOut
from windowdesk.services.case_row import CaseRow
from windowdesk.services.issuance import Delivery, DeliveryMode
from windowdesk.services.lights import light_of
from windowdesk.services.session import Session
from windowdesk.ui.acts import KeyAct, KeyGroup
from windowdesk.ui.buttons import ButtonKind, KeyButton
from windowdesk.ui.key_cap import KeyCap
from windowdesk.ui.kit import Kit
from windowdesk.ui.paging import Page, PagedRows
from windowdesk.ui.parts import STRETCH, bare, column, label, row
from windowdesk.ui.queue_delegate import ROW_HEIGHT
from windowdesk.ui.queue_line import QueueLine
from windowdesk.ui.row_list import RowList, RowListModel
from windowdesk.ui.sheet import Sheet
from windowdesk.ui.theme import Theme

BUNDLE_KEY: Final = "Alt+Y"
_MOST_ROWS, _LEAST_ROWS, _EDGE = 7, 2, 8


class BundleTrackerSheet(Sheet):
    """``picked`` carries the id of the case to look at: an object, wider than a Qt int.

    ``handed_out`` carries what became of handing over together.
    """

    picked = Signal(object)
    handed_out = Signal(object)

    def __init__(self, kit: Kit, session: Session, view: BundleView) -> None:
        super().__init__(kit.theme, "accept", view.name, width=800)
        self.note.setText(view.number.grouped)
        self.summary = label(summary_of(view), "second", wrap=True)
        self.list = _Rows(kit.theme, len(view.rows))
        self.list.setAccessibleName(f"{view.name}的办件")
        self._pages = PagedRows[CaseRow](kit.tasks, self)
        self._model = RowListModel(self._pages, partial(_line, session, view), self)
        self.list.show_rows(self._model)
        self.list.opened.connect(self._on_opened)
        self._kit, self._session, self._view = kit, session, view
        self.put(column(kit.theme, self.summary, 8, (self.list, 1)), 1)
        self.checked = QCheckBox(f"{view.applicant}本人来领，证件已核对")
        self.button = KeyButton(kit.theme, f"一起发 {len(view.ready)} 件", "F9", ButtonKind.GO)
        self.button.clicked.connect(self._hand_out)
        self._hand = bare(
            column(
                kit.theme,
                12,
                row(kit.theme, self.checked, 8, KeyCap(kit.theme, "Alt+C"), STRETCH, self.button),
            )
        )
        self.put(self._hand)
        self._hand.setVisible(self._may_hand_out)
        self._pages.read_from(lambda _after: Page(view.rows))

    def keys(self) -> tuple[KeyGroup, ...]:
        """Return the keys of the sheet."""
        acts = [KeyAct("Enter", "打开这一件"), KeyAct("↑", "换一件", shown="↑ ↓")]
        if self._may_hand_out:
            acts += [
                KeyAct("Alt+C", "证件已核对", self.checked.toggle),
                KeyAct("F9", "能领的一起发", self._hand_out),
            ]
        return (KeyGroup("", tuple(acts)),)

    def take_focus(self) -> None:
        """Go to the list."""
        self.list.setFocus()

    @property
    def _may_hand_out(self) -> bool:
        allowed = TRANSITIONS[(CaseState.READY, Move.DELIVER)].roles
        return bool(self._view.ready) and bool(allowed & self._session.account.roles)

    def _hand_out(self) -> None:
        """F9: hand over what is ready to the applicant in person."""
        if not self.button.isEnabled():
            return
        if not self.checked.isChecked():
            self._kit.notifier.info("先核对证件，勾上再发。别人代领的，到出件台一件一件发。")
            self.checked.setFocus()
            return
        self.button.setEnabled(False)
        delivery = Delivery(DeliveryMode.DIRECT, self._view.applicant, identity_checked=True)
        work = partial(self._session.bundle_tracker.deliver, self._view.number.text, delivery)
        self._kit.tasks.run(work, self._on_handed, self._on_failed)

    def _on_handed(self, handed: HandedOut) -> None:
        told = "".join(f"{one.row.item_name}没发出去：{one.reason}" for one in handed.kept)
        self._kit.notifier.info(f"发了 {len(handed.receipts)} 件。{told}")
        self.wants_aside.emit()
        self.handed_out.emit(handed)

    def _on_failed(self, error: Exception) -> None:
        self.button.setEnabled(True)
        self._kit.notifier.failed(error)

    def _on_opened(self, key: str) -> None:
        self.wants_aside.emit()
        self.picked.emit(int(key))


class _Rows(RowList):
    """As high as its rows, and lower where the window is."""

    def __init__(self, theme: Theme, count: int) -> None:
        self._sized = theme
        self._count = min(count, _MOST_ROWS)
        super().__init__(theme)

    def sizeHint(self) -> QSize:
        """Qt override: room for every row."""
        return QSize(super().sizeHint().width(), self._high(self._count))

    def minimumSizeHint(self) -> QSize:
        """Qt override: the chosen row and the one after it."""
        return QSize(0, self._high(min(self._count, _LEAST_ROWS)))

    def _high(self, rows: int) -> int:
        return self._sized.u(rows * ROW_HEIGHT + _EDGE)


def summary_of(view: BundleView) -> str:
    """Return whose it is, how many cases there are, and what can be fetched."""
    parts = [f"{view.applicant}，共 {view.cases} 件"]
    if view.elsewhere:
        parts.append(f"别的科室还有 {view.elsewhere} 件，这里看不到")
    ready = len(view.ready)
    if ready:
        parts.append(f"{ready} 件可以领" + ("，一起领" if ready > 1 else ""))
    return "；".join(parts) + "。"


def _line(session: Session, view: BundleView, case: CaseRow) -> QueueLine:
    light = light_of(case, view.today, session.calendar)
    who = f"{CaseNumber.read(case.number).short} · {case.department}"
    return QueueLine(str(case.case_id), light, case.item_name, who, STATE_LABEL[case.state])
