"""What the sheets about originals share: F1 shows their keys and the help page."""

from PySide6.QtCore import Signal

from windowdesk.ui.act_sheet import ActSheet
from windowdesk.ui.acts import KeyAct, KeyGroup
from windowdesk.ui.keys_sheet import KeysSheet, help_text
from windowdesk.ui.kit import Kit

HELP_PAGE = "custody"
_HELP_KEY = "F1"


class CustodySheet(ActSheet):
    """``help_wanted`` follows F1."""

    help_wanted = Signal()

    def keys(self) -> tuple[KeyGroup, ...]:
        """Return the keys of the sheet, F1 too."""
        (group,) = super().keys()
        told = KeyAct(_HELP_KEY, "原件交接怎么办", self.help_wanted.emit)
        return (KeyGroup(group.title, (*group.acts, told)),)


def help_sheet(kit: Kit, sheet: CustodySheet) -> KeysSheet:
    """Return the sheet of keys with the page about originals."""
    page = help_text(kit.assets, HELP_PAGE)
    return KeysSheet(kit.theme, "原件交接", sheet.keys(), page)
