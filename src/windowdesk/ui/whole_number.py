"""看全号: the whole ID number of one case on one key, logged, hidden again by itself.

All places that show a masked number do it in this way: one button, one label.
"""

from functools import partial

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QLabel

from windowdesk.domain.duties import ACT_ROLES, Act, who_may
from windowdesk.services.session import Session
from windowdesk.ui.acts import KeyAct
from windowdesk.ui.buttons import KeyButton
from windowdesk.ui.kit import Kit

NUMBER_KEY = "Alt+K"
_SHOW, _HIDE = "看全号", "隐去"


class WholeNumber(QObject):
    """``label`` shows the masked number of a case, or none, until somebody asks for the whole."""

    failed = Signal(object)

    def __init__(self, kit: Kit, session: Session, button: KeyButton, label: QLabel) -> None:
        super().__init__(button)
        self._kit = kit
        self._session = session
        self._button = button
        self._label = label
        self._case_id = 0
        self._masked = ""
        self._whole = ""
        may = session.account.may(Act.SEE_FULL_ID)
        button.setEnabled(may)
        who = who_may(ACT_ROLES[Act.SEE_FULL_ID])
        button.setToolTip("" if may else f"能看全号的人：{who}")
        button.clicked.connect(self.turn)
        label.installEventFilter(self)
        self._show()

    @property
    def is_shown(self) -> bool:
        """Whether a whole number is in sight."""
        return bool(self._whole)

    def act(self) -> KeyAct:
        """Return the key, for the screen that holds the button."""
        return KeyAct(NUMBER_KEY, "看全号（有记录）", self.turn)

    def set_case(self, case_id: int, masked: str = "") -> None:
        """Show another case, or the same one as it is now; 0 for none."""
        if case_id != self._case_id:
            self._whole = ""
        self._case_id, self._masked = case_id, masked
        self._show()

    def turn(self) -> None:
        """Show the whole number, or hide it again; the service logs the look."""
        if self._whole:
            self.hide()
        elif self._case_id and self._button.isEnabled():
            work = partial(self._session.lookup.full_id, self._case_id)
            done = partial(self._on_number, self._case_id)
            self._kit.tasks.run(work, done, self.failed.emit)

    def hide(self) -> None:
        """Hide the whole number."""
        self._whole = ""
        self._show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt override: whoever leaves the screen leaves no whole number behind."""
        if watched is self._label and event.type() == QEvent.Type.Hide and self._whole:
            self._whole = ""
            self._label.setText(self._masked)
            self._button.setText(_SHOW)
        return super().eventFilter(watched, event)

    def _on_number(self, case_id: int, number: str) -> None:
        if case_id == self._case_id:
            self._whole = number
            self._show()

    def _show(self) -> None:
        text = self._whole or self._masked
        self._label.setText(text)
        self._label.setVisible(bool(text))
        self._button.setText(_HIDE if self._whole else _SHOW)
