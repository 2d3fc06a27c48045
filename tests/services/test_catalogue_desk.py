"""Items are drafted, admitted step by step, published for a day, withdrawn."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.services.catalogue import (
    PAPER,
    READY,
    SECOND_ADMIN,
    TODAY,
    Admission,
    catalogue_founding,
    open_catalogue,
    texts,
)
from tests.services.counter import PROMISE, Counter, open_counter
from windowdesk.domain.admission import AdmissionStep, looked_at
from windowdesk.domain.errors import ConcurrentChange, DomainError, NotPermitted
from windowdesk.domain.item_changes import ChangeKind
from windowdesk.domain.item_kinds import ItemState
from windowdesk.domain.item_texts import ItemFaulty, texts_of
from windowdesk.services.admission_entry import StepEntry
from windowdesk.services.catalogue_desk import CatalogueDesk
from windowdesk.services.paper_port import Renderer

SOON = TODAY + timedelta(days=10)


@pytest.fixture
def centre(tmp_path: Path, renderer: Renderer) -> Iterator[Counter]:
    opened = open_catalogue(tmp_path, renderer)
    yield opened
    opened.close()


@pytest.fixture
def desk(centre: Counter) -> CatalogueDesk:
    return centre.at("admin").catalogue


@pytest.fixture
def admission(centre: Counter) -> Admission:
    return Admission.at(centre)


def test_an_item_goes_from_draft_to_the_window_in_four_steps(
    centre: Counter, admission: Admission
) -> None:
    item_id = READY.item_id
    assert admission.writer.view(item_id).entry.state is ItemState.PROPOSED
    published = admission.published(item_id)
    assert (published.version, published.effective_from) == (2, TODAY)
    view = admission.writer.view(item_id)
    assert view.entry.is_offered
    assert view.entry.draft is None
    told = [(step.step, step.name) for step in view.steps]
    assert told == [
        (AdmissionStep.PROPOSED, "段admin"),
        (AdmissionStep.ASSESSED, "段admin"),
        (AdmissionStep.APPROVED, "段二管"),
        (AdmissionStep.PUBLISHED, "段二管"),
    ]
    assert view.steps[2].paper is not None
    assert view.steps[2].paper.text == "云溪镇人民政府 云政发〔2026〕3号 2026-11-18"
    assert {step.digest for step in view.steps[1:]} == {looked_at(published)}
    assert READY.name in {i.name for i in centre.at().lookup.item_finder().acceptable(TODAY)}


def test_a_future_version_is_not_current_before_its_first_day(
    centre: Counter, admission: Admission
) -> None:
    item_id = PROMISE.item_id
    admission.published(item_id, SOON, fee="不收费", result_document="资格认定告知单")
    with centre.at().database.reading() as uow:
        assert uow.items.current(item_id).version == 1
    view = admission.writer.view(item_id)
    assert view.last_day(view.versions[0]) == SOON - timedelta(days=1)
    assert view.entry.state_text == "已发布，11月30日起换新版"
    centre.pass_time(timedelta(days=10))
    with centre.new_session("clerk").database.reading() as uow:
        assert uow.items.current(item_id).version == 2


def test_a_later_change_of_an_item_changes_neither_clock_nor_materials_of_a_case(
    centre: Counter, admission: Admission
) -> None:
    case_id = centre.accepted(PROMISE)
    before = centre.at().lookup.case(case_id)
    draft = admission.writer.open_draft(PROMISE.item_id)
    shorter = texts(draft.item, promised_limit="1个工作日", fee="不收费", result_document="告知单")
    fewer = replace(shorter, parts={"materials": shorter.parts["materials"][:1]})
    draft = admission.writer.save_draft(PROMISE.item_id, fewer, draft.version)
    draft = admission.writer.assess(PROMISE.item_id, StepEntry(), draft.version)
    draft = admission.other.approve(PROMISE.item_id, PAPER, draft.version)
    admission.other.publish(PROMISE.item_id, None, StepEntry(), draft.version)
    after = centre.at().lookup.case(case_id)
    assert after.case.item == before.case.item == PROMISE
    assert after.promise == before.promise
    assert after.case.application.materials == before.case.application.materials
    fresh = centre.at().lookup.item_finder()
    (now,) = (i for i in fresh.items if i.item_id == PROMISE.item_id)
    assert (now.version, len(now.materials)) == (2, 1)
    with pytest.raises(DomainError, match="刚改过（第 2 版）"):
        centre.at().acceptance.receive(centre.application(PROMISE))


def test_a_text_changed_after_it_was_assessed_falls_back(admission: Admission) -> None:
    draft = admission.approved(READY.item_id)
    assert draft.state is ItemState.APPROVED
    changed = texts(draft.item, fee="收费", fee_basis="某某办法第三条")
    draft = admission.writer.save_draft(READY.item_id, changed, draft.version)
    assert draft.state is ItemState.PROPOSED
    with pytest.raises(DomainError, match="下一步是评估"):
        admission.other.publish(READY.item_id, None, StepEntry(), draft.version)
    assert admission.writer.view(READY.item_id).steps[-1].note == "内容改过，重新评估。"


def test_the_first_day_alone_may_be_set_without_a_new_assessment(admission: Admission) -> None:
    draft = admission.approved(READY.item_id)
    dated = texts(draft.item, effective_from=SOON.isoformat())
    draft = admission.writer.save_draft(READY.item_id, dated, draft.version)
    assert draft.state is ItemState.APPROVED
    item = admission.other.publish(READY.item_id, None, StepEntry(), draft.version)
    assert item.effective_from == SOON


def test_whoever_wrote_a_draft_does_not_approve_it(admission: Admission) -> None:
    draft = admission.writer.open_draft(READY.item_id)
    draft = admission.writer.assess(READY.item_id, StepEntry(), draft.version)
    with pytest.raises(NotPermitted, match="另一名管理员"):
        admission.writer.approve(READY.item_id, PAPER, draft.version)
    assert not admission.writer.view(READY.item_id).may_approve
    assert admission.other.view(READY.item_id).may_approve


def test_a_centre_with_one_administrator_records_the_exception(
    tmp_path: Path, renderer: Renderer
) -> None:
    centre = open_counter(tmp_path, renderer, catalogue_founding(admins=1))
    desk = centre.at("admin").catalogue
    draft = desk.open_draft(READY.item_id)
    draft = desk.assess(READY.item_id, StepEntry(), draft.version)
    desk.approve(READY.item_id, PAPER, draft.version)
    assert desk.view(READY.item_id).steps[-1].note.startswith("本中心只有一名管理员")
    centre.close()


@pytest.mark.parametrize(
    ("written", "field"),
    [
        (replace(PAPER, organ=" "), "organ"),
        (replace(PAPER, number=""), "number"),
        (replace(PAPER, on=None), "on"),
        (replace(PAPER, on=TODAY + timedelta(days=1)), "on"),
    ],
)
def test_nothing_is_approved_without_a_whole_paper(
    admission: Admission, written: StepEntry, field: str
) -> None:
    draft = admission.writer.open_draft(READY.item_id)
    draft = admission.writer.assess(READY.item_id, StepEntry(), draft.version)
    with pytest.raises(DomainError) as problem:
        admission.other.approve(READY.item_id, written, draft.version)
    assert problem.value.field == field
    assert admission.writer.view(READY.item_id).entry.draft == draft


def test_nothing_is_published_with_a_gap_or_for_a_day_that_is_past(
    centre: Counter, admission: Admission
) -> None:
    draft = admission.approved(READY.item_id, fee="", accept_basis="")
    with pytest.raises(DomainError) as problem:
        admission.other.publish(READY.item_id, None, StepEntry(), draft.version)
    assert problem.value.text == (
        "还不能发布，差 2 处。权力 · 受理依据：缺受理依据；收费 · 收费：缺收费。"
    )
    assert problem.value.field == "accept_basis"
    filled = texts(draft.item, fee="不收费", accept_basis="办法第二条")
    draft = admission.writer.save_draft(READY.item_id, filled, draft.version)
    draft = admission.writer.assess(READY.item_id, StepEntry(), draft.version)
    draft = admission.other.approve(READY.item_id, PAPER, draft.version)
    with pytest.raises(DomainError, match="已经过了"):
        admission.other.publish(
            READY.item_id, TODAY - timedelta(days=1), StepEntry(), draft.version
        )
    assert centre.count("item_version") == len(catalogue_founding().items)


def test_a_draft_is_given_back_or_put_away_with_a_reason(admission: Admission) -> None:
    draft = admission.approved(READY.item_id)
    with pytest.raises(DomainError, match="还没写理由"):
        admission.other.reject(READY.item_id, StepEntry(), draft.version)
    draft = admission.other.reject(READY.item_id, StepEntry(note="依据已废止"), draft.version)
    assert draft.state is ItemState.PROPOSED
    admission.writer.discard(READY.item_id, StepEntry(note="不办了"), draft.version)
    view = admission.writer.view(READY.item_id)
    assert (view.entry.draft, view.steps[-1].step) == (None, AdmissionStep.DISCARDED)
    assert view.steps[-1].note == "不办了"


def test_a_withdrawn_item_is_offered_until_the_day_before(
    centre: Counter, admission: Admission
) -> None:
    item = admission.writer.withdraw(PROMISE.item_id, SOON, PAPER)
    assert (item.version, item.state) == (2, ItemState.WITHDRAWN)
    assert centre.accepted(PROMISE)
    centre.pass_time(timedelta(days=10))
    clerk = centre.new_session("clerk")
    offered = clerk.lookup.item_finder().acceptable(SOON)
    assert PROMISE.name not in {i.name for i in offered}
    with pytest.raises(DomainError, match="不用再停"):
        admission.writer.withdraw(PROMISE.item_id, None, PAPER)
    with pytest.raises(DomainError, match="哪个机关"):
        admission.writer.withdraw("housing", None, StepEntry())


def test_every_text_that_cannot_stand_is_told_at_its_field(desk: CatalogueDesk) -> None:
    draft = desk.open_draft(PROMISE.item_id)
    told = texts(draft.item, name="", category="许可", statutory_limit="20", visits="一次")
    rows = [dict(row) for row in told.parts["materials"]]
    rows[1] |= {"code": "form", "copies": "两份"}
    with pytest.raises(ItemFaulty) as problem:
        desk.save_draft(PROMISE.item_id, replace(told, parts={"materials": rows}), draft.version)
    assert [fault.field for fault in problem.value.faults] == [
        "name",
        "category",
        "statutory_limit",
        "visits",
        "materials.1.copies",
        "materials.1.code",
    ]
    assert "写：行政许可、行政确认" in problem.value.faults[1].fault.text
    assert desk.open_draft(PROMISE.item_id) == draft


def test_who_saves_second_is_told_and_loses_nothing(admission: Admission) -> None:
    draft = admission.writer.open_draft(READY.item_id)
    admission.other.save_draft(READY.item_id, texts(draft.item, visits="1"), draft.version)
    with pytest.raises(ConcurrentChange, match="按 F5"):
        admission.writer.save_draft(READY.item_id, texts(draft.item, visits="2"), draft.version)
    assert admission.writer.open_draft(READY.item_id).item.visits == 1
    assert admission.writer.open_draft(READY.item_id).writers == ("admin", SECOND_ADMIN.login)


def test_a_new_item_lives_as_a_draft_until_it_is_published(
    centre: Counter, admission: Admission
) -> None:
    told = texts(replace(READY, item_id="NEW-1", name="老年优待证换发"))
    begun = admission.writer.add_item(told)
    assert (begun.item.version, begun.state) == (1, ItemState.PROPOSED)
    assert "老年优待证换发" not in {i.name for i in centre.at().lookup.item_finder().items}
    with pytest.raises(DomainError, match="已经有了"):
        admission.writer.add_item(told)
    assert admission.published("NEW-1").version == 1
    assert "老年优待证换发" in {i.name for i in centre.at().lookup.item_finder().items}


def test_two_versions_are_compared_field_by_field_and_record_by_record(
    admission: Admission,
) -> None:
    draft = admission.writer.open_draft(PROMISE.item_id)
    told = texts(draft.item, promised_limit="5个工作日", phone="0874-5550009")
    rows = [dict(row) for row in told.parts["materials"]]
    rows[0]["copies"] = "2"
    more = {**rows[0], "code": "extra", "name": "监护关系证明"}
    admission.writer.save_draft(
        PROMISE.item_id,
        replace(told, parts={"materials": [rows[0], rows[2], more]}),
        draft.version,
    )
    found = admission.writer.compare(PROMISE.item_id, 1, None)
    assert [(c.kind, c.record, c.label, c.before[:4], c.after[:5]) for c in found] == [
        (ChangeKind.CHANGED, "", "承诺期限", "8个工作", "5个工作日"),
        (ChangeKind.ADDED, "", "咨询电话", "", "0874-"),
        (ChangeKind.CHANGED, "form 申请表", "份数", "1", "2"),
        (ChangeKind.REMOVED, "card 残疾人证", "", "材料编号", ""),
        (ChangeKind.ADDED, "extra 监护关系证明", "", "", "材料编号 "),
    ]


@pytest.mark.parametrize(
    "act",
    [
        lambda desk: desk.open_draft(READY.item_id),
        lambda desk: desk.add_item(texts_of(replace(READY, item_id="X"))),
        lambda desk: desk.save_draft(READY.item_id, texts_of(READY), 1),
        lambda desk: desk.assess(READY.item_id, StepEntry(), 1),
        lambda desk: desk.approve(READY.item_id, PAPER, 1),
        lambda desk: desk.reject(READY.item_id, StepEntry(note="不行"), 1),
        lambda desk: desk.discard(READY.item_id, StepEntry(note="不行"), 1),
        lambda desk: desk.publish(READY.item_id, None, StepEntry(), 1),
        lambda desk: desk.withdraw(PROMISE.item_id, None, PAPER),
    ],
)
def test_whoever_does_not_manage_the_catalogue_changes_nothing(
    centre: Counter, act: Callable[[CatalogueDesk], object]
) -> None:
    clerk = centre.at().catalogue
    with pytest.raises(NotPermitted, match="系统管理员"):
        act(clerk)
    assert centre.count("item_draft") == centre.count("item_admission") == 0
    assert not clerk.view(READY.item_id).may_change


def test_items_are_found_by_what_people_call_them(desk: CatalogueDesk) -> None:
    entries = desk.entries()
    assert len(entries) == len(catalogue_founding().items)
    assert [one.item.name for one in desk.find(entries, "glj")] == [READY.name]
    assert desk.find(entries, " ") == entries
    ready = next(one for one in entries if one.item.item_id == READY.item_id)
    assert (ready.blocking, ready.state_text) == (0, "拟入库")
    assert {gap.field for gap in ready.gaps} >= {"phone", "organ", "legal_basis"}
