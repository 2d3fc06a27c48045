"""What papers state: every placeholder is known, every fact that was entered comes out."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.services.counter import AGENT, ORGANISATION, PERSON, SITUATED, Counter
from windowdesk.domain.case import Decision
from windowdesk.domain.errors import DomainError
from windowdesk.domain.party import PartyEntry
from windowdesk.services.facts import FACTS
from windowdesk.services.issuance import Delivery, DeliveryMode

LONG_NAME = "阿依古丽·买买提吐尔逊·阿布都热合曼尼江"
RARE_PERSON = replace(PERSON, name=LONG_NAME, address="云溪镇白石村𬱖家湾3组17号")
RARE_AGENT = replace(AGENT, name="陆𬱖明")
CERTIFICATE = "乡字第530399202600096号"
DECISION = Decision(
    "准予在原址翻建住宅，宅基地面积120平方米",
    basis="《土地管理法》第六十二条",
    validity="自2026年12月4日至2027年12月3日",
    certificate=CERTIFICATE,
)


def walk(counter: Counter, party: PartyEntry) -> dict[str, tuple[int, str]]:
    """Bring a case from receipt to delivery; return id and text of its papers by kind."""
    application = counter.application(SITUATED, party, agent=RARE_AGENT, situations=("old",))
    noted = replace(application.materials[0], note="当场核验𬱖")
    application = replace(application, materials=(noted, *application.materials[1:]))
    accepted = counter.at().acceptance.receive_and_accept(application)
    case_id = accepted.case_id
    counter.at("approver").approval.claim(case_id)
    delivery = Delivery(
        DeliveryMode.BY_AGENT, RARE_AGENT.name, identity_checked=True, relation="儿子", note="代领"
    )
    receipts = (
        accepted,
        counter.at("approver").approval.approve(case_id, DECISION),
        counter.at("issuer").issuance.make_ready(case_id),
        counter.at("issuer").issuance.deliver(case_id, delivery),
    )
    return {
        paper.kind: (paper.document_id, counter.paper(receipt, paper.kind))
        for receipt in receipts
        for paper in receipt.papers
    }


@pytest.mark.parametrize("party", [RARE_PERSON, ORGANISATION], ids=["person", "organisation"])
def test_every_fact_that_was_entered_is_on_its_paper_sign_by_sign(
    counter: Counter, party: PartyEntry
) -> None:
    assert len(LONG_NAME) == 20
    papers = walk(counter, party)
    number = counter.at().database.lists.recent("clerk", 1)[0].number
    receipt_facts = {
        party.name,
        party.representative,
        RARE_AGENT.name,
        RARE_AGENT.relation,
        SITUATED.name,
        "原址翻建",
        "申请表",
        "原权属证书",
        "当场核验𬱖",
        "2026年11月20日10时42分",
        "01号窗口",
    }
    expected = {
        "receipt": receipt_facts,
        "acceptance": {party.name, SITUATED.name, "当场核验𬱖", "段clerk", "2026年12月2日"},
        "approval": {
            party.name,
            DECISION.content,
            DECISION.basis,
            DECISION.validity,
            CERTIFICATE,
            "云溪受〔2026〕1号",
        },
        "pickup": {party.name, SITUATED.result_document, "一楼3号窗口"},
        "issue_handover": {party.name, "云溪准〔2026〕1号"},
        "delivery_receipt": {party.name, CERTIFICATE, "云溪准〔2026〕1号", "儿子", "代领"},
    }
    assert papers.keys() == expected.keys()
    for kind, facts in expected.items():
        _document_id, text = papers[kind]
        assert {fact for fact in facts if fact not in text} == set(), kind
        assert number[-5:] in text, kind


def test_what_a_paper_masks_is_whole_in_the_case_and_nowhere_on_the_paper(
    counter: Counter,
) -> None:
    papers = walk(counter, RARE_PERSON)
    for kind, (_document_id, text) in papers.items():
        assert RARE_PERSON.id_number not in text, kind
        assert RARE_PERSON.phone not in text, kind
    case_id = counter.at().database.lists.recent("clerk", 1)[0].case_id
    applicant = counter.at().lookup.case(case_id).case.application.applicant
    assert (applicant.name, applicant.address, applicant.phone) == (
        LONG_NAME, RARE_PERSON.address, RARE_PERSON.phone,
    )  # fmt: skip


def test_a_paper_freezes_what_its_template_looks_at_and_nothing_else(counter: Counter) -> None:
    known = {fact.name for fact in FACTS}
    for kind, (document_id, _text) in walk(counter, RARE_PERSON).items():
        names = counter.at().bench.templates.get(kind).names
        assert counter.facts(document_id).keys() == names & known, kind


def test_papers_of_the_whole_way_leave_no_placeholder_open_that_could_be_known(
    counter: Counter,
) -> None:
    empty = {
        name
        for document_id, _text in walk(counter, RARE_PERSON).values()
        for name, text in counter.facts(document_id).items()
        if not text
    }
    assert empty <= {
        "applicant.representative",
        "decision.reason",
        "delivery.refusal",
        "delivery.witness",
        "entered.note",
        "item.application",
        "mail.number",
        "organ.credit_code",
        "pauses_foreseen",
        "provisional_note",
    }


def test_a_date_beyond_the_official_calendars_says_so_on_the_paper(counter: Counter) -> None:
    counter.pass_time(timedelta(days=39))
    receipt = counter.at().acceptance.receive_and_accept(counter.application())
    assert receipt.due_on is not None
    assert receipt.due_on.year == 2027
    assert "日历公布后上列日期可能调整" in counter.paper(receipt, "acceptance")


def test_a_date_within_them_does_not(counter: Counter) -> None:
    receipt = counter.at().acceptance.receive_and_accept(counter.application())
    facts = counter.facts(receipt.papers[-1].document_id)
    assert facts["provisional_note"] == ""


def test_a_name_that_no_font_has_is_refused_before_a_number_is_given(counter: Counter) -> None:
    nobody = replace(PERSON, name="段\U0010fffd兰")
    with pytest.raises(DomainError, match=r"U\+10FFFD"):
        counter.at().acceptance.receive_and_accept(counter.application(party=nobody))
    assert counter.count("case_") == counter.count("document") == counter.count("party") == 0
    receipt = counter.at().acceptance.receive_and_accept(counter.application())
    assert receipt.number.endswith("00001")


def test_a_paper_whose_fact_is_missing_is_refused_before_a_number_is_given(
    counter: Counter,
) -> None:
    with counter.at().database.unit_of_work() as uow:
        uow.save_centre(replace(uow.centre(), organ_name=""))
        uow.commit()
    with pytest.raises(DomainError, match="受理通知书缺“实施机关”，还不能出") as refused:
        counter.at().acceptance.receive_and_accept(counter.application())
    assert refused.value.field == "organ.name"
    assert counter.count("case_") == counter.count("document") == 0


def test_a_demo_centre_says_on_every_page_that_nothing_holds(counter: Counter) -> None:
    with counter.at().database.unit_of_work() as uow:
        uow.save_centre(replace(uow.centre(), demo=True))
        uow.commit()
    receipt = counter.at().acceptance.receive_and_accept(counter.application())
    for kind in ("receipt", "acceptance"):
        assert "演示·无效" in counter.paper(receipt, kind)


def test_the_longest_that_fields_take_still_comes_out_on_every_paper(counter: Counter) -> None:
    longest = replace(ORGANISATION, name="社" * 100, address="址" * 200, representative="表" * 100)
    agent = replace(AGENT, name="代" * 100, relation="亲" * 200, authority_number="号" * 200)
    application = counter.application(SITUATED, longest, agent=agent, situations=("old",))
    noted = tuple(replace(m, note="注" * 60) for m in application.materials)
    accepted = counter.at().acceptance.receive_and_accept(replace(application, materials=noted))
    assert "社" * 100 in counter.paper(accepted, "acceptance")
    assert "代" * 10 in counter.paper(accepted, "receipt")
    case_id = accepted.case_id
    counter.at("approver").approval.claim(case_id)
    decided = counter.at("approver").approval.approve(case_id, DECISION)
    assert "社" * 100 in counter.paper(decided, "approval")
    ready = counter.at("issuer").issuance.make_ready(case_id)
    assert "社" * 100 in counter.paper(ready, "pickup")
    delivery = Delivery(
        DeliveryMode.BY_AGENT,
        "收" * 100,
        identity_checked=True,
        relation="亲" * 60,
        authority="书" * 60,
        note="备" * 60,
    )
    served = counter.at("issuer").issuance.deliver(case_id, delivery)
    assert "备" * 30 in counter.paper(served, "delivery_receipt")
