"""A half-filled application from before: go on with it, or throw it away."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame

from windowdesk.domain.local_time import clock_time
from windowdesk.services.drafts import Draft
from windowdesk.ui.buttons import ButtonKind, KeyButton
from windowdesk.ui.parts import STRETCH, column, label, row
from windowdesk.ui.theme import Theme


class DraftOffer(QFrame):
    """Hidden while there is none. Delete throws it away only while a button of it has the focus."""

    resumed = Signal(object)
    dropped = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._draft: Draft | None = None
        self.setProperty("role", "well")
        self._title = label("", wrap=True)
        self.resume_button = KeyButton(theme, "接着办", "Alt+R")
        self.drop_button = KeyButton(theme, "不要了", "Delete", ButtonKind.QUIET)
        for button in (self.resume_button, self.drop_button):
            button.setAutoDefault(True)
        self.resume_button.clicked.connect(self.resume)
        self.drop_button.clicked.connect(self._on_drop_button_clicked)
        acts = row(theme, self.resume_button, 8, self.drop_button, STRETCH)
        self.setLayout(column(theme, self._title, 8, acts, margins=(12, 10, 12, 10)))
        self.hide()

    @property
    def draft(self) -> Draft | None:
        """The draft that is offered."""
        return self._draft

    def offer(self, draft: Draft | None, title: str) -> None:
        """Offer a draft; ``title`` says whose it is."""
        self._draft = draft
        self.setHidden(draft is None)
        if draft is not None:
            self._title.setText(f"有一份没办完的：{title}，{clock_time(draft.saved_at)}")
            self.setAccessibleName(self._title.text())

    def resume(self) -> None:
        """Alt+R: go on with the draft."""
        if self._draft is not None:
            self.resumed.emit(self._draft)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt override."""
        if event.key() == Qt.Key.Key_Delete:
            self._on_drop_button_clicked()
        else:
            super().keyPressEvent(event)

    def _on_drop_button_clicked(self) -> None:
        if self._draft is not None:
            self.dropped.emit(self._draft)
