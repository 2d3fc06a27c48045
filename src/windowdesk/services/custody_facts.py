"""What papers say of originals on their way: 材料交接清单, and 材料退还清单 of what was kept."""

from collections.abc import Mapping
from types import MappingProxyType

from windowdesk.domain.case import Case
from windowdesk.domain.custody import TO_APPLICANT, originals_of, slip_of
from windowdesk.domain.custody_records import HandoverSlip, Original
from windowdesk.domain.facts import Row
from windowdesk.domain.local_time import paper_date, paper_minute
from windowdesk.domain.materials import HandedIn
from windowdesk.domain.outcomes import ReturnedMaterial
from windowdesk.services.fact import Fact, FactGroup
from windowdesk.services.outcome_facts import returned_total

CUSTODY_FACTS = FactGroup(
    facts=(
        Fact("custody.giver", "交出方", "02号窗口　段云萍"),
        Fact("custody.receiver", "接收方", "云岭镇村镇建设办公室　宁小雨"),
        Fact("custody.given_at", "交出时间", "2026年11月20日10时42分"),
        Fact("custody.due_at", "最迟什么时候接收", "最迟2026年11月20日12时00分"),
        Fact("custody.purpose", "用途", "核对原权属证书上的四至和面积"),
        Fact("custody.back_by", "应还日期", "2026年11月27日"),
        Fact("custody_total", "交接合计", "共3项，原件3份、复印件2份，纸质材料11页"),
    ),
    rows=MappingProxyType(
        {
            "passed": (
                Fact("name", "材料名称", "申请人家庭户口簿"),
                Fact("originals", "原件份数", "1"),
                Fact("copies", "复印件份数", "1"),
                Fact("pages", "页数", "6"),
                Fact("note", "备注", "封面有旧折痕"),
            )
        }
    ),
    samples=MappingProxyType(
        {
            "passed": (
                ("申请人家庭户口簿", "1", "1", "6", ""),
                ("原宅基地不动产权证书（集体土地使用权证）", "1", "1", "4", "封面有旧折痕"),
                ("相邻权利人意见书", "1", "", "1", ""),
            )
        }
    ),
)


def custody_texts(case: Case, number: str) -> Mapping[str, str]:
    """Return the texts of the slip ``number``; none where the paper with it is no slip."""
    slip = slip_of(case.turns, number)
    if slip is None:
        return {}
    listed = [_counted(case, one) for one in _listed(case, slip)]
    if slip.purpose == TO_APPLICANT:
        return {"returned.cause": slip.purpose, "returned_total": returned_total(listed)}
    return {
        "custody.giver": _who(slip.giver_place, slip.giver_name),
        "custody.receiver": _who(slip.receiver_place, slip.receiver_name),
        "custody.given_at": paper_minute(slip.given_at),
        # What leaves the house is signed for where it arrives.
        "custody.due_at": "送到签收" if slip.taken_at else f"最迟{paper_minute(slip.due_at)}",
        "custody.purpose": slip.purpose,
        "custody.back_by": paper_date(slip.back_by) if slip.back_by else "",
        "custody_total": returned_total(listed).replace("退还", ""),
    }


def custody_rows(case: Case, number: str) -> Mapping[str, tuple[Row, ...]]:
    """Return the rows of the slip ``number``, those of a 材料退还清单 where it is one."""
    slip = slip_of(case.turns, number)
    if slip is None:
        return {"passed": ()}
    rows = tuple(_row(_counted(case, one)) for one in _listed(case, slip))
    returned = slip.purpose == TO_APPLICANT
    return {"passed": (), "returned": rows} if returned else {"passed": rows}


def _listed(case: Case, slip: HandoverSlip) -> tuple[Original, ...]:
    return tuple(one for one in originals_of(case) if one.code in slip.codes)


def _counted(case: Case, one: Original) -> ReturnedMaterial:
    """Return an original with its copies and pages, as the material list has them."""
    lines = (m for m in case.application.materials if (m.code or m.name) == one.code)
    line: HandedIn | None = next(lines, None)
    copies, pages = (line.copies, line.pages) if line else (0, 0)
    return ReturnedMaterial(one.name, one.count, copies, max(pages, one.count), one.note)


def _row(one: ReturnedMaterial) -> Row:
    return {
        "name": one.name,
        "originals": str(one.originals),
        "copies": str(one.copies) if one.copies else "",
        "pages": str(one.pages),
        "note": one.note,
    }


def _who(place: str, name: str) -> str:
    return "　".join(dict.fromkeys(part for part in (place, name) if part))
