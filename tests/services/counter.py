"""A whole centre for tests of services: real storage, real papers, a print system that keeps them.

It is Friday, 20 November 2026, 10:42. Every account is named after its duty.
"""

import json
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path

from tests.databases import Desks, make_founding, sqlite_desks
from tests.factories import PASSWORD, make_account, make_centre, make_item, make_staff
from tests.reports.reading import page_texts
from windowdesk.app.compose import House, log_in
from windowdesk.assets import Assets
from windowdesk.domain.case import Application
from windowdesk.domain.centre import Account
from windowdesk.domain.duties import Role
from windowdesk.domain.errors import EnvironmentProblem
from windowdesk.domain.identity import IdKind
from windowdesk.domain.item import Item
from windowdesk.domain.item_kinds import ApplicantKind, ItemState, MaterialForm, ServiceType
from windowdesk.domain.item_parts import Material, SpecialProcedure
from windowdesk.domain.limits import LimitUnit, TimeLimit
from windowdesk.domain.party import AgentEntry, AgentKind, PartyEntry, PartyKind
from windowdesk.domain.situations import Situation
from windowdesk.persistence.founding import Founding
from windowdesk.reports.catalogue import TomlTemplateCatalogue
from windowdesk.services.acting import ActReceipt
from windowdesk.services.content import load_pinyin
from windowdesk.services.entry import ApplicationEntry, all_present, read_application
from windowdesk.services.paper_port import Renderer
from windowdesk.services.print_port import JobReport, JobState, QueueReport
from windowdesk.services.session import Session
from windowdesk.settings import Settings

QUEUE = "desk"
OTHER_DEPARTMENT = "农业农村办"
REVIEWER = make_account(Role.REVIEWER, department="民政办")
OTHER_REVIEWER = make_account(Role.REVIEWER, "farming", "沐小兰", OTHER_DEPARTMENT)
ALL_ROUND = Account("all-round", "许绍文", frozenset((Role.CLERK, Role.APPROVER)))
SECOND_CLERK = make_account(Role.CLERK, "clerk2", "代永芳")
SECOND_APPROVER = make_account(Role.APPROVER, "approver2", "段正刚")
WINDOW_OF = {"clerk": "01", "clerk2": "02", "all-round": "02", "issuer": "02"}

PROMISE = make_item()
SITUATED = replace(
    make_item("housing"),
    name="农村宅基地和建房（规划许可）审批",
    short_name="",
    applicant_kind=ApplicantKind.BOTH,
    situations=(Situation("old", "原址翻建", "place"), Situation("new", "新址建房", "place")),
    materials=(
        Material("form", "申请表", required=True, form=MaterialForm.ORIGINAL),
        Material("deed", "原权属证书", required=True, form=MaterialForm.COPY, condition="old"),
        Material("plot", "选址意见", required=True, form=MaterialForm.ORIGINAL, condition="new"),
    ),
    result_document="乡村建设规划许可证",
    special_procedures=(
        SpecialProcedure("鉴定", "《行政许可法》第四十五条", TimeLimit(15, LimitUnit.WORKDAY)),
        SpecialProcedure("公示", "《云溪镇办件规则》第十二条", None),
    ),
    joint_organs=("自然资源所",),
)
IMMEDIATE = replace(
    make_item("birth"),
    name="生育登记",
    short_name="",
    service_type=ServiceType.IMMEDIATE,
    statutory_limit=TimeLimit(0, LimitUnit.WORKDAY),
    promised_limit=TimeLimit(0, LimitUnit.WORKDAY),
)
FOR_ORGANISATIONS = replace(
    make_item("permit"), name="临时占用道路许可", short_name="", applicant_kind=ApplicantKind.LEGAL
)
WITHOUT_LIMIT = replace(make_item("aid"), name="临时救助", short_name="", promised_limit=None)
ENDED = replace(make_item("ended"), name="旧事项", short_name="", effective_to=date(2026, 11, 19))
UNPUBLISHED = replace(
    make_item("draft"), name="拟入库事项", short_name="", state=ItemState.PROPOSED
)
# 8 working days: the card may come late, the proof of residence is replaced by a commitment.
LENIENT = replace(
    make_item("lenient"),
    name="临时救助金申领",
    short_name="",
    tolerable=True,
    materials=(
        Material("form", "申请表", required=True, form=MaterialForm.ORIGINAL, copies=1),
        Material(
            "card", "户口簿", required=True, form=MaterialForm.ORIGINAL_AND_COPY, tolerable=True
        ),
        Material("photo", "照片", required=True, form=MaterialForm.ORIGINAL, tolerable=True),
        Material(
            "home",
            "居住情况说明",
            required=True,
            form=MaterialForm.ORIGINAL,
            promisable=True,
            standard="申请人现住在本镇",
            basis="《社会救助暂行办法》",
        ),
    ),
)
ITEMS = (
    LENIENT,
    PROMISE,
    SITUATED,
    IMMEDIATE,
    FOR_ORGANISATIONS,
    WITHOUT_LIMIT,
    ENDED,
    UNPUBLISHED,
)

PERSON = PartyEntry(
    kind=PartyKind.NATURAL,
    name="段玉兰",
    id_kind=IdKind.RESIDENT,
    id_number="530399196903020045",
    phone="13900000027",
    address="云溪镇白石村3组",
    village="990322103201",
)
ORGANISATION = PartyEntry(
    kind=PartyKind.LEGAL,
    name="云溪镇白石村股份经济合作社",
    id_kind=IdKind.USCC,
    id_number="N2530399MF0000001E",
    phone="0874-5550123",
    address="云溪镇白石村委会",
    representative="陆𬱖明",
)
AGENT = AgentEntry(
    kind=AgentKind.AGENT,
    name="杞正荣",
    id_kind=IdKind.RESIDENT,
    id_number="530399195005050168",
    phone="13800000560",
    relation="儿子",
    authority_number="2026-17",
)


@dataclass
class PaperTray:
    """A print system with one queue that keeps every sheet; ``broken`` is why it takes none.

    ``away`` is why it does not even answer. ``on_send`` is called before a sheet is taken.
    """

    broken: str = ""
    away: str = ""
    verdict: JobReport = field(default_factory=lambda: JobReport(JobState.DONE))
    sheets: list[bytes] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    slots: list[str] = field(default_factory=list)
    cancelled: list[str] = field(default_factory=list)
    on_send: Callable[[], None] = lambda: None

    def queues(self) -> tuple[QueueReport, ...]:
        self._answer()
        return (QueueReport(QUEUE, ready=not self.broken, reason=self.broken, is_default=True),)

    def trays(self, queue: str) -> tuple[str, ...]:
        del queue
        return ("Tray1", "Tray2")

    def send(self, queue: str, pdf: bytes, *, title: str, copies: int, tray: str = "") -> str:
        self._answer()
        assert (queue, copies) == (QUEUE, 1)
        self.slots.append(tray)
        self.on_send()
        if self.broken:
            raise EnvironmentProblem(self.broken)
        self.sheets.append(pdf)
        self.titles.append(title)
        return f"{QUEUE}-{len(self.sheets)}"

    def ask(self, job: str) -> JobReport:
        self._answer()
        assert job.startswith(QUEUE)
        return self.verdict

    def cancel(self, job: str) -> None:
        self._answer()
        self.cancelled.append(job)

    def _answer(self) -> None:
        if self.away:
            raise EnvironmentProblem(self.away)


@dataclass
class Counter:
    """The centre of one test; every session is closed with it."""

    desks: Desks
    house: House
    tray: PaperTray
    _usual: dict[str, Session] = field(default_factory=dict)
    _open: list[Session] = field(default_factory=list)

    def at(self, login: str = "clerk") -> Session:
        """Return the session of an account at the window where it usually sits."""
        if login not in self._usual:
            self._usual[login] = self.new_session(login)
        return self._usual[login]

    def new_session(self, login: str, window: str | None = None) -> Session:
        """Log in once more, as a second program would; at the usual window if none is given."""
        chosen = WINDOW_OF.get(login, "") if window is None else window
        session = log_in(self.house, login, PASSWORD, chosen)
        self._open.append(session)
        return session

    def accepted(self, item: Item = PROMISE, party: PartyEntry = PERSON) -> int:
        """Return the id of a case that the clerk has just received and accepted."""
        return self.at().acceptance.receive_and_accept(self.application(item, party)).case_id

    def application(
        self,
        item: Item = PROMISE,
        party: PartyEntry = PERSON,
        *,
        agent: AgentEntry | None = None,
        situations: tuple[str, ...] = (),
    ) -> Application:
        """Return a complete application, read and checked."""
        session = self.at()
        entry = ApplicationEntry(
            applicant=party,
            agent=agent,
            item=item,
            situations=situations,
            materials=all_present(item, situations),
            answers={"issue_by": "窗口自取"},
        )
        form = session.forms.get(item.form_code)
        return read_application(entry, form, session.lookup.today(), session.places)

    def paper(self, receipt: ActReceipt, kind: str) -> str:
        """Return the text of the PDF that an act issued, without any white."""
        (paper,) = (p for p in receipt.papers if p.kind == kind)
        pdf = self.at().press.bytes_of_record(paper.document_id)
        return "".join(page_texts(pdf))

    def facts(self, document_id: int) -> dict[str, str]:
        """Return the frozen facts of a paper."""
        with self.at().database.reading() as uow:
            texts: dict[str, str] = json.loads(uow.papers.get(document_id).facts_text)["texts"]
        return texts

    def audited(self) -> list[tuple[str, str, str]]:
        """Return login, act and subject of every audit entry, oldest first."""
        assert self.desks.path is not None
        with closing(sqlite3.connect(self.desks.path)) as connection:
            rows = connection.execute("SELECT login, act, subject FROM audit_log ORDER BY audit_id")
            return [(str(login), str(act), str(subject)) for login, act, subject in rows]

    def count(self, table: str) -> int:
        """Return how many rows a table holds."""
        assert self.desks.path is not None
        with closing(sqlite3.connect(self.desks.path)) as connection:
            return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])

    def pass_time(self, by: timedelta) -> None:
        """Let the clock on the wall go on."""
        assert self.desks.clock is not None
        self.desks.clock.go_on(by)

    def close(self) -> None:
        while self._open:
            self._open.pop().close()


def make_accounts() -> tuple[Account, ...]:
    """Return one account for each duty and the few that tests need besides."""
    usual = tuple(a for a in make_staff() if a.login != Role.REVIEWER.value)
    return (*usual, REVIEWER, OTHER_REVIEWER, ALL_ROUND, SECOND_CLERK, SECOND_APPROVER)


def counter_founding(items: Sequence[Item] = ITEMS, *, demo: bool = False) -> Founding:
    return make_founding(replace(make_centre(), demo=demo), make_accounts(), items)


def open_counter(
    folder: Path,
    renderer: Renderer,
    founding: Founding,
    *,
    template: Path | None = None,
    printer: str = QUEUE,
) -> Counter:
    """Open a centre on an SQLite file below ``folder``; ``printer`` "" is a desk without one."""
    desks = sqlite_desks(folder, founding, template=template)
    return counter_on(desks, folder, renderer, printer=printer)


def counter_on(desks: Desks, folder: Path, renderer: Renderer, *, printer: str = QUEUE) -> Counter:
    """Open a centre that was founded on either database; ``folder`` is that of this machine."""
    assets, tray = Assets(), PaperTray()
    house = House(
        settings=Settings(data=folder, database=str(desks.path), printer=printer),
        assets=assets,
        calendar=desks.calendar,
        pinyin=load_pinyin(assets),
        gate=desks.gate,
        templates=TomlTemplateCatalogue(assets),
        renderer=renderer,
        spooler=tray,
    )
    return Counter(desks, house, tray)
