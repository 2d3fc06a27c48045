"""看全号 for the chosen row of a list: shown beside the list, logged, hidden again by itself."""

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLabel

from windowdesk.domain.duties import ACT_ROLES, Act, who_may
from windowdesk.services.session import Session
from windowdesk.ui.buttons import KeyButton
from windowdesk.ui.kit import Kit

NUMBER_KEY = "Alt+K"


class WholeNumber(QObject):
    """One button and one label; the whole number of one case at most is in sight."""

    failed = Signal(object)

    def __init__(self, kit: Kit, session: Session, button: KeyButton, shown: QLabel) -> None:
        super().__init__(button)
        self._kit = kit
        self._session = session
        self._button = button
        self._shown = shown
        self._case_id = 0
        may = session.account.may(Act.SEE_FULL_ID)
        button.setEnabled(may)
        who = who_may(ACT_ROLES[Act.SEE_FULL_ID])
        button.setToolTip("" if may else f"能看全号的人：{who}")
        shown.hide()

    @property
    def is_shown(self) -> bool:
        """Whether a whole number is in sight."""
        return not self._shown.isHidden()

    def turn(self, case_id: int) -> None:
        """Show the whole number of a case, or hide it again."""
        if self.is_shown:
            self.hide()
        elif case_id and self._button.isEnabled():
            self._case_id = case_id
            work = partial(self._session.lookup.full_id, case_id)
            self._kit.tasks.run(work, partial(self._on_number, case_id), self.failed.emit)

    def hide(self) -> None:
        """Hide the number; one that is on its way is not shown any more."""
        self._case_id = 0
        self._shown.hide()
        self._shown.setText("")
        self._button.setText("看全号")

    def _on_number(self, case_id: int, number: str) -> None:
        if case_id == self._case_id:
            self._shown.setText(number)
            self._shown.show()
            self._button.setText("隐去")
