from dataclasses import replace
from datetime import date

import pytest
from stdnum.cn import ric

from tests.domain.test_item import ITEM
from windowdesk.domain.errors import DomainError
from windowdesk.domain.identity import IdKind
from windowdesk.domain.party import (
    AgentEntry,
    AgentKind,
    EntryProblems,
    PartyEntry,
    PartyKind,
    needs_guardian,
    read_agent,
    read_party,
    require_applicant,
)

TODAY = date(2026, 9, 18)


def card(body: str) -> str:
    return body + ric.calc_check_digit(body + "0")


PERSON = PartyEntry(
    kind=PartyKind.NATURAL,
    name=" 阿依古丽•买买提 ",
    id_kind=IdKind.RESIDENT,
    id_number=card("53039919650313002"),
    phone="138 0013 0027",
    village="990322103201",
)
COMPANY = PartyEntry(
    kind=PartyKind.LEGAL,
    name="青岫县永丰种植专业合作社",
    id_kind=IdKind.USCC,
    id_number="93530302MA6K123451",
    phone="0874-3123456",
    representative="段桂兰",
)
AGENT = AgentEntry(
    AgentKind.AGENT, "杨立春", IdKind.RESIDENT, card("53039919790101001"), "", "外甥", "2026-3"
)


def test_a_person_is_stored_as_meant() -> None:
    party = read_party(PERSON, today=TODAY)
    assert (party.id, party.name, party.phone) == ("", "阿依古丽\u00b7买买提", "13800130027")
    assert party.id_number.birth_on == date(1965, 3, 13)


def test_all_problems_come_at_once_each_with_its_field() -> None:
    entry = replace(PERSON, name="", id_number="53", phone="12", address="长" * 201)
    with pytest.raises(EntryProblems) as raised:
        read_party(entry, today=TODAY)
    fields = [problem.field for problem in raised.value.problems]
    assert fields == [
        "applicant.name", "applicant.id_number", "applicant.phone", "applicant.address",
    ]  # fmt: skip
    assert raised.value.field == "applicant.name"
    assert "还差 16 位" in raised.value.text


@pytest.mark.parametrize(
    ("entry", "sentence"),
    [
        (replace(COMPANY, id_kind=IdKind.RESIDENT), "法人和其他组织录统一社会信用代码"),
        (replace(PERSON, id_kind=IdKind.USCC), "自然人录本人证件"),
        (replace(COMPANY, representative=""), "还没有法定代表人或负责人姓名"),
    ],
)
def test_kind_and_number_must_belong_together(entry: PartyEntry, sentence: str) -> None:
    with pytest.raises(EntryProblems, match=sentence):
        read_party(entry, today=TODAY)


def test_a_phone_may_be_left_out() -> None:
    assert read_party(replace(PERSON, phone=" "), today=TODAY).phone == ""


def test_an_agent_shows_a_card_and_an_authority() -> None:
    agent = read_agent(AGENT, today=TODAY)
    assert (agent.role_text, agent.authority_number) == ("外甥", "2026-3")
    with pytest.raises(EntryProblems) as raised:
        read_agent(replace(AGENT, id_number="", authority_number=""), today=TODAY)
    assert [p.field for p in raised.value.problems] == ["agent.id_number", "agent.authority_number"]


def test_a_proxy_agent_of_the_village_is_known_by_name() -> None:
    entry = replace(AGENT, kind=AgentKind.PROXY, id_number="", authority_number="", relation="")
    agent = read_agent(entry, today=TODAY)
    assert (agent.id_number, agent.role_text) == (None, "代办员")


def test_an_item_for_persons_is_not_open_to_a_company() -> None:
    require_applicant(ITEM, PartyKind.NATURAL)
    with pytest.raises(DomainError, match="只由自然人申请"):
        require_applicant(ITEM, PartyKind.LEGAL)


def test_a_minor_needs_a_guardian() -> None:
    born = replace(PERSON, id_number=card("53039920080919002"))
    number = read_party(born, today=TODAY).id_number
    assert needs_guardian(number, TODAY)
    assert not needs_guardian(number, date(2026, 9, 19))
