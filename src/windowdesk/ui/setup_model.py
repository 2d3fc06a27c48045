"""What the wizard of the first start works with, and the order of its pages."""

from collections.abc import Callable
from dataclasses import dataclass

from windowdesk.assets import Assets
from windowdesk.services.setup_draft import SetupDraft
from windowdesk.ui.buttons import Choice
from windowdesk.ui.setup_machine import Printing, SetupCheck
from windowdesk.ui.setup_pages import ReadStaff

WAYS: dict[str, tuple[str, ...]] = {
    "new": (
        "start",
        "database",
        "centre",
        "organs",
        "places",
        "staff",
        "printers",
        "numbers",
        "check",
    ),
    "existing": ("start", "database"),
    "demo": ("start",),
}
LAST_ACT = {"new": "创建", "existing": "打开这个库", "demo": "打开演示"}


@dataclass(frozen=True)
class Person:
    """Who can log in now, with the temporary password."""

    name: str
    login: str
    password: str


@dataclass(frozen=True)
class SetUp:
    """What was founded: people, a sentence about where, and what ``opened`` carries."""

    people: tuple[Person, ...]
    text: str
    opens: object


@dataclass(frozen=True)
class SetupModel:
    """What the wizard works with; every callable runs off the GUI thread.

    ``keep`` stores the answers; ``check`` and ``found`` take them with the owner's address;
    ``open_existing`` and ``open_demo`` return what ``opened`` carries; ``print_passwords`` says
    what became of the sheet.
    """

    assets: Assets
    draft: SetupDraft
    styles: tuple[Choice, ...]
    kinds: tuple[Choice, ...]
    printing: Printing
    read_staff: ReadStaff
    keep: Callable[[SetupDraft], None]
    check: Callable[[SetupDraft, str], SetupCheck]
    found: Callable[[SetupDraft, str], SetUp]
    open_existing: Callable[[SetupDraft], object]
    open_demo: Callable[[], object]
    print_passwords: Callable[[], str]
