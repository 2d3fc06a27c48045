"""A clerk who asks for a cancelled proof is told so where he writes it."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.services.counter import PROMISE, Counter
from windowdesk.assets import Assets
from windowdesk.domain.cancelled_proofs import (
    CancelledProof,
    CancelledProofs,
    Instead,
    ProofReach,
)
from windowdesk.domain.errors import DomainError, EnvironmentProblem
from windowdesk.domain.item_gaps import gaps
from windowdesk.domain.outcomes import Gap, SupplementRequest
from windowdesk.services.acting import ActReceipt
from windowdesk.services.proof_content import load_cancelled_proofs
from windowdesk.services.window_outcomes import WindowOutcomes

EVERYWHERE = CancelledProof(
    (("婚姻", "证明"),),
    "全国取消的证明",
    "国发〔2019〕某号",
    Instead.COMMITMENT,
    "当事人书面承诺",
    ProofReach.NATIONAL,
)
HERE = replace(
    EVERYWHERE, patterns=(("村", "证明"),), listed="本地清单", basis="", reach=ProofReach.LOCAL
)
LIST = CancelledProofs((HERE, EVERYWHERE))

NAMES = [
    ("婚姻状况证明", "不能再要"),
    ("婚姻 状况 证明", "不能再要"),
    ("大坪村居住证明", "写明原因"),
    ("大坪村婚姻证明", "不能再要"),
    ("户口簿", ""),
    ("村民小组会议记录", ""),
    ("", ""),
]


@pytest.mark.parametrize(("name", "says"), NAMES)
def test_a_name_is_judged_by_its_words_and_the_strictest_list_holds(name: str, says: str) -> None:
    told = LIST.told(name)
    assert (says in told) if says else told == ""


def test_it_says_which_list_and_what_instead() -> None:
    told = LIST.told("婚姻状况证明")
    assert "全国取消的证明，国发〔2019〕某号" in told
    assert "改用告知承诺：当事人书面承诺" in told


def ask(counter: Counter, name: str, reason: str = "") -> ActReceipt:
    session = counter.at()
    bench = replace(session.bench, cancelled=LIST)
    own = session.outcomes
    asking = WindowOutcomes(bench, own._index, session.forms, session.press)
    case_id = session.acceptance.receive(counter.application()).case_id
    request = SupplementRequest((Gap("", name, "没有交"),), proof_reason=reason)
    return asking.request_supplement(case_id, request)


def test_what_is_cancelled_everywhere_is_not_asked_for_with_any_reason(counter: Counter) -> None:
    with pytest.raises(DomainError, match="不能再要"):
        ask(counter, "婚姻状况证明", "领导要的")


def test_what_another_place_cancelled_wants_a_reason_that_is_kept(either: Counter) -> None:
    with pytest.raises(DomainError, match="本地清单") as refused:
        ask(either, "大坪村居住证明")
    assert refused.value.field == "correction.proof_reason"
    receipt = ask(either, "大坪村居住证明", "共享数据查不到，核实不了")
    notice = either.at().lookup.case(receipt.case_id).case.outcomes.notice
    assert notice is not None
    assert notice.proof_reason == "共享数据查不到，核实不了"


def test_an_item_that_asks_for_one_is_told_of_and_where_it_counts_everywhere_stopped() -> None:
    def material(name: str) -> bool:
        first, *rest = PROMISE.materials
        item = replace(PROMISE, materials=(replace(first, name=name), *rest))
        found = gaps(item, demo_centre=True, forms=("general",), cancelled=LIST)
        (own,) = (gap for gap in found if "取消清单" in gap.text)
        return own.blocks

    assert material("婚姻状况证明")
    assert not material("大坪村居住证明")


def test_the_list_that_is_delivered_can_be_read_and_stops_nothing() -> None:
    delivered = load_cancelled_proofs(Assets())
    assert delivered.find("村委会出具的居住证明") is not None
    assert all(proof.reach is ProofReach.LOCAL for proof in delivered.proofs)


FAULTS = [
    ('list = "甲"\nhow = "乙"\ninstead = "verify"\nreach = "local"', "缺 names"),
    ('names = ["甲"]\nhow = "乙"\ninstead = "verify"\nreach = "local"', "缺 list"),
    ('names = ["甲"]\nlist = "甲"\nhow = "乙"\ninstead = "x"\nreach = "local"', "instead"),
    ('names = ["甲"]\nlist = "甲"\nhow = "乙"\ninstead = "verify"\nreach = "x"', "reach"),
]


@pytest.mark.parametrize(("entry", "says"), FAULTS)
def test_a_fault_of_a_centres_own_list_is_told_with_file_and_entry(
    tmp_path: Path, entry: str, says: str
) -> None:
    folder = tmp_path / "resources" / "cancelled_proofs"
    folder.mkdir(parents=True)
    (folder / "own.toml").write_text(f"[[proof]]\n{entry}\n", encoding="utf-8")
    with pytest.raises(EnvironmentProblem, match=says) as told:
        load_cancelled_proofs(Assets(tmp_path))
    assert "own.toml 第 1 条" in told.value.text
