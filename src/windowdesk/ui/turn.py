"""A turn of a case that has a sheet of its own: what it is called, who may, how it begins.

The table of moves decides: what it forbids is absent, what the duty, the holder or the case itself
forbids is off and says why.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from windowdesk.domain.case import Case
from windowdesk.domain.centre import Account
from windowdesk.domain.duties import Role, who_may
from windowdesk.domain.guards import MoveRequest
from windowdesk.domain.states import MOVE_LABEL, Move
from windowdesk.domain.transitions import TRANSITIONS
from windowdesk.services.lookup import CaseView
from windowdesk.services.phrases import PhraseBook
from windowdesk.services.session import Session
from windowdesk.ui.case_words import Holding, holder_of
from windowdesk.ui.kit import Kit
from windowdesk.ui.sheet_acts import SheetActs


@dataclass(frozen=True)
class TurnGround:
    """What a turn begins with; ``acts.open_sheet(sheet, Subject.of(case), work, verb)`` opens."""

    kit: Kit
    session: Session
    view: CaseView
    book: PhraseBook
    acts: SheetActs


def _always(_case: Case) -> bool:
    return True


@dataclass(frozen=True)
class Turn:
    """One line of 其他办理.

    ``explains`` is one short sentence. ``begin`` opens the sheet. ``key`` works on the approval
    desk without the list; several turns of one meaning may share it (特别程序 and 恢复计时).
    ``asked`` is what the guard is asked in advance: everything that can be typed is there, so what
    it still says is about case and person, made from the view where a date decides; None where it
    cannot be asked. ``fits`` leaves a turn
    out where the table allows it but the case has nothing of the kind. ``as_holder``: only who
    holds the case may, or anybody while nobody does. ``is_own``: it is no step on the way of the
    case, so that it is absent, not off, for those whose duty it is not.
    """

    explains: str
    begin: Callable[[TurnGround], None]
    title: str = ""
    key: str = ""
    asked: MoveRequest | Callable[[CaseView], MoveRequest] | None = None
    fits: Callable[[Case], bool] = _always
    as_holder: bool = True
    is_own: bool = False


@dataclass(frozen=True)
class TurnOffer:
    """A turn that the table allows; ``off`` is why it cannot be done now, empty if it can."""

    move: Move
    turn: Turn
    off: str = ""

    @property
    def title(self) -> str:
        """The name of the turn."""
        return self.turn.title or MOVE_LABEL[self.move]


def offers(
    turns: Mapping[Move, Turn], view: CaseView, now: datetime, account: Account
) -> tuple[TurnOffer, ...]:
    """Return the turns of a case for an account in the order of ``turns``, what is off last.

    A turn at the window belongs to the window: for others it is there only if they may do it.
    """
    found = []
    for move, turn in turns.items():
        row = TRANSITIONS.get((view.case.state, move))
        if row is None or not turn.fits(view.case):
            continue
        of_few = turn.is_own or row.roles == {Role.CLERK}
        if of_few and not row.roles & account.roles:
            continue
        found.append(TurnOffer(move, turn, _why_off(TurnOffer(move, turn), view, now, account)))
    return tuple(sorted(found, key=lambda offer: bool(offer.off)))


def of_key(offered: Iterable[TurnOffer], key: str) -> TurnOffer | None:
    """Return what a key stands for now: the first that can be done, else the first."""
    meant = [offer for offer in offered if offer.turn.key == key]
    return next((offer for offer in meant if not offer.off), meant[0] if meant else None)


def _why_off(offer: TurnOffer, view: CaseView, now: datetime, account: Account) -> str:
    turn, case = offer.turn, view.case
    row = TRANSITIONS[case.state, offer.move]
    if not row.roles & account.roles:
        return f"只有{who_may(row.roles)}能{offer.title}。"
    holder, actor = holder_of(case, now, account.login), account.at_window()
    others = holder.holding is Holding.OTHERS and actor.place_of(case.holder) is None
    if turn.as_holder and others:
        return f"{holder.text}。要办，先接办。"
    if turn.asked is None:
        return ""
    request = turn.asked(view) if callable(turn.asked) else turn.asked
    # As if the account held it: an act takes a case that nobody holds.
    held = replace(case, holder=account.login) if turn.as_holder else case
    return row.guard(held, request, actor)
