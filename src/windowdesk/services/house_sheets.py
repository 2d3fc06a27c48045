"""Facts of the sheets of the house: slips with temporary passwords, and the test page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from windowdesk.domain.centre import Account, Centre
from windowdesk.domain.duties import who_may
from windowdesk.domain.facts import PaperFacts
from windowdesk.domain.local_time import paper_minute
from windowdesk.services.day_sheet import grouped_hash
from windowdesk.services.paper_port import Renderer
from windowdesk.services.sheet_facts import RECEIPT_SLIP, TEST_PAGE, house_texts

# A character of Unicode's Extension E that stands in names: fonts that have it have most.
_RARE = "𬱖"
_DIGEST_SHOWN = 16
# What stands on a slip of nobody.
_TRIED = {
    "slip.paper": "—",
    "slip.number": "—",
    "slip.says": "试打，不作凭证",
    "notice_due": "",
    "promised_due": "",
}


@dataclass(frozen=True)
class TriedPrinter:
    """The printer that a test page is for; ``kinds`` are the titles of papers it prints.

    ``kind`` is the code of the one kind that it is tried for, '' for all others.
    """

    queue: str
    tray: str = ""
    kinds: tuple[str, ...] = ()
    kind: str = ""


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


def trial_sheet(
    printer: TriedPrinter, renderer: Renderer, centre: Centre, window: str, at: datetime
) -> tuple[str, PaperFacts]:
    """Return the sheet that a printer is tried with, and its facts.

    A roll is tried with a slip that says so: a page of A4 would come out as a strip of it.
    """
    if printer.kind != RECEIPT_SLIP.code:
        return TEST_PAGE.code, trial_facts(printer, renderer, centre, window, at)
    sample = RECEIPT_SLIP.sample()
    texts = {**sample.texts, **house_texts(centre, window, at), **_TRIED, "centre.phone": "—"}
    return RECEIPT_SLIP.code, PaperFacts.of({**texts, "received_at": paper_minute(at)}, {})


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
