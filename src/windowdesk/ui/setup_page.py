"""The base of the pages of the wizard."""

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from windowdesk.services.setup_draft import SetupDraft, SetupFault


class SetupPage(QWidget):
    """A page shows its part of the answers and gives it back.

    ``edited`` on every change; ``done`` when Enter leaves its last field.
    """

    code: ClassVar[str]
    title: ClassVar[str]
    lead: ClassVar[str]

    edited = Signal()
    done = Signal()

    def fill(self, draft: SetupDraft) -> None:
        """Show the answers."""

    def take(self, draft: SetupDraft) -> SetupDraft:
        """Return the answers with what stands on this page."""
        return draft

    def show_faults(self, faults: Sequence[SetupFault]) -> None:
        """Show what is wrong on this page."""

    def take_focus(self) -> None:
        """Put the focus where work begins, or where something is wrong."""
        self.focusNextChild()
