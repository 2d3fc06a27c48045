"""What a bench stands on: a seeded centre, opened for several people, with papers and fonts."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from random import Random

from windowdesk.app.compose import House, build_house, log_in
from windowdesk.domain.case import Application
from windowdesk.domain.party import PartyEntry
from windowdesk.services.entry import ApplicationEntry, all_present, read_application
from windowdesk.services.session import Session
from windowdesk.settings import Settings
from windowdesk.tools.demo_centre import (
    APPROVER,
    CLERK,
    CLERK_WINDOW,
    DEMO_PASSWORD,
)
from windowdesk.tools.demo_story import SUBSIDY
from windowdesk.tools.seed import SEED
from windowdesk.tools.seed_people import people
from windowdesk.tools.usual_situations import usual_situations

_ANSWERS = {"category": "肢体残疾 一级", "bank": "农商银行云岭支行", "issue_by": "窗口自取"}


@dataclass(frozen=True)
class Ground:
    """A centre that is measured. ``cases`` is how many it held at the beginning."""

    kind: str
    cases: int
    settings: Settings
    house: House
    clerk: Session
    approver: Session

    def applications(self) -> Iterator[Application]:
        """Yield complete applications for one item by people who come for the first time."""
        session = self.clerk
        with session.database.reading() as uow:
            item = next(one for one in uow.items.all_current() if one.name == SUBSIDY)
        situations = usual_situations(item)
        form = session.forms.get(item.form_code)
        today = session.lookup.today()
        # The first people are those of the seed.
        for person in islice(people(Random(SEED)), self.cases, None):  # noqa: S311  no secret
            entry = ApplicationEntry(
                applicant=PartyEntry(
                    kind=person.kind,
                    name=person.name,
                    id_kind=person.id_number.kind,
                    id_number=person.id_number.number,
                    phone=person.phone,
                    address=person.address,
                    village=person.village,
                ),
                agent=None,
                item=item,
                situations=situations,
                materials=all_present(item, situations),
                answers={**_ANSWERS, "certificate": f"{person.id_number.number[:17]}041"},
            )
            yield read_application(entry, form, today, session.places)


@contextmanager
def open_ground(kind: str, cases: int, settings: Settings) -> Iterator[Ground]:
    """Open a seeded database for a clerk and an approver."""
    house = build_house(settings)
    clerk = log_in(house, CLERK, DEMO_PASSWORD, CLERK_WINDOW)
    approver = log_in(house, APPROVER, DEMO_PASSWORD, "")
    try:
        yield Ground(kind, cases, settings, house, clerk, approver)
    finally:
        clerk.close()
        approver.close()


def bench_settings(folder: Path, database: str) -> Settings:
    """Return settings for a database of the bench, with the folder of its own."""
    return replace(Settings(data=folder, database=database), window=CLERK_WINDOW)


def now() -> datetime:
    """Return the time up to which a seed goes."""
    return datetime.now(UTC)
