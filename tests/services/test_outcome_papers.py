"""The papers of every outcome at the window, from real cases: words, masks, breaks, stubs."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.reports.reading import page_texts
from tests.services.counter import Counter
from tests.services.test_paper_facts import LONG_NAME, RARE_PERSON
from windowdesk.domain.case import Application
from windowdesk.domain.outcomes import Gap, Refusal, RefusalKind, SupplementRequest
from windowdesk.domain.turns import EndCause
from windowdesk.services.acting import ActReceipt
from windowdesk.services.endings import EndingEntry
from windowdesk.services.entry import with_missing

MISSING = frozenset(("form", "card"))
ASKED = (Gap("form", "申请表", "没有签字"), Gap("card", "残疾人证", "没有交"))
MANY = tuple(
    Gap(f"more-{n}", f"第{n}样证明", "盖章不清，看不出单位", "盖章清楚", "原件1份")
    for n in range(1, 39)
)
REVIEW = "60日内向云山县人民政府申请行政复议"
COURT = "6个月内直接向云山县人民法院提起行政诉讼"


def application(counter: Counter) -> Application:
    return counter.application(party=RARE_PERSON)


def lacking(counter: Counter) -> Application:
    whole = application(counter)
    return replace(whole, materials=with_missing(whole.materials, MISSING))


def told(counter: Counter, *more: Gap) -> ActReceipt:
    request = SupplementRequest((*ASKED, *more))
    return counter.at().outcomes.receive_and_request_supplement(lacking(counter), request)


def brought(counter: Counter, case_id: int, *names: str) -> ActReceipt:
    own = counter.at().outcomes
    case = counter.at().lookup.case(case_id).case
    lines = (own.counted(case, x) if x.name in names else x for x in own.demanded(case))
    return own.supplement(case_id, tuple(lines))


def refused(counter: Counter, refusal: Refusal) -> ActReceipt:
    return counter.at().outcomes.receive_and_refuse(application(counter), refusal)


def not_required(counter: Counter) -> ActReceipt:
    return refused(counter, Refusal(RefusalKind.NOT_REQUIRED, "已经随养老金发放"))


def elsewhere(counter: Counter) -> ActReceipt:
    return refused(
        counter,
        Refusal(
            RefusalKind.NOT_COMPETENT,
            "林木采伐由县级林业部门审批。",
            organ="青岫县林业和草原局",
            organ_address="青岫县城关镇文昌路66号",
            organ_phone="0990-5552207",
        ),
    )


def barred(counter: Counter) -> ActReceipt:
    return refused(counter, Refusal(RefusalKind.OTHER, "还在限制申请的期间内", "《办法》第八条"))


def partly(counter: Counter) -> ActReceipt:
    return brought(counter, told(counter).case_id, "申请表")


def wholly(counter: Counter) -> ActReceipt:
    return brought(counter, told(counter).case_id, "申请表", "残疾人证")


def taken_back(counter: Counter) -> ActReceipt:
    case_id = counter.at().acceptance.receive(application(counter)).case_id
    own = counter.at().outcomes
    returned = own.returnable(counter.at().lookup.case(case_id).case)
    return own.take_back(case_id, returned, "改天再来办。", signed=True)


def withdrawn(counter: Counter) -> ActReceipt:
    case_id = counter.at().acceptance.receive_and_accept(application(counter)).case_id
    own = counter.at().outcomes
    returned = own.returnable(counter.at().lookup.case(case_id).case)
    return own.withdraw(case_id, "不再建房", signed=True, returned=returned)


def ended(counter: Counter) -> ActReceipt:
    case_id = counter.at().acceptance.receive(application(counter)).case_id
    death = EndingEntry(
        EndCause.DECEASED, "申请人死亡", "2026年11月18日的死亡证明", "《规则》第二十二条"
    )
    return counter.at().endings.end_before_acceptance(case_id, death)


Act = Callable[[Counter], ActReceipt]
WORDS: tuple[tuple[Act, str, tuple[str, ...]], ...] = (
    (not_required, "not_required", ("依法不需要办理", "已经随养老金发放", REVIEW, COURT)),
    (
        elsewhere,
        "refusal",
        ("应当申请的机关青岫县林业和草原局", "文昌路66号", "0990-5552207", REVIEW, COURT),
    ),
    (barred, "refusal", ("还在限制申请的期间内", "《办法》第八条", REVIEW, COURT)),
    (told, "correction", ("一次性告知如下", "没有签字", "残疾人证", "全部补正后即受理", "共2项")),
    (
        partly,
        "supplement_receipt",
        ("还没有收齐，不代表受理", "仍缺：残疾人证", "共2项，收齐1项，仍缺1项", "（存根）"),
    ),
    (
        wholly,
        "supplement_receipt",
        ("要求补正的材料已经全部收齐", "即为受理时间", "共2项，收齐2项", "（存根）"),
    ),
    (taken_back, "materials_returned", ("当面点清", "退还人签名", "领取人签名", "改天再来办")),
    (withdrawn, "withdrawal", ("自愿撤回申请", "因不再建房", "受理文号", "自始不发生效力")),
    (withdrawn, "materials_returned", ("当面点清", "不再建房")),
    (
        ended,
        "termination",
        (
            "因申请人死亡",
            "终止审查",
            "2026年11月18日的死亡证明",
            "《规则》第二十二条",
            REVIEW,
            COURT,
        ),
    ),
)
IDS = [f"{act.__name__}-{kind}" for act, kind, _words in WORDS]


@pytest.mark.parametrize(("act", "kind", "words"), WORDS, ids=IDS)
def test_every_paper_says_what_the_law_asks_and_masks_the_rest(
    counter: Counter, act: Act, kind: str, words: tuple[str, ...]
) -> None:
    text = counter.paper(act(counter), kind)
    for word in (*words, LONG_NAME):
        assert word in text
    assert RARE_PERSON.id_number not in text
    assert RARE_PERSON.phone not in text
    assert "。。" not in text


@pytest.mark.parametrize(("act", "unsaid"), [(elsewhere, "规定，本机关决定不予受理。"),
                                             (barred, "应当申请的机关")])  # fmt: skip
def test_a_refusal_says_only_what_belongs_to_its_cause(
    counter: Counter, act: Act, unsaid: str
) -> None:
    assert unsaid not in counter.paper(act(counter), "refusal")


def test_an_organ_is_named_without_the_address_and_phone_that_nobody_knows(
    counter: Counter,
) -> None:
    # Permit Law art. 32 para 1 no. 2 asks which organ to apply to, nothing more.
    only = Refusal(RefusalKind.NOT_COMPETENT, "由县级审批。", organ="青岫县林业和草原局")
    text = counter.paper(refused(counter, only), "refusal")
    assert "应当申请的机关青岫县林业和草原局" in text
    assert "机关地址" not in text
    assert "机关电话" not in text


def pages(counter: Counter, receipt: ActReceipt, kind: str) -> list[str]:
    """Return the pages of the first copy."""
    (paper,) = (one for one in receipt.papers if one.kind == kind)
    texts = page_texts(counter.at().press.bytes_of_record(paper.document_id))
    return texts[: len(texts) // paper.copies]


def test_forty_gaps_break_between_rows_under_a_repeated_head(counter: Counter) -> None:
    receipt = told(counter, *MANY)
    texts = pages(counter, receipt, "correction")
    assert len(texts) > 2
    listed = [text for text in texts if "样证明" in text]
    assert all("序号材料名称缺什么或不符合之处" in text for text in listed)
    assert all(text.count("看不出单位") >= 2 for text in listed)
    assert sum(text.count("盖章不清，看不出单位") for text in texts) == len(MANY)
    assert "申请人（代办人）签收" in texts[-1]
    assert "云溪镇人民政府" in texts[-1]
    assert "办件编号" in texts[-1]
    assert all("一次性补正告知书（续）" in text for text in texts[1:])


def test_a_cell_that_stays_empty_is_closed_with_a_dash(counter: Counter) -> None:
    assert "没有签字——" in counter.paper(told(counter), "correction")


def test_the_stub_of_forty_supplements_stands_whole_on_the_last_page(counter: Counter) -> None:
    receipt = told(counter, *MANY)
    names = [gap.name for gap in MANY[:30]]
    texts = pages(counter, brought(counter, receipt.case_id, *names), "supplement_receipt")
    assert [("（存根）" in text) for text in texts] == [False] * (len(texts) - 1) + [True]
    stub = texts[-1].split("（存根）")[1]
    assert LONG_NAME not in stub
    assert "共40项，收齐30项，仍缺10项" in stub


def test_titles_of_another_province_stand_on_the_papers_of_a_case(counter: Counter) -> None:
    with counter.at().database.unit_of_work() as uow:
        uow.save_centre(replace(uow.centre(), paper_style="foshan"))
        uow.commit()
    receipt = told(counter)
    assert [paper.title for paper in receipt.papers] == ["申请材料接收回执", "申请材料补正告知书"]
    text = counter.paper(receipt, "correction")
    assert "申请材料补正告知书" in text
    assert "一次性补正告知书" not in text
    assert "云溪补〔2026〕1号" in text
