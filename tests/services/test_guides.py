"""Twelve service guides of public practice stand as content, without a line of Python.

Each is walked through every combination of its situations, and taken through real acceptance.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

import pytest

from tests.forms.filled import filled
from tests.services.counter import AGENT, PERSON, Counter, counter_founding, open_counter
from windowdesk.assets import Assets
from windowdesk.domain.case_clocks import promised_limit
from windowdesk.domain.conditions import parse_condition
from windowdesk.domain.errors import DomainError
from windowdesk.domain.item import Item
from windowdesk.domain.item_kinds import ItemState
from windowdesk.domain.item_rules import check_item_rules
from windowdesk.domain.material_gaps import one_of_groups
from windowdesk.domain.materials import HandedIn
from windowdesk.domain.situation_rules import combinations, require_answers
from windowdesk.domain.states import CaseState
from windowdesk.forms.answers import check
from windowdesk.forms.context import FormContext
from windowdesk.forms.shelf import FormShelf
from windowdesk.services.content import load_divisions
from windowdesk.services.content_check import GUIDES, form_faults
from windowdesk.services.entry import (
    ApplicationEntry,
    all_present,
    read_application,
    with_missing,
)
from windowdesk.services.guide_file import load_guide
from windowdesk.services.paper_port import Renderer

ASSETS = Assets()
NAMES = ASSETS.names("resources", f"{GUIDES}/*.toml")
SHELF = FormShelf(ASSETS)
TODAY = date(2026, 11, 20)
DIVISIONS = load_divisions(ASSETS)


def guide(name: str) -> Item:
    return load_guide(ASSETS.path("resources", name))


def published(name: str) -> Item:
    return replace(guide(name), state=ItemState.PUBLISHED, effective_from=date(2026, 1, 1))


def test_there_are_twelve_of_different_departments() -> None:
    items = [guide(name) for name in NAMES]
    assert len(items) == 12
    assert len({item.department for item in items}) >= 6
    assert len({item.name for item in items}) == 12


@pytest.mark.parametrize("name", NAMES)
def test_a_guide_is_marked_as_an_example_and_cannot_be_published_as_it_is(name: str) -> None:
    item = guide(name)
    assert item.has_demo_facts
    assert item.state is ItemState.PROPOSED
    assert any("演示" in lack for lack in replace(item, effective_from=TODAY).lacks())
    assert "示例" in ASSETS.path("resources", name).read_text(encoding="utf-8").splitlines()[0]


@pytest.mark.parametrize("name", NAMES)
def test_its_rules_and_its_form_agree(name: str) -> None:
    item = guide(name)
    assert check_item_rules(item) == ()
    assert form_faults(SHELF.get(item.form_code), item) == ()
    conditional = [material for material in item.materials if material.condition]
    assert len(conditional) >= 4


@pytest.mark.parametrize("name", NAMES)
def test_every_combination_of_situations_selects_its_materials(name: str) -> None:
    item = guide(name)
    seen: set[str] = set()
    lists: set[tuple[str, ...]] = set()
    for chosen in combinations(item.situations):
        require_answers(item.situations, chosen)
        materials = item.materials_for(chosen)
        assert materials
        assert [m for m in item.materials if parse_condition(m.condition).holds(chosen)] == list(
            materials
        )
        seen.update(material.code for material in materials)
        lists.add(tuple(material.code for material in materials))
    assert seen == {material.code for material in item.materials}
    assert len(lists) >= 6


@pytest.mark.parametrize("name", NAMES)
def test_its_form_can_be_filled_in_in_every_combination(name: str) -> None:
    item = guide(name)
    form = SHELF.get(item.form_code)
    for chosen in combinations(item.situations):
        context = FormContext(
            situations=frozenset(chosen), today=TODAY, divisions=DIVISIONS, has_agent=True
        )
        answers = check(form, _grown(filled(form, context)), context)
        assert set(answers) == {field.key for field in form.fields}


@pytest.fixture(scope="module")
def counter(tmp_path_factory: pytest.TempPathFactory, renderer: Renderer) -> Iterator[Counter]:
    founding = counter_founding([published(name) for name in NAMES])
    made = open_counter(tmp_path_factory.mktemp("guides"), renderer, founding)
    yield made
    made.close()


@pytest.mark.parametrize("name", NAMES)
def test_an_application_for_it_is_accepted(counter: Counter, name: str) -> None:
    session = counter.at()
    item = published(name)
    chosen = max(combinations(item.situations), key=lambda c: len(item.materials_for(c)))
    form = session.forms.get(item.form_code)
    context = FormContext(
        situations=frozenset(chosen), today=TODAY, divisions=session.divisions, has_agent=True
    )
    entry = ApplicationEntry(
        applicant=PERSON,
        agent=AGENT,
        item=item,
        situations=chosen,
        materials=all_present(item, chosen),
        answers=_grown(filled(form, context)),
    )
    application = read_application(
        entry, form, session.lookup.today(), session.places, session.divisions
    )
    spoiled = replace(application, materials=_without_one(item, application.materials))
    with pytest.raises(DomainError, match="材料还缺"):
        session.acceptance.receive_and_accept(spoiled)
    receipt = session.acceptance.receive_and_accept(application)
    assert receipt.state is CaseState.ACCEPTED
    paper = counter.paper(receipt, "acceptance")
    slip, facts = (counter.facts(one.document_id) for one in receipt.papers)
    labels = {situation.code: situation.label for situation in item.situations}
    assert slip["situation"] == "、".join(labels[code] for code in chosen)
    assert facts["promised_limit"] == promised_limit(item, chosen).text
    groups = one_of_groups(item, application.materials).values()
    assert ("下列之一" in paper) is bool(groups)


def _grown(answers: Mapping[str, str]) -> dict[str, str]:
    """Return answers of an old person where the form asks for one."""
    grown = dict(answers)
    if grown.get("age") and int(grown["age"]) < 80:
        grown |= {"age": "81", "birth": "1945-01-01"}
    return grown


def _without_one(item: Item, materials: Sequence[HandedIn]) -> tuple[HandedIn, ...]:
    single = {m.code for m in item.materials if m.required and not m.one_of}
    required = next(m.code for m in materials if m.code in single)
    return with_missing(materials, frozenset((required,)))
