"""Facts of the sheets of the house: slips with temporary passwords, and the test page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from windowdesk.domain.centre import Account, Centre
from windowdesk.domain.duties import who_may
from windowdesk.domain.facts import PaperFacts
from windowdesk.services.day_sheet import grouped_hash
from windowdesk.services.paper_port import Renderer
from windowdesk.services.sheet_facts import house_texts

# A character of Unicode's Extension E that stands in names: fonts that have it have most.
_RARE = "𬱖"
_DIGEST_SHOWN = 16


@dataclass(frozen=True)
class TriedPrinter:
    """The printer that a test page is for; ``kinds`` are the titles of papers it prints."""

    queue: str
    tray: str = ""
    kinds: tuple[str, ...] = ()


def password_facts(
    accounts: Iterable[tuple[Account, str]], centre: Centre, at: datetime
) -> PaperFacts:
    """Return the facts of the slips: every account with its temporary password."""
    people = tuple(
        {
            "name": account.name,
            "login": account.login,
            "password": password,
            "duties": who_may(account.roles),
        }
        for account, password in accounts
    )
    return PaperFacts.of(house_texts(centre, "", at), {"people": people})


def trial_facts(
    printer: TriedPrinter, renderer: Renderer, centre: Centre, window: str, at: datetime
) -> PaperFacts:
    """Return the facts of a test page; ``window`` has two digits, '' is the back office."""
    texts = {
        **house_texts(centre, window, at),
        "printer.queue": printer.queue,
        "printer.tray": printer.tray,
        "printer.kinds": "、".join(printer.kinds),
        "printer.rare": _RARE,
        "printer.digest": grouped_hash(renderer.digest[:_DIGEST_SHOWN]),
    }
    faces = tuple({"role": role, "face": face} for role, face in renderer.faces())
    return PaperFacts.of(texts, {"faces": faces})
