"""A text with stock phrases above it: Alt+1…9 put them in."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from windowdesk.domain.case import Application
from windowdesk.services.phrases import OpinionKind, PhraseBook
from windowdesk.ui.acts import KeyAct
from windowdesk.ui.approval_opinion import MOST_PHRASES, Offer, PhraseRow, beside_label
from windowdesk.ui.fields import TextField
from windowdesk.ui.parts import column
from windowdesk.ui.theme import Theme


class PhrasedText(QWidget):
    """``text`` is the field; ``pick`` puts in the phrase with a number, from 0."""

    def __init__(self, theme: Theme, label: str, *, height: int = 72) -> None:
        super().__init__()
        self.text = TextField(theme, label=label, height=height)
        self._row = PhraseRow(theme, "常用的话")
        self._row.picked.connect(self._put_in)
        beside_label(self.text, self._row)
        self.setLayout(column(theme, self.text))

    def offer(self, book: PhraseBook, kind: OpinionKind, application: Application) -> None:
        """Offer the phrases of a kind, filled in for an application."""
        phrases = book.offered(kind, application.item.name)
        self.show_offers([Offer(p.title, p.for_application(application)) for p in phrases])

    def show_offers(self, offers: Sequence[Offer]) -> None:
        """Offer other phrases, or none."""
        self._row.offer(offers)
        self._row.setVisible(bool(offers))

    def pick(self, number: int) -> None:
        """Put in the phrase with this number, from 0."""
        self._row.pick(number)

    def keys(self) -> tuple[KeyAct, ...]:
        """Return the keys of the phrases."""
        return tuple(
            KeyAct(
                f"Alt+{number + 1}",
                "" if number else "常用的话",
                partial(self.pick, number),
                shown="" if number else f"Alt+1 …{MOST_PHRASES}",
            )
            for number in range(MOST_PHRASES)
        )

    def value(self) -> str:
        """Return the text without blanks around it."""
        return self.text.value().strip()

    def _put_in(self, words: str) -> None:
        if self.isVisible():
            self.text.put_in(words)
            self.text.take_focus()
