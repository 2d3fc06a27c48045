"""A paper that lacks a fact of the centre or the item is refused and says where to enter it."""

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace

import pytest

from tests.reports.orders import CATALOGUE, CODES, order
from tests.reports.sheets import sheet_order
from tests.services.counter import PROMISE, Counter
from windowdesk.domain.case import Decision
from windowdesk.domain.centre_rules import FACT_OF
from windowdesk.domain.errors import DomainError
from windowdesk.domain.outcomes import Refusal, RefusalKind
from windowdesk.reports.catalogue import PaperRenderer
from windowdesk.services.fact_places import CENTRE_PLACES, ITEM_PLACES
from windowdesk.services.facts import FACTS
from windowdesk.services.sheet_facts import SHEETS

PLACES = {**CENTRE_PLACES, **ITEM_PLACES}
_SLOT = re.compile(r"\{([a-z][a-z_.]*)([?|]?)")
_SIGNERS = {'of = "organ"': "organ.name", 'of = "centre"': "centre.name"}


def asked(text: str) -> set[tuple[str, str]]:
    """Return the placed facts that a template names, with ``?`` or ``|`` where it may be empty."""
    found = {(name, mark) for name, mark in _SLOT.findall(text) if name in PLACES}
    return found | {(name, "") for words, name in _SIGNERS.items() if words in text}


def needed(text: str) -> list[str]:
    return sorted(name for name, mark in asked(text) if not mark)


PAPER_CASES = [(code, name) for code in CODES for name in needed(CATALOGUE.get(code).text)]
SHEET_CASES = [(code, name) for code in SHEETS for name in needed(CATALOGUE.sheet(code).text)]


@pytest.mark.parametrize(("code", "name"), PAPER_CASES)
def test_every_paper_says_which_fact_it_lacks_and_where_that_is_entered(
    renderer: PaperRenderer, code: str, name: str
) -> None:
    with pytest.raises(DomainError) as problem:
        renderer.check(order(code, {name: ""}))
    place = PLACES[name].replace("{item}", "农村宅基地和建房（规划许可）审批")
    assert place in problem.value.text
    assert CATALOGUE.get(code).title in problem.value.text
    assert problem.value.field == name


@pytest.mark.parametrize(("code", "name"), SHEET_CASES)
def test_every_sheet_says_so_too(renderer: PaperRenderer, code: str, name: str) -> None:
    if name == "item.name":
        pytest.skip("the name of the item is what the place is told by")
    with pytest.raises(DomainError) as problem:
        renderer.check(sheet_order(code, {name: ""}))
    assert PLACES[name].replace("{item}", "农村宅基地和建房（规划许可）审批") in problem.value.text


def test_no_paper_leaves_out_a_fact_of_the_centre_in_silence() -> None:
    texts = [CATALOGUE.get(code).text for code in CODES]
    texts += [CATALOGUE.sheet(code).text for code in SHEETS]
    hidden = {name for text in texts for name, mark in asked(text) if mark}
    assert not hidden & (CENTRE_PLACES.keys() - {"centre.hours"})


def test_every_place_belongs_to_a_fact_that_papers_know() -> None:
    known = {fact.name for fact in FACTS}
    known |= {fact.name for kind in SHEETS.values() for fact in kind.facts}
    assert PLACES.keys() <= known


def accept(counter: Counter) -> None:
    counter.at().acceptance.receive_and_accept(counter.application())


def receive(counter: Counter) -> None:
    counter.at().acceptance.receive(counter.application())


def refuse(counter: Counter) -> None:
    barred = Refusal(RefusalKind.OTHER, "还在限制申请的期间内", "《行政许可法》第七十八条")
    counter.at().outcomes.receive_and_refuse(counter.application(), barred)


def give_out(counter: Counter) -> None:
    counter.at("issuer").issuance.make_ready(
        next(row.case_id for row in counter.at().database.lists.recent("clerk", 1))
    )


ACTS: tuple[tuple[str, Callable[[Counter], None]], ...] = (
    ("organ_name", accept),
    ("organ_short", accept),
    ("phone", accept),
    ("pickup_place", accept),
    ("complaint_phone", receive),
    ("review_organ", refuse),
    ("court", refuse),
    ("address", give_out),
    ("pickup_hours", give_out),
)


@pytest.mark.parametrize(("field", "act"), ACTS)
def test_an_act_is_refused_before_a_number_is_given(
    counter: Counter, field: str, act: Callable[[Counter], None]
) -> None:
    if act is give_out:
        case_id = counter.accepted()
        counter.at("approver").approval.claim(case_id)
        counter.at("approver").approval.approve(case_id, Decision("准予发给高龄津贴"))
    before = counter.count("document"), counter.count("case_event"), lines(counter)
    set_fact(counter, field, "")
    with pytest.raises(DomainError) as problem:
        act(counter)
    assert f"到“{FACT_OF[field].place}”填上再办" in problem.value.text
    assert (counter.count("document"), counter.count("case_event"), lines(counter)) == before
    set_fact(counter, field, "0874-5550123" if field.endswith("phone") else "青岫")
    act(counter)
    assert counter.count("document") > before[0]


def test_an_item_without_its_basis_is_named_in_the_refusal(counter: Counter) -> None:
    item = replace(PROMISE, version=2, accept_basis="")
    with counter.at().database.unit_of_work() as uow:
        uow.items.add((item,))
        uow.commit()
    with pytest.raises(DomainError, match=f"到“事项库 → {PROMISE.name} → 受理依据”填上再办"):
        counter.at().acceptance.receive_and_accept(counter.application(item))


def set_fact(counter: Counter, field: str, text: str) -> None:
    with counter.at().database.unit_of_work() as uow:
        uow.save_centre(replace(uow.centre(), **{field: text}))  # type: ignore[arg-type]
        uow.commit()


def lines(counter: Counter) -> list[tuple[str, int]]:
    """Return every number line with the last serial that was taken."""
    assert counter.desks.path is not None
    with closing(sqlite3.connect(counter.desks.path)) as connection:
        return sorted(connection.execute('SELECT line, "last" FROM number_line'))
