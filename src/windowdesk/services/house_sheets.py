"""Facts of the sheets of the house: slips with temporary passwords, and the test page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from windowdesk.domain.centre import Account, Centre, window_label
from windowdesk.domain.duties import who_may
from windowdesk.domain.facts import PaperFacts
from windowdesk.domain.local_time import paper_minute
from windowdesk.services.paper_port import Renderer

# A character of Unicode's Extension E that stands in names: fonts that have it have most.
_RARE = "𬱖"
_DIGEST_SHOWN, _DIGEST_GROUP = 16, 8


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
    return PaperFacts.of(_house(centre, "", at), {"people": people})


def trial_facts(
    printer: TriedPrinter, renderer: Renderer, centre: Centre, window: str, at: datetime
) -> PaperFacts:
    """Return the facts of a test page; ``window`` has two digits, '' is the back office."""
    digest = renderer.digest[:_DIGEST_SHOWN]
    groups = (digest[n : n + _DIGEST_GROUP] for n in range(0, len(digest), _DIGEST_GROUP))
    texts = {
        **_house(centre, window, at),
        "printer.queue": printer.queue,
        "printer.tray": printer.tray,
        "printer.kinds": "、".join(printer.kinds),
        "printer.rare": _RARE,
        "printer.digest": " ".join(groups),
    }
    faces = tuple({"role": role, "face": face} for role, face in renderer.faces())
    return PaperFacts.of(texts, {"faces": faces})


def _house(centre: Centre, window: str, at: datetime) -> dict[str, str]:
    return {
        "centre.name": centre.name,
        "printed_at": paper_minute(at),
        "window": window_label(window) if window else centre.name,
    }
