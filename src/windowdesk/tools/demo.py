"""The demo centre: founded, told, and one case worked through from receipt to delivery."""

from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from windowdesk.app.compose import House, build_house, log_in
from windowdesk.assets import Assets
from windowdesk.domain.case import Application, Decision
from windowdesk.domain.document import PrintState
from windowdesk.domain.errors import EnvironmentProblem
from windowdesk.persistence.founding import Founding, found_sqlite
from windowdesk.persistence.number_journal import NumberJournal
from windowdesk.services.acting import ActReceipt
from windowdesk.services.catalogue_content import load_catalogue
from windowdesk.services.entry import ApplicationEntry, all_present, read_application
from windowdesk.services.issuance import Delivery, DeliveryMode
from windowdesk.services.session import Session
from windowdesk.settings import Settings
from windowdesk.tools.demo_centre import (
    APPROVER,
    CLERK,
    CLERK_WINDOW,
    DEMO_ACCOUNTS,
    DEMO_CENTRE,
    DEMO_PASSWORD,
    ISSUE_WINDOW,
    ISSUER,
    REVIEWERS,
    SECOND_CLERK,
    SECOND_WINDOW,
)
from windowdesk.tools.demo_clock import HandClock
from windowdesk.tools.demo_people import VILLAGERS
from windowdesk.tools.demo_story import SUBSIDY, Storyteller, usual_answers
from windowdesk.tools.usual_situations import usual_situations

DEMO_FILE = "demo.db"
_WINDOWS = {CLERK: CLERK_WINDOW, SECOND_CLERK: SECOND_WINDOW, ISSUER: ISSUE_WINDOW}


def demo_settings(settings: Settings) -> Settings:
    """Return the settings with the demo centre's own database file.

    EnvironmentProblem if a real centre lies there: demo and real never share a file.
    """
    folder = settings.data / "demo"
    path = folder / DEMO_FILE
    if not settings.is_postgres and settings.sqlite_path.resolve() == path.resolve():
        raise EnvironmentProblem(
            f"本中心的数据库放在演示中心的位置上：{path}。把它移走并改 settings.toml，再开演示。"
        )
    return replace(settings, data=folder, database=str(folder / DEMO_FILE), window=CLERK_WINDOW)


def found_demo(settings: Settings, clock: HandClock | None = None) -> House:
    """Found the demo centre unless it is there and tell its story; return its house.

    The story ends now, or when ``clock`` stands; then the house goes by this clock, too.
    """
    path = settings.sqlite_path
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _found_whole(settings, path, clock.wall() if clock else datetime.now(UTC))
    return build_house(settings, clock.source if clock else None)


def _found_whole(settings: Settings, path: Path, now: datetime) -> None:
    """Build the centre beside its place and move it there, so that no half of one is found."""
    draft = path.with_name(f"new-{path.name}")
    journal = NumberJournal(draft)
    journal.remove()
    for leftover in path.parent.glob(f"{draft.name}*"):
        leftover.unlink()
    founding = Founding(
        centre=DEMO_CENTRE,
        accounts=[(account, DEMO_PASSWORD) for account in DEMO_ACCOUNTS],
        items=load_catalogue(Assets(settings.content), demo=True),
    )
    found_sqlite(draft, founding)
    clock = HandClock(now)
    house = build_house(replace(settings, database=str(draft)), clock.source)
    with ExitStack() as stack:
        sessions = open_sessions(house, stack)
        Storyteller(sessions, clock, house.calendar).tell(now)
        _settle_old_prints(sessions[CLERK])
    # The journal goes first: a centre without its journal could give a number twice.
    journal.move_to(path)
    draft.rename(path)


def open_sessions(house: House, stack: ExitStack) -> Mapping[str, Session]:
    """Log in every account of the demo at its desk; ``stack`` closes them."""
    sessions = {}
    for account in DEMO_ACCOUNTS:
        window = _WINDOWS.get(account.login, "")
        session = log_in(house, account.login, DEMO_PASSWORD, window)
        stack.callback(session.close)
        if not session.centre.demo:
            raise EnvironmentProblem(
                f"{house.settings.database} 是真实中心的数据库，不能拿来演示。把它移走再开演示。"
            )
        sessions[account.login] = session
    return sessions


def _settle_old_prints(session: Session) -> None:
    """Mark what the story printed as printed: its paper left the house weeks ago."""
    for row in session.database.lists.unprinted(None):
        if row.state is PrintState.WAITING:
            session.press.came_out(row.print_id)


@dataclass(frozen=True)
class DemoRun:
    """What one worked case left: its receipts and the files of its papers."""

    receipts: tuple[ActReceipt, ...]
    files: tuple[Path, ...]


def work_one_case(house: House, out: Path) -> DemoRun:
    """Work one case from receipt to delivery and write all its papers to ``out``."""
    out.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        sessions = open_sessions(house, stack)
        clerk, reviewer = sessions[CLERK], sessions[REVIEWERS["民政"]]
        approver, issuer = sessions[APPROVER], sessions[ISSUER]
        first = clerk.acceptance.receive_and_accept(demo_application(clerk))
        case_id = first.case_id
        delivery = Delivery(DeliveryMode.DIRECT, VILLAGERS[0].name, identity_checked=True)
        receipts = (
            first,
            reviewer.approval.claim(case_id),
            reviewer.approval.propose(case_id, "经审查，材料齐全，符合补贴条件，拟同意。"),
            approver.approval.approve(
                case_id, Decision("经审查，符合规定条件，准予发放残疾人两项补贴。")
            ),
            issuer.issuance.make_ready(case_id),
            issuer.issuance.deliver(case_id, delivery),
        )
        files = _write_papers(issuer, receipts, out)
    return DemoRun(receipts, files)


def demo_application(session: Session) -> Application:
    """Return the application of the demo's first villager for the subsidy."""
    (item,) = (i for i in session.lookup.item_finder().items if i.name == SUBSIDY)
    situations = usual_situations(item)
    entry = ApplicationEntry(
        applicant=VILLAGERS[0].entry(),
        agent=None,
        item=item,
        situations=situations,
        materials=all_present(item, situations),
        answers=usual_answers(VILLAGERS[0], item),
    )
    form = session.forms.get(item.form_code)
    return read_application(entry, form, session.lookup.today(), session.places)


def _write_papers(
    session: Session, receipts: tuple[ActReceipt, ...], out: Path
) -> tuple[Path, ...]:
    files = []
    for order, paper in enumerate((p for r in receipts for p in r.papers), 1):
        stem = out / f"{order} {paper.title} {paper.number}"
        stem.with_suffix(".pdf").write_bytes(session.press.export_pdf(paper.document_id))
        stem.with_suffix(".docx").write_bytes(session.press.docx(paper.document_id))
        files += [stem.with_suffix(".pdf"), stem.with_suffix(".docx")]
    return tuple(files)
