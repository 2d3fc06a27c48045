"""What can be done with the case in hand: buttons from the table of moves, never from a guess.

What the state forbids is absent; what the duty or the holder forbids is off and says why.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from windowdesk.domain.case import Case
from windowdesk.domain.centre import Account
from windowdesk.domain.duties import Role, who_may
from windowdesk.domain.guards import MoveRequest
from windowdesk.domain.opinions import open_opinions
from windowdesk.domain.states import ACCEPTED_STATES, MOVE_LABEL, STATE_LABEL, CaseState, Move
from windowdesk.domain.transitions import TRANSITIONS, Transition
from windowdesk.services.handing_on import may_pull_back
from windowdesk.services.intake import waits_for_department
from windowdesk.services.lookup import CaseView
from windowdesk.ui.buttons import ButtonKind, KeyButton
from windowdesk.ui.case_words import Holding, holder_of
from windowdesk.ui.cut_label import CutLabel
from windowdesk.ui.parts import column, row, set_look
from windowdesk.ui.theme import Theme
from windowdesk.ui.tone import Tone
from windowdesk.ui.turn_list import TURN_LIST_KEY

MAIN_KEY: Final = "F9"
PULL_BACK_KEY: Final = "Alt+H"
# Asked of a guard in advance: everything that can be typed is there, so what it still says is
# about the case and the person.
_ALL_TYPED: Final = MoveRequest(reason="·", basis="·")
_QUEUED = ACCEPTED_STATES | {CaseState.ASSIGNED}


class DeskAct(StrEnum):
    """What the desk can do with a case."""

    ACCEPT = "accept"
    CLAIM = "claim"
    TAKE_OVER = "take_over"
    RELEASE = "release"
    PROPOSE = "propose"
    APPROVE = "approve"
    DENY = "deny"
    RETURN = "return"
    PULL_BACK = "pull_back"
    ANSWER = "answer"
    DROP_DENIAL = "drop_denial"
    OTHER = "other"


_MOVES: Mapping[DeskAct, Move] = MappingProxyType(
    {
        DeskAct.CLAIM: Move.CLAIM,
        DeskAct.TAKE_OVER: Move.TAKE_OVER,
        DeskAct.RELEASE: Move.RELEASE,
        DeskAct.PROPOSE: Move.PROPOSE,
        DeskAct.APPROVE: Move.APPROVE,
        DeskAct.DENY: Move.DENY,
        DeskAct.RETURN: Move.RETURN_FOR_REVIEW,
    }
)


# What leaves the foot first where there is no room; its key goes on working.
_GOES: Final = (
    DeskAct.RELEASE,
    DeskAct.CLAIM,
    DeskAct.TAKE_OVER,
    DeskAct.PROPOSE,
    DeskAct.OTHER,
)


@dataclass(frozen=True)
class Offered:
    """An act on a button. ``off`` is why it cannot be done now, empty if it can."""

    act: DeskAct
    text: str
    key: str
    kind: ButtonKind = ButtonKind.PLAIN
    icon: str = ""
    off: str = ""
    stretch: int = 1


_ACCEPT = Offered(DeskAct.ACCEPT, "受理并打印", "")
_CLAIM = Offered(DeskAct.CLAIM, "领办", "Alt+L", icon="hand")
_TAKE_OVER = Offered(DeskAct.TAKE_OVER, "接办", "Alt+J", icon="hand")
_RELEASE = Offered(DeskAct.RELEASE, "放回", "Alt+F")
_PROPOSE = Offered(DeskAct.PROPOSE, "交审批", "Alt+S")
_APPROVE = Offered(DeskAct.APPROVE, "准予", "")
_DENY = Offered(DeskAct.DENY, "不予", "F7", ButtonKind.GRAVE)
_RETURN = Offered(DeskAct.RETURN, "退回补查", "F6")
_PULL_BACK = Offered(DeskAct.PULL_BACK, "追回", PULL_BACK_KEY, icon="back")
_ANSWER = Offered(DeskAct.ANSWER, "答复意见", "", icon="hand")
OTHER: Final = Offered(DeskAct.OTHER, "其他", TURN_LIST_KEY)
DENIAL: Final = (
    Offered(DeskAct.DENY, "不予并打印", MAIN_KEY, ButtonKind.GRAVE, "approve", stretch=2),
    Offered(DeskAct.DROP_DENIAL, "先不写", "Esc"),
)


def acts_for(view: CaseView, now: datetime, account: Account) -> tuple[Offered, ...]:
    """Return the acts on a case, the main one (F9) first where there is one."""
    case = view.case
    if waits_for_department(case):
        return (_main(replace(_ACCEPT, off=_why_not_accept(account))),)
    if is_asked(case, account):
        return (_main(_ANSWER),)
    holding = holder_of(case, now, account.login).holding
    if case.state in _QUEUED:
        return (_main(_allowed(_CLAIM, case, account)),)
    offered = [_allowed(each, case, account) for each in (_APPROVE, _DENY, _RETURN, _PROPOSE)]
    acts = [each for each in offered if _row(case.state, each.act) is not None]
    if holding is Holding.OTHERS:
        text = f"{holder_of(case, now, account.login).text}。要办，先接办。"
        acts = [replace(each, off=each.off or text) for each in acts]
        acts.append(_allowed(_TAKE_OVER, case, account))
    elif holding is Holding.NOBODY:
        # The act itself takes a case that nobody holds; taking it beforehand keeps others off.
        taking = _allowed(replace(_CLAIM, act=DeskAct.TAKE_OVER), case, account)
        # Whoever can pull it back has it in hand by that.
        is_own = may_pull_back(case, account)
        if _row(case.state, DeskAct.TAKE_OVER) is not None and not is_own:
            acts.append(taking)
    elif _row(case.state, DeskAct.RELEASE) is not None:
        acts.append(_allowed(_RELEASE, case, account))
    if may_pull_back(case, account):
        acts.append(_PULL_BACK)
    return _with_main_first(acts)


def is_asked(case: Case, account: Account) -> bool:
    """Tell whether the case is another department's, which asks the account's for an opinion."""
    own = account.department
    waiting = {one.department for one in open_opinions(case.turns)}
    return own != case.department and own in waiting


def why_none(view: CaseView) -> str:
    """Say why there is nothing to be done with a case."""
    if view.case.state is CaseState.SUSPENDED:
        return "特别程序中，不计时。结果到了按 Alt+T 恢复计时。"
    return f"这件现在是“{STATE_LABEL[view.case.state]}”，这里没有要办的。"


def _with_main_first(acts: list[Offered]) -> tuple[Offered, ...]:
    able = [each for each in acts if each.act in {DeskAct.APPROVE, DeskAct.PROPOSE}]
    # Of two that cannot be done now the later says more: a reviewer knows that he does not decide.
    main = next((each for each in able if not each.off), able[-1] if able else None)
    if main is None:
        return tuple(acts)
    return (_main(main), *(each for each in acts if each is not main))


def _main(offered: Offered) -> Offered:
    icon = offered.icon or "approve"
    return replace(offered, key=MAIN_KEY, kind=ButtonKind.GO, icon=icon, stretch=2)


def _why_not_accept(account: Account) -> str:
    """Say who accepts; whether the list is complete is seen when it is checked."""
    if Role.REVIEWER in account.roles:
        return ""
    return f"只有{who_may((Role.REVIEWER,))}能受理。"


def _allowed(offered: Offered, case: Case, account: Account) -> Offered:
    """Return the act, off where duty or a guard about the person forbids it."""
    move = _MOVES[offered.act]
    way = _row(case.state, offered.act)
    if offered.act is DeskAct.CLAIM and way is None:
        # Claiming a case that was never assigned assigns it on the way.
        way = TRANSITIONS[CaseState.ASSIGNED, Move.CLAIM]
    if way is None:
        return offered
    if not way.roles & account.roles:
        return replace(offered, off=f"只有{who_may(way.roles)}能{MOVE_LABEL[move]}。")
    # As if the account held it: an act takes a case that nobody holds.
    held = replace(case, holder=account.login)
    return replace(offered, off=way.guard(held, _ALL_TYPED, account.at_window()))


def _row(state: CaseState, act: DeskAct) -> Transition | None:
    return TRANSITIONS.get((state, _MOVES[act]))


class ActRow(QWidget):
    """The buttons at the foot, and above them the line that says why one of them is off."""

    wanted = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._offered: tuple[Offered, ...] = ()
        self._busy = False
        self._narrow = False
        self.buttons: dict[DeskAct, KeyButton] = {}
        self.note = CutLabel("", "hint")
        self._line = row(theme, gap=8)
        for act in DeskAct:
            self.buttons[act] = button = KeyButton(theme, "", "")
            button.clicked.connect(lambda _checked=False, act=act: self.wanted.emit(act.value))
            button.hide()
            self._line.addWidget(button)
        self._line.addStretch(0)
        self.setLayout(column(theme, self.note, self._line, gap=4))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    @property
    def offered(self) -> tuple[Offered, ...]:
        """The acts on the buttons."""
        return self._offered

    def by_key(self, key: str) -> Offered | None:
        """Return the act that a key stands for now."""
        return next((each for each in self._offered if each.key == key), None)

    def show_acts(self, offered: tuple[Offered, ...], note: str = "") -> None:
        """Show other acts. ``note`` is said where no button is off."""
        self._offered = offered
        for button in self.buttons.values():
            button.hide()
            self._line.removeWidget(button)
        for index, each in enumerate(offered):
            button = self.buttons[each.act]
            button.setText(each.text)
            button.set_key(each.key)
            button.set_kind(each.kind)
            button.set_icon_name("" if self._narrow else each.icon)
            button.setToolTip(each.off)
            self._line.insertWidget(index, button, each.stretch)
            button.show()
        why = next((each.off for each in offered if each.off), note)
        self.note.set_text(why)
        self.note.setVisible(bool(why))
        set_look(self.note, tone=Tone.AMBER.value if why else "")
        self._enable()
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt override: no button is cut."""
        super().resizeEvent(event)
        self._fit()

    def fold(self, *, narrow: bool) -> None:
        """Leave out the icons."""
        if narrow != self._narrow:
            self._narrow = narrow
            self.show_acts(self._offered, self.note.whole)

    def set_busy(self, *, busy: bool) -> None:
        """Rest while an act is on its way."""
        self._busy = busy
        self._enable()

    def _enable(self) -> None:
        for each in self._offered:
            self.buttons[each.act].setEnabled(not self._busy and not each.off)

    def _fit(self) -> None:
        """Leave acts to their keys where their buttons have no room; the first one stays."""
        shown = list(self._offered)
        while len(shown) > 1 and self._wanted_width(shown) > self.width():
            shown.remove(min(shown[1:], key=_rank))
        for each in self._offered:
            self.buttons[each.act].setVisible(each in shown)

    def _wanted_width(self, shown: list[Offered]) -> int:
        buttons = sum(self.buttons[each.act].sizeHint().width() for each in shown)
        return buttons + self._line.spacing() * (len(shown) - 1)


def _rank(offered: Offered) -> int:
    """Return how long a button stays: what is off goes first, the note says why."""
    if offered.off:
        return 0
    return 1 + _GOES.index(offered.act) if offered.act in _GOES else 1 + len(_GOES)
