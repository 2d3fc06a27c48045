"""What papers say of a referral up to the county: opinion, what went up, withdrawal meanwhile."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from windowdesk.domain.calendar import WorkCalendar
from windowdesk.domain.case import Case
from windowdesk.domain.facts import Row
from windowdesk.domain.local_time import local_date, paper_date, paper_minute
from windowdesk.domain.referral_clocks import review_clock
from windowdesk.domain.turns import Referral, SentUp
from windowdesk.services.fact import Fact, FactGroup

_ENDS = "。；，"

REFERRAL_FACTS = FactGroup(
    facts=(
        Fact("referral.organ", "接收上报的县级部门", "青岫县民政局"),
        Fact(
            "referral.opinion",
            "初审意见",
            "申请人持有效的残疾人证，属二级肢体残疾，家庭收入经核对符合规定，公示七日无异议，拟同意",
        ),
        Fact("referral.number", "上报交接清单文号", "云岭便报〔2026〕9号"),
        Fact("referral.on", "上报日期", "2026年11月24日"),
        Fact("referral.at", "上报时间", "2026年11月24日9时16分"),
        Fact("referral.by", "上报人", "许绍文"),
        Fact("referral.total", "上报材料合计", "共4项，原件2份、复印件4份，纸质材料12页"),
        Fact("review.due", "初审期限届满日", "2026年12月18日"),
    ),
    rows=MappingProxyType(
        {
            "sent_up": (
                Fact("name", "上报的材料", "申请人居民身份证"),
                Fact("originals", "原件份数", "1"),
                Fact("copies", "复印件份数", "1"),
                Fact("pages", "页数", "1"),
                Fact("note", "备注", "原件在李文秀处，另送"),
            )
        }
    ),
    samples=MappingProxyType(
        {
            "sent_up": (
                ("困难残疾人生活补贴和重度残疾人护理补贴申请审批表", "1", "1", "2", ""),
                ("申请人居民身份证", "", "1", "1", "原件在李文秀处，另送"),
                ("申请人家庭户口簿", "1", "1", "6", ""),
                ("残疾人证", "", "1", "3", ""),
            )
        }
    ),
)


def referral_texts(case: Case, calendar: WorkCalendar) -> Mapping[str, str]:
    """Return the texts about the last referral; none where a case was never reported up."""
    if not case.turns.referrals:
        return {}
    last = case.turns.referrals[-1]
    clock = review_clock(case, calendar, local_date(last.at))
    return {
        **_referral(last),
        "review.due": paper_date(clock.proof.due) if clock else "",
    }


def referral_rows(case: Case) -> Mapping[str, tuple[Row, ...]]:
    """Return the rows of what went up with the last referral."""
    referrals = case.turns.referrals
    sent = referrals[-1].sent if referrals else ()
    return {"sent_up": tuple(_row(one) for one in sent)}


def county_paper(case: Case) -> Row | None:
    """Return the county's decision as a row of a 送达回证; None where it decided nothing."""
    if not case.turns.referrals or not case.turns.referrals[-1].result_number:
        return None
    last = case.turns.referrals[-1]
    return {"name": f"{last.organ}决定书", "number": last.result_number, "copies": "1"}


def _referral(referral: Referral) -> dict[str, str]:
    return {
        "referral.organ": referral.organ,
        "referral.opinion": referral.opinion.rstrip(_ENDS),
        "referral.number": referral.number,
        "referral.on": paper_date(local_date(referral.at)),
        "referral.at": paper_minute(referral.at),
        "referral.by": referral.by_name,
        "referral.total": _total(referral.sent),
    }


def _total(sent: Sequence[SentUp]) -> str:
    originals, copies = sum(one.originals for one in sent), sum(one.copies for one in sent)
    pages = sum(one.pages for one in sent)
    return f"共{len(sent)}项，原件{originals}份、复印件{copies}份，纸质材料{pages}页"


def _row(one: SentUp) -> Row:
    return {
        "name": one.name,
        "originals": _count(one.originals),
        "copies": _count(one.copies),
        "pages": _count(one.pages),
        "note": one.note,
    }


def _count(number: int) -> str:
    return str(number) if number else ""
