"""Facts of the centre: changed with a trace, taken by papers from then on."""

from dataclasses import replace
from datetime import date

import pytest

from tests.services.counter import PROMISE, Counter
from windowdesk.domain.calendar import LocalDay
from windowdesk.domain.case import Decision
from windowdesk.domain.centre import Centre, Organ, ServiceWindow
from windowdesk.domain.centre_rules import CENTRE_FACTS, centre_faults
from windowdesk.domain.errors import ConcurrentChange, DomainError, NotPermitted
from windowdesk.services.centre_facts import CentreFacts, with_values
from windowdesk.services.fact_places import CENTRE_PLACES
from windowdesk.services.verification import Verification


@pytest.fixture
def facts(counter: Counter) -> CentreFacts:
    return counter.at("admin").facts


def test_papers_take_a_new_fact_and_issued_ones_keep_theirs(
    counter: Counter, facts: CentreFacts
) -> None:
    bench = counter.at().bench
    before = counter.at().acceptance.receive_and_accept(counter.application(PROMISE))
    facts.change(facts.now(), with_values(facts.now(), {"phone": "0874-5559999"}))
    after = counter.at().acceptance.receive_and_accept(counter.application(PROMISE))
    phones = [counter.facts(one.papers[0].document_id)["centre.phone"] for one in (before, after)]
    assert phones == ["0874-5550000", "0874-5559999"]
    assert bench.account.login == "clerk"
    assert Verification(counter.at("supervisor").bench).run().is_clean


def test_every_changed_fact_is_traced_with_what_it_was(
    counter: Counter, facts: CentreFacts
) -> None:
    seen = facts.now()
    facts.change(seen, with_values(seen, {"phone": "0874-5559999", "court": ""}))
    assert set(counter.audited()) == {
        ("admin", "centre_changed", "咨询电话：0874-5550000 → 0874-5559999"),
        ("admin", "centre_changed", "管辖法院：云山县人民法院 → （空）"),
    }


def test_a_change_over_somebody_elses_is_refused(facts: CentreFacts) -> None:
    seen = facts.now()
    facts.change(seen, replace(seen, phone="1"))
    with pytest.raises(ConcurrentChange, match="刚被别人改过"):
        facts.change(seen, replace(seen, phone="2"))
    assert facts.now().phone == "1"


def test_only_an_administrator_changes_facts(counter: Counter) -> None:
    facts = counter.at("approver").facts
    with pytest.raises(NotPermitted, match="系统管理员"):
        facts.change(facts.now(), replace(facts.now(), phone="1"))


def test_a_lacking_fact_names_its_place_and_the_papers_that_wait_for_it(
    facts: CentreFacts,
) -> None:
    assert "court" not in {lack.fact.field for lack in facts.lacks()}
    facts.change(facts.now(), with_values(facts.now(), {"court": "", "phone": ""}))
    lacks = {lack.fact.field: lack for lack in facts.lacks()}
    assert "不予决定书" in lacks["court"].papers
    assert "取件通知" in lacks["phone"].papers


def test_the_screen_names_a_fact_as_the_refusal_of_a_paper_does() -> None:
    places = {name: fact.place for fact in CENTRE_FACTS for name in fact.placeholders}
    assert places == CENTRE_PLACES


def test_the_papers_of_an_organ_have_its_name_and_numbers_of_its_own(
    counter: Counter, facts: CentreFacts
) -> None:
    seen = facts.now()
    organ = Organ("云溪镇农业农村局", "云溪农", court="云山县第二人民法院")
    facts.change(seen, replace(seen, further_organs=(organ,)))
    item = replace(PROMISE, item_id="farm-status", organ="云溪镇农业农村局")
    with counter.at("admin").database.unit_of_work() as uow:
        uow.items.add((item,))
        uow.commit()
    usual = counter.at().acceptance.receive_and_accept
    accepted = usual(counter.application(item))
    assert accepted.papers[-1].number == "云溪农受〔2026〕1号"
    counter.at("approver").approval.claim(accepted.case_id)
    decided = counter.at("approver").approval.approve(accepted.case_id, Decision("准予"))
    texts = counter.facts(decided.papers[-1].document_id)
    assert (texts["organ.name"], texts["court"]) == (organ.name, organ.court)
    assert Verification(counter.at("supervisor").bench).run().is_clean


def change_days_off(facts: CentreFacts, days: tuple[LocalDay, ...]) -> None:
    seen = facts.now()
    facts.change(seen, seen.with_days_off(days, date(2026, 11, 20)))


def test_a_day_off_that_is_written_down_moves_no_date_that_was_told(
    counter: Counter, facts: CentreFacts
) -> None:
    case_id = counter.accepted()
    told = counter.at().lookup.case(case_id).running
    assert told is not None
    change_days_off(facts, (LocalDay(told.due, "三月街"),))
    assert counter.at().lookup.case(case_id).running == told
    counter.at("reviewer").approval.claim(case_id)
    assert Verification(counter.at("supervisor").bench).run().is_clean


def test_what_is_received_after_it_counts_it(counter: Counter, facts: CentreFacts) -> None:
    change_days_off(facts, (LocalDay(date(2026, 11, 25), "三月街"),))
    assert counter.desks.clock is not None
    counter.desks.clock.set_to(counter.desks.clock.wall.replace(day=21))
    proof = counter.at().lookup.case(counter.accepted()).running
    assert proof is not None
    assert "三月街 1 天不计" in proof.sentence
    assert "本地放假安排，第 1 版" in proof.calendar_text
    assert Verification(counter.at("supervisor").bench).run().is_clean


FAULTS = (
    ({"code": "9903"}, "code", "9 位数字"),
    ({"name": " "}, "name", "还没写中心名称"),
    ({"organ_short": "云|溪"}, "organ_short", "竖线"),
    ({"credit_code": "11990322MB00"}, "credit_code", "云溪镇人民政府的信用代码："),
    ({"windows": ()}, "windows", "至少要有一个窗口"),
    ({"windows": (ServiceWindow(100, "x"),)}, "windows", "1 至 99"),
    ({"windows": (ServiceWindow(1, ""),)}, "windows", "01 号窗口还没写名称"),
    ({"windows": (ServiceWindow(1, "a"), ServiceWindow(1, "b"))}, "windows", "写了两次"),
    ({"further_organs": (Organ("甲局", "云溪"),)}, "further_organs", "文号会重"),
    ({"further_organs": (Organ("甲局", ""),)}, "further_organs", "第 2 个机关"),
    ({"departments": ("民政", "民政")}, "departments", "重复"),
)


@pytest.mark.parametrize(("values", "field", "text"), FAULTS)
def test_a_fact_that_cannot_stand_is_named(
    facts: CentreFacts, values: dict[str, object], field: str, text: str
) -> None:
    seen = facts.now()
    wanted: Centre = replace(seen, **values)  # type: ignore[arg-type]  # one field of any type
    found = centre_faults(wanted)
    assert (found[0].field, len(found)) == (field, 1)
    assert text in found[0].text
    with pytest.raises(DomainError):
        facts.change(seen, wanted)
    assert facts.now() == seen


def test_a_line_begins_where_paper_left_off_and_never_after_it_was_used(
    counter: Counter, facts: CentreFacts
) -> None:
    facts.start_line("云溪", "acceptance", 119)
    paper = counter.at().acceptance.receive_and_accept(counter.application(PROMISE)).papers[-1]
    assert paper.number == "云溪受〔2026〕119号"
    line = next(one for one in facts.lines() if one.kind == "acceptance")
    assert (line.first, line.following, line.used) == (119, 120, 1)
    with pytest.raises(DomainError, match="已经用过"):
        facts.start_line("云溪", "acceptance", 200)
    with pytest.raises(DomainError, match="没有代字"):
        facts.start_line("别处", "acceptance", 1)
