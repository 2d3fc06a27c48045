"""Opens 其他办理 and the sheets of the turns, for the desk and the page of a case."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject

from windowdesk.domain.states import Move
from windowdesk.services.lookup import CaseView
from windowdesk.services.phrases import PhraseBook
from windowdesk.services.session import Session
from windowdesk.ui.kit import Kit
from windowdesk.ui.sheet_acts import SheetActs, Subject
from windowdesk.ui.turn import Turn, TurnGround, TurnOffer, of_key, offers
from windowdesk.ui.turn_list import TurnListSheet
from windowdesk.ui.turn_sheets import TURN_SHEETS

_NOTHING = "这件现在没有别的可办。"


class TurnActs(SheetActs):
    """``done`` carries a ``WindowDone`` with the move of the turn."""

    def __init__(
        self,
        kit: Kit,
        session: Session,
        book: PhraseBook,
        parent: QObject,
        turns: Mapping[Move, Turn] = TURN_SHEETS,
    ) -> None:
        super().__init__(kit, parent)
        self._session = session
        self._book = book
        self._turns = turns

    def offers(self, view: CaseView, now: datetime) -> tuple[TurnOffer, ...]:
        """Return the turns of a case for this account."""
        return offers(self._turns, view, now, self._session.account)

    def open_list(self, view: CaseView, now: datetime) -> None:
        """Alt+B: what can be done besides the buttons."""
        offered = self.offers(view, now)
        if not offered:
            self.kit.notifier.info(_NOTHING)
            return
        sheet = TurnListSheet(self.kit.theme, Subject.of(view.case).text, offered)
        sheet.chosen.connect(partial(self._begin, view))
        self.sheet_wanted.emit(sheet)

    def press(self, key: str, view: CaseView, now: datetime) -> None:
        """Open the sheet that a key of the desk stands for, or say why it cannot be."""
        offer = of_key(self.offers(view, now), key)
        if offer is None:
            self.kit.notifier.info(_NOTHING if not self._named(key) else self._why_not(key))
        elif offer.off:
            self.kit.notifier.info(offer.off)
        else:
            self._begin(view, offer.move)

    def _begin(self, view: CaseView, move: Move) -> None:
        ground = TurnGround(self.kit, self._session, view, self._book, self)
        self._turns[Move(move)].begin(ground)

    def _named(self, key: str) -> tuple[str, ...]:
        meant = [(move, turn) for move, turn in self._turns.items() if turn.key == key]
        return tuple(TurnOffer(move, turn).title for move, turn in meant)

    def _why_not(self, key: str) -> str:
        return f"这件现在不能办{self._named(key)[0]}。Alt+B 看能办什么。"
