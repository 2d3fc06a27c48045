"""The outcomes at the window on both databases: rules of the database, bodies, void papers."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.databases import Desks
from tests.factories import make_actor, make_application, make_case, make_item, make_party
from tests.persistence.acts import accept, move
from windowdesk.assets import Assets
from windowdesk.devices.none import NoPrinter
from windowdesk.domain.case import Application, Case
from windowdesk.domain.document import PrintState
from windowdesk.domain.duties import Role
from windowdesk.domain.errors import DomainError
from windowdesk.domain.materials import HandedIn, MaterialState
from windowdesk.domain.outcomes import (
    Gap,
    Refusal,
    RefusalKind,
    RunningCase,
    SpotCorrection,
    SupplementRequest,
)
from windowdesk.domain.pinyin import PinyinTable
from windowdesk.domain.states import CaseState, Move
from windowdesk.domain.transitions import TRANSITIONS
from windowdesk.domain.turns import EndCause
from windowdesk.forms.shelf import FormShelf
from windowdesk.persistence.case_text import case_text, read_case_text
from windowdesk.persistence.open_database import OpenDatabase
from windowdesk.reports.catalogue import TomlTemplateCatalogue
from windowdesk.services.acceptance import Acceptance
from windowdesk.services.acting import Bench
from windowdesk.services.deemed import Silence
from windowdesk.services.endings import EndingEntry, Endings
from windowdesk.services.paper_port import RenderOrder
from windowdesk.services.press import Press, PrinterChoice
from windowdesk.services.search_index import SearchIndex
from windowdesk.services.verification import Verification
from windowdesk.services.window_outcomes import WindowOutcomes

DAY = timedelta(days=1)
INDEX = SearchIndex(PinyinTable({}, {}))
BARRED = Refusal(RefusalKind.OTHER, "还在限制申请的期间内", "《行政许可法》第七十八条")
CARD, FORM = Gap("card", "残疾人证", "没有交"), Gap("form", "申请表", "没有签字")
PHONE = SpotCorrection("applicant.phone", "联系电话", "13800000002", "13900000028")


class BlankPaper:
    """A renderer that has every character and draws nothing."""

    digest = "0" * 64

    def check(self, order: RenderOrder) -> None:
        assert order.number


class Window:
    """The services of one account on one database."""

    def __init__(self, desks: Desks, role: Role = Role.CLERK) -> None:
        account, self.database = desks.session(role)
        self.bench = Bench(
            self.database,
            desks.calendar,
            TomlTemplateCatalogue(Assets()),
            BlankPaper(),
            account,
            "01" if role is Role.CLERK else "",
        )
        press = Press(self.bench, NoPrinter(), PrinterChoice())
        self.own = WindowOutcomes(self.bench, INDEX, FormShelf(Assets()), press)
        self.acceptance = Acceptance(self.bench, INDEX)

    def application(self) -> Application:
        with self.database.reading() as uow:
            item = uow.items.current(make_item().item_id)
        plain = make_application(item, make_party())
        return replace(plain, answers={"issue_by": "窗口自取"}, issue_by="窗口自取")

    def received(self) -> int:
        return self.acceptance.receive(self.application()).case_id

    def case(self, case_id: int) -> Case:
        with self.database.reading() as uow:
            return uow.cases.get(case_id)


@pytest.fixture
def window(desks: Desks) -> Window:
    return Window(desks)


def is_clean(desks: Desks) -> bool:
    report = Verification(Window(desks, Role.HEAD).bench).run()
    assert [f for f in report.faults if f.kind != "file"] == []
    return True


def go_on(desks: Desks) -> None:
    """Let a second pass where time stands still otherwise: steps of one moment are one act."""
    if desks.clock is not None:
        desks.clock.go_on(timedelta(seconds=1))


def settled(*gaps: Gap) -> list[HandedIn]:
    return [
        HandedIn(gap.code, gap.name, required=True, state=MaterialState.PRESENT, originals=1)
        for gap in gaps
    ]


def test_every_outcome_is_stored_and_verifies(desks: Desks, window: Window) -> None:
    own = window.own
    refused = own.refuse(window.received(), BARRED)
    assert own.reverse(refused.case_id, "点错了").state is CaseState.RECEIVED
    told = own.receive_and_request_supplement(window.application(), SupplementRequest((CARD, FORM)))
    own.supplement(told.case_id, settled(CARD))
    assert own.supplement(told.case_id, settled(FORM)).state is CaseState.ACCEPTED
    corrected = window.received()
    own.correct_on_spot(corrected, (PHONE,), "段玉兰")
    own.take_back(corrected, own.returnable(window.case(corrected)), "", signed=True)
    accepted = window.acceptance.receive_and_accept(window.application()).case_id
    go_on(desks)
    own.withdraw(accepted, "不办了", signed=True, returned=())
    assert own.reverse(accepted, "点错了").state is CaseState.ACCEPTED
    death = EndingEntry(EndCause.DECEASED, "申请人已经死亡", "死亡证明")
    Endings(window.bench).end_before_acceptance(window.received(), death)
    assert own.consult(make_item().item_id, (), "", "要带什么").consultation_id
    assert is_clean(desks)


def test_a_case_that_runs_on_paper_keeps_its_dates(desks: Desks, window: Window) -> None:
    with window.database.reading() as uow:
        now = uow.now()
    running = RunningCase(now - 9 * DAY, now - 8 * DAY, "云溪受〔2026〕7号", "停电")
    case_id = window.own.enter_running(window.application(), running).case_id
    case = window.case(case_id)
    assert (case.received_at, case.accepted_at) == (running.received_at, running.accepted_at)
    assert case.outcomes.late is not None
    assert is_clean(desks)


@pytest.mark.parametrize("role", [Role.CLERK, Role.REVIEWER, Role.SUPERVISOR])
def test_silence_may_be_recorded_by_whoever_looks(desks: Desks, window: Window, role: Role) -> None:
    case_id = stale_case(window.database)
    (recorded,) = Silence(Window(desks, role).bench).sweep().recorded
    assert (recorded.case_id, recorded.state) == (case_id, CaseState.DEEMED_ACCEPTED)
    case = window.case(case_id)
    assert case.accepted_at == case.received_at
    with window.database.reading() as uow:
        begin = uow.now() - DAY
    assert [row.case_id for row in window.database.lists.deemed(begin)] == [case_id]
    assert is_clean(desks)


def stale_case(database: OpenDatabase) -> int:
    """Store a case that was received three weeks ago and never answered."""
    with database.unit_of_work() as uow:
        at = uow.now() - 21 * DAY
        item, party = uow.items.current(make_item().item_id), make_party()
        uow.parties.add(party, [f"i{party.id_number.number}"])
        case = make_case(at=at, application=make_application(item, party))
        uow.numbers.take([f"case|{case.number.division}|{case.number.day:%Y%m%d}"])
        uow.cases.add(case, [f"c{case.number.digits}"])
        uow.commit()
    return case.case_id


def test_the_database_lets_an_act_be_taken_back_only_to_where_it_began(
    desks: Desks, window: Window
) -> None:
    case_id = accept(window.database).case.case_id
    row = TRANSITIONS[CaseState.ACCEPTED, Move.REVERSE]
    with window.database.unit_of_work() as uow:
        case = uow.cases.get(case_id)
        case._record(replace(row, target=CaseState.DELIVERED), make_actor(), uow.now(), "", {})
        uow.cases.save(case)
        with pytest.raises(Exception, match=r"no such move|没有这项权限"):
            uow.commit()
    assert move(window.database, case_id, "assign").state is CaseState.ASSIGNED
    assert desks.kind


def test_open_prints_of_a_void_paper_are_called_off(desks: Desks, window: Window) -> None:
    refused = window.own.refuse(window.received(), BARRED)
    window.own.reverse(refused.case_id, "点错了")
    (paper,) = refused.papers
    with window.database.reading() as uow:
        jobs = uow.prints.of_document(paper.document_id)
    assert [job.state for job in jobs] == [PrintState.VOID]
    assert paper.number not in {row.number for row in window.database.lists.unprinted(None)}
    assert is_clean(desks)


def test_a_clerk_of_another_house_has_no_part(desks: Desks, window: Window) -> None:
    case_id = window.received()
    with pytest.raises(DomainError):
        Window(desks, Role.ISSUER).own.refuse(case_id, BARRED)


def test_the_body_of_a_case_without_outcomes_is_written_as_before() -> None:
    case = make_case()
    assert "outcomes" not in case_text(case)
    assert read_case_text(case_text(case), case.item).outcomes == case.outcomes
