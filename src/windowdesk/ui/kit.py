"""What every screen is handed: look, content, the way off the GUI thread, the door to the user."""

from dataclasses import dataclass

from windowdesk.assets import Assets
from windowdesk.ui.notifier import Notifier
from windowdesk.ui.tasks import Tasks
from windowdesk.ui.theme import Theme


@dataclass(frozen=True)
class Kit:
    """The collaborators of a screen; built once by the composition root."""

    theme: Theme
    assets: Assets
    tasks: Tasks
    notifier: Notifier
