from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import NOW, make_application, make_case, make_id_number, make_item, make_party
from windowdesk.domain.case import Case, Decision
from windowdesk.domain.clock import ClockPause
from windowdesk.domain.commitments import (
    Commitment,
    CommitmentCheck,
    FalseCommitmentRuling,
    PromisedProof,
)
from windowdesk.domain.identity import IdKind, IdNumber
from windowdesk.domain.party import Agent, AgentKind
from windowdesk.domain.turns import (
    DeferredAcceptance,
    GapDelay,
    GapFilling,
    GapWaiver,
    LateMaterial,
    Turns,
)
from windowdesk.persistence.case_text import CaseBody, case_text, read_case_text

FIELDS = tuple(CaseBody.__dataclass_fields__)
AGENT = Agent("段小兰", make_id_number(8), "13800000008", AgentKind.AGENT, "女儿", "委托 1 号")
PROXY = Agent("代办员", None, "", AgentKind.PROXY)
PASSPORT = IdNumber(IdKind.PASSPORT, "E1234567")


def round_trip(case: Case) -> CaseBody:
    return read_case_text(case_text(case), case.item)


def assert_same(case: Case) -> None:
    body = round_trip(case)
    for name in FIELDS:
        assert getattr(body, name) == getattr(case, name), name


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"agent": AGENT},
        {"agent": PROXY},
        {"situations": ("severe", "poor")},
        {"applicant": replace(make_party(), id_number=PASSPORT)},
        {"materials": ()},
        {"answers": {"名": "𠀀〇·", "empty": ""}},
    ],
)
def test_an_application_comes_back(changes: dict[str, object]) -> None:
    application = make_application()
    values = {name: getattr(application, name) for name in application.__dataclass_fields__}
    assert_same(make_case(application=type(application)(**(values | changes))))


def test_everything_after_acceptance_comes_back() -> None:
    case = make_case()
    case.accepted_at = NOW
    case.decided_at = datetime(2026, 12, 1, 1, 2, 3, 4, tzinfo=UTC)
    case.decider_name, case.pickup_code = "段领导", "8421"
    case.decision = Decision("准予", "理由", "依据", "一年", "证 1 号")
    case.delivered_at = NOW
    case.pauses = (
        ClockPause(date(2026, 11, 23), date(2026, 11, 24), "听证", "云溪听〔2026〕1号"),
        ClockPause(date(2026, 11, 26), None, "鉴定"),
    )
    case.extension_days = 10
    contract = DeferredAcceptance(
        (LateMaterial("card", "户口簿", "没有交", "复印件"),),
        "在县城",
        date(2026, 11, 27),
        "未列入",
        "云溪容承〔2026〕1号",
        "云溪容〔2026〕1号",
        NOW,
        delays=(GapDelay(date(2026, 12, 4), "断路", "段领导", NOW),),
        filled=(GapFilling(NOW, "云溪容补〔2026〕1号", (), case.application.materials),),
        reminded=(NOW,),
        waiver=GapWaiver("已核", "段领导", NOW),
    )
    proof = PromisedProof("home", "居住情况说明", "现住本镇", "第五条")
    check = CommitmentCheck(
        is_true=False, how="派出所", found="不在本镇", at=NOW, by="x", by_name="某"
    )
    ruling = FalseCommitmentRuling("终止", "第六条", NOW, "head", "段领导")
    commitment = Commitment((proof,), "云溪诺〔2026〕1号", NOW, date(2026, 12, 18), check, ruling)
    case.turns = Turns(deferral=contract, commitments=(commitment,))
    case.opened_by_next = case.handed_over = True
    assert_same(case)


@given(text=st.text(st.characters(exclude_categories=["Cs"])))
def test_every_character_comes_back(text: str) -> None:
    application = replace(make_application(), applicant=make_party(text), answers={text: text})
    assert round_trip(make_case(application=application)).application == application


def test_the_text_is_canonical() -> None:
    case = make_case(application=make_application(make_item()))
    assert case_text(case) == case_text(case)
    assert " " not in case_text(case).replace("6222 0000 0000 0000", "").replace(" 3 组", "")
