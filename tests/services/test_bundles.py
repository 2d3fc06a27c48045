"""一件事 from one form to several cases: one transaction, own numbers, own clocks, own papers."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.databases import QUICK_CHECK
from tests.services.bundle_visit import (
    ALL,
    family,
    family_application,
    family_entry,
)
from tests.services.counter import (
    IMMEDIATE,
    PROMISE,
    SITUATED,
    Counter,
    counter_founding,
    open_counter,
)
from windowdesk.domain.case import Case
from windowdesk.domain.errors import DomainError
from windowdesk.domain.materials import MaterialState
from windowdesk.domain.numbers import BundleNumber
from windowdesk.domain.party import EntryProblems
from windowdesk.domain.states import CaseState, Move
from windowdesk.persistence.gates import SqliteGate
from windowdesk.reports.catalogue import PaperRenderer
from windowdesk.services.bundle_shares import MemberWay, member_states
from windowdesk.services.bundles import BundleReceipt
from windowdesk.services.issuance import Delivery, DeliveryMode
from windowdesk.services.verification import Verification

NUMBER = "YJS990322103202611200001"


class Died(Exception):
    """The program is gone."""


def dying_counter(
    folder: Path, renderer: PaperRenderer, template: Path, on_step: Callable[[str], None]
) -> Counter:
    """Open a counter that tells of every write before it happens."""
    folder.mkdir(exist_ok=True)
    counter = open_counter(folder, renderer, counter_founding(), template=template)
    assert counter.desks.path is not None
    source = counter.desks.clock
    assert source is not None
    gate = SqliteGate(
        counter.desks.path,
        counter.desks.calendar,
        source=source.source,
        check=QUICK_CHECK,
        on_step=on_step,
    )
    counter.house = replace(counter.house, gate=gate)
    return counter


def cases_of(counter: Counter, receipt: BundleReceipt) -> list[Case]:
    return [counter.at().lookup.case(one.case_id).case for one in receipt.receipts]


def accepted(counter: Counter) -> BundleReceipt:
    return counter.at().bundles.accept(family_application(counter))


def test_one_visit_opens_a_case_for_each_item_under_one_number(either: Counter) -> None:
    receipt = accepted(either)
    cases = cases_of(either, receipt)
    number = BundleNumber(receipt.number)
    assert (number.text[:12], number.serial) == ("YJS990322103", 1)
    assert [case.item.name for case in cases] == [IMMEDIATE.name, PROMISE.name, SITUATED.name]
    assert [case.number.serial for case in cases] == [1, 2, 3]
    assert sorted(cases, key=lambda case: case.case_id) == cases
    assert {case.turns.bundle for case in cases} == {number.text}
    assert {case.application.applicant.id for case in cases} == {cases[0].application.applicant.id}
    assert [case.state for case in cases] == [
        CaseState.APPROVED,
        CaseState.ACCEPTED,
        CaseState.ACCEPTED,
    ]


def test_each_case_has_the_clock_of_its_own_item(counter: Counter) -> None:
    birth, allowance, house = accepted(counter).receipts
    assert (allowance.due_on, house.due_on) == (date(2026, 12, 2), date(2026, 12, 2))
    assert birth.due_on == date(2026, 12, 4)


def test_the_ledger_of_a_bundle_adds_up(either: Counter) -> None:
    accepted(either)
    accepted(either)
    report = Verification(either.at("supervisor").bench).run()
    assert report.faults == ()


def test_bundles_have_a_number_line_of_their_own_that_a_verification_follows(
    either: Counter,
) -> None:
    first, second = accepted(either), accepted(either)
    assert [BundleNumber(one.number).serial for one in (first, second)] == [1, 2]


def test_every_number_of_a_bundle_is_journaled_beside_the_database(counter: Counter) -> None:
    accepted(counter)
    assert counter.desks.path is not None
    folder = counter.desks.path.with_name(counter.desks.path.name + ".numbers")
    lines = "".join(file.read_text(encoding="utf-8") for file in folder.iterdir()).splitlines()
    assert "1\tbundle|990322103|20261120" in lines
    for serial in (1, 2, 3):
        assert f"{serial}\tcase|990322103|20261120" in lines


def test_each_case_has_its_own_papers_and_the_first_one_that_of_the_whole(counter: Counter) -> None:
    receipt = accepted(counter)
    kinds = [[paper.kind for paper in one.papers] for one in receipt.receipts]
    assert kinds == [
        ["receipt", "immediate", "bundle"],
        ["receipt", "acceptance"],
        ["receipt", "acceptance"],
    ]
    assert receipt.papers[0].kind == "bundle"


def test_the_receipt_of_the_whole_lists_every_case_with_its_day(counter: Counter) -> None:
    receipt = accepted(counter)
    text = counter.paper(receipt.receipts[0], "bundle")
    for case in cases_of(counter, receipt):
        assert case.number.grouped in text
        assert case.item.name in text
    assert "YJS-990322103-20261120-0001" in text
    assert "2026年12月2日" in text
    assert "共3件，当场办结1件，已受理2件" in text


def test_a_material_is_handed_in_once_and_each_case_says_where_the_original_lies(
    counter: Counter,
) -> None:
    birth, allowance, house = cases_of(counter, accepted(counter))
    forms = [case.application.materials[0] for case in (birth, allowance, house)]
    assert [one.originals for one in forms] == [1, 0, 0]
    assert {one.state for one in forms} == {MaterialState.PRESENT}
    assert [one.note for one in forms[1:]] == [f"原件在办件 {birth.number.short}"] * 2


def test_what_another_item_makes_is_fetched_and_not_asked_for(counter: Counter) -> None:
    entry = family_entry(("do.birth", "do.allowance", "build", "new"))
    assert "house.plot" not in {one.code for one in entry.materials}
    receipt = counter.at().bundles.accept(family_application(counter, entry))
    plot = cases_of(counter, receipt)[2].application.materials[-1]
    assert (plot.name, plot.state) == ("选址意见", MaterialState.SHARED)
    assert plot.note == "“生育”办出后内部取得"


def test_what_another_item_would_make_is_missing_where_that_item_is_left_out() -> None:
    entry = family_entry(("do.birth", "do.allowance", "build", "new"))
    states = member_states(family(), entry.situations, entry.materials, {"birth"})
    assert {one.part.key: one.missing for one in states}["house"] == ("选址意见",)


def test_an_item_that_lacks_a_material_is_told_so_and_the_others_go_on(either: Counter) -> None:
    application = family_application(either, family_entry(missing=("house.deed",)))
    receipt = either.at().bundles.accept(application)
    states = [one.state for one in receipt.receipts]
    assert states == [CaseState.APPROVED, CaseState.ACCEPTED, CaseState.AWAITING_SUPPLEMENT]
    assert [paper.kind for paper in receipt.receipts[2].papers] == ["receipt", "correction"]
    notice = cases_of(either, receipt)[2].outcomes.notice
    assert notice is not None
    assert [gap.name for gap in notice.gaps] == ["原权属证书"]


def test_an_item_that_is_left_out_opens_no_case_and_is_named_on_the_receipt(
    counter: Counter,
) -> None:
    application = family_application(
        counter, family_entry(missing=("house.deed",)), {"house": MemberWay.LEAVE_OUT}
    )
    receipt = counter.at().bundles.accept(application)
    assert [case.item.name for case in cases_of(counter, receipt)] == [
        IMMEDIATE.name,
        PROMISE.name,
    ]
    assert "这次不办" in counter.paper(receipt.receipts[0], "bundle")
    assert cases_of(counter, receipt)[0].turns.bundle_of is not None


def test_an_item_can_be_received_only(counter: Counter) -> None:
    application = family_application(counter, None, {"allowance": MemberWay.RECEIVE})
    receipt = counter.at().bundles.accept(application)
    events = counter.at().database.lists.events(receipt.receipts[1].case_id)
    assert [event.move for event in events] == [Move.RECEIVE]
    (slip,) = receipt.receipts[1].papers
    assert slip.print_id is not None


@pytest.mark.parametrize(
    ("ways", "said"),
    [
        ({"house": MemberWay.ACCEPT}, "“建房”不能受理。还差：原权属证书。"),
        ({"birth": MemberWay.SUPPLEMENT}, "“生育”不能收件，一次性告知补正。"),
    ],
)
def test_a_way_that_an_item_does_not_allow_is_refused(
    counter: Counter, ways: dict[str, MemberWay], said: str
) -> None:
    with pytest.raises(EntryProblems, match=said):
        family_application(counter, family_entry(missing=("house.deed",)), ways)


def test_a_bundle_of_which_nothing_is_done_is_refused(counter: Counter) -> None:
    ways = dict.fromkeys(("birth", "allowance", "house"), MemberWay.LEAVE_OUT)
    with pytest.raises(DomainError, match="一项都不办"):
        family_application(counter, None, ways)


def test_faults_are_told_once_and_at_the_fields_of_the_common_form(counter: Counter) -> None:
    entry = replace(
        family_entry(answers={"birth__result": "", "issue_by": ""}),
        applicant=replace(family_entry().applicant, phone="12"),
    )
    with pytest.raises(EntryProblems) as caught:
        family_application(counter, entry)
    fields = [problem.field for problem in caught.value.problems]
    assert sorted(str(one) for one in fields) == ["applicant.phone", "issue_by"]


def test_a_result_is_asked_for_an_item_that_is_decided_at_once(counter: Counter) -> None:
    with pytest.raises(EntryProblems) as caught:
        family_application(counter, family_entry(answers={"birth__result": ""}))
    assert [one.field for one in caught.value.problems] == ["birth__result"]


def test_nothing_is_kept_of_a_bundle_whose_last_case_cannot_be_opened(counter: Counter) -> None:
    application = family_application(counter)
    last = application.members[-1]
    old = replace(last.application, item=replace(last.application.item, version=7))
    spoiled = replace(
        application, members=(*application.members[:-1], replace(last, application=old))
    )
    with pytest.raises(DomainError, match="办理要求刚改过"):
        counter.at().bundles.accept(spoiled)
    assert [counter.count(table) for table in ("case_", "document", "party")] == [0, 0, 0]
    assert accepted(counter).number == NUMBER


def test_only_a_desk_with_a_window_accepts_a_bundle(counter: Counter) -> None:
    application = family_application(counter)
    with pytest.raises(DomainError, match="没选窗口"):
        counter.new_session("clerk", "").bundles.accept(application)


def test_a_question_of_the_bundle_must_be_answered(counter: Counter) -> None:
    entry = replace(family_entry(), situations=ALL[:-1])
    with pytest.raises(DomainError, match="在哪里建"):
        family_application(counter, entry)


def test_a_bundle_is_there_whole_or_not_at_all_wherever_the_program_dies(
    tmp_path: Path, renderer: PaperRenderer, counter_file: Path
) -> None:
    steps: list[str] = []
    counter = dying_counter(tmp_path / "all", renderer, counter_file, steps.append)
    accepted(counter)
    counter.close()
    written = steps.index("after commit")
    for place in range(len(steps)):
        left = iter(range(place + 1))

        def die(_step: str, left: Iterator[int] = left, last: int = place) -> None:
            if next(left, last) == last:
                raise Died

        folder = tmp_path / str(place)
        dying = dying_counter(folder, renderer, counter_file, die)
        with pytest.raises(Died):
            accepted(dying)
        cases = dying.count("case_")
        dying.close()
        assert cases == (3 if place >= written else 0), steps[place]


def test_a_department_sees_its_own_case_of_a_bundle_and_is_told_of_the_others(
    either: Counter,
) -> None:
    number = accepted(either).number
    view = either.at("farming").bundle_tracker
    with pytest.raises(DomainError, match="没有一件事"):
        view.view(number)
    assert len(either.at("reviewer").bundle_tracker.view(number).rows) == 3
    assert either.at("reviewer").bundle_tracker.view(number).elsewhere == 0


def test_what_cannot_be_handed_over_does_not_keep_the_rest_back(counter: Counter) -> None:
    receipt = accepted(counter)
    issuer = counter.at("issuer")
    issuer.issuance.make_ready(receipt.receipts[0].case_id)
    refused = Delivery(DeliveryMode.DIRECT, "段玉兰", identity_checked=False)
    handed = issuer.bundle_tracker.deliver(receipt.number, refused)
    assert handed.receipts == ()
    assert [one.row.case_id for one in handed.kept] == [receipt.receipts[0].case_id]
    given = issuer.bundle_tracker.deliver(receipt.number, replace(refused, identity_checked=True))
    assert [one.state for one in given.receipts] == [CaseState.DELIVERED]
