"""The acts on the page of a case: 部门受理, 补核材料, 收回, 撤回申请, 其他办理, the window.

Buttons are there only while state and duty allow the act.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from windowdesk.domain.case import Case
from windowdesk.domain.duties import Role, who_may
from windowdesk.domain.local_time import local_date
from windowdesk.domain.states import BEFORE_ACCEPTANCE, Move
from windowdesk.services.intake import is_unchecked, waits_for_department
from windowdesk.services.lookup import CaseView
from windowdesk.services.phrases import load_phrases
from windowdesk.services.session import Session
from windowdesk.ui.buttons import ButtonKind, KeyButton
from windowdesk.ui.departure_sheet import DepartureKind
from windowdesk.ui.ending_sheet import EndingKind
from windowdesk.ui.kit import Kit
from windowdesk.ui.parts import STRETCH, column, row
from windowdesk.ui.sheet import Sheet
from windowdesk.ui.theme import Theme
from windowdesk.ui.turn_acts import TurnActs
from windowdesk.ui.turn_list import TURN_LIST_KEY
from windowdesk.ui.window_acts import Subject, WindowActs

MAIN = "F9"
REVERSE, WITHDRAW, TO_WINDOW, END = "Ctrl+Z", "Alt+H", "Alt+G", "Alt+J"
_ACCEPT, _SETTLE = "受理并打印", "补核材料"
_TEXTS = (
    (MAIN, _ACCEPT),
    (REVERSE, "收回"),
    (WITHDRAW, "撤回申请"),
    (TO_WINDOW, "到受理台办"),
    (END, "终止"),
    (TURN_LIST_KEY, "其他办理"),
)


@dataclass(frozen=True)
class CaseWays:
    """What can be done with a case now: undone, withdrawn, gone on with, ended, turned.

    ``main`` names what F9 does, '' for nothing.
    """

    reverse: bool = False
    withdraw: bool = False
    to_window: bool = False
    end: bool = False
    other: bool = False
    main: str = ""


class CaseActRow(QWidget):
    """The buttons; ``wanted`` carries the key of the one that was pressed.

    ``changed`` tells that there are others, so that the page shares its room anew.
    """

    wanted = Signal(str)
    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._has_any = self._is_folded = False
        self.buttons = {key: KeyButton(theme, text, key) for key, text in _TEXTS}
        for key, button in self.buttons.items():
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(partial(self.wanted.emit, key))
        self.buttons[MAIN].set_kind(ButtonKind.GO)
        pairs = ((MAIN, TURN_LIST_KEY), (REVERSE, WITHDRAW), (TO_WINDOW, END))
        rows = [row(theme, *(self.buttons[key] for key in pair), STRETCH, gap=8) for pair in pairs]
        self.setLayout(column(theme, *rows, gap=6, margins=(0, 6, 0, 0)))
        self.show_ways(CaseWays())

    def show_ways(self, ways: CaseWays) -> None:
        """Show what can be done; without anything the row takes no room."""
        self.buttons[MAIN].setText(ways.main or _ACCEPT)
        shown = {
            MAIN: bool(ways.main),
            REVERSE: ways.reverse,
            WITHDRAW: ways.withdraw,
            TO_WINDOW: ways.to_window,
            END: ways.end,
            TURN_LIST_KEY: ways.other,
        }
        for key, button in self.buttons.items():
            button.setVisible(shown[key])
        self._has_any = any(shown.values())
        self.setVisible(self._has_any and not self._is_folded)
        self.changed.emit()

    def fold(self, *, folded: bool) -> None:
        """Leave the acts to their keys where papers alone have room."""
        self._is_folded = folded
        self.setVisible(self._has_any and not folded)


class CaseActs(QObject):
    """``done`` carries a ``WindowDone``, ``window_wanted`` the id of a case to be gone on with."""

    done = Signal(object)
    sheet_wanted = Signal(Sheet)
    window_wanted = Signal(object)

    def __init__(self, kit: Kit, session: Session, buttons: CaseActRow) -> None:
        super().__init__(buttons)
        self._kit = kit
        self._session = session
        self._buttons = buttons
        self._view: CaseView | None = None
        self._ways = CaseWays()
        self._acts = WindowActs(kit, session, load_phrases(kit.assets), self)
        self._acts.done.connect(self.done)
        self._acts.sheet_wanted.connect(self.sheet_wanted)
        self._turns = TurnActs(kit, session, load_phrases(kit.assets), self)
        self._turns.done.connect(self.done)
        self._turns.sheet_wanted.connect(self.sheet_wanted)
        buttons.wanted.connect(self.press)

    def show_view(self, view: CaseView) -> None:
        """Show what can be done with a case; whether its last act may be taken back is asked."""
        self._view = view
        account = self._session.account
        sits_there = Role.CLERK in account.roles and bool(self._session.window)
        waits = view.case.state in BEFORE_ACCEPTANCE
        ways = CaseWays(
            withdraw=Move.WITHDRAW in view.moves,
            to_window=sits_there and waits,
            end=Move.END_BEFORE_ACCEPTANCE in view.moves,
            # The list tells also who may do what this account may not; the button does not.
            other=any(not one.off for one in self._turns.offers(view, view.now)),
            main=self._main(view),
        )
        self._show(ways)
        if Move.REVERSE in view.moves:
            work = partial(self._session.outcomes.reversal, view.case.case_id)
            done = partial(self._on_reversal, view.case.case_id, ways)
            self._kit.tasks.run(work, done, self._kit.notifier.failed)

    def press(self, key: str) -> None:
        """Do what a key says, or say why it cannot be done."""
        view = self._view
        if view is None:
            return
        acts: dict[str, tuple[bool, Callable[[], object], str]] = {
            MAIN: (bool(self._ways.main), partial(self._do_main, view.case), _why_no_main(view)),
            REVERSE: (
                self._ways.reverse,
                partial(self._acts.reverse, Subject.of(view.case)),
                "最后一步不能收回：纸已交出、过了半小时、后面又办了，或是别人办的。",
            ),
            WITHDRAW: (
                self._ways.withdraw,
                partial(self._acts.give_back, view.case, DepartureKind.WITHDRAW),
                "受理后、决定前才能撤回申请，由综合窗口办。",
            ),
            TO_WINDOW: (
                self._ways.to_window,
                partial(self.window_wanted.emit, view.case.case_id),
                "这件不在受理台上了。",
            ),
            END: (
                self._ways.end,
                partial(self._acts.end, view.case, _ending_of(view)),
                "受理前才在这里终止，由综合窗口办。受理后的由审批台终止。",
            ),
            TURN_LIST_KEY: (True, partial(self._turns.open_list, view, view.now), ""),
        }
        is_open, act, otherwise = acts[key]
        if is_open:
            act()
        else:
            self._kit.notifier.info(otherwise)

    def _main(self, view: CaseView) -> str:
        if is_unchecked(view.case):
            return _SETTLE if Move.NOTE in view.moves else ""
        accepts = waits_for_department(view.case) and Role.REVIEWER in self._session.account.roles
        return _ACCEPT if accepts else ""

    def _do_main(self, case: Case) -> None:
        if is_unchecked(case):
            self._acts.settle(case)
        else:
            self._acts.accept(case)

    def _on_reversal(self, case_id: int, ways: CaseWays, reversal: object) -> None:
        if self._view is not None and self._view.case.case_id == case_id:
            self._show(replace(ways, reverse=reversal is not None))

    def _show(self, ways: CaseWays) -> None:
        self._ways = ways
        self._buttons.show_ways(ways)


def _why_no_main(view: CaseView) -> str:
    """Say where a case is accepted or decided, or who may accept it."""
    if waits_for_department(view.case):
        return f"这个事项由承办部门受理。能受理的人：{who_may((Role.REVIEWER,))}。"
    return "这一页没有要按 F9 办的。按 Esc 回到原来的台。"


def _ending_of(view: CaseView) -> EndingKind:
    """Tell whether what was asked for is late, else the applicant must be gone."""
    notice = view.case.outcomes.notice
    until = notice.until if notice is not None else None
    is_late = until is not None and until < local_date(view.now)
    return EndingKind.LAPSED if is_late else EndingKind.APPLICANT_GONE
