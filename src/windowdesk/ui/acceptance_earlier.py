"""What the same person answered on forms before, asked once a person, off the GUI thread."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QObject, Signal

from windowdesk.domain.identity import IdNumber
from windowdesk.services.session import Session
from windowdesk.ui.kit import Kit


class EarlierAnswers(QObject):
    """``found`` follows when there are answers of the person that was asked about last."""

    found = Signal()

    def __init__(self, kit: Kit, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._kit = kit
        self._session = session
        self._about = ""
        self.answers: Mapping[str, str] = {}

    def ask_about(self, number: IdNumber | None) -> None:
        """Ask for the answers of a person, unless they were asked for already."""
        wanted = number.number if number is not None else ""
        if wanted == self._about:
            return
        self._about = wanted
        self.answers = {}
        if number is not None:
            work = partial(self._session.lookup.earlier_answers, number)
            done = partial(self._on_found, wanted)
            self._kit.tasks.run(work, done, self._kit.notifier.failed)

    def forget(self) -> None:
        """Know nobody any more."""
        self._about = ""
        self.answers = {}

    def _on_found(self, about: str, answers: Mapping[str, str]) -> None:
        if about == self._about and answers:
            self.answers = answers
            self.found.emit()
