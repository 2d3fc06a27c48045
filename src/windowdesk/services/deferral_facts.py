"""What papers say of late materials (容缺) and of commitments (告知承诺)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType

from windowdesk.domain.case import Case
from windowdesk.domain.commitments import Commitment
from windowdesk.domain.facts import Row
from windowdesk.domain.gap_rules import GapRule
from windowdesk.domain.local_time import local_date, paper_date, paper_minute
from windowdesk.domain.materials import SETTLED, HandedIn
from windowdesk.domain.turns import DeferredAcceptance
from windowdesk.services.fact import Fact, FactGroup

_ENDS = "。；，"

DEFERRAL_FACTS = FactGroup(
    facts=(
        Fact("gap.promise_number", "容缺承诺书文号", "云岭便容承〔2026〕12号"),
        Fact("gap.notice_number", "容缺受理文号", "云岭便容〔2026〕12号"),
        Fact("gap.accepted_on", "容缺受理日期", "2026年11月20日"),
        Fact("gap.until", "容缺补齐期限", "2026年11月27日"),
        Fact("gap.delay", "容缺延期说明", "因泥石流断路，经许绍文同意延至2026年12月4日"),
        Fact("gap.reason", "后补的原因", "户口簿在县城亲属处，三日内取回"),
        Fact("gap.credit", "信用核查结果", "2026年11月20日在信用中国查询，未列入严重失信主体名单"),
        Fact("gap.basis", "容缺受理的依据", "《云岭镇便民服务中心容缺受理办法》第五条"),
        Fact("gap.total", "容缺合计", "共2项"),
        Fact("gap.main_total", "已交主要材料合计", "共4项，原件4份、复印件2份"),
        Fact("gap.received_at", "补齐收件时间", "2026年11月24日9时16分"),
        Fact("gap.complete", "容缺材料补齐", ""),
        Fact("gap.missing", "还缺的容缺材料", "相邻权利人意见书"),
        Fact("gap.fill_total", "补齐收件合计", "共2项，收到1项，仍缺1项"),
        Fact("commitment.number", "告知承诺书文号", "云岭便诺〔2026〕7号"),
        Fact("commitment.check_by", "承诺核查期限", "2026年12月18日"),
        Fact("commitment.total", "承诺代替的证明合计", "共1项"),
    ),
    rows=MappingProxyType(
        {
            "main_materials": (
                Fact("name", "已交主要材料", "农村宅基地和建房（规划许可）申请表"),
                Fact("originals", "原件份数", "1"),
                Fact("copies", "复印件份数", "1"),
                Fact("pages", "页数", "2"),
            ),
            "late_materials": (
                Fact("name", "容缺材料", "申请人家庭户口簿"),
                Fact("fault", "缺失或瑕疵", "没有交"),
                Fact("form", "补交形式", "原件核验，复印件1份"),
                Fact("until", "补交日期", "2026年11月27日"),
            ),
            "gap_fillings": (
                Fact("name", "容缺材料", "申请人家庭户口簿"),
                Fact("told", "缺失或瑕疵", "没有交"),
                Fact("state", "收齐或仍缺", "收齐"),
                Fact("note", "备注", "原件核验后当场退还"),
            ),
            "promised_proofs": (
                Fact("name", "由承诺代替的证明", "家庭成员现居住情况证明"),
                Fact("content", "证明的内容", "本户成员现居住在申请地，没有另外的住处"),
                Fact("basis", "要求的依据", "《云南省土地管理条例》第五十二条"),
            ),
        }
    ),
    samples=MappingProxyType(
        {
            "main_materials": (
                ("农村宅基地和建房（规划许可）申请表", "1", "", "2"),
                ("申请人居民身份证", "1", "1", "1"),
                ("村民小组会议记录", "1", "", "3"),
                ("宅基地四至及地块位置示意图", "1", "1", "1"),
            ),
            "late_materials": (
                ("申请人家庭户口簿", "没有交", "原件核验，复印件1份", "2026年11月27日"),
                ("相邻权利人意见书", "缺北邻的签名", "原件2份", "2026年11月27日"),
            ),
            "gap_fillings": (
                ("申请人家庭户口簿", "没有交", "收齐", "原件核验后当场退还"),
                ("相邻权利人意见书", "缺北邻的签名", "仍缺", ""),
            ),
            "promised_proofs": (
                (
                    "家庭成员现居住情况证明",
                    "本户成员现居住在申请地，没有另外的住处",
                    "《云南省土地管理条例》第五十二条",
                ),
            ),
        }
    ),
)


def deferral_texts(case: Case, at: datetime, rule: GapRule) -> Mapping[str, str]:
    """Return the texts about late materials and commitments; none where a case has neither."""
    texts: dict[str, str] = {}
    deferral = case.turns.deferral
    if deferral is not None:
        texts |= _contract(deferral, rule) | _received(deferral, at)
        texts["gap.main_total"] = _main_total(_main(case))
    if case.turns.commitments:
        texts |= _commitment(case.turns.commitments[-1])
    return texts


def deferral_rows(case: Case) -> Mapping[str, tuple[Row, ...]]:
    """Return the rows of the lists about late materials and commitments."""
    deferral = case.turns.deferral
    commitments = case.turns.commitments
    return {
        "main_materials": _main_rows(_main(case)) if deferral else (),
        "late_materials": _late_rows(deferral) if deferral else (),
        "gap_fillings": _filling_rows(case, deferral) if deferral else (),
        "promised_proofs": tuple(
            {"name": proof.name, "content": proof.content, "basis": proof.basis}
            for proof in (commitments[-1].proofs if commitments else ())
        ),
    }


def _contract(deferral: DeferredAcceptance, rule: GapRule) -> dict[str, str]:
    delay = ""
    if deferral.delays:
        last = deferral.delays[-1]
        reason = last.reason.rstrip(_ENDS)
        delay = f"因{reason}，经{last.allowed_by}同意延至{paper_date(last.until)}"
    return {
        "gap.promise_number": deferral.promise_number,
        "gap.notice_number": deferral.notice_number,
        "gap.accepted_on": paper_date(local_date(deferral.at)),
        "gap.until": paper_date(deferral.last_day),
        "gap.delay": delay,
        "gap.reason": deferral.reason.rstrip(_ENDS),
        "gap.credit": deferral.credit.rstrip(_ENDS),
        "gap.basis": rule.basis,
        "gap.total": f"共{len(deferral.materials)}项",
    }


def _received(deferral: DeferredAcceptance, at: datetime) -> dict[str, str]:
    asked, still = len(deferral.materials), deferral.open_materials
    when = deferral.filled[-1].at if deferral.filled else at
    rest = f"，仍缺{len(still)}项" if still else ""
    return {
        "gap.received_at": paper_minute(when),
        "gap.complete": "" if still else "容缺材料已经全部补齐",
        "gap.missing": "、".join(one.name for one in still),
        "gap.fill_total": f"共{asked}项，收到{asked - len(still)}项{rest}",
    }


def _commitment(commitment: Commitment) -> dict[str, str]:
    return {
        "commitment.number": commitment.number,
        "commitment.check_by": paper_date(commitment.check_by),
        "commitment.total": f"共{len(commitment.proofs)}项",
    }


def _main(case: Case) -> tuple[HandedIn, ...]:
    """Return what was on the desk when the promise was signed: all that came, late ones aside."""
    deferral = case.turns.deferral
    late = {one.code for one in deferral.materials} if deferral else set()
    return tuple(m for m in case.application.materials if m.code not in late and m.state in SETTLED)


def _main_total(main: Sequence[HandedIn]) -> str:
    originals, copies = sum(m.originals for m in main), sum(m.copies for m in main)
    return f"共{len(main)}项，原件{originals}份、复印件{copies}份"


def _main_rows(main: Sequence[HandedIn]) -> tuple[Row, ...]:
    return tuple(
        {
            "name": m.name,
            "originals": _count(m.originals),
            "copies": _count(m.copies),
            "pages": _count(m.pages),
        }
        for m in main
    )


def _late_rows(deferral: DeferredAcceptance) -> tuple[Row, ...]:
    until = paper_date(deferral.last_day)
    return tuple(
        {"name": one.name, "fault": one.fault, "form": one.form, "until": until}
        for one in deferral.materials
    )


def _filling_rows(case: Case, deferral: DeferredAcceptance) -> tuple[Row, ...]:
    still = {one.name for one in deferral.open_materials}
    notes = {m.code: m.note for m in case.application.materials}
    return tuple(
        {
            "name": one.name,
            "told": one.fault,
            "state": "仍缺" if one.name in still else "收齐",
            "note": "" if one.name in still else notes.get(one.code, ""),
        }
        for one in deferral.materials
    )


def _count(number: int) -> str:
    return str(number) if number else ""
