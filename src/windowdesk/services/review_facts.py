"""What papers say of special procedures, hearings, the extension and inspections."""

from collections.abc import Mapping
from datetime import date

from windowdesk.domain.calendar import WorkCalendar
from windowdesk.domain.case import Case
from windowdesk.domain.case_clocks import statutory_proof
from windowdesk.domain.clock import DayMark
from windowdesk.domain.hearing_clock import ask_until, hold_until
from windowdesk.domain.local_time import local_date, paper_date
from windowdesk.domain.procedure_days import (
    moved_by,
    moved_in_fact,
    overrun,
    planned_last,
    real_length,
    workdays_of,
)
from windowdesk.domain.review_turns import (
    Extension,
    HearingNotice,
    Inspection,
    ProcedurePlan,
    ProcedureRun,
)
from windowdesk.services.fact import Fact, FactGroup

_ENDS = "。；，"
_EXTENSION_BASIS = "《中华人民共和国行政许可法》第四十二条第一款"
_JOINT_BASIS = "《中华人民共和国行政许可法》第四十二条第二款"

REVIEW_FACTS = FactGroup(
    facts=(
        Fact("procedure.name", "特别程序", "专家评审"),
        Fact("procedure.basis", "特别程序的依据", "《中华人民共和国行政许可法》第四十五条"),
        Fact("procedure.body", "实施机构", "青岫县自然资源局专家评审委员会"),
        Fact("procedure.begins", "特别程序起始日", "2026年11月23日"),
        Fact("procedure.length", "特别程序所需时间", "15个工作日"),
        Fact("procedure.until", "特别程序预计结束日", "2026年12月11日"),
        Fact("procedure.reason", "启动特别程序的情况", "拟建房屋临近滑坡隐患点，要请专家看选址"),
        Fact("procedure.due_before", "原应作出决定的日期", "2026年12月8日"),
        Fact("procedure.due_after", "顺延后预计日期", "2026年12月29日"),
        Fact("procedure.law_before", "原法定期限届满日", "2026年12月18日"),
        Fact("procedure.law_after", "顺延后法定期限届满日", "2027年1月11日"),
        Fact("procedure.number", "特别程序告知书文号", "云岭便特〔2026〕9号"),
        Fact("procedure.begun_by", "启动人", "许绍文"),
        Fact("procedure.last_day", "不计时的最后一日", "2026年12月9日"),
        Fact("procedure.result_number", "结果文书文号", "青自然资评〔2026〕31号"),
        Fact("procedure.real", "特别程序实际时间", "13个工作日"),
        Fact("procedure.excluded", "应当扣除的时间", "17日，其中工作日13个"),
        Fact("procedure.overrun", "超出预计的时间", ""),
        Fact("procedure.ended_by", "办理恢复计时的人", "宁小雨"),
        Fact("interested.parties", "利害关系人", "杨正明、陆秀珍"),
        Fact("interested.matter", "涉及的重大利益", "拟建住宅北侧滴水占用相邻一户的采光和排水"),
        Fact("hearing.number", "利害关系人告知书文号", "云岭便利〔2026〕3号"),
        Fact("hearing.told_on", "告知日期", "2026年11月23日"),
        Fact("hearing.ask_until", "申请听证的最后一日", "2026年11月30日"),
        Fact("hearing.asked_by", "申请听证的人", "杨正明"),
        Fact("hearing.asked_on", "申请听证的日期", "2026年11月27日"),
        Fact("hearing.hold_until", "组织听证的最后一日", "2026年12月25日"),
        Fact("hearing.on", "听证日期", "2026年12月14日"),
        Fact("hearing.hour", "听证时间", "上午9时"),
        Fact("hearing.place", "听证地点", "云岭镇人民政府二楼会议室"),
        Fact("hearing.chair", "听证主持人", "段正刚"),
        Fact("extension.days", "延长天数", "10个工作日"),
        Fact("extension.reason", "延长理由", "宗地四至与相邻两户有争议，要再次实地核对"),
        Fact("extension.due_before", "原期限届满日", "2026年12月18日"),
        Fact("extension.due_after", "新期限届满日", "2027年1月4日"),
        Fact("extension.used", "已用工作日", "16个工作日"),
        Fact("extension.basis", "延长的依据", _EXTENSION_BASIS),
        Fact("extension.office", "批准人职务", "镇人民政府负责人"),
        Fact("extension.allowed_by", "批准人", "许绍文"),
        Fact("extension.allowed_on", "批准日期", "2026年12月14日"),
        Fact("extension.asked_by", "提请延期的人", "宁小雨"),
        Fact("extension.asked_on", "提请延期的日期", "2026年12月11日"),
        Fact("extension.joint", "办理方式", "联合办理"),
        Fact("extension.form_number", "延长办理期限审批表文号", "云岭便延审〔2026〕2号"),
        Fact("inspection.on", "核查日期", "2026年11月25日"),
        Fact("inspection.place", "核查地点", "云岭镇松木坪村上寨村民小组17号"),
        Fact("inspection.staff", "核查人员", "宁小雨、代永康"),
        Fact(
            "inspection.found", "核查情况", "原房两层已空置，四至与示意图一致，北侧滴水线退让0.6米"
        ),
    )
)


def review_texts(case: Case, calendar: WorkCalendar, today: date) -> Mapping[str, str]:
    """Return the texts of what happened last while the case was reviewed."""
    turns = case.turns
    texts: dict[str, str] = {}
    run = _last_run(turns.procedures)
    if run is not None:
        texts |= _procedure(case, run.plan, calendar, today)
        texts |= _run(case, run, calendar, today)
    if turns.hearings:
        texts |= _hearing(turns.hearings[-1], calendar)
    if turns.extension is not None:
        texts |= _extension(case, turns.extension, calendar, today)
    if turns.inspections:
        texts |= _inspection(turns.inspections[-1])
    return texts


def _last_run(runs: tuple[ProcedureRun, ...]) -> ProcedureRun | None:
    """Return the procedure that something happened to last."""
    return max(runs, key=lambda run: run.ended_at or run.begun_at, default=None)


def _procedure(
    case: Case, plan: ProcedurePlan, calendar: WorkCalendar, today: date
) -> Mapping[str, str]:
    moved = moved_by(case, plan, calendar, today)
    return {
        "procedure.name": plan.name,
        "procedure.basis": plan.basis.rstrip(_ENDS),
        "procedure.body": plan.body,
        "procedure.begins": paper_date(plan.first_day),
        "procedure.length": plan.length.text,
        "procedure.until": paper_date(planned_last(plan, calendar)),
        "procedure.reason": plan.reason.rstrip(_ENDS),
        "procedure.due_before": paper_date(moved.promise_before),
        "procedure.due_after": paper_date(moved.promise_after),
        "procedure.law_before": paper_date(moved.law_before),
        "procedure.law_after": paper_date(moved.law_after),
    }


def _run(case: Case, run: ProcedureRun, calendar: WorkCalendar, today: date) -> Mapping[str, str]:
    texts = {"procedure.number": run.number, "procedure.begun_by": run.begun_by}
    if run.last_day is None:
        return texts
    first, last = run.plan.first_day, run.last_day
    over = overrun(run.plan, last, calendar)
    moved = moved_in_fact(case, run, calendar, today)
    nobody = "" if run.result_number else "期满没有人申请听证"
    return texts | {
        "procedure.last_day": paper_date(last),
        "procedure.result_number": run.result_number or nobody,
        "procedure.real": real_length(run.plan, last, calendar).text,
        "procedure.excluded": (
            f"{(last - first).days + 1}日，其中工作日{workdays_of(first, last, calendar)}个"
        ),
        "procedure.overrun": f"比预计多{over.text}" if over is not None else "",
        "procedure.ended_by": run.ended_by,
        "procedure.due_before": paper_date(moved.promise_before),
        "procedure.due_after": paper_date(moved.promise_after),
        "procedure.law_before": paper_date(moved.law_before),
        "procedure.law_after": paper_date(moved.law_after),
    }


def _hearing(notice: HearingNotice, calendar: WorkCalendar) -> Mapping[str, str]:
    texts = {
        "interested.parties": "、".join(notice.parties),
        "interested.matter": notice.matter.rstrip(_ENDS),
        "hearing.number": notice.number,
        "hearing.told_on": paper_date(notice.told_on),
        "hearing.ask_until": paper_date(ask_until(notice.told_on, calendar)),
    }
    if notice.asked_on is not None:
        texts |= {
            "hearing.asked_by": notice.asked_by,
            "hearing.asked_on": paper_date(notice.asked_on),
            "hearing.hold_until": paper_date(hold_until(notice.asked_on, calendar)),
        }
    if notice.call is not None:
        texts |= {
            "hearing.on": paper_date(notice.call.on),
            "hearing.hour": notice.call.hour,
            "hearing.place": notice.call.place,
            "hearing.chair": notice.call.chair,
        }
    return texts


def _extension(
    case: Case, extension: Extension, calendar: WorkCalendar, today: date
) -> Mapping[str, str]:
    request = extension.request
    proof = statutory_proof(case, calendar, today)
    allowed = local_date(extension.at)
    days = proof.days if proof is not None else ()
    used = sum(day.mark is DayMark.COUNTED and day.on <= allowed for day in days)
    return {
        "extension.days": f"{request.days}个工作日",
        "extension.reason": request.reason.rstrip(_ENDS),
        "extension.due_before": paper_date(extension.due_before) if extension.due_before else "",
        "extension.due_after": paper_date(extension.due_after) if extension.due_after else "",
        "extension.used": f"{used}个工作日",
        "extension.basis": _JOINT_BASIS if request.joint else _EXTENSION_BASIS,
        "extension.office": extension.office,
        "extension.allowed_by": extension.allowed_name,
        "extension.allowed_on": paper_date(local_date(extension.at)),
        "extension.asked_by": request.asked_name,
        "extension.asked_on": paper_date(local_date(request.at)),
        "extension.joint": "联合办理" if request.joint else "",
        "extension.form_number": extension.form_number,
    }


def _inspection(inspection: Inspection) -> Mapping[str, str]:
    return {
        "inspection.on": paper_date(inspection.inspected_on),
        "inspection.place": inspection.place,
        "inspection.staff": "、".join(inspection.staff),
        "inspection.found": inspection.found.rstrip(_ENDS),
    }
