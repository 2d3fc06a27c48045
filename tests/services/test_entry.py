"""From typed text to an application: every problem at once, each with its field."""

from dataclasses import replace
from datetime import date

import pytest

from tests.services.counter import (
    AGENT,
    FOR_ORGANISATIONS,
    ORGANISATION,
    PERSON,
    PROMISE,
    SITUATED,
)
from windowdesk.assets import Assets
from windowdesk.domain.errors import DomainError
from windowdesk.domain.identity import ANY_COUNTY
from windowdesk.domain.item_kinds import MaterialForm
from windowdesk.domain.item_parts import Material
from windowdesk.domain.materials import HandedIn, MaterialState
from windowdesk.domain.party import AgentKind, EntryProblems
from windowdesk.forms.shelf import FormShelf
from windowdesk.services.entry import (
    ApplicationEntry,
    all_present,
    present,
    read_application,
    with_missing,
)

TODAY = date(2026, 11, 20)
FORM = FormShelf(Assets()).get("disability_allowance")
ANSWERS = {
    "category": "肢体残疾 一级",
    "certificate": f"{PERSON.id_number}41",
    "bank": "农商银行",
    "issue_by": "邮寄",
}
ENTRY = ApplicationEntry(
    applicant=PERSON,
    agent=None,
    item=PROMISE,
    situations=(),
    materials=all_present(PROMISE, ()),
    answers=ANSWERS,
)


def problems(entry: ApplicationEntry) -> list[tuple[str | None, str]]:
    with pytest.raises(EntryProblems) as refused:
        read_application(entry, FORM, TODAY, ANY_COUNTY)
    return [(problem.field, problem.text) for problem in refused.value.problems]


def test_a_complete_entry_becomes_an_application() -> None:
    application = read_application(ENTRY, FORM, TODAY, ANY_COUNTY)
    assert application.applicant.name == PERSON.name
    assert application.issue_by == "邮寄"
    assert application.answers["certificate"] == ANSWERS["certificate"]


def test_all_problems_of_all_steps_come_at_once_in_their_order() -> None:
    entry = replace(
        ENTRY,
        applicant=replace(PERSON, name="", id_number="53039919690230004X", phone="123"),
        agent=replace(AGENT, id_number="1", authority_number=""),
        item=FOR_ORGANISATIONS,
        answers={"certificate": "12", "category": "肢体残疾 九级", "issue_by": "窗口自取"},
    )
    found = problems(entry)
    assert [field for field, _text in found] == [
        "applicant.kind",
        "applicant.name",
        "applicant.id_number",
        "applicant.phone",
        "agent.id_number",
        "agent.authority_number",
        "category",
        "certificate",
        "bank",
    ]
    assert all(text.endswith("。") for _field, text in found)
    assert ("bank", "还差开户银行。") in found


def test_the_first_problem_is_the_field_of_them_all() -> None:
    with pytest.raises(EntryProblems) as refused:
        read_application(replace(ENTRY, answers={}), FORM, TODAY, ANY_COUNTY)
    assert refused.value.field == "category"
    assert refused.value.text.startswith("还差残疾类别与等级。还差残疾人证号。")


@pytest.mark.parametrize(
    ("item", "applicant"), [(FOR_ORGANISATIONS, PERSON), (PROMISE, ORGANISATION)]
)
def test_an_item_is_for_persons_or_for_organisations(item: object, applicant: object) -> None:
    entry = replace(ENTRY, item=item, applicant=applicant)  # type: ignore[arg-type]  # of a table
    assert [field for field, _text in problems(entry)] == ["applicant.kind"]


def test_an_item_for_both_takes_both() -> None:
    for applicant in (PERSON, ORGANISATION):
        entry = replace(ENTRY, item=SITUATED, applicant=applicant)
        assert read_application(entry, FORM, TODAY, ANY_COUNTY).applicant.name == applicant.name


def test_nobody_is_his_own_agent() -> None:
    agent = replace(AGENT, name=PERSON.name, id_number=PERSON.id_number)
    assert problems(replace(ENTRY, agent=agent)) == [
        ("agent.id_number", "代办人和申请人是同一个号码。本人来办，去掉“别人代办”。")
    ]


def test_a_proxy_of_the_village_needs_no_card() -> None:
    agent = replace(AGENT, kind=AgentKind.PROXY, id_number="", authority_number="")
    read = read_application(replace(ENTRY, agent=agent), FORM, TODAY, ANY_COUNTY).agent
    assert read is not None
    assert (read.id_number, read.role_text) == (None, "儿子")


@pytest.mark.parametrize(
    ("form", "copies", "counted"),
    [
        (MaterialForm.ORIGINAL, None, (1, 0, 0, 1, False)),
        (MaterialForm.ORIGINAL, 2, (2, 0, 0, 2, False)),
        (MaterialForm.COPY, 3, (0, 3, 0, 3, False)),
        (MaterialForm.ORIGINAL_AND_COPY, None, (1, 1, 0, 2, True)),
        (MaterialForm.ORIGINAL_AND_COPY, 3, (1, 2, 0, 3, True)),
        (MaterialForm.ELECTRONIC, None, (0, 0, 1, 0, False)),
        (MaterialForm.UNSTATED, None, (1, 0, 0, 1, False)),
    ],
)
def test_a_material_is_counted_as_it_is_asked_for(
    form: MaterialForm, copies: int | None, counted: tuple[int, int, int, int, bool]
) -> None:
    asked = Material("one", "材料", required=True, form=form, copies=copies)
    item = replace(PROMISE, materials=(asked,))
    found = present(item, HandedIn("one", "材料", True, MaterialState.UNCHECKED))
    assert found.state is MaterialState.PRESENT
    assert (found.originals, found.copies, found.files, found.pages, found.returned) == counted


def test_a_missing_material_counts_nothing_and_an_unknown_one_is_named() -> None:
    materials = with_missing(all_present(PROMISE, ()), frozenset({"card"}))
    (card,) = (m for m in materials if m.code == "card")
    assert (card.state, card.originals, card.copies, card.pages) == (MaterialState.MISSING, 0, 0, 0)
    with pytest.raises(DomainError, match="没有这个材料：gone、lost"):
        with_missing(materials, frozenset({"lost", "gone"}))
