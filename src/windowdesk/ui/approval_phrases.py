"""The phrases offered beside an opinion: stock ones, and one's own of this run of the program."""

from collections import defaultdict
from typing import Final

from windowdesk.domain.case import Case
from windowdesk.services.phrases import OpinionKind, PhraseBook
from windowdesk.ui.approval_opinion import Offer

_REMEMBERED: Final = 3
_TITLE_SIGNS: Final = 6
# A decider who writes into the box may also send back from it.
_ALSO: Final = {OpinionKind.APPROVE: OpinionKind.RETURN}


class OfferedPhrases:
    """Knows what was written for each item since the program was opened."""

    def __init__(self, book: PhraseBook) -> None:
        self._book = book
        self._own: defaultdict[tuple[str, OpinionKind], list[str]] = defaultdict(list)

    def offers(self, case: Case, kind: OpinionKind) -> tuple[Offer, ...]:
        """Return the phrases for a case: stock phrases first, then one's own newest."""
        kinds = (kind, _ALSO[kind]) if kind in _ALSO else (kind,)
        stock = [p for each in kinds for p in self._book.offered(each, case.item.name)]
        own = self._own[case.item.item_id, kind]
        return (
            *(Offer(phrase.title, phrase.for_case(case)) for phrase in stock),
            *(Offer(_short(text), text) for text in own),
        )

    def remember(self, case: Case, kind: OpinionKind, words: str) -> None:
        """Offer ``words`` again for the same item.

        Words that name one applicant are not kept, as they would stand in another's paper.
        """
        stock = {phrase.for_case(case) for phrase in self._book.offered(kind, case.item.name)}
        if not words or words in stock or case.application.applicant.name in words:
            return
        known = self._own[case.item.item_id, kind]
        if words in known:
            known.remove(words)
        known.insert(0, words)
        del known[_REMEMBERED:]


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _TITLE_SIGNS else f"{flat[:_TITLE_SIGNS]}…"
